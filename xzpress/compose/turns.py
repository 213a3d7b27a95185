"""Where the lines of a head turn: between words, evenly, never before a particle.

Source: newspaper-editing practice (标题断行), clreq 行首行尾禁则.
"""

from collections.abc import Iterable, Iterator
from itertools import accumulate, combinations

from xzpress.compose.clusters import Cluster
from xzpress.compose.marks import Kind
from xzpress.compose.ruler import Ruler
from xzpress.compose.words import word_ends

_PARTICLES = "的地得了着过们吗呢吧之"
"""They lean on the word before them; no line of a head begins with one."""
_COUNTED = "万亿兆千百"
"""Han parts of a number: what is counted stays with them (20万欧元)."""
_UNEVEN = 0.02
_AFTER_MARK = -0.6
_MARKS = frozenset({Kind.COMMA, Kind.PERIOD, Kind.CLOSE, Kind.SPACE, Kind.WIDE_SPACE, Kind.DASH})


def turns(
    ruler: Ruler, room: float, lines: int, names: tuple[str, ...] = ()
) -> tuple[int, ...] | None:
    """The first clusters of so many lines, as even as the words allow; None where none fits.

    room: em. names: words that are never taken apart. A turn stands after a mark rather than
    elsewhere; inside a word only where no other way fits.
    """
    if lines == 1:
        return (0,) if widest(ruler, (0,)) <= room + 1e-6 else None
    lawful = [i for i in range(1, len(ruler.clusters)) if ruler.ends[i - 1]]
    ill = dict(ill_turns(ruler, lawful, names))
    good = [i for i in lawful if i not in ill]
    less_good = [i for i in lawful if ill.get(i, "word") == "word"]
    for places in (good, less_good):
        ways = [(0, *way) for way in combinations(places, lines - 1)]
        fitting = [way for way in ways if widest(ruler, way) <= room + 1e-6]
        if fitting:
            return min(fitting, key=lambda way: (_unevenness(ruler, way), way))
    return None


def ill_turns(
    ruler: Ruler, starts: Iterable[int], names: tuple[str, ...]
) -> Iterator[tuple[int, str]]:
    """The line starts among these that break a rule of heads, and which.

    `ban`: marks may not part there; `particle`: the line would begin with 的 or its like;
    `number`: a number parts from what it counts; `name` and `word`: it stands inside one.
    """
    clusters = ruler.clusters
    text = "".join(cluster.text for cluster in clusters)
    ends = word_ends(text, names)
    inside = {n for name in names for n in _inside(text, name)}
    offsets = [0, *accumulate(len(cluster.text) for cluster in clusters)]
    for start in starts:
        before, after = clusters[start - 1], clusters[start]
        if not ruler.ends[start - 1]:
            yield start, "ban"
        elif after.text[0] in _PARTICLES and offsets[start] in ends:
            yield start, "particle"
        elif after.kind is Kind.HAN and _counts(clusters[max(0, start - 2) : start]):
            yield start, "number"
        elif offsets[start] in inside:
            yield start, "name"
        elif before.kind is Kind.HAN and after.kind is Kind.HAN and offsets[start] not in ends:
            yield start, "word"


def _inside(text: str, name: str) -> Iterator[int]:
    start = text.find(name)
    while start >= 0:
        yield from range(start + 1, start + len(name))
        start = text.find(name, start + 1)


def _counts(before: list[Cluster]) -> bool:
    """Whether a number ends here that still wants what it counts."""
    if not before:
        return False
    last = before[-1]
    if last.kind is Kind.NUMBER:
        return True
    return len(before) == 2 and last.text in _COUNTED and before[0].kind is Kind.NUMBER


def widest(ruler: Ruler, starts: tuple[int, ...]) -> float:
    """The width of the widest of some lines, em."""
    return max(_widths(ruler, starts))


def _widths(ruler: Ruler, starts: tuple[int, ...]) -> list[float]:
    stops = (*starts[1:], len(ruler.clusters))
    return [ruler.tail[b - 1] - ruler.head[a] for a, b in zip(starts, stops, strict=True)]


def _unevenness(ruler: Ruler, starts: tuple[int, ...]) -> float:
    widths = _widths(ruler, starts)
    mean = sum(widths) / len(widths)
    uneven = sum((width - mean) ** 2 for width in widths) * _UNEVEN
    return uneven + sum(_AFTER_MARK for n in starts[1:] if ruler.clusters[n - 1].kind in _MARKS)
