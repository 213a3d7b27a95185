"""Lists of values, and tables of values under names that the desk chooses."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from xzpress.diagnostic import Place
from xzpress.read.kinds import Kind, Reader, Schema, Word
from xzpress.read.tree import Mapping, Node, Scalar, Sequence, full_width_colon

T = TypeVar("T", covariant=True)


class Items(Kind[tuple[T, ...]]):
    """A list of one kind. Broken items are reported and left out."""

    nothing = ()

    def __init__(self, kind: Kind[T], *, least: int = 0, most: int | None = None) -> None:
        self.kind, self.least, self.most = kind, least, most

    def read(self, node: Node, key: str, reader: Reader) -> tuple[T, ...] | None:
        if not isinstance(node, Sequence):
            _not("not-list", node, key, reader)
            return None
        count = len(node.items)
        if count < self.least:
            values = {"value": count, "limit": self.least}
            reader.problems.add("too-few-items", node.place, key=key, **values)
        if self.most is not None and count > self.most:
            values = {"value": count, "limit": self.most}
            reader.problems.add("too-many-items", node.place, key=key, **values)
        names = ((item, f"{key}[{n}]") for n, item in enumerate(node.items, 1))
        read = (self.kind.read(item, name, reader) for item, name in names)
        return tuple(value for value in read if value is not None)

    def schema(self) -> Schema:
        limits = {"minItems": self.least or None, "maxItems": self.most}
        some = {name: limit for name, limit in limits.items() if limit is not None}
        return {"type": "array", "items": self.kind.schema(), **some}


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One line of a table. `place`: of its name."""

    name: str
    value: T
    place: Place


class Table(Kind[tuple[Entry[T], ...]]):
    """Names that the desk chooses, each with a value of one kind. Broken ones are left out."""

    nothing = ()

    def __init__(self, kind: Kind[T]) -> None:
        self.kind = kind

    def read(self, node: Node, key: str, reader: Reader) -> tuple[Entry[T], ...] | None:
        pairs = pairs_of(node, key, reader)
        if pairs is None:
            return None
        entries = []
        for name, value in pairs:
            if Word().read(name, key, reader) is None:
                continue
            read = self.kind.read(value, f"{key}.{name.text}", reader)
            if read is not None:
                entries.append(Entry(name.text, read, name.place))
        return tuple(entries)

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.kind.schema()}


def pairs_of(node: Node, key: str, reader: Reader) -> list[tuple[Scalar, Node]] | None:
    """A mapping's keys and values, each key once; what is wrong with it is reported."""
    if not isinstance(node, Mapping):
        _not("not-mapping", node, key, reader)
        return None
    seen: dict[str, Place] = {}
    once = []
    for name, value in node.pairs:
        if name.text in seen:
            line = seen[name.text].line
            reader.problems.add("duplicate-key", name.place, key=name.text, line=line)
            continue
        seen[name.text] = name.place
        if "：" in name.text and not name.style:
            colon = name.place.right(name.text.index("："))
            reader.problems.add("full-width-colon", colon, key=name.text.partition("：")[0])
            continue
        once.append((name, value))
    return once


def _not(code: str, node: Node, key: str, reader: Reader) -> None:
    """Report a node that is no list or mapping, or the full-width colon that made it none."""
    colon = full_width_colon(node)
    if colon:
        reader.problems.add("full-width-colon", colon[1], key=colon[0])
    else:
        reader.problems.add(code, node.place, key=key)
