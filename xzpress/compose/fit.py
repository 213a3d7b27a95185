"""Total-fit line breaking: the lines of a paragraph chosen together (Knuth & Plass 1981).

Boxes are clusters, most of them one em wide, so from any line start only a handful of ends fit the
measure and the search is linear in the paragraph's length.
"""

from bisect import bisect_left
from collections.abc import Iterable
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
_HOPELESS = 1e6
"""What a line costs that is wider than its measure and cannot shrink to it."""
_LINE = 0.6
"""What every line costs, so that of two equal settings the shorter one wins."""


_States = dict[int, tuple[float, int, int]]
"""Where lines may start, by the number of the place: least cost so far, the line start before and
how many measures were used up there."""


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
    places = _places(ruler)
    found = None
    for tolerance in _TOLERANCES:
        found = _search(places, measures, tolerance) or found
        if found is not None and (found.costs[-1] < _LONE or tolerance > _LOOSEST_FOR_LONE):
            return found
    raise AssertionError("an unlimited tolerance always fits")


@dataclass(frozen=True, slots=True)
class _Places:
    """A ruler read off at the places where lines may end, in order; lengths in em.

    `stops`: the last cluster of a line that ends there; `head`: where a line after it begins, with
    the paragraph's start first. The rest as in the ruler, at the end of a line or (`…_before`) at
    the start of the next. `lone`: whether only one Han character is left after it.
    """

    stops: list[int]
    head: list[float]
    tail: list[float]
    keeps: list[float]
    shrink: list[float]
    shrink_before: list[float]
    cheap: list[float]
    cheap_before: list[float]
    opens: list[int]
    opens_before: list[int]
    lone: list[bool]


def _places(ruler: Ruler) -> _Places:
    stops = [n for n, may_end in enumerate(ruler.ends) if may_end]
    starts = [0, *(stop + 1 for stop in stops[:-1])]
    all_han = ruler.han[-1]
    return _Places(
        stops,
        [ruler.head[n] for n in starts],
        [ruler.tail[n] for n in stops],
        [ruler.keeps[n] for n in stops],
        [ruler.shrink[n] for n in stops],
        [ruler.shrink[n] for n in starts],
        [ruler.cheap[n] for n in stops],
        [ruler.cheap[n] for n in starts],
        [ruler.opens[n] for n in stops],
        [ruler.opens[n] for n in starts],
        [n > 0 and all_han - ruler.han[n] < _LEAST_HAN for n in starts],
    )


def _search(places: _Places, measures: tuple[float, ...], tolerance: float) -> Broken | None:
    """The cheapest breaks with no gap over the tolerance, None where there are none.

    A state is a line start and how many of the measures are used up; once all are, starts alone.
    """
    count = len(places.stops)
    deepest = len(measures) - 1
    best: list[_States] = [{} for _ in measures]
    best[0][0] = (0.0, -1, -1)
    for depth, measure in enumerate(measures):
        states, after = best[depth], best[min(depth + 1, deepest)]
        starts = range(count) if depth == deepest else sorted(states.keys() - {count})
        _extend(places, measure, tolerance, starts, states, after, depth)
    finals = [(row[count][0], depth) for depth, row in enumerate(best) if count in row]
    if not finals:
        return None
    return _trace(best, places.stops, min(finals)[1])


def _trace(best: list[_States], stops: list[int], depth: int) -> Broken:
    starts, totals, at = [], [], len(stops)
    while at:
        total, before, depth_before = best[depth][at]
        starts.append(stops[before - 1] + 1 if before else 0)
        totals.append(total)
        at, depth = before, depth_before
    totals.append(0.0)
    costs = tuple(b - a for a, b in pairwise(reversed(totals)))
    return Broken(tuple(reversed(starts)), costs)


def _extend(
    places: _Places,
    measure: float,
    tolerance: float,
    starts: Iterable[int],
    states: _States,
    after: _States,
    depth: int,
) -> None:
    """Set every line that may follow the states, and keep the cheapest way to each of its ends.

    Written out in one piece: it runs several times for each character of the copy.
    """
    tail, keeps, shrink = places.tail, places.keeps, places.shrink
    cheap, opens = places.cheap, places.opens
    last = len(tail) - 1
    widest = tolerance * (measure + 1) + 1
    for start in starts:
        if start not in states:
            continue
        cost = states[start][0] + _LINE
        reach = places.head[start] + measure
        shrink_here, opens_here = places.shrink_before[start], places.opens_before[start]
        cheap_here = places.cheap_before[start]
        full = bisect_left(tail, reach, start)
        room = cheap[min(full, last)] - cheap_here
        found = False
        for end in range(
            min(bisect_left(tail, reach - widest - room, start, full), last), last + 1
        ):
            extra = reach - tail[end]
            if extra < -_EPSILON:
                spare = shrink[end] - shrink_here
                if extra + spare < -_EPSILON:
                    if extra + spare < -1:
                        break
                    continue
                more = _SQUEEZED * (extra / spare) ** 2
            elif end == last:
                more = 0.0
            else:
                rest = extra - keeps[end] - cheap[end] + cheap_here
                if rest > _EPSILON:
                    gaps = opens[end] - opens_here
                    gap = rest / gaps if gaps else rest
                    if gap > tolerance:
                        continue
                    more = (gap / _EVEN) ** 2
                else:
                    more = _WIDENED if extra > _EPSILON else 0.0
            if end == last and places.lone[start]:
                more += _LONE
            found = True
            total = cost + more
            known = after.get(end + 1)
            if known is None or total < known[0] - _EPSILON:
                after[end + 1] = (total, start, depth)
        if not found and tolerance == float("inf"):
            # bans and width leave no line at all: the shortest one that ends lawfully
            after.setdefault(start + 1, (cost + _HOPELESS, start, depth))
