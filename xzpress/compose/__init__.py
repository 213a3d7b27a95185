"""Compose: copy into galleys. Line breaks, squeeze, justification, sizes of heads."""

from xzpress.compose.clusters import Cases
from xzpress.compose.dress import Kit, kit
from xzpress.compose.furniture import plain_lines
from xzpress.compose.galleys import galleys

__all__ = ["Cases", "Kit", "galleys", "kit", "plain_lines"]
