"""A layout file: slots in columns × lines, and furniture, turned into places in pt.

Rows and columns are counted from 1. What does not close, overlaps or leaves the type area is
reported here, so that no later stage meets it.
"""

from itertools import combinations

from xzpress.design import AdPlace, Block, Box, CodePlace, DrawingPlace, Grid, Layout, Slot, Words
from xzpress.read.document import (
    File,
    Group,
    Items,
    Length,
    Problems,
    Record,
    Table,
    Word,
    optional,
    required,
)
from xzpress.read.document import Words as Wording
from xzpress.read.slot import CLOSES, UNITS, Materials, SlotRecord, SpanRecord, slot, spanned


class PlaceRecord(Record):
    """一块地方，从版心左上角量 / a place measured from the type area's upper left corner."""

    left = required(Length(*UNITS, negative=True), "离左", "from the left")
    top = required(Length(*UNITS, negative=True), "离上", "from the top")
    width = required(Length(*UNITS), "宽", "width")
    height = required(Length(*UNITS), "高", "height")


class BarRecord(PlaceRecord):
    """线条或色块 / a rule or bar."""

    colour = required(Word(), "颜色", "colour")


class WordsRecord(PlaceRecord):
    """报头、报眉里的文字 / wording of the masthead, folio and imprint."""

    text = required(Wording(turns=True), "文字，{…} 处填刊期的内容", "the words, {…} filled in")
    style = required(Word(), "样式", "style")


class CodeRecord(Record):
    """二维码 / a QR code."""

    code = required(Word(), "issue.yaml 里的名字", "its name in issue.yaml")
    left = required(Length(*UNITS, negative=True), "离左", "from the left")
    top = required(Length(*UNITS, negative=True), "离上", "from the top")
    size = required(Length(*UNITS), "边长（连四周空白）", "side, quiet zone included")
    caption = required(Group(PlaceRecord), "说明的位置", "place of its caption")
    style = required(Word(), "说明的样式", "style of its caption")


class DrawingRecord(Record):
    """一幅矢量图 / a drawing."""

    file = required(File(".svg", missing="missing-drawing"), "SVG 文件", "its SVG file")
    left = required(Length(*UNITS, negative=True), "离左", "from the left")
    top = required(Length(*UNITS, negative=True), "离上", "from the top")
    width = required(Length(*UNITS), "宽（高随图）", "width; its height follows")


class LayoutFile(Record):
    """一种版面 / one kind of page."""

    slots = required(Table(Group(SlotRecord)), "稿子的位置", "places for stories")
    bars = optional(Items(Group(BarRecord)), "线条和色块", "rules and bars", default=())
    words = optional(Items(Group(WordsRecord)), "固定文字", "furniture words", default=())
    codes = optional(Items(Group(CodeRecord)), "二维码", "QR codes", default=())
    ads = optional(Table(Group(SpanRecord)), "广告位", "places for ads", default=())
    drawings = optional(Items(Group(DrawingRecord)), "矢量图", "drawings (SVG)", default=())


def layout(name: str, file: LayoutFile, materials: Materials) -> Layout:
    """A layout in pt, with what can be made of it; the rest is in the materials' problems."""
    grid = materials.grid
    slots = tuple(found for entry in file.slots if (found := slot(entry, materials)) is not None)
    ads = tuple(
        AdPlace(entry.name, box, entry.place)
        for entry in file.ads
        if (box := spanned(entry.name, entry.value, grid, materials.problems)) is not None
    )
    _overlaps((*slots, *ads), materials.problems)
    blocks = tuple(
        Block(_box(bar, grid), colour)
        for bar in file.bars
        if (colour := materials.colour(bar.colour)) is not None
    )
    words = tuple(
        Words(w.text.text, w.style.text, _box(w, grid), w.text.place)
        for w in file.words
        if materials.style(w.style) is not None
    )
    codes = tuple(
        _code(code, grid) for code in file.codes if materials.style(code.style) is not None
    )
    drawings = tuple(
        made for each in file.drawings if (made := _drawing(each, materials)) is not None
    )
    return Layout(name, slots, words, blocks, codes, ads, drawings)


def _overlaps(slots: tuple[Slot | AdPlace, ...], problems: Problems) -> None:
    for a, b in combinations(slots, 2):
        across = min(a.box.right, b.box.right) - max(a.box.x, b.box.x)
        down = min(a.box.top, b.box.top) - max(a.box.y, b.box.y)
        if across > CLOSES and down > CLOSES:
            problems.add("slots-overlap", b.place, slot=b.name, other=a.name)


def _box(record: PlaceRecord, grid: Grid) -> Box:
    units = {"em": grid.em, "line": grid.pitch}
    width, height = record.width.pt(**units), record.height.pt(**units)
    top = grid.area.top - record.top.pt(**units)
    return Box(grid.area.x + record.left.pt(**units), top - height, width, height)


def _drawing(record: DrawingRecord, materials: Materials) -> DrawingPlace | None:
    from xzpress.read.drawing import drawing  # a layout without drawings does not pay for it

    grid, file = materials.grid, record.file
    art = drawing(file.path, file.place, materials.colours, materials.problems)
    if art is None:
        return None
    units = {"em": grid.em, "line": grid.pitch}
    width = record.width.pt(**units)
    height = width * art.size[1] / art.size[0]
    x = grid.area.x + record.left.pt(**units)
    box = Box(x, grid.area.top - record.top.pt(**units) - height, width, height)
    return DrawingPlace(box, art, file.place)


def _code(record: CodeRecord, grid: Grid) -> CodePlace:
    units = {"em": grid.em, "line": grid.pitch}
    size = record.size.pt(**units)
    x = grid.area.x + record.left.pt(**units)
    box = Box(x, grid.area.top - record.top.pt(**units) - size, size, size)
    caption = _box(record.caption, grid)
    return CodePlace(record.code.text, box, caption, record.style.text, record.place)
