"""Simple tables: cells in columns, numbers aligned at their points, three rules (三线表)."""

import re
from dataclasses import dataclass, replace
from itertools import accumulate

from xzpress.compose.cast import cast
from xzpress.compose.dress import Kit
from xzpress.compose.paragraph import paragraph
from xzpress.compose.ruler import measure
from xzpress.compose.runs import moved
from xzpress.design import Align, Box, Style
from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.galley import Line, Ornament
from xzpress.issue import Paragraph, Text

_NUMBER = re.compile(r"([+\-−]?[0-9][0-9,]*)(\.[0-9]+)?\s*[%％‰℃]?")
_PADDING = 0.5
"""Blank on both sides of a cell, em."""
_LEAST = 2.0
"""A column's width under which no Chinese cell reads, em."""
_THICK, _THIN = 0.5, 0.25
"""Rules at head and foot of a table and under its first row, pt."""
_ASCENT, _DESCENT = 0.88, 0.12


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: `x`, `width` in pt. `point`: from `x` to where numbers end their whole part."""

    x: float
    width: float
    align: Align
    point: float | None


def table(
    given: Paragraph, style: Style, width: float, kit: Kit
) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """Set a table over the whole width, each row in as many lines as its fullest cell.

    width: pt. Columns share it by what they hold. A column that holds numbers only is aligned at
    their points, others as the copy says, else left. A table too wide for its column is reported.
    """
    columns, trouble = _columns(given, style, width, kit)
    lines: list[Line] = []
    for number, row in enumerate(given.rows):
        cells = []
        for cell, column in zip(row, columns, strict=True):
            set_cell, more = _cell(cell, column, style, kit, head=not number)
            trouble += more
            cells.append(set_cell)
        lines += _row(cells, columns, row[0])
        if not number:
            heads = len(lines)
    return _ruled(lines, heads, style, width), tuple(trouble)


def _columns(
    given: Paragraph, style: Style, width: float, kit: Kit
) -> tuple[list[_Column], list[Diagnostic]]:
    held = list(zip(*given.rows, strict=True))
    needs = [max(_natural(cell, style, kit) for cell in cells) for cells in held]
    needs = [need + 2 * _PADDING * style.size for need in needs]
    widths = [need * width / sum(needs) for need in needs]
    trouble = []
    if min(widths) < _LEAST * style.size:
        trouble.append(diagnostic("table-too-wide", given.text.place, columns=len(widths)))
    columns = []
    starts = accumulate(widths, initial=0.0)
    for n, (cells, x, wide) in enumerate(zip(held, starts, widths, strict=False)):
        align: Align = given.aligns[n] or "left"  # type: ignore[assignment]
        columns.append(_Column(x, wide, align, _point(cells[1:], wide, style, kit)))
    return columns, trouble


def _natural(cell: Text, style: Style, kit: Kit) -> float:
    """What a cell takes on one line, pt."""
    made, _ = cast(cell, style, kit, float("inf"))
    if not made.clusters:
        return 0.0
    ruler = measure(made, style, one_line=True)
    return (ruler.tail[-1] - ruler.head[0]) * style.size


def _whole_part(cell: Text, style: Style, kit: Kit) -> float:
    """How far a number reaches to the left of its point, pt."""
    found = _NUMBER.fullmatch(cell.plain)
    assert found is not None
    span = cell.spans[0]
    whole = Text((replace(span, text=cell.plain[: found.end(1)]),))
    return _natural(whole, style, kit)


def _point(cells: tuple[Text, ...], width: float, style: Style, kit: Kit) -> float | None:
    """Where the points of a column of numbers stand, so that the numbers are in its middle."""
    numbers = [cell for cell in cells if cell.spans]
    if not numbers or not all(_NUMBER.fullmatch(cell.plain) for cell in numbers):
        return None
    wholes = [_whole_part(cell, style, kit) for cell in numbers]
    rests = [
        _natural(cell, style, kit) - whole for cell, whole in zip(numbers, wholes, strict=True)
    ]
    return (width - max(wholes) - max(rests)) / 2 + max(wholes)


def _cell(
    cell: Text, column: _Column, style: Style, kit: Kit, *, head: bool
) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """One cell's lines, from the left of its table."""
    if not cell.spans:
        return (), ()
    pad = _PADDING * style.size
    room, before, align = column.width - 2 * pad, pad, column.align
    if column.point is not None:
        align = "center" if head else "left"
        if not head:
            before = column.point - _whole_part(cell, style, kit)
            room = column.width - before
    plain = replace(style, align=align, indent=0.0, left=0.0, right=0.0, hang=0.0)
    lines, trouble = paragraph(cell, plain, (room,), kit)
    return tuple(moved(line, column.x + before) for line in lines), trouble


def _row(cells: list[tuple[Line, ...]], columns: list[_Column], first: Text) -> list[Line]:
    """A row's lines: the first line of every cell side by side, then the second."""
    right = columns[-1].x + columns[-1].width
    lines = []
    for n in range(max((len(cell) for cell in cells), default=0)):
        beside = [cell[n] for cell in cells if n < len(cell)]
        runs = tuple(run for line in beside for run in line.runs)
        ornaments = tuple(ornament for line in beside for ornament in line.ornaments)
        lines.append(Line(runs, right, 0.0, beside[0].place, ornaments))
    return lines


def _ruled(lines: list[Line], heads: int, style: Style, width: float) -> tuple[Line, ...]:
    """The lines with the table's rules in the middle of the space between lines."""
    gap = (style.leading - style.size) / 2
    above, below = _ASCENT * style.size + gap, -_DESCENT * style.size - gap

    def rule(line: Line, y: float, thickness: float) -> Line:
        box = Box(0.0, y - thickness / 2, width, thickness)
        return replace(line, ornaments=(*line.ornaments, Ornament("rule", box, style.colour)))

    lines[0] = rule(lines[0], above, _THICK)
    lines[heads - 1] = rule(lines[heads - 1], below, _THIN)
    lines[-1] = rule(lines[-1], below, _THICK)
    return tuple(lines)
