"""A paragraph measured: what any of its lines takes, shrinks and stretches, by subtraction."""

from dataclasses import dataclass

from xzpress.compose.cast import Cast
from xzpress.compose.clusters import Cluster
from xzpress.compose.dress import Dress
from xzpress.compose.joints import joints, keeps_together, western_ends
from xzpress.compose.marks import Kind
from xzpress.design import Style

_NARROWEST_SPACE = 0.25
_WIDEST_SPACE = 0.5
_NARROWEST_GAP = 0.125
_WIDEST_GAP = 1 / 3
_GAP_GROWTH = 2.0
"""clreq 行内调整: how far a word space and the Han-Latin gap may shrink and stretch, em; a gap that
the style keeps small at most doubles, so that one line's numbers do not stand apart."""
_HANGING = "，。、"
"""What may hang out of the measure where the style lets it (clreq 标点悬挂)."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """Lengths in em. The line from cluster `s` to `e` takes `tail[e] - head[s]`, solid.

    Sums up to each cluster, so that a line's share is a difference: `shrink`, what marks, spaces
    and gaps may give up; `cheap`, what spaces and gaps may take before Han does; `opens`, how many
    gaps open evenly after that; `han`, how many Han characters. `ends[e]`: a line may end after e;
    `keeps[e]`: what a mark there may keep of its blank in a line that is too short.
    """

    clusters: list[Cluster]
    dresses: list[Dress]
    vertical: bool
    edges: list[float]
    head: list[float]
    tail: list[float]
    shrink: list[float]
    cheap: list[float]
    opens: list[int]
    han: list[int]
    ends: list[bool]
    keeps: list[float]


def measure(cast: Cast, style: Style, *, one_line: bool = False) -> Ruler:
    """Measure a paragraph once; each of its lines is then a subtraction.

    Blank between neighbouring marks is taken out before anything else (clreq: squeeze first, then
    the bans, then the line). Opening marks lose their blank at a line's start as the style says
    (behind the indent of a justified paragraph by a rule of its own); full-width marks lose
    theirs at a line's end (GB/T 15834 §5.1.10). one_line: nobody will ask where it may break.
    """
    clusters = cast.clusters
    table = joints(style.ban)
    latin_gap, tracking = style.latin_gap, style.tracking
    gap_shrink = max(0.0, latin_gap - _NARROWEST_GAP)
    gap_cheap = max(0.0, min(_WIDEST_GAP, _GAP_GROWTH * latin_gap) - latin_gap)
    trims_start = style.line_start == "half"
    edge = shrink = cheap = 0.0
    opens = han = 0
    edges, head, tail, ends = [], [], [], []
    shrinks, cheaps, opened, hans = [], [], [], []
    last = len(clusters) - 1
    for i, a in enumerate(clusters):
        width, kind = a.width, a.kind
        edges.append(edge)
        head.append(edge + a.left if trims_start else edge)
        shrinks.append(shrink)
        cheaps.append(cheap)
        opened.append(opens)
        hans.append(han)
        if kind is Kind.HAN:
            han += 1
            tail.append(edge + width)
        elif kind is Kind.SPACE:
            tail.append(edge)
            shrink += max(0.0, width - _NARROWEST_SPACE)
            cheap += max(0.0, _WIDEST_SPACE - width)
        else:
            tail.append(edge + width - a.right)
            if a.hyphen is not None:
                tail[i] += a.hyphen.width
        edge += width + tracking
        if i == last:
            ends.append(True)
            break
        b = clusters[i + 1]
        joint = table[kind][b.kind]
        if a.after:
            ends.append(a.after != "never")
        else:
            ends.append(joint.may_end and not keeps_together(a, b))
        if joint.removed is not None:
            edge -= a.right if joint.removed == "first" else b.left
        else:
            shrink += a.right + b.left
        if joint.opens:
            opens += 1
            if latin_gap and (
                (a.gap_after and b.kind is Kind.HAN) or (b.gap_before and kind is Kind.HAN)
            ):
                edge += latin_gap
                shrink += gap_shrink
                cheap += gap_cheap
    if head and style.align == "justify" and style.indent_start == "full":
        head[0] = 0.0
    hans.append(han)
    ruler = Ruler(
        clusters, cast.dresses, cast.vertical, edges, head, tail, shrinks, cheaps, opened, hans,
        (None if one_line else western_ends(clusters)) or ends, _keeps(clusters, style),
    )  # fmt: skip
    if style.hanging:
        _hang(ruler)
    return ruler


def _keeps(clusters: list[Cluster], style: Style) -> list[float]:
    if style.line_end == "half":
        return [0.0] * len(clusters)
    return [cluster.right for cluster in clusters]


def _hang(ruler: Ruler) -> None:
    """Let a single small stop at a line's end stand outside the measure (clreq 标点悬挂)."""
    marks = (Kind.COMMA, Kind.PERIOD, Kind.OPEN, Kind.CLOSE)
    for i, cluster in enumerate(ruler.clusters):
        if cluster.text in _HANGING and i and ruler.clusters[i - 1].kind not in marks:
            ruler.tail[i] = ruler.edges[i]
            ruler.keeps[i] = 0.0
