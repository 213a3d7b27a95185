"""小样: set lines, the smallest things we keep."""

from dataclasses import dataclass
from typing import Literal

from xzpress.design import Box, Colour
from xzpress.diagnostic import Place
from xzpress.face import Shape


@dataclass(frozen=True, slots=True)
class Run:
    """Shapes of one face, size and colour.

    `xs`: pt from the line's origin to each shape's; `ys`: pt above it, none where all stand on the
    baseline. `turned`: each shape lies on its side, a quarter turn clockwise (in vertical lines).
    `narrowed`: how wide each shape is drawn, of its own width (numbers across a vertical line).
    """

    face: str
    size: float
    colour: Colour
    shapes: tuple[Shape, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...] = ()
    turned: bool = False
    narrowed: float = 1.0

    @property
    def text(self) -> str:
        return "".join(shape.text for shape in self.shapes)


@dataclass(frozen=True, slots=True)
class Ornament:
    """Ink of a line that is no type: `dot` (着重号) or `rule`. `box`: from the line's origin."""

    kind: Literal["dot", "rule"]
    box: Box
    colour: Colour


@dataclass(frozen=True, slots=True)
class Line:
    """One line of type. Its origin: the left end of its baseline, or, vertical, its top's middle.

    `width`: pt, what the line takes, squeezed and justified. `gap`: em put between two Han
    characters to justify it. `place`: of its first character in the copy.
    """

    runs: tuple[Run, ...]
    width: float
    gap: float
    place: Place
    ornaments: tuple[Ornament, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together, such as a headline or a caption.

    `part`: what it is (`kicker`, `headline`, `caption` …). `size`: pt, as chosen from the ladder;
    `leading`: baseline to baseline, pt. Lines carry their own alignment in their shapes' places.
    """

    part: str
    size: float
    leading: float
    lines: tuple[Line, ...]
    vertical: bool = False

    @property
    def height(self) -> float:
        """What its lines take across their direction: height, or width where they run down."""
        return self.leading * len(self.lines)


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One line of a story's running text. `paragraph`: its number in the story, from 0.

    `part`: `byline`, `body`, `crosshead` or another kind of paragraph. `size`, `leading`: pt.
    `last`: the last line of its paragraph.
    """

    line: Line
    part: str
    size: float
    leading: float
    paragraph: int
    last: bool


@dataclass(frozen=True, slots=True)
class Galley:
    """One story, set for its slot.

    `head`: kicker, headline, deck in order. `captions`: one a photo.
    `body`: the lines that are poured into the slot's legs, byline first.
    """

    slot: str
    story: str
    head: tuple[Block, ...]
    tag: Block | None
    body: tuple[BodyLine, ...]
    captions: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PageGalleys:
    """Everything set for one page: its stories, its furniture's words, the captions of its codes.

    `words` and `codes` stand in the order of the layout's own.
    """

    stories: tuple[Galley, ...]
    words: tuple[Block, ...]
    codes: tuple[Block, ...]
