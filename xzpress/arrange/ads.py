"""Ads into their places: at their own size, in the middle; never scaled."""

from xzpress.design import Box, Layout
from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.issue import PagePlan
from xzpress.page import Placed
from xzpress.units import MM, mm

_FITS = 0.5 * MM
"""How far an ad's trim may miss its place: what a cutter allows."""


def ads(plan: PagePlan, layout: Layout) -> tuple[list[Placed], list[Diagnostic]]:
    """Each ad of a page in its place; wrong sizes, unknown places and empty ones are reported.

    An ad of the wrong size is shown all the same, cut off at its place, so that the proof says
    what came.
    """
    placed, trouble = [], []
    places = {place.name: place for place in layout.ads}
    for name, ad in plan.ads:
        if name not in places:
            near = " / ".join(places) or "—"
            trouble.append(
                diagnostic("unknown-ad-place", ad.place, value=name, layout=layout.name, near=near)
            )
            continue
        box = places[name].box
        placed.append(Placed(_middle(box, ad.size), box, ad, name))
        if max(abs(ad.size[0] - box.width), abs(ad.size[1] - box.height)) > _FITS:
            trouble.append(
                diagnostic(
                    "ad-size",
                    ad.place,
                    file=ad.file,
                    size=_shown(ad.size),
                    slot=name,
                    room=_shown((box.width, box.height)),
                )
            )
    given = dict(plan.ads)
    for name in (name for name in places if name not in given):
        trouble.append(diagnostic("empty-ad-place", plan.place, slot=name, layout=layout.name))
    return placed, trouble


def _middle(box: Box, size: tuple[float, float]) -> Box:
    width, height = size
    return Box(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height)


def _shown(size: tuple[float, float]) -> str:
    return f"{mm(size[0]):.1f} × {mm(size[1]):.1f}"
