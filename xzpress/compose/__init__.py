"""Compose: copy into galleys. Line breaks, squeeze, justification, sizes of heads."""

from xzpress.compose.furniture import plain_lines
from xzpress.compose.galleys import Cases, galleys

__all__ = ["Cases", "galleys", "plain_lines"]
