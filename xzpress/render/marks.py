"""Printer's marks: all of them on paper beyond the bleed, so that none is ever printed with a page.

Crop, registration and fold marks stand on every plate; the bar has one patch a plate.
"""

from collections.abc import Sequence

from xzpress.design import AskedMark, Box
from xzpress.galley import Line
from xzpress.page import SetLine
from xzpress.render.content import rectangle
from xzpress.render.objects import number
from xzpress.render.paints import KNOCKOUT
from xzpress.units import MM

MARGIN = 14 * MM
"""Paper beyond the bleed that the marks take on every side, pt."""
ALL_KINDS: tuple[AskedMark, ...] = ("crop", "bars", "fold", "slug")
_THIN = 0.25
_CLEAR = 1 * MM  # between bleed and marks: they may not touch it (bookprint)
_LONG = 5 * MM
_PATCH = 5 * MM  # 3 mm is the least that a densitometer reads
_INWARD = 10 * MM
_SLUG = 12.5 * MM  # from the bleed to the slug's baseline
_RING = 2 * MM
_ROUND = 0.5522847498
_FOUR = ("1 0 0 0 k", "0 1 0 0 k", "0 0 1 0 k", "0 0 0 1 k")

Point = tuple[float, float]
Stroke = tuple[Point, Point]


def marks(
    trim: Box, bleed: float, kinds: Sequence[AskedMark], folds: Sequence[Stroke], spots: int
) -> tuple[str, ...]:
    """Operators of the marks round a trim, in its own coordinates.

    bleed: pt round the trim. folds: where the paper is folded, as lines in the margin.
    spots: how many special inks have plates, the colour spaces CS1 …; CS0 is then all plates.
    """
    every_plate = "/CS0 CS 1 SCN" if spots else "1 1 1 1 K"
    said = [f"q {every_plate} /{KNOCKOUT} gs {number(_THIN)} w"]
    if "crop" in kinds:
        said += [_stroke(*ends) for ends in _crop(trim, bleed)]
        said += [operator for point in _sides(trim, bleed) for operator in _target(point)]
    if "fold" in kinds and folds:
        said += ["[3 2] 0 d", *(_stroke(*ends) for ends in folds)]
    said.append("Q")
    if "bars" in kinds:
        inks = (*_FOUR, *(f"/CS{count} cs 1 scn" for count in range(1, spots + 1)))
        y = trim.y - bleed - _CLEAR - _LONG - _PATCH / 2
        for count, ink in enumerate(inks):
            patch = Box(trim.x + _INWARD + count * _PATCH, y, _PATCH, _PATCH)
            said.append(f"q {ink} /{KNOCKOUT} gs {rectangle(patch)} re f Q")
    return tuple(said)


def slug(line: Line, trim: Box, bleed: float) -> SetLine:
    """A line of words under everything else in the margin."""
    return SetLine(trim.x + _INWARD, trim.y - bleed - _SLUG, line, "slug", "slug")


def at_head_and_foot(x: float, trim: Box, bleed: float, *, beyond_crop: bool) -> tuple[Stroke, ...]:
    """A fold that runs down the paper at `x`, said above and below it.

    beyond_crop: further out, where a crop mark stands in the way.
    """
    first = bleed + _CLEAR + (_LONG + _CLEAR if beyond_crop else 0.0)
    last = first + _LONG
    return (
        ((x, trim.top + first), (x, trim.top + last)),
        ((x, trim.y - first), (x, trim.y - last)),
    )


def _crop(trim: Box, bleed: float) -> list[Stroke]:
    """Two marks at each corner, pointing at the trim from outside the bleed."""
    near, far = bleed + _CLEAR, bleed + _CLEAR + _LONG
    strokes: list[Stroke] = []
    for x, way in ((trim.x, -1), (trim.right, 1)):
        strokes += [((x + way * near, y), (x + way * far, y)) for y in (trim.y, trim.top)]
    for y, way in ((trim.y, -1), (trim.top, 1)):
        strokes += [((x, y + way * near), (x, y + way * far)) for x in (trim.x, trim.right)]
    return strokes


def _sides(trim: Box, bleed: float) -> tuple[Point, ...]:
    """The middle of each side, where a registration mark stands clear of the bleed.

    At head and foot a little off it: a fold may run there.
    """
    out = bleed + _CLEAR + _LONG / 2 + _RING / 2
    x, y = trim.x + trim.width / 2 + 2 * _LONG, trim.y + trim.height / 2
    return ((trim.x - out, y), (trim.right + out, y), (x, trim.y - out), (x, trim.top + out))


def _target(point: Point) -> tuple[str, ...]:
    """A ring and a cross."""
    x, y = point
    r, h, arm = _RING, _RING * _ROUND, _RING * 1.4
    ring = [f"{number(x + r)} {number(y)} m"]
    for curve in (
        (r, h, h, r, 0, r), (-h, r, -r, h, -r, 0), (-r, -h, -h, -r, 0, -r), (h, -r, r, -h, r, 0),
    ):  # fmt: skip
        places = zip(curve[::2], curve[1::2], strict=True)
        ring.append(" ".join(f"{number(x + a)} {number(y + b)}" for a, b in places) + " c")
    across = _stroke((x - arm, y), (x + arm, y))
    return (*ring, "S", across, _stroke((x, y - arm), (x, y + arm)))


def _stroke(start: Point, end: Point) -> str:
    (a, b), (c, d) = start, end
    return f"{number(a)} {number(b)} m {number(c)} {number(d)} l S"
