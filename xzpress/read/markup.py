"""Markup inside a paragraph: its signs are taken out, what they mean goes to the characters.

Markdown's own parser tells no places inside a paragraph, and here every character keeps its own;
so it finds the blocks (blocks.py) and this file reads what is in them, in time linear in length.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from xzpress.diagnostic import Place
from xzpress.read.problems import Problems
from xzpress.read.signs import (
    BRACES,
    JOINTS,
    LINK,
    NAMES,
    ORDER,
    PAIRS,
    TOKEN,
    character_of,
    flanks,
    has_han,
    is_reckoning,
    lowered,
    raised,
    refuse,
    ruby_of,
)
from xzpress.read.written import PLAIN, Joint, Mark, Written

_ALNUM = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def marked(written: Written, problems: Problems) -> Written:
    """The wording without its signs, each character with its marks; what is wrong is reported.

    written: as it stands in the file, signs and all.
    """
    return _Reading(written, problems).read() if TOKEN.search(written.text) else written


@dataclass(slots=True)
class _Range:
    """Characters taken from `start` up to `stop`, under one name. `ruby`: its number, or 0."""

    start: int
    stop: int
    name: str
    ruby: int = 0


@dataclass(slots=True)
class _Opened:
    """A sign that may open: its place in the source and among the characters taken."""

    source: int
    start: int
    length: int


@dataclass(slots=True)
class _Reading:
    """One paragraph being read.

    `taken`: characters and where each stands in the source; signs are among them until their
    partner is found, then `dropped`.
    """

    written: Written
    problems: Problems
    taken: list[tuple[str, int]] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)
    ranges: list[_Range] = field(default_factory=list)
    joints: list[tuple[int, str, int]] = field(default_factory=list)
    opened: dict[str, _Opened] = field(default_factory=dict)
    brackets: list[_Opened] = field(default_factory=list)
    unpaired: list[tuple[int, str]] = field(default_factory=list)
    code: dict[int, int] = field(default_factory=dict)
    rubies: int = 0

    def read(self) -> Written:
        """Go through the source once, from sign to sign."""
        source = self.written.text
        self.code = {len(run[0]): run.start() for run in re.finditer("`+", source)}
        done = 0
        while found := TOKEN.search(source, done):
            self._take(done, found.start())
            done = getattr(self, f"_{found.lastgroup}")(found[0], found.start())
        self._take(done, len(source))
        self.unpaired += ((opened.source, name) for name, opened in self.opened.items())
        self._tell_unpaired()
        return self._made()

    def _place(self, at: int) -> Place:
        return self.written.place_of(at)

    def _take(self, start: int, stop: int) -> None:
        self.taken += ((self.written.text[n], n) for n in range(start, stop))

    def _address(self, token: str, at: int) -> int:
        stop = at + len(token.rstrip("=~"))
        self._take(at, stop)
        return stop

    def _escape(self, token: str, at: int) -> int:
        self.taken.append((token[1], at))
        return at + 2

    def _entity(self, token: str, at: int) -> int:
        meant = character_of(token)
        if meant is None:
            self._take(at, at + 1)
            return at + 1
        self.taken += ((character, at) for character in meant)
        return at + len(token)

    def _hardbreak(self, token: str, at: int) -> int:
        return self._refused("hardbreak", at, at + 1)

    def _html(self, token: str, at: int) -> int:
        return self._refused("html", at, at + len(token))

    def _strike(self, token: str, at: int) -> int:
        return self._refused("strike", at, at + len(token))

    def _refused(self, kind: str, at: int, stop: int) -> int:
        refuse(kind, self._place(at), self.problems)
        return stop

    def _code(self, token: str, at: int) -> int:
        stop = at + len(token)
        if self.code.get(len(token), 0) <= at:
            self._take(at, stop)
            return stop
        closing = re.compile(f"(?<!`){token}(?!`)").search(self.written.text, stop)
        return self._refused("code", at, closing.end() if closing else stop)

    def _face(self, token: str, at: int) -> int:
        self._take(at, at + len(token))
        return at + len(token)

    def _run(self, token: str, at: int) -> int:
        """A run of one sign: a pair's beginning or end, a raised or lowered word, or only text."""
        text, start = self.written.text, len(self.taken)
        if token in "^~":
            inside = (raised if token == "^" else lowered)(text, at)
            if inside is not None:
                name = "sup" if token == "^" else "sub"
                self._take(at + 1, at + 1 + len(inside))
                self.ranges.append(_Range(start, len(self.taken), name))
                return at + len(inside) + 2
        stop = at + len(token)
        self._take(at, stop)
        before, after = text[at - 1 : at] if at else "", text[stop : stop + 1]
        if token in PAIRS and not is_reckoning(token, before, after):
            for name in PAIRS[token]:
                length = 1 if name == "kai" else 2
                self._pair(name, _Opened(at, start, length), *flanks(before, after))
                start += length
        return stop

    def _pair(self, name: str, sign: _Opened, opens: bool, closes: bool) -> None:
        opened = self.opened.get(name)
        if opened and closes:
            self._drop(opened)
            self._drop(sign)
            self.ranges.append(_Range(opened.start, sign.start, name))
            del self.opened[name]
        elif opens:
            if opened:
                self.unpaired.append((opened.source, name))
            self.opened[name] = sign
        else:
            self.unpaired.append((sign.source, name))

    def _drop(self, sign: _Opened) -> None:
        self.dropped.update(range(sign.start, sign.start + sign.length))

    def _open(self, token: str, at: int) -> int:
        self.brackets.append(_Opened(at, len(self.taken), 1))
        self._take(at, at + 1)
        return at + 1

    def _close(self, token: str, at: int) -> int:
        """The end of […]: what it means stands behind it."""
        text = self.written.text
        if self.brackets:
            bracket = self.brackets.pop()
            if names := NAMES.match(text, at + 1):
                self._drop(bracket)
                marks = re.split(r"[\s.]+", names[1])[1:]
                stop = len(self.taken)
                self.ranges += (_Range(bracket.start + 1, stop, name) for name in marks)
                return names.end()
            if link := LINK.match(text, at + 1):
                self._drop(bracket)
                mark = bracket.source - 1
                if bracket.start and self.taken[bracket.start - 1] == ("!", mark):
                    return self._refused("image", mark, link.end())
                return self._refused("link", bracket.source, link.end())
            if braces := BRACES.match(text, at + 1):
                self.problems.add("bad-names", self._place(at + 1), value=braces[0])
                return braces.end()
        self._take(at, at + 1)
        return at + 1

    def _joint(self, token: str, at: int) -> int:
        self.joints.append((len(self.taken), JOINTS[token], at))
        return at + len(token)

    def _names(self, token: str, at: int) -> int:
        code = "stray-names" if NAMES.fullmatch(token) else "bad-names"
        self.problems.add(code, self._place(at), value=token)
        return at + len(token)

    def _ruby(self, token: str, at: int) -> int:
        """A base with what stands above it; braces without Han are only text."""
        if not has_han(token):
            self._take(at, at + 1)
            return at + 1
        found = ruby_of(token)
        if found is None:
            self.problems.add("bad-ruby", self._place(at), value=token)
            return at + len(token)
        start = len(self.taken)
        base = re.split("[|｜]", token)[0]
        self._take(at + 1, at + len(base))
        for begin, end, words in found:
            self.rubies += 1
            where = start + begin - 1, start + end - 1
            self.ranges.append(_Range(*where, f"ruby:{words}", self.rubies))
        return at + len(token)

    def _tell_unpaired(self) -> None:
        """A ** or == without its partner would be printed: in Chinese copy it is a slip."""
        text = self.written.text
        if not has_han(text):
            return
        for at, name in self.unpaired:
            if name == "kai":  # a lone star is a star
                continue
            sign = "**" if name == "bold" else "=="
            stop = at + 1
            while text[stop : stop + 1] == text[at]:
                stop += 1
            beside = text[:at][-9:].rstrip()[-1:], text[stop : stop + 9].lstrip()[:1]
            if not (beside[0] in _ALNUM and beside[1] in _ALNUM):
                self.problems.add("unpaired-sign", self._place(at), sign=sign)

    def _made(self) -> Written:
        old, marks = self.written, self._marks()
        kept = [n for n in range(len(self.taken)) if n not in self.dropped]
        index = {n: new for new, n in enumerate(kept)}
        following = len(kept)
        for n in range(len(self.taken) - 1, -1, -1):  # a sign that went stands where the next does
            following = index.setdefault(n, following)
        index[len(self.taken)] = len(kept)
        joints = tuple(
            Joint(index[n], sign, old.at[at], marks[n] if n < len(marks) else PLAIN)
            for n, sign, at in self.joints
        )
        return Written(
            "".join(self.taken[n][0] for n in kept),
            old.file,
            tuple(old.at[self.taken[n][1]] for n in kept),
            old.place,
            tuple(marks[n] for n in kept) if marks else (),
            joints,
        )

    def _marks(self) -> list[Mark]:
        """The mark of each character taken; nothing where no character has one."""
        if not self.ranges:
            return []
        begins: dict[int, list[_Range]] = {}
        ends: dict[int, list[_Range]] = {}
        for given in self.ranges:
            begins.setdefault(given.start, []).append(given)
            ends.setdefault(given.stop, []).append(given)
        names: Counter[str] = Counter()
        ruby, mark, marks = 0, PLAIN, list[Mark]()
        for n in range(len(self.taken)):
            if n in begins or n in ends:
                for given in ends.get(n, ()):
                    names[given.name] -= 1
                    ruby = 0 if given.ruby else ruby
                for given in begins.get(n, ()):
                    names[given.name] += 1
                    ruby = given.ruby or ruby
                mark = Mark(" ".join(sorted((+names), key=_rank)), ruby)
            marks.append(mark)
        return marks


def _rank(name: str) -> tuple[int, str]:
    if name in ORDER:
        return ORDER.index(name), ""
    return len(ORDER) + name.startswith("ruby:"), name
