"""What every group of rules is given, and what it gives back."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from xzpress.design import PressProfile
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
    """A file under inspection: as read, the printer's sheet, the pages it was made from."""

    file: File
    press: PressProfile
    pages: tuple[Page, ...]
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule. `code`: the rule's id, and an aspect of it where it has several.

    `page`: its number, 0 for the file as a whole. `at`: left and top edge, mm from the trim's
    upper left corner. `values`: what the message names.
    """

    code: str
    values: tuple[tuple[str, Value], ...]
    page: int = 0
    at: tuple[float, float] = (0.0, 0.0)
    place: Place | None = field(default=None, compare=False)


Findings = Iterator[Finding]


def finding(code: str, /, **values: Value) -> Finding:
    """A finding about the file as a whole."""
    return Finding(code, tuple(values.items()))


def on_page(code: str, leaf: Leaf, extent: Extent | None = None, /, **values: Value) -> Finding:
    """A finding on a page, at a mark or about the whole page."""
    place, at = None, (0.0, 0.0)
    if extent is not None:
        place = place_of(leaf, extent)
        across, down = extent.left - leaf.trim.left, leaf.trim.top - extent.top
        at = round(mm(across), 1) + 0.0, round(mm(down), 1) + 0.0  # never -0.0
    return Finding(code, tuple(values.items()), leaf.number, at, place)


def place_of(leaf: Leaf, extent: Extent) -> Place | None:
    """Where in the copy a mark comes from: the line or photo that stands there, if one does."""
    if leaf.page is None:
        return None
    x, y = leaf.trim.left, leaf.trim.bottom
    middle = (extent.left + extent.right) / 2 - x, (extent.bottom + extent.top) / 2 - y
    for line in leaf.page.lines:
        size = max((run.size for run in line.line.runs), default=0.0)
        across = line.x - 1 <= middle[0] <= line.x + line.line.width + 1
        if across and line.y - 0.3 * size <= middle[1] <= line.y + size:
            return line.line.place
    for picture in leaf.page.pictures:
        box = picture.box
        if box.x <= middle[0] <= box.right and box.y <= middle[1] <= box.top:
            return picture.photo.place
    return None
