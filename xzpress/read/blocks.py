"""The body of a story as paragraphs: what Markdown's parser finds, each with its characters.

The Markdown parser's door.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from xzpress.diagnostic import Place
from xzpress.issue import Paragraph, Span, Text
from xzpress.read.markup import marked
from xzpress.read.normalise import wording
from xzpress.read.problems import Problems, near
from xzpress.read.signs import NAMES, refuse
from xzpress.read.source import Source
from xzpress.read.written import Written

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

BLOCKS = ("signature",)
"""Kinds of paragraph that a line `{.name}` before them asks for."""
_NAMES_LINE = re.compile(rf" {{0,3}}{NAMES.pattern}\s*")
_HEADING = re.compile(r"\s*#+\s*")
_QUOTED = re.compile(r"[\s>]*")
_LEADING = re.compile(r"\s*(?:>|-|\d+[.)])\s*")
# A bar in braces is ruby's; for the parser, which knows only the bars of tables, it is hidden.
_BAR = re.compile(r"(?<!\\)\{[^{}|\n]*\|[^{}|\n]*\}")
_RULE_ROW = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")
_CELL_END = re.compile(r"(?<!\\)\|")
_ALIGNS = {
    (False, False): "",
    (True, False): "left",
    (True, True): "center",
    (False, True): "right",
}
"""By whether a colon stands on the left and on the right of a column's rule."""


class _Piece(NamedTuple):
    """Characters of one line, from `start` up to `stop`."""

    line: int
    start: int
    stop: int


def paragraphs(source: Source, first: int, problems: Problems) -> tuple[Paragraph, ...]:
    """The paragraphs from line `first` (from 0) on; what is not set is reported."""
    return _Body(source, first, problems).read()


class _Body:
    """A story's body being read. `asked`: lines {.name} that wait for their paragraph."""

    def __init__(self, source: Source, first: int, problems: Problems) -> None:
        self.source, self.problems = source, problems
        self.asked: dict[int, str] = {}
        self.lines = [""] * first  # so that the parser's line numbers are those of the file
        for number in range(first, len(source.lines)):
            line = source.lines[number]
            if found := _NAMES_LINE.fullmatch(line):
                self.asked[number] = found[1]
                line = ""
            self.lines.append(_BAR.sub(lambda braces: braces[0].replace("|", "·"), line))

    def read(self) -> tuple[Paragraph, ...]:
        from markdown_it import MarkdownIt  # only a story pays for it
        from markdown_it.tree import SyntaxTreeNode

        # Definitions of links leave no trace in the tokens, so they stay wording. The parser finds
        # blocks only: what is inside them is read by markup.py, which knows every place.
        parser = MarkdownIt("commonmark").enable("table").disable("reference")
        parser.core.ruler.enableOnly(["normalize", "block"])
        tree = SyntaxTreeNode(parser.parse("\n".join(self.lines)))
        found: list[Paragraph] = []
        for node in tree.children:
            found += self._block(node, self._asked_before(node))
        for number in self.asked:
            self._stray(number)
        return tuple(found)

    def _block(self, node: "SyntaxTreeNode", asked: str) -> Iterator[Paragraph]:
        if node.type == "paragraph":
            yield from self._paragraph(node, asked or "body")
        elif node.type == "heading" and node.markup == "##":
            yield from self._paragraph(node, "crosshead")
        elif node.type == "ordered_list" or (node.type == "bullet_list" and node.markup == "-"):
            for item in node.children:
                yield from self._item(item)
        elif node.type == "blockquote":
            for child in node.children:
                if child.type == "paragraph":
                    yield from self._paragraph(child, "quote")
                else:
                    self._inside(child)
        elif node.type == "table":
            yield from self._table(node)
        else:
            underlined = node.type == "heading" and node.markup in ("-", "=")
            refuse("underlined" if underlined else node.type, self._start(node), self.problems)

    def _asked_before(self, node: "SyntaxTreeNode") -> str:
        """The kind that a line before this block asks for, or nothing."""
        start, stop = _lines(node)
        names = ""
        before = [number for number in self.asked if number < stop]
        for number in before:
            fits = node.type == "paragraph" and number == before[-1] and number < start
            if fits:
                names = self.asked[number]
            else:
                self._stray(number)
            del self.asked[number]
        for name in re.split(r"[\s.]+", names)[1:]:
            if name not in BLOCKS:
                place = self.source.place(before[-1], self.source.lines[before[-1]].index(name))
                self.problems.add("unknown-block", place, value=name, near=near(name, BLOCKS))
                return ""
            names = name
        return names

    def _stray(self, number: int) -> None:
        line = self.source.lines[number]
        place = self.source.place(number, line.index("{"))
        self.problems.add("stray-names", place, value=line.strip())

    def _start(self, node: "SyntaxTreeNode") -> Place:
        number = _lines(node)[0]
        line = self.source.lines[number]
        return self.source.place(number, len(line) - len(line.lstrip()))

    def _inside(self, node: "SyntaxTreeNode") -> None:
        """A block in a list or quote, which hold paragraphs only."""
        number = _lines(node)[0]
        leading = _LEADING if node.parent and _lines(node.parent)[0] == number else _QUOTED
        found = leading.match(self.source.lines[number])
        place = self.source.place(number, found.end() if found else 0)
        self.problems.add("block-inside", place)

    def _item(self, item: "SyntaxTreeNode") -> Iterator[Paragraph]:
        if not item.children:
            refuse("list_item", self._start(item), self.problems)
            return
        first, *others = item.children
        marker = f"{item.info}{item.markup}" if item.info else ""
        if first.type == "paragraph":
            yield from self._paragraph(first, "item", marker)
        else:
            self._inside(first)
        for other in others:
            if other.type == "paragraph":
                self.problems.add("item-paragraphs", self._start(other))
            else:
                self._inside(other)

    def _paragraph(
        self, node: "SyntaxTreeNode", kind: str, marker: str = ""
    ) -> Iterator[Paragraph]:
        pieces = self._pieces(node)
        rule = next((n for n, piece in enumerate(pieces) if n and self._is_rule(piece)), 0)
        if rule:
            header = pieces[rule - 1].line
            wanted = len(self._cells(pieces[rule].line))
            self._ragged(header, len(self._cells(header)), wanted)
            return
        # Name and date of a signature stand on lines of their own, as they are written.
        parts = [[piece] for piece in pieces] if kind == "signature" else [pieces]
        for part in parts:
            text = self._text(part)
            if text.spans:
                yield Paragraph(kind, text, marker)

    def _is_rule(self, piece: _Piece) -> bool:
        before = self.source.lines[piece.line - 1]
        return "|" in before and bool(_RULE_ROW.fullmatch(self.source.lines[piece.line]))

    def _pieces(self, node: "SyntaxTreeNode") -> list[_Piece]:
        """Where the words of a paragraph or heading stand: each line without what leads it."""
        (inline,) = node.children
        start, _ = _lines(node)
        pieces = []
        for number, words in enumerate(inline.content.split("\n"), start):
            words, line = words.strip(), self.lines[number]
            if node.type == "heading" and (leading := _HEADING.match(line)):
                column = leading.end()
            else:
                column = len(line.rstrip()) - len(words)
            pieces.append(_Piece(number, column, column + len(words)))
        return pieces

    def _text(self, pieces: Sequence[_Piece]) -> Text:
        characters, at = "", list[tuple[int, int]]()
        for line, start, stop in pieces:
            characters += self.source.lines[line][start:stop] + "\n"
            at += ((line + 1, column + 1) for column in range(start, stop + 1))
        place = self.source.place(pieces[0].line, pieces[0].start)
        written = Written(characters[:-1], self.source.file, tuple(at[:-1]), place)
        return wording(marked(written, self.problems), self.problems, flow=True)

    def _table(self, node: "SyntaxTreeNode") -> Iterator[Paragraph]:
        """A table of as many columns in each row as its head has."""
        start, stop = _lines(node)
        heads = self._cells(start)
        rows = []
        for number in (start, *range(start + 2, stop)):
            cells = self._cells(number)
            if len(cells) != len(heads):
                self._ragged(number, len(cells), len(heads))
            rows.append(tuple(self._text([cell]) for cell in cells))
        rules = (self.source.lines[c.line][c.start : c.stop] for c in self._cells(start + 1))
        aligns = tuple(_ALIGNS[rule.startswith(":"), rule.endswith(":")] for rule in rules)
        text = rows[0][0]
        if not text.spans:  # a place all the same
            text = Text((Span("", self.source.place(start, heads[0].start)),))
        yield Paragraph("table", text, rows=tuple(rows), aligns=aligns)

    def _ragged(self, line: int, cells: int, columns: int) -> None:
        place = self.source.place(line, 0)
        self.problems.add("ragged-row", place, cells=cells, columns=columns)

    def _cells(self, number: int) -> list[_Piece]:
        """A row's cells: between bars, without the blanks beside these."""
        line = self.lines[number]
        start, stop = len(line) - len(line.lstrip()), len(line.rstrip())
        start += line.startswith("|", start)
        bars = [found.end() - 1 for found in _CELL_END.finditer(line, start, stop)]
        ends = bars if bars and bars[-1] == stop - 1 else [*bars, stop]
        cells = []
        for end in ends:
            words = line[start:end]
            left = start + len(words) - len(words.lstrip())
            cells.append(_Piece(number, left, max(left, start + len(words.rstrip()))))
            start = end + 1
        return cells


def _lines(node: "SyntaxTreeNode") -> tuple[int, int]:
    """A block's first line, and the one behind its last, from 0."""
    start, stop = node.map or (0, 0)
    return start, stop
