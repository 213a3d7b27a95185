"""XMP metadata, and which PDF/X standard the file says it keeps."""

from xml.etree import ElementTree

from xzpress.design import PressProfile, Standard
from xzpress.preflight.reader import File, Object, Stream, UnreadableError, decoded

_SPACES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/pdfx/1.3/": "pdfx",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_MOST_BYTES = 4_000_000
_X4_FROM = b"%PDF-1.5"
_ALSO: dict[Standard, tuple[Standard, ...]] = {
    "PDF/X-1a:2001": (),
    "PDF/X-1a:2003": ("PDF/X-1a:2001",),
    "PDF/X-4": ("PDF/X-1a:2003", "PDF/X-1a:2001"),
}
"""What keeps an older standard keeps the newer one's rules for its content too."""


class BrokenXmpError(Exception):
    """Metadata that are no XMP; `args[0]` says why."""


def text(thing: Object) -> str:
    """A text string as text."""
    if not isinstance(thing, bytes):
        return ""
    if thing.startswith(b"\xfe\xff"):
        return thing[2:].decode("utf-16-be", "replace")
    return thing.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def xmp(file: File) -> dict[str, str] | None:
    """The file's XMP properties by name (`dc:title`), None where it has none.

    Raises BrokenXmpError when there is metadata that is not XMP. A document type, which could
    unfold into anything, is refused.
    """
    stream = file.see(file.catalog.get("Metadata"))
    if not isinstance(stream, Stream):
        return None
    try:
        data = decoded(stream)
        if len(data) > _MOST_BYTES or b"<!" in data.replace(b"\0", b"").replace(b"<!--", b""):
            raise BrokenXmpError("<!DOCTYPE")
        root = ElementTree.fromstring(data.strip(b"\0 \t\r\n"))
    except (UnreadableError, ElementTree.ParseError, ValueError, LookupError) as trouble:
        raise BrokenXmpError(str(trouble)[:80]) from trouble
    found: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        for key, value in description.attrib.items():
            _put(found, key, value)
        for child in description:
            _put(found, child.tag, " ".join("".join(child.itertext()).split()))
    return found


def _put(found: dict[str, str], key: str, value: str) -> None:
    space, _, name = key.removeprefix("{").rpartition("}")
    if space in _SPACES:
        found.setdefault(f"{_SPACES[space]}:{name}", value)


def accepted(press: PressProfile) -> tuple[Standard, ...]:
    """The standards a printer takes: those of the sheet, and those that are stricter still."""
    named = (press.standard, *press.accepts)
    return tuple(dict.fromkeys((*named, *(also for each in named for also in _ALSO[each]))))


def claimed(file: File) -> Standard | None:
    """The standard that the file says it keeps."""
    version = text(file.see(file.info.get("GTS_PDFXVersion")))
    if version == "PDF/X-1a:2003":
        return "PDF/X-1a:2003"
    conformance = text(file.see(file.info.get("GTS_PDFXConformance")))
    if version == "PDF/X-1:2001" or conformance == "PDF/X-1a:2001":
        return "PDF/X-1a:2001"
    try:
        named = (xmp(file) or {}).get("pdfxid:GTS_PDFXVersion", "")
    except BrokenXmpError:
        return None
    return "PDF/X-4" if named == "PDF/X-4" else None


def ruling(file: File, press: PressProfile) -> Standard:
    """The standard to hold a file against: the one it says it keeps, if the printer takes it."""
    taken, said = accepted(press), claimed(file)
    if said in taken and said is not None:
        return said
    if said is None and "PDF/X-4" in taken and file.data[: len(_X4_FROM)] >= _X4_FROM:
        return "PDF/X-4"
    return press.standard
