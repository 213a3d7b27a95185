"""The same pages light enough to send about: coarse photos, in the press's inks or for a screen."""

import zlib
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from PIL import Image

from xzpress.design import Colour, PressProfile
from xzpress.page import Picture
from xzpress.render import ink
from xzpress.render.paints import IN_INK, Space
from xzpress.render.photo import Encoded

_QUALITY = 80


def space(press: PressProfile, *, screen: bool) -> Space:
    """How colours are said: in ink, or as a screen shows these inks on this paper."""
    if not screen:
        return IN_INK
    seen: dict[tuple[float, ...], tuple[float, ...]] = {}

    def parts(colour: Colour) -> tuple[float, ...]:
        if colour.inks not in seen:
            dot = Image.new("CMYK", (1, 1), tuple(round(part * 255) for part in colour.inks))
            red, green, blue = ink.on_screen(dot, press.profile).tobytes()
            seen[colour.inks] = (red / 255, green / 255, blue / 255)
        return seen[colour.inks]

    return Space(parts, "rg", "RG")


def light(
    images: Mapping[Picture, Encoded], press: PressProfile, ppi: float, *, screen: bool
) -> dict[Picture, Encoded]:
    """The photos again at no more than `ppi`, as JPEG: CMYK and grey, or RGB and grey."""
    return {
        picture: _light(picture, encoded, press, ppi, screen=screen)
        for picture, encoded in images.items()
    }


def _light(
    picture: Picture, encoded: Encoded, press: PressProfile, ppi: float, *, screen: bool
) -> Encoded:
    if encoded.bits == 1:
        image = Image.frombytes("1", encoded.pixels, zlib.decompress(encoded.data)).convert("L")
    else:
        image = Image.open(BytesIO(encoded.data))
    room = (picture.box.width * ppi / 72, picture.box.height * ppi / 72)
    size = tuple(
        max(1, min(have, round(want))) for have, want in zip(image.size, room, strict=True)
    )
    image = image.resize((size[0], size[1]), Image.Resampling.BOX, reducing_gap=2.0)
    if screen and image.mode == "CMYK":
        image = ink.on_screen(image, press.profile)
    data = BytesIO()
    image.save(data, "JPEG", quality=_QUALITY)
    inks = len(image.getbands())
    return replace(encoded, data=data.getvalue(), pixels=image.size, inks=inks, bits=8)
