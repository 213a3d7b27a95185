"""The words of furniture: what a template says on this page of this issue."""

import re
from collections.abc import Mapping

from xzpress.compose.cast import cast
from xzpress.compose.dress import Kit
from xzpress.compose.paragraph import plain, set_lines
from xzpress.compose.ruler import measure
from xzpress.design import Design, Style, Words
from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.galley import Block, Line
from xzpress.issue import Issue, Span, Text

_FIELD = re.compile(r"\{(\w+)\}")
_WEEKDAYS = "一二三四五六日"


def fields(issue: Issue, design: Design, page: int) -> dict[str, str]:
    """What templates may name: the paper's own words, the issue's date, numbers and fields.

    page: its number, from 1. A field that the issue gives goes before one of the paper.
    """
    day = issue.date
    return {
        **dict(design.names),
        **{key: text.plain for key, text in issue.fields},
        "year": str(day.year),
        "month": str(day.month),
        "day": str(day.day),
        "weekday": f"星期{_WEEKDAYS[day.weekday()]}",
        "number": str(issue.number),
        "total": str(issue.total),
        "page": str(page),
        "pages": str(len(issue.pages)),
    }


def words(
    furniture: Words, known: Mapping[str, str], style: Style, kit: Kit
) -> tuple[Block, tuple[Diagnostic, ...]]:
    """Set one piece of furniture; each line of its template is a line.

    A field that nothing gives, and a line wider than its place, are reported.
    """
    unknown = [name for name in _FIELD.findall(furniture.template) if name not in known]
    trouble = [
        diagnostic("unknown-field", furniture.place, field=name, known="、".join(sorted(known)))
        for name in unknown
    ]
    wording = _FIELD.sub(lambda found: known.get(found[1], found[0]), furniture.template)
    block, more = plain_lines(
        Text((Span(wording, furniture.place),)), style, furniture.box.width, kit, "furniture"
    )
    return block, (*trouble, *more)


def plain_lines(
    text: Text, style: Style, width: float, kit: Kit, part: str
) -> tuple[Block, tuple[Diagnostic, ...]]:
    """Set text line by line as it stands, each line end a turn, aligned as the style says.

    width: pt of its place; a line that is wider is reported.
    """
    lines: list[Line] = []
    trouble: list[Diagnostic] = []
    at = 0
    for wording in text.plain.split("\n"):
        row = Text((Span(wording, text.place_of(at)),))
        at += len(wording) + 1
        made, found = cast(row, style, kit, float("inf"))
        trouble += found
        if not made.clusters:
            continue
        ruler = measure(made, style, one_line=True)
        lines += set_lines(ruler, row, (0,), style, style.size, plain(width / style.size))
        wide = (ruler.tail[-1] - ruler.head[0]) * style.size
        if wide > width + 1e-6:
            trouble.append(
                diagnostic("too-wide", row.place, text=wording, over=round(wide - width, 1))
            )
    return Block(part, style.size, style.leading, tuple(lines)), tuple(trouble)
