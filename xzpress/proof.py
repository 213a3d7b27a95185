"""The desk's marks on a proof: the stamp, a frame round each trouble, and what it is."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from xzpress import compose
from xzpress.design import Box, Style
from xzpress.diagnostic import Diagnostic, Place, Severity
from xzpress.issue import Span, Text
from xzpress.page import Flag, Page, ProofSheet, SetLine
from xzpress.units import MM

_LISTED = 24
"""Troubles spelt out on a sheet; the report has the rest."""
_POINTED = 6 * MM
"""Side of the frame round trouble that is only a point."""


def sheets(
    pages: Sequence[Page],
    diagnostics: Iterable[Diagnostic],
    stamp: str,
    style: Style,
    cases: compose.Cases,
) -> tuple[ProofSheet, ...]:
    """The pages with the desk's marks round them, in Chinese.

    Every error and warning has a number. It stands in the margin below its page with its words,
    and at the trouble itself where that has a place on the page; what has none is on page 1.
    stamp: what each sheet says above the page, before its page number. style: of all marks.
    """
    plain = replace(style, align="left", indent=0.0, tracking=0.0, sizes=())
    found = [each for each in dict.fromkeys(diagnostics) if each.severity > Severity.NOTE]
    flags = {page.number: _flags(page, found) for page in pages}
    placed = {flag.diagnostic for on_page in flags.values() for flag in on_page}
    loose = [each for each in found if each not in placed]
    pen = _Pen(plain, cases)
    return tuple(
        _sheet(page, flags[page.number], loose if page is pages[0] else [], stamp, pen)
        for page in pages
    )


def _flags(page: Page, diagnostics: Sequence[Diagnostic]) -> tuple[Flag, ...]:
    """What is flagged on a page, and what points at it by `page`, `x` and `y` (preflight)."""
    flags = [flag for flag in page.flags if flag.diagnostic.severity > Severity.NOTE]
    flagged = {flag.diagnostic for flag in flags}
    for each in diagnostics:
        values = dict(each.values)
        if each in flagged or values.get("page") != page.number:
            continue
        if isinstance(x := values.get("x"), int | float) and isinstance(
            y := values.get("y"), int | float
        ):
            point = Box(x * MM, page.height - y * MM, 0, 0)
            flags.append(Flag(point.inset(*[-_POINTED / 2] * 4), each))
    return tuple(flags)


class _Pen:
    """Writes plain lines in one style."""

    def __init__(self, style: Style, cases: compose.Cases) -> None:
        self.style = style
        self._kit = compose.kit(cases, {})

    def line(self, wording: str, x: float, y: float) -> SetLine | None:
        text = Text((Span(wording, Place("")),))
        block, _ = compose.plain_lines(text, self.style, float("inf"), self._kit, "note")
        return SetLine(x, y, block.lines[0], "proof", "note") if block.lines else None


def _sheet(
    page: Page, flags: Sequence[Flag], loose: Sequence[Diagnostic], stamp: str, pen: _Pen
) -> ProofSheet:
    size, leading = pen.style.size, pen.style.leading
    told = [*(flag.diagnostic for flag in flags), *loose]
    rows = [
        row
        for number, each in enumerate(told[:_LISTED], 1)
        for row in _wrapped(_words(number, each), page.width / size)
    ]
    if len(told) > _LISTED:
        rows.append(f"…… 另有 {len(told) - _LISTED} 处，见 report.json")
    lines = [pen.line(f"{stamp} · 第 {page.number} 版", 0, page.height + leading)]
    lines += [pen.line(row, 0, -leading * (n + 1)) for n, row in enumerate(rows, 1)]
    lines += [
        pen.line(str(number), flag.box.x - size, flag.box.top - size)
        for number, flag in enumerate(flags[:_LISTED], 1)
    ]
    margin = leading * (max(len(rows), 2) + 2)
    outlines = tuple(flag.box for flag in flags)
    return ProofSheet(page, margin, outlines, tuple(line for line in lines if line))


def _words(number: int, diagnostic: Diagnostic) -> str:
    grave = "错误" if diagnostic.severity is Severity.ERROR else "警告"
    where = f"（{diagnostic.place}）" if diagnostic.place else ""
    return f"{number}  {grave}：{diagnostic.message('zh')}{where}"


def _wrapped(wording: str, width: float) -> list[str]:
    """The wording cut into rows. width: em, a Han character being 1 and a Latin letter 0.6."""
    rows, room = [""], width
    for character in wording:
        wide = 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.6
        if wide > room:
            rows.append("")
            room = width
        rows[-1] += character
        room -= wide
    return rows
