"""Rules `ink.*`: how much ink falls on one spot, photos measured pixel by pixel."""

import warnings
from io import BytesIO
from math import ceil, floor

from PIL import Image, ImageMath

from xzpress.preflight.inspection import Findings, Inspection, Leaf, on_page
from xzpress.preflight.marks import Area, Extent, Mark, Picture, Show
from xzpress.preflight.paints import family
from xzpress.preflight.pictures import pixels
from xzpress.preflight.reader import File, UnreadableError, decoded, filters
from xzpress.units import MM

_NOISE = 10.0
"""Per cent that one pixel may lie over the limit: JPEG's own noise (rule ink.tac-max)."""

_SPOT = 15 * MM * MM
"""An area that must keep the limit on the average (rule ink.tac-area): 15 mm²."""

_FULL = 255
_TURNED = [_FULL - value for value in range(_FULL + 1)]
_MOST_PIXELS = 100_000_000


class _UnmeasuredError(Exception):
    """An image whose ink is not known here; `args[0]` says why."""


def check(job: Inspection) -> Findings:
    """Every breach of the rules `ink.*` that shows without making plates. Limit: press.yaml."""
    limit = job.press.ink_limit
    plates: dict[int, Image.Image] = {}
    for leaf in job.leaves:
        for mark in leaf.marks:
            if isinstance(mark, Picture) and mark.extent.meets(leaf.bleed):
                yield from _picture(job.file, leaf, mark, limit, plates)
        for show, ground in _on_ink(leaf, limit):
            below = _heaviest_below(ground, show, plates)
            total = round(below + 100, 1)
            if total > limit + _NOISE:
                values = {"ink": total, "limit": round(limit)}
                yield on_page("ink.tac-max.text", leaf, show.extent, **values)


def _picture(
    file: File, leaf: Leaf, picture: Picture, limit: float, plates: dict[int, Image.Image]
) -> Findings:
    if file.see(picture.image.entries.get("ImageMask")) is True:
        return
    key = id(picture.image)
    try:
        if key not in plates:
            plates[key] = _inks(file, picture)
    except UnreadableError as trouble:
        values = {"name": picture.name, "detail": str(trouble)[:80]}
        yield on_page("file.filters.image", leaf, picture.extent, **values)
        return
    except _UnmeasuredError as why:
        yield on_page("ink.unmeasured", leaf, picture.extent, name=picture.name, detail=str(why))
        return
    seen = plates[key].crop(_region(plates[key], picture, picture.extent))
    sums = _sums(seen, colours_only=False)
    most = _heaviest(sums)
    if most > limit + _NOISE:
        figures = {"ink": most, "limit": round(limit)}
        yield on_page("ink.tac-max", leaf, picture.extent, name=picture.name, **figures)
        return
    if most <= limit:
        return
    area = picture.extent.width * picture.extent.height / max(seen.width * seen.height, 1)
    cell = max(1, round((_SPOT / area) ** 0.5)) if area else 1
    average = _heaviest(sums.reduce(min(cell, *seen.size)))
    if average > limit:
        figures = {"ink": average, "limit": round(limit)}
        yield on_page("ink.tac-area", leaf, picture.extent, name=picture.name, **figures)


def _inks(file: File, picture: Picture) -> Image.Image:
    """The picture's inks as an image of mode CMYK or L, 255 for a full plate."""
    entries, size = picture.image.entries, pixels(file, picture)
    space = family(file, entries.get("ColorSpace"))
    base = file.see(entries.get("ColorSpace"))
    channels = {"DeviceCMYK": 4, "DeviceGray": 1}.get(space)
    if channels is None or isinstance(base, list) or file.see(entries.get("BitsPerComponent")) != 8:
        raise _UnmeasuredError(space)
    if size[0] * size[1] > _MOST_PIXELS:
        raise UnreadableError(f"{size[0]} x {size[1]}")
    data = decoded(picture.image)
    mode = "CMYK" if channels == 4 else "L"
    light = mode == "L"  # in DeviceGray 0 is ink
    if "DCTDecode" in filters(picture.image):
        inks = _jpeg(data, size, mode)
        light = True  # and Pillow turns every JPEG of four inks over
    elif len(data) < size[0] * size[1] * channels:
        raise UnreadableError(f"{len(data)} B")
    else:
        inks = Image.frombytes(mode, size, data)
    decode = file.numbers(entries.get("Decode")) or (0.0, 1.0) * channels
    if decode == (1.0, 0.0) * channels:
        light = not light
    elif decode != (0.0, 1.0) * channels:
        raise _UnmeasuredError("Decode")
    return inks.point(_TURNED * channels) if light else inks


def _jpeg(data: bytes, size: tuple[int, int], mode: str) -> Image.Image:
    """A JPEG as Pillow reads it, if it is what the image's dictionary says."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(BytesIO(data), formats=("JPEG",))
            if (image.size, image.mode) != (size, mode):
                raise UnreadableError(f"JPEG {image.mode} {image.width} x {image.height}")
            image.load()
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as trouble:
        raise UnreadableError(str(trouble)) from trouble
    return image


def _sums(inks: Image.Image, *, colours_only: bool) -> Image.Image:
    """All inks of each pixel added, 255 for each full one."""
    plates = inks.split()[:3] if colours_only else inks.split()
    if len(plates) == 1:
        return plates[0].convert("I")
    named = {f"plate{number}": plate for number, plate in enumerate(plates)}
    added: Image.Image = ImageMath.lambda_eval(lambda args: sum(map(args.get, named)), **named)
    return added


def _heaviest(sums: Image.Image) -> float:
    """The greatest of such sums, per cent."""
    _, most = sums.getextrema()
    assert isinstance(most, int | float), "one plate has one greatest value"
    return round(100 * most / _FULL, 1)


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


def _heaviest_below(ground: Area | Picture, show: Show, plates: dict[int, Image.Image]) -> float:
    """The most of C+M+Y under some type, per cent."""
    if isinstance(ground, Area):
        inks = ground.fill.paint.inks
        return 100 * sum(inks[:3]) if inks else 0.0
    image = plates.get(id(ground.image))
    if image is None or image.mode == "L":
        return 0.0
    under = image.crop(_region(image, ground, show.extent.within(ground.extent)))
    return _heaviest(_sums(under, colours_only=True))
