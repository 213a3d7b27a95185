"""What a page's content puts on paper, as plain data: pt, in the file's own user space.

`object` of a mark: the number of the form, pattern or glyph it is drawn in, 0 for the page itself.
"""

from dataclasses import dataclass
from typing import NamedTuple

from xzpress.preflight.reader import Dictionary, Stream

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_EVERYWHERE = 1e9
_FLAT = 1e-12


class Extent(NamedTuple):
    """A rectangle by its edges."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def meets(self, other: "Extent", slack: float = 0.0) -> bool:
        """Whether the two have a point in common, or lie no further apart than `slack`."""
        return (
            self.left <= other.right + slack
            and other.left <= self.right + slack
            and self.bottom <= other.top + slack
            and other.bottom <= self.top + slack
        )

    def holds(self, other: "Extent", slack: float = 0.0) -> bool:
        """Whether the other lies within, give or take `slack`."""
        return (
            self.left <= other.left + slack
            and self.bottom <= other.bottom + slack
            and other.right <= self.right + slack
            and other.top <= self.top + slack
        )

    def grown(self, by: float) -> "Extent":
        """The same with so much more on every side."""
        return Extent(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def within(self, other: "Extent") -> "Extent":
        """The part of it that lies in the other."""
        return Extent(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


EVERYWHERE = Extent(-_EVERYWHERE, -_EVERYWHERE, _EVERYWHERE, _EVERYWHERE)


class Inks(NamedTuple):
    """Parts of 1 of each ink."""

    cyan: float
    magenta: float
    yellow: float
    black: float

    @property
    def total(self) -> float:
        """All four together, per cent."""
        return 100 * sum(self)

    @property
    def used(self) -> int:
        return sum(part > 0 for part in self)


BLACK = Inks(0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour as set. `space`: its colour space's family; `colorant`: its name where it has one.

    `inks`: None where the colour space does not say (a spot, RGB, a pattern).
    """

    space: str
    inks: Inks | None
    colorant: str = ""


@dataclass(frozen=True, slots=True)
class Print:
    """How something is put on paper: overprint as PDF has it (`op`, `OPM`)."""

    paint: Paint
    overprint: bool
    overprint_mode: int


@dataclass(frozen=True, slots=True)
class Show:
    """Some type. `x`, `y`: of its first glyph. `size`: pt on paper. `codes`: as shown.

    `mode`: text rendering mode. `font`: the font dictionary, `resource` the name it goes by.
    """

    x: float
    y: float
    extent: Extent
    size: float
    font: Dictionary
    resource: str
    codes: tuple[int, ...]
    mode: int
    fill: Print
    stroke: Print
    object: int = 0


@dataclass(frozen=True, slots=True)
class Area:
    """A filled piece of a path. `rectangle`: whether it is one, upright."""

    extent: Extent
    rectangle: bool
    fill: Print
    object: int = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn line. `width`: pt on paper."""

    extent: Extent
    width: float
    stroke: Print
    object: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """An image. `extent`: what is seen of it; `matrix`: from the unit square to paper.

    `object`: its number, 0 for an inline image. `fill`: what a stencil is painted with.
    """

    extent: Extent
    matrix: Matrix
    name: str
    object: int
    image: Stream
    fill: Print


@dataclass(frozen=True, slots=True)
class Shade:
    """A smooth shading. `paints`: its colours at some points on the way, at least one."""

    extent: Extent
    paints: tuple[Paint, ...]
    object: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """An operation that is wrong in itself, or that only the rules for the file can judge."""

    kind: str
    detail: str


Mark = Show | Area | Stroke | Picture | Shade
_FILLED = (0, 2, 4, 6)
_STROKED = (1, 2, 5, 6)


def paints_of(mark: Mark) -> tuple[Paint, ...]:
    """The colours a mark is really made with; none for an image, whose colours are its pixels."""
    match mark:
        case Show(mode=mode, fill=fill, stroke=stroke):
            used = (_FILLED, fill), (_STROKED, stroke)
            return tuple(how.paint for modes, how in used if mode in modes)
        case Area(fill=how) | Stroke(stroke=how):
            return (how.paint,)
        case Picture(image=image, fill=how) if image.entries.get("ImageMask") is True:
            return (how.paint,)
        case Shade(paints=paints):
            return paints
    return ()


def times(first: Matrix, then: Matrix) -> Matrix:
    """One matrix, then another.

    >>> times((1, 0, 0, 1, 10, 0), (2, 0, 0, 2, 0, 0))
    (2, 0, 0, 2, 20, 0)
    """
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a matrix takes a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def span(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Extent:
    """The extent of a rectangle once the matrix has moved it."""
    corners = [point(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Extent(min(xs), min(ys), max(xs), max(ys))


def least_scale(matrix: Matrix) -> float:
    """How much a matrix enlarges in the direction where it does so least: what a line keeps.

    >>> round(least_scale((2, 0, 0, 8, 0, 0)), 6)
    2.0
    """
    a, b, c, d, _, _ = matrix
    half, area = (a * a + b * b + c * c + d * d) / 2, a * d - b * c
    return float(max(0.0, half - max(0.0, half * half - area * area) ** 0.5) ** 0.5)


def inverse(matrix: Matrix) -> Matrix | None:
    """The matrix that undoes another, None where there is none.

    >>> inverse((2, 0, 0, 4, 6, 8))
    (0.5, 0.0, 0.0, 0.25, -3.0, -2.0)
    """
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if abs(area) < _FLAT:
        return None
    return (
        d / area,
        -b / area + 0.0,
        -c / area + 0.0,
        a / area,
        (c * f - d * e) / area,
        (b * e - a * f) / area,
    )
