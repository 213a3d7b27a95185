"""A story's head: kicker, headline and deck in the sizes that fill their place best."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from xzpress.compose.cast import cast
from xzpress.compose.dress import Kit
from xzpress.compose.paragraph import plain, set_lines, turned
from xzpress.compose.ruler import Ruler, measure
from xzpress.compose.turns import ill_turns, turns, widest
from xzpress.design import Box, Style
from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.galley import Block
from xzpress.issue import Text

PARTS = ("kicker", "headline", "deck")
_BELOW = 0.7
"""引题 and 副题 stand some two 号 steps under 主题: 0.6 to 0.7 of its size (newspaper practice)."""
_FULL = 0.85
"""A line of a head that takes so much of its place fills it."""
_SLACK = 3.0
"""How much longer than the mean the longest line of a head that turns may well be, em."""
_SPACED = {2: 1.0, 3: 0.5}
"""Two-character heads stand an em apart, three-character ones half an em (newspaper practice)."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a head, measured. `forced`: first clusters of the lines that the desk forced."""

    name: str
    text: Text
    style: Style
    ruler: Ruler
    forced: tuple[int, ...]


def head(
    texts: Mapping[str, Text],
    styles: Mapping[str, Style],
    box: Box,
    kit: Kit,
    names: tuple[str, ...] = (),
) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """Set the parts of a head that a story has into one place.

    The headline takes the largest size of its style's ladder at which everything fits and a line
    fills its place; kicker and deck keep well below it. A head that does not fit at its smallest
    is set so all the same, and reported. names: words that no line may end in.
    """
    parts, trouble = [], []
    if kit.vertical:  # lines run down: what is long is the box's height
        box = Box(0.0, 0.0, box.height, box.width)
    for name in PARTS:
        if text := texts.get(name):
            part, found = _measured(name, text, styles[name], kit)
            parts.append(part)
            trouble += [*found, *_ill_forced(part, names)]
    blocks = next(_settings(parts, box, names), None)
    if blocks is None:
        blocks = tuple(_smallest(part, box, names) for part in parts)
        text = texts["headline"]
        trouble.append(diagnostic("head-overset", text.place, headline=text.plain))
    return blocks, tuple(trouble)


def _measured(name: str, text: Text, style: Style, kit: Kit) -> tuple[_Part, list[Diagnostic]]:
    lines = turned(text)
    joined = Text(tuple(span for line in lines for span in line.spans))
    count = len(joined.plain)
    if count in _SPACED and not style.tracking:
        style = replace(style, tracking=_SPACED[count])
    made, trouble = cast(joined, style, kit, float("inf"))
    ends = {sum(len(line.plain) for line in lines[:n]) for n in range(len(lines))}
    forced, at = [], 0
    for n, cluster in enumerate(made.clusters):
        if at in ends:
            forced.append(n)
        at += len(cluster.text)
    return _Part(name, joined, style, measure(made, style), tuple(forced)), trouble


def _ill_forced(part: _Part, names: tuple[str, ...]) -> list[Diagnostic]:
    """Turns that the desk forced against the rules: they are kept, and reported."""
    if len(part.forced) < 2:
        return []
    clusters = part.ruler.clusters
    trouble = []
    for start, why in ill_turns(part.ruler, part.forced[1:], names):
        at = sum(len(cluster.text) for cluster in clusters[:start])
        around = "".join(c.text for c in clusters[max(0, start - 3) : start])
        after = "".join(c.text for c in clusters[start : start + 3])
        trouble.append(
            diagnostic(f"ill-turn-{why}", part.text.place_of(at), before=around, after=after)
        )
    return trouble


def _settings(parts: list[_Part], box: Box, names: tuple[str, ...]) -> Iterator[tuple[Block, ...]]:
    """Whole heads that fit the box, the best ones first."""
    main = next((part for part in parts if part.name == "headline"), None)
    if main is None:
        return
    others = [part for part in parts if part is not main]
    for block in _choices(main, box.width, box.height, float("inf"), names):
        room = box.height - block.height
        for fitted in _beside(others, block.size * _BELOW, room, box.width, names):
            found = {main.name: block, **fitted}
            yield tuple(found[part.name] for part in parts)


def _beside(
    parts: list[_Part], largest: float, room: float, width: float, names: tuple[str, ...]
) -> Iterator[dict[str, Block]]:
    """The other parts in the sizes that the headline leaves them."""
    if not parts:
        yield {}
        return
    part, *rest = parts
    for block in _choices(part, width, room, largest, names):
        for more in _beside(rest, largest, room - block.height, width, names):
            yield {part.name: block, **more}


def _choices(
    part: _Part, width: float, height: float, largest: float, names: tuple[str, ...]
) -> Iterator[Block]:
    """The ways to set a part that fit, best first: those that fill a line, then the larger.

    Looked for one by one, because a way of several lines asks for the words' dictionary.
    """
    loose: list[tuple[tuple[int, ...], float]] = []
    total = widest(part.ruler, (0,))
    for size in (size for size in _ladder(part.style) if size <= largest):
        for lines in range(1, part.style.max_lines + 1):
            count = max(lines, len(part.forced))
            if count * _leading(part.style, size) > height + 1e-6:
                break
            if lines > 1 and loose and (total / lines + _SLACK) * size < _FULL * width:
                break  # fewer and larger lines, already found, fill as much
            starts = _starts(part, width / size, lines, names)
            if starts is None:
                continue
            if widest(part.ruler, starts) * size >= _FULL * width:
                yield _set(part, starts, size, width / size)
            else:
                loose.append((starts, size))
    for starts, size in loose:
        yield _set(part, starts, size, width / size)


def _ladder(style: Style) -> tuple[float, ...]:
    return tuple(sorted(style.sizes, reverse=True)) or (style.size,)


def _starts(part: _Part, room: float, lines: int, names: tuple[str, ...]) -> tuple[int, ...] | None:
    """The starts of just so many lines; the desk's own where it forced any."""
    if len(part.forced) > 1:
        fits = lines == 1 and widest(part.ruler, part.forced) <= room + 1e-6
        return part.forced if fits else None
    return turns(part.ruler, room, lines, names)


def _smallest(part: _Part, box: Box, names: tuple[str, ...]) -> Block:
    """The part at its smallest, however wide it comes out."""
    size = _ladder(part.style)[-1]
    room = box.width / size
    counts = range(1, part.style.max_lines + 1)
    found = (_starts(part, room, lines, names) for lines in counts)
    starts = next((starts for starts in found if starts is not None), part.forced)
    return _set(part, starts, size, room)


def _set(part: _Part, starts: tuple[int, ...], size: float, room: float) -> Block:
    lines = set_lines(part.ruler, part.text, starts, part.style, size, plain(room))
    leading = _leading(part.style, size)
    return Block(part.name, size, leading, lines, part.ruler.vertical)


def _leading(style: Style, size: float) -> float:
    """The style's leading for one of its sizes."""
    return style.leading / style.size * size
