"""A paragraph of copy into lines that fill their measures."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from xzpress.compose.cast import cast
from xzpress.compose.dress import Kit
from xzpress.compose.fit import fit
from xzpress.compose.justify import Slice, set_line
from xzpress.compose.ruler import Ruler, measure
from xzpress.design import Style
from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.galley import Line
from xzpress.issue import Span, Text


@dataclass(frozen=True, slots=True)
class Measures:
    """What lines have to fill, em: `widths` for each, `blanks` before it.

    The last width and blank serve all lines after them.
    """

    widths: tuple[float, ...]
    blanks: tuple[float, ...]

    def at(self, line: int) -> tuple[float, float]:
        """Width and blank of a line, from 0."""
        n = min(line, len(self.widths) - 1)
        return self.widths[n], self.blanks[n]


def plain(width: float) -> Measures:
    """Lines that have nothing but their width, em."""
    return Measures((width,), (0.0,))


def measures(style: Style, widths: tuple[float, ...]) -> Measures:
    """The style's measures in columns so wide.

    widths: pt for each line, the last one for all that follow.
    """
    ems = [width / style.size - style.left - style.right for width in widths]
    ems += [ems[-1]] * (len(ems) == 1)
    indent = style.indent if style.align in ("justify", "left") else 0.0
    blanks = [indent] + [style.hang] * (len(ems) - 1)
    return Measures(
        tuple(em - blank for em, blank in zip(ems, blanks, strict=True)),
        tuple(style.left + blank for blank in blanks),
    )


def paragraph(
    text: Text, style: Style, widths: tuple[float, ...], kit: Kit
) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """Set one paragraph in its style's size.

    widths: pt for each line, the last one for all that follow.
    Returns the lines, which hold every character of the text once and in order, and what the desk
    should know: characters that no face has, words too long for the measure, lines too loose.
    """
    room = measures(style, widths)
    made, trouble = cast(text, style, kit, min(room.widths))
    if not made.clusters:
        return (), ()
    ruler = measure(made, style)
    lines = set_lines(ruler, text, fit(ruler, room.widths).starts, style, style.size, room)
    return lines, (*trouble, *_loose(lines, style, room))


def set_lines(
    ruler: Ruler,
    text: Text,
    starts: tuple[int, ...],
    style: Style,
    size: float,
    room: Measures,
) -> tuple[Line, ...]:
    """Set lines whose starts are chosen, aligned as the style says. size: pt."""
    offsets = [0, *accumulate(len(cluster.text) for cluster in ruler.clusters)]
    return tuple(
        set_line(ruler, line, size, text.place_of(offsets[line.start]))
        for line in slices(ruler, starts, style, room)
    )


def slices(ruler: Ruler, starts: tuple[int, ...], style: Style, room: Measures) -> Iterator[Slice]:
    """What each line holds and has to fill."""
    count = len(ruler.clusters)
    for n, (start, stop) in enumerate(zip(starts, (*starts[1:], count), strict=True)):
        width, blank = room.at(n)
        spare = width - (ruler.tail[stop - 1] - ruler.head[start])
        before = blank + {"center": spare / 2, "right": spare}.get(style.align, 0.0)
        yield Slice(start, stop - 1, width, before, style.align == "justify" and stop < count)


def turned(text: Text) -> list[Text]:
    """The lines of a text that has forced turns, each character still at its place."""
    lines: list[list[Span]] = [[]]
    for span in text.spans:
        at = 0
        for n, piece in enumerate(span.text.split("\n")):
            if n:
                lines.append([])
            if piece:
                lines[-1].append(replace(span, text=piece, place=span.place.right(at)))
            at += len(piece) + 1
    return [Text(tuple(spans)) for spans in lines if spans]


def _loose(lines: tuple[Line, ...], style: Style, room: Measures) -> list[Diagnostic]:
    """Lines that had to be opened too far, or had nothing to open and fall short."""
    trouble = []
    for n, line in enumerate(lines[:-1] if style.align == "justify" else ()):
        width, blank = room.at(n)
        short = width + blank - line.width / style.size
        gap = line.gap or max(0.0, short)
        if gap > style.loosest:
            start = line.text[:8]
            trouble.append(diagnostic("loose-line", line.place, gap=round(gap, 2), text=start))
    return trouble
