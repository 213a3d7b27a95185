"""大样: one page, everything at fixed points. x to the right, y up, from the trim's lower left."""

from dataclasses import dataclass

from xzpress.design import Art, Box, Colour
from xzpress.diagnostic import Diagnostic, Place
from xzpress.galley import Line
from xzpress.issue import Ad, Photo


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of type on the page: `x`, `y` of its baseline's left end. `part`: body, caption."""

    x: float
    y: float
    line: Line
    owner: str
    part: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo on the page. `crop`: left, top, right, bottom as fractions of the upright picture."""

    box: Box
    photo: Photo
    crop: tuple[float, float, float, float]
    owner: str


@dataclass(frozen=True, slots=True)
class Fill:
    """A flat rectangle: rule, bar or tint."""

    box: Box
    colour: Colour
    owner: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """A QR code: `rows` of dark (True) and light modules, drawn in K only.

    `box`: the dark square without its quiet zone. `text`: what it says.
    """

    box: Box
    rows: tuple[tuple[bool, ...], ...]
    text: str
    owner: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing on the page, as wide as its box. `place`: where a layout names it."""

    box: Box
    art: Art
    owner: str
    place: Place


@dataclass(frozen=True, slots=True)
class Placed:
    """A supplied PDF on the page. `box`: where its trim lies; `room`: all of it that shows."""

    box: Box
    room: Box
    ad: Ad
    owner: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Trouble and where it shows on the page. Marked on the proof, never on the press PDF."""

    box: Box
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True)
class Page:
    """One page. Fills lie under drawings, those under pictures, ads and codes, all under type."""

    number: int
    width: float
    height: float
    fills: tuple[Fill, ...]
    pictures: tuple[Picture, ...]
    matrices: tuple[Matrix, ...]
    lines: tuple[SetLine, ...]
    flags: tuple[Flag, ...]
    ads: tuple[Placed, ...] = ()
    drawings: tuple[Drawing, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofSheet:
    """A page with the desk's marks: `outlines` round trouble, `lines` of stamp and labels.

    `margin`: pt of white added round the page for them. Lines may lie outside the trim.
    """

    page: Page
    margin: float
    outlines: tuple[Box, ...]
    lines: tuple[SetLine, ...]
