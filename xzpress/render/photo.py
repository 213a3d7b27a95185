"""Photos: upright, cropped, at the press's resolution, in the press's inks, as JPEG.

Line art keeps its one bit and its own pixels.
"""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from math import ceil

from PIL import Image, ImageChops, ImageFilter, ImageOps, UnidentifiedImageError

from xzpress.design import PressProfile
from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.heif import taught
from xzpress.page import Picture
from xzpress.render import ink
from xzpress.units import ppi

_ORIENTATION = 0x0112
_TURNED = (5, 6, 7, 8)  # EXIF orientations that lie on their side
# What Pillow's decoders raise on a damaged file; anything else is a bug of ours.
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError)
# A grey photo saved in colour: JPEG's rounding leaves its bands this far apart at most.
_GREY_NOISE = 3
_TRIES = 4
_JPEG = ("JPEG", "MPO")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A photo as the press gets it.

    `data`: JPEG, in CMYK as Adobe writes it (inverted) or in grey; of line art (`bits` 1) its
    deflated rows. `pixels`: width and height. `inks`: 4, or 1 where black ink alone prints it.
    `heaviest`: the heaviest C+M+Y+K of any of its pixels as encoded, per cent.
    """

    data: bytes
    pixels: tuple[int, int]
    inks: int
    heaviest: float
    bits: int = 8


def photo(picture: Picture, press: PressProfile) -> tuple[Encoded | None, tuple[Diagnostic, ...]]:
    """Make a photo ready for its place on the page; None where its file cannot be used.

    Colours go through the file's own profile, sRGB where it has none. Grey photos become black
    ink alone. It is never enlarged: fewer pixels than `press.target_ppi` asks stay as they are.
    Line art that is fine enough (`press.line_art_ppi`) keeps its one bit and all its pixels.
    """
    name, place = picture.photo.file, picture.photo.place
    try:
        image, icc = _placed(picture, press)
    except _DAMAGE as error:
        reason = "" if isinstance(error, UnidentifiedImageError) else f": {error}"
        return None, (diagnostic("bad-photo", place, file=name, reason=reason),)
    if image.mode == "1":
        return _line_art(image), ()
    told: tuple[Diagnostic, ...] = ()
    sharpen = (press.sharpen_radius, press.sharpen_percent, press.sharpen_threshold)
    image = image.filter(ImageFilter.UnsharpMask(*sharpen))
    if icc and (reason := ink.check_profile(icc, image.mode, press.profile)):
        told = (diagnostic("photo-profile", place, file=name, reason=reason),)
        icc = None
    if image.mode == "CMYK" and icc is None:
        told += (diagnostic("photo-cmyk", place, file=name),)
    encoded = _encoded(_in_inks(image, icc, press), press)
    if encoded.heaviest > press.ink_limit:
        said = {"ink": round(encoded.heaviest, 1), "limit": press.ink_limit}
        return None, (*told, diagnostic("photo-ink", place, file=name, **said))
    return encoded, told


def _placed(picture: Picture, press: PressProfile) -> tuple[Image.Image, bytes | None]:
    """The upright picture, cropped and at the size of its box, and its own profile."""
    taught()
    left, top, right, bottom = picture.crop
    scale = press.target_ppi / 72
    box = (picture.box.width * scale, picture.box.height * scale)
    with Image.open(picture.photo.path) as opened:
        icc = opened.info.get("icc_profile") or None
        needed = (ceil(box[0] / (right - left)), ceil(box[1] / (bottom - top)))
        turned = opened.getexif().get(_ORIENTATION) in _TURNED
        # A JPEG decodes to a half, a quarter or an eighth at once, which is quick and clean.
        opened.draft(None, needed[::-1] if turned else needed)
        # Adobe writes CMYK inverted, so Pillow turns all CMYK; without Adobe's mark it was not.
        unmarked = opened.mode == "CMYK" and opened.format in _JPEG and "adobe" not in opened.info
        image = ImageOps.exif_transpose(opened)
        if image.mode == "1" and _fine(image, picture, press):
            return _cut(image, picture), None
        image = _plain(ImageChops.invert(image) if unmarked else image)
    width, height = image.size
    crop = (left * width, top * height, right * width, bottom * height)
    size = (
        max(1, min(round(box[0]), round(crop[2] - crop[0]))),
        max(1, min(round(box[1]), round(crop[3] - crop[1]))),
    )
    return image.resize(size, Image.Resampling.LANCZOS, box=crop), icc


def _fine(image: Image.Image, picture: Picture, press: PressProfile) -> bool:
    """Whether line art has so many pixels at its size on the page that its edges print clean."""
    left, top, right, bottom = picture.crop
    across = ppi((right - left) * image.width, picture.box.width)
    down = ppi((bottom - top) * image.height, picture.box.height)
    return min(across, down) >= press.line_art_ppi


def _cut(image: Image.Image, picture: Picture) -> Image.Image:
    """The part that shows, in whole pixels: line art is not resampled."""
    left, top, right, bottom = picture.crop
    edges = (left * image.width, top * image.height, right * image.width, bottom * image.height)
    west, north, east, south = map(round, edges)
    return image.crop((west, north, max(east, west + 1), max(south, north + 1)))


def _line_art(image: Image.Image) -> Encoded:
    """One bit a pixel, in rows of whole bytes, printed by black ink alone."""
    inked = image.getextrema()[0] == 0
    data = zlib.compress(image.tobytes(), 9)
    return Encoded(data, image.size, 1, 100.0 if inked else 0.0, bits=1)


def _plain(image: Image.Image) -> Image.Image:
    """The picture in L, RGB or CMYK; what is transparent becomes white."""
    if image.has_transparency_data:
        solid = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        grey = image.mode in ("1", "L", "La", "LA")
        return Image.alpha_composite(white, solid).convert("L" if grey else "RGB")
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode in ("RGB", "CMYK"):
        image.load()
        return image
    if image.mode in ("P", "YCbCr", "RGBX"):
        return image.convert("RGB")
    raise ValueError(f"mode {image.mode}")


def _in_inks(image: Image.Image, icc: bytes | None, press: PressProfile) -> Image.Image:
    """The picture in the press's inks: CMYK, or L where black ink alone will do."""
    if image.mode == "CMYK":
        inks = ink.separate(image, icc, press.profile)
        *coloured, black = inks.split()
        no_colour = all(band.getextrema()[1] <= _GREY_NOISE for band in coloured)  # type: ignore[operator] # one band: a pair
        return ImageChops.invert(black) if no_colour else inks
    grey = _grey(image)
    if grey is None:
        return ink.separate(image, icc, press.profile)
    return ink.black_only(grey, icc, image.mode, press.profile)


def _grey(image: Image.Image) -> Image.Image | None:
    """The one band of a grey picture, None where it has colour."""
    if image.mode == "L":
        return image
    red, green, blue = image.split()
    for other in (red, blue):
        if ImageChops.difference(other, green).getextrema()[1] > _GREY_NOISE:  # type: ignore[operator] # one band: a pair
            return None
    return green


def _encoded(image: Image.Image, press: PressProfile) -> Encoded:
    """The JPEG, with its ink as a reader will find it.

    JPEG's rounding adds some per cent to a pixel here and there, so what is written is measured,
    and where it is too heavy the photo gives way a little more.
    """
    limit = press.photo_ink_limit
    for _ in range(_TRIES):
        held = ink.clamp(image, limit) if image.mode == "CMYK" else image
        written = BytesIO()
        held.save(written, "JPEG", quality=press.jpeg_quality, subsampling=0)
        with Image.open(written) as decoded:
            heaviest = ink.heaviest(decoded)
        if heaviest <= press.ink_limit or image.mode == "L":
            break
        limit -= heaviest - press.ink_limit + 1
    return Encoded(written.getvalue(), image.size, len(image.getbands()), heaviest)
