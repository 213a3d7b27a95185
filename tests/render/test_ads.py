"""Supplied PDFs on the page: drawn as in their own file, with nothing of it changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date as Date  # noqa: N812 - as in issue.py
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageChops

from xzpress import render
from xzpress.design import Box, PressProfile
from xzpress.diagnostic import Place
from xzpress.face import Faces
from xzpress.issue import Ad
from xzpress.page import Page, Picture, Placed, ProofSheet, SetLine

Write = Callable[[Path, Box], bytes]
BLEED = 8.0
TRIM = (20.0, 30.0, 180.0, 130.0)  # 160 × 100 pt, its corner not at the origin


def placed(path: Path, box: Box, room: Box | None = None) -> Placed:
    place = Place("issues/2018-11-30/issue.yaml", 12, 5)
    return Placed(box, room or box, Ad(path.name, path, (box.width, box.height), place), "bottom")


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """An ad of the kind that other programs write: every way to refer to things is in it.

    Two streams that part in the middle of an operator's operands, resources of the page tree, a
    form that draws with its page's resources, a name in GBK, a spot colour, a shared object, and a
    loop through /Parent.
    """
    pdf = Pdf.new()
    grows = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 0.8, 0], N=1)
    ink = Array([Name.Separation, Name("/PANTONE 186 C"), Name.DeviceCMYK, grows])
    spaces = pdf.make_indirect(Dictionary({"/Spot": pdf.make_indirect(ink)}))
    inner = Stream(pdf, b"/Spot cs 1 scn 20 20 40 30 re f")
    inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 100])
    resources = Dictionary(ColorSpace=spaces, XObject=Dictionary({"/Inner": inner}))
    page = pdf.add_blank_page(page_size=(200, 160)).obj
    page.TrimBox = Array(TRIM)
    first = Stream(pdf, b"q 1 0 0 1 20 30 cm 1 0 0 0 k 0 0 160 100 re f 0 0 1 0 k 100 50")
    second = Stream(pdf, b"40 30 re f /Inner Do /#CB#CE#CC#E5 gs 0 0 0 1 k 100 10 20 20 re f Q")
    page.Contents = Array([pdf.make_indirect(first), pdf.make_indirect(second)])
    resources.ExtGState = Dictionary({"/GBK": Dictionary(Type=Name.ExtGState, OP=False)})
    del page.Resources
    page.Parent.Resources = resources
    path = tmp_path / "odd.pdf"
    pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    # pikepdf has no names outside UTF-8, so the bytes are put in by hand.
    path.write_bytes(path.read_bytes().replace(b"/GBK", b"/#CB#CE#CC#E5"))
    with Pdf.open(path) as again:
        again.save(path.with_name("whole.pdf"))
    return path.with_name("whole.pdf")


@pytest.fixture
def own(
    faces: Faces, press: PressProfile, set_line: Callable[..., SetLine],
    picture: Callable[..., Picture], photos: Path, page: Callable[..., Page], tmp_path: Path,
) -> Path:  # fmt: skip
    """An ad with a photo and fonts: a press PDF of ours, bleed and all."""
    shown = picture(photos / "mural-wall.jpg", 100, 60, at=(30, 20))
    encoded, _ = render.photo(shown, press)
    assert encoded
    lines = (set_line("莘庄超市开业大吉", 10, 85, 12),)
    one = page(width=160.0, height=100.0, pictures=(shown,), lines=lines)
    info = render.Info("广告", "", "0", Date(2018, 11, 30))
    path = tmp_path / "own.pdf"
    sheet = replace(press, bleed=BLEED)
    path.write_bytes(render.press_pdf([one], faces, sheet, {shown: encoded}, info))
    return path


@pytest.fixture
def write(
    faces: Faces, press: PressProfile, info: render.Info, page: Callable[..., Page],
    set_line: Callable[..., SetLine],
) -> Write:  # fmt: skip
    """One page, 300 × 400 pt without bleed, with an ad and a line of our own."""

    def written(path: Path, box: Box) -> bytes:
        one = placed(path, box)
        adopted, told = render.ad(one)
        assert adopted, [each.message("en") for each in told]
        sheet = replace(press, bleed=0.0)
        filled = page(ads=(one,), lines=(set_line("莘庄", 20, 350),))
        return render.press_pdf([filled], faces, sheet, {}, info, ads={one: adopted})

    return written


def by_pdfium(pdf: bytes, scale: float = 3) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=scale).to_pil().convert("RGB")


def by_ghostscript(pdf: bytes, tool: Callable[..., str], folder: Path) -> Image.Image:
    (folder / "in.pdf").write_bytes(pdf)
    quiet = ("-q", "-dNOPAUSE", "-dBATCH", "-r216", "-sDEVICE=png16m", "-dGraphicsAlphaBits=1")
    assert tool("gs", *quiet, f"-sOutputFile={folder / 'seen.png'}", folder / "in.pdf") == ""
    return Image.open(folder / "seen.png").convert("RGB")


def cut(image: Image.Image, left: float, bottom: float, height: float) -> Image.Image:
    """160 × 100 pt of a picture, three pixels a pt."""
    top = (height - bottom - 100) * 3
    return image.crop((round(left * 3), round(top), round(left * 3) + 480, round(top) + 300))


def apart(one: Image.Image, other: Image.Image) -> float:
    """The part of the pixels that differ by more than smoothing makes of an edge."""
    wide = ImageChops.difference(one, other).convert("L").point(lambda v: 255 if v > 96 else 0)
    return wide.histogram()[255] / (wide.width * wide.height)


@pytest.mark.parametrize("kind", ["odd", "own"])
def test_an_ad_looks_as_in_its_own_file(
    kind: str, odd: Path, own: Path, write: Write, tool: Callable[..., str], tmp_path: Path
) -> None:
    path = {"odd": odd, "own": own}[kind]
    height, (x, y) = (160.0, TRIM[:2]) if kind == "odd" else (100 + 2 * BLEED, (BLEED, BLEED))
    pdf = write(path, Box(32 + x, 52 + y, 160, 100))
    for look in (by_pdfium, lambda data: by_ghostscript(data, tool, tmp_path)):
        alone = cut(look(path.read_bytes()), int(x), y, height)
        ours = cut(look(pdf), 32 + int(x), 52 + y, 400)
        assert apart(alone, ours) < 0.02
        assert apart(ImageChops.invert(alone), ours) > 0.1
    (tmp_path / "page.pdf").write_bytes(pdf)
    assert "No syntax or stream encoding errors found" in tool(
        "qpdf", "--check", tmp_path / "page.pdf"
    )
    assert tool("pdftoppm", "-r", "20", tmp_path / "page.pdf", tmp_path / "p") == ""


def test_nothing_of_it_is_changed(odd: Path, own: Path, write: Write) -> None:
    with pikepdf.open(BytesIO(write(odd, Box(40, 60, 160, 100)))) as opened:
        form = opened.pages[0].Resources.XObject["/Fm1"]
        assert [float(v) for v in form.BBox] == list(TRIM)
        assert [float(v) for v in form.Matrix] == [1, 0, 0, 1, -20, -30]
        assert form.Resources.ColorSpace.Spot[1] == "/PANTONE 186 C"
        inner = form.Resources.XObject.Inner
        assert inner.Resources.ColorSpace.Spot[1] == "/PANTONE 186 C"
        assert len([each for each in opened.objects if isinstance(each, Array) and len(each) == 4
                    and each[0] == "/Separation"]) == 1  # fmt: skip
        assert "/Parent" not in form
    pdf = write(own, Box(40, 60, 160, 100))
    with pikepdf.open(own) as theirs, pikepdf.open(BytesIO(pdf)) as ours:
        form = ours.pages[0].Resources.XObject.Fm1
        for group, key in (("XObject", "Im1"), ("Font", "F1")):
            was = theirs.pages[0].Resources[f"/{group}"][f"/{key}"]
            now = form.Resources[f"/{group}"][f"/{key}"]
            if group == "Font":
                was, now = (f.DescendantFonts[0].FontDescriptor.FontFile2 for f in (was, now))
            assert was.read_raw_bytes() == now.read_raw_bytes()
        assert len(ours.pages[0].Resources.Font) == 1  # the page's own; the ad has its own


def test_its_text_is_read_on_the_page(
    own: Path, write: Write, tool: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "p.pdf").write_bytes(write(own, Box(40, 60, 160, 100)))
    said = tool("pdftotext", "-enc", "UTF-8", tmp_path / "p.pdf", "-").split()
    assert said == ["莘庄", "莘庄超市开业大吉"]


def test_the_same_ad_twice_is_kept_once(
    own: Path, faces: Faces, press: PressProfile, info: render.Info, page: Callable[..., Page]
) -> None:
    both = (placed(own, Box(20, 20, 160, 100)), placed(own, Box(20, 200, 160, 100)))
    ads = {each: adopted for each in both if (adopted := render.ad(each)[0])}
    pdf = render.press_pdf([page(ads=both)], faces, press, {}, info, ads=ads)
    assert pdf.count(b"/DCTDecode") == 1
    assert pdf == render.press_pdf([page(ads=both)], faces, press, {}, info, ads=ads)


def test_nothing_shows_beyond_its_room(
    odd: Path, faces: Faces, press: PressProfile, info: render.Info, page: Callable[..., Page]
) -> None:
    one = placed(odd, Box(40, 60, 160, 100), Box(60, 70, 100, 60))
    adopted, _ = render.ad(one)
    assert adopted
    sheet = replace(press, bleed=0.0)
    pdf = render.press_pdf([page(ads=(one,))], faces, sheet, {}, info, ads={one: adopted})
    box = ImageChops.invert(by_pdfium(pdf, 1).convert("L")).getbbox()
    assert box == pytest.approx((60, 400 - 130, 160, 400 - 70), abs=1)


def test_an_ad_that_is_lacking_is_refused_and_marked_on_the_proof(
    odd: Path, faces: Faces, press: PressProfile, info: render.Info, page: Callable[..., Page]
) -> None:
    one = placed(odd, Box(40, 60, 160, 100))
    with pytest.raises(KeyError):
        render.press_pdf([page(ads=(one,))], faces, press, {}, info)
    sheet = ProofSheet(page(ads=(one,)), 0, (), ())
    pdf = render.proof_pdf([sheet], faces, press, {}, info)
    box = ImageChops.invert(by_pdfium(pdf, 1).convert("L")).getbbox()
    assert box == pytest.approx((40, 400 - 160, 200, 400 - 60), abs=2)


def spoilt(kind: str, good: Path, folder: Path) -> Path:
    path = folder / f"{kind}.pdf"
    with pikepdf.open(good) as pdf:
        if kind == "encrypted":
            pdf.save(path, encryption=pikepdf.Encryption(owner="x", user=""))
        elif kind == "layers":
            pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary())
            pdf.save(path)
        elif kind == "deep":
            nest = Array()
            for _ in range(90):
                nest = Array([nest])
            pdf.pages[0].Resources = Dictionary(ExtGState=Dictionary({"/G": Dictionary(D=nest)}))
            pdf.save(path)
    if kind == "cut":
        path.write_bytes(good.read_bytes()[:900])
    elif kind == "words":
        path.write_text("不是 PDF", encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["encrypted", "layers", "deep", "cut", "words", "gone"])
def test_what_cannot_be_placed_is_told_with_its_place(kind: str, odd: Path, tmp_path: Path) -> None:
    one = placed(spoilt(kind, odd, tmp_path), Box(0, 0, 160, 100))
    adopted, (told,) = render.ad(one)
    assert adopted is None
    assert (told.code, str(told.place)) == ("bad-ad", "issues/2018-11-30/issue.yaml:12:5")
    assert f"{kind}.pdf" in told.message("zh")
