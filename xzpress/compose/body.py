"""A story's running text: paragraphs of every kind, drop initial, list markers, endmark."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from xzpress.compose.cast import cast
from xzpress.compose.dress import RUBY, Kit
from xzpress.compose.marks import Kind
from xzpress.compose.paragraph import paragraph as set_paragraph
from xzpress.compose.paragraph import turned
from xzpress.compose.runs import lowered, moved
from xzpress.compose.table import table
from xzpress.design import Slot, Style
from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.galley import BodyLine, Line, Run
from xzpress.issue import Paragraph, Span, Story, Text

_INITIAL_GAP = 0.25
"""What a drop initial keeps from its text at the least, em of the body (clreq 首字下沉)."""
_ASCENT = 0.88
_RUBY_ROOM = 0.51
"""What ruby takes above the em boxes of its line, em of the line's size."""
_LEAST_BESIDE = 6.0
"""What the lines beside a drop initial must have at the least, em."""
_INITIALS = frozenset({Kind.HAN, Kind.NUMBER, Kind.LATIN})


def body(
    story: Story, slot: Slot, styles: Mapping[str, Style], kit: Kit
) -> tuple[tuple[BodyLine, ...], list[Diagnostic]]:
    """Set byline and paragraphs to the measure of the slot's legs.

    styles: by part. A kind of paragraph that the slot has no style for is reported, and set as
    body so that nothing is lost.
    """
    leg = slot.legs[0]
    kit = kit.upright() if leg.vertical else kit
    found: list[BodyLine] = []
    trouble: list[Diagnostic] = []
    initial = slot.initial
    for number, given in enumerate(_paragraphs(story, slot)):
        style = styles.get(given.kind)
        if style is None:
            trouble.append(
                diagnostic("no-style", given.text.place, part=given.kind, slot=slot.name)
            )
            style = styles["body"]
        if given.kind == "body" and initial:
            lines, more = _with_initial(given.text, style, leg.measure, initial, kit)
            initial = 0
        else:
            lines, more = _set(given, style, leg.measure, kit)
        trouble += more
        if not given.rows and any(RUBY in span.style for span in given.text.spans):
            lines = _under_ruby(lines, style, kit)
        made = [
            BodyLine(line, given.kind, style.size, style.leading, number, n == len(lines))
            for n, line in enumerate(lines, 1)
        ]
        found += _apart(made) if given.rows else made
    return tuple(found), trouble


def _under_ruby(lines: tuple[Line, ...], style: Style, kit: Kit) -> tuple[Line, ...]:
    """Lines so much lower that they stand with their ruby in the middle of a leading that has room.

    Vertical lines stay, and those of a closer leading: their ruby stands between the lines
    (clreq 行间注).
    """
    if kit.vertical or style.leading < (1 + _RUBY_ROOM) * style.size:
        return lines
    return tuple(lowered(line, _RUBY_ROOM * style.size / 2) for line in lines)


def _apart(table: list[BodyLine]) -> list[BodyLine]:
    """A table half a line lower, half a line from the text above it and below.

    Its last line takes two, in whose middle it stands, so that the text after it is on the grid.
    """
    *rest, last = table
    down = last.leading / 2
    moved_down = [replace(row, line=lowered(row.line, down)) for row in rest]
    return [*moved_down, replace(last, leading=2 * last.leading)]


def _paragraphs(story: Story, slot: Slot) -> Iterator[Paragraph]:
    """The byline, line by line, then the story's own; the endmark behind the last one's text."""
    byline = story.part("byline")
    if byline is not None:
        yield from (Paragraph("byline", line) for line in turned(byline))
    given = [
        replace(paragraph, text=line)
        for paragraph in story.body
        for line in (turned(paragraph.text) if not paragraph.rows else [paragraph.text])
    ]
    last = max((n for n, each in enumerate(given) if each.kind != "signature"), default=-1)
    if slot.endmark and last >= 0 and not given[last].rows:
        text = given[last].text
        mark = Span(slot.endmark, text.place)
        given[last] = replace(given[last], text=Text((*text.spans, mark)))
    yield from given


def _set(
    given: Paragraph, style: Style, measure: float, kit: Kit
) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    if given.rows:
        return table(given, style, measure, kit)
    lines, trouble = set_paragraph(given.text, style, (measure,), kit)
    marker = given.marker or style.marker
    if not marker or not lines:
        return lines, trouble
    runs, more = _marker(marker, given.text, style, kit)
    first = replace(lines[0], runs=(*runs, *lines[0].runs))
    return (first, *lines[1:]), (*trouble, *more)


def _marker(
    marker: str, text: Text, style: Style, kit: Kit
) -> tuple[tuple[Run, ...], tuple[Diagnostic, ...]]:
    """An item's marker at the left of its text, in the room that the style's indent leaves."""
    plain = replace(style, indent=0.0, align="left", hang=0.0, right=0.0)
    words = Text((Span(marker, text.place),))
    width = (style.left + style.indent) * style.size + 1.0
    lines, trouble = set_paragraph(words, plain, (max(width, style.size * 4),), kit)
    return lines[0].runs, trouble


def _with_initial(
    text: Text, style: Style, measure: float, rows: int, kit: Kit
) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """The first paragraph with its first character as high as `rows` lines, on the grid.

    The initial's em box reaches from the first line's top to the last one's foot; the lines beside
    it are shorter by whole em. A number or word there is set so as a whole. A paragraph that begins
    with a mark, has fewer lines or leaves too little beside it keeps its beginning small.
    """
    first = text.spans[0]
    opening, _ = cast(Text((first,)), style, kit, math.inf)
    cluster = opening.clusters[0]
    count = len(cluster.text)
    rest = Text(
        (replace(first, text=first.text[count:], place=first.place.right(count)), *text.spans[1:])
        if len(first.text) > count
        else text.spans[1:]
    )
    size = (rows - 1) * style.leading + style.size
    if cluster.kind not in _INITIALS or not rest.spans or kit.vertical:
        return set_paragraph(text, style, (measure,), kit)
    ems = math.ceil(cluster.width * size / style.size + _INITIAL_GAP)
    beside = replace(style, indent=0.0)
    room = measure - ems * style.size
    if room < _LEAST_BESIDE * style.size:
        return set_paragraph(text, style, (measure,), kit)
    lines, trouble = set_paragraph(rest, beside, ((room,) * rows) + (measure,), kit)
    if len(lines) < rows:
        return set_paragraph(text, style, (measure,), kit)
    _, more = cast(Text((replace(first, text=cluster.text),)), style, kit, math.inf)
    drop = _ASCENT * (style.size - size)
    run = Run(cluster.face, size, style.colour, cluster.shapes, (0.0,), (drop,))
    indented = [moved(line, ems * style.size) for line in lines[:rows]]
    indented[0] = replace(indented[0], runs=(run, *indented[0].runs), place=text.place)
    return (*indented, *lines[rows:]), (*trouble, *more)
