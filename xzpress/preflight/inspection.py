"""What every group of rules is given, and what it gives back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from xzpress.design import Box, PressProfile, Standard
from xzpress.diagnostic import Place, Value
from xzpress.page import Page
from xzpress.preflight.marks import Extent, Mark, Trouble
from xzpress.preflight.reader import Dictionary, File
from xzpress.units import mm


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the file. `boxes`: those it has, inherited ones too, as extents.

    `number`: from 1. `page`: what was meant to be on it, None beyond the last page ordered.
    """

    number: int
    entries: Dictionary
    boxes: dict[str, Extent]
    marks: tuple[Mark, ...]
    troubles: tuple[Trouble, ...]
    page: Page | None

    @property
    def endless(self) -> bool:
        """Whether its content was followed to the end of all patience, and no further."""
        return any(trouble.kind == "limit" for trouble in self.troubles)

    @property
    def trim(self) -> Extent:
        return self.boxes.get("TrimBox") or self.boxes.get("MediaBox") or Extent(0, 0, 0, 0)

    @property
    def bleed(self) -> Extent:
        return self.boxes.get("BleedBox") or self.boxes.get("MediaBox") or self.trim


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file under inspection: as read, the printer's sheet, the pages it was made from.

    `pages`: none where nobody here knows what should be on it. `standard`: the rules it is under.
    `measured`: ink that the rules have come upon on their way, for the reader's summary.
    """

    file: File
    press: PressProfile
    pages: tuple[Page, ...]
    leaves: tuple[Leaf, ...]
    standard: Standard
    measured: list["Measured"] = field(default_factory=list)


class Measured(NamedTuple):
    """How much ink lies somewhere on a page, per cent."""

    page: int
    ink: float
    extent: Extent


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule. `code`: the rule's id, and an aspect of it where it has several.

    `page`: its number, 0 for the file as a whole. `at`: left and top edge, mm from the trim's
    upper left corner. `object`: the number of what it is in, 0 for the page's own content.
    `values`: what the message names.
    """

    code: str
    values: tuple[tuple[str, Value], ...]
    page: int = 0
    at: tuple[float, float] = (0.0, 0.0)
    place: Place | None = field(default=None, compare=False)
    object: int = 0


Findings = Iterator[Finding]


def finding(code: str, /, *, object: int = 0, **values: Value) -> Finding:  # noqa: A002
    """A finding about the file as a whole, or about one of its objects."""
    return Finding(code, tuple(values.items()), object=object)


def on_page(
    code: str, leaf: Leaf, where: Mark | Extent | None = None, /, **values: Value
) -> Finding:
    """A finding on a page: at a mark, somewhere, or about the whole page."""
    place, at, number = None, (0.0, 0.0), 0
    if where is not None:
        extent = where if isinstance(where, Extent) else where.extent
        number = 0 if isinstance(where, Extent) else where.object
        place = place_of(leaf, extent)
        across, down = extent.left - leaf.trim.left, leaf.trim.top - extent.top
        at = round(mm(across), 1) + 0.0, round(mm(down), 1) + 0.0  # never -0.0
    return Finding(code, tuple(values.items()), leaf.number, at, place, number)


def place_of(leaf: Leaf, extent: Extent) -> Place | None:
    """Where in the copy a mark comes from: the line, ad or photo that stands there, if any."""
    if leaf.page is None:
        return None
    x, y = leaf.trim.left, leaf.trim.bottom
    middle = (extent.left + extent.right) / 2 - x, (extent.bottom + extent.top) / 2 - y
    for placed in leaf.page.ads:
        if _holds(placed.room, middle):
            return placed.ad.place
    for line in leaf.page.lines:
        size = max((run.size for run in line.line.runs), default=0.0)
        across = line.x - 1 <= middle[0] <= line.x + line.line.width + 1
        if across and line.y - 0.3 * size <= middle[1] <= line.y + size:
            return line.line.place
    for picture in leaf.page.pictures:
        if _holds(picture.box, middle):
            return picture.photo.place
    for drawing in leaf.page.drawings:
        if _holds(drawing.box, middle):
            return drawing.place
    return None


def _holds(box: Box, spot: tuple[float, float]) -> bool:
    return box.x <= spot[0] <= box.right and box.y <= spot[1] <= box.top
