"""What a reader wants to know of a file at a glance, page by page, as plain data."""

from dataclasses import dataclass

from xzpress.preflight.inspection import Inspection, Leaf, Measured
from xzpress.preflight.marks import Picture, Show, paints_of
from xzpress.preflight.paints import colorants
from xzpress.preflight.pixels import size_of
from xzpress.units import mm, ppi

_PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


@dataclass(frozen=True, slots=True)
class FontSummary:
    """A font that is shown on a page. `least`, `most`: its sizes on paper, pt."""

    name: str
    kind: str
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class PageSummary:
    """One page. `boxes`: name, left, bottom, width, height in mm. `inks`: plates that are used.

    `images`: how many; `ppi`: of the coarsest and the finest. `ink`: the heaviest spot found, per
    cent, at `x`, `y` mm from the trim's upper left corner.
    """

    number: int
    boxes: tuple[tuple[str, float, float, float, float], ...]
    fonts: tuple[FontSummary, ...]
    inks: tuple[str, ...]
    images: int
    ppi: tuple[int, int]
    ink: float
    x: float
    y: float


def summary(job: Inspection) -> tuple[PageSummary, ...]:
    """Every page in short; of what nothing is known, nothing is said."""
    return tuple(_page(job, leaf) for leaf in job.leaves)


def _page(job: Inspection, leaf: Leaf) -> PageSummary:
    boxes = tuple(
        (name, *(round(mm(value), 2) for value in (box.left, box.bottom, box.width, box.height)))
        for name, box in leaf.boxes.items()
    )
    pictures = [mark for mark in leaf.marks if isinstance(mark, Picture)]
    fine = [found for picture in pictures if (found := _ppi(job, picture))]
    here = [measured for measured in job.measured if measured.page == leaf.number]
    most = max(here, key=lambda each: each.ink, default=Measured(leaf.number, 0.0, leaf.trim))
    return PageSummary(
        leaf.number,
        boxes,  # type: ignore[arg-type]
        _fonts(job, leaf),
        _inks(job, leaf),
        len(pictures),
        (min(fine, default=0), max(fine, default=0)),
        round(most.ink, 1),
        round(mm(most.extent.left - leaf.trim.left), 1) + 0.0,
        round(mm(leaf.trim.top - most.extent.top), 1) + 0.0,
    )


def _fonts(job: Inspection, leaf: Leaf) -> tuple[FontSummary, ...]:
    sizes: dict[tuple[str, str], list[float]] = {}
    for mark in leaf.marks:
        if isinstance(mark, Show):
            name = str(job.file.see(mark.font.get("BaseFont")) or "?")
            sizes.setdefault((name, str(mark.font.get("Subtype"))), []).append(mark.size)
    return tuple(
        FontSummary(name, kind, round(min(each), 2), round(max(each), 2))
        for (name, kind), each in sorted(sizes.items())
    )


def _inks(job: Inspection, leaf: Leaf) -> tuple[str, ...]:
    used: set[str] = set()
    for mark in leaf.marks:
        for paint in paints_of(mark):
            if paint.inks:
                used |= {ink for ink, part in zip(_PROCESS, paint.inks, strict=True) if part > 0}
            else:
                used |= set(filter(None, paint.colorant.split("/")))
        if isinstance(mark, Picture):
            space = mark.image.entries.get("ColorSpace")
            used |= set(colorants(job.file, space))
            if space == "DeviceCMYK":
                used |= set(_PROCESS)
            elif space == "DeviceGray":
                used.add("Black")
    spots = sorted(used - {*_PROCESS, "All", "None"})
    return (*(ink for ink in _PROCESS if ink in used or "All" in used), *spots)


def _ppi(job: Inspection, picture: Picture) -> int:
    width, height = size_of(job.file, picture)
    a, b, c, d, _, _ = picture.matrix
    across, up = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    return round(min(ppi(width, across), ppi(height, up))) if across and up else 0
