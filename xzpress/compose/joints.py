"""What happens between two clusters: blank removed, gap given, whether a line may end there."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from xzpress.compose.clusters import Cluster
from xzpress.compose.marks import END_BAN, START_BAN, Ban, Kind, squeeze

_WORDLIKE = frozenset({Kind.NUMBER, Kind.LATIN})
_STIFF = frozenset({Kind.DASH, Kind.DOTS, Kind.CONNECTOR, Kind.SOLIDUS, Kind.GLUE, Kind.TURN})
"""Beside these no gap is opened to justify a line (clreq 行内调整: 避免)."""
_WESTERN_OPENING = "([{"
_WESTERN_CLOSING = ")]},.;:!?"
"""UAX #14 classes OP, CL, IS and EX: they stay with the text they touch."""
_COUNTED_UNITS = "万亿兆"
"""Parts of a number written in Han: 3.5万 is one number (GB/T 15835)."""


@dataclass(frozen=True, slots=True)
class Joint:
    """Two neighbouring classes. `removed`: which of them gives up its blank.

    `may_end`: a line may end between them. `opens`: the gap between them may be widened.
    """

    removed: str | None
    may_end: bool
    opens: bool


@lru_cache(maxsize=8)
def joints(ban: Ban) -> tuple[tuple[Joint, ...], ...]:
    """The table of all pairs of classes at one of clreq's levels, by first and second."""
    return tuple(tuple(_joint(a, b, ban) for b in Kind) for a in Kind)


def _joint(a: Kind, b: Kind, ban: Ban) -> Joint:
    banned = b in START_BAN[ban] or a in END_BAN[ban]
    if a in _WORDLIKE and b in _WORDLIKE:
        banned = True
    if Kind.GLUE in (a, b):
        banned = True
    if Kind.TURN in (a, b) and Kind.GLUE not in (a, b):
        banned = b is Kind.TURN
    if a is Kind.NUMBER and b is Kind.CONNECTOR:
        banned = True
    opens = a not in _STIFF and b not in _STIFF and not (a in _WORDLIKE and b in _WORDLIKE)
    return Joint(squeeze(a, b), not banned, opens)


def keeps_together(a: Cluster, b: Cluster) -> bool:
    """Whether two clusters are one thing although their classes would let them part.

    A number with what counts it (3.5万), Western text with the bracket or stop that it touches.
    """
    if a.kind is Kind.NUMBER and b.text in _COUNTED_UNITS:
        return True
    return (a.kind is Kind.LATIN and a.text[-1] in _WESTERN_OPENING) or (
        b.kind is Kind.LATIN and b.text[0] in _WESTERN_CLOSING
    )


def western_ends(clusters: list[Cluster]) -> list[bool] | None:
    """Where lines of copy without any Han may end; None where there is Han.

    By UAX #14 alone, and where words may be divided.
    """
    if any(cluster.kind is Kind.HAN for cluster in clusters):
        return None
    from uniseg.linebreak import line_break_boundaries  # most copy never needs it

    offsets = set(line_break_boundaries("".join(cluster.text for cluster in clusters)))
    stops = accumulate(len(cluster.text) for cluster in clusters)
    return [
        cluster.after != "never" if cluster.after else stop in offsets
        for cluster, stop in zip(clusters, stops, strict=True)
    ]
