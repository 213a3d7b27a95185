"""Body lines down the legs of a slot, on the page's baseline grid."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from xzpress.design import Grid, Leg, Slot
from xzpress.galley import BodyLine, Galley
from xzpress.page import SetLine


@dataclass(frozen=True, slots=True)
class Poured:
    """The lines that found room, and those that did not.

    `faults`: lines that stand badly where a leg turns, with the code that says so.
    """

    lines: tuple[SetLine, ...]
    overset: tuple[BodyLine, ...]
    faults: tuple[tuple[str, BodyLine], ...]


def pour(galley: Galley, slot: Slot, grid: Grid) -> Poured:
    """Pour a story's lines into its legs; placed and overset lines together are all of them.

    Legs end level: short copy leaves the same lines empty at the foot of every column, and what
    does not divide is left short in the last one (clreq: 各栏行数相等，余数留在末栏).
    """
    count = len(galley.body)
    legs = _levelled(slot.legs, count)
    lines: list[SetLine] = []
    at = 0
    for leg in legs:
        for n in range(min(leg.rows, count - at)):
            body = galley.body[at]
            x, y = _origin(leg, n, body, grid)
            lines.append(SetLine(x, y, body.line, slot.name, body.part))
            at += 1
    return Poured(tuple(lines), galley.body[at:], tuple(_at_turns(galley.body, legs)))


def _origin(leg: Leg, n: int, body: BodyLine, grid: Grid) -> tuple[float, float]:
    """Where the line `n` of a leg stands."""
    if not leg.vertical:
        return leg.x, grid.baseline(leg.row + n, body.size)
    top = grid.area.top - leg.row * grid.pitch - (grid.pitch - grid.em) / 2
    return leg.x - n * grid.pitch - body.size / 2, top


def _at_turns(body: tuple[BodyLine, ...], legs: tuple[Leg, ...]) -> Iterator[tuple[str, BodyLine]]:
    """A paragraph's last line alone at the head of a leg, a crosshead alone at its foot.

    Source: clreq 孤行 (单行不成栏), 背题.
    """
    for turn in accumulate(leg.rows for leg in legs):
        if not 0 < turn < len(body):
            continue
        before, after = body[turn - 1], body[turn]
        if after.last and before.paragraph == after.paragraph:
            yield "lone-line", after
        if before.part == "crosshead" and before.paragraph != after.paragraph:
            yield "crosshead-at-foot", before


def _levelled(legs: tuple[Leg, ...], count: int) -> tuple[Leg, ...]:
    """The legs cut off at the highest row that still leaves room for all lines."""
    if legs[0].vertical:
        return legs
    foot = max(leg.row + leg.rows for leg in legs)
    top = min(leg.row for leg in legs)
    for row in range(top, foot + 1):
        cut = tuple(
            Leg(leg.x, leg.row, max(0, min(leg.rows, row - leg.row)), leg.measure) for leg in legs
        )
        if sum(leg.rows for leg in cut) >= count:
            return cut
    return legs
