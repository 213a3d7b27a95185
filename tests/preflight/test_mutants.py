"""Every rule with a file that breaks it: each mutant of the good file is caught by its rule."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.preflight.changes import (
    ALL,
    BLACK,
    HEAD,
    HELVETICA,
    NOTE,
    RED,
    SCRIPT,
    SPOT,
    Change,
    bomb,
    both,
    box,
    cases,
    content,
    doubling,
    drawn,
    endless,
    entry,
    form,
    image,
    inked,
    mapped,
    profile,
    program,
    resource,
)
from xzpress import preflight

# rule id (with its aspect) → what breaks it.
MUTANTS: dict[str, Change | tuple[Change, ...]] = {
    "file.version": entry("root", "Version", Name("/1.7")),
    "file.filters": image(b"\x80\x0b\x60", Filter=Name.LZWDecode),
    "file.filters.broken": (
        image(b"no such thing", Filter=Name.FlateDecode),
        bomb,
    ),
    "file.filters.image": (
        image(b"\xff\xd8\xff\xd9", Filter=Name.DCTDecode),
        image(b"short"),
        entry("photo", "Width", 301),
    ),
    "file.external": (
        entry("root", "Names", Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))),
        entry("root", "Collection", Dictionary()),
        entry("photo", "F", String("photo.jpg")),
    ),
    "file.actions": (
        entry("root", "OpenAction", SCRIPT),
        entry("page", "AA", Dictionary(O=SCRIPT)),
    ),
    "file.forms": entry("root", "AcroForm", Dictionary(Fields=Array([]))),
    "file.annotations": entry("page", "Annots", Array([NOTE])),
    "file.postscript-opi": (
        entry("photo", "OPI", Dictionary()),
        entry("photo", "Alternates", Array([])),
        resource("XObject", "Ps", form(b"", Subtype2=Name.PS)),
    ),
    "file.layers": entry("root", "OCProperties", Dictionary(OCGs=Array([]))),
    "file.viewer-prefs": entry("root", "ViewerPreferences", Dictionary(ViewArea=Name.TrimBox)),
    "id.pdfx": (
        entry("info", "GTS_PDFXVersion", None),
        entry("info", "GTS_PDFXConformance", String("PDF/X-3:2002")),
    ),
    "id.info": (
        entry("info", "Title", None),
        entry("info", "ModDate", String("30 November 2018")),
    ),
    "id.info.order": entry("info", "ModDate", String("D:20181129120000+08'00'")),
    "id.trapped": (
        entry("info", "Trapped", None),
        entry("info", "Trapped", Name.Unknown),
        entry("info", "Trapped", String("False")),
    ),
    "intent.dictionary": (
        entry("root", "OutputIntents", None),
        entry("intent", "Info", None),
        entry("intent", "OutputConditionIdentifier", None),
        entry("root", "OutputIntents", Array([])),
        lambda pdf: pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0]),
    ),
    "intent.dictionary.condition": entry("intent", "OutputConditionIdentifier", String("FOGRA39")),
    "intent.profile": (
        entry("intent", "DestOutputProfile", None),
        profile(lambda icc: icc[:-1]),
        profile(lambda icc: icc[:8] + b"\4" + icc[9:]),
        profile(lambda icc: icc.replace(b"prtr", b"mntr", 1)),
        profile(lambda icc: icc.replace(b"CMYK", b"RGB ", 1)),
        profile(lambda icc: icc.replace(b"B2A0", b"B2A9", 1)),
        entry("intent/DestOutputProfile", "N", 3),
    ),
    "box.trim": (entry("page", "TrimBox", None), entry("page", "MediaBox", None)),
    "box.trim.art": box("ArtBox", 9, 9, 100, 100),
    "box.nesting": (
        box("BleedBox", -5, 0, 317.007874, 217.007874),
        box("CropBox", 8, 8, 309, 209),
    ),
    "box.bleed": box("BleedBox", 5, 0, 317.007874, 217.007874),
    "box.size": box("TrimBox", 8.503937, 8.503937, 307.5, 208.503937),
    "page.rotation": (entry("page", "Rotate", 90), entry("page", "UserUnit", 2)),
    "page.count": lambda pdf: pdf.pages.append(pdf.pages[0]),
    "page.separated": entry("page", "SeparationInfo", Dictionary()),
    "content.operators": (
        drawn("1 2 frobnicate"),
        drawn("1 0 0 k"),
        drawn("q 1 Q"),
        drawn("12"),
        drawn(") f"),
    ),
    "content.operators.balance": (drawn("q"), drawn("Q"), drawn("q " * 200 + "Q " * 200)),
    "content.operators.resource": (drawn("/None Do"), drawn("/None gs"), drawn("/None 9 Tf")),
    "content.operators.limit": (endless, doubling),
    "colour.spaces": (
        content("0.05 0 0.1 0 k", "0.9 1 0.9 rg"),
        content("0 0 0 1 K", "0 0 0 RG"),
        content(RED, "1 0 0 rg /Song"),
        image(bytes(3 * 300 * 180), ColorSpace=Name.DeviceRGB),
        image(bytes(300 * 180), ColorSpace=Array([Name.Indexed, Name.DeviceRGB, 0, b"abc"])),
        both(
            resource("ColorSpace", "Lab", Array([Name.Lab, Dictionary(WhitePoint=[1, 1, 1])])),
            drawn("/Lab cs 50 0 0 sc 20 20 9 9 re f"),
        ),
        drawn("q 9 0 0 9 20 20 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q"),
        both(
            resource("XObject", "Box", form(b"1 0 0 rg 0 0 20 20 re f")),
            drawn("/Box Do"),
        ),
        both(
            resource("Shading", "Red", Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB)),
            drawn("/Red sh"),
        ),
    ),
    "colour.spaces.stored": (
        resource("ColorSpace", "DefaultCMYK", Array([Name.ICCBased])),
        resource(
            "XObject",
            "Unused",
            lambda pdf: Stream(
                pdf, b"abc", Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceRGB
            ),
        ),
    ),
    "colour.spots": both(
        resource("ColorSpace", "Gold", SPOT), drawn("/Gold cs 1 sc 20 20 30 30 re f")
    ),
    "colour.spots.stored": resource(
        "XObject",
        "Unused",
        lambda pdf: Stream(pdf, b"a", Subtype=Name.Image, Width=1, Height=1, ColorSpace=SPOT),
    ),
    "colour.registration": (
        drawn("1 1 1 1 k 20 20 9 9 re f"),
        both(resource("ColorSpace", "All", ALL), drawn("/All cs 1 sc 20 20 9 9 re f")),
    ),
    "colour.flat-ink": content("0.05 0 0.1 0 k", "0.9 0.8 0.8 0 k"),
    "colour.transparency": (
        entry("print", "ca", 0.5),
        entry("print", "BM", Name.Multiply),
        entry("print", "SMask", Dictionary(S=Name.Alpha)),
        entry("page", "Group", Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)),
        entry("photo", "SMask", Dictionary()),
    ),
    "state.transfer": (
        entry("print", "TR", Name.Identity),
        entry("print", "HT", Dictionary(HalftoneType=6)),
    ),
    "state.intent": drawn("/Vivid ri"),
    "state.intent.stored": entry("photo", "Intent", Name.Vivid),
    "overprint.black-text": (
        content(BLACK, "BT 0 g /Song 9 Tf"),
        entry("print", "OPM", 0),
        entry("print", "op", False),
        content("BT /Print gs", "BT"),
    ),
    "overprint.white": content("0.05 0 0.1 0 k", "/Print gs 0 0 0 0 k"),
    "overprint.gray": content("0.05 0 0.1 0 k", "/Print gs 0.9 g"),
    "text.rich-black": content(BLACK, "BT 0.3 0 0 1 k /Song 9 Tf"),
    "text.multi-ink": (
        content(BLACK, "BT 0 1 0.2 0 k /Song 9 Tf"),
        content("0 1 1 0 k /Song 24 Tf", "0.1 1 1 0 k /Song 13 Tf"),
    ),
    "text.size": (
        content("/Song 9 Tf", "/Song 6.5 Tf"),
        content("1 0 0 1 20 120 Tm", "0.5 0 0 0.5 20 120 Tm"),
    ),
    "text.size.reversed": content(BLACK, "BT /Print gs 0 0 0 0 k /Song 9 Tf"),
    "text.visible": (content(BLACK, "BT 3 Tr 0 0 0 1 k /Song 9 Tf"), content(HEAD, "7 Tr" + HEAD)),
    "text.visible.stroked": content(HEAD, "2 Tr" + HEAD),
    "text.match": (
        content("1 0 0 1 20 160 Tm", "1 0 0 1 20 960 Tm"),
        mapped(b"<8398>", b"<8399>"),
    ),
    "text.match.runs": both(
        mapped(b"<5C45>", b"<AAAA>"), mapped(b"<6C11>", b"<5C45>"), mapped(b"<AAAA>", b"<6C11>")
    ),
    "line.width": (
        content("0.5 w", "0.2 w"),
        content("0.5 w", "0 w"),
        content("q /Print gs 0 0 0 1 K 0.5 w", "q 0 0 0 0 K 0.4 w"),
        drawn("0 0 0 1 k 20 140 100 0.15 re f"),
    ),
    "line.inks": content("0 0 0 1 K", "0.2 1 1 0 K"),
    "line.inks.two": content("0 0 0 1 K", "0 1 1 0 K"),
    "font.embedded": (
        entry("cid/FontDescriptor", "FontFile2", None),
        resource("Font", "F1", HELVETICA),
    ),
    "font.subset": entry("font", "BaseFont", Name("/NotoSerifSC-Regular")),
    "font.name": (
        entry("cid/FontDescriptor", "FontName", Name("/ABCDEF+Other")),
        entry("cid", "BaseFont", Name("/ABCDEF+Other")),
    ),
    "font.program": (
        program(lambda font: font[:2000]),
        program(lambda font: b"\0" * 100),
        program(lambda font: font.replace(b"loca", b"loco", 1)),
    ),
    "font.program.outside": content("Tm [<0001", "Tm [<0FFF"),
    "font.notdef": content("Tm [<0001", "Tm [<0000"),
    "font.unicode": (
        mapped(b"<0001> <0031>", b""),
        mapped(b"<0001> <0031>", b"<0001> <E000>"),
        entry("font", "ToUnicode", None),
    ),
    "image.resolution": content("100 0 0 60 20 30 cm", "200 0 0 60 20 30 cm"),
    "image.resolution.low": content("100 0 0 60 20 30 cm", "115 0 0 60 20 30 cm"),
    "image.resolution.high": content("100 0 0 60 20 30 cm", "40 0 0 24 20 30 cm"),
    "image.line-art": image(
        bytes(38 * 180), BitsPerComponent=1, ColorSpace=Name.DeviceGray, Width=300
    ),
    "image.depth": image(bytes(8 * 300 * 180), BitsPerComponent=16),
    "ink.tac-max": (inked(200, 200, 200, 100), entry("photo", "Decode", None)),
    "ink.tac-max.text": (
        content("0.05 0 0.1 0 k", "0.8 0.8 0.2 0 k 20 110 200 30 re f"),
        both(inked(160, 160, 120, 0), content("1 0 0 1 20 120 Tm", "1 0 0 1 20 60 Tm")),
    ),
    "ink.tac-area": inked(200, 200, 200, 20),
    "ink.coverage": (
        lambda pdf: setattr(pdf.pages[0], "Contents", Stream(pdf, b"q Q")),
        lambda pdf: setattr(pdf.pages[0], "Contents", Stream(pdf, b"0 0 0 0 k 0 0 300 200 re f")),
        entry("page", "Contents", None),
    ),
    "ink.bleed-edge": (
        drawn("0.1 0 0 0 k 0 190 300 10 re f"),
        drawn("0.1 0 0 0 k -8.6 190 311.6 18.6 re f"),
    ),
    "ink.unmeasured": image(b"\x80\x0b\x60", Filter=Name.LZWDecode),
}
WRITTEN: dict[str, Callable[[bytes], bytes]] = {
    "file.version": lambda pdf: pdf.replace(b"%PDF-1.3", b"%PDF-1.4", 1),
    "file.id": lambda pdf: pdf.replace(b"/ID", b"/Id"),
    "file.syntax": lambda pdf: pdf[: pdf.rindex(b"%%EOF")],
    "file.xref": lambda pdf: pdf.replace(b"%PDF-1.3\n", b"%PDF-1.3\n%\n", 1),
}
SAVED: dict[str, dict[str, object]] = {
    "file.xref": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    "file.encryption": {
        "encryption": pikepdf.Encryption(owner="a", user="", R=3, aes=False, metadata=False)
    },
}


def codes(pdf: bytes, sample: object) -> set[str]:
    found = preflight.check(pdf, sample.press, sample.pages)
    assert all(d.text("zh") and d.text("en") for d in found)
    return {d.code for d in found}


@pytest.mark.parametrize(("rule", "change"), cases(MUTANTS))
def test_mutant_is_caught_by_its_rule(rule, change, sample, save):
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        change(pdf)
        assert rule in codes(save(pdf), sample)


@pytest.mark.parametrize(("rule", "change"), cases(WRITTEN))
def test_damaged_bytes_are_caught(rule, change, sample):
    assert rule in codes(change(sample.pdf), sample)


@pytest.mark.parametrize(("rule", "how"), cases(SAVED))
def test_way_of_saving_is_caught(rule, how, sample):
    file = BytesIO()
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        pdf.save(file, **how)
    assert rule in codes(file.getvalue(), sample)
