"""Plates for the desk to look at, and a map of where the ink lies heaviest.

The plates themselves come from whoever separates the finished file; here they are only drawn.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageChops, ImageMath

from xzpress.design import Box
from xzpress.units import mm

_FOUR = ("Cyan", "Magenta", "Yellow", "Black")
# Per cent of the ink limit → colour; between them it is mixed.
_SCALE = (
    (0, (255, 255, 255)), (40, (200, 225, 245)), (75, (120, 190, 120)),
    (95, (255, 220, 60)), (100, (250, 140, 30)), (101, (210, 0, 40)), (200, (90, 0, 60)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Where the ink lies. `picture`: PNG, red above the limit. `heaviest`: per cent.

    `at`: where that is, mm from the trim's upper left corner. `over`: the part of all pixels that
    lies above the limit.
    """

    picture: bytes
    heaviest: float
    at: tuple[float, float]
    over: float


def plate_pictures(files: Sequence[tuple[str, bytes]], ppi: float) -> tuple[tuple[str, bytes], ...]:
    """Each plate as PNG, black where it prints: the four inks first, then special ones.

    files: ink → picture, 255 where it is bare; under "" one picture of all four in CMYK.
    """
    plates = _plates(files)
    return tuple((ink, _png(ImageChops.invert(plate), ppi)) for ink, plate in plates.items())


def heat_map(files: Sequence[tuple[str, bytes]], ppi: float, trim: Box, limit: float) -> HeatMap:
    """Add the plates up. trim: where the page lies on them, pt from their lower left corner.

    limit: the heaviest ink allowed, per cent. Source: ISO 12647-3, total ink.
    """
    total = _total(_plates(files).values())
    values = array("i", total.tobytes())
    most = max(values)
    down, across = divmod(values.index(most), total.width)
    head = total.height * 72 / ppi - trim.top
    at = (round(mm(across * 72 / ppi - trim.x), 1), round(mm(down * 72 / ppi - head), 1))
    ceiling = int(limit * 2.55 + 0.5)
    over = sum(value > ceiling for value in values) / len(values)
    picture = ImageMath.lambda_eval(
        lambda bands: bands["convert"](bands["min"](bands["t"] * 100 / ceiling, 255), "L"), t=total
    )
    picture = Image.merge("RGB", [picture.point(table) for table in _colours()])
    return HeatMap(_png(picture, ppi), round(most / 2.55, 1), at, over)


def _plates(files: Sequence[tuple[str, bytes]]) -> dict[str, Image.Image]:
    """Each plate in L, 255 where it prints in full."""
    found: dict[str, Image.Image] = {}
    for ink, data in files:
        image = Image.open(BytesIO(data))
        if image.mode == "CMYK":
            found |= dict(zip(_FOUR, image.split(), strict=True))
        else:
            found[ink] = ImageChops.invert(image.convert("L"))
    order = [*_FOUR, *sorted(set(found) - set(_FOUR))]
    return {ink: found[ink] for ink in order if ink in found}


def _total(plates: Iterable[Image.Image]) -> Image.Image:
    """The sum of all plates, in whole numbers of more than eight bits."""
    named = {f"p{count}": plate for count, plate in enumerate(plates)}
    total: Image.Image = ImageMath.lambda_eval(
        lambda bands: bands["convert"](sum((bands[key] for key in named), 0), "I"), **named
    )
    return total


def _colours() -> list[list[int]]:
    """Red, green and blue of each per cent of the limit, from 0 to 255."""
    rows = [_colour(value) for value in range(256)]
    return [list(band) for band in zip(*rows, strict=True)]


def _colour(value: int) -> tuple[int, ...]:
    for (low, below), (high, above) in pairwise(_SCALE):
        if value <= high:
            part = (value - low) / (high - low)
            return tuple(round(a + (b - a) * part) for a, b in zip(below, above, strict=True))
    return _SCALE[-1][1]


def _png(image: Image.Image, ppi: float) -> bytes:
    data = BytesIO()
    image.save(data, "PNG", dpi=(ppi, ppi))
    return data.getvalue()
