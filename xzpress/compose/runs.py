"""A set line's clusters as runs of shapes, with what stands above, below and round them."""

from collections.abc import Iterator
from dataclasses import replace

from xzpress.compose.clusters import Cluster
from xzpress.compose.dress import RUBY_SCALE, Dress
from xzpress.compose.marks import Kind
from xzpress.compose.ruler import Ruler
from xzpress.design import Box, Colour
from xzpress.face import Shape
from xzpress.galley import Line, Ornament, Run

_UNDRAWN = frozenset({"\u200b", "\u2060"})
_ASCENT, _DESCENT = 0.88, 0.12
"""Where the em box of Han stands about its baseline, em (the Noto faces' typographic metrics)."""
_RUBY_RISE = 0.95
"""Baseline of ruby above that of its base, em of the base size: just clear of the em box."""
_DOT_DEPTH = 0.27
_DOT_RADIUS = 0.06
"""着重号 under the character's middle (GB/T 15834 §4.10), below the em box, em."""
_UNDOTTED = frozenset(Kind) - {Kind.HAN, Kind.LATIN, Kind.NUMBER}
"""Marks carry no emphasis dots (clreq 着重号)."""


def dressed(
    ruler: Ruler, start: int, edges: list[float], size: float
) -> tuple[tuple[Run, ...], tuple[Ornament, ...]]:
    """Runs and ornaments of a line.

    start: its first cluster. edges: where each of its clusters stands, em from the line's origin.
    size: pt.
    """
    clusters = ruler.clusters[start : start + len(edges)]
    dresses = ruler.dresses[start : start + len(edges)]
    if ruler.vertical:
        return standing(clusters, dresses, edges, size)
    runs = list(_base(clusters, dresses, edges, size))
    if clusters[-1].hyphen is not None and start + len(edges) < len(ruler.clusters):
        runs.append(_hyphen(clusters[-1], dresses[-1], edges[-1], size))
    if all(dress is dresses[0] for dress in dresses) and dresses[0].plain:
        return tuple(runs), ()
    for cluster, dress, edge in zip(clusters, dresses, edges, strict=True):
        runs += _ruby(cluster, dress, edge, size)
    dots = _dots(clusters, dresses, edges, size)
    return tuple(runs), (*dots, *_frames(clusters, dresses, edges, size))


def _base(
    clusters: list[Cluster], dresses: list[Dress], edges: list[float], size: float
) -> Iterator[Run]:
    """One run for each stretch of clusters of the same face and dress."""
    face, worn = "", dresses[0]
    shapes: list[Shape] = []
    xs: list[float] = []
    for cluster, dress, edge in zip(clusters, dresses, edges, strict=True):
        if cluster.text in _UNDRAWN:
            continue
        if cluster.face != face or dress is not worn:
            if shapes:
                yield _run(face, size, worn, shapes, xs)
            face, worn, shapes, xs = cluster.face, dress, [], []
        shapes.extend(cluster.shapes)
        xs.extend([(edge + shift) * size for shift in cluster.shifts])
    if shapes:
        yield _run(face, size, worn, shapes, xs)


def _run(face: str, size: float, dress: Dress, shapes: list[Shape], xs: list[float]) -> Run:
    ys = (dress.rise * size,) * len(shapes) if dress.rise else ()
    return Run(face, size * dress.scale, dress.colour, tuple(shapes), tuple(xs), ys)


def _hyphen(cluster: Cluster, dress: Dress, edge: float, size: float) -> Run:
    hyphen = cluster.hyphen
    assert hyphen is not None
    x = (edge + cluster.width) * size
    return _run(hyphen.face, size, dress, list(hyphen.shapes), [x])


def _ruby(cluster: Cluster, dress: Dress, edge: float, size: float) -> Iterator[Run]:
    """What stands above a cluster, centred on it."""
    x = edge + (cluster.width - dress.ruby_width) / 2
    for above in dress.ruby:
        xs = tuple((x + shift * RUBY_SCALE) * size for shift in above.shifts)
        ys = (_RUBY_RISE * size,) * len(xs)
        yield Run(above.face, size * RUBY_SCALE, dress.colour, above.shapes, xs, ys)
        x += above.width * RUBY_SCALE


def _dots(
    clusters: list[Cluster], dresses: list[Dress], edges: list[float], size: float
) -> Iterator[Ornament]:
    radius = _DOT_RADIUS * size
    for cluster, dress, edge in zip(clusters, dresses, edges, strict=True):
        if dress.dots and cluster.kind not in _UNDOTTED:
            x = (edge + cluster.width / 2) * size - radius
            box = Box(x, -_DOT_DEPTH * size - radius, 2 * radius, 2 * radius)
            yield Ornament("dot", box, dress.colour)


def _frames(
    clusters: list[Cluster], dresses: list[Dress], edges: list[float], size: float
) -> Iterator[Ornament]:
    """A rule round each stretch of clusters that one framed dress covers (示亡号)."""
    n = 0
    while n < len(clusters):
        stop = n + 1
        while stop < len(clusters) and dresses[stop] is dresses[n]:
            stop += 1
        if dresses[n].frame:
            right = edges[stop - 1] + clusters[stop - 1].width
            width = (right - edges[n]) * size
            box = Box(edges[n] * size, -_DESCENT * size, width, (_ASCENT + _DESCENT) * size)
            yield from _sides(box, dresses[n].frame, dresses[n].colour)
        n = stop


def _sides(box: Box, rule: float, colour: Colour) -> Iterator[Ornament]:
    for side in (
        Box(box.x, box.top - rule, box.width, rule),
        Box(box.x, box.y, box.width, rule),
        Box(box.x, box.y, rule, box.height),
        Box(box.right - rule, box.y, rule, box.height),
    ):
        yield Ornament("rule", side, colour)


def standing(
    clusters: list[Cluster], dresses: list[Dress], edges: list[float], size: float
) -> tuple[tuple[Run, ...], tuple[Ornament, ...]]:
    """Runs and ornaments of a vertical line. edges: em below the line's top."""
    runs: list[Run] = []
    dots: list[Ornament] = []
    for cluster, dress, edge in zip(clusters, dresses, edges, strict=True):
        if cluster.text in _UNDRAWN:
            continue
        across = tuple((cluster.across + dress.rise) * size for _ in cluster.shifts)
        down = tuple(-(edge + shift) * size for shift in cluster.shifts)
        type_size, turned = size * dress.scale, cluster.turned
        last = runs[-1] if runs else None
        if last is not None and (last.face, last.size, last.colour, last.turned, last.narrowed) == (
            cluster.face,
            type_size,
            dress.colour,
            turned,
            cluster.narrowed,
        ):
            runs[-1] = replace(
                last,
                shapes=last.shapes + cluster.shapes,
                xs=last.xs + across,
                ys=last.ys + down,
            )
        else:
            runs.append(
                Run(
                    cluster.face,
                    type_size,
                    dress.colour,
                    cluster.shapes,
                    across,
                    down,
                    turned,
                    cluster.narrowed,
                )
            )
        runs += _ruby_beside(cluster, dress, edge, size)
        if dress.dots and cluster.kind not in _UNDOTTED:
            radius = _DOT_RADIUS * size
            middle = -(edge + cluster.width / 2) * size
            x = (0.5 + _DOT_DEPTH - _DESCENT) * size
            box = Box(x - radius, middle - radius, 2 * radius, 2 * radius)
            dots.append(Ornament("dot", box, dress.colour))
    return tuple(runs), tuple(dots)


def _ruby_beside(cluster: Cluster, dress: Dress, edge: float, size: float) -> Iterator[Run]:
    """What stands to the right of a cluster in a vertical line, lying on its side."""
    down = edge + (cluster.width - dress.ruby_width) / 2
    x = (0.5 + _RUBY_RISE - _ASCENT + _DESCENT * RUBY_SCALE) * size
    for above in dress.ruby:
        ys = tuple(-(down + shift * RUBY_SCALE) * size for shift in above.shifts)
        small = size * RUBY_SCALE
        yield Run(above.face, small, dress.colour, above.shapes, (x,) * len(ys), ys, True)
        down += above.width * RUBY_SCALE


def moved(line: Line, right: float) -> Line:
    """A horizontal line with all its ink so many pt further to the right."""
    runs = tuple(replace(run, xs=tuple(x + right for x in run.xs)) for run in line.runs)
    ornaments = tuple(
        replace(ornament, box=replace(ornament.box, x=ornament.box.x + right))
        for ornament in line.ornaments
    )
    return replace(line, runs=runs, ornaments=ornaments, width=line.width + right)
