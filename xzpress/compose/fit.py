"""Total-fit line breaking: the lines of a paragraph chosen together (Knuth & Plass 1981).

Boxes are clusters, most of them one em wide, so from any line start only a handful of ends fit the
measure and the search is linear in the paragraph's length.
"""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from xzpress.compose.ruler import Ruler

_EPSILON = 1e-6
_TOLERANCES = (0.1, 0.25, 1.0, float("inf"))
"""Widest gap tried, em: a wider one only when nothing else fits."""
_EVEN = 0.05
"""A gap that costs one point, em."""
_SQUEEZED = 0.05
"""What it costs to take all the blank a line has: far less than any gap (clreq 先挤进后推出)."""
_WIDENED = 0.05
"""What it costs to open only word spaces and Han-Latin gaps, or to keep a mark's em at the end."""
_LONE = 40.0
"""What a last line of a single Han character costs (单字不成行, clreq)."""
_LEAST_HAN = 2
_LOOSEST_FOR_LONE = 0.1
"""A lone last character is worth lines looser than the first tolerance, but no more than that."""
_LINE = 0.6
"""What every line costs, so that of two equal settings the shorter one wins."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a paragraph breaks. `starts`: first cluster of each line; `costs`: one a line."""

    starts: tuple[int, ...]
    costs: tuple[float, ...]


def fit(ruler: Ruler, measures: tuple[float, ...]) -> Broken:
    """Choose the lines of a paragraph so that their cost together is least.

    measures: em for each line; the last one serves all lines after it.
    A line that no rule allows is still set when the bans leave no other way: it is then wider or
    looser than it should be, and its cost tells.
    """
    found = None
    for tolerance in _TOLERANCES:
        found = _search(ruler, measures, tolerance) or found
        if found is not None and (found.costs[-1] < _LONE or tolerance > _LOOSEST_FOR_LONE):
            return found
    raise AssertionError("an unlimited tolerance always fits")


def _search(ruler: Ruler, measures: tuple[float, ...], tolerance: float) -> Broken | None:
    """The cheapest breaks with no gap over the tolerance, None where there are none.

    A state is a line start and how many of the measures are used up; once all are, starts alone.
    """
    count = len(ruler.clusters)
    deepest = len(measures) - 1
    best: list[dict[int, tuple[float, int, int]]] = [{} for _ in measures]
    best[0][0] = (0.0, -1, -1)
    for depth, measure in enumerate(measures):
        states = best[depth]
        after = best[min(depth + 1, deepest)]
        pending = range(count) if depth == deepest else sorted(states.keys() - {count})
        for start in pending:
            state = states.get(start)
            if state is None:
                continue
            cost = state[0]
            for stop, more in _ends(ruler, start, measure, tolerance):
                total = cost + more + _LINE
                known = after.get(stop)
                if known is None or total < known[0] - _EPSILON:
                    after[stop] = (total, start, depth)
    finals = [(row[count][0], depth) for depth, row in enumerate(best) if count in row]
    if not finals:
        return None
    return _trace(best, count, min(finals)[1])


def _trace(best: list[dict[int, tuple[float, int, int]]], count: int, depth: int) -> Broken:
    starts, totals, at = [], [], count
    while at:
        total, before, depth_before = best[depth][at]
        starts.append(before)
        totals.append(total)
        at, depth = before, depth_before
    totals.append(0.0)
    costs = tuple(b - a for a, b in pairwise(reversed(totals)))
    return Broken(tuple(reversed(starts)), costs)


def _ends(ruler: Ruler, start: int, measure: float, tolerance: float) -> list[tuple[int, float]]:
    """The ends that a line from `start` can have, as the next start and the line's cost."""
    tail, ends, keeps = ruler.tail, ruler.ends, ruler.keeps
    opens, cheap, shrink = ruler.opens, ruler.cheap, ruler.shrink
    head = ruler.head[start]
    last = len(tail) - 1
    opens_here, cheap_here, shrink_here = opens[start], cheap[start], shrink[start]
    found: list[tuple[int, float]] = []
    widest = tolerance * (measure + 1) + 1
    first = bisect_left(tail, head + measure - widest - (cheap[last] - cheap_here), start)
    for end in range(min(first, last), last + 1):
        extra = measure - (tail[end] - head)
        if extra < -_EPSILON:
            spare = shrink[end] - shrink_here
            if -extra > spare + _EPSILON:
                if -extra > spare + 1:
                    break
                continue
            if ends[end]:
                found.append((end + 1, _SQUEEZED * (extra / spare) ** 2 + _last(ruler, start, end)))
            continue
        if end == last:
            found.append((end + 1, _last(ruler, start, end)))
            break
        if not ends[end]:
            continue
        rest = extra - keeps[end] - (cheap[end] - cheap_here)
        if rest <= _EPSILON:
            found.append((end + 1, _WIDENED if extra > _EPSILON else 0.0))
            continue
        gaps = opens[end] - opens_here
        gap = rest / gaps if gaps else rest
        if gap <= tolerance:
            found.append((end + 1, (gap / _EVEN) ** 2))
    if not found and tolerance == float("inf"):
        found.append(_forced(ruler, start))
    return found


def _last(ruler: Ruler, start: int, end: int) -> float:
    """What it costs to end the paragraph here: a lone character is to be avoided."""
    if end < len(ruler.tail) - 1 or not start:
        return 0.0
    return _LONE if ruler.han[end + 1] - ruler.han[start] < _LEAST_HAN else 0.0


def _forced(ruler: Ruler, start: int) -> tuple[int, float]:
    """Where bans and width leave no line at all: the shortest one that ends lawfully."""
    end = start
    while not ruler.ends[end]:
        end += 1
    return end + 1, 1e6
