"""Files from the desk as typed records, every mistake reported at once with its place.

Declare what may stand in a file as a class; reading and the JSON Schema both come from it:

    class Photo(Record):
        '''A picture with its caption.'''

        file = required(File(".jpg", missing="missing-photo"), "照片文件", "the picture's file")
        caption = required(Words(), "图片说明", "the words under it")
        focus = optional(Items(Number(0, 1), least=2, most=2), "取景重心", "what a crop keeps")

    class Front(Record):
        '''What stands between the --- lines.'''

        headline = required(Words(turns=True), "主题", "the headline")
        align = optional(Choice("left", "center"), "对齐", "how it stands", default="left")
        height = optional(Length("mm", "line"), "高", "its height")
        colour = optional(Colour(), "颜色", "its inks in per cent")
        photos = optional(Items(Group(Photo)), "照片", "its pictures", default=())
        codes = optional(Table(Word()), "二维码", "names the desk chooses", default=())

    problems = Problems()
    source = open_source(path, root, problems)          # encoding, size, hidden characters
    front = read(source, Front, folder, problems)       # YAML, keys, types: all reported
    problems.stop_if_serious()                          # raises Unreadable with all of them
    front.headline.text, front.headline.place           # Written: place_of(i) for each character
    front.height.pt(line=11.5)                          # Measure → pt
    front.photos[0].file.path                           # Reference: an existing file
    front.photos[0].place, front.at("align")            # places of records, and of any value by key

A value that was reported as wrong is not there: asking for it raises Broken, so ask after
`stop_if_serious`, or only for lists and tables, which then hold what is sound.
"""

from pathlib import Path
from typing import Any, Generic, Self, TypeVar, overload

from xzpress.diagnostic import Place
from xzpress.read.files import File, Reference
from xzpress.read.groups import Entry, Items, Table, pairs_of
from xzpress.read.kinds import (
    Choice,
    Colour,
    DateOf,
    Flag,
    Inks,
    Integer,
    Kind,
    Length,
    Measure,
    Number,
    Reader,
    Schema,
    Word,
    Words,
    unknown,
)
from xzpress.read.problems import Problems, Unreadable, near
from xzpress.read.source import Source, named, open_source
from xzpress.read.tree import Mapping, Node, Scalar, Sequence, parse
from xzpress.read.written import Written

__all__ = [
    "Broken", "Choice", "Colour", "DateOf", "Entry", "File", "Flag", "Group", "Inks", "Integer",
    "Items", "Kind", "Length", "Measure", "Node", "Number", "Problems", "Reader", "Record",
    "Reference", "Schema", "Source", "Table", "Unreadable", "Word", "Words", "Written",
    "named", "near", "open_source", "optional", "read", "required", "schema", "unknown",
]  # fmt: skip

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
D = TypeVar("D")
R = TypeVar("R", bound="Record")
_BROKEN = object()


class Broken(Exception):  # noqa: N818 - a bug in our code, never shown to the desk
    """A value was asked for that had been reported as wrong."""


class Key(Generic[T_co]):
    """One key of a record: its kind, what it is in both languages, and whether it must be there."""

    def __init__(
        self, kind: Kind[Any], zh: str, en: str, *, must: bool, default: Any, name: str
    ) -> None:
        self.kind, self.zh, self.en = kind, zh, en
        self.must, self.default, self.name = must, default, name

    def __set_name__(self, owner: type["Record"], name: str) -> None:
        self.name = self.name or name

    @overload
    def __get__(self, record: None, owner: type["Record"]) -> Self: ...
    @overload
    def __get__(self, record: "Record", owner: type["Record"]) -> T_co: ...
    def __get__(self, record: "Record | None", owner: type["Record"]) -> "Self | T_co":
        if record is None:
            return self
        value = record.values.get(self.name, self.default)
        if value is _BROKEN:
            if self.kind.nothing is None:
                raise Broken(self.name)
            value = self.kind.nothing
        return value  # type: ignore[no-any-return]

    def schema(self) -> Schema:
        return {"description": f"{self.zh} / {self.en}", **self.kind.schema()}


def required(kind: Kind[T], zh: str, en: str, *, name: str = "") -> Key[T]:
    """A key that must be there. `name`: in the file, where Python's name cannot be the same."""
    return Key(kind, zh, en, must=True, default=_BROKEN, name=name)


@overload
def optional(kind: Kind[T], zh: str, en: str, *, name: str = "") -> Key[T | None]: ...
@overload
def optional(kind: Kind[T], zh: str, en: str, *, default: D, name: str = "") -> Key[T | D]: ...
def optional(kind: Kind[Any], zh: str, en: str, *, default: Any = None, name: str = "") -> Key[Any]:
    """A key that may be left out; `default` then stands for it."""
    return Key(kind, zh, en, must=False, default=default, name=name)


class Record:
    """What stands in a file or a part of it. Subclasses declare its keys."""

    def __init__(self, values: dict[str, Any], node: Mapping) -> None:
        self.values, self._node = values, node

    @property
    def place(self) -> Place:
        return self._node.place

    def at(self, *path: str | int) -> Place:
        """The place of a value by its keys and numbers (from 0), or of the nearest there is."""
        node: Node = self._node
        for step in path:
            if isinstance(node, Mapping):
                node = next((v for k, v in node.pairs if k.text == step), node)
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
        return node.place

    def given(self, key: Key[D | None]) -> D | None:
        """A value by its key (`front.given(Front.align)`); None where it is absent or wrong."""
        value = self.values.get(key.name, key.default)
        return None if value is _BROKEN else value

    @classmethod
    def keys(cls) -> dict[str, Key[Any]]:
        """The keys declared, in order, by their names in the file."""
        classes = reversed(cls.__mro__)
        found = (key for c in classes for key in vars(c).values() if isinstance(key, Key))
        return {key.name: key for key in found}

    @classmethod
    def schema(cls) -> Schema:
        """The record as JSON Schema."""
        keys = cls.keys()
        must = [name for name, key in keys.items() if key.must]
        return {
            "type": "object",
            "properties": {name: key.schema() for name, key in keys.items()},
            **({"required": must} if must else {}),
            "additionalProperties": False,
        }


class Group(Kind[R]):
    """A record inside another."""

    def __init__(self, record: type[R]) -> None:
        self.record = record

    def read(self, node: Node, key: str, reader: Reader) -> R | None:
        pairs = pairs_of(node, key, reader)
        if pairs is None or not isinstance(node, Mapping):
            return None
        keys = self.record.keys()
        values: dict[str, Any] = {}
        meant: set[str] = set()
        for name, value in pairs:
            if name.text not in keys:
                known = tuple(keys)
                unknown(reader.problems, "unknown-key", name.place, name.text, known, key=key)
                meant.add(near(name.text, known))
                continue
            wanted = keys[name.text]
            if isinstance(value, Scalar) and value.empty and not wanted.must:
                continue
            read = wanted.kind.read(value, name.text, reader)
            values[name.text] = _BROKEN if read is None else read
        for must in (n for n, k in keys.items() if k.must and n not in values):
            values[must] = _BROKEN
            if must not in meant:  # else its misspelling has been reported
                reader.problems.add("missing-key", node.place, key=must)
        return self.record(values, node)

    def schema(self) -> Schema:
        return self.record.schema()


def read(
    source: Source,
    record: type[R],
    folder: Path,
    problems: Problems,
    *,
    first: int = 0,
    last: int | None = None,
) -> R | None:
    """Read the YAML of a file as one record; None when it is no mapping at all.

    folder: what the paths in it start from, and must not leave.
    first, last: the lines to read, from 0, `last` not included (front matter).
    """
    before = problems.diagnostics
    node = parse(source, problems, first, last)
    if node is None:
        if problems.diagnostics == before:
            problems.add("empty-file", Place(source.file, first + 1))
        return None
    return Group(record).read(node, source.file, Reader(folder, problems))


def schema(record: type[Record], title: str) -> Schema:
    """A record as a JSON Schema of its own."""
    draft = "http://json-schema.org/draft-07/schema#"
    return {"$schema": draft, "title": title, **record.schema()}
