"""Files made to harm, or broken on the way: a message within seconds, in bounded memory."""

import subprocess
import sys
import time
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.preflight.changes import (
    at,
    bomb,
    box,
    doubling,
    drawn,
    endless,
    form,
    laid,
    resource,
    tile,
)
from xzpress.preflight.apart import examine_apart

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20.0
WRONG = "file.syntax"


def minimal(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A file of so many objects, numbered from 1, the first the catalog."""
    data, places = b"%PDF-1.3\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    data += b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, trailer, start,
    )  # fmt: skip
    return data


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R >>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def packed(times: int) -> bytes:
    """Zeroes packed in Flate, and that packed again and again."""
    data = zlib.compress(bytes(50_000_000), 9)
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    names = b" ".join([b"/FlateDecode"] * times)
    return stream(data, b"/Filter [%s]" % names)


FILES: dict[str, bytes] = {
    "empty": b"",
    "head only": b"%PDF-1.3\n",
    "zeroes": b"%PDF-1.3\n" + bytes(2_000_000),
    "no pages": minimal(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"),
    "pages that lead to themselves": minimal(
        CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"
    ),
    "a billion pages": minimal(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 999999999 >>", PAGE),
    "the same page ten thousand times": minimal(
        CATALOG, b"<< /Type /Pages /Kids [%s] /Count 1 >>" % (b"3 0 R " * 10_000), PAGE,
        stream(b"0 0 9 9 re f " * 50),
    ),
    "four gigabytes declared": minimal(
        CATALOG, PAGES, PAGE, b"<< /Length 4294967295 >>\nstream\n0 0 9 9 re f\nendstream"
    ),
    "a length that leads to itself": minimal(
        CATALOG, PAGES, PAGE, b"<< /Length 4 0 R >>\nstream\n0 0 9 9 re f\nendstream"
    ),
    "a negative length": minimal(
        CATALOG, PAGES, PAGE, b"<< /Length -9 >>\nstream\n0 0 9 9 re f\nendstream"
    ),
    "nested arrays": minimal(CATALOG, PAGES, b"[" * 100_000 + b"]" * 100_000),
    "nested dictionaries": minimal(CATALOG, PAGES, b"<</A" * 50_000 + b">>" * 50_000),
    "nested operands": minimal(CATALOG, PAGES, PAGE, stream(b"[" * 300_000)),
    "nested strings": minimal(CATALOG, PAGES, PAGE, stream(b"(" * 300_000)),
    "operands without end": minimal(CATALOG, PAGES, PAGE, stream(b"1 " * 2_000_000)),
    "operations without end": minimal(CATALOG, PAGES, PAGE, stream(b"0 0 9 9 re f " * 200_000)),
    "a reference to itself": minimal(CATALOG, b"2 0 R"),
    "references in a ring": minimal(CATALOG, b"3 0 R", b"4 0 R", b"2 0 R"),
    "filters packed in filters": minimal(CATALOG, PAGES, PAGE, packed(3)),
    "bomb upon bomb": minimal(CATALOG, PAGES, PAGE, *[packed(1)] * 40),
    "a hundred filters": minimal(CATALOG, PAGES, PAGE, stream(b"a", b"/Filter [%s]" % (
        b"/ASCIIHexDecode " * 100))),
    "a table that leads back": minimal(CATALOG, PAGES, PAGE, trailer=b"/Prev 9 ").replace(
        b"/Prev 9 ", b"/Prev 180 "
    ),
    "a giant size": minimal(CATALOG, PAGES, PAGE).replace(b"/Size 4", b"/Size 999999999"),
    "a table of a billion": minimal(CATALOG, PAGES, PAGE).replace(b"0 4\n", b"0 999999999\n"),
    "a ToUnicode of everything": minimal(
        CATALOG, PAGES, PAGE.replace(b"/Contents", b"/Resources <</Font <</F 5 0 R>>>> /Contents"),
        stream(b"BT /F 9 Tf (a) Tj ET"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /A /ToUnicode 6 0 R >>",
        stream(b"1 beginbfrange " + b"<0000> <FFFF> <0000> " * 100_000 + b" endbfrange"),
    ),
    "widths of everything": minimal(
        CATALOG, PAGES, PAGE.replace(b"/Contents", b"/Resources <</Font <</F 5 0 R>>>> /Contents"),
        stream(b"BT /F 9 Tf (aa) Tj ET"),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /DescendantFonts [6 0 R] >>",
        b"<< /W [%s] >>" % (b"0 65535 9 " * 50_000),
    ),
    "an object stream within itself": minimal(
        CATALOG, PAGES, PAGE, stream(b"4 0 << /Type /ObjStm >>", b"/Type /ObjStm /N 1 /First 4")
    ),
    "XMP without end": minimal(
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 3 0 R >>", PAGES.replace(b"3 0", b"9 0"),
        stream(b"<a>" * 300_000),
    ),
    "entities": minimal(
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 3 0 R >>", PAGES.replace(b"3 0", b"9 0"),
        stream(b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'),
    ),
}  # fmt: skip


@pytest.mark.parametrize("pdf", FILES.values(), ids=FILES)
def test_what_is_made_to_harm_ends_in_a_message(pdf, press):
    begun = time.monotonic()
    found = examine_apart(pdf, press, seconds=SECONDS)
    assert not found.ready
    assert time.monotonic() - begun < SECONDS
    assert all(d.text("zh") and d.text("en") for d in found.diagnostics)


def giant_picture(pdf: Pdf) -> None:
    """Forty thousand pixels each way, out of 6 kB."""
    made = Stream(
        pdf, zlib.compress(bytes(3_000_000)), Type=Name.XObject, Subtype=Name.Image, Width=40_000,
        Height=40_000, BitsPerComponent=8, ColorSpace=Name.DeviceCMYK, Filter=Name.FlateDecode,
    )  # fmt: skip
    pdf.pages[0].Resources.XObject.Photo = made


def giant_jpeg(pdf: Pdf) -> None:
    """A JPEG whose head says 65500 pixels each way."""
    photo = at(pdf, "photo")
    data = bytearray(photo.read_raw_bytes())
    place = data.index(b"\xff\xc0")
    data[place + 5 : place + 9] = b"\xff\xdc\xff\xdc"
    entries = {key[1:]: photo[key] for key in photo if key != "/Length"}
    entries |= {"Width": 65_500, "Height": 65_500}
    pdf.pages[0].Resources.XObject.Photo = Stream(pdf, bytes(data), **entries)


def tiles_within_tiles(pdf: Pdf) -> None:
    inner = tile(b"0 0 1 1 re f " * 50)(pdf)
    for _ in range(9):
        resources = Dictionary(Pattern=Dictionary(In=inner))
        body = b"/Pattern cs /In scn " + b"0 0 5 5 re f " * 50
        inner = tile(body, Resources=resources)(pdf)
    resource("Pattern", "In", inner)(pdf)
    drawn("/Pattern cs /In scn 0 0 99 99 re f")(pdf)


def pattern_of_itself(pdf: Pdf) -> None:
    laid(b"/Pattern cs /Me scn 0 0 9 9 re f")(pdf)
    itself = pdf.make_indirect(pdf.pages[0].Resources.Pattern.Tile)
    itself.Resources = Dictionary(Pattern=Dictionary(Me=itself))
    pdf.pages[0].Resources.Pattern.Tile = itself


def font_of_itself(pdf: Pdf) -> None:
    """A Type 3 glyph that is drawn with its own font."""
    font = pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        FontBBox=[0, 0, 1000, 1000], FirstChar=65, LastChar=65, Widths=[1000],
        Encoding=Dictionary(Differences=Array([65, Name.A])),
        CharProcs=Dictionary(A=Stream(pdf, b"1000 0 0 0 1000 1000 d1 BT /Me 20 Tf (A) Tj ET")),
    ))  # fmt: skip
    font.Resources = Dictionary(Font=Dictionary(Me=font))
    resource("Font", "Me", font)(pdf)
    drawn("BT /Me 20 Tf 20 20 Td (A) Tj ET")(pdf)


def mask_of_itself(pdf: Pdf) -> None:
    group = pdf.make_indirect(form(b"/Me gs 0 0 9 9 re f")(pdf))
    state = pdf.make_indirect(Dictionary(SMask=Dictionary(S=Name.Alpha, G=group)))
    group.Resources = Dictionary(ExtGState=Dictionary(Me=state))
    resource("ExtGState", "Me", state)(pdf)
    drawn("/Me gs 0 0 9 9 re f")(pdf)


def function_of_itself(pdf: Pdf) -> None:
    function = pdf.make_indirect(
        Dictionary(FunctionType=3, Domain=[0, 1], Bounds=[], Encode=[0, 1])
    )
    function.Functions = Array([function])
    sky = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[0, 0, 9, 9],
                     Function=function)  # fmt: skip
    resource("Shading", "Sky", sky)(pdf)
    drawn("/Sky sh /Nothing gs")(pdf)


def space_of_itself(pdf: Pdf) -> None:
    space = pdf.make_indirect(Array([Name.Indexed, Name.DeviceGray, 0, b"a"]))
    space[1] = space
    resource("ColorSpace", "Me", space)(pdf)
    drawn("/Me cs 0 sc 9 9 9 9 re f")(pdf)


CHANGES = {
    "bomb": bomb,
    "endless": endless,
    "doubling": doubling,
    "giant box": box("MediaBox", 0, 0, 1e9, 1e9),
    "infinite box": box("MediaBox", -1e38, -1e38, 1e38, 1e38),
    "giant numbers": drawn("1e9 0 0 1 k"),
    "giant matrix": drawn("9" * 300 + " 0 0 1 0 0 cm 1 1 9 9 re f 0 0 m 9 9 l S /Photo Do"),
    "giant picture": giant_picture,
    "giant JPEG": giant_jpeg,
    "tiles within tiles": tiles_within_tiles,
    "pattern of itself": pattern_of_itself,
    "font of itself": font_of_itself,
    "mask of itself": mask_of_itself,
    "function of itself": function_of_itself,
    "space of itself": space_of_itself,
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_good_file_made_to_harm_ends_in_a_message(change, sample, save):
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        change(pdf)
        broken = save(pdf)
    begun = time.monotonic()
    found = examine_apart(broken, sample.press, seconds=SECONDS)
    assert not found.ready
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_refused(share, sample):
    cut = sample.pdf[: int(len(sample.pdf) * share)]
    found = examine_apart(cut, sample.press, seconds=SECONDS)
    assert any(diagnostic.code.startswith("file.") for diagnostic in found.diagnostics)
    assert not found.ready


def test_a_locked_file_is_refused_as_such(sample):
    file = BytesIO()
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="a", user="b", R=6))
    found = examine_apart(file.getvalue(), sample.press, seconds=SECONDS)
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["file.encryption"]


def test_a_sound_file_is_said_the_same_of_apart(sample):
    found = examine_apart(sample.pdf, sample.press, plates=False)
    assert found.ready
    assert [page.number for page in found.pages] == [1]


def test_a_file_that_takes_too_long_is_given_up(sample):
    found = examine_apart(sample.pdf, sample.press, seconds=0.01)
    assert [diagnostic.code for diagnostic in found.diagnostics] == [WRONG]


def test_a_storm_of_damage_brings_nothing_down(sample, x4, tmp_path):
    """`python -m tests.preflight.storm --seed 1 --count 5000 FILES` is the long one."""
    for name, each in (("a.pdf", sample), ("b.pdf", x4)):
        (tmp_path / name).write_bytes(each.pdf)
    done = subprocess.run(
        [sys.executable, "-m", "tests.preflight.storm", "--seed", "1", "--count", "60",
         str(tmp_path / "a.pdf"), str(tmp_path / "b.pdf")],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
