"""Photos come out upright, cropped, sharp enough, in the press's inks and under its limit."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageFilter, ImageOps, ImageStat

from xzpress.design import PressProfile
from xzpress.page import Picture
from xzpress.render import Encoded, photo

Placed = Callable[..., Picture]
NAMES = ("lead-meeting.jpg", "street-visit.jpg", "mural-wall.jpg", "car-park.jpg")
# Corners, clockwise from the upper left, each another hue.
HUES = ((230, 40, 40), (40, 190, 60), (50, 70, 220), (240, 210, 40))


def made(picture: Picture, press: PressProfile) -> Encoded:
    """A photo that must come without a word."""
    encoded, told = photo(picture, press)
    assert encoded is not None
    assert told == ()
    return encoded


def decoded(encoded: Encoded) -> Image.Image:
    return Image.open(BytesIO(encoded.data))


def quarters(size: tuple[int, int] = (400, 300)) -> Image.Image:
    image = Image.new("RGB", size)
    half = (size[0] // 2, size[1] // 2)
    corners = ((0, 0), (half[0], 0), half, (0, half[1]))
    for hue, corner in zip(HUES, corners, strict=True):
        image.paste(hue, (*corner, corner[0] + half[0], corner[1] + half[1]))
    return image


def hues(image: Image.Image, press: PressProfile) -> list[str]:
    """The name of the nearest hue in each corner, clockwise from the upper left."""
    seen = on_paper(image, press, "sRGB")
    x, y = seen.width // 8, seen.height // 8
    spots = ((x, y), (seen.width - x, y), (seen.width - x, seen.height - y), (x, seen.height - y))
    names = dict(zip(HUES, ("red", "green", "blue", "yellow"), strict=True))

    def nearest(spot: tuple[int, int]) -> str:
        pixel = seen.getpixel(spot)
        assert isinstance(pixel, tuple)
        squares = {sum((a - b) ** 2 for a, b in zip(hue, pixel, strict=True)): hue for hue in HUES}
        return names[squares[min(squares)]]

    return [nearest(spot) for spot in spots]


def on_paper(image: Image.Image, press: PressProfile, space: str) -> Image.Image:
    """A CMYK picture through the press's profile, in sRGB or LAB."""
    mode = {"sRGB": "RGB", "LAB": "LAB"}[space]
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    target = ImageCms.createProfile(space)
    way = ImageCms.buildTransform(str(press.profile), target, "CMYK", mode, intent)
    seen = ImageCms.applyTransform(image, way)
    assert seen
    return seen


def distance(one: Image.Image, other: Image.Image, press: PressProfile) -> float:
    """Mean CIE76 colour difference of two CMYK pictures as printed."""
    points = [on_paper(image, press, "LAB").tobytes() for image in (one, other)]
    total, pixels = 0.0, one.width * one.height
    for start in range(0, 3 * pixels, 3):
        (l1, a1, b1), (l2, a2, b2) = (each[start : start + 3] for each in points)
        total += (((l1 - l2) / 2.55) ** 2 + signed(a1, a2) ** 2 + signed(b1, b2) ** 2) ** 0.5
    return total / pixels


def signed(one: int, other: int) -> int:
    """The difference of two of the bytes that Pillow keeps a* and b* in."""
    return (one + 128) % 256 - (other + 128) % 256


# --- size, turn and crop


@pytest.mark.parametrize("name", NAMES)
def test_each_photo_of_the_issue(
    picture: Placed, press: PressProfile, photos: Path, name: str
) -> None:
    encoded = made(picture(photos / name, 120, 120, (0.1, 0.1, 0.7, 0.7)), press)
    image = decoded(encoded)
    assert (encoded.inks, image.mode, encoded.pixels) == (4, "CMYK", image.size)
    assert image.size == (417, 417)  # 120 pt at 250 ppi
    bands = image.split()
    heaviest = max(map(sum, zip(*(band.tobytes() for band in bands), strict=True))) / 2.55
    assert encoded.heaviest == pytest.approx(heaviest, abs=0.01)
    assert 150 < heaviest <= press.ink_limit
    assert not {"icc_profile", "exif", "comment"} & set(image.info)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photo_stands_upright(
    picture: Placed, press: PressProfile, tmp_path: Path, orientation: int
) -> None:
    turned = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
              4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
              6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
              8: Image.Transpose.ROTATE_270}  # fmt: skip
    upright = quarters((1600, 1200))
    stored = upright.transpose(turned[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "turned.jpg", exif=exif, quality=95)
    image = decoded(made(picture(tmp_path / "turned.jpg", 40, 30), press))
    assert image.size == (139, 104)
    assert hues(image, press) == ["red", "green", "blue", "yellow"]


def test_the_issues_turned_photo_is_tall(
    picture: Placed, press: PressProfile, photos: Path
) -> None:
    image = decoded(made(picture(photos / "car-park.jpg", 60, 90), press))
    assert image.size == (208, 312)
    with Image.open(photos / "car-park.jpg") as stored:
        assert stored.getexif()[0x0112] == 6
        upright = stored.transpose(Image.Transpose.ROTATE_270).resize(image.size).convert("L")
    seen = ImageOps.equalize(on_paper(image, press, "sRGB").convert("L"))

    def apart(other: Image.Image) -> float:
        return ImageStat.Stat(ImageChops.difference(seen, ImageOps.equalize(other))).mean[0]

    assert apart(upright) < 0.3 * apart(upright.rotate(180))


def test_crop_is_of_the_upright_picture(
    picture: Placed, press: PressProfile, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    quarters((800, 600)).transpose(Image.Transpose.ROTATE_90).save(
        tmp_path / "t.jpg", exif=exif, quality=95
    )
    image = decoded(made(picture(tmp_path / "t.jpg", 40, 30, (0.5, 0, 1, 0.5)), press))
    assert hues(image, press) == ["green"] * 4


def test_photo_is_never_enlarged(picture: Placed, press: PressProfile, tmp_path: Path) -> None:
    quarters((80, 60)).save(tmp_path / "small.png")
    assert made(picture(tmp_path / "small.png", 200, 150), press).pixels == (80, 60)
    half = picture(tmp_path / "small.png", 200, 150, (0.25, 0.25, 0.75, 0.75))
    assert made(half, press).pixels == (40, 30)


def test_sharpening_is_the_printers_sheets(
    picture: Placed, press: PressProfile, photos: Path
) -> None:
    def edges(percent: int) -> float:
        sheet = replace(press, sharpen_percent=percent)
        image = decoded(made(picture(photos / "mural-wall.jpg", 90, 60), sheet))
        return ImageStat.Stat(image.getchannel("K").filter(ImageFilter.FIND_EDGES)).mean[0]

    assert edges(120) > 1.15 * edges(0)


# --- colour


def test_colours_are_littlecms_own(picture: Placed, press: PressProfile, photos: Path) -> None:
    sheet = replace(press, sharpen_percent=0, jpeg_quality=95)
    got = decoded(made(picture(photos / "street-visit.jpg", 60, 40), sheet))
    with Image.open(photos / "street-visit.jpg") as image:
        source = ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"]))
        way = ImageCms.buildTransform(source, str(press.profile), "RGB", "CMYK")
        small = image.resize(got.size, Image.Resampling.LANCZOS)
    straight = ImageCms.applyTransform(small, way)
    assert straight
    assert distance(got, straight, press) < 1.5
    assert distance(ImageOps.mirror(got), straight, press) > 10  # it can tell pictures apart


def test_the_profile_in_the_file_is_honoured(
    picture: Placed, press: PressProfile, photos: Path, tmp_path: Path
) -> None:
    """The same numbers are stronger colours in Display P3 than in sRGB."""
    with Image.open(photos / "mural-wall.jpg") as image:
        icc = image.info["icc_profile"]
    assert b"P3" in icc or "P3".encode("utf-16-be") in icc
    flat = Image.new("RGB", (200, 200), (200, 60, 60))
    flat.save(tmp_path / "p3.png", icc_profile=icc)
    flat.save(tmp_path / "none.png")
    standard = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    flat.save(tmp_path / "srgb.png", icc_profile=standard)
    p3, bare, srgb = (
        decoded(made(picture(tmp_path / f"{name}.png", 20, 20), press))
        for name in ("p3", "none", "srgb")
    )
    assert distance(bare, srgb, press) < 0.5
    assert distance(p3, srgb, press) > 3


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_grey_photos_are_black_ink_alone(
    picture: Placed, press: PressProfile, photos: Path, tmp_path: Path, mode: str
) -> None:
    with Image.open(photos / "mural-wall.jpg") as image:
        image.convert("L").convert(mode).save(tmp_path / "grey.jpg", quality=95)
    encoded = made(picture(tmp_path / "grey.jpg", 60, 40), press)
    assert (encoded.inks, decoded(encoded).mode) == (1, "L")
    assert 80 < encoded.heaviest <= 100


def test_grey_runs_from_paper_to_solid_black_without_a_step(
    picture: Placed, press: PressProfile, tmp_path: Path
) -> None:
    ramp = Image.frombytes("L", (256, 1), bytes(range(256))).resize((256, 40))
    ramp.save(tmp_path / "ramp.png")
    sheet = replace(press, sharpen_percent=0, jpeg_quality=100)
    image = decoded(made(picture(tmp_path / "ramp.png", 256 * 0.288, 40 * 0.288), sheet))
    values = list(image.resize((256, 1), Image.Resampling.BOX).tobytes())
    assert values[0] <= 2
    assert values[-1] >= 253
    steps = [after - before for before, after in pairwise(values)]
    assert min(steps) >= -2
    assert max(steps) <= 6


@pytest.mark.parametrize("grey", [48, 96, 128, 176, 224])
def test_grey_is_as_light_as_littlecms_makes_it_of_four_inks(
    picture: Placed, press: PressProfile, tmp_path: Path, grey: int
) -> None:
    Image.new("L", (50, 50), grey).save(tmp_path / "flat.png")
    black = ImageOps.invert(decoded(made(picture(tmp_path / "flat.png", 10, 10), press)))
    nothing = Image.new("L", black.size)
    alone = Image.merge("CMYK", (nothing, nothing, nothing, black))
    source = ImageCms.createProfile("sRGB")
    way = ImageCms.buildTransform(source, str(press.profile), "RGB", "CMYK")  # perceptual
    four = ImageCms.applyTransform(Image.new("RGB", black.size, (grey,) * 3), way)
    assert four
    light = [on_paper(inks, press, "LAB").getpixel((9, 9))[0] / 2.55 for inks in (alone, four)]
    assert light[0] == pytest.approx(light[1], abs=3)


@pytest.mark.parametrize(
    ("mode", "inks"),
    [("L", 1), ("LA", 1), ("I;16", 1), ("P", 4), ("RGB", 4), ("RGBA", 4), ("PA", 4)],
)
def test_every_mode_is_read(
    picture: Placed, press: PressProfile, tmp_path: Path, mode: str, inks: int
) -> None:
    image = quarters()
    if mode == "I;16":
        ramp = [x * 160 for _ in range(300) for x in range(400)]
        image = Image.frombytes("I;16", (400, 300), b"".join(n.to_bytes(2, "little") for n in ramp))
    elif mode == "PA":
        image = image.quantize(8)
        image.info["transparency"] = 255
    else:
        image = image.convert(mode)
    image.save(tmp_path / "mode.png")
    encoded = made(picture(tmp_path / "mode.png", 40, 30), press)
    assert (encoded.inks, encoded.pixels) == (inks, (139, 104))
    result = decoded(encoded)
    if inks == 4:
        assert hues(result, press) == ["red", "green", "blue", "yellow"]
    if mode == "I;16":
        row = result.resize((8, 1), Image.Resampling.BOX).tobytes()
        assert list(row) == sorted(row)
        assert row[-1] - row[0] > 150


def test_what_is_transparent_is_bare_paper(
    picture: Placed, press: PressProfile, tmp_path: Path
) -> None:
    Image.new("RGBA", (300, 300), (200, 0, 0, 0)).save(tmp_path / "clear.png")
    encoded = made(picture(tmp_path / "clear.png", 40, 40), press)
    assert encoded.heaviest == 0


def test_cmyk_without_profile_keeps_its_numbers_and_is_told(
    picture: Placed, press: PressProfile, tmp_path: Path
) -> None:
    inks = (30, 120, 200, 40)
    Image.new("CMYK", (300, 300), inks).save(tmp_path / "adobe.jpg", quality=95, subsampling=0)
    encoded, told = photo(picture(tmp_path / "adobe.jpg", 40, 40), press)
    assert encoded
    assert decoded(encoded).getpixel((50, 50)) == pytest.approx(inks, abs=3)
    (only,) = told
    assert (only.code, str(only.place)) == ("photo-cmyk", "issues/2018-11-30/lead.md:8:11")
    assert "adobe.jpg" in only.message("zh")


def test_cmyk_with_a_profile_goes_through_it(
    picture: Placed, press: PressProfile, tmp_path: Path
) -> None:
    inks = (230, 220, 210, 250)  # 357 %: far too heavy for newsprint
    Image.new("CMYK", (300, 300), inks).save(
        tmp_path / "own.jpg", icc_profile=press.profile.read_bytes(), quality=95
    )
    encoded = made(picture(tmp_path / "own.jpg", 40, 40), press)
    assert encoded.heaviest <= press.ink_limit


def test_black_alone_in_cmyk_stays_black_alone(
    picture: Placed, press: PressProfile, tmp_path: Path
) -> None:
    Image.new("CMYK", (300, 300), (0, 0, 0, 180)).save(tmp_path / "k.tif")
    encoded, _ = photo(picture(tmp_path / "k.tif", 40, 40), press)
    assert encoded
    assert encoded.inks == 1
    assert encoded.heaviest == pytest.approx(180 / 2.55, abs=1)


def test_ink_is_taken_out_where_it_is_too_heavy(
    picture: Placed, press: PressProfile, tmp_path: Path
) -> None:
    """The hue stays: cyan, magenta and yellow give way alike, black not at all."""
    Image.new("CMYK", (300, 300), (200, 200, 100, 200)).save(tmp_path / "heavy.tif")
    encoded, _ = photo(picture(tmp_path / "heavy.tif", 40, 40), press)
    assert encoded
    cyan, magenta, yellow, black = decoded(encoded).getpixel((50, 50))
    assert black == pytest.approx(200, abs=2)
    assert cyan == pytest.approx(magenta, abs=2)
    assert yellow == pytest.approx(cyan / 2, abs=2)
    assert 215 < (cyan + magenta + yellow + black) / 2.55 < 222


def test_noise_of_the_jpeg_counts(picture: Placed, press: PressProfile, tmp_path: Path) -> None:
    """Fine dark detail overshoots when it is encoded; the limit holds for what is written."""
    noise = Image.effect_noise((500, 500), 200).point(lambda value: 0 if value < 128 else 90)
    red = ImageChops.multiply(noise, Image.effect_noise((500, 500), 90))
    Image.merge("RGB", (red, noise, ImageChops.invert(red).point(lambda v: v // 6))).save(
        tmp_path / "noise.png"
    )
    sheet = replace(press, jpeg_quality=60, ink_limit=224)
    assert made(picture(tmp_path / "noise.png", 140, 140), sheet).heaviest <= 224
    loose = made(picture(tmp_path / "noise.png", 140, 140), replace(sheet, ink_limit=400))
    assert loose.heaviest > 224


# --- trouble


def test_damage_is_told_with_the_photos_place(
    picture: Placed, press: PressProfile, photos: Path, tmp_path: Path
) -> None:
    whole = (photos / "mural-wall.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "words.jpg").write_text("not a photo", "utf-8")
    Image.new("F", (50, 50)).save(tmp_path / "float.tif")
    for name in ("cut.jpg", "words.jpg", "float.tif", "gone.jpg"):
        encoded, (told,) = photo(picture(tmp_path / name), press)
        assert encoded is None
        assert (told.code, str(told.place)) == ("bad-photo", "issues/2018-11-30/lead.md:8:11")
        assert name in told.message("zh")
        assert name in told.message("en")


@pytest.mark.parametrize("icc", [b"rubbish", "grey"])
def test_a_profile_that_does_not_fit_is_told(
    picture: Placed, press: PressProfile, tmp_path: Path, icc: bytes | str
) -> None:
    profile = press.profile.read_bytes() if icc == "grey" else icc
    quarters().save(tmp_path / "odd.png", icc_profile=profile)
    encoded, (told,) = photo(picture(tmp_path / "odd.png", 40, 30), press)
    assert encoded
    assert told.code == "photo-profile"
    assert hues(decoded(encoded), press) == ["red", "green", "blue", "yellow"]


def test_a_photo_that_cannot_be_made_light_enough_is_refused(
    picture: Placed, press: PressProfile, tmp_path: Path
) -> None:
    Image.new("CMYK", (100, 100), (10, 0, 0, 255)).save(tmp_path / "black.tif")
    encoded, told = photo(picture(tmp_path / "black.tif"), replace(press, ink_limit=80))
    assert encoded is None
    assert [each.code for each in told] == ["photo-cmyk", "photo-ink"]


def test_threads_give_the_same_bytes(picture: Placed, press: PressProfile, photos: Path) -> None:
    pictures = [picture(photos / name, 60, 60) for name in NAMES]
    alone = [made(each, press) for each in pictures]
    with ThreadPoolExecutor(2) as two:
        together = list(two.map(lambda each: made(each, press), pictures * 2))
    assert together == alone * 2
