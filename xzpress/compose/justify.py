"""One line set to its measure: what is squeezed, what is opened, where each shape stands."""

from dataclasses import dataclass
from itertools import accumulate

from xzpress.compose.clusters import Cluster
from xzpress.compose.marks import Kind
from xzpress.compose.ruler import Ruler
from xzpress.compose.runs import dressed
from xzpress.diagnostic import Place
from xzpress.galley import Line

_SHRINK_ORDER = {
    # clreq 行内调整: the mark at the line's end has gone to half an em already; then word spaces,
    # brackets, small stops, the Han-Latin gap, and sentence ends last
    Kind.SPACE: 0,
    Kind.OPEN: 1,
    Kind.CLOSE: 1,
    Kind.COMMA: 2,
    Kind.PERIOD: 4,
}
_GAP_GROUP = 3
_GROUPS = 5


@dataclass(frozen=True, slots=True)
class Slice:
    """Clusters `start` to `end` of a paragraph, one line. Lengths in em.

    `measure`: what the line has to fill; `indent`: blank before it; `justified`: whether it fills
    the measure even when it is loose (a paragraph's last line does not).
    """

    start: int
    end: int
    measure: float
    indent: float
    justified: bool


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What was done to a line. Lengths in em.

    `solid`: what it takes before; `kept`: what the mark at its end keeps of its blank; `steps`:
    for each joint what it opened (or, below 0, gave up); `gap`: the even part of that.
    """

    solid: float
    kept: float
    steps: tuple[float, ...]
    gap: float


def adjust(ruler: Ruler, line: Slice) -> Adjustment:
    """How a line is brought to its measure.

    A line too wide shrinks as far as it can; a justified one that is too short leaves the mark at
    its end what it may keep, opens word spaces and Han-Latin gaps, then all gaps alike.
    """
    solid = ruler.tail[line.end] - ruler.head[line.start]
    extra = line.measure - solid
    kept = min(extra, ruler.keeps[line.end]) if extra > 0 and line.justified else 0.0
    extra -= kept
    if abs(extra) < 1e-9 or (extra > 0 and not line.justified) or line.start == line.end:
        return Adjustment(solid, kept, (), 0.0)
    joints = range(line.start, line.end)
    if extra < 0:
        return Adjustment(solid, kept, tuple(_shrunk(ruler, joints, -extra)), 0.0)
    steps, gap = _opened(ruler, joints, extra)
    return Adjustment(solid, kept, tuple(steps), gap)


def set_line(ruler: Ruler, line: Slice, size: float, place: Place) -> Line:
    """Give every shape of a line its place, its blanks and gaps adjusted. size: pt."""
    adjusted = adjust(ruler, line)
    head = ruler.head[line.start] - line.indent
    edges = [ruler.edges[i] - head for i in range(line.start, line.end + 1)]
    moved = 0.0
    if adjusted.steps:
        moves = list(accumulate(adjusted.steps, initial=0.0))
        edges = [edge + move for edge, move in zip(edges, moves, strict=True)]
        moved = moves[-1]
    runs, ornaments = dressed(ruler, line.start, edges, size)
    width = adjusted.solid + line.indent + moved + adjusted.kept
    return Line(runs, width * size, adjusted.gap, place, ornaments)


def _opened(ruler: Ruler, joints: range, extra: float) -> tuple[list[float], float]:
    cheap = ruler.cheap
    room = cheap[joints.stop] - cheap[joints.start]
    ratio = min(1.0, extra / room) if room > 0 else 0.0
    count = ruler.opens[joints.stop] - ruler.opens[joints.start]
    gap = (extra - ratio * room) / count if count else 0.0
    opens = ruler.opens
    return [
        (cheap[i + 1] - cheap[i]) * ratio + (opens[i + 1] - opens[i]) * gap for i in joints
    ], gap


def _shrunk(ruler: Ruler, joints: range, wanted: float) -> list[float]:
    """Take the wanted em from the blanks, group by group, each group's alike."""
    rooms = [ruler.shrink[i + 1] - ruler.shrink[i] for i in joints]
    groups = [_group(ruler.clusters[i], ruler.clusters[i + 1]) for i in joints]
    steps = [0.0] * len(rooms)
    for group in range(_GROUPS):
        room = sum(r for r, g in zip(rooms, groups, strict=True) if g == group)
        if not room:
            continue
        ratio = min(1.0, wanted / room)
        for i, (r, g) in enumerate(zip(rooms, groups, strict=True)):
            if g == group:
                steps[i] -= r * ratio
        wanted -= room * ratio
        if wanted <= 1e-9:
            break
    return steps


def _group(a: Cluster, b: Cluster) -> int:
    if a.right or a.kind is Kind.SPACE:
        return _SHRINK_ORDER[a.kind]
    return _SHRINK_ORDER[b.kind] if b.left else _GAP_GROUP
