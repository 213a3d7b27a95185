"""Wording as it stands in a file: each character of a value with its line and column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from xzpress.diagnostic import Place
from xzpress.issue import Span, Text
from xzpress.read.tree import Scalar

_ESCAPED = {"x": 4, "u": 6, "U": 10}


class Mark(NamedTuple):
    """What the desk marked a character with: names apart by spaces, as a Span's style has them.

    `ruby`: which of the paragraph's ruby it stands under, from 1; 0 under none.
    """

    names: str = ""
    ruby: int = 0


PLAIN = Mark()


class Joint(NamedTuple):
    """A sign without width that stands before the character of that number."""

    before: int
    sign: str
    at: tuple[int, int]
    mark: Mark


class Change(NamedTuple):
    """The characters from `start` up to `stop` become `new`."""

    start: int
    stop: int
    new: str


@dataclass(frozen=True, slots=True)
class Written:
    """Some wording and where it stands. `at`: line and column of each character, from 1.

    `marks`: of each character; empty where none is marked. `joints`: in order. They are kept apart
    from the characters so that no rule of wording trips over them.
    """

    text: str
    file: str
    at: tuple[tuple[int, int], ...]
    place: Place
    marks: tuple[Mark, ...] = ()
    joints: tuple[Joint, ...] = ()

    def place_of(self, index: int) -> Place:
        """Where the character `index` stands; past the end, the place after the last."""
        if index < len(self.at):
            return Place(self.file, *self.at[index])
        return Place(self.file, *self.at[-1]).right(1) if self.at else self.place

    def cut(self, start: int, stop: int) -> "Written":
        """The characters from `start` up to `stop`."""
        return Written(self.text[start:stop], self.file, self.at[start:stop], self.place_of(start))

    def changed(self, changes: Sequence[Change]) -> "Written":
        """The wording after changes, given from its start on and apart from one another.

        A new character stands, and is marked, as the old one in its place was.
        """
        if not changes:
            return self
        kept: list[int] = []  # which old character each new one follows
        text, done = "", 0
        for start, stop, new in changes:
            text += self.text[done:start] + new
            kept += range(done, start)
            kept += (min(start + n, stop - 1) for n in range(len(new)))
            done = stop
        text += self.text[done:]
        kept += range(done, len(self.text))
        at = tuple(self.at[n] for n in kept)
        marks = tuple(self.marks[n] for n in kept) if self.marks else ()
        return Written(text, self.file, at, self.place, marks, _moved(self.joints, changes))

    def as_text(self) -> Text:
        """The wording as spans: runs of one mark that stand side by side in the file.

        Characters under one ruby stay one span. Joints at the ends join nothing and are left out.
        """
        spans: list[Span] = []
        run, mark, begin, end = "", PLAIN, (0, 0), (0, 0)
        for character, at, new in self._with_joints():
            beside = at == (end[0], end[1] + 1) or new.ruby
            if not (run and new == mark and beside):
                if run:
                    spans.append(Span(run, Place(self.file, *begin), mark.names))
                run, mark, begin = "", new, at
            run, end = run + character, at
        if run:
            spans.append(Span(run, Place(self.file, *begin), mark.names))
        return Text(tuple(spans))

    def _with_joints(self) -> Iterator[tuple[str, tuple[int, int], Mark]]:
        done = 0
        characters = list(zip(self.text, self.at, self.marks or repeat(PLAIN), strict=False))
        for joint in self.joints:
            if 0 < joint.before < len(characters):
                yield from characters[done : joint.before]
                yield joint.sign, joint.at, joint.mark
                done = joint.before
        yield from characters[done:]

    def strip(self) -> "Written":
        """Without the spaces and turns at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))


def _moved(joints: Sequence[Joint], changes: Sequence[Change]) -> tuple[Joint, ...]:
    """The joints where the changed wording has them."""
    moved: list[Joint] = []
    left, shift = list(reversed(changes)), 0
    for joint in joints:
        while left and left[-1].stop <= joint.before:
            start, stop, new = left.pop()
            shift += len(new) - (stop - start)
        before = joint.before
        if left and left[-1].start < before:  # inside a change
            start = left[-1].start
            before = start + min(before - start, len(left[-1].new))
        moved.append(joint._replace(before=before + shift))
    return tuple(moved)


def written(scalar: Scalar) -> Written:
    """The wording of a YAML value, each character where it stands in the file.

    Whatever way the value is written: plain, quoted (escapes too) or as a block (`|`, `>`).
    """
    source, style = scalar.source, scalar.style
    steps = _characters(scalar)
    if style in ("|", ">"):  # pass over the block's sign and comment
        opening = scalar.start[0]
        steps = (step for step in steps if step[1] > opening)
    elif style:
        next(steps, None)  # the quote
    at: list[tuple[int, int]] = []
    held: tuple[str, int, int] | None = None
    for wanted in scalar.text:
        while True:
            held = held or next(steps, ("", *scalar.stop))
            character, line, column = held
            turned = wanted in " \n" and character == "\n"  # YAML folds turns into spaces
            held = None
            if character == wanted or turned or not character:
                break
            if character == "\\" and style == '"':
                following = next(steps, ("", line, column))[0]
                if following == "\n":  # neither an escaped turn nor the indent behind it is text
                    held = next((step for step in steps if not step[0].isspace()), None)
                    continue
                for _ in range(_ESCAPED.get(following, 2) - 2):
                    next(steps, None)
                break
            if not character.isspace():
                break
        if character == "'" and style == "'":
            next(steps, None)
        at.append((line + 1, column + 1))
    place = Place(source.file, *at[0]) if at else scalar.place
    return Written(scalar.text, source.file, tuple(at), place)


def _characters(scalar: Scalar) -> Iterator[tuple[str, int, int]]:
    """The source's characters from the value's start to its end, turns as newlines."""
    (line, column), (last, end) = scalar.start, scalar.stop
    lines = scalar.source.lines
    while line <= last:
        text = lines[line]
        stop = end if line == last else len(text)
        for index in range(column, stop):
            yield text[index], line, index
        if line < last:
            yield "\n", line, len(text)
        line, column = line + 1, 0
