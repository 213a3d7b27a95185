"""Every standard that a printer's sheet may name: the file says it, and the pages are the same."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest

from xzpress import render
from xzpress.design import Box, Colour, PressProfile, Standard
from xzpress.face import Faces
from xzpress.page import Fill, Page, SetLine

HEADS: dict[Standard, bytes] = {
    "PDF/X-1a:2001": b"%PDF-1.3\n", "PDF/X-1a:2003": b"%PDF-1.4\n", "PDF/X-4": b"%PDF-1.6\n",
}  # fmt: skip
NAMED: dict[Standard, dict[str, str]] = {
    "PDF/X-1a:2001": {
        "/GTS_PDFXVersion": "PDF/X-1:2001", "/GTS_PDFXConformance": "PDF/X-1a:2001",
    },
    "PDF/X-1a:2003": {"/GTS_PDFXVersion": "PDF/X-1a:2003"},
    "PDF/X-4": {},
}  # fmt: skip
SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
}
Made = Callable[..., bytes]


@pytest.fixture(scope="module")
def made(
    faces: Faces, press: PressProfile, info: render.Info, page: Callable[..., Page],
    set_line: Callable[..., SetLine],
) -> Made:  # fmt: skip
    bar = Fill(Box(0, 380, 300, 20), Colour("red", 0, 0.9, 0.8, 0), "furniture")

    def written(standard: Standard, text: str = "莘庄镇", title: str = info.title) -> bytes:
        sheet = replace(press, standard=standard)
        one = page(fills=(bar,), lines=(set_line(text, 20, 300),))
        return render.press_pdf([one], faces, sheet, {}, replace(info, title=title))

    return written


@pytest.mark.parametrize("standard", HEADS)
def test_file_names_its_standard(made: Made, standard: Standard) -> None:
    pdf = made(standard)
    assert pdf.startswith(HEADS[standard])
    with pikepdf.open(BytesIO(pdf)) as opened:
        info = opened.trailer.Info
        named = {key: str(info[key]) for key in info if key.startswith("/GTS_")}
        assert named == NAMED[standard]
        assert ("/Metadata" in opened.Root) == (standard == "PDF/X-4")
        assert "/Version" not in opened.Root
        assert len(opened.Root.OutputIntents) == 1


def test_pages_are_the_same_in_every_standard(made: Made) -> None:
    drawn = set()
    for standard in HEADS:
        with pikepdf.open(BytesIO(made(standard))) as opened:
            drawn.add(opened.pages[0].Contents.read_bytes())
            assert "/Group" not in opened.pages[0]
    assert len(drawn) == 1


@pytest.mark.parametrize("standard", HEADS)
def test_readers_say_nothing(
    made: Made, standard: Standard, tool: Callable[..., str], tmp_path: Path
) -> None:
    path = tmp_path / "press.pdf"
    path.write_bytes(made(standard))
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", path)
    assert tool("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", path) == ""
    assert tool("pdftoppm", "-r", "36", path, tmp_path / "seen") == ""
    assert tool("pdftotext", path, "-").split() == ["莘庄镇"]


def packet(pdf: bytes) -> ElementTree.Element:
    with pikepdf.open(BytesIO(pdf)) as opened:
        stream = opened.Root.Metadata
        assert (stream.Type, stream.Subtype) == ("/Metadata", "/XML")
        assert "/Filter" not in stream
        data = stream.read_bytes()
    assert data.startswith(b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>')
    return ElementTree.fromstring(data.decode("utf-8"))


def test_metadata_say_what_info_says(made: Made) -> None:
    title = "莘庄社区报 <一> & “二”"
    pdf = made("PDF/X-4", title=title)
    told = packet(pdf)

    def said(key: str) -> str:
        found = told.find(f".//{key}", SPACES)
        assert found is not None, key
        return "".join(found.itertext())

    with pikepdf.open(BytesIO(pdf)) as opened:
        info = {key: str(value) for key, value in opened.trailer.Info.items()}
    assert said("pdfxid:GTS_PDFXVersion") == "PDF/X-4"
    assert said("dc:title") == info["/Title"] == title
    assert said("dc:creator") == info["/Author"]
    assert said("xmp:CreatorTool") == info["/Creator"]
    assert said("pdf:Producer") == info["/Producer"]
    assert f"/{said('pdf:Trapped')}" == info["/Trapped"] == "/False"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20181130120000+00'00'"
    for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
        assert said(key) == "2018-11-30T12:00:00+00:00"
    assert re.fullmatch(r"uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", said("xmpMM:DocumentID"))
    assert (said("xmpMM:VersionID"), said("xmpMM:RenditionClass")) == ("1", "default")


def test_identifiers_come_from_the_content(made: Made) -> None:
    def identifier(pdf: bytes) -> str | None:
        found = packet(pdf).find(".//xmpMM:DocumentID", SPACES)
        assert found is not None
        return found.text

    assert identifier(made("PDF/X-4")) == identifier(made("PDF/X-4"))
    assert identifier(made("PDF/X-4")) != identifier(made("PDF/X-4", "莘庄"))
    assert "0000-0000" not in str(identifier(made("PDF/X-4")))
