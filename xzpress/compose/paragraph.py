"""A paragraph of copy into lines that fill their measures."""

from itertools import accumulate

from xzpress.compose.clusters import Cluster, Typecase
from xzpress.compose.fit import fit
from xzpress.compose.justify import Slice, set_line
from xzpress.compose.ruler import Ruler, measure
from xzpress.design import Style
from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.galley import Line
from xzpress.issue import Text


def paragraph(
    text: Text, style: Style, measures: tuple[float, ...], case: Typecase
) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """Set one paragraph in its style's size.

    measures: pt for each line, the last one for all that follow.
    Returns the lines, which hold every character of the text once and in order, and what the desk
    should know: characters that no face has, words too long for the measure, lines too loose.
    """
    indent = style.indent if style.align in ("justify", "left") else 0.0
    ems = [m / style.size for m in measures]
    narrow = (ems[0] - indent, *(ems[1:] or ems))
    clusters, trouble = cast(text, style, case, min(narrow))
    if not clusters:
        return (), ()
    ruler = measure(clusters, style)
    starts = fit(ruler, narrow).starts
    lines = set_lines(ruler, text, starts, style, style.size, narrow, indent)
    return lines, (*trouble, *_loose(lines, style))


def set_lines(
    ruler: Ruler,
    text: Text,
    starts: tuple[int, ...],
    style: Style,
    size: float,
    measures: tuple[float, ...],
    indent: float = 0.0,
) -> tuple[Line, ...]:
    """Set lines whose starts are chosen, aligned as the style says.

    measures: em for each line, the last one for all that follow. indent: of the first line, em.
    """
    count = len(ruler.clusters)
    stops = (*starts[1:], count)
    offsets = [0, *accumulate(len(cluster.text) for cluster in ruler.clusters)]
    lines = []
    for n, (start, stop) in enumerate(zip(starts, stops, strict=True)):
        room = measures[min(n, len(measures) - 1)]
        blank = room - (ruler.tail[stop - 1] - ruler.head[start])
        before = {"center": blank / 2, "right": blank}.get(style.align, 0.0 if n else indent)
        justified = style.align == "justify" and stop < count
        line = Slice(start, stop - 1, room, before, justified)
        lines.append(set_line(ruler, line, style, size, text.place_of(offsets[start])))
    return tuple(lines)


def cast(
    text: Text, style: Style, case: Typecase, narrowest: float
) -> tuple[list[Cluster], list[Diagnostic]]:
    """The clusters of a text; what no line can hold is cut, and reported with what has no face.

    narrowest: em of the narrowest line.
    """
    clusters: list[Cluster] = []
    trouble: list[Diagnostic] = []
    at = 0
    for cluster in case.clusters(text.plain):
        if cluster.missing:
            trouble.append(_missing(cluster, text, at, style))
        if cluster.width > narrowest and len(cluster.text) > 1:
            place = text.place_of(at)
            trouble.append(diagnostic("split-word", place, word=cluster.text, style=style.name))
            clusters.extend(case.pieces(cluster))
        elif style.tracking and len(cluster.text) > 1:
            clusters.extend(case.pieces(cluster))
        else:
            clusters.append(cluster)
        at += len(cluster.text)
    return clusters, trouble


def _missing(cluster: Cluster, text: Text, at: int, style: Style) -> Diagnostic:
    codepoint = " ".join(f"U+{ord(c):04X}" for c in cluster.text)
    return diagnostic(
        "missing-glyph",
        text.place_of(at),
        character=cluster.text,
        codepoint=codepoint,
        style=style.name,
    )


def _loose(lines: tuple[Line, ...], style: Style) -> list[Diagnostic]:
    return [
        diagnostic("loose-line", line.place, gap=round(line.gap, 2), text=line.text[:8])
        for line in lines
        if line.gap > style.loosest
    ]
