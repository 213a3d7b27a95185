"""Ink of a line that is no type: emphasis dots and the frames of names."""

from collections.abc import Iterator

from xzpress.compose.clusters import Cluster
from xzpress.compose.dress import Dress
from xzpress.compose.marks import Kind
from xzpress.design import Box, Colour
from xzpress.galley import Ornament

_ASCENT, _DESCENT = 0.88, 0.12
"""Where the em box of Han stands about its baseline, em (the Noto faces' typographic metrics)."""
_DOT_GAP = 0.15
"""From the em box to a dot's middle, em: between two lines, clear of both (GB/T 15834 §4.10)."""
_DOT_RADIUS = 0.06
_FRAME_INSET = 0.0625
"""A frame stands so far inside the room that its name has on both sides, em."""
_FRAME_OUTSET = 0.08
"""A frame stands so far outside the em boxes: clear of their ink and of the next line's, em."""


def ornaments(
    clusters: list[Cluster],
    dresses: list[Dress],
    edges: list[float],
    size: float,
    *,
    vertical: bool,
) -> tuple[Ornament, ...]:
    """The ornaments of a line. edges: em from its origin to each cluster, along the line."""
    placed = list(zip(clusters, dresses, edges, strict=True))
    return (*_dots(placed, size, vertical), *_frames(placed, size, vertical))


_Placed = list[tuple[Cluster, Dress, float]]


def _dots(placed: _Placed, size: float, vertical: bool) -> Iterator[Ornament]:
    """着重号 under every Han character, in vertical lines to its right.

    Marks and Western text carry none (clreq 着重号).
    """
    across = 0.5 + _DOT_GAP if vertical else -_DESCENT - _DOT_GAP
    for cluster, dress, edge in placed:
        if dress.dots and cluster.kind is Kind.HAN:
            start = edge + cluster.width / 2 - _DOT_RADIUS
            box = _box(start, across - _DOT_RADIUS, 2 * _DOT_RADIUS, 2 * _DOT_RADIUS, vertical)
            yield Ornament("dot", _pt(box, size), dress.colour)


def _frames(placed: _Placed, size: float, vertical: bool) -> Iterator[Ornament]:
    """A rule round each stretch of clusters that one framed dress covers (示亡号)."""
    n = 0
    while n < len(placed):
        stop = n + 1
        while stop < len(placed) and placed[stop][1] is placed[n][1]:
            stop += 1
        dress, last = placed[n][1], placed[stop - 1]
        if dress.frame:
            start = placed[n][2] + _FRAME_INSET
            length = last[2] + last[0].width - _FRAME_INSET - start
            foot = -0.5 if vertical else -_DESCENT
            box = _box(start, foot - _FRAME_OUTSET, length, 1.0 + 2 * _FRAME_OUTSET, vertical)
            yield from _sides(_pt(box, size), dress.frame, dress.colour)
        n = stop


def _box(start: float, across: float, length: float, depth: float, vertical: bool) -> Box:
    """A box along a line, in its own unit: from `start` on, `across` up or, vertical, right."""
    if vertical:
        return Box(across, -start - length, depth, length)
    return Box(start, across, length, depth)


def _pt(box: Box, size: float) -> Box:
    return Box(box.x * size, box.y * size, box.width * size, box.height * size)


def _sides(box: Box, rule: float, colour: Colour) -> Iterator[Ornament]:
    for side in (
        Box(box.x, box.top - rule, box.width, rule),
        Box(box.x, box.y, box.width, rule),
        Box(box.x, box.y, rule, box.height),
        Box(box.right - rule, box.y, rule, box.height),
    ):
        yield Ornament("rule", side, colour)
