"""The press PDF, read back by other programs: is it the standard's, and is it what was set?"""

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import segno
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps, ImageStat

from xzpress import render
from xzpress.design import Box, Colour, PressProfile
from xzpress.face import Faces
from xzpress.page import Fill, Matrix, Page, Picture, SetLine
from xzpress.units import MM

Set = Callable[..., SetLine]
Tool = Callable[..., str]
Bare = Callable[..., Page]
Write = Callable[..., bytes]

CYAN = Colour("cyan", 1, 0, 0, 0)
WHITE = Colour("white", 0, 0, 0, 0)
RED = Colour("red", 0, 1, 1, 0)
BODY = "莘庄镇召开2019年工作思路务虚会——“老小区”最难停车，怎么解？（一期）"


@pytest.fixture(scope="module")
def write(faces: Faces, press: PressProfile, info: render.Info, page: Bare) -> Write:
    """Writes one page that has nothing on it but what is said."""

    def written(images: dict[Picture, render.Encoded] | None = None, **parts: object) -> bytes:
        return render.press_pdf([page(**parts)], faces, press, images or {}, info)

    return written


@pytest.fixture(scope="module")
def opened(sample: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(sample)) as pdf:
        yield pdf


# --- the standard


def test_file_is_pdf_13_with_a_classic_table(sample: bytes, opened: pikepdf.Pdf) -> None:
    assert sample.startswith(b"%PDF-1.3\n")
    start = int(sample.split(b"startxref")[1].split()[0])
    assert sample[start : start + 5] == b"xref\n"
    assert "/Version" not in opened.Root
    assert sorted(opened.Root.keys()) == ["/OutputIntents", "/Pages", "/Type"]


def test_info_names_the_standard_and_the_issues_day(opened: pikepdf.Pdf) -> None:
    said = {str(key): str(value) for key, value in opened.trailer.Info.items()}
    assert said == {
        "/Title": "莘庄社区报（第一版）",
        "/Author": "莘庄镇",
        "/Creator": "xzpress 0",
        "/Producer": "xzpress 0",
        "/CreationDate": "D:20181130120000+00'00'",
        "/ModDate": "D:20181130120000+00'00'",
        "/Trapped": "/False",
        "/GTS_PDFXVersion": "PDF/X-1:2001",
        "/GTS_PDFXConformance": "PDF/X-1a:2001",
    }
    assert isinstance(opened.trailer.Info.Trapped, pikepdf.Name)


def test_output_intent_carries_the_printers_profile(
    opened: pikepdf.Pdf, press: PressProfile
) -> None:
    (intent,) = opened.Root.OutputIntents
    assert intent.S == "/GTS_PDFX"
    assert str(intent.OutputConditionIdentifier) == press.condition
    assert str(intent.Info) == press.condition_info
    assert intent.DestOutputProfile.N == 4
    assert intent.DestOutputProfile.read_bytes() == press.profile.read_bytes()


def test_boxes_nest_with_3_mm_of_bleed(opened: pikepdf.Pdf) -> None:
    (leaf,) = opened.pages
    media, bleed, trim = (
        [float(value) for value in leaf.obj[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox")
    )
    assert media == bleed == pytest.approx([0, 0, 317.00787, 417.00787], abs=1e-4)
    assert trim == pytest.approx([8.50394, 8.50394, 308.50394, 408.50394], abs=1e-4)
    assert not {"/CropBox", "/ArtBox", "/Rotate", "/Group", "/Annots"} & set(leaf.obj.keys())


def test_every_stream_is_flate_or_dct(opened: pikepdf.Pdf) -> None:
    streams = [thing for thing in opened.objects if isinstance(thing, pikepdf.Stream)]
    assert len(streams) >= 8
    assert {str(stream.Filter) for stream in streams} == {"/FlateDecode", "/DCTDecode"}


def test_nothing_is_transparent_or_in_rgb(sample: bytes) -> None:
    with pikepdf.open(BytesIO(sample)) as pdf:
        told = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(pdf.pages[0]))
        words = b" ".join(thing.unparse(resolved=True) for thing in pdf.objects
                          if isinstance(thing, pikepdf.Dictionary))  # fmt: skip
    for key in (
        b"/SMask",
        b"/ca",
        b"/CA",
        b"/BM",
        b"/DeviceRGB",
        b"/ICCBased",
        b"/CalRGB",
        b"/Lab",
    ):
        assert not re.search(key + rb"\b", words)
    assert not re.search(rb"\b(rg|RG|cs|CS|sc|SC|scn|SCN|sh|BI|g|G)\b", told)


def test_every_font_is_an_embedded_subset(opened: pikepdf.Pdf) -> None:
    fonts = list(opened.pages[0].Resources.Font.values())
    assert len(fonts) == 3
    for font in fonts:
        (below,) = font.DescendantFonts
        descriptor = below.FontDescriptor
        assert re.fullmatch(r"/[A-Z]{6}\+\w+-\w+", str(font.BaseFont))
        assert font.BaseFont == below.BaseFont == descriptor.FontName
        assert (font.Subtype, font.Encoding) == ("/Type0", "/Identity-H")
        assert below.Subtype == "/CIDFontType2"
        assert len(descriptor.FontFile2.read_bytes()) == descriptor.FontFile2.Length1
    assert b"Helvetica" not in b"".join(map(bytes, (str(f).encode() for f in fonts)))


def test_checkers_say_nothing(sample: bytes, tool: Tool, tmp_path: Path) -> None:
    path = tmp_path / "press.pdf"
    path.write_bytes(sample)
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", path)
    assert tool("pdftotext", path, tmp_path / "text") == ""
    assert tool("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", path) == ""
    assert "PDF/X-1:2001" in tool("pdfinfo", path)


def test_id_is_made_from_the_content(write: Write, set_line: Set) -> None:
    ids = []
    for text in ("莘庄", "莘莊"):
        with pikepdf.open(BytesIO(write(lines=(set_line(text, 20, 300),)))) as pdf:
            first, second = pdf.trailer.ID
            assert bytes(first) == bytes(second)
            ids.append(bytes(first))
    assert ids[0] != ids[1]


def test_two_processes_write_the_same_bytes(sample: bytes) -> None:
    script = Path(__file__).with_name("conftest.py")
    for seed, zone, comments in (("1", "Asia/Shanghai", "1"), ("2", "America/Lima", "0")):
        odd = {"PYTHONHASHSEED": seed, "TZ": zone, "RL_pdfComments": comments, "LC_ALL": "C"}
        odd["RL_pdfMultiLine"] = comments
        done = subprocess.run(
            [sys.executable, script], env=os.environ | odd, capture_output=True, check=True
        )
        assert done.stdout == sample


# --- type


def test_text_comes_back(write: Write, set_line: Set, tool: Tool, tmp_path: Path) -> None:
    lines = (
        set_line(BODY, 20, 300, 7, gap=0.15),
        set_line(("莘庄", "——", "XIN ZHUANG", "2018"), 20, 280),
        set_line("𠮷野家", 20, 260),
    )
    path = tmp_path / "text.pdf"
    path.write_bytes(write(lines=lines))
    read = tool("pdftotext", "-raw", "-enc", "UTF-8", path, "-")
    assert re.sub(r"\s", "", read) == f"{BODY}莘庄——XINZHUANG2018𠮷野家"
    with pypdfium2.PdfDocument(path) as pdf:
        got = re.sub(r"\s", "", pdf[0].get_textpage().get_text_range())
    assert got == f"{BODY}莘庄——XINZHUANG2018𠮷野家"


def test_a_glyph_of_several_texts_keeps_each(
    write: Write, set_line: Set, tool: Tool, tmp_path: Path, faces: Faces
) -> None:
    text = "一·二・三•四～五〜"
    line = set_line(text, 20, 300, face="hei")
    shapes = {shape.text: shape.glyphs for shape in line.line.runs[0].shapes}
    assert shapes["·"] == shapes["・"] == shapes["•"]  # the reason for this test
    path = tmp_path / "text.pdf"
    path.write_bytes(write(lines=(line,)))
    assert tool("pdftotext", "-raw", "-enc", "UTF-8", path, "-").strip() == text
    assert "No syntax" in tool("qpdf", "--check", path)
    plain = write(lines=(set_line("一·二·三·四～五～", 20, 300, face="hei"),))
    assert ImageChops.difference(drawn(path.read_bytes(), 4), drawn(plain, 4)).getbbox() is None


def test_several_glyphs_of_one_text_read_as_it(
    write: Write, set_line: Set, tool: Tool, tmp_path: Path
) -> None:
    accented = set_line(("x\u030c",), 20, 300)
    (shape,) = accented.line.runs[0].shapes
    assert (len(shape.glyphs), shape.clusters) == (2, (0, 0))
    # No face of ours draws one character without accents in two pieces, so this one is made up.
    pieces = set_line("艹辛", 20, 280)
    run = pieces.line.runs[0]
    glyphs = tuple(glyph for shape in run.shapes for glyph in shape.glyphs)
    whole = replace(run.shapes[0], text="莘", glyphs=glyphs, xs=(0, 0.1), ys=(0.3, 0), clusters=())
    line = replace(pieces.line, runs=(replace(run, shapes=(whole,), xs=(0.0,)),))
    path = tmp_path / "text.pdf"
    path.write_bytes(write(lines=(accented, replace(pieces, line=line))))
    read = tool("pdftotext", "-raw", "-enc", "UTF-8", path, "-")
    assert "".join(read.split()) == "x\u030c莘\u200b"
    with pikepdf.open(path) as pdf:
        assert b"<>" not in pdf.pages[0].Resources.Font["/F1"].ToUnicode.read_bytes()
    edge = 8.503937
    first, second = origins(path.read_bytes())[2:]
    assert first == pytest.approx((20 + edge, 280 + 0.3 * 9 + edge), abs=0.01)
    assert second == pytest.approx((20 + 0.1 * 9 + edge, 280 + edge), abs=0.01)


@pytest.mark.parametrize("size", [7.5, 9.0, 42.0])
def test_each_character_stands_where_it_was_set(write: Write, set_line: Set, size: float) -> None:
    texts = tuple(BODY[: int(250 / size)])
    line = set_line(texts, 21.237, 300.123, size, gap=0.0371)
    wanted = [(8.503937 + line.x + x, 8.503937 + line.y) for x in line.line.runs[0].xs]
    for got, want in zip(origins(write(lines=(line,))), wanted, strict=True):
        assert got == pytest.approx(want, abs=0.01)


@pytest.mark.parametrize("face", ["song", "black", "hei", "kai", "brush"])
def test_the_glyphs_drawn_are_those_of_the_font(
    write: Write, set_line: Set, faces: Faces, face: str
) -> None:
    """Text may come back perfectly while other glyphs are drawn, so look at the drawing."""
    text, scale, size, bleed = "莘庄国R8", 4, 50.0, 3 * MM
    line = set_line(text, 20 - bleed, 300 - bleed, size, face)
    pdf = write(lines=(line,), width=300 - 2 * bleed, height=400 - 2 * bleed)  # whole pixels
    seen = ImageOps.autocontrast(drawn(pdf, scale))
    font = ImageFont.truetype(faces.face(face).path, int(size * scale))

    def alone(characters: str) -> Image.Image:
        image = Image.new("L", seen.size, 255)
        for x, character in zip(line.line.runs[0].xs, characters, strict=True):
            at = ((20 + x) * scale, seen.height - 300 * scale)
            ImageDraw.Draw(image).text(at, character, 0, font, anchor="ls")
        return image

    def apart(characters: str) -> float:
        """How much of the ink stands elsewhere: 0 none, 2 all of it."""
        ink = 255 - ImageStat.Stat(seen).mean[0]
        return ImageStat.Stat(ImageChops.difference(seen, alone(characters))).mean[0] / ink

    assert apart(text) < 0.1
    assert apart("莘庄囯R8") > 0.12  # one dot fewer, in one character of five
    assert apart("庄莘国8R") > 0.6


# --- ink


def test_overprint_is_said_in_full(opened: pikepdf.Pdf) -> None:
    """Some readers heed OP alone, some op, and without OPM 1 the inks below are lost."""
    states = opened.pages[0].Resources.ExtGState
    said = {str(key): [state["/OP"], state["/op"], state["/OPM"]] for key, state in states.items()}
    assert said == {"/Over": [True, True, 1], "/Knock": [False, False, 0]}


def test_black_overprints_and_colour_knocks_out(
    write: Write, set_line: Set, tool: Tool, tmp_path: Path
) -> None:
    block = "█"  # a full block: ink in all its em
    colours = (Colour("black", 0, 0, 0, 1), WHITE, RED, Colour("grey", 0, 0, 0, 0.5))
    lines = [set_line(block, 30 + 60 * i, 300, 40, "song", c) for i, c in enumerate(colours)]
    ground = Fill(Box(0, 250, 300, 150), CYAN, "ground")
    plates = separated(write(fills=(ground,), lines=tuple(lines)), tool, tmp_path)

    def inks(index: int) -> tuple[int, ...]:
        at = (round(30 + 60 * index + 20 + 8.5), round(417 - 300 - 8.5 - 12))
        return tuple(255 - int(plates[name].getpixel(at)) for name in plates)

    assert inks(0) == (255, 0, 0, 255)
    assert inks(1) == (0, 0, 0, 0)
    assert inks(2) == (0, 255, 255, 0)
    assert inks(3) == pytest.approx((0, 0, 0, 128), abs=1)


def test_photo_reaches_the_plates_as_it_was_encoded(
    write: Write, picture: Callable[..., Picture], press: PressProfile, tool: Tool, tmp_path: Path
) -> None:
    """A CMYK JPEG stands inverted in the file; a wrong Decode would print its negative."""
    wanted = (20, 100, 180, 51)
    path = tmp_path / "flat.tif"
    Image.new("CMYK", (300, 300), wanted).save(path)
    grey = tmp_path / "grey.png"
    Image.new("L", (300, 300), 64).save(grey)
    pictures = (picture(path), picture(grey, at=(150, 200)))
    images = {each: render.photo(each, press)[0] for each in pictures}
    plates = separated(write(images, pictures=pictures), tool, tmp_path)
    at = (30 + 50 + 8, 417 - 200 - 50 - 8)
    assert [255 - p.getpixel(at) for p in plates.values()] == pytest.approx(wanted, abs=3)
    at = (150 + 50 + 8, 417 - 200 - 50 - 8)
    *colour, black = (255 - p.getpixel(at) for p in plates.values())
    assert colour == [0, 0, 0]
    assert 150 < black < 250


def test_code_is_read_from_the_page_and_is_black_alone(
    write: Write, tool: Tool, tmp_path: Path
) -> None:
    url = "https://example.org/xinzhuang/2018-11-30"
    rows = tuple(tuple(map(bool, row)) for row in segno.make(url, micro=False).matrix)
    pdf = write(matrices=(Matrix(Box(100, 200, 56.7, 56.7), rows, url, "code"),))
    seen = drawn(pdf, 2)
    assert [code.text for code in zxingcpp.read_barcodes(seen)] == [url]
    plates = separated(pdf, tool, tmp_path)
    assert [plate.getextrema()[0] for plate in plates.values()] == [255, 255, 255, 0]


def test_a_codes_first_row_is_its_top(write: Write) -> None:
    rows = ((True, False), (False, False))
    seen = drawn(write(matrices=(Matrix(Box(100, 200, 40, 40), rows, "", "code"),)), 1)
    left, bottom = 100 + 8, seen.height - 200 - 8
    assert seen.getpixel((left + 10, bottom - 30)) < 60
    assert seen.getpixel((left + 30, bottom - 30)) == seen.getpixel((left + 10, bottom - 10)) == 255


def test_no_seam_opens_between_modules(write: Write) -> None:
    rows = ((True,) * 29,) * 29
    seen = drawn(write(matrices=(Matrix(Box(100.3, 200.7, 57.1, 57.1), rows, "", "code"),)), 1.37)
    dark = seen.crop((152, seen.height - 352, 220, seen.height - 290))
    assert dark.getextrema()[1] - dark.getextrema()[0] <= 2


def test_each_picture_is_kept_once_and_a_lost_one_is_refused(
    write: Write, picture: Callable[..., Picture], photos: Path, press: PressProfile
) -> None:
    one = picture(photos / "mural-wall.jpg", 60, 40)
    encoded, _ = render.photo(one, press)
    assert encoded
    pdf = write({one: encoded}, pictures=(one, one))
    assert pdf.count(b"/DCTDecode") == 1
    with pytest.raises(KeyError):
        write({}, pictures=(one,))


# --- looking at pages


def drawn(pdf: bytes, scale: float) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=scale).to_pil().convert("L")


def origins(pdf: bytes) -> list[tuple[float, float]]:
    """Where pdfium's pen stands for each character, but for those it makes up itself."""
    raw = pypdfium2.raw
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        x, y = ctypes.c_double(), ctypes.c_double()
        for index in range(text.count_chars()):
            if raw.FPDFText_IsGenerated(text, index):
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            found.append((x.value, y.value))
    return found


def separated(pdf: bytes, tool: Tool, folder: Path) -> dict[str, Image.Image]:
    """The plates at 72 ppi by Ghostscript: 255 is bare, 0 full ink."""
    path = folder / "plates.pdf"
    path.write_bytes(pdf)
    quiet = ("-q", "-dNOPAUSE", "-dBATCH", "-r72")
    tool("gs", *quiet, "-sDEVICE=tiffsep", f"-sOutputFile={folder / 'plate.tif'}", path)
    names = ("Cyan", "Magenta", "Yellow", "Black")
    plates = {name: next(folder.glob(f"plate*({name}).tif")) for name in names}
    assert len(list(folder.glob("plate*(*).tif"))) == 4
    return {name: Image.open(path).convert("L") for name, path in plates.items()}
