"""What a page's content puts on paper, as plain data: pt, in the file's own user space."""

from dataclasses import dataclass
from typing import NamedTuple

from xzpress.preflight.reader import Dictionary, Stream

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_EVERYWHERE = 1e9


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


@dataclass(frozen=True, slots=True)
class Area:
    """A filled piece of a path. `rectangle`: whether it is one, upright."""

    extent: Extent
    rectangle: bool
    fill: Print


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn line. `width`: pt on paper."""

    extent: Extent
    width: float
    stroke: Print


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
    """A smooth shading. `space`: its colour space's family."""

    extent: Extent
    space: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """An operation that is wrong in itself."""

    kind: str
    detail: str


Mark = Show | Area | Stroke | Picture | Shade


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


def scale(matrix: Matrix) -> float:
    """How much a matrix enlarges, by area.

    >>> scale((2, 0, 0, 8, 0, 0))
    4.0
    """
    a, b, c, d, _, _ = matrix
    return float(abs(a * d - b * c) ** 0.5)
