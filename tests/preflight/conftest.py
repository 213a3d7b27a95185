"""One small page as a printer wants it, written by hand with pikepdf: neither our writer nor our
reader has a part in it, so a mistake that both share cannot hide."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

from xzpress.design import Box, Colour, PressProfile
from xzpress.diagnostic import Place
from xzpress.face import Face, Faces, Shaper, subset
from xzpress.galley import Line, Run
from xzpress.issue import Photo, Span, Text
from xzpress.page import Page, Picture, SetLine

ROOT = Path(__file__).resolve().parents[2]
PHOTO = ROOT / "issues" / "2018-11-30" / "photos" / "car-park.jpg"
SONG = ROOT / "fonts" / "NotoSerifSC-Regular.ttf"
BLEED = 8.503937
WIDTH, HEIGHT = 300.0, 200.0
INK = Colour("ink", 0, 0, 0, 1)
HEAD = "莘庄镇要闻"
BODY = "11月23日，居民代表察看停车场。"
PHOTO_BOX = Box(20, 30, 100, 60)

# {head} and {body} stand for the glyph codes. The trim's corner is at {left} {left}.
CONTENT = """\
1 0 0 1 {left} {left} cm
q 0.05 0 0.1 0 k 140 20 100 50 re f Q
q /Print gs 0 0 0 1 K 0.5 w 20 100 m 280 100 l S Q
q 100 0 0 60 20 30 cm /Photo Do Q
BT /Print gs 0 1 1 0 k /Song 24 Tf 1 0 0 1 20 160 Tm <{head}> Tj ET
BT 0 0 0 1 k /Song 9 Tf 1 0 0 1 20 120 Tm [<{body}>] TJ ET
"""
CMAP = """\
/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{count} beginbfchar
{lines}
endbfchar
endcmap CMapName currentdict /CMap defineresource pop end end
"""


Save = Callable[[Pdf], bytes]


@pytest.fixture(scope="session")
def save() -> Save:
    """Writes a changed file as plainly as the good one."""
    return saved


@pytest.fixture(scope="session")
def save_x4() -> Save:
    """Writes a changed X-4 file as the good one was."""
    return saved_x4


@dataclass(frozen=True, slots=True)
class Sample:
    """A good file, and all that preflight is told about it."""

    pdf: bytes
    press: PressProfile
    pages: tuple[Page, ...]


@pytest.fixture(scope="session")
def press() -> PressProfile:
    return PressProfile(
        standard="PDF/X-1a:2001",
        profile=next((ROOT / "layouts").rglob("*.icc")),
        condition="CUSTOM",
        condition_info="Coldset newsprint",
        ink_limit=240,
        photo_ink_limit=220,
        bleed=BLEED,
        target_ppi=250,
        warn_ppi=200,
        minimum_ppi=150,
        jpeg_quality=90,
        sharpen_radius=1.2,
        sharpen_percent=120,
        sharpen_threshold=2,
        minimum_size=7,
        minimum_reversed_size=10,
        minimum_rule=0.25,
    )


@pytest.fixture(scope="session")
def sample(press: PressProfile) -> Sample:
    return Sample(_pdf(press), press, (_page(),))


@pytest.fixture(scope="session")
def x4(sample: Sample) -> Sample:
    """A good PDF/X-4: the same page with a shadow under a rule, XMP, and object streams."""
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        page = pdf.pages[0]
        page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
        page.Resources.ExtGState.Shadow = Dictionary(Type=Name.ExtGState, ca=0.5, BM=Name.Multiply)
        shadow = b"\nq /Shadow gs 0 0 0 0.3 k 150 30 60 30 re f Q"
        page.Contents = Stream(pdf, page.Contents.read_bytes() + shadow)
        pdf.Root.Metadata = Stream(pdf, XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
        for key in ("/GTS_PDFXVersion", "/GTS_PDFXConformance"):
            del pdf.trailer.Info[key]
        return Sample(saved_x4(pdf), replace(sample.press, standard="PDF/X-4"), sample.pages)


def saved_x4(pdf: Pdf) -> bytes:
    """The file's bytes as PDF 1.6, with a cross-reference stream."""
    file = BytesIO()
    pdf.save(
        file,
        force_version="1.6",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return file.getvalue()


XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<rdf:Description rdf:about="" pdf:Trapped="False" xmpMM:VersionID="1"
 xmpMM:RenditionClass="default" xmpMM:DocumentID="uuid:0f3a" pdfxid:GTS_PDFXVersion="PDF/X-4">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">莘庄社区报</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2018-11-30T12:00:00+08:00</xmp:CreateDate>
<xmp:ModifyDate>2018-11-30T12:00:00+08:00</xmp:ModifyDate>
<xmp:MetadataDate>2018-11-30T12:00:00+08:00</xmp:MetadataDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _page() -> Page:
    shaper = Shaper(Faces((("song", Face("song", SONG, (), None)),), "zh-Hans"))

    def line(text: str, size: float, y: float, number: int) -> SetLine:
        shapes = tuple(shaper.shape(sign, "song") for sign in text)
        run = Run("song", size, INK, shapes, tuple(size * n for n in range(len(text))))
        return SetLine(
            20, y, Line((run,), size * len(text), 0, Place("lead.md", number)), "lead", "body"
        )

    place = Place("lead.md", 9, 1)
    photo = Photo(
        PHOTO.name, PHOTO, (300, 180), Text((Span("图", place),)), None, (0.5, 0.5), place
    )
    picture = Picture(PHOTO_BOX, photo, (0, 0, 1, 1), "lead")
    lines = (line(HEAD, 24, 160, 2), line(BODY, 9, 120, 5))
    return Page(1, WIDTH, HEIGHT, (), (picture,), (), lines, ())


def _font(pdf: Pdf) -> tuple[pikepdf.Object, dict[str, str]]:
    """A subset of Song as Type0, and the code of each character as hex digits."""
    shaper = Shaper(Faces((("song", Face("song", SONG, (), None)),), "zh-Hans"))
    glyphs = {sign: shaper.shape(sign, "song").glyphs[0] for sign in sorted(set(HEAD + BODY))}
    part = subset(SONG, glyphs.values())
    codes = {sign: f"{part.codes[glyph]:04X}" for sign, glyph in glyphs.items()}
    name = Name(f"/ABCDEF+{part.name}")
    cmap = "\n".join(f"<{code}> <{ord(sign):04X}>" for sign, code in codes.items())
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=4, FontBBox=Array([0, -200, 1000, 900]),
        ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=700, StemV=80,
        FontFile2=Stream(pdf, part.program),
    )  # fmt: skip
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(descriptor), DW=1000,
        W=Array([0, Array(list(part.widths))]),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(below)]),
        ToUnicode=Stream(pdf, CMAP.format(count=len(codes), lines=cmap).encode("ascii")),
    )  # fmt: skip
    return pdf.make_indirect(font), codes


def photo(pdf: Pdf, inks: tuple[int, int, int, int] = (60, 50, 40, 30)) -> Stream:
    """A CMYK photo, 300 × 180 pixels: 216 ppi where it is placed. inks: 255 for a full plate."""
    file = BytesIO()
    Image.new("CMYK", (300, 180), inks).save(file, "JPEG", quality=95, subsampling=0)
    return Stream(
        pdf, file.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=300, Height=180,
        BitsPerComponent=8, ColorSpace=Name.DeviceCMYK, Filter=Name.DCTDecode,
        Decode=Array([1, 0, 1, 0, 1, 0, 1, 0]),
    )  # fmt: skip


def _pdf(press: PressProfile) -> bytes:
    pdf = Pdf.new()
    font, codes = _font(pdf)
    shown = {"head": "".join(map(codes.get, HEAD)), "body": "".join(map(codes.get, BODY))}
    resources = Dictionary(
        Font=Dictionary(Song=font),
        XObject=Dictionary(Photo=photo(pdf)),
        ExtGState=Dictionary(
            Print=pdf.make_indirect(Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1))
        ),
    )
    width, height = WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED
    page = Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, width, height]),
        BleedBox=Array([0, 0, width, height]),
        TrimBox=Array([BLEED, BLEED, BLEED + WIDTH, BLEED + HEIGHT]), Resources=resources,
        Contents=Stream(pdf, CONTENT.format(left=BLEED, **shown).encode("ascii")),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(page))
    profile = Stream(pdf, press.profile.read_bytes(), N=4)
    pdf.Root.OutputIntents = Array(
        [Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX,
                    OutputConditionIdentifier=String(press.condition),
                    Info=String(press.condition_info), DestOutputProfile=profile)]
    )  # fmt: skip
    date = String("D:20181130120000+08'00'")
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(Title=String("莘庄社区报"), CreationDate=date, ModDate=date,
                   Trapped=Name("/False"), GTS_PDFXVersion=String("PDF/X-1:2001"),
                   GTS_PDFXConformance=String("PDF/X-1a:2001"))
    )  # fmt: skip
    return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    """The file's bytes, as plainly written as PDF 1.3 wants; a header above 1.3 is put back."""
    file = BytesIO()
    pdf.save(
        file,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=False,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    head, rest = file.getvalue().split(b"\n", 1)
    assert len(head) == len(b"%PDF-1.3")
    return b"%PDF-1.3\n" + rest
