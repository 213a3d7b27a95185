"""Rules `ink.coverage` and `ink.bleed-edge`: ink where it must be."""

from xzpress.preflight.inspection import Findings, Inspection, Leaf, on_page
from xzpress.preflight.marks import Area, Mark, Picture, paints_of
from xzpress.units import MM, mm

_TOUCHES = 0.1 * MM
"""What ends so near the trim is meant to reach it."""

_SLACK = 0.01


def check(job: Inspection) -> Findings:
    """Pages without any ink, and ink at the trim that does not run through the bleed.

    Source: GWG2015; albionsp, bookprint. A paper that prints unbled (bleed 0) has nothing to reach.
    """
    for leaf in job.leaves:
        if not any(_prints(mark) and mark.extent.meets(leaf.trim, -_SLACK) for mark in leaf.marks):
            yield on_page("ink.coverage", leaf)
        for mark in leaf.marks:
            if _inked(mark) and mark.extent.meets(leaf.trim, -_SLACK):
                yield from _edge(leaf, mark, job.press.bleed)


def _prints(mark: Mark) -> bool:
    """Whether it can leave ink: a picture, or anything not painted white."""
    paints = paints_of(mark)
    return not paints or any(paint.inks is None or paint.inks.used for paint in paints)


def _inked(mark: Mark) -> bool:
    """Whether it is a picture or a tint; a white one may end anywhere."""
    if isinstance(mark, Area):
        inks = mark.fill.paint.inks
        return inks is None or inks.used > 0
    return isinstance(mark, Picture)


def _edge(leaf: Leaf, mark: Mark, wanted: float) -> Findings:
    trim, extent = leaf.trim, mark.extent
    beyond = (
        trim.left - extent.left,
        trim.bottom - extent.bottom,
        extent.right - trim.right,
        extent.top - trim.top,
    )
    least = min((reach for reach in beyond if reach > -_TOUCHES), default=wanted)
    if least < wanted - _SLACK:
        values = {"bleed": round(max(mm(least), 0.0), 2), "limit": round(mm(wanted), 2)}
        yield on_page("ink.bleed-edge", leaf, mark, **values)
