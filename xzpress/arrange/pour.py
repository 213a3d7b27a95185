"""Body lines down the legs of a slot, on the page's baseline grid."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from xzpress.design import Grid, Leg, Slot
from xzpress.galley import BodyLine, Galley
from xzpress.page import SetLine


@dataclass(frozen=True, slots=True)
class Poured:
    """The lines that found room, and those that did not.

    `faults`: lines that stand badly where a leg turns, with the code that says so. `rows_left`:
    how many rows of the legs stay empty.
    """

    lines: tuple[SetLine, ...]
    overset: tuple[BodyLine, ...]
    faults: tuple[tuple[str, BodyLine], ...]
    rows_left: int


def pour(galley: Galley, slot: Slot, grid: Grid) -> Poured:
    """Pour a story's lines into its legs; placed and overset lines together are all of them.

    Legs end level: short copy leaves the same rows empty at the foot of every column, and what
    does not divide is left short in the last one (clreq: 各栏行数相等，余数留在末栏).
    """
    rows = [grid.rows_of(line.leading) for line in galley.body]
    legs = _levelled(slot.legs, rows)
    counts = _filled(legs, rows)
    lines: list[SetLine] = []
    at = 0
    for leg, count in zip(legs, counts, strict=True):
        row = 0
        for body, height in zip(galley.body[at : at + count], rows[at:], strict=False):
            x, y = _origin(leg, row, height, body, grid)
            lines.append(SetLine(x, y, body.line, slot.name, body.part))
            row += height
        at += count
    left = sum(leg.rows for leg in slot.legs) - sum(rows[:at])
    faults = tuple(_at_turns(galley.body, counts))
    return Poured(tuple(lines), galley.body[at:], faults, left)


def _filled(legs: tuple[Leg, ...], rows: list[int]) -> list[int]:
    """How many lines each leg takes; a line that needs more rows than are left goes to the next."""
    counts, at = [], 0
    for leg in legs:
        room, start = leg.rows, at
        while at < len(rows) and rows[at] <= room:
            room -= rows[at]
            at += 1
        counts.append(at - start)
    return counts


def _levelled(legs: tuple[Leg, ...], rows: list[int]) -> tuple[Leg, ...]:
    """The legs cut off at the highest row that still leaves room for all lines."""
    if legs[0].vertical:
        return legs
    foot = max(leg.row + leg.rows for leg in legs)
    top = min(leg.row for leg in legs)
    for row in range(top, foot + 1):
        cut = tuple(replace(leg, rows=max(0, min(leg.rows, row - leg.row))) for leg in legs)
        if sum(leg.rows for leg in cut) >= sum(rows) and sum(_filled(cut, rows)) == len(rows):
            return cut
    return legs


def _origin(leg: Leg, row: int, height: int, body: BodyLine, grid: Grid) -> tuple[float, float]:
    """Where a line stands that takes `height` rows of a leg, the first of them `row`."""
    middle = row + (height - 1) / 2
    if not leg.vertical:
        return leg.x, grid.baseline(leg.row + middle, body.size)
    top = grid.area.top - leg.row * grid.pitch - (grid.pitch - grid.em) / 2
    return leg.x - middle * grid.pitch - grid.em / 2, top


def _at_turns(body: tuple[BodyLine, ...], counts: list[int]) -> Iterator[tuple[str, BodyLine]]:
    """A paragraph's last line alone at the head of a leg, a crosshead alone at its foot.

    Source: clreq 孤行 (单行不成栏), 背题.
    """
    for turn in accumulate(counts):
        if not 0 < turn < len(body):
            continue
        before, after = body[turn - 1], body[turn]
        if after.last and before.paragraph == after.paragraph:
            yield "lone-line", after
        if before.part == "crosshead" and before.paragraph != after.paragraph:
            yield "crosshead-at-foot", before
