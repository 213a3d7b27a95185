"""The written file as plain data. pypdf's only door; nothing behind it knows who read the file."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple

from pypdf import PdfReader, apply_configuration, generic
from pypdf.errors import DependencyError, PyPdfError

_MOST_OBJECTS = 200_000
_MOST_BYTES = 64_000_000
_KEPT_BYTES = 1_000_000
_DEEPEST = 60
_MOST = 1e12
_SHORT = 16

READABLE_FILTERS = frozenset(
    {"ASCIIHexDecode", "ASCII85Decode", "FlateDecode", "RunLengthDecode", "DCTDecode"}
)
"""What is undone here (DCT is left for the picture library)."""


class Name(str):
    """A PDF name, without its slash."""

    __slots__ = ()


class Ref(NamedTuple):
    """The number of an indirect object."""

    number: int
    generation: int


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """A stream: its dictionary, its bytes as they stand in the file, how to undo its filters."""

    entries: "Dictionary"
    raw: bytes
    undo: Callable[[], bytes]


_MISSHAPEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError)
Dictionary = dict[str, "Object"]
Object = None | bool | int | float | bytes | Name | Ref | Stream | list["Object"] | Dictionary


class UnreadableError(Exception):
    """The bytes cannot be read as a PDF, or a stream of it cannot be decoded."""


@dataclass(frozen=True, slots=True)
class File:
    """A PDF. `objects`: by number. `complaints`: what the reader had to forgive."""

    data: bytes
    trailer: Dictionary
    objects: dict[int, Object]
    complaints: tuple[str, ...]
    encrypted: bool

    def see(self, thing: Object) -> Object:
        """What a reference leads to; anything else is itself."""
        for _ in range(_DEEPEST):
            if not isinstance(thing, Ref):
                return thing
            thing = self.objects.get(thing.number)
        return None

    def get(self, holder: Object, *keys: str) -> Object:
        """The value under a path of keys, None where something on the way is missing."""
        for key in keys:
            holder = self.entries(holder).get(key)
        return self.see(holder)

    def entries(self, thing: Object) -> Dictionary:
        """The entries of a dictionary or stream; empty for anything else."""
        thing = self.see(thing)
        if isinstance(thing, Stream):
            return thing.entries
        return thing if isinstance(thing, dict) else {}

    def items(self, thing: Object) -> list[Object]:
        """The things in an array, seen; empty for anything else."""
        thing = self.see(thing)
        return [self.see(item) for item in thing] if isinstance(thing, list) else []

    def numbers(self, thing: Object) -> tuple[float, ...]:
        """The numbers of an array; empty where anything else is in it."""
        values = self.items(thing)
        if any(number(value) is None for value in values):
            return ()
        return tuple(float(value) for value in values)  # type: ignore[arg-type]

    @property
    def catalog(self) -> Dictionary:
        return self.entries(self.trailer.get("Root"))

    @property
    def info(self) -> Dictionary:
        return self.entries(self.trailer.get("Info"))


def bounded(value: float) -> float:
    """A number as a PDF can have it; what is beyond all measure is just very much."""
    return min(max(value, -_MOST), _MOST)


def number(thing: Object) -> float | None:
    """A number as a float, None for anything else (true and false are not numbers)."""
    return float(thing) if isinstance(thing, int | float) and not isinstance(thing, bool) else None


def decoded(stream: Stream) -> bytes:
    """A stream's bytes, its filters undone, at most 64 MB.

    Raises UnreadableError when a filter is unknown or broken, or the bytes are too many.
    """
    if not set(filters(stream)) <= READABLE_FILTERS:
        raise UnreadableError("/".join(filters(stream)))
    return stream.undo()


def filters(stream: Stream) -> tuple[str, ...]:
    """The names of a stream's filters, outermost first."""
    named = stream.entries.get("Filter")
    chain = named if isinstance(named, list) else [named]
    return tuple(str(name) for name in chain if isinstance(name, Name))


def dictionaries(file: File) -> Iterator[tuple[int, Dictionary]]:
    """Every dictionary of the file with the number of the object it is in (0: the trailer)."""
    for holder, thing in ((0, file.trailer), *file.objects.items()):
        waiting: list[Object] = [thing]
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, Stream):
                thing = thing.entries
            if isinstance(thing, dict):
                yield holder, thing
                waiting.extend(thing.values())
            elif isinstance(thing, list):
                waiting.extend(thing)


def streams(file: File) -> Iterator[tuple[int, Stream]]:
    """Every stream with its object's number."""
    for holder, thing in file.objects.items():
        if isinstance(thing, Stream):
            yield holder, thing


@dataclass(slots=True)
class _Purse:
    """How many bytes may still be unfolded out of one file; what is small is kept."""

    left: int = 1_000_000_000


def read(data: bytes) -> File:
    """Read a whole PDF into plain data.

    Raises UnreadableError when there is no making out its objects.
    """
    purse = _Purse()
    with _complaints() as complaints, _limits():
        try:
            reader = PdfReader(BytesIO(data))
            objects: dict[int, Object] = {}
            if not reader.is_encrypted:
                objects = dict(_objects(reader, complaints, purse))
            trailer = _plain(reader.trailer, 0, purse)
        except DependencyError:  # it is locked, with a cipher that is not at hand
            return File(data, {}, {}, tuple(complaints), True)
        except (PyPdfError, RecursionError, OSError, *_MISSHAPEN) as trouble:
            raise UnreadableError(f"{type(trouble).__name__}: {trouble}") from trouble
        encrypted = reader.is_encrypted
    assert isinstance(trailer, dict)
    _settle(trailer, objects)
    return File(data, trailer, objects, tuple(complaints), encrypted)


def _settle(trailer: Dictionary, objects: dict[int, Object]) -> None:
    """Put what is plain (names, numbers, then short lists of them) where references lead to it.

    `/Subtype 12 0 R` is as good as `/Subtype /Image`; after this nobody need think of it again.
    """
    for fits in (_is_plain, _is_short):
        for thing in (trailer, *objects.values()):
            _put_in(thing, objects, fits)


def _put_in(thing: Object, objects: dict[int, Object], fits: Callable[[Object], bool]) -> None:
    waiting: list[Object] = [thing]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, Stream):
            holder = holder.entries
        pairs: Iterable[tuple[Any, Object]] = ()
        if isinstance(holder, dict):
            pairs = holder.items()
        elif isinstance(holder, list):
            pairs = enumerate(holder)
        for key, value in list(pairs):
            if isinstance(value, Ref):
                found = objects.get(value.number)
                if fits(found):
                    holder[key] = found  # type: ignore[index]
            elif isinstance(value, dict | list | Stream):
                waiting.append(value)


def _is_plain(thing: Object) -> bool:
    return thing is not None and not isinstance(thing, Ref | Stream | dict | list)


def _is_short(thing: Object) -> bool:
    return isinstance(thing, list) and len(thing) <= _SHORT and all(map(_is_plain, thing))


def _objects(
    reader: PdfReader, complaints: list[str], purse: _Purse
) -> Iterator[tuple[int, Object]]:
    wanted = {
        number_: generation
        for generation, entries in reader.xref.items()
        for number_ in entries
        if number_ and not reader.xref_free_entry.get(generation, {}).get(number_)
    }
    wanted |= dict.fromkeys(reader.xref_objStm, 0)
    if len(wanted) > _MOST_OBJECTS:
        raise UnreadableError(f"{len(wanted)} objects")
    for number_, generation in sorted(wanted.items()):
        try:
            found = reader.get_object(generic.IndirectObject(number_, generation, reader))
            yield number_, _plain(found, 0, purse)
        except (PyPdfError, RecursionError, OSError, *_MISSHAPEN) as trouble:
            complaints.append(f"{number_} {generation} obj: {trouble}")


def _plain(thing: object, depth: int, purse: _Purse) -> Object:
    if depth > _DEEPEST:
        raise UnreadableError("nested too deep")
    match thing:
        case generic.IndirectObject():
            return Ref(thing.idnum, thing.generation)
        case generic.StreamObject():
            return Stream(_entries(thing, depth, purse), bytes(thing._data), _undo(thing, purse))
        case generic.DictionaryObject():
            return _entries(thing, depth, purse)
        case generic.ArrayObject():
            return [_plain(item, depth + 1, purse) for item in list.__iter__(thing)]
        case generic.NameObject():
            return Name(thing[1:])
        case generic.BooleanObject():
            return bool(thing.value)
        case generic.NumberObject():
            return int(bounded(int(thing)))
        case generic.FloatObject():
            return bounded(float(thing))
        case generic.TextStringObject() | generic.ByteStringObject():
            return bytes(thing.original_bytes)
    return None


def _entries(thing: generic.DictionaryObject, depth: int, purse: _Purse) -> Dictionary:
    return {str(key)[1:]: _plain(value, depth + 1, purse) for key, value in dict.items(thing)}


def unpacking(entries: Dictionary, data: bytes) -> Callable[[], bytes]:
    """How to undo the filters of a stream that is not an object of the file (an inline image)."""
    stream = generic.StreamObject()
    stream._data = data
    stream.update(
        {
            generic.NameObject(f"/{key}"): _written(entries[key])
            for key in ("Filter", "DecodeParms")
            if entries.get(key) is not None
        }
    )
    if not filters(Stream(entries, data, bytes)):
        return lambda: data
    encoded = generic.EncodedStreamObject()
    encoded._data = data
    encoded.update(stream)
    return _undo(encoded, _Purse())


def _written(thing: Object) -> generic.PdfObject:
    """A plain thing as pypdf has it, as far as a stream's filters need."""
    match thing:
        case Name():
            return generic.NameObject(f"/{thing}")
        case bool():
            return generic.BooleanObject(thing)
        case int() | float():
            return generic.NumberObject(int(thing))
        case list():
            return generic.ArrayObject(map(_written, thing))
        case dict():
            return generic.DictionaryObject(
                {generic.NameObject(f"/{key}"): _written(value) for key, value in thing.items()}
            )
    return generic.NullObject()


def _undo(stream: generic.StreamObject, purse: _Purse) -> Callable[[], bytes]:
    kept: list[bytes] = []

    def undo() -> bytes:
        if kept:
            return kept[0]
        if purse.left < 0:
            raise UnreadableError("too much to unpack")
        purse.left -= _MOST_BYTES  # what it may come to, until it is known
        with _complaints() as complaints, _limits():
            try:
                data = bytes(stream.get_data())
            except (PyPdfError, RecursionError, OSError, *_MISSHAPEN) as trouble:
                raise UnreadableError(str(trouble)) from trouble
        if complaints:
            raise UnreadableError(complaints[0])
        purse.left += _MOST_BYTES - len(data)
        if len(data) <= _KEPT_BYTES:
            kept.append(data)
        return data

    return undo


@contextmanager
def _limits() -> Iterator[None]:
    """Keep a small file from unfolding into gigabytes."""
    with apply_configuration(
        zlib_maximum_output_length=_MOST_BYTES,
        run_length_maximum_output_length=_MOST_BYTES,
        array_based_stream_maximum_output_length=_MOST_BYTES,
    ):
        yield


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what pypdf would log: what it forgives in silence, a printer's machine may not."""
    heard: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("pypdf")
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield heard
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
