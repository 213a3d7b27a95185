"""The page as designed: sheet, grid, slots, styles and the printer's sheet, all lengths in pt."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from xzpress.diagnostic import Place

Align = Literal["justify", "left", "center", "right"]
Standard = Literal["PDF/X-1a:2001", "PDF/X-1a:2003", "PDF/X-4"]
AskedMark = Literal["crop", "bars", "fold", "slug"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle. `x`, `y`: its lower left corner, from the trim's lower left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def top(self) -> float:
        return self.y + self.height

    def inset(self, left: float, bottom: float, right: float, top: float) -> "Box":
        """The box inside, so far from each edge."""
        return Box(
            self.x + left, self.y + bottom, self.width - left - right, self.height - bottom - top
        )


@dataclass(frozen=True, slots=True)
class Colour:
    """A press colour by name: parts of 1 of each ink.

    `spot`: the name of a special ink that prints it where the press has a plate for it, so much of
    it as `tint` says; the four inks are what stands for that elsewhere.
    """

    name: str
    cyan: float
    magenta: float
    yellow: float
    black: float
    spot: str = ""
    tint: float = 1.0

    @property
    def inks(self) -> tuple[float, float, float, float]:
        return (self.cyan, self.magenta, self.yellow, self.black)


@dataclass(frozen=True, slots=True)
class Rgb:
    """A colour of a screen (sRGB), parts of 1, which the press's profile turns into inks."""

    red: float
    green: float
    blue: float


Paint = Colour | Rgb
Segment = tuple[str | float, ...]
"""A step of a path: `m` and `l` with a point, `c` with three, `h`."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One path of a drawing, in the drawing's own measure, y upward.

    `even_odd`: how its inside is told. `cap`, `join`: as PDF numbers them. `clips`: areas it shows
    in, each cutting off what the others leave.
    """

    path: tuple[Segment, ...]
    fill: Paint | None
    even_odd: bool
    stroke: Paint | None
    width: float
    cap: int
    join: int
    miter: float
    dash: tuple[float, ...]
    clips: tuple[tuple[Segment, ...], ...]


@dataclass(frozen=True, slots=True)
class Art:
    """A drawing in flat colours. `size`: width and height in its own measure."""

    size: tuple[float, float]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of wording is set.

    `size`: type size, pt; `sizes`: a head's ladder, largest first (empty: only `size`).
    `leading`: baseline to baseline, pt. `indent`: of a paragraph's first line, em.
    `latin_gap`: between Han and Latin, em (0 to 1/4). `ban`: clreq's level of line-start and
    line-end bans. `loosest`: the widest gap between two Han characters that needs no warning, em.
    `tracking`: added after each character, em. `left`, `right`: what stays blank beside every
    line, em; `hang`: what more stays blank before all lines but the first. `marker`: set before
    the first (a list's bullet). `squeeze`: how wide stops are between Han (全角 `full`, 开明
    `kaiming`, 半角 `half`). `line_start`, `indent_start`: whether an opening mark keeps its em at a
    line's start, and behind a paragraph's indent. `hanging`: whether ，。、 hang out of the
    measure. `hyphenate`: whether Western words may be divided. `line_end`: whether a full-width
    mark there always takes half an em (GB/T 15834 §5.1.10) or may keep more of its em where that
    closes a loose line's gaps.
    """

    name: str
    face: str
    size: float
    leading: float
    colour: Colour
    align: Align
    indent: float
    latin_gap: float
    tracking: float
    ban: Literal["basic", "gb", "strict"]
    loosest: float
    sizes: tuple[float, ...]
    max_lines: int
    left: float = 0.0
    right: float = 0.0
    hang: float = 0.0
    marker: str = ""
    squeeze: Literal["full", "kaiming", "half"] = "full"
    line_start: Literal["half", "full"] = "half"
    hanging: bool = False
    hyphenate: bool = True
    line_end: Literal["half", "flexible"] = "half"
    indent_start: Literal["half", "full"] = "full"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mark in the copy (`**bold**`, `[…]{.red}`) changes; None leaves it as it is.

    `scale`: of the type size; `rise`: em above the baseline. `dots`: 着重号 under each character;
    `frame`: pt, the rule round a name (示亡号), 0 for none.
    """

    face: str | None
    colour: Colour | None
    scale: float
    rise: float
    dots: bool
    frame: float


@dataclass(frozen=True, slots=True)
class Leg:
    """One piece of a column that text runs down: `rows` lines from grid row `row`, at `x`.

    `vertical`: a band of `rows` vertical lines instead, from its right edge leftward; its top is
    that of row `row`, its `measure` runs downward.
    """

    x: float
    row: int
    rows: int
    measure: float
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class PhotoPlace:
    """Where a photo stands: `box` for the picture, its caption below in `caption`.

    `lines`: how many caption lines the place holds.
    """

    box: Box
    caption: Box
    lines: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A story's label (链接): its word and the flat ground it stands on."""

    box: Box
    text: str
    colour: Colour


@dataclass(frozen=True, slots=True)
class Frame:
    """The rule and tint round a boxed story."""

    box: Box
    rule: float
    colour: Colour
    tint: Colour | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A story's place on the page, with everything already measured.

    `styles`: style name for each part (`kicker`, `headline`, `deck`, `byline`, `body`,
    `crosshead`, `caption`, `tag`, and what kinds of paragraph it takes). `column_rules`: between
    its legs, in `rules_colour`. `initial`: lines that a drop initial takes, 0 for none;
    `endmark`: what ends the story. `standing_head`: its head runs down.
    """

    name: str
    box: Box
    head: Box
    tag: Tag | None
    legs: tuple[Leg, ...]
    photos: tuple[PhotoPlace, ...]
    frame: Frame | None
    column_rules: tuple[Box, ...]
    rules_colour: Colour
    styles: tuple[tuple[str, str], ...]
    place: Place
    initial: int = 0
    endmark: str = ""
    standing_head: bool = False

    def style(self, part: str) -> str:
        return dict(self.styles)[part]


@dataclass(frozen=True, slots=True)
class Words:
    """Furniture that is text. `template`: with `{…}` for what the issue says."""

    template: str
    style: str
    box: Box
    place: Place


@dataclass(frozen=True, slots=True)
class Block:
    """Furniture that is one flat rectangle: a rule, a bar, a tint."""

    box: Box
    colour: Colour


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Where a QR code of the issue stands, quiet zone included, and its caption below."""

    code: str
    box: Box
    caption: Box
    style: str
    place: Place


@dataclass(frozen=True, slots=True)
class DrawingPlace:
    """Furniture that is a drawing: masthead, logo, ornament (花边), map."""

    box: Box
    art: Art
    place: Place


@dataclass(frozen=True, slots=True)
class AdPlace:
    """Where an ad stands."""

    name: str
    box: Box
    place: Place


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of page."""

    name: str
    slots: tuple[Slot, ...]
    words: tuple[Words, ...]
    blocks: tuple[Block, ...]
    codes: tuple[CodePlace, ...]
    ads: tuple[AdPlace, ...] = ()
    drawings: tuple[DrawingPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines and columns of the type area. Row 0 is the top line; `pitch`: pt a row.

    `em`: the size that the grid's widths are counted in, pt.
    """

    area: Box
    em: float
    pitch: float
    rows: int
    columns: int
    column: float
    gutter: float

    def baseline(self, row: float, size: float) -> float:
        """Y of the baseline of type of this size standing in the middle of a row."""
        return self.area.top - (row + 1) * self.pitch + (self.pitch - size) / 2 + 0.12 * size

    def rows_of(self, leading: float) -> int:
        """How many rows a line of this leading takes."""
        return max(1, round(leading / self.pitch))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page's paper after trimming."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PressProfile:
    """The printer's sheet (press.yaml).

    `ink_limit`: the heaviest C+M+Y+K anywhere, per cent; `photo_ink_limit`: what photos are
    clamped to before encoding. `profile`: the ICC file of the paper and inks. `*_ppi`: pixels for
    an inch at the placed size. `line_art_ppi`: from this on a one-bit picture stays one. Sizes in
    pt.

    What preflight holds any file against, as most newspaper printers have it where the sheet is
    silent. `accepts`: standards besides `standard` that the printer takes. `maximum_ppi`: beyond it
    a photo only makes the file heavy. `two_ink_size`, `three_ink_size`: least size of type in so
    many inks (Torstar 12, USA Today 14). `rich_black`: per cent of black beyond which type has no
    other ink (GWG2015, Tribune). `one_ink_rule`: rules up to here are in one ink (Torstar).
    `minimum_white_rule`: IZ Messezeitung. `ink_noise`: per cent a single pixel may lie over the
    limit, JPEG's own. `unprinted_edge`: how far from the trim nothing may stand, 0 where the press
    prints to it. `plates`: spot inks the press has a plate for, besides the four. `asked_marks`:
    those that must stand outside the bleed; none (): no ink may stand there; None: as it comes.
    `imposed`: whether the file has printer spreads instead of single pages.

    How spreads lie on the press: `web_width` and `cut_off` are the paper's (0: just the pages and
    their bleed), `fold_gap` is blank between two pages at the fold.
    """

    standard: Standard
    profile: Path
    condition: str
    condition_info: str
    ink_limit: float
    photo_ink_limit: float
    bleed: float
    target_ppi: float
    warn_ppi: float
    minimum_ppi: float
    jpeg_quality: int
    sharpen_radius: float
    sharpen_percent: int
    sharpen_threshold: int
    minimum_size: float
    minimum_reversed_size: float
    minimum_rule: float
    line_art_ppi: float = 550.0
    accepts: tuple[Standard, ...] = ()
    maximum_ppi: float = 450.0
    two_ink_size: float = 12.0
    three_ink_size: float = 14.0
    rich_black: float = 85.0
    one_ink_rule: float = 4.0
    minimum_white_rule: float = 0.5
    ink_noise: float = 10.0
    unprinted_edge: float = 0.0
    plates: tuple[str, ...] = ()
    asked_marks: tuple[AskedMark, ...] | None = None
    imposed: bool = False
    web_width: float = 0.0
    cut_off: float = 0.0
    fold_gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Design:
    """A paper's whole design: layouts/<paper>/ as plain data.

    `names`: what furniture may print of the paper itself (`name`, `publisher` …), by key.
    """

    paper: str
    sheet: Sheet
    grid: Grid
    colours: tuple[Colour, ...]
    styles: tuple[tuple[str, Style], ...]
    marks: tuple[tuple[str, Mark], ...]
    layouts: tuple[tuple[str, Layout], ...]
    names: tuple[tuple[str, str], ...]
    press: PressProfile

    def characters(self, slot: Slot) -> int:
        """How many characters of body a slot's legs hold."""
        size = dict(self.styles)[slot.style("body")].size
        # A hair more, so that 13 × 9.5 pt is 13 characters of 9.5 pt whatever the rounding.
        return sum(leg.rows * int(leg.measure / size + 0.01) for leg in slot.legs)
