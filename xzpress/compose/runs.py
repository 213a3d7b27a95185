"""A set line's clusters as runs of shapes, with what stands above, below and round them."""

from collections.abc import Iterator
from dataclasses import replace

from xzpress.compose.clusters import Cluster
from xzpress.compose.dress import RUBY_SCALE, Dress
from xzpress.compose.ornaments import ornaments
from xzpress.compose.ruler import Ruler
from xzpress.face import Shape
from xzpress.galley import Line, Ornament, Run

_UNDRAWN = frozenset({"\u200b", "\u2060"})
_RUBY_RISE = 0.95
"""Baseline of ruby above that of its base, em of the base size: just clear of the em box."""
_RUBY_MIDDLE = 0.82
"""From a vertical line's middle to that of the ruby on its right, as clear, em."""


def dressed(
    ruler: Ruler, start: int, edges: list[float], size: float
) -> tuple[tuple[Run, ...], tuple[Ornament, ...]]:
    """Runs and ornaments of a line.

    start: its first cluster. edges: where each of its clusters stands, em from the line's origin.
    size: pt.
    """
    clusters = ruler.clusters[start : start + len(edges)]
    dresses = ruler.dresses[start : start + len(edges)]
    hyphen = clusters[-1].hyphen
    if hyphen is not None and start + len(edges) < len(ruler.clusters):
        clusters, dresses = [*clusters, hyphen], [*dresses, dresses[-1]]
        edges = [*edges, edges[-1] + clusters[-2].width]
    if ruler.vertical:
        drawn = ornaments(clusters, dresses, edges, size, vertical=True)
        return tuple(standing(clusters, dresses, edges, size)), drawn
    runs = list(_base(clusters, dresses, edges, size))
    if all(dress is dresses[0] for dress in dresses) and dresses[0].plain:
        return tuple(runs), ()
    for cluster, dress, edge in zip(clusters, dresses, edges, strict=True):
        runs += _ruby(cluster, dress, edge, size)
    return tuple(runs), ornaments(clusters, dresses, edges, size, vertical=False)


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


def _ruby(cluster: Cluster, dress: Dress, edge: float, size: float) -> Iterator[Run]:
    """What stands above a cluster, centred on it."""
    x = edge + (cluster.width - dress.ruby_width) / 2
    for above in dress.ruby:
        xs = tuple((x + shift * RUBY_SCALE) * size for shift in above.shifts)
        ys = (_RUBY_RISE * size,) * len(xs)
        yield Run(above.face, size * RUBY_SCALE, dress.colour, above.shapes, xs, ys)
        x += above.width * RUBY_SCALE


def standing(
    clusters: list[Cluster], dresses: list[Dress], edges: list[float], size: float
) -> Iterator[Run]:
    """Runs of a vertical line. edges: em below the line's top."""
    held: Run | None = None
    for cluster, dress, edge in zip(clusters, dresses, edges, strict=True):
        if cluster.text in _UNDRAWN:
            continue
        run = Run(
            cluster.face,
            size * dress.scale,
            dress.colour,
            cluster.shapes,
            tuple((cluster.across + dress.rise) * size for _ in cluster.shifts),
            tuple(-(edge + shift) * size for shift in cluster.shifts),
            cluster.turned,
            cluster.narrowed,
        )
        if held is not None and replace(held, shapes=(), xs=(), ys=()) == replace(
            run, shapes=(), xs=(), ys=()
        ):
            run = replace(
                held, shapes=held.shapes + run.shapes, xs=held.xs + run.xs, ys=held.ys + run.ys
            )
        elif held is not None:
            yield held
        held = run
        if dress.ruby:
            yield held
            held = None
            yield from _ruby_beside(cluster, dress, edge, size)
    if held is not None:
        yield held


def _ruby_beside(cluster: Cluster, dress: Dress, edge: float, size: float) -> Iterator[Run]:
    """What stands to the right of a cluster in a vertical line: Han upright, pinyin on its side."""
    down = edge + (cluster.width - dress.ruby_width) / 2
    for above in dress.ruby:
        ys = tuple(-(down + shift * RUBY_SCALE) * size for shift in above.shifts)
        xs = ((_RUBY_MIDDLE + above.across * RUBY_SCALE) * size,) * len(ys)
        small = size * RUBY_SCALE
        yield Run(above.face, small, dress.colour, above.shapes, xs, ys, above.turned)
        down += above.width * RUBY_SCALE


def lowered(line: Line, down: float) -> Line:
    """A horizontal line with all its ink so many pt further down."""
    runs = tuple(
        replace(run, ys=tuple(y - down for y in run.ys or (0.0,) * len(run.xs)))
        for run in line.runs
    )
    ornaments = tuple(
        replace(ornament, box=replace(ornament.box, y=ornament.box.y - down))
        for ornament in line.ornaments
    )
    return replace(line, runs=runs, ornaments=ornaments)


def moved(line: Line, right: float) -> Line:
    """A horizontal line with all its ink so many pt further to the right."""
    runs = tuple(replace(run, xs=tuple(x + right for x in run.xs)) for run in line.runs)
    ornaments = tuple(
        replace(ornament, box=replace(ornament.box, x=ornament.box.x + right))
        for ornament in line.ornaments
    )
    return replace(line, runs=runs, ornaments=ornaments, width=line.width + right)
