"""Compose: copy into galleys. Line breaks, squeeze, justification, sizes of heads."""

from xzpress.compose.clusters import Cases
from xzpress.compose.dress import Kit, kit
from xzpress.compose.explain import Explained, explain
from xzpress.compose.furniture import plain_lines
from xzpress.compose.galleys import galleys

__all__ = ["Cases", "Explained", "Kit", "explain", "galleys", "kit", "plain_lines"]
