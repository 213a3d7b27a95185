"""Supplied PDFs: a page and all that it draws with, carried into our file untouched. pypdf's door.

Vectors, fonts and colours stay as the advertiser made them. Only the page's content is unpacked
and joined, because a form has one stream where a page may have several.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader, apply_configuration, generic

from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.page import Placed
from xzpress.render.forms import Adopted, Body, Part
from xzpress.render.objects import name, number

_DEEPEST = 60
_MOST_OBJECTS = 20_000
_MOST_BYTES = 200_000_000
_LEFT_BEHIND = frozenset(
    {"/Parent", "/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/LastModified"}
)
"""Of the file they came from, without ink: they would drag the whole of it along."""


class TooMuchError(Exception):
    """A file that no ad is like: too deep, too many objects, too many bytes."""


def ad(placed: Placed) -> tuple[Adopted | None, tuple[Diagnostic, ...]]:
    """Take an ad's page out of its file; None, with the reason, where it cannot be placed.

    What the printer would refuse in it is preflight's to say. Encrypted files and files with
    layers are refused: what a layer hides in its own file would show in ours.
    """
    said = {"file": placed.ad.file}
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is told as a diagnostic
    try:
        with apply_configuration(zlib_maximum_output_length=_MOST_BYTES), _names_as_bytes():
            reader = PdfReader(BytesIO(placed.ad.path.read_bytes()))
            if reader.is_encrypted or "/OCProperties" in reader.root_object:
                what = "encrypted" if reader.is_encrypted else "layers (OCProperties)"
                return None, (diagnostic("bad-ad", placed.ad.place, **said, reason=what),)
            return _adopted(reader.pages[0]), ()
    except Exception as trouble:  # pypdf raises errors of every kind on a damaged file
        reason = f"{type(trouble).__name__}: {trouble}"[:120]
        return None, (diagnostic("bad-ad", placed.ad.place, **said, reason=reason),)


@contextmanager
def _names_as_bytes() -> Iterator[None]:
    """Names are bytes: one read as GBK and written as UTF-8 no longer is what the content says."""
    before = generic.NameObject.CHARSETS
    generic.NameObject.CHARSETS = ("latin1",)  # type: ignore[assignment] # so pypdf wants it set
    try:
        yield
    finally:
        generic.NameObject.CHARSETS = before


def _adopted(page: PageObject) -> Adopted:
    carrier = _Carrier(page.get("/Resources"))
    box = page.trimbox
    left, bottom, right, top = map(float, (box.left, box.bottom, box.right, box.top))
    resources = tuple(carrier.parts(page.get("/Resources"), 0))
    group = tuple(carrier.parts(page["/Group"], 0)) if "/Group" in page else ()
    bodies = carrier.bodies()
    return Adopted((left, bottom, right, top), _content(page), resources, group, bodies)


def _content(page: PageObject) -> bytes:
    """All streams of a page's content; a token may not run from one into the next."""
    found = page.get("/Contents")
    held = found.get_object() if found is not None else None
    streams = list(held) if isinstance(held, generic.ArrayObject) else [held]
    wanted = [each.get_object() for each in streams if each is not None]
    return b"\n".join(bytes(each.get_data()) for each in wanted)


class _Carrier:
    """Writes what objects say, and notes which others they refer to."""

    def __init__(self, resources: object) -> None:
        self._resources = resources
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: list[generic.IndirectObject] = []
        self._bytes = 0

    def bodies(self) -> tuple[Body, ...]:
        """Every object that was referred to, and what those refer to, each once."""
        made: list[Body] = []
        while len(made) < len(self._waiting):
            thing = self._waiting[len(made)].get_object()
            data = bytes(thing._data) if isinstance(thing, generic.StreamObject) else None
            self._bytes += len(data or b"")
            if self._bytes > _MOST_BYTES:
                raise TooMuchError(f"> {_MOST_BYTES // 1_000_000} MB")
            made.append(Body(tuple(self.parts(thing, 0)), data))
        return tuple(made)

    def parts(self, thing: Any, depth: int) -> Iterator[Part]:
        """What is written of a thing, references as numbers."""
        if depth > _DEEPEST:
            raise TooMuchError("nested too deep")
        match thing:
            case generic.IndirectObject():
                yield b" "
                yield self._number(thing)
            case generic.DictionaryObject():
                yield b"<<"
                for key, value in self._entries(thing):
                    yield _name(key)
                    yield from self.parts(value, depth + 1)
                yield b">>"
            case generic.ArrayObject():
                yield b"["
                for item in list.__iter__(thing):
                    yield from self.parts(item, depth + 1)
                yield b"]"
            case _:
                yield _plain(thing)

    def _entries(self, thing: generic.DictionaryObject) -> Iterator[tuple[str, object]]:
        stream = isinstance(thing, generic.StreamObject)
        for key, value in dict.items(thing):
            if key not in _LEFT_BEHIND and not (stream and key == "/Length"):
                yield str(key), value
        if isinstance(thing, generic.StreamObject):
            yield "/Length", generic.NumberObject(len(thing._data))
        form = stream and thing.get("/Subtype") == "/Form"
        if form and "/Resources" not in thing and self._resources is not None:
            # Of old a form could draw with what its page had; it is on another page now.
            yield "/Resources", self._resources

    def _number(self, reference: generic.IndirectObject) -> int:
        key = reference.idnum, reference.generation
        if key not in self._numbers:
            if len(self._waiting) >= _MOST_OBJECTS:
                raise TooMuchError(f"> {_MOST_OBJECTS} objects")
            self._numbers[key] = len(self._waiting)
            self._waiting.append(reference)
        return self._numbers[key]


def _name(text: str) -> bytes:
    return name(text[1:].encode("latin-1")).encode("ascii")


def _plain(thing: object) -> bytes:
    """A value that is nothing but itself."""
    match thing:
        case generic.NameObject():
            return _name(thing)
        case generic.BooleanObject():
            return b" true" if thing.value else b" false"
        case generic.TextStringObject() | generic.ByteStringObject():
            return b"<" + bytes(thing.original_bytes).hex().encode("ascii") + b">"
        case generic.NumberObject() | generic.FloatObject():
            whole = isinstance(thing, generic.NumberObject)
            return f" {int(thing) if whole else number(thing, 10)}".encode("ascii")
    return b" null"
