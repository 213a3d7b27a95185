"""PDF objects. ReportLab's door: here it is kept from its settings, its clock and its Helvetica."""

import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc

# ReportLab takes settings from the environment and the user's home; no file of ours may depend on
# them, and its timestamps and comments have no place in a file that must come out the same twice.
rl_config.invariant = 1
rl_config.pdfMultiLine = 0
rl_config.documentLang = None

_NO_ID = b"<" + b"0" * 32 + b">"
NO_UUID = "00000000-0000-0000-0000-000000000000"
"""Stands in a metadata stream until the file's content has given it its identifier."""


def number(value: float, places: int = 4) -> str:
    """A length as PDF writes it, to 1/10,000 pt and without needless zeros.

    >>> number(12.5), number(-0.00001), number(3.0)
    ('12.5', '0', '3')
    """
    written = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def name(text: str | bytes) -> str:
    """A name object: its slash, and what may not stand in a name escaped; text is put in UTF-8.

    >>> name("DeviceCMYK"), name("专 1")
    ('/DeviceCMYK', '/#E4#B8#93#201')
    """
    regular = range(ord("!"), ord("~") + 1)
    octets = text.encode("utf-8") if isinstance(text, str) else text
    plain = (byte in regular and byte not in b"#()<>[]{}/%" for byte in octets)
    pairs = zip(octets, plain, strict=True)
    return "/" + "".join(chr(byte) if stands else f"#{byte:02X}" for byte, stands in pairs)


def array(items: Sequence[object]) -> pdfdoc.PDFArray:
    """An array object. Lengths get five places, so that 3 mm of bleed is not a hair less."""
    return pdfdoc.PDFArray([number(item, 5) if isinstance(item, float) else item for item in items])


def words(text: str) -> pdfdoc.PDFString:
    """A text string: ASCII as it stands, anything else in UTF-16."""
    return pdfdoc.PDFString(text)


def dictionary(entries: Mapping[str, object]) -> pdfdoc.PDFDictionary:
    """A dictionary object; keys come without their slash and are written in order."""
    return pdfdoc.PDFDictionary(dict(entries))


class Stream(pdfdoc.PDFObject):  # type: ignore[misc] # ReportLab has no types
    """A stream; `data` is deflated already where `filter_name` says so; "" for plain data.

    ReportLab's own stream ends without the line break that ISO 32000-1, 7.3.8.1 asks for.
    """

    __RefOnly__ = 1

    def __init__(
        self, data: bytes, entries: Mapping[str, object], filter_name: str = "FlateDecode"
    ) -> None:
        how = {"Filter": name(filter_name)} if filter_name else {}
        self._head = dictionary({**entries, **how, "Length": len(data)})
        self._data = data

    def format(self, document: Any) -> bytes:
        head: bytes = self._head.format(document)
        return b"".join((head, b"\nstream\n", self._data, b"\nendstream\n"))


class Carried(pdfdoc.PDFObject):  # type: ignore[misc] # ReportLab has no types
    """What another file says, as it was written there, but for its references.

    `references`: what stands for the numbers among its parts.
    """

    def __init__(self, parts: Sequence[bytes | int], references: Sequence[object]) -> None:
        self._parts, self._references = parts, references

    def format(self, document: Any) -> bytes:
        return b"".join(
            part if isinstance(part, bytes) else pdfdoc.format(self._references[part], document)
            for part in self._parts
        )


class CarriedObject(Carried):
    """An object of another file. `data`: a stream's, None for anything else."""

    __RefOnly__ = 1  # for ReportLab: it stands alone, whoever refers to it

    def __init__(
        self, parts: Sequence[bytes | int], references: Sequence[object], data: bytes | None
    ) -> None:
        super().__init__(parts, references)
        self._data = data

    def format(self, document: Any) -> bytes:
        said = super().format(document)
        if self._data is None:
            return said
        return b"".join((said, b"\nstream\n", self._data, b"\nendstream\n"))


def deflated(data: bytes, entries: Mapping[str, object]) -> Stream:
    """A stream of data that is not compressed yet."""
    return Stream(zlib.compress(data, 6), entries)


class Document:
    """A PDF file in the making: objects go in, bytes come out."""

    def __init__(self, version: tuple[int, int] = (1, 3)) -> None:
        self._pdf = pdfdoc.PDFDocument(compression=0, invariant=1, pdfVersion=version)
        self._pages: list[Any] = []

    def keep(self, thing: object) -> object:
        """Put an object into the file and return the reference to it."""
        return self._pdf.Reference(thing)

    def add_font(self, resource: str, font: object) -> None:
        """Put a font among the fonts that every page may use."""
        self._pdf.idToObject[pdfdoc.BasicFonts][resource] = self.keep(font)

    @property
    def fonts(self) -> object:
        return self._pdf.Reference(self._pdf.idToObject[pdfdoc.BasicFonts])

    def add_page(self, entries: Mapping[str, object]) -> None:
        parent = self._pdf.Reference(self._pdf.Pages)
        self._pdf.Pages.addPage(dictionary({"Type": name("Page"), "Parent": parent, **entries}))

    def finish(self, info: Mapping[str, object], catalog: Mapping[str, object]) -> bytes:
        """The file. Its identifiers are made from all its other bytes."""
        pages = self._pdf.Reference(self._pdf.Pages)
        self._pdf.Catalog = dictionary({"Type": name("Catalog"), "Pages": pages, **catalog})
        self._pdf.info = dictionary(info)
        self._pdf._ID = b"[" + _NO_ID + _NO_ID + b"]"
        data: bytes = self._pdf.format()
        body, tail = data[: data.rindex(b"trailer")], data[data.rindex(b"trailer") :]
        digest = sha256(data).hexdigest()[:32]
        uuid = "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:]))
        body = body.replace(NO_UUID.encode("ascii"), uuid.encode("ascii"))
        return body + tail.replace(_NO_ID, f"<{digest}>".encode("ascii"))
