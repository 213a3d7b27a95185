"""Rules `box.*` and `page.*`: the edges of every page, and how many there are."""

import itertools

from xzpress.preflight.inspection import Findings, Inspection, Leaf, finding, on_page
from xzpress.preflight.leaves import BOXES
from xzpress.preflight.reader import File, number
from xzpress.units import MM, mm

_SIZE_SLACK = 0.2 * MM
"""How far a trim may be from the size ordered (the printer's rule box.size)."""

_LEAST, _MOST = 3.0, 14400.0
"""Pt: the least and greatest page there may be (PDF Reference, appendix C)."""

_SLACK = 0.01
"""Pt: less than a writer's rounding of two decimals."""


def check(job: Inspection) -> Findings:
    """Every breach of the rules `box.*` and `page.*`. Source: PDF/X-1a; GWG2015; printers' sheets.

    The bleed asked for is the printer's own (press.yaml), 0 where the paper prints unbled.
    """
    if not job.leaves:
        yield finding("page.count.none")
    elif job.pages and not job.press.imposed and len(job.leaves) != len(job.pages):
        yield finding("page.count", pages=len(job.leaves), wanted=len(job.pages))
    for leaf in job.leaves:
        yield from _page(job.file, leaf)
        yield from _shapes(job.file, leaf)
        yield from _trim(leaf)
        yield from _bleed(leaf, job.press.bleed)
        yield from _size(job, leaf)


def _page(file: File, leaf: Leaf) -> Findings:
    turn = number(file.see(leaf.entries.get("Rotate")))
    if turn:
        yield on_page("page.rotation", leaf, key="Rotate", value=turn)
    unit = number(file.see(leaf.entries.get("UserUnit")))
    if unit is not None and unit != 1:
        yield on_page("page.rotation", leaf, key="UserUnit", value=unit)
    if "SeparationInfo" in leaf.entries:
        yield on_page("page.separated", leaf)


def _shapes(file: File, leaf: Leaf) -> Findings:
    """Boxes that are no rectangles, or that hold nothing, or more than any paper."""
    for name in BOXES:
        given = leaf.entries.get(name)
        box = leaf.boxes.get(name)
        if given is not None and box is None:
            yield on_page("box.nesting.shape", leaf, box=name, value="?")
        elif box and not (_LEAST <= min(box.width, box.height) <= max(box[2:]) <= _MOST):
            size = f"{mm(box.width):.1f}×{mm(box.height):.1f} mm"
            yield on_page("box.nesting.shape", leaf, box=name, value=size)


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
    if wanted and "BleedBox" not in leaf.boxes:
        yield on_page("box.bleed.missing", leaf, limit=round(mm(wanted), 2))
        return
    narrowest = min(
        trim.left - bleed.left,
        trim.bottom - bleed.bottom,
        bleed.right - trim.right,
        bleed.top - trim.top,
    )
    if narrowest < wanted - _SLACK:
        yield on_page("box.bleed", leaf, bleed=round(mm(narrowest), 2), limit=round(mm(wanted), 2))


def _size(job: Inspection, leaf: Leaf) -> Findings:
    """As ordered; where nobody ordered it, like the first page."""
    trim, first = leaf.trim, job.leaves[0].trim
    width, height = first.width, first.height
    if leaf.page is not None and not job.press.imposed:
        width, height = leaf.page.width, leaf.page.height
    if max(abs(trim.width - width), abs(trim.height - height)) > _SIZE_SLACK:
        yield on_page(
            "box.size",
            leaf,
            width=round(mm(trim.width), 1),
            height=round(mm(trim.height), 1),
            wanted_width=round(mm(width), 1),
            wanted_height=round(mm(height), 1),
        )
