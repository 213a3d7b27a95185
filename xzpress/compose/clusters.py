"""Copy into clusters: each with its class, its shape, its width and the blank it may give up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from xzpress.compose.marks import TOKEN, Kind, is_western, kind, takes_gap
from xzpress.face import Shape, Shaper

_BLANK = 0.5
"""What a full-width mark carries of blank beside its ink, em (GB/T 15834 §5.1)."""

_RIGHT_BLANK = frozenset({Kind.COMMA, Kind.PERIOD, Kind.CLOSE})
_FIXED_WIDTH = {
    # GB/T 15834 §5.1.5-5.1.8, clreq: what a connector takes, whatever the face gives it
    "–": 0.5,
    "·": 0.5,
    "/": 0.5,
    "／": 0.5,
    "‧": 0.5,
    "•": 0.5,
    "—": 1.0,
    "～": 1.0,
    "——": 2.0,
    "……": 2.0,
    "…": 1.0,
}
SOFT_HYPHEN = "\u00ad"
"""Stands in a set line for a hyphen that the copy does not have."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Characters that are shaped as one and never split.

    `width`: em it takes alone; `left`, `right`: em of it that is blank and may go.
    `shift`: em from its left edge to the shape's origin. `missing`: no face has it.
    `gap_before`, `gap_after`: Han keeps its distance on that side. `after`: a piece of a word: a
    line may end behind it, as it is (`break`) or with `hyphen`.
    """

    text: str
    kind: Kind
    face: str
    shapes: tuple[Shape, ...]
    shifts: tuple[float, ...]
    width: float
    left: float
    right: float
    gap_before: bool
    gap_after: bool
    missing: bool
    after: Literal["", "break", "hyphen"] = ""
    hyphen: "Cluster | None" = None


class Typecase:
    """Clusters of one face, each made once. What it remembers depends on the faces alone."""

    def __init__(self, shaper: Shaper, face: str) -> None:
        self._shaper = shaper
        self._face = face
        self._known = _Known(self)

    def clusters(self, text: str) -> list[Cluster]:
        """Cut copy into clusters. Their texts, joined, are the copy."""
        known = self._known
        return [known[token] for token in TOKEN.findall(text)]

    def pieces(self, texts: Iterable[str]) -> list[Cluster]:
        """Clusters of given texts, such as a word's characters or syllables."""
        known = self._known
        return [known[text] for text in texts]

    @property
    def hyphen(self) -> Cluster:
        """What is set where a word is divided. It is no character of the copy."""
        return self._known[SOFT_HYPHEN]

    def make(self, token: str) -> Cluster:
        """Set one token: choose its face, shape it, give it its width and blanks."""
        what = kind(token)
        shapes, faces, missing = self._shapes(token, what)
        if what is Kind.PERIOD and len(token) > 1:
            return self._run_of_stops(token, faces[0], shapes)
        width, shifts = self._width(token, what, shapes)
        right = _BLANK if what in _RIGHT_BLANK and width > 0.75 else 0.0
        left = _BLANK if what is Kind.OPEN and width > 0.75 else 0.0
        return Cluster(
            token,
            what,
            faces[0],
            shapes,
            shifts,
            width,
            left,
            right,
            takes_gap(token[0]) and what in (Kind.NUMBER, Kind.LATIN),
            takes_gap(token[-1]) and what in (Kind.NUMBER, Kind.LATIN),
            missing,
        )

    def _shapes(self, token: str, what: Kind) -> tuple[tuple[Shape, ...], list[str], bool]:
        """The token's shape, in the first face of the chain that has all of it."""
        if token == SOFT_HYPHEN:
            face = self._shaper.face_for("-", self._face) or self._face
            shape = self._shaper.shape("-", face)
            return (replace(shape, text=token),), [face], False
        mark = what < Kind.NUMBER and what is not Kind.HAN
        face = self._shaper.face_for(token, self._face, mark=mark)
        if face is None:
            return (self._shaper.shape(token, self._face),), [self._face], True
        return (self._shaper.shape(token, face),), [face], False

    def _run_of_stops(self, token: str, face: str, shapes: tuple[Shape, ...]) -> Cluster:
        """？！ side by side: two in one em, three in two (GB/T 15834 §5.1.11), half an em each."""
        singles = tuple(self._shaper.shape(character, face) for character in token)
        shifts = tuple(0.5 * n for n in range(len(token)))
        width = 1.0 if len(token) == 2 else 2.0
        return Cluster(
            token,
            Kind.PERIOD,
            face,
            singles,
            shifts,
            width,
            0.0,
            width - 0.5 * len(token),
            False,
            False,
            False,
        )

    @staticmethod
    def _width(
        token: str, what: Kind, shapes: tuple[Shape, ...]
    ) -> tuple[float, tuple[float, ...]]:
        """The width a cluster takes, and where in it its shape stands.

        Marks whose face gives them another width than Chinese print does stand in the middle of
        theirs (connectors, interpunct) or with their ink in its usual half (stops, brackets).
        """
        (shape,) = shapes
        wanted = _FIXED_WIDTH.get(token)
        if wanted is not None:
            return wanted, ((wanted - (shape.ink[0] + shape.ink[1])) / 2,)
        if what in _RIGHT_BLANK and shape.advance < 0.9 and not is_western(token):
            return 1.0, ((0.5 - (shape.ink[0] + shape.ink[1])) / 2,)
        if what is Kind.OPEN and shape.advance < 0.9 and not is_western(token):
            return 1.0, ((1.5 - (shape.ink[0] + shape.ink[1])) / 2,)
        if what is Kind.HAN:
            return max(1.0, shape.advance), ((max(1.0, shape.advance) - shape.advance) / 2,)
        if what in (Kind.TURN,) or token == "\u2060":
            return 0.0, (0.0,)
        return shape.advance, (0.0,)


class Cases(dict[str, Typecase]):
    """The type of every face, set once and used by all of a run, and by the next."""

    def __init__(self, shaper: Shaper) -> None:
        super().__init__()
        self._shaper = shaper

    def __missing__(self, face: str) -> Typecase:
        case = self[face] = Typecase(self._shaper, face)
        return case


class _Known(dict[str, Cluster]):
    """Tokens already made; a new one is made on the way."""

    def __init__(self, case: Typecase) -> None:
        self._case = case

    def __missing__(self, token: str) -> Cluster:
        cluster = self[token] = self._case.make(token)
        return cluster
