"""Poppler, pdfium and Ghostscript see the same page, so that no one's tolerance hides a fault."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path
from statistics import mean

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageOps, ImageStat

from xzpress import render
from xzpress.design import Art, Box, Colour, Figure, PressProfile, Rgb
from xzpress.diagnostic import Place
from xzpress.face import Faces
from xzpress.issue import Ad
from xzpress.page import Drawing, Fill, Matrix, Page, Picture, Placed, SetLine

Tool = Callable[..., str]
PPI = 144
ALIKE = 0.95
"""Least structural similarity; what differs are the edges' smoothing and CMYK on a screen."""


def similarity(one: Image.Image, other: Image.Image) -> float:
    """Mean SSIM of two grey pictures over windows of 8 pixels, half of each in the next one.

    Source: Wang, Bovik et al., IEEE TIP 13 (2004).
    """
    found = [
        alike_here(one.crop(window).tobytes(), other.crop(window).tobytes())
        for y in range(0, one.height - 7, 4)
        for x in range(0, one.width - 7, 4)
        for window in [(x, y, x + 8, y + 8)]
    ]
    return mean(found)


def alike_here(one: bytes, other: bytes) -> float:
    count = len(one)
    a, b = sum(one) / count, sum(other) / count
    aa = sum(x * x for x in one) / count - a * a
    bb = sum(y * y for y in other) / count - b * b
    ab = sum(x * y for x, y in zip(one, other, strict=True)) / count - a * b
    light, form = 0.01 * 255, 0.03 * 255
    return ((2 * a * b + light**2) * (2 * ab + form**2)) / (
        (a * a + b * b + light**2) * (aa + bb + form**2)
    )


def looks(pdf: bytes, tool: Tool, folder: Path) -> dict[str, list[Image.Image]]:
    """Every page as each viewer draws it, small and grey."""
    (folder / "in.pdf").write_bytes(pdf)
    assert tool("pdftoppm", "-r", str(PPI), "-png", folder / "in.pdf", folder / "poppler") == ""
    quiet = ("-q", "-dNOPAUSE", "-dBATCH", f"-r{PPI}", "-sDEVICE=png16m")
    smooth = ("-dTextAlphaBits=4", "-dGraphicsAlphaBits=4")
    assert (
        tool("gs", *quiet, *smooth, f"-sOutputFile={folder / 'gs-%d.png'}", folder / "in.pdf") == ""
    )
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = [page.render(scale=PPI / 72).to_pil() for page in document]
    seen = {name: [Image.open(path) for path in sorted(folder.glob(f"{name}-*.png"))]
            for name in ("poppler", "gs")}  # fmt: skip
    return {
        name: [small(each) for each in pages] for name, pages in (*seen.items(), ("pdfium", drawn))
    }


def small(image: Image.Image) -> Image.Image:
    grey = ImageOps.autocontrast(image.convert("L"))
    return grey.resize((image.width // 3, image.height // 3), Image.Resampling.BOX)


def alike(pdf: bytes, tool: Tool, folder: Path) -> float:
    """The least similarity of any two viewers on any page."""
    folder.mkdir()
    seen = looks(pdf, tool, folder)
    assert len({len(pages) for pages in seen.values()}) == 1
    return min(
        similarity(a, b.resize(a.size))
        for one, other in combinations(seen.values(), 2)
        for a, b in zip(one, other, strict=True)
    )


@pytest.fixture(scope="module")
def filled(
    page: Callable[..., Page], set_line: Callable[..., SetLine], picture: Callable[..., Picture],
    photos: Path, press: PressProfile, faces: Faces, info: render.Info,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Page, dict[Picture, render.Encoded], dict[Placed, render.Adopted]]:  # fmt: skip
    """A page with one of everything."""
    folder = tmp_path_factory.mktemp("filled")
    art = Image.new("1", (800, 800), 1)
    ImageDraw.Draw(art).ellipse((60, 60, 740, 740), 1, 0, 40)
    art.save(folder / "art.png")
    with Image.open(photos / "mural-wall.jpg") as photo:
        photo.convert("L").save(folder / "grey.jpg", quality=95)
    pictures = (
        picture(photos / "mural-wall.jpg", 120, 80, at=(20, 180)),
        picture(folder / "grey.jpg", 60, 60, at=(150, 180)),
        picture(folder / "art.png", 60, 60, at=(220, 180)),
    )
    images = {each: encoded for each in pictures if (encoded := render.photo(each, press)[0])}
    star = (("m", 5.0, 10.0), ("c", 6.0, 5.0, 8.0, 4.0, 2.0, 0.0), ("l", 8.0, 0.0), ("h",))
    figure = Figure(star, Rgb(0.2, 0.4, 0.9), False, Rgb(0, 0, 0), 0.4, 1, 1, 4.0, (), ())
    inner = page(width=100.0, height=60.0, lines=(set_line("开业大吉", 10, 20, 18, "black"),),
                 fills=(Fill(Box(0, 0, 100, 60), Colour("y", 0, 0.2, 0.8, 0), "ad"),))  # fmt: skip
    (folder / "ad.pdf").write_bytes(render.press_pdf([inner], faces, press, {}, info))
    here = Place("issue.yaml", 9, 15)
    box = Box(180, 30, 100, 60)
    ad = Placed(box, box, Ad("ad.pdf", folder / "ad.pdf", (100, 60), here), "foot")
    adopted, _ = render.ad(ad)
    assert adopted
    rows = tuple(tuple((x * y + x) % 3 == 0 for x in range(21)) for y in range(21))
    red = Colour("red", 0, 1, 0.9, 0, "PANTONE 186 C")
    tint = Colour("t", 0, 0, 0, 0.1)
    one = page(
        fills=(Fill(Box(-10, 370, 320, 40), red, "b"), Fill(Box(20, 120, 260, 40), tint, "b")),
        pictures=pictures,
        matrices=(Matrix(Box(20, 30, 50, 50), rows, "x", "code"),),
        lines=(
            set_line("莘庄镇召开明年务虚会", 20, 335, 24, "black"),
            set_line("务虚会上，镇三套班子围绕工作思路展开讨论。", 20, 305, 11),
            set_line("链接　看看社区治理如何展翅高飞", 25, 135, 14, "hei"),
            set_line("摄影　张莉", 20, 168, 8, "kai"),
            set_line("莘庄", 90, 378, 26, "brush", Colour("w", 0, 0, 0, 0)),
        ),
        ads=(ad,),
        drawings=(Drawing(Box(90, 30, 60, 60), Art((10, 10), (figure,)), "logo", here),),
    )  # fmt: skip
    return one, images, {ad: adopted}


@pytest.mark.parametrize("kind", ["PDF/X-1a:2001", "PDF/X-4", "spots", "marks", "spreads"])
def test_three_viewers_see_the_same(
    kind: str, filled: tuple[Page, dict[Picture, render.Encoded], dict[Placed, render.Adopted]],
    faces: Faces, press: PressProfile, info: render.Info, set_line: Callable[..., SetLine],
    tool: Tool, tmp_path: Path,
) -> None:  # fmt: skip
    one, images, ads = filled
    words = [set_line("莘庄社区报 · 第1版", 0, 0, 7).line]
    if kind == "marks":
        pdf = render.marked_pdf([one], words, faces, press, images, info, ads=ads)
    elif kind == "spreads":
        two = [one, replace(one, number=2)]
        pdf = render.spreads_pdf(two, words, faces, press, images, info, ads=ads)
    else:
        sheet = replace(press, plates=("PANTONE 186 C",)) if kind == "spots" else press
        sheet = replace(sheet, standard="PDF/X-4") if kind == "PDF/X-4" else sheet
        pdf = render.press_pdf([one], faces, sheet, images, info, ads=ads)
    (tmp_path / "check.pdf").write_bytes(pdf)
    assert "No syntax or stream encoding errors found" in tool(
        "qpdf", "--check", tmp_path / "check.pdf"
    )
    found = alike(pdf, tool, tmp_path / "seen")
    assert found > ALIKE


def test_a_fault_that_one_viewer_forgives_shows(
    filled: tuple[Page, dict[Picture, render.Encoded], dict[Placed, render.Adopted]],
    faces: Faces, press: PressProfile, info: render.Info, tool: Tool, tmp_path: Path,
) -> None:  # fmt: skip
    """A CMYK JPEG whose Decode is lost is a negative: the measure must see even one such photo."""
    one, images, ads = filled
    pdf = render.press_pdf([one], faces, press, images, info, ads=ads)
    with pikepdf.open(BytesIO(pdf)) as opened:
        for image in opened.pages[0].Resources.XObject.values():
            if image.get("/ColorSpace") == "/DeviceCMYK":
                del image.Decode
        spoilt = BytesIO()
        opened.save(spoilt)
    folders = tmp_path / "good", tmp_path / "spoilt"
    for folder in folders:
        folder.mkdir()
    good = looks(pdf, tool, folders[0])["poppler"][0]
    bad = looks(spoilt.getvalue(), tool, folders[1])["poppler"][0]
    assert similarity(good, bad) < ALIKE
    assert similarity(good, good) == pytest.approx(1)
    assert ImageStat.Stat(ImageChops.difference(good, bad)).mean[0] > 1
