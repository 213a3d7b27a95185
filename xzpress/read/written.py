"""Wording as it stands in a file: each character of a value with its line and column."""

from collections.abc import Iterator
from dataclasses import dataclass

from xzpress.diagnostic import Place
from xzpress.read.tree import Scalar

_ESCAPED = {"x": 4, "u": 6, "U": 10}


@dataclass(frozen=True, slots=True)
class Written:
    """Some wording and where it stands. `at`: line and column of each character, from 1."""

    text: str
    file: str
    at: tuple[tuple[int, int], ...]
    place: Place

    def place_of(self, index: int) -> Place:
        """Where the character `index` stands; past the end, the place after the last."""
        if index < len(self.at):
            return Place(self.file, *self.at[index])
        return Place(self.file, *self.at[-1]).right(1) if self.at else self.place

    def cut(self, start: int, stop: int) -> "Written":
        """The characters from `start` up to `stop`."""
        return Written(self.text[start:stop], self.file, self.at[start:stop], self.place_of(start))

    def strip(self) -> "Written":
        """Without the spaces and turns at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))


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
                if following == "\n":  # a turn that the desk escaped is no character
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
