"""Why a paragraph broke as it did: what every line takes, costs, gives up and opens."""

from dataclasses import dataclass

from xzpress.compose.cast import cast
from xzpress.compose.dress import Kit
from xzpress.compose.fit import fit
from xzpress.compose.justify import adjust
from xzpress.compose.paragraph import measures, slices
from xzpress.compose.ruler import measure
from xzpress.design import Style
from xzpress.issue import Text

_FELT = 0.005
"""A move under this is rounding, em."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One line. Lengths in em.

    `solid`: what it takes before it is adjusted; `measure`: what it has to fill; `cost`: what the
    breaker reckons it at; `gap`: what opened evenly. `changes`: every other joint that moved, as
    the characters on both sides and by how much.
    """

    text: str
    solid: float
    measure: float
    cost: float
    gap: float
    changes: tuple[tuple[str, float], ...]


def explain(text: Text, style: Style, widths: tuple[float, ...], kit: Kit) -> tuple[Explained, ...]:
    """The lines of a paragraph as `paragraph` sets them, with the reckoning behind each.

    widths: pt for each line, the last one for all that follow.
    """
    room = measures(style, widths)
    made, _ = cast(text, style, kit, min(room.widths))
    if not made.clusters:
        return ()
    ruler = measure(made, style)
    broken = fit(ruler, room.widths)
    found = []
    for line, cost in zip(slices(ruler, broken.starts, style, room), broken.costs, strict=True):
        adjusted = adjust(ruler, line)
        clusters = ruler.clusters[line.start : line.end + 1]
        changes = [
            (a.text[-1] + b.text[0], step - adjusted.gap)
            for a, b, step in zip(clusters, clusters[1:], adjusted.steps, strict=False)
            if step < -_FELT or step > adjusted.gap + _FELT
        ]
        wording = "".join(cluster.text for cluster in clusters)
        found.append(
            Explained(wording, adjusted.solid, line.measure, cost, adjusted.gap, tuple(changes))
        )
    return tuple(found)
