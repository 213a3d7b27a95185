"""The same rules broken where a hasty checker does not look: in forms, patterns, shadings, glyphs,
annotations, inline images, on the second page, behind references, inherited from the page tree."""

import zlib
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.preflight.changes import (
    ALL,
    BLACK,
    SPOT,
    Change,
    at,
    both,
    box,
    cases,
    content,
    drawn,
    entry,
    form,
    glyph,
    image,
    laid,
    noted,
    program,
    resource,
    second_page,
    shaded,
    stream,
    tile,
    wrapped,
)
from tests.preflight.hiding import (
    CAL_GRAY,
    CAL_RGB,
    GOLD_INKS,
    INLINE,
    LAB,
    ON_RULE,
    RGB,
    RGB_INKS,
    RGB_SPOT,
    attached,
    behind_references,
    boxed_on_the_tree,
    icc,
    inherited,
    layered,
    masked,
    packed_behind_a_reference,
    painted,
    picture,
    script_in_names,
    shaded_pattern,
    stencilled,
)
from xzpress import preflight

GREY_ON = "/Print gs 0.5 g 200 20 20 20 re f"
PLACES: dict[str, tuple[Change, ...]] = {
    "colour.spaces": (
        wrapped(RGB, 1),
        wrapped(RGB, 4),
        laid(RGB),
        laid(b"0 0 1 RG 2 w 0 5 m 10 5 l S"),
        laid(b"/In Do", Resources=lambda pdf: Dictionary(XObject=Dictionary(In=form(RGB)(pdf)))),
        both(
            resource("Pattern", "Tile", tile(b"2 2 6 6 re f", PaintType=2)),
            resource("ColorSpace", "Under", Array([Name.Pattern, Name.DeviceRGB])),
            drawn("/Under cs 1 0 0 /Tile scn 200 20 40 20 re f"),
        ),
        both(
            resource("Pattern", "Tile", tile(RGB)),
            drawn("/Pattern CS /Tile SCN 9 w 200 20 m 250 20 l S"),
        ),
        both(
            resource("Pattern", "Tile", tile(RGB)),
            content(BLACK, "BT /Pattern cs /Tile scn /Song 9 Tf"),
        ),
        shaded(Name.DeviceRGB, [1, 0, 0], [0, 0, 1]),
        shaded(Array([Name.Indexed, Name.DeviceRGB, 1, b"abcdef"]), [0], [1]),
        shaded(LAB, [50, 0, 0], [60, 9, 9], kind=3),
        shaded_pattern,
        glyph(b"1000 0 d0 1 0 0 rg 0 0 900 900 re f"),
        noted(form(RGB)),
        stencilled,
        behind_references,
        second_page(drawn("1 0 0 rg 20 20 9 9 re f")),
        painted(LAB, "50 9 9"),
        painted(CAL_GRAY, "0.5"),
        painted(CAL_RGB, "1 0 0"),
        painted(RGB_SPOT, "1"),
        painted(RGB_INKS, "1"),
        painted(icc, "0 0 0 1"),
        painted(Array([Name.DeviceRGB]), "1 0 0"),
        picture(CAL_GRAY, 1),
        picture(LAB, 3),
        picture(RGB_SPOT, 1),
        picture(Array([Name.Indexed, LAB, 0, b"abc"]), 1),
        picture(Array([Name.Indexed, Array([Name.DeviceRGB]), 0, b"abc"]), 1),
        inherited(painted(LAB, "50 9 9")),
        drawn(INLINE.format("/CS /RGB", "x" * 48)),
        drawn(INLINE.format("/CS [/I /RGB 0 <000000>]", "\0" * 16)),
        drawn(INLINE.format("/CS /DeviceRGB /F /AHx", "00" * 48 + ">")),
        drawn("BT 1 0 0 rg 2 Tr 0 0 1 RG /Song 24 Tf 1 0 0 1 20 130 Tm <0001> Tj ET"),
    ),
    "colour.spaces.set": (drawn("1 0 0 rg"), drawn("q 0 0 1 RG Q"), wrapped(b"1 0 0 rg", 1)),
    "colour.spaces.stored": (
        resource("ColorSpace", "DefaultGray", CAL_GRAY),
        resource("ColorSpace", "DefaultRGB", CAL_RGB),
        wrapped(
            b"0 0 9 9 re f", 1, Resources=Dictionary(ColorSpace=Dictionary(DefaultGray=CAL_GRAY))
        ),
    ),
    "colour.spots": (
        painted(GOLD_INKS, "1 1"),
        picture(SPOT, 1),
        picture(GOLD_INKS, 2),
        picture(Array([Name.Indexed, SPOT, 0, b"a"]), 1),
        shaded(SPOT, [0], [1]),
        second_page(painted(SPOT, "1")),
        both(resource("ColorSpace", "Cs", SPOT), wrapped(b"/Cs cs 1 sc 0 0 9 9 re f", 2)),
    ),
    "colour.registration": (
        laid(b"1 1 1 1 k 0 0 9 9 re f"),
        wrapped(b"1 1 1 1 k 20 20 9 9 re f", 2),
        both(resource("ColorSpace", "All", ALL), drawn("/All CS 1 SC 2 w 20 20 m 90 20 l S")),
        both(
            resource("ColorSpace", "All", ALL),
            content(BLACK, "BT /All cs 1 scn /Song 9 Tf"),
        ),
    ),
    "colour.flat-ink": (
        shaded(Name.DeviceCMYK, [0, 0, 0, 0], [0.9, 0.8, 0.8, 0.2]),
        shaded(Name.DeviceCMYK, [0.9, 0.8, 0.8, 0.2], [0, 0, 0, 0], kind=3),
        drawn("0.7 0.7 0.7 0.5 K 9 w 200 20 m 250 20 l S"),
        glyph(b"1000 0 d0 0.9 0.8 0.8 0 k 0 0 900 900 re f"),
    ),
    "colour.transparency": (
        masked,
        entry("print", "CA", 0.99),
        entry("print", "BM", Array([Name.Multiply, Name.Normal])),
        entry("photo", "SMaskInData", 1),
        wrapped(b"", 1, Group=Dictionary(S=Name.Transparency)),
        second_page(entry("page", "Group", Dictionary(S=Name.Transparency))),
        resource("ExtGState", "Unused", Dictionary(ca=0.5)),
    ),
    "state.transfer": (
        entry("print", "TR2", Name.Identity),
        entry("print", "HTP", Array([0, 0])),
        entry("print", "HT", Dictionary(HalftoneType=1, HalftoneName=String("A"))),
        entry("print", "HT", Dictionary(HalftoneType=10)),
        entry(
            "print",
            "HT",
            Dictionary(
                HalftoneType=5, Default=Dictionary(HalftoneType=1, TransferFunction=Name.Identity)
            ),
        ),
    ),
    "overprint.black-text": (
        both(
            resource("ColorSpace", "K", Array([Name.Separation, Name.Black, *list(SPOT)[2:]])),
            resource("ExtGState", "Off", Dictionary(OP=False, op=False)),
            content(BLACK, "BT /Off gs /K cs 1 sc /Song 9 Tf"),
        ),
        both(
            resource("ExtGState", "Off", Dictionary(OP=True, op=False, OPM=1)),
            wrapped(b"/Off gs BT 0 0 0 1 k /Song 9 Tf 20 140 Td <0001> Tj ET", 2),
        ),
        drawn("0 g BT /Song 9 Tf 20 140 Td <0001> Tj ET"),
    ),
    "overprint.gray": (
        drawn(GREY_ON),
        both(picture(Name.DeviceGray, 1), drawn("/Print gs 100 0 0 60 180 30 cm /Photo Do")),
    ),
    "overprint.white": (
        drawn("/Print gs 0 0 0 0 K 2 w 200 20 m 250 20 l S"),
        drawn("/Print gs 1 g 200 20 20 20 re f"),
    ),
    "text.rich-black": (
        content(BLACK, "BT 0 0 0.1 0.9 k /Song 9 Tf"),
        drawn("BT 0.2 0 0 1 k /Song 60 Tf 1 0 0 1 20 20 Tm <0001> Tj ET"),
        drawn("BT 1 Tr 0.2 0 0 1 K /Song 60 Tf 1 0 0 1 20 20 Tm <0001> Tj ET"),
    ),
    "text.size": (
        content("/Song 9 Tf", "50 Tz /Song 6 Tf"),
        drawn("q 0.1 0 0 0.1 0 0 cm BT 0 0 0 1 k /Song 60 Tf 1 0 0 1 900 900 Tm <0001> Tj ET Q"),
    ),
    "text.visible": (drawn("BT 3 Tr /Song 9 Tf 1 0 0 1 20 20 Tm <0001> Tj ET"),),
    "line.width": (
        wrapped(ON_RULE.encode(), 1),
        laid(ON_RULE.encode()),
        drawn("q 0.1 0 0 0.1 0 0 cm 0 0 0 1 K 1 w 200 200 m 900 200 l S Q"),
        drawn("q 1 0 0 0.1 0 0 cm 0 0 0 1 K 1 w 20 200 m 90 200 l S Q"),
        drawn("0 0 0 1 k 20 140 0.1 40 re f"),
        drawn("0 0 0 1 k 20 140 m 120 140 l f"),
        drawn("0 0 0 1 k 20 140 m 120 140 l 120 140.1 l 20 140.1 l h f"),
        glyph(b"1000 0 0 0 1000 1000 d1 0.1 w 0 0 m 900 0 l S"),
        both(
            resource("ExtGState", "Thin", Dictionary(LW=0)),
            drawn("/Thin gs 0 0 0 1 K 20 20 m 90 20 l S"),
        ),
        drawn("0 0 0 0 k 20 140 60 0.3 re f"),
    ),
    "font.embedded": (
        both(
            resource(
                "XObject",
                "Outer",
                form(
                    b"BT /H 9 Tf (A) Tj ET",
                    Resources=Dictionary(
                        Font=Dictionary(
                            H=Dictionary(
                                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Courier")
                            )
                        )
                    ),
                ),
            ),
            drawn("q /Outer Do Q"),
        ),
        resource(
            "Font",
            "T",
            Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/ABCDEF+Arial")),
        ),
    ),
    "font.notdef": (
        both(
            glyph(b"1000 0 0 0 1000 1000 d1 0 0 9 9 re f"),
            drawn("BT /Drawn 20 Tf 1 0 0 1 200 60 Tm (B) Tj ET"),
        ),
    ),
    "font.unicode": (
        both(
            glyph(b"1000 0 0 0 1000 1000 d1 0 0 900 900 re f"),
            lambda pdf: pdf.pages[0].Resources.Font.Drawn.__delitem__("/ToUnicode"),
        ),
    ),
    "font.program": (
        program(lambda font: font[: len(font) // 2]),
        program(lambda font: font.replace(b"glyf", b"glyx", 1)),
        program(lambda _: b""),
    ),
    "image.resolution": (
        wrapped(b"q 290 0 0 190 0 0 cm /Photo Do Q", 1),
        drawn(INLINE.replace("5 0 0 5", "50 0 0 50").format("/CS /G", "\0" * 16)),
        drawn("q 0 150 -200 0 250 20 cm /Photo Do Q"),
    ),
    "image.depth": (
        picture(Name.DeviceGray, 2, BitsPerComponent=16),
        image(bytes(150 * 180), BitsPerComponent=4, ColorSpace=Name.DeviceGray),
        image(bytes(75 * 180), BitsPerComponent=2, ColorSpace=Name.DeviceGray),
    ),
    "image.line-art": (
        both(stencilled, drawn("q 0 0 0 1 k 100 0 0 100 190 20 cm /Stencil Do Q")),
        drawn("q 9 0 0 9 200 20 cm BI /W 8 /H 8 /IM true ID 01234567 EI Q"),
    ),
    "file.filters": (
        image(b"\0\0\0\x0cjP  ", Filter=Name.JPXDecode),
        image(b"a", Filter=Name.JBIG2Decode, BitsPerComponent=1, ColorSpace=Name.DeviceGray),
        image(b"80>", Filter=Array([Name.ASCIIHexDecode, Name.LZWDecode])),
        packed_behind_a_reference,
    ),
    "file.filters.inline": (drawn(INLINE.format("/CS /G /F /LZW", "\x7f\x0b`")),),
    "file.filters.image": (
        image(zlib.compress(bytes(4 * 300 * 100)), Filter=Name.FlateDecode),
        drawn(INLINE.format("/CS /G /F /Fl", "nothing")),
    ),
    "file.actions": (
        script_in_names,
        lambda pdf: pdf.pages[0].obj.__setitem__(
            "/Annots",
            Array(
                [
                    Dictionary(
                        Type=Name.Annot,
                        Subtype=Name.Link,
                        Rect=[400, 400, 410, 410],
                        A=Dictionary(S=Name.URI, URI=String("http://a.example")),
                    )
                ]
            ),
        ),
    ),
    "file.external": (attached,),
    "file.layers": (layered,),
    "file.annotations": (noted(form(b""), Name.Link), noted(form(b""), Name.Stamp)),
    "file.postscript-opi": (
        resource("XObject", "Ps", stream(b"", Type=Name.XObject, Subtype=Name.PS)),
        resource("XObject", "Ref", form(b"", Ref=Dictionary(F=String("a.pdf"), Page=0))),
        resource("XObject", "Opi", form(b"", OPI=Dictionary())),
    ),
    "box.trim": (boxed_on_the_tree, entry("page", "TrimBox", Array([1, 2, 3]))),
    "box.nesting": (box("TrimBox", -20, -20, 280, 180), box("TrimBox", 20, 8.5, 320, 208.5)),
    "box.nesting.shape": (
        box("TrimBox", 9, 9, 9, 200),
        box("MediaBox", 0, 0, 20000, 20000),
        box("BleedBox", 0, 0, 1, 1),
        entry("page", "CropBox", Array([0, 0, String("a"), 9])),
    ),
    "box.bleed": (
        box("BleedBox", 8.503937, 8.503937, 308.503937, 208.503937),
        box("TrimBox", 0, 0, 300, 200),
    ),
    "box.bleed.missing": (entry("page", "BleedBox", None),),
    "box.size": (second_page(both(box("TrimBox", 8.503937, 8.503937, 250, 208.503937))),),
    "page.rotation": (
        lambda pdf: pdf.Root.Pages.__setitem__("/Rotate", 90),
        second_page(entry("page", "Rotate", 180)),
    ),
    "page.count.none": (lambda pdf: pdf.pages.__delitem__(0),),
    "id.info": (
        entry("info", "CreationDate", None),
        entry("info", "CreationDate", String("D:20181399000000Z")),
        entry("info", "ModDate", String("D:2018")),
        entry("info", "Title", String("")),
    ),
    "id.pdfx": (
        lambda pdf: pdf.trailer.__delitem__("/Info"),
        entry("info", "GTS_PDFXVersion", String("PDF/X-3:2003")),
        entry("info", "GTS_PDFXConformance", None),
    ),
    "content.operators": (
        drawn("BX 1 2 3 EX"),
        drawn("(A) Tj"),
        drawn("9 Tr"),
        drawn("2 0 0 0 k"),
        drawn("-1 w"),
        wrapped(b"1 2 frobnicate", 1),
        laid(b"frobnicate"),
        glyph(b"1000 0 0 0 1000 1000 d1 frobnicate"),
        noted(form(b"frobnicate")),
        second_page(drawn("frobnicate")),
        drawn("10 20 l"),
    ),
    "content.operators.balance": (
        wrapped(b"q", 1),
        laid(b"Q"),
        drawn("BT"),
        drawn("ET"),
        drawn("EMC"),
        drawn("/P BMC"),
        drawn("BT BT ET ET"),
    ),
    "content.operators.resource": (
        drawn("/Pattern cs /No scn 0 0 9 9 re f"),
        drawn("/No sh"),
        wrapped(b"/No gs", 1),
    ),
    "ink.tac-max": (
        image(
            bytes(4 * 300 * 180),
            BitsPerComponent=8,
            ColorSpace=Array([Name.Indexed, Name.DeviceCMYK, 0, b"\xf0\xf0\xf0\xf0"]),
        ),
        image(
            b"\xff" * (4 * 300 * 180),
            ColorSpace=Array(
                [
                    Name.DeviceN,
                    Array([Name.Cyan, Name.Magenta, Name.Yellow, Name.Black]),
                    Name.DeviceCMYK,
                    Dictionary(),
                ]
            ),
        ),
        drawn(
            INLINE.format("/CS /CMYK", "~" * 64).replace(
                "/BPC 8", "/BPC 8 /D [1 .9 1 .9 1 .9 1 .9]"
            )
        ),
        image(
            zlib.compress(b"\xf0\xff" * (4 * 300 * 180)),
            BitsPerComponent=16,
            Filter=Name.FlateDecode,
        ),
    ),
    "ink.bleed-edge": (wrapped(b"0.1 0 0 0 k 0 180 300 20 re f", 1),),
    "intent.profile": (
        entry("intent/DestOutputProfile", "N", None),
        lambda pdf: at(pdf, "intent").__setitem__(
            "/DestOutputProfile", Stream(pdf, b"no profile", N=4)
        ),
    ),
}


FAX = Dictionary(K=-1, Columns=1700, Rows=1020)
FINE: dict[str, Change] = {
    "line art in CCITT": both(
        image(
            b"\x00\x10\x01",
            Filter=Name.CCITTFaxDecode,
            DecodeParms=FAX,
            BitsPerComponent=1,
            ColorSpace=Name.DeviceGray,
            Width=1700,
            Height=1020,
        ),
        content("100 0 0 60 20 30 cm", "100 0 0 60 20 30 cm"),
    ),
    "palette of inks": image(
        bytes(300 * 180), ColorSpace=Array([Name.Indexed, Name.DeviceCMYK, 0, b"\x60\x40\x20\0"])
    ),
    "black by its own name": painted(Array([Name.Separation, Name.Black, *list(SPOT)[2:]]), "0.5"),
    "a shading in inks": shaded(Name.DeviceCMYK, [0, 0, 0, 0], [0.5, 0.2, 0, 0]),
    "a tile": laid(b"0.2 0 0 0 k 2 2 6 6 re f"),
    "a form in a form": wrapped(b"0.2 0 0 0 k 20 20 9 9 re f", 3),
    "a drawn glyph": glyph(b"1000 0 0 0 1000 1000 d1 0 0 900 900 re f"),
    "a printer's mark outside": both(
        box("MediaBox", -50, -50, 367, 267), lambda pdf: noted(form(b"0 0 9 9 re f"))(pdf)
    ),
    "an image in the content": drawn(
        "q 0.6 0 0 0.6 200 20 cm BI /W 2 /H 2 /BPC 8 /CS /CMYK ID  EI  EI  EI  EI  EI Q"
    ),
    "references all over": lambda pdf: at(pdf, "photo").__setitem__(
        "/ColorSpace", pdf.make_indirect(Name.DeviceCMYK)
    ),
    "marked content": drawn("/P <</MCID 0>> BDC EMC /P MP"),
}


@pytest.mark.parametrize("change", FINE.values(), ids=FINE)
def test_what_a_printer_takes_is_no_finding(change, sample, save):
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        change(pdf)
        found = preflight.check(save(pdf), sample.press, ())
    assert [diagnostic.text("en") for diagnostic in found] == []


@pytest.mark.parametrize(("rule", "change"), cases(PLACES))
def test_mutant_in_an_unusual_place_is_caught(rule, change, sample, save):
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        change(pdf)
        found = preflight.check(save(pdf), sample.press, ())
    assert rule in {diagnostic.code for diagnostic in found}
