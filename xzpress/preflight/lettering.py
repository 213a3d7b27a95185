"""Rules `text.*` and `overprint.*`: type that a newspaper press can hold."""

from xzpress.design import PressProfile
from xzpress.preflight.inspection import Findings, Inspection, Leaf, on_page
from xzpress.preflight.marks import BLACK, Area, Inks, Paint, Picture, Print, Show, Stroke

_SLACK = 0.01
_FILLED = (0, 2, 4, 6)
_STROKED = (1, 2, 5, 6)
_OUTLINED = (1, 5)
_UNSEEN = (3, 7)


def check(job: Inspection) -> Findings:
    """Every breach of the rules `text.*` (but text.match) and `overprint.*` inside the bleed.

    Source: GWG2015; Torstar, Tribune, USA Today, IZ Messezeitung; least sizes: press.yaml.
    """
    for leaf in job.leaves:
        for mark in leaf.marks:
            if not mark.extent.meets(leaf.bleed, -_SLACK):
                continue
            match mark:
                case Show():
                    yield from _show(leaf, mark, job.press)
                    how = mark.stroke if mark.mode in _OUTLINED else mark.fill
                case Picture(fill=how) if not _is_stencil(mark):
                    how = Print(_pixels(mark), how.overprint, how.overprint_mode)
                case Area(fill=how) | Stroke(stroke=how) | Picture(fill=how):
                    pass
                case _:
                    continue
            yield from _overprint(leaf, mark, how)


def _show(leaf: Leaf, show: Show, press: PressProfile) -> Findings:
    if show.mode in _UNSEEN:
        yield on_page("text.visible", leaf, show, mode=show.mode)
        return
    if show.mode in _STROKED:
        yield on_page("text.visible.stroked", leaf, show, mode=show.mode)
    for how in (show.fill,) * (show.mode in _FILLED) + (show.stroke,) * (show.mode in _STROKED):
        yield from _inked(leaf, show, how, press)


def _inked(leaf: Leaf, show: Show, how: Print, press: PressProfile) -> Findings:
    inks = how.paint.inks
    size = round(show.size, 2)
    reversed_ = inks is not None and inks.used == 0
    limit = press.minimum_reversed_size if reversed_ else press.minimum_size
    if show.size < limit - _SLACK:
        code = "text.size.reversed" if reversed_ else "text.size"
        yield on_page(code, leaf, show, size=size, limit=limit)
    if inks is None:
        return
    if 100 * inks.black > press.rich_black and inks.used > 1:
        yield on_page("text.rich-black", leaf, show, inks=_percent(inks))
    else:
        two, three = press.two_ink_size, press.three_ink_size
        limit = (0.0, 0.0, two, three, three)[inks.used]
        if show.size < limit - _SLACK:
            code, values = "text.multi-ink", {"size": size, "inks": inks.used, "limit": limit}
            yield on_page(code, leaf, show, **values)
    if inks == BLACK and not _overprints(how):
        yield on_page("overprint.black-text", leaf, show, space=how.paint.space)


def _overprints(how: Print) -> bool:
    """Whether pure black really leaves the other plates alone.

    DeviceGray knocks them out even with op true, and DeviceCMYK does so in overprint mode 0;
    a Separation paints its own plate only.
    """
    own_plate = how.paint.colorant == "Black"
    return how.overprint and (
        own_plate or (how.paint.space == "DeviceCMYK" and how.overprint_mode == 1)
    )


def _overprint(leaf: Leaf, mark: Show | Area | Stroke | Picture, how: Print) -> Findings:
    if not how.overprint or how.paint.inks is None:
        return
    if how.paint.inks.used == 0:
        yield on_page("overprint.white", leaf, mark)
    elif how.paint.space == "DeviceGray":
        yield on_page("overprint.gray", leaf, mark)


def _is_stencil(picture: Picture) -> bool:
    return picture.image.entries.get("ImageMask") is True


def _pixels(picture: Picture) -> Paint:
    """An image as paint: which colour its pixels have is not asked, only in which space."""
    space = picture.image.entries.get("ColorSpace")
    grey = space in ("DeviceGray", "G")
    return Paint("DeviceGray" if grey else "", BLACK if grey else None)


def _percent(inks: Inks) -> str:
    return "/".join(f"{100 * part:.0f}" for part in inks)
