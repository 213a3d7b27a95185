"""Rules `file.*`: what kind of PDF it is, and what must not be in it at all."""

import re
from collections.abc import Iterator

from xzpress.design import Standard
from xzpress.preflight.inspection import Findings, Inspection, Leaf, finding, on_page
from xzpress.preflight.marks import Extent, Picture
from xzpress.preflight.reader import (
    READABLE_FILTERS,
    Dictionary,
    File,
    Name,
    UnreadableError,
    decoded,
    dictionaries,
    filters,
    streams,
)

_VERSIONS: dict[Standard, str] = {
    "PDF/X-1a:2001": "1.3", "PDF/X-1a:2003": "1.4", "PDF/X-4": "1.6",
}  # fmt: skip
_FILTERS = READABLE_FILTERS | {"CCITTFaxDecode"}
_ACTIONS = frozenset(
    {"GoTo", "GoToR", "GoToE", "Launch", "Thread", "URI", "Sound", "Movie", "Hide", "Named"}
    | {"SubmitForm", "ResetForm", "ImportData", "JavaScript", "SetOCGState", "Rendition"}
    | {"Trans", "GoTo3DView"}
)
_POSTSCRIPT_OPI = ("OPI", "Ref", "Alternates", "PS", "Level1")
_AREAS = ("ViewArea", "ViewClip", "PrintArea", "PrintClip")
_OBJECT = re.compile(rb"\d+ \d+ obj")
_ENTRY = re.compile(rb"\s*(\d{10}) (\d{5}) ([nf])")


def check(job: Inspection) -> Findings:
    """Every breach of the rules `file.*`. Source: PDF/X-1a, X-4; PDF Reference 1.3."""
    file = job.file
    yield from _version(file, _VERSIONS[job.standard])
    yield from _identifier(file)
    yield from _syntax(file)
    yield from _table(file, compressed=job.standard == "PDF/X-4")
    yield from _filters(file)
    layers = "file.layers.allowed" if job.standard == "PDF/X-4" else "file.layers"
    yield from _contents(file, layers)
    yield from _catalog(file, layers)
    for leaf in job.leaves:
        yield from _annotations(file, leaf)
        yield from _inline_filters(leaf)


def encryption(file: File) -> Findings:
    """Apart, because of an encrypted file nothing else can be said."""
    if file.encrypted or "Encrypt" in file.trailer:
        yield finding("file.encryption")


def _version(file: File, limit: str) -> Findings:
    header = file.data[:16].splitlines()[0] if file.data else b""
    found = re.fullmatch(rb"%PDF-(\d\.\d)", header)
    version = found[1].decode("ascii") if found else header.decode("latin-1")
    if not found or version > limit:
        yield finding("file.version", version=version, limit=limit)
    declared = file.get(file.catalog, "Version")
    if declared is not None and str(declared) > limit:
        yield finding("file.version", version=str(declared), limit=limit)


def _identifier(file: File) -> Findings:
    identifier = file.items(file.trailer.get("ID"))
    if len(identifier) != 2 or not all(isinstance(p, bytes) and p for p in identifier):
        yield finding("file.id")


def _syntax(file: File) -> Findings:
    for complaint in file.complaints[:20]:
        yield finding("file.syntax", detail=complaint[:120])
    if b"%%EOF" not in file.data[-1024:]:
        yield finding("file.syntax", detail="%%EOF")


def _table(file: File, *, compressed: bool) -> Findings:
    """Classic cross-reference tables only, each entry leading to its object.

    compressed: whether the standard allows cross-reference and object streams (PDF 1.5).
    """
    for number, stream in () if compressed else streams(file):
        if stream.entries.get("Type") in (Name("XRef"), Name("ObjStm")):
            yield finding("file.xref", object=number, detail=str(stream.entries["Type"]))
    found = re.findall(rb"startxref\s+(\d+)", file.data)
    start = int(found[-1]) if found else -1
    if not compressed and "XRefStm" in file.trailer:
        yield finding("file.xref", object=0, detail="XRefStm")
    if compressed and start >= 0 and _OBJECT.match(file.data, start):
        return
    if file.data[start : start + 4] != b"xref" or start < 0:
        yield finding("file.xref", object=0, detail=f"startxref {start}")
        return
    for number, detail in _strays(file.data, start):
        yield finding("file.xref", object=number, detail=detail)


def _strays(data: bytes, start: int) -> Iterator[tuple[int, str]]:
    position = start + 4
    while section := re.compile(rb"\s*(\d+) (\d+)[ \t]*(?=[\r\n])").match(data, position):
        first, count, position = int(section[1]), int(section[2]), section.end()
        for number in range(first, first + count):
            entry = _ENTRY.match(data, position)
            if entry is None:
                yield number, "xref"
                return
            position = entry.end()
            offset, generation = int(entry[1]), int(entry[2])
            head = b"%d %d obj" % (number, generation)
            if entry[3] == b"n" and not data.startswith(head, offset):
                yield number, f"{offset}"


def _filters(file: File) -> Findings:
    for number, stream in streams(file):
        for name in filters(stream):
            if name not in _FILTERS:
                yield finding("file.filters", object=number, filter=name)
        if set(filters(stream)) <= READABLE_FILTERS:
            try:
                decoded(stream)
            except UnreadableError as trouble:
                yield finding("file.filters.broken", object=number, detail=str(trouble)[:80])


def _inline_filters(leaf: Leaf) -> Findings:
    for mark in leaf.marks:
        if isinstance(mark, Picture) and not mark.object:
            for name in filters(mark.image):
                if name not in _FILTERS:
                    yield on_page("file.filters.inline", leaf, mark, filter=name)


def _contents(file: File, layers: str) -> Findings:
    for number, entries in dictionaries(file):
        kind = entries.get("Type")
        if "EF" in entries or kind == "EmbeddedFile":
            yield finding("file.external", object=number, key="EF")
        if "AF" in entries:
            yield finding("file.external", object=number, key="AF")
        if "AA" in entries:
            yield finding("file.actions", object=number, key="AA")
        if entries.get("S") in _ACTIONS and kind in (None, "Action"):
            yield finding("file.actions", object=number, key=str(entries["S"]))
        if "OC" in entries or kind == "OCG":
            yield finding(layers, object=number)
        if entries.get("Subtype") == "PS" or entries.get("Subtype2") == "PS":
            yield finding("file.postscript-opi", object=number, key="PS")
    for number, stream in streams(file):
        if "F" in stream.entries:
            yield finding("file.external", object=number, key="F")
        for key in _POSTSCRIPT_OPI:
            if key in stream.entries:
                yield finding("file.postscript-opi", object=number, key=key)


def _catalog(file: File, layers: str) -> Findings:
    catalog = file.catalog
    names = file.entries(catalog.get("Names"))
    for code, holder, key in (
        ("file.actions", catalog, "OpenAction"),
        ("file.actions", names, "JavaScript"),
        ("file.external", names, "EmbeddedFiles"),
        ("file.external", catalog, "Collection"),
        ("file.forms", catalog, "AcroForm"),
        (layers, catalog, "OCProperties"),
    ):
        if file.see(holder.get(key)) is not None:
            yield finding(code, object=0, key=key)
    preferences = file.entries(catalog.get("ViewerPreferences"))
    for key in _AREAS:
        value = file.see(preferences.get(key))
        if value is not None and value not in ("MediaBox", "BleedBox"):
            yield finding("file.viewer-prefs", key=key, value=str(value))


def _annotations(file: File, leaf: Leaf) -> Findings:
    for annotation in map(file.entries, file.items(leaf.entries.get("Annots"))):
        kind = str(file.see(annotation.get("Subtype")))
        if kind in ("TrapNet", "PrinterMark"):
            continue
        extent = _rectangle(file, annotation)
        if extent is None or extent.meets(leaf.bleed):
            yield on_page("file.annotations", leaf, extent, kind=kind)


def _rectangle(file: File, annotation: Dictionary) -> Extent | None:
    edges = file.numbers(annotation.get("Rect"))
    if len(edges) != 4:
        return None
    left, right = sorted(edges[::2])
    bottom, top = sorted(edges[1::2])
    return Extent(left, bottom, right, top)
