"""A story's head: kicker, headline and deck in the largest sizes that their place holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from xzpress.compose.cast import cast
from xzpress.compose.dress import Kit
from xzpress.compose.marks import Kind
from xzpress.compose.paragraph import plain, set_lines, turned
from xzpress.compose.ruler import Ruler, measure
from xzpress.design import Box, Style
from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.galley import Block
from xzpress.issue import Text

PARTS = ("kicker", "headline", "deck")
_BELOW = 0.7
"""引题 and 副题 stand some two 号 steps under 主题: 0.6 to 0.7 of its size (newspaper practice)."""
_NOT_FIRST = "的地得了着过们吗呢吧之"
"""Particles that lean on the word before them; no line of a head begins with one."""
_UNEVEN = 0.02
_AFTER_MARK = -0.6


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a head, measured. `turns`: first clusters of the lines that the desk forced."""

    name: str
    text: Text
    style: Style
    ruler: Ruler
    turns: tuple[int, ...]


def head(
    texts: Mapping[str, Text], styles: Mapping[str, Style], box: Box, kit: Kit
) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """Set the parts of a head that a story has into one place.

    The headline takes the largest size of its style's ladder at which everything fits, each part in
    as few and as even lines as it needs; kicker and deck keep well below it. A head that does not
    fit at its smallest is set so all the same, and reported.
    """
    parts, trouble = [], []
    if kit.vertical:  # lines run down: what is long is the box's height
        box = Box(0.0, 0.0, box.height, box.width)
    for name in PARTS:
        if text := texts.get(name):
            part, found = _measured(name, text, styles[name], kit)
            parts.append(part)
            trouble += found
    blocks = next(_settings(parts, box), None)
    if blocks is None:
        blocks = tuple(_smallest(part, box) for part in parts)
        text = texts["headline"]
        trouble.append(diagnostic("head-overset", text.place, headline=text.plain))
    return blocks, tuple(trouble)


def _measured(name: str, text: Text, style: Style, kit: Kit) -> tuple[_Part, list[Diagnostic]]:
    joined = Text(tuple(span for line in turned(text) for span in line.spans))
    made, trouble = cast(joined, style, kit, float("inf"))
    turns, at = [0], 0
    forced = {len(text.plain[:n].replace("\n", "")) for n, c in enumerate(text.plain) if c == "\n"}
    for n, cluster in enumerate(made.clusters):
        if at in forced:
            turns.append(n)
        at += len(cluster.text)
    return _Part(name, joined, style, measure(made, style), tuple(turns)), trouble


def _settings(parts: list[_Part], box: Box) -> Iterator[tuple[Block, ...]]:
    """Whole heads that fit the box, the ones with the largest headline first."""
    main = next((part for part in parts if part.name == "headline"), None)
    if main is None:
        return
    for size in _ladder(main.style):
        block = _block(main, size, box.width)
        if block is None or block.height > box.height:
            continue
        room = box.height - block.height
        others = [part for part in parts if part is not main]
        for fitted in _beside(others, size * _BELOW, room, box.width):
            found = {main.name: block, **fitted}
            yield tuple(found[part.name] for part in parts)


def _beside(
    parts: list[_Part], largest: float, room: float, width: float
) -> Iterator[dict[str, Block]]:
    """The other parts in the sizes that the headline leaves them."""
    if not parts:
        yield {}
        return
    part, *rest = parts
    for size in _ladder(part.style):
        if size > largest:
            continue
        block = _block(part, size, width)
        if block is not None and block.height <= room:
            for more in _beside(rest, largest, room - block.height, width):
                yield {part.name: block, **more}


def _ladder(style: Style) -> tuple[float, ...]:
    return tuple(sorted(style.sizes, reverse=True)) or (style.size,)


def _block(part: _Part, size: float, width: float) -> Block | None:
    """The part at one size in as few lines as it needs, None where that is too many."""
    room = width / size
    starts = part.turns if len(part.turns) > 1 else turns(part.ruler, room, part.style.max_lines)
    if starts is None or _widest(part.ruler, starts) > room + 1e-6:
        return None
    return _set(part, starts, size, room)


def _smallest(part: _Part, box: Box) -> Block:
    """The part at its smallest, however wide it comes out."""
    size = _ladder(part.style)[-1]
    room = box.width / size
    starts = part.turns if len(part.turns) > 1 else turns(part.ruler, room, part.style.max_lines)
    return _set(part, starts or (0,), size, room)


def _set(part: _Part, starts: tuple[int, ...], size: float, room: float) -> Block:
    lines = set_lines(part.ruler, part.text, starts, part.style, size, plain(room))
    leading = part.style.leading / part.style.size * size
    return Block(part.name, size, leading, lines, part.ruler.vertical)


def _widest(ruler: Ruler, starts: tuple[int, ...]) -> float:
    stops = (*starts[1:], len(ruler.clusters))
    return max(ruler.tail[b - 1] - ruler.head[a] for a, b in zip(starts, stops, strict=True))


def turns(ruler: Ruler, room: float, most: int) -> tuple[int, ...] | None:
    """Where a head turns: the fewest lines that fit, and of those ways the most even one.

    room: em. most: how many lines the style allows. None where that is too few.
    A turn stands after a mark rather than elsewhere, never before a particle, never between a
    number and what it counts; the bans of body text hold.
    """
    places = [
        i + 1 for i in range(len(ruler.clusters) - 1) if ruler.ends[i] and _may_turn(ruler, i)
    ]
    for extra in range(max(1, most)):
        ways = [(0, *way) for way in combinations(places, extra)]
        fitting = [way for way in ways if _widest(ruler, way) <= room + 1e-6]
        if fitting:
            return min(fitting, key=lambda way: (_unevenness(ruler, way), way))
    return None


def _may_turn(ruler: Ruler, i: int) -> bool:
    a, b = ruler.clusters[i], ruler.clusters[i + 1]
    return b.text[0] not in _NOT_FIRST and not (a.kind is Kind.NUMBER and b.kind is Kind.HAN)


def _unevenness(ruler: Ruler, starts: tuple[int, ...]) -> float:
    stops = (*starts[1:], len(ruler.clusters))
    widths = [ruler.tail[b - 1] - ruler.head[a] for a, b in zip(starts, stops, strict=True)]
    mean = sum(widths) / len(widths)
    uneven = sum((width - mean) ** 2 for width in widths) * _UNEVEN
    marks = (Kind.COMMA, Kind.PERIOD, Kind.CLOSE, Kind.SPACE, Kind.WIDE_SPACE)
    return uneven + sum(_AFTER_MARK for n in starts[1:] if ruler.clusters[n - 1].kind in marks)
