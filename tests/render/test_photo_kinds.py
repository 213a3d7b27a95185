"""Photos of every kind that a desk receives land in the right inks, measured by ΔE00.

Each kind is written from one sample, and what comes out is held against a straight LittleCMS
conversion of that sample, with limits, sharpening and scaling out of the way.
"""

import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageEnhance, ImageOps

from xzpress import render
from xzpress.design import PressProfile
from xzpress.heif import taught
from xzpress.page import Page, Picture
from xzpress.render import Encoded, ink, photo
from xzpress.units import ppi

Placed = Callable[..., Picture]
Lab = tuple[float, float, float]
PERCEPTUAL = ImageCms.Intent.PERCEPTUAL
SIZE = (240, 180)


def delta_e(one: Lab, other: Lab) -> float:
    """ΔE00. Source: Sharma, Wu, Dalal, Color Research and Application 30 (2005).

    >>> round(delta_e((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485)), 4)
    2.0425
    >>> round(delta_e((50.0, 2.5, 0.0), (73.0, 25.0, -18.0)), 4)
    27.1492
    >>> round(delta_e((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514)), 4)
    0.9082
    """
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = ((hypot(a1, b1) + hypot(a2, b2)) / 2) ** 7
    stretch = 1.5 - 0.5 * sqrt(mean / (mean + 25**7))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = (degrees(atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    across = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    t = (
        1 - 0.17 * cos(radians(hue - 30)) + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6)) - 0.2 * cos(radians(4 * hue - 63))
    )  # fmt: skip
    s_l = 1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    skew = -2 * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    skew *= sqrt(chroma**7 / (chroma**7 + 25**7))
    parts = (l2 - l1) / s_l, (c2 - c1) / s_c, across / s_h
    return sqrt(sum(part**2 for part in parts) + skew * parts[1] * parts[2])


def mean_delta_e(one: Image.Image, other: Image.Image, press: PressProfile) -> float:
    """Mean ΔE00 of two pictures in the press's inks as they look printed, every 29th pixel."""
    lab = ImageCms.createProfile("LAB")
    relative = ImageCms.Intent.RELATIVE_COLORIMETRIC
    way = ImageCms.buildTransform(str(press.profile), lab, "CMYK", "LAB", relative)
    seen = [ImageCms.applyTransform(in_four(image), way) for image in (one, other)]
    colours = [
        list(zip(*[iter(image.tobytes())] * 3, strict=True))[::29] for image in seen if image
    ]
    pairs = [(lab_of(a), lab_of(b)) for a, b in zip(*colours, strict=True)]
    return sum(delta_e(a, b) for a, b in pairs) / len(pairs)


def lab_of(pixel: tuple[int, ...]) -> Lab:
    light, a, b = pixel
    return light / 2.55, float((a + 128) % 256 - 128), float((b + 128) % 256 - 128)


def in_four(image: Image.Image) -> Image.Image:
    """A grey picture as black ink among three that are bare."""
    if image.mode == "CMYK":
        return image
    bare = Image.new("L", image.size)
    return Image.merge("CMYK", (bare, bare, bare, ImageOps.invert(image.convert("L"))))


# --- profiles


def matrix_profile(xyz: tuple[tuple[float, float, float], ...], gamma: float) -> bytes:
    """An RGB profile from its primaries (XYZ under D50) and one exponent. Source: ICC.1:2001."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def point(values: tuple[float, ...]) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))

    words = b"test\0"
    text = b"text\0\0\0\0none\0"
    said = b"desc\0\0\0\0" + struct.pack(">I", len(words)) + words + bytes(78)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
    white = point((0.9642, 1.0, 0.8249))
    tags = [(b"desc", said), (b"cprt", text), (b"wtpt", white)]
    tags += [(key, point(p)) for key, p in zip((b"rXYZ", b"gXYZ", b"bXYZ"), xyz, strict=True)]
    tags += [(key, curve) for key in (b"rTRC", b"gTRC", b"bTRC")]
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for key, data in tags:
        data += bytes(-len(data) % 4)
        table += key + struct.pack(">II", at + len(body), len(data))
        body += data
    head = struct.pack(
        ">I4sI4s4s4s", at + len(body), b"lcms", 0x02200000, b"mntr", b"RGB ", b"XYZ "
    )
    head += struct.pack(">6H", 2018, 11, 30, 12, 0, 0) + b"acsp" + bytes(28)
    head += b"".join(map(fixed, (0.9642, 1.0, 0.8249)))
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


ADOBE = matrix_profile(
    ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)), 2.2
)
P3 = matrix_profile(
    ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407)), 2.2
)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


# --- writing each kind


@pytest.fixture(scope="module")
def sample(photos: Path) -> Image.Image:
    with Image.open(photos / "mural-wall.jpg") as image:
        strong = ImageEnhance.Color(ImageOps.fit(image.convert("RGB"), SIZE)).enhance(2.5)
    strong.info.clear()  # Pillow would save the photo's own profile without being asked
    return strong


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def deep_png(image: Image.Image) -> bytes:
    """A PNG of 16 bits a band, as scanners write it."""
    colour = {"L": 0, "RGB": 2, "RGBA": 6}[image.mode]
    row = image.width * len(image.getbands())
    data = image.tobytes()
    rows = (data[start : start + row] for start in range(0, len(data), row))
    deep = b"".join(b"\0" + bytes(v for value in each for v in (value, value)) for each in rows)
    head = struct.pack(">IIBBBBB", *image.size, 16, colour, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(deep)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    written = BytesIO()
    image.save(written, kind, **how)
    return written.getvalue()


def without_adobes_mark(jpeg: bytes) -> bytes:
    start = jpeg.index(b"\xff\xee\0\x0eAdobe")
    return jpeg[:start] + jpeg[start + 16 :]


def clear(image: Image.Image) -> Image.Image:
    """The sample with its right half a quarter there."""
    alpha = Image.new("L", image.size, 255)
    alpha.paste(64, (image.width // 2, 0, *image.size))
    image = image.copy()
    image.putalpha(alpha)
    return image


def laid_on_white(image: Image.Image) -> Image.Image:
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, clear(image)).convert("RGB")


JPEG = {"quality": 95, "subsampling": 0}
RGB_KINDS: dict[str, tuple[Callable[[Image.Image], bytes], bytes | None]] = {
    "jpeg": (lambda s: saved(s, "JPEG", **JPEG), None),
    "jpeg progressive": (lambda s: saved(s, "JPEG", progressive=True, **JPEG), None),
    "jpeg sRGB": (lambda s: saved(s, "JPEG", icc_profile=SRGB, **JPEG), SRGB),
    "jpeg Display P3": (lambda s: saved(s, "JPEG", icc_profile=P3, **JPEG), P3),
    "jpeg Adobe RGB": (lambda s: saved(s, "JPEG", icc_profile=ADOBE, **JPEG), ADOBE),
    "png": (lambda s: saved(s, "PNG"), None),
    "png Adobe RGB": (lambda s: saved(s, "PNG", icc_profile=ADOBE), ADOBE),
    "png 16 bits": (deep_png, None),
    "tiff": (lambda s: saved(s, "TIFF", icc_profile=P3), P3),
    "tiff LZW": (lambda s: saved(s, "TIFF", compression="tiff_lzw"), None),
    "tiff deflate": (lambda s: saved(s, "TIFF", compression="tiff_adobe_deflate"), None),
    "webp": (lambda s: saved(s, "WEBP", lossless=True, icc_profile=P3), P3),
}


@pytest.fixture
def plain(press: PressProfile) -> PressProfile:
    """A printer's sheet that leaves the conversion alone."""
    return replace(
        press, sharpen_percent=0, jpeg_quality=95, ink_limit=400, photo_ink_limit=400,
        target_ppi=250,
    )  # fmt: skip


def inks_of(file: bytes, where: Path, picture: Placed, press: PressProfile) -> Image.Image:
    """What becomes of a file in a box that just holds its pixels; some kinds come with a note."""
    where.write_bytes(file)
    box = (side * 72 / press.target_ppi for side in SIZE)
    encoded, told = photo(picture(where, *box), press)
    assert encoded, [each.message("en") for each in told]
    assert encoded.pixels == SIZE
    return Image.open(BytesIO(encoded.data))


def straight(image: Image.Image, icc: bytes | None, press: PressProfile) -> Image.Image:
    source = ImageCms.ImageCmsProfile(BytesIO(icc or SRGB))
    way = ImageCms.buildTransform(source, str(press.profile), image.mode, "CMYK", PERCEPTUAL)
    inks = ImageCms.applyTransform(image, way)
    assert inks
    del inks.info["icc_profile"]  # Pillow would save it without being asked
    return inks


@pytest.mark.parametrize("kind", RGB_KINDS)
def test_colours_are_those_of_a_straight_conversion(
    kind: str, sample: Image.Image, picture: Placed, plain: PressProfile, tmp_path: Path
) -> None:
    write, icc = RGB_KINDS[kind]
    got = inks_of(write(sample), tmp_path / "photo", picture, plain)
    right = mean_delta_e(got, straight(sample, icc, plain), plain)
    other = ADOBE if icc in (None, SRGB) else None
    wrong = mean_delta_e(got, straight(sample, other, plain), plain)
    assert right <= 2
    assert wrong > 1.4 * right, "another profile would have done as well"


def test_a_palettes_colours_are_its_own(
    sample: Image.Image, picture: Placed, plain: PressProfile, tmp_path: Path
) -> None:
    few = sample.quantize(256)
    got = inks_of(saved(few, "PNG"), tmp_path / "photo", picture, plain)
    assert mean_delta_e(got, straight(few.convert("RGB"), None, plain), plain) <= 2


def test_what_shines_through_is_white(
    sample: Image.Image, picture: Placed, plain: PressProfile, tmp_path: Path
) -> None:
    wanted = straight(laid_on_white(sample), None, plain)
    for file in (saved(clear(sample), "PNG"), deep_png(clear(sample))):
        assert mean_delta_e(inks_of(file, tmp_path / "p", picture, plain), wanted, plain) <= 2


CMYK_KINDS: dict[str, Callable[[Image.Image], bytes]] = {
    "jpeg as Adobe writes it": lambda s: saved(s, "JPEG", **JPEG),
    "jpeg as it stands": lambda s: without_adobes_mark(saved(ImageChops.invert(s), "JPEG", **JPEG)),
    "jpeg progressive": lambda s: saved(s, "JPEG", progressive=True, **JPEG),
    "tiff": lambda s: saved(s, "TIFF"),
    "tiff LZW": lambda s: saved(s, "TIFF", compression="tiff_lzw"),
}


@pytest.mark.parametrize("kind", CMYK_KINDS)
def test_inks_without_a_profile_stay(
    kind: str, sample: Image.Image, picture: Placed, plain: PressProfile, tmp_path: Path
) -> None:
    inks = straight(sample, None, plain)
    got = inks_of(CMYK_KINDS[kind](inks), tmp_path / "photo", picture, plain)
    assert mean_delta_e(got, inks, plain) <= 1
    assert mean_delta_e(ImageChops.invert(got), inks, plain) > 20


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_inks_with_a_profile_go_through_it(
    kind: str, sample: Image.Image, picture: Placed, plain: PressProfile, tmp_path: Path
) -> None:
    """Ghostscript's profile stands for another press's."""
    icc = next(Path("/usr/share/color/icc/ghostscript").glob("default_cmyk.icc")).read_bytes()
    inks = straight(sample, None, plain)
    how = {"icc_profile": icc, **(JPEG if kind == "JPEG" else {})}
    got = inks_of(saved(inks, kind, **how), tmp_path / "photo", picture, plain)
    assert mean_delta_e(got, straight(inks, icc, plain), plain) <= 2
    assert mean_delta_e(got, inks, plain) > 2.5


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_inks_made_for_this_press_stay(
    kind: str, sample: Image.Image, picture: Placed, plain: PressProfile, tmp_path: Path
) -> None:
    """Through its own profile and back again a picture would lose contrast for nothing."""
    inks = straight(sample, None, plain)
    how = {"icc_profile": plain.profile.read_bytes(), **(JPEG if kind == "JPEG" else {})}
    got = inks_of(saved(inks, kind, **how), tmp_path / "photo", picture, plain)
    assert mean_delta_e(got, inks, plain) <= 1


GREY_KINDS: dict[str, Callable[[Image.Image], bytes]] = {
    "jpeg": lambda s: saved(s, "JPEG", quality=95),
    "jpeg progressive": lambda s: saved(s, "JPEG", quality=95, progressive=True),
    "png": lambda s: saved(s, "PNG"),
    "png 16 bits": deep_png,
    "png palette": lambda s: saved(s.quantize(256), "PNG"),
    "tiff LZW": lambda s: saved(s, "TIFF", compression="tiff_lzw"),
}


@pytest.mark.parametrize("kind", GREY_KINDS)
def test_grey_is_black_ink_that_looks_like_it(
    kind: str, sample: Image.Image, picture: Placed, plain: PressProfile, tmp_path: Path
) -> None:
    grey = sample.convert("L")
    got = inks_of(GREY_KINDS[kind](grey), tmp_path / "photo", picture, plain)
    assert got.mode == "L"
    wanted = ink.black_only(grey, None, "L", plain.profile)
    assert mean_delta_e(got, wanted, plain) <= 1
    assert mean_delta_e(ImageOps.invert(got), wanted, plain) > 10


# --- turned photos

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}  # fmt: skip


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_kind_stands_upright(
    kind: str, orientation: int, sample: Image.Image, picture: Placed, plain: PressProfile,
    tmp_path: Path,
) -> None:  # fmt: skip
    stored = sample.transpose(TURNS[orientation]) if orientation > 1 else sample
    exif = Image.Exif()
    exif[0x0112] = orientation
    how = {"JPEG": JPEG, "WEBP": {"lossless": True}}.get(kind, {})
    file = saved(stored, kind, exif=exif.tobytes() if kind != "TIFF" else exif, **how)
    got = inks_of(file, tmp_path / "turned", picture, plain)
    wanted = straight(sample, None, plain)
    assert mean_delta_e(got, wanted, plain) <= 2
    assert mean_delta_e(ImageOps.mirror(got), wanted, plain) > 8


@pytest.mark.parametrize("orientation", [1, 6])
def test_telephones_photos(
    orientation: int, sample: Image.Image, picture: Placed, plain: PressProfile, tmp_path: Path
) -> None:
    assert taught(), "the tests' set-up installs pillow-heif (extra `heic`)"
    stored = sample.transpose(TURNS[orientation]) if orientation > 1 else sample
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = saved(stored, "HEIF", quality=95, chroma=444, icc_profile=P3, exif=exif.tobytes())
    got = inks_of(file, tmp_path / "photo.heic", picture, plain)
    assert mean_delta_e(got, straight(sample, P3, plain), plain) <= 2


# --- line art


def drawing(size: tuple[int, int]) -> Image.Image:
    image = Image.new("1", size, 1)
    for at in range(0, size[0], 24):
        ImageDraw.Draw(image).line((at, 0, size[0] - at, size[1]), 0, 3)
    return image


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_fine_line_art_keeps_its_bit_and_its_pixels(
    kind: str, picture: Placed, press: PressProfile, tmp_path: Path
) -> None:
    how = {"compression": "group4"} if kind == "TIFF" else {}
    (tmp_path / "map").write_bytes(saved(drawing((801, 600)), kind, **how))
    encoded, told = photo(picture(tmp_path / "map", 96, 72), press)  # 600 ppi
    assert encoded
    assert told == ()
    assert (encoded.bits, encoded.inks, encoded.pixels) == (1, 1, (801, 600))
    assert zlib.decompress(encoded.data) == drawing((801, 600)).tobytes()
    cut, _ = photo(picture(tmp_path / "map", 48, 36, (0.5, 0.5, 1, 1)), press)
    assert cut
    assert cut.pixels == (401, 300)


def test_coarse_line_art_becomes_a_photo_of_no_more_pixels(
    picture: Placed, press: PressProfile, tmp_path: Path
) -> None:
    drawing((400, 300)).save(tmp_path / "map.png")
    encoded, _ = photo(picture(tmp_path / "map.png", 96, 72), press)  # 300 ppi
    assert encoded
    assert (encoded.bits, encoded.inks) == (8, 1)
    assert ppi(encoded.pixels[0], 96) <= press.target_ppi + 1


def test_line_art_prints_black_on_paper(
    picture: Placed, press: PressProfile, tmp_path: Path, page: Callable[..., Page],
    faces: object, info: render.Info, tool: Callable[..., str],
) -> None:  # fmt: skip
    """A bit turned round would print the negative: black where nothing was drawn."""
    art = Image.new("1", (600, 600), 1)
    ImageDraw.Draw(art).rectangle((0, 0, 299, 299), 0)
    art.save(tmp_path / "art.png")
    one = picture(tmp_path / "art.png", 60, 60, at=(100, 200))
    encoded: Encoded | None = photo(one, press)[0]
    assert encoded
    pdf = render.press_pdf([page(pictures=(one,))], faces, press, {one: encoded}, info)  # type: ignore[arg-type]
    path = tmp_path / "art.pdf"
    path.write_bytes(pdf)
    with pikepdf.open(path) as opened:
        (image,) = opened.pages[0].Resources.XObject.values()
        assert (image.BitsPerComponent, image.ColorSpace) == (1, "/DeviceGray")
    tool("gs", "-q", "-dNOPAUSE", "-dBATCH", "-r72", "-sDEVICE=tiffsep",
         f"-sOutputFile={tmp_path / 'plate.tif'}", path)  # fmt: skip
    inked = {name: Image.open(next(tmp_path.glob(f"plate*({name}).tif"))).convert("L")
             for name in ("Cyan", "Magenta", "Yellow", "Black")}  # fmt: skip
    x, y = 100 + 8, 417 - 200 - 60 - 8
    assert [inked[name].getextrema()[0] for name in ("Cyan", "Magenta", "Yellow")] == [255] * 3
    assert inked["Black"].getpixel((x + 15, y + 15)) == 0
    assert inked["Black"].getpixel((x + 45, y + 15)) == 255
    assert inked["Black"].getpixel((x + 15, y + 45)) == 255
