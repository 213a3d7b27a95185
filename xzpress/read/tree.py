"""YAML as a tree in which every key and value knows its place. PyYAML's only door.

Nothing is guessed: every scalar is text, as typed, until a field says what it should be. What could
surprise (anchors, aliases, tags, a second document, deep nesting) is refused, so a small file
cannot become a large tree. Limit: 24 levels (DEEPEST).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, cast

import yaml

from xzpress.diagnostic import Place
from xzpress.read.problems import Problems
from xzpress.read.source import Source

DEEPEST = 24


class _Mark(Protocol):
    """Where PyYAML is in the text; its C part has a class of its own for it."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COLON = re.compile(r"(\s*(?:- +)*)([A-Za-z_][\w-]*)：")
_BLOCK = re.compile(r"(?:^|[\s:-])[|>][+-]?\d?[+-]?\s*(?:#.*)?$")
_TAB = re.compile(r" *\t")

# PyYAML's words → our code, and whether the trouble is best shown where it began.
_SYNTAX = (
    ("mapping values are not allowed", "yaml-colon", False),
    ("found unexpected end of stream", "yaml-open-quote", True),
    ("found unexpected document indicator", "yaml-open-quote", True),
    ("expected ',' or", "yaml-open-bracket", True),
    ("cannot start any token", "yaml-first-character", False),
    ("could not find expected ':'", "yaml-no-colon", True),
    ("did not find expected key", "yaml-stray", False),
    ("expected <block end>", "yaml-stray", False),
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as typed. `start`, `stop`: line and column in `source`, from 0, quotes included.

    `style`: YAML's sign for how it is written: "" (plain), `'`, `"`, `|` or `>`.
    """

    text: str
    place: Place
    source: Source
    start: tuple[int, int]
    stop: tuple[int, int]
    style: str

    @property
    def empty(self) -> bool:
        """Whether nothing stands after the key."""
        return not self.text and not self.style


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order written, doubles included."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    place: Place


Node = Scalar | Sequence | Mapping


class _Refused(Exception):  # noqa: N818 - it is no error of ours
    """The tree holds what we do not take; the code and place are its arguments."""


def full_width_colon(node: Node) -> tuple[str, Place] | None:
    """The key in a value like `caption：…`, and where its full-width colon stands."""
    if not isinstance(node, Scalar) or node.style:
        return None
    found = _COLON.match(node.text)
    return (found[2], node.place.right(found.end() - 1)) if found else None


def parse(
    source: Source, problems: Problems, first: int = 0, last: int | None = None
) -> Node | None:
    """The tree of a file's lines from `first` up to, not including, `last` (counted from 0).

    None when there is none, or when YAML cannot make sense of it; `problems` then says why.
    A full-width colon after a key is reported and read as if it were right, so that the rest of
    the file can be looked at too.
    """
    lines = source.lines[first:last]
    tabs = [(n, m.end() - 1) for n, line in enumerate(lines, first) if (m := _TAB.match(line))]
    for line, column in tabs:
        problems.add("tab-indent", source.place(line, column))
    if tabs:
        return None
    first_try = Problems()
    tree = _Builder(source, {}).build(lines, first, first_try)
    if not isinstance(tree, Mapping) and (colons := _colons(lines, first)):
        for line, column in colons.items():
            problems.add("full-width-colon", source.place(line, column), key=_key(source, line))
        mended = tuple(
            _COLON.sub(r"\1\2: ", line, count=1) if n in colons else line
            for n, line in enumerate(lines, first)
        )
        return _Builder(source, colons).build(mended, first, problems)
    problems.extend(first_try)
    return tree


def _colons(lines: tuple[str, ...], first: int) -> dict[int, int]:
    """Lines with a full-width colon after a key, and its column. Block text (`|`) is left out."""
    found: dict[int, int] = {}
    block: int | None = None
    for number, line in enumerate(lines, first):
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (indent > block or not line.strip()):
            continue
        block = indent if _BLOCK.search(line) else None
        if match := _COLON.match(line):
            found[number] = match.end() - 1
    return found


def _key(source: Source, line: int) -> str:
    match = _COLON.match(source.lines[line])
    return match[2] if match else ""


class _Builder:
    """Builds nodes from YAML's events. `colons`: mended lines, which are one character longer."""

    def __init__(self, source: Source, colons: dict[int, int]) -> None:
        self._source = source
        self._colons = colons

    def build(self, lines: tuple[str, ...], first: int, problems: Problems) -> Node | None:
        # Blank lines in front keep YAML's line numbers those of the file.
        text = "\n" * first + "\n".join(lines)
        try:
            events = yaml.parse(text, Loader=_LOADER)
            return self._document(events)
        except _Refused as refused:
            code, mark = refused.args
            problems.add(code, self._place(mark))
        except yaml.MarkedYAMLError as error:
            self._explain(error, problems)
        except yaml.YAMLError as error:
            problems.add("yaml-syntax", Place(self._source.file), problem=str(error))
        return None

    def _at(self, mark: _Mark) -> tuple[int, int]:
        """A mark's line and column in the file as the desk has it."""
        colon = self._colons.get(mark.line)
        longer = colon is not None and mark.column > colon + 1
        line = min(mark.line, len(self._source.lines) - 1)
        return (line, mark.column - longer) if line == mark.line else (line, 0)

    def _place(self, mark: _Mark) -> Place:
        return self._source.place(*self._at(mark))

    def _document(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise _Refused("yaml-second-document", event.start_mark)
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 0)
        return root

    def _node(self, event: yaml.NodeEvent, events: Iterator[yaml.Event], depth: int) -> Node:
        if depth > DEEPEST:
            raise _Refused("yaml-too-deep", event.start_mark)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _Refused("yaml-anchor", event.start_mark)
        if event.tag:  # type: ignore[attr-defined]
            raise _Refused("yaml-tag", event.start_mark)
        begin, end = cast(_Mark, event.start_mark), cast(_Mark, event.end_mark)
        place = self._place(begin)
        if isinstance(event, yaml.ScalarEvent):
            start, stop = self._at(begin), self._at(end)
            style = event.style or ""
            return Scalar(event.value, place, self._source, start, stop, style)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._inside(events, depth, yaml.SequenceEndEvent)), place)
        inside = tuple(self._inside(events, depth, yaml.MappingEndEvent))
        pairs = []
        for key, value in zip(inside[::2], inside[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise _Refused("yaml-odd-key", event.start_mark)
            pairs.append((key, value))
        return Mapping(tuple(pairs), place)

    def _inside(
        self, events: Iterator[yaml.Event], depth: int, end: type[yaml.Event]
    ) -> Iterator[Node]:
        for event in events:
            if isinstance(event, end):
                return
            yield self._node(event, events, depth + 1)  # type: ignore[arg-type]

    def _explain(self, error: yaml.MarkedYAMLError, problems: Problems) -> None:
        """PyYAML's error in the desk's words, where we know them."""
        problem = error.problem or ""
        code, begun = next(
            ((code, begun) for words, code, begun in _SYNTAX if words in problem),
            ("yaml-syntax", False),
        )
        mark = (error.context_mark if begun else None) or error.problem_mark or error.context_mark
        if not mark:
            problems.add("yaml-syntax", Place(self._source.file), problem=problem)
            return
        line, column = self._at(mark)
        if code == "yaml-colon" and ": " not in self._source.lines[line][:column]:
            code = "yaml-indent"
        values = {"problem": problem} if code == "yaml-syntax" else {}
        problems.add(code, self._source.place(line, column), **values)
