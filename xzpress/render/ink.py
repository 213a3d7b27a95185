"""Ink: colours into the press's inks, their weight, and the grey that is black ink alone."""

from bisect import bisect_left
from functools import lru_cache
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageMath

from xzpress.design import Colour, Paint, PressProfile, Rgb

_PERCENT = 100 / 255
_SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}


def check_profile(icc: bytes, mode: str, press: Path) -> str:
    """Say why a photo's own profile cannot serve pixels of this mode; nothing where it can."""
    try:
        space = _source(icc).profile.xcolor_space.strip()
        if space != _SPACES[mode]:
            return f"{space} ≠ {_SPACES[mode]}"
        way = _black_table if mode == "L" else _separation
        way(icc, mode, press, press.stat().st_mtime_ns)
    except (OSError, ImageCms.PyCMSError) as error:
        return str(error)
    return ""


def separate(image: Image.Image, icc: bytes | None, press: Path) -> Image.Image:
    """Turn an RGB or CMYK picture into the press's inks, perceptually.

    icc: the picture's own profile; without one RGB is sRGB, and CMYK are the press's inks already,
    as they are where the profile is the press's own.
    press: the ICC file of paper and inks.
    """
    if image.mode == "CMYK" and (icc is None or icc == press.read_bytes()):
        return image
    transform = _separation(icc, image.mode, press, press.stat().st_mtime_ns)
    inks = ImageCms.applyTransform(image, transform)
    assert inks is not None  # it is None only when asked to work in place
    return inks


@lru_cache(maxsize=16)
def _separation(
    icc: bytes | None, mode: str, press: Path, stamp: int
) -> ImageCms.ImageCmsTransform:
    """The way from a source into the inks. `stamp`: the press file's, so that a new one counts."""
    inks = ImageCms.ImageCmsProfile(str(press))
    return ImageCms.buildTransform(_source(icc), inks, mode, "CMYK", ImageCms.Intent.PERCEPTUAL)


def _source(icc: bytes | None) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(BytesIO(icc) if icc else ImageCms.createProfile("sRGB"))


def mixed(paint: Paint, press: PressProfile) -> Colour:
    """A drawing's colour in inks: a press colour as it is, a screen's through the profile.

    Black and grey become black ink alone, and what is too heavy gives way as photos do.
    """
    if isinstance(paint, Colour):
        return paint
    return _mixed(paint, press.profile, press.photo_ink_limit, press.profile.stat().st_mtime_ns)


@lru_cache(maxsize=1024)
def _mixed(paint: Rgb, press: Path, limit: float, stamp: int) -> Colour:
    dot = tuple(round(part * 255) for part in (paint.red, paint.green, paint.blue))
    if not any(dot):
        return Colour("", 0, 0, 0, 1)  # solid, though a little less might look as black
    if max(dot) == min(dot):
        grey = _black_table(None, "L", press, stamp)[dot[0]]
        return Colour("", 0, 0, 0, round(1 - grey / 255, 4))
    inks = clamp(separate(Image.new("RGB", (1, 1), dot), None, press), limit)
    cyan, magenta, yellow, black = (round(part / 255, 4) for part in inks.tobytes())
    return Colour("", cyan, magenta, yellow, black)


def on_screen(image: Image.Image, press: Path) -> Image.Image:
    """What a screen (sRGB) shows of inks on this paper, bare paper as its white."""
    seen = ImageCms.applyTransform(image, _screen(press, press.stat().st_mtime_ns))
    assert seen is not None  # it is None only when asked to work in place
    seen.info.pop("icc_profile", None)  # Pillow would save it without being asked
    return seen


@lru_cache(maxsize=4)
def _screen(press: Path, stamp: int) -> ImageCms.ImageCmsTransform:
    inks = ImageCms.ImageCmsProfile(str(press))
    relative = ImageCms.Intent.RELATIVE_COLORIMETRIC
    black_point = ImageCms.Flags.BLACKPOINTCOMPENSATION
    return ImageCms.buildTransform(inks, _source(None), "CMYK", "RGB", relative, black_point)


def heaviest(image: Image.Image) -> float:
    """The heaviest C+M+Y+K of any pixel, per cent. A grey picture counts as black ink.

    >>> heaviest(Image.new("CMYK", (2, 2), (255, 51, 0, 255)))
    220.0
    """
    if image.mode == "L":
        return round((255 - image.getextrema()[0]) * _PERCENT, 2)  # type: ignore[operator] # one band: a pair
    total = ImageMath.lambda_eval(_total, **_named(image))
    heaviest: float = total.getextrema()[1] * _PERCENT
    return round(heaviest, 2)


def clamp(image: Image.Image, limit: float) -> Image.Image:
    """Take ink out of a CMYK picture where it is heavier than the limit (per cent).

    Cyan, magenta and yellow are scaled alike, so the hue stays; black stays as it is.

    >>> clamp(Image.new("CMYK", (1, 1), (255, 255, 0, 51)), 120).getpixel((0, 0))
    (127, 127, 0, 51)
    """
    room = int(limit / _PERCENT)

    def factor(bands: dict[str, Any]) -> Any:
        coloured = bands["max"](bands["c"] + bands["m"] + bands["y"], 1)
        part = bands["min"](255 * bands["max"](room - bands["k"], 0) / coloured, 255)
        return bands["convert"](part, "L")

    scale = ImageMath.lambda_eval(factor, **_named(image))
    *coloured, black = image.split()
    return Image.merge("CMYK", [*(ImageChops.multiply(band, scale) for band in coloured), black])


def _total(bands: dict[str, Any]) -> Any:
    return bands["c"] + bands["m"] + bands["y"] + bands["k"]


def _named(image: Image.Image) -> dict[str, Image.Image]:
    return dict(zip("cmyk", image.split(), strict=True))


def black_only(image: Image.Image, icc: bytes | None, mode: str, press: Path) -> Image.Image:
    """Turn a grey picture (L) into amounts of black ink, written as the grey of DeviceGray.

    mode: L, or RGB where the picture and its profile came in three bands that are alike.
    Each lightness becomes the black that looks so on this paper, the range from white to black
    squeezed evenly into what paper and black ink can show (black point compensation).
    """
    return image.point(_black_table(icc, mode, press, press.stat().st_mtime_ns))


@lru_cache(maxsize=16)
def _black_table(icc: bytes | None, mode: str, press: Path, stamp: int) -> list[int]:
    """For each grey of the source the grey whose black ink looks like it on the press."""
    inks = ImageCms.ImageCmsProfile(str(press))
    nothing = Image.new("L", (256, 1))
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    printed = _luminances(Image.merge("CMYK", [nothing, nothing, nothing, ramp]), inks)
    printed = list(accumulate(printed, min))  # more ink never looks lighter
    darkest = printed[-1]
    wanted = _luminances(ramp.convert(mode if icc else "RGB"), _source(icc))
    darkness = [-luminance for luminance in printed]
    table = []
    for luminance in wanted:
        target = darkest + (1 - darkest) * luminance
        black = min(bisect_left(darkness, -target), 255)
        if black and abs(printed[black - 1] - target) < abs(printed[black] - target):
            black -= 1
        table.append(255 - black)
    return table


def _luminances(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> list[float]:
    """Each pixel's luminance, 1 for the white of its medium, read through CIE L*."""
    lab = ImageCms.createProfile("LAB")
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    transform = ImageCms.buildTransform(profile, lab, image.mode, "LAB", intent)
    seen = ImageCms.applyTransform(image, transform)
    assert seen is not None
    lightness = (value / 2.55 for value in seen.getchannel("L").tobytes())
    return [((star + 16) / 116) ** 3 if star > 8 else star / 903.3 for star in lightness]
