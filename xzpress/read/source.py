"""A text file as lines of characters, or a diagnostic that says why it is none.

Limits: 1 MiB a file (LARGEST).
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from pathlib import Path

from xzpress.diagnostic import Place
from xzpress.read.problems import Problems

LARGEST = 1024 * 1024
"""Bytes. An issue's longest story is some 30 kB; more than this is not copy."""

# What no editor shows and YAML and Markdown take for different things: controls, NEL, LS and PS.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file's lines without their ends. `file`: from the paper's root, with `/`."""

    file: str
    lines: tuple[str, ...]

    def place(self, line: int, column: int) -> Place:
        """The place of a line and column that are counted from 0."""
        return Place(self.file, line + 1, column + 1)


def named(path: Path, root: Path) -> str:
    """A file's name for the desk: from the paper's root, with `/`."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.name


def open_source(path: Path, root: Path, problems: Problems) -> Source | None:
    """Read a UTF-8 file (a byte order mark is let pass); None when it is not fit to be read."""
    file = named(path, root)
    try:
        with path.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError:
        problems.add("unopened-file", Place(file), file=file)
        return None
    if len(data) > LARGEST:
        problems.add("file-too-large", Place(file), limit=LARGEST // 1024)
        return None
    text = _decoded(data, file, problems)
    if text is None:
        return None
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    source = Source(file, lines)
    hidden = [
        (source.place(number, found.start()), found[0])
        for number, line in enumerate(lines)
        for found in _HIDDEN.finditer(line)
    ]
    for place, character in hidden:
        problems.add("hidden-character", place, codepoint=f"U+{ord(character):04X}")
    return None if hidden else source


def _decoded(data: bytes, file: str, problems: Problems) -> str | None:
    """The file's characters, or a diagnostic with the encoding it looks like."""
    try:
        if b"\x00" not in data:
            return data.removeprefix(BOM_UTF8).decode("utf-8")
        bad = data.index(b"\x00")
    except UnicodeDecodeError as error:
        bad = error.start
    line = data.count(b"\n", 0, bad) + 1
    problems.add("wrong-encoding", Place(file, line), encoding=_likely(data))
    return None


def _likely(data: bytes) -> str:
    """The name of the encoding that the bytes look like, `?` where they look like none."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or data[:200].count(b"\x00") > 1:
        return "UTF-16"
    for encoding in ("GB18030", "Big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        foreign = [c for c in text if ord(c) > 0x7F]
        common = [
            c for c in foreign if "\u4e00" <= c <= "\u9fff" or c in "，。、；：？！“”《》（）　"
        ]
        if len(common) > 0.9 * len(foreign):
            return encoding
    return "?"
