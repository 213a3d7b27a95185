"""Ways to break a good file: each function gives a change of a pikepdf document."""

import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

Change = Callable[[Pdf], object]


def content(old: str, new: str) -> Change:
    """Write something else into the page's content."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[0]
        before = page.Contents.read_bytes()
        assert old.encode() in before
        page.Contents = Stream(pdf, before.replace(old.encode(), new.encode(), 1))

    return change


def drawn(operations: str) -> Change:
    """Draw something more, in trim coordinates."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[0]
        page.Contents = Stream(pdf, page.Contents.read_bytes() + b"\n" + operations.encode())

    return change


def entry(where: str, key: str, value: object) -> Change:
    """Set an entry of the dictionary at a path (`page/Resources`); None takes it out."""

    def change(pdf: Pdf) -> None:
        holder = at(pdf, where)
        if value is None:
            del holder[f"/{key}"]
        else:
            holder[f"/{key}"] = value

    return change


def at(pdf: Pdf, path: str) -> pikepdf.Object:
    first, *keys = path.split("/")
    found = {
        "trailer": pdf.trailer, "root": pdf.Root, "page": pdf.pages[0].obj,
        "info": pdf.trailer.get("/Info"), "intent": pdf.Root.OutputIntents[0],
        "photo": pdf.pages[0].Resources.XObject.Photo, "font": pdf.pages[0].Resources.Font.Song,
        "cid": pdf.pages[0].Resources.Font.Song.DescendantFonts[0],
        "print": pdf.pages[0].Resources.ExtGState.Print,
    }[first]  # fmt: skip
    for key in keys:
        found = found[f"/{key}"]
    return found


def both(*changes: Change) -> Change:
    return lambda pdf: [change(pdf) for change in changes]


def box(name: str, *edges: float) -> Change:
    return entry("page", name, Array(list(edges)))


def resource(kind: str, name: str, value: object) -> Change:
    """Put something among the page's resources."""

    def change(pdf: Pdf) -> None:
        resources = pdf.pages[0].Resources
        if f"/{kind}" not in resources:
            resources[f"/{kind}"] = Dictionary()
        made = value(pdf) if callable(value) else value
        resources[f"/{kind}"][f"/{name}"] = made

    return change


def image(data: bytes = b"", **entries: object) -> Change:
    """Another picture in the photo's place."""

    def change(pdf: Pdf) -> None:
        old = pdf.pages[0].Resources.XObject.Photo
        kept = {key: old[key] for key in old if key not in ("/Filter", "/Decode", "/Length")}
        new = Stream(pdf, data, **{key[1:]: value for key, value in kept.items()})
        for key, value in entries.items():
            new[f"/{key}"] = value
        pdf.pages[0].Resources.XObject.Photo = new

    return change


def inked(*inks: int) -> Change:
    """A photo of one flat colour, 0 to 255 of each ink, packed without loss."""
    return image(zlib.compress(bytes(inks) * 300 * 180), Filter=Name.FlateDecode)


def form(body: bytes, **entries: object) -> Callable[[Pdf], Stream]:
    return lambda pdf: Stream(
        pdf, body, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 200]), **entries
    )


def endless(pdf: Pdf) -> None:
    """A form that draws itself."""
    itself = pdf.make_indirect(form(b"/Me Do")(pdf))
    itself.Resources = Dictionary(XObject=Dictionary(Me=itself))
    resource("XObject", "Me", itself)(pdf)
    drawn("/Me Do")(pdf)


def doubling(pdf: Pdf) -> None:
    """Forms within forms, each drawn ten times: 10^9 marks out of a few lines."""
    inner = form(b"0 0 1 1 re f " * 10)(pdf)
    for _ in range(9):
        inner = form(b"/In Do " * 10, Resources=Dictionary(XObject=Dictionary(In=inner)))(pdf)
    resource("XObject", "In", inner)(pdf)
    drawn("/In Do")(pdf)


def bomb(pdf: Pdf) -> None:
    """A content stream that unfolds from 200 kB to 200 MB."""
    packed = zlib.compress(bytes(1) * 200_000_000, 1)
    pdf.pages[0].Contents = Stream(pdf, packed, Filter=Name.FlateDecode)


def program(edit: Callable[[bytes], bytes]) -> Change:
    """Change the bytes of the embedded font program."""

    def change(pdf: Pdf) -> None:
        descriptor = at(pdf, "cid/FontDescriptor")
        descriptor.FontFile2 = Stream(pdf, edit(descriptor.FontFile2.read_bytes()))

    return change


def profile(edit: Callable[[bytes], bytes]) -> Change:
    def change(pdf: Pdf) -> None:
        old = at(pdf, "intent/DestOutputProfile")
        at(pdf, "intent").DestOutputProfile = Stream(pdf, edit(old.read_bytes()), N=4)

    return change


def mapped(old: bytes, new: bytes) -> Change:
    """Change the font's map from codes to text."""

    def change(pdf: Pdf) -> None:
        text = at(pdf, "font/ToUnicode").read_bytes()
        assert old in text
        at(pdf, "font").ToUnicode = Stream(pdf, text.replace(old, new, 1))

    return change


def second_page(change: Change) -> Change:
    """The same page once more, and the change on that one only."""

    def changed(pdf: Pdf) -> None:
        pdf.pages.append(pdf.pages[0])
        old = pdf.pages[1].obj
        old.Contents = Stream(pdf, pdf.pages[0].Contents.read_bytes())
        old.Resources = pdf.make_indirect(Dictionary(dict(pdf.pages[0].Resources)))
        kept = pdf.pages[0].obj
        del pdf.pages[0]
        change(pdf)
        pdf.pages.insert(0, pikepdf.Page(kept))

    return changed


def stream(body: bytes, **entries: object) -> Callable[[Pdf], Stream]:
    return lambda pdf: Stream(pdf, body, **{
        key: value(pdf) if callable(value) else value for key, value in entries.items()
    })  # fmt: skip


def tile(body: bytes, **entries: object) -> Callable[[Pdf], Stream]:
    """A tiling pattern with a cell of 10 × 10 pt."""
    plain = {
        "Type": Name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1,
        "BBox": Array([0, 0, 10, 10]), "XStep": 10, "YStep": 10, "Resources": Dictionary(),
    }  # fmt: skip
    return stream(body, **{**plain, **entries})


def laid(body: bytes, **entries: object) -> Change:
    """A rectangle filled with a pattern."""
    return both(
        resource("Pattern", "Tile", tile(body, **entries)),
        drawn("/Pattern cs /Tile scn 200 20 40 20 re f"),
    )


def shading(space: object, first: list[float], last: list[float], kind: int = 2) -> Dictionary:
    coords = [200, 20, 240, 20] if kind == 2 else [220, 30, 0, 220, 30, 20]
    return Dictionary(
        ShadingType=kind, ColorSpace=space, Coords=Array(coords),
        Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=Array(first), C1=Array(last), N=1),
    )  # fmt: skip


def shaded(space: object, first: list[float], last: list[float], kind: int = 2) -> Change:
    return both(
        resource("Shading", "Sky", shading(space, first, last, kind)),
        drawn("q 200 20 40 20 re W n /Sky sh Q"),
    )


def glyph(body: bytes, **entries: object) -> Change:
    """Type in a Type 3 font of one glyph, `A`, 20 pt on paper."""

    def font(pdf: Pdf) -> Dictionary:
        cmap = b"1 beginbfchar <41> <0041> endbfchar"
        return pdf.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            FontBBox=[0, 0, 1000, 1000], FirstChar=65, LastChar=65, Widths=[1000],
            Encoding=Dictionary(Differences=Array([65, Name.A])), ToUnicode=Stream(pdf, cmap),
            CharProcs=Dictionary(A=Stream(pdf, body)), Resources=Dictionary(), **entries,
        ))  # fmt: skip

    return both(
        resource("Font", "Drawn", font),
        drawn("q /Print gs BT 0 0 0 1 k /Drawn 20 Tf 200 20 Td (A) Tj ET Q"),
    )


def noted(look: Callable[[Pdf], Stream], kind: Name = Name.PrinterMark) -> Change:
    """An annotation that looks so."""

    def change(pdf: Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot, Subtype=kind, Rect=[100, 100, 120, 120], F=4,
            AP=Dictionary(N=pdf.make_indirect(look(pdf))),
        )  # fmt: skip
        pdf.pages[0].Annots = Array([note])

    return change


def wrapped(body: bytes, depth: int, **entries: object) -> Change:
    """Content in a form in a form …, each with its resources."""

    def change(pdf: Pdf) -> None:
        inner = form(body, **entries)(pdf)
        for _ in range(depth):
            inner = form(b"/In Do", Resources=Dictionary(XObject=Dictionary(In=inner)))(pdf)
        resource("XObject", "Outer", inner)(pdf)
        drawn("/Outer Do")(pdf)

    return change


RULE = "20 100 m 280 100 l S"
HEAD = "/Song 24 Tf"
RED = "0 1 1 0 k /Song"
BLACK = "BT 0 0 0 1 k /Song 9 Tf"
SPOT = Array(
    [Name.Separation, Name.Gold, Name.DeviceCMYK,
     Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.2, 1, 0], N=1)]
)  # fmt: skip
ALL = Array([Name.Separation, Name.All, *list(SPOT)[2:]])
HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
NOTE = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[50, 50, 70, 70])
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def cases(table: dict[str, object]) -> list[object]:
    """Each mutant as a test of its own: `rule`, or `rule-2` for its second."""
    found = []
    for rule, changes in table.items():
        several = changes if isinstance(changes, tuple) else (changes,)
        for turn, change in enumerate(several, 1):
            found.append(pytest.param(rule, change, id=f"{rule}-{turn}"))
    return found
