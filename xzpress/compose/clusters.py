"""Copy into clusters: each with its class, its shape, its width and the blank it may give up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from xzpress.compose.marks import TOKEN, Kind, is_western, kind, takes_gap
from xzpress.face import Shape, Shaper

SOFT_HYPHEN = "\u00ad"
"""Stands in a set line for a hyphen that the copy does not have."""
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


@dataclass(frozen=True, slots=True)
class Cluster:
    """Characters that are shaped as one and never split.

    `width`: em it takes alone; `left`, `right`: em of it that is blank and may go. In a vertical
    line these run downward. `shifts`: em from its edge to each shape's origin; `across`: em to the
    right of a vertical line's middle. `missing`: no face has it. `gap_before`, `gap_after`: Han
    keeps its distance on that side. `after`: what the table of joints does not know: a line may
    end behind it as it is (`break`), with `hyphen`, or must not (`never`). `narrowed`: drawn
    so much of its own width; `turned`: it lies on its side.
    """

    text: str
    kind: Kind
    face: str
    shapes: tuple[Shape, ...]
    shifts: tuple[float, ...]
    width: float
    left: float = 0.0
    right: float = 0.0
    gap_before: bool = False
    gap_after: bool = False
    missing: bool = False
    after: Literal["", "break", "hyphen", "never"] = ""
    hyphen: "Cluster | None" = None
    across: float = 0.0
    narrowed: float = 1.0
    turned: bool = False


class Typecase:
    """Clusters of one face, each made once. What it remembers depends on the faces alone."""

    def __init__(self, shaper: Shaper, face: str) -> None:
        self.shaper = shaper
        self.face = face
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
        face, missing = self.chosen(token, what)
        if what is Kind.PERIOD and len(token) > 1:
            return _run_of_stops(token, face, self.shaper)
        shape = self._shape(token, face)
        width, shift = _width(token, what, shape)
        before, after = shift + shape.ink[0], width - shift - shape.ink[1]
        word = what in (Kind.NUMBER, Kind.LATIN)
        return Cluster(
            token,
            what,
            face,
            (shape,),
            (shift,),
            width,
            left=_blank(before) if what is Kind.OPEN else 0.0,
            right=_blank(after) if what in _RIGHT_BLANK else 0.0,
            gap_before=word and takes_gap(token[0]),
            gap_after=word and takes_gap(token[-1]),
            missing=missing,
        )

    def chosen(self, token: str, what: Kind) -> tuple[str, bool]:
        """The first face of the chain that has all of a token, and whether none has."""
        wanted = "-" if token == SOFT_HYPHEN else token
        face = self.shaper.face_for(wanted, self.face, _part(what))
        return face or self.face, face is None

    def _shape(self, token: str, face: str) -> Shape:
        if token == SOFT_HYPHEN:
            return replace(self.shaper.shape("-", face), text=token)
        return self.shaper.shape(token, face)


def _part(what: Kind) -> Literal["han", "mark", "latin"]:
    """Which of a face's substitutes a class of cluster is taken from."""
    if what in (Kind.NUMBER, Kind.LATIN):
        return "latin"
    return "han" if what is Kind.HAN or what > Kind.LATIN else "mark"


def _blank(beside: float) -> float:
    """What a mark may give up on the side where its ink leaves so much free, em: at most half.

    Measured from the ink, so that it holds for faces that do not say it themselves (`halt`).
    """
    return min(_BLANK, max(0.0, beside)) if beside > _BLANK / 2 else 0.0


def _run_of_stops(token: str, face: str, shaper: Shaper) -> Cluster:
    """？！ side by side: two in one em, three in two (GB/T 15834 §5.1.11), half an em each."""
    shapes = tuple(shaper.shape(character, face) for character in token)
    shifts = tuple(_BLANK * n for n in range(len(token)))
    width = 1.0 if len(token) == 2 else 2.0
    return Cluster(
        token, Kind.PERIOD, face, shapes, shifts, width, right=width - _BLANK * len(token)
    )


def _width(token: str, what: Kind, shape: Shape) -> tuple[float, float]:
    """The width a cluster takes, and where in it its shape stands.

    Marks whose face gives them another width than Chinese print does stand in the middle of
    theirs (connectors, interpunct) or with their ink in its usual half (stops, brackets).
    """
    ink = shape.ink[0] + shape.ink[1]
    wanted = _FIXED_WIDTH.get(token)
    if wanted is not None:
        return wanted, (wanted - ink) / 2
    if is_western(token[0]) and token != SOFT_HYPHEN:
        return (0.0 if what is Kind.TURN else shape.advance), 0.0
    if what in (Kind.TURN, Kind.GLUE):
        return 0.0, 0.0
    if what in _RIGHT_BLANK and shape.advance < 0.9:
        return 1.0, (_BLANK - ink) / 2
    if what is Kind.OPEN and shape.advance < 0.9:
        return 1.0, (1.0 + _BLANK - ink) / 2
    if what is Kind.HAN:
        width = max(1.0, shape.advance)
        return width, (width - shape.advance) / 2
    return shape.advance, 0.0


class Cases(dict[str, Typecase]):
    """The type of every face, set once and used by all of a run, and by the next.

    `beside`: the same faces' type for vertical lines, once it has been asked for.
    """

    def __init__(self, shaper: Shaper) -> None:
        super().__init__()
        self.shaper = shaper
        self.beside: Cases | None = None

    def __missing__(self, face: str) -> Typecase:
        case = self[face] = Typecase(self.shaper, face)
        return case


class _Known(dict[str, Cluster]):
    """Tokens already made; a new one is made on the way."""

    def __init__(self, case: Typecase) -> None:
        self._case = case

    def __missing__(self, token: str) -> Cluster:
        cluster = self[token] = self._case.make(token)
        return cluster
