"""Rules `ink.*`: how much ink falls on one spot, photos measured pixel by pixel."""

from math import ceil, floor

from PIL import Image

from xzpress.design import PressProfile
from xzpress.preflight.inspection import Findings, Inspection, Leaf, Measured, on_page
from xzpress.preflight.marks import Area, Extent, Mark, Picture, Show, paints_of
from xzpress.preflight.pixels import UnmeasuredError, has_palette, heaviest, plates, sums
from xzpress.preflight.reader import UnreadableError, filters
from xzpress.units import MM

SPOT = 15 * MM * MM
"""An area that must keep the limit on the average (rule ink.tac-area): 15 mm²."""


def check(job: Inspection) -> Findings:
    """Every breach of the rules `ink.*` that shows without making plates. Limit: press.yaml."""
    press = job.press
    photos: dict[int, Image.Image] = {}
    for leaf in job.leaves:
        for mark in leaf.marks:
            if not mark.extent.meets(leaf.bleed):
                continue
            flat = [paint.inks.total for paint in paints_of(mark) if paint.inks]
            job.measured.append(Measured(leaf.number, max(flat, default=0.0), mark.extent))
            if isinstance(mark, Picture):
                yield from _picture(job, leaf, mark, photos)
        for show, ground in _on_ink(leaf, press.ink_limit):
            total = round(_heaviest_below(ground, show, photos) + 100, 1)
            job.measured.append(Measured(leaf.number, total, show.extent))
            if total > press.ink_limit + press.ink_noise:
                values = {"ink": total, "limit": round(press.ink_limit)}
                yield on_page("ink.tac-max.text", leaf, show, **values)


def _picture(
    job: Inspection, leaf: Leaf, picture: Picture, photos: dict[int, Image.Image]
) -> Findings:
    entries = picture.image.entries
    two_tone = "CCITTFaxDecode" in filters(picture.image)
    if entries.get("ImageMask") is True or (two_tone and not has_palette(job.file, entries)):
        return  # one ink at most
    key = id(picture.image)
    try:
        if key not in photos:
            photos[key] = plates(job.file, picture)
    except UnreadableError as trouble:
        values = {"name": picture.name, "detail": str(trouble)[:80]}
        yield on_page("file.filters.image", leaf, picture, **values)
        return
    except UnmeasuredError as why:
        yield on_page("ink.unmeasured", leaf, picture, name=picture.name, detail=str(why))
        return
    seen = photos[key].crop(_region(photos[key], picture, picture.extent))
    added = sums(seen)
    most = heaviest(added)
    job.measured.append(Measured(leaf.number, most, picture.extent))
    yield from _judged(leaf, picture, added, most, job.press)


def _judged(
    leaf: Leaf, picture: Picture, added: Image.Image, most: float, press: PressProfile
) -> Findings:
    limit = press.ink_limit
    if most > limit + press.ink_noise:
        figures = {"ink": most, "limit": round(limit)}
        yield on_page("ink.tac-max", leaf, picture, name=picture.name, **figures)
        return
    if most <= limit:
        return
    area = picture.extent.width * picture.extent.height / max(added.width * added.height, 1)
    cell = max(1, round((SPOT / area) ** 0.5)) if area else 1
    average = heaviest(added.reduce(min(cell, *added.size)))
    if average > limit:
        figures = {"ink": average, "limit": round(limit)}
        yield on_page("ink.tac-area", leaf, picture, name=picture.name, **figures)


def _region(image: Image.Image, picture: Picture, extent: Extent) -> tuple[int, int, int, int]:
    """Which pixels lie under an extent; all of them where the picture is turned or slanted."""
    a, b, c, d, e, f = picture.matrix
    if b or c or not a or not d:
        return (0, 0, *image.size)
    xs = sorted(((extent.left - e) / a, (extent.right - e) / a))
    ys = sorted((1 - (extent.bottom - f) / d, 1 - (extent.top - f) / d))
    left, right = floor(xs[0] * image.width), ceil(xs[1] * image.width)
    top, bottom = floor(ys[0] * image.height), ceil(ys[1] * image.height)
    left, top = min(max(left, 0), image.width - 1), min(max(top, 0), image.height - 1)
    return (
        left,
        top,
        max(left + 1, min(right, image.width)),
        max(top + 1, min(bottom, image.height)),
    )


def _on_ink(leaf: Leaf, limit: float) -> list[tuple[Show, Area | Picture]]:
    """Overprinting black type with each heavy ground it stands on."""
    grounds: list[tuple[int, Area | Picture]] = []
    found: list[tuple[Show, Area | Picture]] = []
    for place, mark in enumerate(leaf.marks):
        if isinstance(mark, Area | Picture):
            if _is_ground(mark, limit):
                grounds.append((place, mark))
        elif isinstance(mark, Show) and _overprints_black(mark):
            for below, ground in grounds:
                touched = ground.extent.meets(mark.extent, -0.1)
                if touched and not any(_covers(m, mark) for m in leaf.marks[below + 1 : place]):
                    found.append((mark, ground))
    return found


def _overprints_black(show: Show) -> bool:
    inks = show.fill.paint.inks
    return inks is not None and inks.black == 1 and show.fill.overprint and show.mode not in (3, 7)


def _is_ground(mark: Area | Picture, limit: float) -> bool:
    if isinstance(mark, Picture):
        return True
    inks = mark.fill.paint.inks
    return inks is not None and 100 * sum(inks[:3]) + 100 > limit


def _covers(mark: Mark, show: Show) -> bool:
    if isinstance(mark, Area):
        opaque = mark.rectangle and not mark.fill.overprint
        return opaque and mark.extent.holds(show.extent)
    return isinstance(mark, Picture) and mark.extent.holds(show.extent)


def _heaviest_below(ground: Area | Picture, show: Show, photos: dict[int, Image.Image]) -> float:
    """The most of C+M+Y under some type, per cent."""
    if isinstance(ground, Area):
        inks = ground.fill.paint.inks
        return 100 * sum(inks[:3]) if inks else 0.0
    image = photos.get(id(ground.image))
    if image is None or image.mode == "L":
        return 0.0
    under = image.crop(_region(image, ground, show.extent.within(ground.extent)))
    return heaviest(sums(under, colours_only=True))
