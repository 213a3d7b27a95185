"""What a value may be: each kind reads a node, reports what is wrong, and gives its JSON Schema."""

import re
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - as in issue.py
from pathlib import Path
from typing import Any, Generic, TypeVar

from xzpress.diagnostic import Place
from xzpress.read.problems import Problems, near
from xzpress.read.tree import Mapping, Node, Scalar, Sequence
from xzpress.read.written import Written, written
from xzpress.units import length

T = TypeVar("T", covariant=True)
Schema = dict[str, Any]

_WORD = re.compile(r"[A-Za-z0-9][\w.-]*")
_INTEGER = re.compile(r"[+-]?\d+")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Reader:
    """What a reading needs besides the nodes. `folder`: the one that paths start from."""

    folder: Path
    problems: Problems


class Kind(Generic[T]):
    """One kind of value. `nothing`: what stands for a value that could not be read, if anything."""

    nothing: Any = None

    def read(self, node: Node, key: str, reader: Reader) -> T | None:
        """The value; None when it is not of this kind, with the reason in `reader.problems`."""
        raise NotImplementedError

    def schema(self) -> Schema:
        """The kind as JSON Schema, for editors."""
        raise NotImplementedError


def _shown(node: Node) -> str:
    """A value as a message shows it: in short."""
    if isinstance(node, Sequence):
        return "[…]"
    if isinstance(node, Mapping):
        return "{…}"
    text = node.text.replace("\n", " ")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def scalar_of(node: Node, key: str, reader: Reader) -> Scalar | None:
    """The node when it is one value, written out; else the reason is reported."""
    if not isinstance(node, Scalar):
        reader.problems.add("not-text", node.place, key=key)
    elif node.empty or not node.text.strip():
        reader.problems.add("empty-value", node.place, key=key)
    else:
        return node
    return None


class Words(Kind[Written]):
    """Wording for print or for names. `turns`: whether it may hold forced turns (`|`)."""

    def __init__(self, *, turns: bool = False) -> None:
        self.turns = turns

    def read(self, node: Node, key: str, reader: Reader) -> Written | None:
        scalar = scalar_of(node, key, reader)
        if not scalar:
            return None
        words = written(scalar).strip()
        if "\n" in words.text and not self.turns:
            turn = words.place_of(words.text.index("\n"))
            reader.problems.add("turn-not-taken", turn, key=key)
            return None
        return words

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean"]}


class Word(Kind[Written]):
    """A name the desk gives to a thing: letters, digits, `-`, `_` and `.`."""

    def read(self, node: Node, key: str, reader: Reader) -> Written | None:
        scalar = scalar_of(node, key, reader)
        if scalar and not _WORD.fullmatch(scalar.text):
            reader.problems.add("bad-name", scalar.place, key=key, value=_shown(scalar))
            return None
        return written(scalar) if scalar else None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"^[A-Za-z0-9][\w.-]*$"}


class Choice(Kind[str]):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def read(self, node: Node, key: str, reader: Reader) -> str | None:
        scalar = scalar_of(node, key, reader)
        if scalar and scalar.text not in self.words:
            unknown(reader.problems, "unknown-word", scalar.place, scalar.text, self.words, key=key)
            return None
        return scalar.text if scalar else None

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


def unknown(
    problems: Problems, code: str, place: Place, word: str, known: tuple[str, ...], *, key: str
) -> None:
    """Report a word that is not among those known, with the one most like it."""
    problems.add(code, place, key=key, value=word[:_SHOWN], near=near(word, known))


class Flag(Kind[bool]):
    """`yes` or `no` (also `true` and `false`)."""

    _WORDS = {"yes": True, "true": True, "no": False, "false": False}  # noqa: RUF012 - never changed

    def read(self, node: Node, key: str, reader: Reader) -> bool | None:
        scalar = scalar_of(node, key, reader)
        if scalar and scalar.text.lower() not in self._WORDS:
            reader.problems.add("bad-flag", scalar.place, key=key, value=_shown(scalar))
            return None
        return self._WORDS[scalar.text.lower()] if scalar else None

    def schema(self) -> Schema:
        return {"enum": [True, False, "yes", "no"]}


class Integer(Kind[int]):
    """A whole number."""

    def __init__(self, least: int | None = None, most: int | None = None) -> None:
        self.least, self.most = least, most

    def read(self, node: Node, key: str, reader: Reader) -> int | None:
        scalar = scalar_of(node, key, reader)
        if not scalar:
            return None
        if not _INTEGER.fullmatch(scalar.text) or len(scalar.text) > _SHOWN:
            reader.problems.add("bad-integer", scalar.place, key=key, value=_shown(scalar))
            return None
        return _within(int(scalar.text), scalar, self.least, self.most, key, reader)

    def schema(self) -> Schema:
        return {"type": "integer", **_limits(self.least, self.most)}


class Number(Kind[float]):
    """A number."""

    def __init__(self, least: float | None = None, most: float | None = None) -> None:
        self.least, self.most = least, most

    def read(self, node: Node, key: str, reader: Reader) -> float | None:
        scalar = scalar_of(node, key, reader)
        if not scalar:
            return None
        if not _NUMBER.fullmatch(scalar.text) or len(scalar.text) > _SHOWN:
            reader.problems.add("bad-number", scalar.place, key=key, value=_shown(scalar))
            return None
        return _within(float(scalar.text), scalar, self.least, self.most, key, reader)

    def schema(self) -> Schema:
        return {"type": "number", **_limits(self.least, self.most)}


N = TypeVar("N", int, float)


def _within(
    value: N, scalar: Scalar, least: N | None, most: N | None, key: str, reader: Reader
) -> N | None:
    if least is not None and value < least:
        reader.problems.add("too-small", scalar.place, key=key, value=scalar.text, limit=least)
        return None
    if most is not None and value > most:
        reader.problems.add("too-large", scalar.place, key=key, value=scalar.text, limit=most)
        return None
    return value


def _limits(least: float | None, most: float | None) -> Schema:
    limits = {"minimum": least, "maximum": most}
    return {name: limit for name, limit in limits.items() if limit is not None}


class DateOf(Kind[Date]):
    """A day of the calendar, as 2018-11-30."""

    def read(self, node: Node, key: str, reader: Reader) -> Date | None:
        scalar = scalar_of(node, key, reader)
        if not scalar:
            return None
        found = _DATE.fullmatch(scalar.text)
        if not found:
            reader.problems.add("bad-date", scalar.place, key=key, value=_shown(scalar))
            return None
        try:
            return Date(*(int(part) for part in found.groups()))
        except ValueError:
            reader.problems.add("impossible-date", scalar.place, key=key, value=scalar.text)
            return None

    def schema(self) -> Schema:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A length as the desk wrote it, its unit known to be one that may stand there."""

    text: str
    place: Place

    def pt(self, *, em: float | None = None, line: float | None = None) -> float:
        """The length in pt. `em`, `line`: what one of them is in pt, where they may be written."""
        return length(self.text, em=em, line=line)


class Length(Kind[Measure]):
    """A length with its unit. `units`: those that may stand there; `negative`: may be below 0."""

    _WORDS = {"em": "em|字", "line": "lines?|行"}  # noqa: RUF012 - never changed

    def __init__(self, *units: str, negative: bool = False) -> None:
        self.units = units or ("mm", "pt")
        self.negative = negative

    def read(self, node: Node, key: str, reader: Reader) -> Measure | None:
        scalar = scalar_of(node, key, reader)
        if not scalar:
            return None
        if not re.fullmatch(self._pattern, scalar.text.strip()):
            values = {"key": key, "value": _shown(scalar), "units": " / ".join(self.units)}
            reader.problems.add("bad-length", scalar.place, **values)
            return None
        if not self.negative and scalar.text.strip().startswith("-"):
            reader.problems.add("negative-length", scalar.place, key=key, value=_shown(scalar))
            return None
        return Measure(scalar.text.strip(), scalar.place)

    @property
    def _pattern(self) -> str:
        units = "|".join(self._WORDS.get(unit, unit) for unit in self.units)
        return rf"-?\d+(\.\d+)?\s*({units})"

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{self._pattern}$"}


@dataclass(frozen=True, slots=True)
class Inks:
    """A press colour: parts of 1 of each ink.

    `spot`: a special ink, of which `tint` is taken; the four then stand for the ink in full.
    """

    cyan: float
    magenta: float
    yellow: float
    black: float
    place: Place
    spot: str = ""
    tint: float = 1.0


class Colour(Kind[Inks]):
    """A colour as its inks in per cent: `{c: 0, m: 100, y: 100, k: 0}`; a missing ink is 0.

    `{spot: PANTONE 186 C, m: 100, y: 80, tint: 20}` is a special ink, the four that stand for it
    in full, and how much of it is meant.
    """

    _INKS = ("c", "m", "y", "k")
    _RESERVED = ("All", "None", "Cyan", "Magenta", "Yellow", "Black")

    def read(self, node: Node, key: str, reader: Reader) -> Inks | None:
        if not isinstance(node, Mapping) or not node.pairs:
            reader.problems.add("bad-colour", node.place, key=key, value=_shown(node))
            return None
        parts = dict.fromkeys(self._INKS, 0.0)
        parts["tint"] = 1.0
        spot: Written | None = None
        sound = True
        for ink, value in node.pairs:
            if ink.text == "spot":
                spot = self._spot(value, key, reader)
                sound = sound and spot is not None
                continue
            if ink.text not in parts:
                known = (*self._INKS, "spot", "tint")
                unknown(reader.problems, "unknown-key", ink.place, ink.text, known, key=key)
                sound = False
                continue
            per_cent = Number(0, 100).read(value, f"{key}.{ink.text}", reader)
            sound = sound and per_cent is not None
            parts[ink.text] = (per_cent or 0.0) / 100
        if not sound:
            return None
        named = spot.text if spot else ""
        if not named and parts["tint"] != 1:
            reader.problems.add("tint-without-spot", node.place, key=key)
            return None
        inks = parts["c"], parts["m"], parts["y"], parts["k"]
        return Inks(*inks, node.place, named, parts["tint"])

    def _spot(self, node: Node, key: str, reader: Reader) -> Written | None:
        """The name of a special ink: none that the four or a PDF reader have taken already."""
        spot = Words().read(node, f"{key}.spot", reader)
        if spot and spot.text in self._RESERVED:
            reader.problems.add("reserved-spot", spot.place, value=spot.text)
            return None
        return spot

    def schema(self) -> Schema:
        ink = {"type": "number", "minimum": 0, "maximum": 100}
        inks: Schema = dict.fromkeys((*self._INKS, "tint"), ink)
        return {
            "type": "object",
            "properties": {**inks, "spot": {"type": "string"}},
            "additionalProperties": False,
            "minProperties": 1,
        }
