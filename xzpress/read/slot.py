"""A story's place: from columns and rows of the grid to legs, photo places and a head in pt.

A slot's own rows are counted from the first one under its head, its columns from its left.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from xzpress.design import Box, Colour, Frame, Grid, Leg, PhotoPlace, Slot, Style, Tag
from xzpress.read.document import (
    Choice,
    Entry,
    Flag,
    Group,
    Integer,
    Items,
    Length,
    Measure,
    Problems,
    Record,
    Table,
    Word,
    Words,
    Written,
    near,
    optional,
    required,
)

T = TypeVar("T")

CLOSES = 0.005
"""How far a sum may miss, pt: rounding, nothing more."""
UNITS = ("em", "line", "mm", "pt")
ON_GRID = ("byline", "body", "crosshead")
PARTS = ("kicker", "headline", "deck", *ON_GRID, "caption")
KINDS = ("item", "quote", "signature", "table")
"""Parts that a slot need not have a style for: stories with them are then refused."""


class SpanRecord(Record):
    """网格上的位置 / a place on the grid."""

    column = optional(Integer(1), "从第几栏起", "first column", default=1)
    columns = optional(Integer(1), "占几栏", "how many columns", default=1)
    row = required(Integer(1), "从第几行起", "first row")
    rows = required(Integer(1), "占几行", "how many rows")


class PhotoRecord(SpanRecord):
    """照片的位置，行从题下数起 / a photo's place, its rows counted from under the head."""

    caption = required(Integer(0, 8), "图片说明几行", "caption lines")
    space = optional(Length(*UNITS), "说明下面留空", "blank under the caption")


class FrameRecord(Record):
    """围框 / the rule round a boxed story."""

    rule = required(Length("pt", "mm"), "线粗", "thickness")
    colour = required(Word(), "颜色", "colour")
    tint = optional(Word(), "底色", "tint inside")
    padding = required(Length(*UNITS), "左右内空", "space inside, left and right")


class TagRecord(Record):
    """标签，如“链接” / the label of a story."""

    text = required(Words(), "文字", "its word")
    left = required(Length(*UNITS, negative=True), "离稿子左边", "from the slot's left")
    top = required(Length(*UNITS, negative=True), "离稿子上边", "from the slot's top")
    width = required(Length(*UNITS), "宽", "width")
    height = required(Length(*UNITS), "高", "height")
    colour = required(Word(), "底色", "its ground")


class StandingRecord(Record):
    """竖排标题 / a head that runs downward beside its text."""

    width = required(Length(*UNITS), "宽", "width")
    gap = required(Length(*UNITS), "和正文的间距", "space to the text")
    side = optional(Choice("left", "right"), "在哪一侧", "which side", default="right")


class SlotRecord(SpanRecord):
    """一篇稿子的位置 / a story's place."""

    head = required(Integer(0, 40), "标题占几行", "rows of the head")
    legs = optional(
        Items(Length(*UNITS), least=1, most=12), "自己分栏时各栏的宽", "its own columns"
    )
    gutter = optional(Length(*UNITS), "自己分栏时的栏间距", "space between its own columns")
    rule = optional(Length("pt", "mm"), "栏线粗细", "rule between its columns")
    frame = optional(Group(FrameRecord), "围框", "its frame")
    tag = optional(Group(TagRecord), "标签", "its label")
    photos = optional(Items(Group(PhotoRecord)), "照片", "places for photos", default=())
    initial = optional(Integer(2, 8), "首字下沉几行", "lines of a drop initial", default=0)
    endmark = optional(Words(), "文末记号，如 ■", "what ends the story")
    vertical = optional(Flag(), "竖排", "its lines run downward", default=False)
    bands = optional(Integer(1, 12), "竖排分几段", "bands of vertical lines", default=1)
    standing = optional(
        Group(StandingRecord), "竖排的标题，占版位一侧", "a head that runs down one side"
    )
    styles = required(Table(Word()), "各部分用的样式", "a style for each part")


@dataclass(frozen=True, slots=True)
class Materials:
    """What a layout is built with; what is asked for in vain is reported."""

    grid: Grid
    colours: dict[str, Colour]
    styles: dict[str, Style]
    problems: Problems

    def colour(self, word: Written) -> Colour | None:
        return self._found(self.colours, word, "unknown-colour")

    def style(self, word: Written) -> Style | None:
        return self._found(self.styles, word, "unknown-style")

    def _found(self, known: dict[str, T], word: Written, code: str) -> T | None:
        if word.text not in known:
            self.problems.add(
                code, word.place, value=word.text, near=near(word.text, sorted(known))
            )
        return known.get(word.text)

    def pt(self, measure: Measure) -> float:
        return measure.pt(em=self.grid.em, line=self.grid.pitch)


@dataclass(frozen=True, slots=True)
class _Room:
    """A slot's columns (left edge and width) and, from `row`, its rows under the head."""

    columns: tuple[tuple[float, float], ...]
    row: int
    rows: int


def slot(entry: Entry[SlotRecord], materials: Materials) -> Slot | None:
    """A slot in pt; None, with the reasons reported, where its numbers make no slot."""
    record, grid = entry.value, materials.grid
    outer = spanned(entry.name, record, grid, materials.problems)
    styles = _styles(entry, materials)
    if outer is None or styles is None:
        return None
    frame, inner, edge = _frame(record, outer, materials)
    rows = record.rows - 2 * edge - record.head
    if rows < 0:
        materials.problems.add("head-too-high", record.at("head"), slot=entry.name)
        return None
    inner, head = _head(record, inner, edge, materials)
    first = record.row - 1 + edge + record.head
    if record.vertical:
        columns: tuple[tuple[float, float], ...] = ((inner.x, inner.width),)
        legs = _bands(entry, inner, (first, rows), materials)
    else:
        columns = _columns(entry, inner, materials)
        legs = _legs(entry, _Room(columns, first, rows), materials.problems)
    room = _Room(columns, first, rows)
    return Slot(
        entry.name,
        outer,
        head,
        _tag(record, outer, materials),
        legs,
        _photos(entry, room, styles, materials),
        frame,
        () if record.vertical else _rules(record, room, materials),
        styles["body"].colour,
        tuple((part, style.name) for part, style in styles.items()),
        entry.place,
        record.initial,
        record.endmark.text if record.endmark else "",
        record.standing is not None,
    )


def _head(record: SlotRecord, inner: Box, edge: int, materials: Materials) -> tuple[Box, Box]:
    """What the head leaves of a slot's box, and the head's own box: above, or down one side."""
    pitch = materials.grid.pitch
    body = inner.inset(0, edge * pitch, 0, edge * pitch)
    if record.standing is None:
        height = record.head * pitch
        return inner, Box(body.x, body.top - height, body.width, height)
    width, gap = materials.pt(record.standing.width), materials.pt(record.standing.gap)
    taken = width + gap
    if record.standing.side == "left":
        return inner.inset(taken, 0, 0, 0), Box(body.x, body.y, width, body.height)
    return inner.inset(0, 0, taken, 0), Box(body.right - width, body.y, width, body.height)


def _bands(
    entry: Entry[SlotRecord], inner: Box, span: tuple[int, int], materials: Materials
) -> tuple[Leg, ...]:
    """Bands of vertical lines one under another, each as many whole em high as its rows hold."""
    record, grid = entry.value, materials.grid
    (first, rows), count = span, record.bands
    each = (rows - (count - 1)) // count
    lines = int((inner.width + grid.pitch - grid.em) / grid.pitch + 1e-6)
    measure = int((each * grid.pitch) / grid.em + 1e-6) * grid.em
    if each < 1 or not lines:
        materials.problems.add("no-legs", record.place, slot=entry.name)
        return ()
    if record.photos:
        materials.problems.add("photo-in-vertical", record.at("photos"), slot=entry.name)
    if any(style.name == "table" for style in record.styles):
        materials.problems.add("table-in-vertical", record.at("styles", "table"), slot=entry.name)
    return tuple(
        Leg(inner.right, first + n * (each + 1), lines, measure, vertical=True)
        for n in range(count)
    )


def spanned(name: str, record: SpanRecord, grid: Grid, problems: Problems) -> Box | None:
    """The box of a place in columns and rows; None, with the reason reported, off the grid."""
    last_column, last_row = record.column + record.columns - 1, record.row + record.rows - 1
    if last_column > grid.columns or last_row > grid.rows:
        problems.add(
            "outside-grid",
            record.place,
            slot=name,
            last=f"{last_column} × {last_row}",
            grid=f"{grid.columns} × {grid.rows}",
        )
        return None
    step = grid.column + grid.gutter
    width = record.columns * step - grid.gutter
    x = grid.area.x + (record.column - 1) * step
    y = grid.area.top - last_row * grid.pitch
    return Box(x, y, width, record.rows * grid.pitch)


def _styles(entry: Entry[SlotRecord], materials: Materials) -> dict[str, Style] | None:
    """The style of each part; text that runs down the legs must keep to the grid's lines."""
    record, problems = entry.value, materials.problems
    wanted = (*PARTS, "tag") if record.tag else PARTS
    words = {e.name: e.value for e in record.styles}
    for part in (p for p in wanted if p not in words):
        problems.add("missing-key", record.at("styles"), key=f"styles.{part}")
    for e in record.styles:
        if e.name not in (*PARTS, *KINDS, "tag"):
            problems.add("unknown-part", e.place, value=e.name, near=near(e.name, PARTS + KINDS))
    found = {p: materials.style(words[p]) for p in (*wanted, *KINDS) if p in words}
    styles = {part: style for part, style in found.items() if style is not None}
    for part in (*ON_GRID, *KINDS):
        style = styles.get(part)
        if style is not None and not _on_grid(style.leading, materials.grid.pitch):
            place = record.at("styles", part)
            values = {"leading": f"{style.leading:g}", "pitch": f"{materials.grid.pitch:g}"}
            problems.add("off-grid", place, style=style.name, **values)
    return styles if all(part in styles for part in wanted) else None


def _on_grid(leading: float, pitch: float) -> bool:
    """Whether lines so far apart stand on the grid: one, two or more rows each."""
    rows = round(leading / pitch)
    return rows >= 1 and abs(leading - rows * pitch) <= CLOSES


def _frame(record: SlotRecord, outer: Box, materials: Materials) -> tuple[Frame | None, Box, int]:
    """The frame, the box inside it, and how many rows it takes at head and foot."""
    if record.frame is None:
        return None, outer, 0
    colour = materials.colour(record.frame.colour)
    tint = materials.colour(record.frame.tint) if record.frame.tint else None
    padding = materials.pt(record.frame.padding)
    half = materials.grid.pitch / 2
    box = outer.inset(0, half, 0, half)
    inner = outer.inset(padding, 0, padding, 0)
    if colour is None:
        return None, inner, 1
    return Frame(box, record.frame.rule.pt(), colour, tint), inner, 1


def _columns(
    entry: Entry[SlotRecord], inner: Box, materials: Materials
) -> tuple[tuple[float, float], ...]:
    """Left edge and width of each of the slot's columns; together they must fill it.

    Source: 破栏, k columns inside n: what the columns and gutters leave must be nothing.
    """
    record, grid = entry.value, materials.grid
    widths = [materials.pt(width) for width in record.legs or ()]
    gutter = materials.pt(record.gutter) if record.gutter else grid.gutter
    widths = widths or [grid.column] * record.columns
    total = sum(widths) + gutter * (len(widths) - 1)
    if abs(total - inner.width) > CLOSES:
        materials.problems.add(
            "columns-open",
            record.at("legs"),
            slot=entry.name,
            total=f"{total / grid.em:g}",
            width=f"{inner.width / grid.em:g}",
        )
    xs, x = [], inner.x
    for width in widths:
        xs.append((x, width))
        x += width + gutter
    return tuple(xs)


def _photos(
    entry: Entry[SlotRecord], room: _Room, styles: dict[str, Style], materials: Materials
) -> tuple[PhotoPlace, ...]:
    """The photo places. A picture's edges stand level with the type of the rows beside it."""
    grid, places = materials.grid, []
    gap = (grid.pitch - grid.em) / 2
    caption = styles["caption"]
    for photo in entry.value.photos:
        last = photo.column + photo.columns - 1
        if last > len(room.columns) or photo.row + photo.rows - 1 > room.rows:
            materials.problems.add(
                "photo-outside",
                photo.place,
                slot=entry.name,
                rows=room.rows,
                columns=len(room.columns),
            )
            continue
        x = room.columns[photo.column - 1][0]
        right = sum(room.columns[last - 1])
        top = grid.area.top - (room.row + photo.row - 1) * grid.pitch
        foot = top - photo.rows * grid.pitch + (materials.pt(photo.space) if photo.space else 0.0)
        words = Box(x, foot + gap, right - x, photo.caption * caption.leading)
        under = words.top + gap if photo.caption else foot + gap
        places.append(PhotoPlace(Box(x, under, right - x, top - gap - under), words, photo.caption))
    return tuple(places)


def _covered(record: SlotRecord, column: int, row: int) -> PhotoRecord | None:
    """The photo that stands on a row (from 0) of a column (from 0), if any."""
    return next(
        (
            p
            for p in record.photos
            if p.column - 1 <= column < p.column - 1 + p.columns
            and p.row - 1 <= row < p.row - 1 + p.rows
        ),
        None,
    )


def _legs(entry: Entry[SlotRecord], room: _Room, problems: Problems) -> tuple[Leg, ...]:
    """What the photos leave of each column, in reading order; all of one width."""
    record, legs = entry.value, []
    for column, (x, width) in enumerate(room.columns):
        free = [_covered(record, column, row) is None for row in range(room.rows)]
        edges = [row for row, (a, b) in enumerate(pairwise([False, *free, False])) if a != b]
        legs += [
            Leg(x, room.row + start, stop - start, width)
            for start, stop in zip(edges[::2], edges[1::2], strict=True)
        ]
    if len({round(leg.measure, 3) for leg in legs}) > 1:
        problems.add("unequal-legs", record.at("legs"), slot=entry.name)
    if not legs:
        problems.add("no-legs", record.place, slot=entry.name)
    return tuple(legs)


def _rules(record: SlotRecord, room: _Room, materials: Materials) -> tuple[Box, ...]:
    """Column rules in the middle of the gutters, broken off where a photo lies across."""
    if record.rule is None:
        return ()
    grid, thickness, rules = materials.grid, record.rule.pt(), []
    gap = (grid.pitch - grid.em) / 2
    for column, ((x, width), (following, _)) in enumerate(pairwise(room.columns)):
        free = [not _across(record, column, row) for row in range(room.rows)]
        edges = [row for row, (a, b) in enumerate(pairwise([False, *free, False])) if a != b]
        middle = (x + width + following) / 2
        for start, stop in zip(edges[::2], edges[1::2], strict=True):
            top = grid.area.top - (room.row + start) * grid.pitch - gap
            foot = grid.area.top - (room.row + stop) * grid.pitch + gap
            rules.append(Box(middle - thickness / 2, foot, thickness, top - foot))
    return tuple(rules)


def _across(record: SlotRecord, column: int, row: int) -> bool:
    photo = _covered(record, column, row)
    return photo is not None and photo is _covered(record, column + 1, row)


def _tag(record: SlotRecord, outer: Box, materials: Materials) -> Tag | None:
    tag = record.tag
    if tag is None or (colour := materials.colour(tag.colour)) is None:
        return None
    width, height = materials.pt(tag.width), materials.pt(tag.height)
    top = outer.top - materials.pt(tag.top)
    box = Box(outer.x + materials.pt(tag.left), top - height, width, height)
    return Tag(box, tag.text.text, colour)
