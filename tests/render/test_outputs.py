"""Files besides the press PDF: marks, spreads, single pages, light proofs, plates and ink."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from xzpress import render
from xzpress.design import Box, Colour, PressProfile
from xzpress.face import Faces
from xzpress.galley import Line
from xzpress.page import Fill, Page, Picture, ProofSheet, SetLine
from xzpress.render.imposition import order
from xzpress.units import MM

Set = Callable[..., SetLine]
Tool = Callable[..., str]
CYAN = Colour("cyan", 1, 0, 0, 0)
ROUND = 3 * MM + 14 * MM
INKS = ("Cyan", "Magenta", "Yellow", "Black")


@pytest.fixture(scope="module")
def pages(page: Callable[..., Page], set_line: Set) -> Callable[[int], list[Page]]:
    """Pages that say their number, each with a bar through its whole bleed."""
    bar = Fill(Box(-20, 380, 340, 40), CYAN, "furniture")

    def made(count: int) -> list[Page]:
        return [
            page(number=n, fills=(bar,), lines=(set_line(f"第{n}版", 130, 300),))
            for n in range(1, count + 1)
        ]

    return made


def line(set_line: Set, text: str) -> Line:
    return set_line(text, 0, 0, 7).line


def boxes(leaf: pikepdf.Page) -> list[list[float]]:
    return [[float(v) for v in leaf[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox")]


def plates_of(pdf: bytes, tool: Tool, folder: Path, ppi: int = 72) -> list[tuple[str, bytes]]:
    folder.mkdir()
    (folder / "in.pdf").write_bytes(pdf)
    quiet = ("-q", "-dNOPAUSE", "-dBATCH", f"-r{ppi}", "-dLastPage=1", "-sDEVICE=tiffsep")
    assert tool("gs", *quiet, f"-sOutputFile={folder / 'p.tif'}", folder / "in.pdf") == ""
    found = sorted(folder.glob("p*(*).tif"))
    return [(each.name.split("(")[1][:-5], each.read_bytes()) for each in found]


def inked(plates: Sequence[tuple[str, bytes]]) -> dict[str, Image.Image]:
    """Plates as the desk sees them: black where they print."""
    pictures = render.plate_pictures(plates, 72)
    return {ink: Image.open(BytesIO(data)) for ink, data in pictures}


def check(pdf: bytes, tool: Tool, path: Path) -> None:
    path.write_bytes(pdf)
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", path)
    assert tool("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", path) == ""
    assert tool("pdftoppm", "-r", "20", path, path.with_suffix("")) == ""


# --- marks


@pytest.fixture(scope="module")
def marked(
    pages: Callable[[int], list[Page]], faces: Faces, press: PressProfile, info: render.Info,
    set_line: Set,
) -> bytes:  # fmt: skip
    words = [line(set_line, f"莘庄社区报 · 第47期 · 第{n}版 · 内容 3f2a") for n in (1, 2)]
    return render.marked_pdf(pages(2), words, faces, press, {}, info)


def test_marks_stand_outside_the_bleed_on_every_plate(
    marked: bytes, tool: Tool, tmp_path: Path
) -> None:
    plates = inked(plates_of(marked, tool, tmp_path / "p", 144))
    scale, height = 2, plates["Black"].height
    bleed = (ROUND - 3 * MM, 300 + ROUND + 3 * MM, 400 + ROUND + 3 * MM)

    def ink(plate: Image.Image, left: float, bottom: float, width: float, high: float) -> bool:
        """Whether anything prints in a box, pt from the paper's lower left corner."""
        box = (left, height / scale - bottom - high, left + width, height / scale - bottom)
        part = plate.crop(tuple(round(edge * scale) for edge in box))  # type: ignore[arg-type]
        return part.getextrema()[0] < 128  # type: ignore[operator]

    for name, plate in plates.items():
        for x in (ROUND, 300 + ROUND):
            for y in (bleed[0] - 12, bleed[2] + 6):
                assert ink(plate, x - 2, y, 4, 6), (name, x, y)
        for y in (ROUND, 400 + ROUND):
            for x in (bleed[0] - 12, bleed[1] + 6):
                assert ink(plate, x, y - 2, 6, 4), (name, x, y)
        assert not ink(plate, bleed[0] - 2, ROUND - 3 * MM, 1.5, 400 + 6 * MM), name
        assert not ink(plate, bleed[1] + 0.5, ROUND - 3 * MM, 1.5, 400 + 6 * MM), name
    inside = (bleed[0] + 1, 40, 280, 200)
    assert not any(ink(plate, *inside) for plate in plates.values())


def test_the_bar_has_a_patch_a_plate(marked: bytes, tool: Tool, tmp_path: Path) -> None:
    plates = inked(plates_of(marked, tool, tmp_path / "p"))
    y = plates["Black"].height - round(ROUND - 3 * MM - 6 * MM)
    for count, ink in enumerate(INKS):
        x = round(ROUND + 10 * MM + (count + 0.5) * 5 * MM)
        assert [plates[name].getpixel((x, y)) == 0 for name in INKS] == [
            name == ink for name in INKS
        ]
        edges = [plates[ink].getpixel((x + d, y + e)) for d in (-4, 4) for e in (-4, 4)]
        assert edges == [0, 0, 0, 0]  # at least 3 mm wide and high


def test_slugs_are_text_and_files_sound(marked: bytes, tool: Tool, tmp_path: Path) -> None:
    check(marked, tool, tmp_path / "marked.pdf")
    said = tool("pdftotext", "-enc", "UTF-8", "-layout", tmp_path / "marked.pdf", "-")
    assert "第47期" in said
    assert "第2版" in said
    with pikepdf.open(BytesIO(marked)) as opened:
        media, bleed, trim = boxes(opened.pages[0])
        assert trim == pytest.approx([ROUND, ROUND, 300 + ROUND, 400 + ROUND], abs=1e-4)
        assert bleed == pytest.approx([14 * MM, 14 * MM, 300 + 20 * MM, 400 + 20 * MM], abs=1e-4)
        assert media == pytest.approx([0, 0, 300 + 2 * ROUND, 400 + 2 * ROUND], abs=1e-4)
        assert str(opened.trailer.Info.GTS_PDFXVersion) == "PDF/X-1:2001"


def test_only_the_marks_that_the_printer_asks_for(
    pages: Callable[[int], list[Page]], faces: Faces, press: PressProfile, info: render.Info,
    set_line: Set, tool: Tool, tmp_path: Path,
) -> None:  # fmt: skip
    sheet = replace(press, asked_marks=("crop",))
    pdf = render.marked_pdf(pages(1), [line(set_line, "无")], faces, sheet, {}, info)
    (tmp_path / "one.pdf").write_bytes(pdf)
    assert tool("pdftotext", tmp_path / "one.pdf", "-").split() == ["第1版"]
    plates = inked(plates_of(pdf, tool, tmp_path / "p"))
    x, y = round(ROUND + 12 * MM), plates["Black"].height - round(ROUND - 9 * MM)
    assert [plate.getpixel((x, y)) for plate in plates.values()] == [255] * 4


def test_marks_reach_the_plates_of_special_inks(
    page: Callable[..., Page], faces: Faces, press: PressProfile, info: render.Info,
    set_line: Set, tool: Tool, tmp_path: Path,
) -> None:  # fmt: skip
    red = Colour("red", 0, 1, 0.8, 0, "PANTONE 186 C")
    one = page(fills=(Fill(Box(50, 50, 100, 100), red, "b"),))
    sheet = replace(press, plates=("PANTONE 186 C", "专金"))
    pdf = render.marked_pdf([one], [line(set_line, "版")], faces, sheet, {}, info)
    plates = inked(plates_of(pdf, tool, tmp_path / "p", 144))
    assert len(plates) == 6
    corner = (0, 0, round(2 * (ROUND - 4 * MM)), round(2 * (ROUND + 2)))
    assert {plate.crop(corner).getextrema()[0] < 128 for plate in plates.values()} == {True}


# --- pages and spreads


def test_single_pages_are_press_pdfs_of_their_own(
    pages: Callable[[int], list[Page]], faces: Faces, press: PressProfile, info: render.Info,
    tool: Tool, tmp_path: Path,
) -> None:  # fmt: skip
    files = render.page_pdfs(pages(3), faces, press, {}, info)
    for number, pdf in enumerate(files, 1):
        path = tmp_path / f"{number}.pdf"
        check(pdf, tool, path)
        assert tool("pdftotext", "-enc", "UTF-8", path, "-").split() == [f"第{number}版"]
    assert files[0] == render.press_pdf(pages(1), faces, press, {}, info)


SECTIONS = {
    2: ((2, 1),),
    4: ((4, 1), (2, 3)),
    8: ((8, 1), (2, 7), (6, 3), (4, 5)),
    12: ((12, 1), (2, 11), (10, 3), (4, 9), (8, 5), (6, 7)),
    16: ((16, 1), (2, 15), (14, 3), (4, 13), (12, 5), (6, 11), (10, 7), (8, 9)),
}


@pytest.mark.parametrize("count", SECTIONS)
def test_spreads_lie_as_the_press_prints_them(
    count: int, pages: Callable[[int], list[Page]], faces: Faces, press: PressProfile,
    info: render.Info, tool: Tool, tmp_path: Path,
) -> None:  # fmt: skip
    assert order(count) == SECTIONS[count]
    pdf = render.spreads_pdf(pages(count), [], faces, press, {}, info)
    path = tmp_path / "spreads.pdf"
    check(pdf, tool, path)
    for number, pair in enumerate(SECTIONS[count], 1):
        for side, expected in enumerate(pair):
            half = ("-x", str(side * 308), "-y", "0", "-W", "308", "-H", "420")
            only = ("-f", str(number), "-l", str(number), "-r", "72")
            said = tool("pdftotext", "-enc", "UTF-8", *only, *half, path, "-")
            assert said.split() == [f"第{expected}版"]


def test_odd_sections_have_no_spreads(
    pages: Callable[[int], list[Page]], faces: Faces, press: PressProfile, info: render.Info
) -> None:
    with pytest.raises(ValueError, match="3"):
        render.spreads_pdf(pages(3), [], faces, press, {}, info)


def test_spreads_stand_in_the_middle_of_the_web(
    pages: Callable[[int], list[Page]], faces: Faces, press: PressProfile, info: render.Info,
    tool: Tool, tmp_path: Path,
) -> None:  # fmt: skip
    sheet = replace(press, web_width=660.0, cut_off=430.0, fold_gap=20.0)
    pdf = render.spreads_pdf(pages(2), [], faces, sheet, {}, info)
    with pikepdf.open(BytesIO(pdf)) as opened:
        media, bleed, trim = boxes(opened.pages[0])
    assert media == [0, 0, 660, 430]
    assert trim == [20, 15, 640, 415]
    assert bleed == pytest.approx([20 - 3 * MM, 15 - 3 * MM, 640 + 3 * MM, 415 + 3 * MM], abs=1e-4)
    cyan = inked(plates_of(pdf, tool, tmp_path / "p"))["Cyan"]
    row = [cyan.getpixel((x, 430 - 15 - 390)) for x in range(660)]
    bare = [x for x, value in enumerate(row) if value == 255]
    # Ink runs 3 mm over the trims at the sides and at the fold, where the gap has room for it.
    assert (min(bare), max(bare)) == (0, 659)
    assert row[13] == row[20 + 300 + 7] == row[20 + 300 + 20 - 7] == 0
    assert row[20 + 300 + 10] == row[10] == 255


# --- proofs


def test_light_proofs(
    pages: Callable[[int], list[Page]], faces: Faces, press: PressProfile, info: render.Info,
    page: Callable[..., Page], picture: Callable[..., Picture], photos: Path, set_line: Set,
    tool: Tool, tmp_path: Path,
) -> None:  # fmt: skip
    one = picture(photos / "mural-wall.jpg", 200, 150, at=(50, 100))
    encoded, _ = render.photo(one, press)
    assert encoded
    bar = Fill(Box(0, 340, 300, 40), Colour("red", 0, 1, 0.9, 0), "b")
    sheet = ProofSheet(page(pictures=(one,), fills=(bar,), lines=(set_line("莘庄", 20, 300),)),
                       36, (Box(10, 290, 60, 20),), ())  # fmt: skip
    seen = {}
    for screen in (True, False):
        pdf = render.light_proof_pdf([sheet], faces, press, {one: encoded}, info, screen=screen)
        check(pdf, tool, tmp_path / f"{screen}.pdf")
        with pikepdf.open(BytesIO(pdf)) as opened:
            (image,) = opened.pages[0].Resources.XObject.values()
            drawn = opened.pages[0].Contents.read_bytes()
            assert image.ColorSpace == ("/DeviceRGB" if screen else "/DeviceCMYK")
            assert (image.Width, image.Height) == (278, 208)  # 100 ppi
            assert (b" k " in drawn or b" K " in drawn) == (not screen)
        seen[screen] = Image.open(BytesIO(render.proof_picture(pdf, 72))).convert("RGB")
    whole = render.proof_pdf([sheet], faces, press, {one: encoded}, info)
    assert len(pdf) < 0.5 * len(whole)
    red = seen[True].getpixel((36 + 150, 472 - 36 - 360))
    assert red[0] > 150 > 90 > red[1]
    light = Image.open(BytesIO(render.proof_picture(pdf, 36))).convert("L")
    full = Image.open(BytesIO(render.proof_picture(whole, 36))).convert("L")
    assert max(ImageChops.difference(light, full).histogram()[96:]) == 0


# --- ink


def flat(level: int) -> bytes:
    """A plate as Ghostscript writes it: 255 is bare. In its middle a square of so much ink."""
    plate = Image.new("L", (200, 100), 255)
    plate.paste(255 - level, (120, 30, 140, 50))
    data = BytesIO()
    plate.save(data, "TIFF")
    return data.getvalue()


def test_heat_map_shows_the_heaviest_and_its_place() -> None:
    plates = [("Black", flat(255)), ("Cyan", flat(204)), ("Magenta", flat(153)), ("P", flat(51))]
    found = render.heat_map(plates, 72, Box(10, 20, 180, 70), 240)
    assert found.heaviest == 260
    assert found.at == pytest.approx((110 / MM, 20 / MM), abs=0.1)
    assert found.over == pytest.approx(400 / 20_000)
    picture = Image.open(BytesIO(found.picture))
    assert picture.getpixel((0, 0)) == (255, 255, 255)
    red, green, _ = picture.getpixel((130, 40))
    assert red > 150 > 60 > green
    under = render.heat_map(plates, 72, Box(10, 20, 180, 70), 300)
    assert under.over == 0
    assert Image.open(BytesIO(under.picture)).getpixel((130, 40))[1] > 150


def test_plates_of_one_picture_in_four_inks() -> None:
    """Poppler gives all four in one file."""
    data = BytesIO()
    Image.new("CMYK", (10, 10), (255, 0, 102, 51)).save(data, "TIFF")
    pictures = render.plate_pictures([("", data.getvalue())], 120)
    levels = {ink: Image.open(BytesIO(png)).getpixel((5, 5)) for ink, png in pictures}
    assert levels == {"Cyan": 0, "Magenta": 255, "Yellow": 153, "Black": 204}
