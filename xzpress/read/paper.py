"""paper.yaml: a paper's sheet, grid, colours, type styles and its own words."""

from typing import Any

from xzpress.design import Box, Colour, Grid, Mark, Sheet, Style
from xzpress.read.document import (
    Choice,
    Entry,
    Flag,
    Group,
    Inks,
    Integer,
    Items,
    Length,
    Number,
    Problems,
    Record,
    Table,
    Word,
    Words,
    near,
    optional,
    required,
)
from xzpress.read.document import Colour as ColourOf
from xzpress.units import mm

_CLOSES = 0.005
"""How far a sum may miss its measure, pt: rounding, nothing more."""


class SheetRecord(Record):
    """开张：成品尺寸 / the paper's size after trimming."""

    width = required(Length("mm", "pt"), "成品宽", "trim width")
    height = required(Length("mm", "pt"), "成品高", "trim height")


class GridRecord(Record):
    """版心的栏和行 / the columns and lines of the type area."""

    size = required(Length("pt"), "基准字号（1 字的宽）", "the size that one em of the grid is")
    columns = required(Integer(1, 20), "栏数", "how many columns")
    column = required(Length("em", "mm", "pt"), "栏宽", "width of a column")
    gutter = required(Length("em", "mm", "pt"), "栏间距", "space between columns")
    measure = required(Length("em", "mm", "pt"), "版心宽", "width of the type area")
    pitch = required(Length("pt"), "行距（基线到基线）", "baseline to baseline")
    rows = required(Integer(1, 200), "行数", "how many lines")
    top = required(Length("mm", "pt"), "天头", "from the trim's top to the type area")
    left = optional(Length("mm", "pt"), "左边空（不写就居中）", "left margin; centred without it")


class StyleRecord(Record):
    """一种文字样式 / one way of setting type."""

    based_on = optional(Word(), "以哪种样式为底", "the style that fills what is left out")
    face = optional(Word(), "字体（fonts.yaml 里的名字）", "a face of fonts.yaml")
    size = optional(Length("pt"), "字号", "type size")
    sizes = optional(Items(Length("pt"), least=1, most=40), "字号阶梯", "sizes a head may take")
    leading = optional(Length("pt", "em"), "行距", "baseline to baseline")
    colour = optional(Word(), "颜色", "a colour of this file")
    align = optional(Choice("justify", "left", "center", "right"), "对齐", "alignment")
    indent = optional(Number(0, 8), "首行缩进（字）", "first line's indent, em")
    latin_gap = optional(Number(0, 0.25), "汉字与西文间隙（字）", "gap of Han and Latin, em")
    tracking = optional(Number(0, 4), "字距（字）", "added after each character, em")
    ban = optional(Choice("basic", "gb", "strict"), "避头尾级别", "line-start and -end bans")
    loosest = optional(
        Number(0, 2), "字距拉开到多少要提醒（字）", "widest gap without a warning, em"
    )
    max_lines = optional(Integer(1, 3), "标题最多几行", "most lines of a head")
    left = optional(Number(0, 20), "每行左边空（字）", "blank left of every line, em")
    right = optional(Number(0, 20), "每行右边空（字）", "blank right of every line, em")
    hang = optional(Number(0, 20), "次行起再缩进（字）", "further blank from line two, em")
    marker = optional(Words(), "段首记号（如 ■）", "what stands before the first line")
    squeeze = optional(
        Choice("full", "kaiming", "half"), "标点式样：全角、开明、半角", "width of marks"
    )
    line_start = optional(
        Choice("half", "full"), "行首前半标点占半字还是一字", "marks at line start"
    )
    hanging = optional(Flag(), "行末句逗悬挂", "small stops hang at line end")
    hyphenate = optional(Flag(), "西文单词可断", "Western words may be divided")
    indent_start = optional(
        Choice("full", "half"), "段首前半标点占一字还是半字", "marks behind the indent"
    )
    line_end = optional(
        Choice("half", "flexible"),
        "行末标点一律半字，或行松时可占到一字",
        "marks at line end: half an em, or up to one in a loose line",
    )


class MarkRecord(Record):
    """稿子里的一种记号是什么样 / what a mark in the copy looks like."""

    face = optional(Word(), "字体", "face")
    colour = optional(Word(), "颜色", "colour")
    scale = optional(Number(0.2, 2), "字号的几倍", "part of the type size", default=1.0)
    rise = optional(Number(-1, 1), "升高（字）", "em above the baseline", default=0.0)
    dots = optional(Flag(), "着重号", "emphasis dots", default=False)
    frame = optional(Length("pt"), "四周的线粗（示亡号）", "rule round it")


class PaperFile(Record):
    """一份报纸的开张、版心、颜色和样式 / sheet, grid, colours and styles of a paper."""

    names = required(Table(Words()), "报名等固定文字", "the paper's own words")
    sheet = required(Group(SheetRecord), "开张", "the sheet")
    grid = required(Group(GridRecord), "版心", "the type area")
    colours = required(Table(ColourOf()), "颜色（油墨百分数）", "colours, inks in per cent")
    styles = required(Table(Group(StyleRecord)), "文字样式", "type styles")
    marks = optional(Table(Group(MarkRecord)), "稿子里的记号", "marks in the copy", default=())


_PLAIN_STYLE = {
    "align": "justify",
    "indent": 0.0,
    "latin_gap": 0.2,
    "tracking": 0.0,
    "ban": "gb",
    "loosest": 0.25,
    "sizes": (),
    "max_lines": 1,
    "left": 0.0,
    "right": 0.0,
    "hang": 0.0,
    "marker": None,
    "squeeze": "full",
    "line_start": "half",
    "hanging": False,
    "hyphenate": True,
    "line_end": "half",
    "indent_start": "full",
}
"""What a style is where neither it nor the one it is based on says otherwise."""
_MUST = ("face", "size", "leading", "colour")


def sheet(file: PaperFile) -> Sheet:
    """The sheet in pt."""
    return Sheet(file.sheet.width.pt(), file.sheet.height.pt())


def grid(file: PaperFile, problems: Problems) -> Grid:
    """The grid in pt; columns and gutters must add up to the measure, all of it on the sheet.

    Source: Σ columns + Σ gutters = measure exactly (newspaper make-up practice).
    """
    record, paper = file.grid, sheet(file)
    em = record.size.pt()
    column, gutter = record.column.pt(em=em), record.gutter.pt(em=em)
    measure, pitch = record.measure.pt(em=em), record.pitch.pt()
    count = record.columns
    total = count * column + (count - 1) * gutter
    if abs(total - measure) > _CLOSES:
        problems.add(
            "grid-open",
            record.at("measure"),
            columns=f"{count} × {column / em:g} + {count - 1} × {gutter / em:g}",
            total=f"{total / em:g}",
            measure=f"{measure / em:g}",
        )
    height = record.rows * pitch
    top = record.top.pt()
    left = record.left.pt() if record.left else (paper.width - measure) / 2
    if left < 0 or left + measure > paper.width or top + height > paper.height:
        problems.add(
            "grid-too-large",
            record.place,
            width=f"{mm(left + measure):.1f}",
            height=f"{mm(top + height):.1f}",
            sheet=f"{mm(paper.width):g} × {mm(paper.height):g}",
        )
    area = Box(left, paper.height - top - height, measure, height)
    return Grid(area, em, pitch, record.rows, count, column, gutter)


def colours(file: PaperFile) -> dict[str, Colour]:
    """The colours by name."""
    return {entry.name: _colour(entry) for entry in file.colours}


def _colour(entry: Entry[Inks]) -> Colour:
    inks = entry.value
    cyan, magenta, yellow, black = (
        round(part * inks.tint, 6) for part in (inks.cyan, inks.magenta, inks.yellow, inks.black)
    )
    return Colour(entry.name, cyan, magenta, yellow, black, inks.spot, inks.tint)


def styles(file: PaperFile, faces: frozenset[str], problems: Problems) -> dict[str, Style]:
    """The styles by name, each filled up from the one it is based on.

    faces: the names that fonts.yaml knows.
    """
    known, inks = {entry.name: entry for entry in file.styles}, colours(file)
    found = {}
    for name, entry in known.items():
        style = _style(entry, known, faces, inks, problems)
        if style is not None:
            found[name] = style
    return found


def _style(
    entry: Entry[StyleRecord],
    known: dict[str, Entry[StyleRecord]],
    faces: frozenset[str],
    inks: dict[str, Colour],
    problems: Problems,
) -> Style | None:
    values: dict[str, Any] = dict(_PLAIN_STYLE)
    for record in _line_of(entry, known, problems):
        values |= record.values
    record = entry.value
    lacking = [key for key in _MUST if key not in values]
    for key in lacking:
        problems.add("missing-key", record.place, key=key)
    if lacking:
        return None
    for key, names in (("face", faces), ("colour", frozenset(inks))):
        if values[key].text not in names:
            word = values[key].text
            problems.add(
                f"unknown-{key}", values[key].place, value=word, near=near(word, sorted(names))
            )
            return None
    size = values["size"].pt()
    return Style(
        entry.name,
        values["face"].text,
        size,
        values["leading"].pt(em=size),
        inks[values["colour"].text],
        values["align"],
        values["indent"],
        values["latin_gap"],
        values["tracking"],
        values["ban"],
        values["loosest"],
        tuple(step.pt() for step in values["sizes"]),
        values["max_lines"],
        values["left"],
        values["right"],
        values["hang"],
        values["marker"].text if values["marker"] else "",
        values["squeeze"],
        values["line_start"],
        values["hanging"],
        values["hyphenate"],
        values["line_end"],
        values["indent_start"],
    )


def _line_of(
    entry: Entry[StyleRecord], known: dict[str, Entry[StyleRecord]], problems: Problems
) -> list[StyleRecord]:
    """The records a style is made of, the one it is based on first."""
    line = [entry.value]
    seen = {entry.name}
    while base := line[0].based_on:
        if base.text not in known or base.text in seen:
            problems.add(
                "unknown-base", base.place, value=base.text, near=near(base.text, sorted(known))
            )
            break
        seen.add(base.text)
        line.insert(0, known[base.text].value)
    return line


def marks(
    file: PaperFile, faces: frozenset[str], problems: Problems
) -> tuple[tuple[str, Mark], ...]:
    """The marks by name. faces: the names that fonts.yaml knows."""
    inks = colours(file)
    found = []
    for entry in file.marks:
        record = entry.value
        sound = True
        for key, word, names in (
            ("face", record.face, faces),
            ("colour", record.colour, frozenset(inks)),
        ):
            if word and word.text not in names:
                values = {"value": word.text, "near": near(word.text, sorted(names))}
                problems.add(f"unknown-{key}", word.place, **values)
                sound = False
        if sound:
            found.append((entry.name, _mark(record, inks)))
    return tuple(found)


def _mark(record: MarkRecord, inks: dict[str, Colour]) -> Mark:
    return Mark(
        record.face.text if record.face else None,
        inks[record.colour.text] if record.colour else None,
        record.scale,
        record.rise,
        record.dots,
        record.frame.pt() if record.frame else 0.0,
    )
