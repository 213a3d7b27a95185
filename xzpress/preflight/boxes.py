"""Rules `box.*` and `page.*`: the edges of every page, and how many there are."""

import itertools

from xzpress.preflight.inspection import Findings, Inspection, Leaf, finding, on_page
from xzpress.preflight.marks import Extent
from xzpress.preflight.reader import File, number
from xzpress.units import MM, mm

_SIZE_SLACK = 0.2 * MM
"""How far a trim may be from the size ordered (the printer's rule box.size)."""

_SLACK = 0.01
"""Pt: less than a writer's rounding of two decimals."""


def check(job: Inspection) -> Findings:
    """Every breach of the rules `box.*` and `page.*`. Source: PDF/X-1a; GWG2015; printers' sheets.

    The bleed asked for is the printer's own (press.yaml), 0 where the paper prints unbled.
    """
    if len(job.leaves) != len(job.pages):
        yield finding("page.count", pages=len(job.leaves), wanted=len(job.pages))
    for leaf in job.leaves:
        yield from _page(job.file, leaf)
        yield from _trim(leaf)
        yield from _bleed(leaf, job.press.bleed)
        yield from _size(leaf)


def _page(file: File, leaf: Leaf) -> Findings:
    turn = number(file.see(leaf.entries.get("Rotate")))
    if turn:
        yield on_page("page.rotation", leaf, key="Rotate", value=turn)
    unit = number(file.see(leaf.entries.get("UserUnit")))
    if unit is not None and unit != 1:
        yield on_page("page.rotation", leaf, key="UserUnit", value=unit)
    if "SeparationInfo" in leaf.entries:
        yield on_page("page.separated", leaf)


def _trim(leaf: Leaf) -> Findings:
    boxes = leaf.boxes
    if "MediaBox" not in boxes:
        yield on_page("box.trim", leaf, box="MediaBox")
    if "TrimBox" not in boxes:
        yield on_page("box.trim", leaf, box="TrimBox")
    if "ArtBox" in boxes:
        yield on_page("box.trim.art", leaf)
    outer = [name for name in ("MediaBox", "BleedBox", "TrimBox") if name in boxes]
    for holder, inner in itertools.pairwise(outer):
        if not boxes[holder].holds(boxes[inner], _SLACK):
            yield on_page("box.nesting", leaf, inner=inner, outer=holder)
    crop, media = boxes.get("CropBox"), boxes.get("MediaBox")
    if crop and media and not (crop.holds(media, _SLACK) and media.holds(crop, _SLACK)):
        yield on_page("box.nesting", leaf, inner="CropBox", outer="MediaBox")


def _bleed(leaf: Leaf, wanted: float) -> Findings:
    trim, bleed = leaf.trim, leaf.bleed
    narrowest = min(
        trim.left - bleed.left,
        trim.bottom - bleed.bottom,
        bleed.right - trim.right,
        bleed.top - trim.top,
    )
    if narrowest < wanted - _SLACK:
        yield on_page("box.bleed", leaf, bleed=round(mm(narrowest), 2), limit=round(mm(wanted), 2))


def _size(leaf: Leaf) -> Findings:
    if leaf.page is None:
        return
    trim: Extent = leaf.trim
    off = max(abs(trim.width - leaf.page.width), abs(trim.height - leaf.page.height))
    if off > _SIZE_SLACK:
        yield on_page(
            "box.size",
            leaf,
            width=round(mm(trim.width), 1),
            height=round(mm(trim.height), 1),
            wanted_width=round(mm(leaf.page.width), 1),
            wanted_height=round(mm(leaf.page.height), 1),
        )
