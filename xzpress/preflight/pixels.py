"""An image's pixels as ink: whatever its space, depth and packing, one plate for each ink."""

import warnings
from collections.abc import Sequence
from functools import reduce
from io import BytesIO

from PIL import Image, ImageChops, ImageMath

from xzpress.preflight.marks import Picture
from xzpress.preflight.paints import colorants, family
from xzpress.preflight.reader import (
    Dictionary,
    File,
    Object,
    Stream,
    UnreadableError,
    decoded,
    filters,
    number,
)

_FULL = 255
_MOST_PIXELS = 60_000_000
_LOOKED_AT = frozenset({"JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "LZWDecode"})
_PROCESS = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}


class UnmeasuredError(Exception):
    """An image whose ink is not known here; `args[0]` says why."""


def size_of(file: File, picture: Picture) -> tuple[int, int]:
    """Width and height that the image's dictionary says, 0 where it says none."""
    entries = picture.image.entries
    width, height = (number(file.see(entries.get(key))) for key in ("Width", "Height"))
    return int(width or 0), int(height or 0)


def has_palette(file: File, entries: Dictionary) -> bool:
    """Whether an image's pixels are numbers of colours."""
    parts = file.items(entries.get("ColorSpace"))
    return bool(parts) and parts[0] in ("Indexed", "I")


def plates(file: File, picture: Picture) -> Image.Image:
    """The picture's inks as an image of mode CMYK, or L where it has one ink; 255: a full plate.

    Raises UnreadableError when its data are not what its dictionary says, UnmeasuredError when
    they are of a kind that is not read here.
    """
    entries, size = picture.image.entries, size_of(file, picture)
    if size[0] * size[1] > _MOST_PIXELS:
        raise UnreadableError(f"{size[0]} x {size[1]}")
    strange = _LOOKED_AT.intersection(filters(picture.image))
    if strange:
        raise UnmeasuredError(" ".join(sorted(strange)))
    space, palette = _base(file, entries.get("ColorSpace"))
    inks = _channels(file, space)
    bits = int(number(file.see(entries.get("BitsPerComponent"))) or 0)
    channels = 1 if palette is not None else len(inks)
    samples = _samples(picture.image, size, channels, bits, numbers=palette is not None)
    decode = file.numbers(entries.get("Decode"))
    if palette is not None:
        samples = _looked_up(samples[0], palette, len(inks))
        decode = ()
    light = family(file, space) == "DeviceGray"  # in DeviceGray 0 is ink
    curves = [_curve(decode, channel, light=light) for channel in range(len(samples))]
    inked = [plate.point(curve) for plate, curve in zip(samples, curves, strict=True)]
    return _arranged(inked, inks)


def _base(file: File, space: Object) -> tuple[Object, bytes | None]:
    """The space that the pixels are in at last, and the palette that leads there if there is one.

    The palette has 256 entries: those that are lacking are taken as none of any ink.
    """
    parts = file.items(space)
    if len(parts) == 4 and parts[0] in ("Indexed", "I"):
        table = parts[3]
        return parts[1], decoded(table) if isinstance(table, Stream) else _bytes(table)
    return file.see(space), None


def _bytes(thing: Object) -> bytes:
    return thing if isinstance(thing, bytes) else b""


def _channels(file: File, space: Object) -> tuple[str, ...]:
    """The inks of a space, in its order."""
    kind = family(file, space)
    if kind == "DeviceCMYK":
        return tuple(_PROCESS)
    if kind == "DeviceGray":
        return ("Black",)
    names = colorants(file, space)
    if not names or kind not in ("Separation", "DeviceN"):
        raise UnmeasuredError(kind)
    return names


def _samples(
    image: Stream, size: tuple[int, int], channels: int, bits: int, *, numbers: bool
) -> list[Image.Image]:
    """One image of mode L for each channel, 0 to 255; `numbers` of colours as they are."""
    data = decoded(image)
    if "DCTDecode" in filters(image):
        return _jpeg(data, size, channels)
    if bits not in (1, 2, 4, 8, 16):
        raise UnmeasuredError(f"{bits} bit")
    row = (size[0] * channels * bits + 7) // 8
    if len(data) < row * size[1] or not row:
        raise UnreadableError(f"{len(data)} B")
    data = data[: row * size[1]]
    if bits == 16:
        data, row = data[::2], row // 2
    elif bits < 8:
        data, row = _unpacked(data, bits, spread=not numbers), row * 8 // bits
    flat = Image.frombytes("L", (row, size[1]), data).crop((0, 0, size[0] * channels, size[1]))
    if channels == 1:
        return [flat]
    pixels = flat.tobytes()
    if channels == 4:
        return list(Image.frombytes("CMYK", size, pixels).split())
    return [Image.frombytes("L", size, pixels[turn::channels]) for turn in range(channels)]


def _unpacked(data: bytes, bits: int, *, spread: bool) -> bytes:
    """Samples of less than a byte, a byte for each; `spread` over the whole of it."""
    most = (1 << bits) - 1
    scale = _FULL // most if spread else 1
    downs = range(8 - bits, -1, -bits)
    table = [bytes((byte >> down & most) * scale for down in downs) for byte in range(256)]
    return b"".join([table[byte] for byte in data])


def _looked_up(numbers: Image.Image, palette: bytes, inks: int) -> list[Image.Image]:
    table = palette[: 256 * inks].ljust(256 * inks, b"\0")
    return [numbers.point(list(table[turn::inks])) for turn in range(inks)]


def _curve(decode: tuple[float, ...], channel: int, *, light: bool) -> list[int]:
    low, high = decode[2 * channel : 2 * channel + 2] or (0.0, 1.0)
    levels = [low + value / _FULL * (high - low) for value in range(_FULL + 1)]
    shares = [min(max(1 - level if light else level, 0.0), 1.0) for level in levels]
    return [round(_FULL * share) for share in shares]


def _arranged(inked: list[Image.Image], inks: tuple[str, ...]) -> Image.Image:
    """The plates in the press's order; what is on no process plate is added to the black one."""
    if len(inked) == 1 and inks[0] != "All":
        return inked[0]
    blank = Image.new("L", inked[0].size)
    sheets = [blank] * 4
    for name, plate in zip(inks, inked, strict=True):
        if name == "All":
            return Image.merge("CMYK", [plate] * 4)
        if name in _PROCESS:
            sheets[_PROCESS[name]] = plate
        elif name != "None":
            raise UnmeasuredError(name)
    return Image.merge("CMYK", sheets)


def _jpeg(data: bytes, size: tuple[int, int], channels: int) -> list[Image.Image]:
    """A JPEG's channels, if it is what the image's dictionary says."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(BytesIO(data), formats=("JPEG",))
            if image.size != size or len(image.getbands()) != channels:
                raise UnreadableError(f"JPEG {image.mode} {image.width} x {image.height}")
            image.load()
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as trouble:
        raise UnreadableError(str(trouble)) from trouble
    bands = list(image.split())
    if channels == 4:  # Pillow turns every JPEG of four inks over
        bands = [ImageChops.invert(band) for band in bands]
    return bands


def sums(inks: Image.Image, *, colours_only: bool = False) -> Image.Image:
    """All inks of each pixel added, 255 for each full one (mode I)."""
    found = inks.split()[:3] if colours_only else inks.split()
    return summed(found)


def summed(found: Sequence[Image.Image]) -> Image.Image:
    """Plates of one size added, 255 for each full one (mode I)."""
    if len(found) == 1:
        return found[0].convert("I")
    named = {f"plate{turn}": plate for turn, plate in enumerate(found)}
    added: Image.Image = ImageMath.lambda_eval(
        lambda args: reduce(lambda a, b: a + b, (args[name] for name in named)), **named
    )
    return added


def heaviest(added: Image.Image) -> float:
    """The greatest of such sums, per cent."""
    _, most = added.getextrema()
    assert isinstance(most, int | float), "one plate has one greatest value"
    return round(100 * most / _FULL, 1)
