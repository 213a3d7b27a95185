"""PDF/X-4: transparency, XMP and object streams are welcome; what the house refuses still is."""

from dataclasses import replace
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.preflight.changes import (
    Change,
    both,
    cases,
    drawn,
    entry,
    form,
    image,
    profile,
    resource,
)
from xzpress import preflight
from xzpress.diagnostic import worst


def metadata(old: str, new: str) -> Change:
    """Write something else into the XMP."""

    def change(pdf: Pdf) -> None:
        before = pdf.Root.Metadata.read_bytes().decode()
        assert old in before
        changed = before.replace(old, new).encode()
        pdf.Root.Metadata = Stream(pdf, changed, Type=Name.Metadata, Subtype=Name.XML)

    return change


def masked(space: Name, body: bytes) -> Change:
    """A soft mask of luminosity."""
    group = Dictionary(S=Name.Transparency, CS=space)

    def state(pdf: Pdf) -> Dictionary:
        made = pdf.make_indirect(form(body, Group=group)(pdf))
        return Dictionary(SMask=Dictionary(S=Name.Luminosity, G=made))

    return both(resource("ExtGState", "Masked", state), drawn("/Masked gs 0 0 0 1 k 9 9 9 9 re f"))


def soft(space: Name) -> Change:
    """A photo with a soft edge."""

    def change(pdf: Pdf) -> None:
        mask = Stream(
            pdf, bytes(300 * 180), Type=Name.XObject, Subtype=Name.Image, Width=300, Height=180,
            BitsPerComponent=8, ColorSpace=space,
        )  # fmt: skip
        pdf.pages[0].Resources.XObject.Photo.SMask = mask

    return change


GROUP = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
ICC_GROUP = Dictionary(S=Name.Transparency, CS=Array([Name.CalRGB, Dictionary()]))
GOOD: dict[str, Change] = {
    "soft edge": soft(Name.DeviceGray),
    "luminosity": masked(Name.DeviceGray, b"0.5 g 0 0 99 99 re f"),
    "no Info": lambda pdf: pdf.trailer.__delitem__("/Info"),
    "ICC v4": profile(lambda icc: icc[:8] + b"\4" + icc[9:]),
}
MUTANTS: dict[str, Change | tuple[Change, ...]] = {
    "colour.blend-space": (
        entry("page", "Group", GROUP),
        entry("page", "Group", ICC_GROUP),
        resource("XObject", "Group", form(b"", Group=GROUP)),
        masked(Name.DeviceRGB, b"0.5 g 0 0 99 99 re f"),
    ),
    "colour.blend-space.page": entry("page", "Group", None),
    "colour.spaces.set": masked(Name.DeviceGray, b"1 1 1 rg 0 0 99 99 re f"),
    "colour.spaces.stored": soft(Name.DeviceRGB),
    "colour.spaces": drawn("1 0 0 rg 9 9 9 9 re f"),
    "id.xmp": (
        entry("root", "Metadata", None),
        metadata("莘庄社区报", ""),
        metadata("xmp:MetadataDate", "xmp:Else"),
        metadata(' xmpMM:VersionID="1"', ""),
        metadata(' xmpMM:RenditionClass="default"', ""),
        metadata(' xmpMM:DocumentID="uuid:0f3a"', ""),
        metadata("ModifyDate>2018-11-30T", "ModifyDate>2018-13-30T"),
        metadata("</rdf:Description>", ""),
        metadata("<x:xmpmeta", '<!DOCTYPE a [<!ENTITY b "c">]><x:xmpmeta'),
    ),
    "id.sync": (
        entry("info", "Title", String("别的报")),
        entry("info", "ModDate", String("D:20190101120000+08'00'")),
        metadata("CreateDate>2018-11-30T12", "CreateDate>2018-11-30T11"),
        entry("info", "Trapped", Name("/True")),
    ),
    "id.pdfx": (metadata("PDF/X-4", "PDF/X-4p"), metadata("pdfxid:GTS_PDFXVersion", "pdf:Else")),
    "id.trapped": (metadata('Trapped="False"', 'Trapped="Unknown"'),),
    "id.info": entry("info", "CreationDate", String("yesterday")),
    "file.layers.allowed": entry("root", "OCProperties", Dictionary(OCGs=Array([]))),
    "file.filters": image(b"\0\0\0\x0cjP  ", Filter=Name.JPXDecode),
    "intent.profile": profile(lambda icc: icc[:8] + b"\5" + icc[9:]),
}


def test_good_file_is_clean(x4):
    assert preflight.check(x4.pdf, x4.press, x4.pages) == ()


@pytest.mark.parametrize("change", GOOD.values(), ids=GOOD)
def test_what_the_standard_allows_is_no_finding(change, x4, save_x4):
    with Pdf.open(BytesIO(x4.pdf)) as pdf:
        change(pdf)
        assert preflight.check(save_x4(pdf), x4.press, x4.pages) == ()


@pytest.mark.parametrize(("rule", "change"), cases(MUTANTS))
def test_mutant_is_caught_by_its_rule(rule, change, x4, save_x4):
    with Pdf.open(BytesIO(x4.pdf)) as pdf:
        change(pdf)
        found = preflight.check(save_x4(pdf), x4.press, x4.pages)
    assert rule in {diagnostic.code for diagnostic in found}


def test_the_printer_who_takes_x1a_only_refuses_it(x4, sample):
    found = {diagnostic.code for diagnostic in preflight.check(x4.pdf, sample.press, x4.pages)}
    assert {"id.pdfx", "file.version", "file.xref", "colour.transparency"} <= found


def test_the_printer_who_takes_x4_takes_x1a_too(x4, sample):
    assert preflight.check(sample.pdf, x4.press, sample.pages) == ()


def test_x1a_of_2003_is_taken_where_the_sheet_says_so(sample, save):
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        pdf.trailer.Info.GTS_PDFXVersion = String("PDF/X-1a:2003")
        del pdf.trailer.Info["/GTS_PDFXConformance"]
        newer = save(pdf).replace(b"%PDF-1.3", b"%PDF-1.4", 1)
    press = replace(sample.press, accepts=("PDF/X-1a:2003",))
    assert preflight.check(newer, press, sample.pages) == ()
    refused = preflight.check(newer, sample.press, sample.pages)
    assert {diagnostic.code for diagnostic in refused} == {"id.pdfx", "file.version"}


def test_xmp_that_disagrees_is_a_doubt_in_x1a(sample, x4, save):
    with Pdf.open(BytesIO(x4.pdf)) as other, Pdf.open(BytesIO(sample.pdf)) as pdf:
        said = other.Root.Metadata.read_bytes().replace("莘庄".encode(), "松江".encode())
        pdf.Root.Metadata = Stream(pdf, said, Type=Name.Metadata, Subtype=Name.XML)
        found = preflight.check(save(pdf), sample.press, sample.pages)
    assert {diagnostic.code for diagnostic in found} == {"id.sync.loose"}
    assert worst(found) is not None
    assert worst(found).name == "WARNING"
