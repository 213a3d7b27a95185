"""The proof: the page as the press gets it, with white round it and the trouble marked."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from xzpress import render
from xzpress.design import Box, Colour, PressProfile
from xzpress.face import Faces
from xzpress.page import Fill, Page, Picture, ProofSheet, SetLine

MAGENTA = Colour("magenta", 0, 1, 0, 0)
MARGIN = 36.0


@pytest.fixture(scope="module")
def sheet(page: Callable[..., Page], set_line: Callable[..., SetLine]) -> ProofSheet:
    bar = Fill(Box(-20, 380, 340, 40), Colour("cyan", 1, 0, 0, 0), "furniture")
    made = page(fills=(bar,), lines=(set_line("莘庄镇", 20, 300),))
    stamp = set_line("校样", 10, 410, 12, "hei", MAGENTA)
    return ProofSheet(made, MARGIN, (Box(15, 290, 60, 20),), (stamp,))


@pytest.fixture(scope="module")
def proof(sheet: ProofSheet, faces: Faces, press: PressProfile, info: render.Info) -> bytes:
    return render.proof_pdf([sheet], faces, press, {}, info)


def pixels(proof: bytes, ppi: int = 72) -> Image.Image:
    return Image.open(BytesIO(render.proof_picture(proof, ppi))).convert("RGB")


def test_paper_is_larger_by_the_margin(proof: bytes) -> None:
    with pikepdf.open(BytesIO(proof)) as pdf:
        (leaf,) = pdf.pages
        assert [float(v) for v in leaf.MediaBox] == [0, 0, 372, 472]
        assert [float(v) for v in leaf.TrimBox] == [36, 36, 336, 436]
        assert "/GTS_PDFXVersion" not in pdf.trailer.Info
        assert "/OutputIntents" not in pdf.Root


def test_outlines_are_magenta_and_ink_ends_at_the_bleed(proof: bytes) -> None:
    image = pixels(proof)
    close = pixels(proof, 288)  # 4 pixels a pt: the middle of a line of 1 pt is its full colour
    red, green, blue = close.getpixel((4 * (36 + 15 + 30), 4 * (472 - 36 - 290)))
    assert red > 200 > 100 > green < blue
    bar = 472 - 36 - 390
    assert image.getpixel((36 - 12, bar)) == (255, 255, 255)
    assert image.getpixel((36 - 4, bar)) != (255, 255, 255)


def test_page_and_labels_are_text(proof: bytes, tool: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "proof.pdf"
    path.write_bytes(proof)
    assert tool("pdftotext", "-enc", "UTF-8", path, "-").split() == ["校样", "莘庄镇"]
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", path)


def test_a_lost_photo_is_a_crossed_frame(
    sheet: ProofSheet,
    faces: Faces,
    press: PressProfile,
    info: render.Info,
    page: Callable[..., Page],
    picture: Callable[..., Picture],
) -> None:
    lost = picture(Path("lost.jpg"), 100, 80, at=(30, 200))
    bare = ProofSheet(page(pictures=(lost,)), MARGIN, (), ())
    image = pixels(render.proof_pdf([bare], faces, press, {}, info))
    marked = ImageChops.invert(image.convert("L")).getbbox()
    assert marked == pytest.approx((65, 155, 167, 237), abs=2)
    middle = image.getpixel((36 + 30 + 50, 472 - 36 - 240))
    assert middle != (255, 255, 255)


def test_picture_is_a_png_of_the_page_asked_for(
    sheet: ProofSheet, faces: Faces, press: PressProfile, info: render.Info
) -> None:
    other = ProofSheet(sheet.page, 10, (), ())
    pdf = render.proof_pdf([sheet, other], faces, press, {}, info)
    for page, margin in ((0, MARGIN), (1, 10)):
        image = Image.open(BytesIO(render.proof_picture(pdf, 144, page)))
        assert image.format == "PNG"
        assert image.size == ((300 + 2 * margin) * 2, (400 + 2 * margin) * 2)
