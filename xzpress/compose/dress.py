"""How a cluster is dressed: the face, size, colour and ornaments that the copy's marks give it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from xzpress.compose.clusters import Cases, Cluster, Typecase
from xzpress.compose.marks import Kind
from xzpress.compose.vertical import ColumnCases
from xzpress.design import Colour, Mark, Style
from xzpress.face import Shape

RUBY = "ruby:"
"""A span's mark that carries what stands above it: `ruby:xīn`."""
NO_BREAK = "nobreak"
"""A span's mark that no line may end in."""
RUBY_SCALE = 0.5
"""Ruby and pinyin take half the base size (clreq 行间注)."""
_RUBY_GAP = 0.25
"""What ruby of neighbours keeps between it, em of the base size (clreq)."""
_FRAME_GAP = 0.125
"""What a framed name (示亡号) has free on both sides, half of it inside the frame, em."""


@dataclass(frozen=True, slots=True)
class Dress:
    """What is not in the cluster itself. `scale`: of the line's size; `rise`: em of it, upward.

    `frame`: pt of the rule round it. `ruby`: what stands above, `ruby_width`: in em of the line's
    size. `whole`: no line ends in it (nor in a framed name).
    """

    colour: Colour
    scale: float = 1.0
    rise: float = 0.0
    dots: bool = False
    frame: float = 0.0
    ruby: tuple[Cluster, ...] = ()
    ruby_width: float = 0.0
    whole: bool = False

    @property
    def plain(self) -> bool:
        """Whether it adds nothing to the shapes themselves."""
        return not (self.dots or self.frame or self.ruby)


@dataclass(frozen=True, slots=True)
class Kit:
    """What copy is set with: a type case for each face, and what the paper's marks mean.

    `columns`: the type cases for vertical lines; `vertical`: whether this kit sets such lines.
    """

    cases: Cases
    marks: Mapping[str, Mark]
    columns: Cases
    vertical: bool = False

    def upright(self) -> "Kit":
        """The same kit for vertical lines."""
        return replace(self, vertical=True)

    def case(self, face: str) -> Typecase:
        return (self.columns if self.vertical else self.cases)[face]

    def unknown(self, marks: str) -> list[str]:
        """The marks, of those a span has, that the paper does not know."""
        names = [name for name in marks.split(" ") if name and not name.startswith(RUBY)]
        return [name for name in names if name not in self.marks and name != NO_BREAK]

    def dress(self, marks: str, style: Style) -> tuple[str, Dress]:
        """The face and dress for a span's marks; those that are unknown change nothing."""
        face, dress = style.face, Dress(style.colour)
        for name in marks.split(" ") if marks else ():
            if name.startswith(RUBY):
                ruby = self._ruby(name.removeprefix(RUBY), style)
                width = sum(cluster.width for cluster in ruby) * RUBY_SCALE
                dress = replace(dress, ruby=ruby, ruby_width=width)
            elif name == NO_BREAK:
                dress = replace(dress, whole=True)
            elif mark := self.marks.get(name):
                face = mark.face or face
                dress = replace(
                    dress,
                    colour=mark.colour or dress.colour,
                    scale=dress.scale * mark.scale,
                    rise=dress.rise + mark.rise,
                    dots=dress.dots or mark.dots,
                    frame=mark.frame or dress.frame,
                    whole=dress.whole or mark.frame > 0,
                )
        return face, dress

    def _ruby(self, text: str, style: Style) -> tuple[Cluster, ...]:
        clusters = self.case(style.face).clusters(text.replace("\u00a0", " "))
        return tuple(clusters)


def kit(cases: Cases, marks: Mapping[str, Mark]) -> Kit:
    """The kit of a paper's faces and marks."""
    return Kit(cases, marks, ColumnCases.of(cases))


def scaled(cluster: Cluster, dress: Dress) -> Cluster:
    """The cluster's measures in its dress's size; what is raised or sunk keeps no distance."""
    scale = dress.scale
    return replace(
        cluster,
        width=cluster.width * scale,
        left=cluster.left * scale,
        right=cluster.right * scale,
        shifts=tuple(shift * scale for shift in cluster.shifts),
        across=cluster.across * scale,
        hyphen=scaled(cluster.hyphen, dress) if cluster.hyphen else None,
        gap_before=cluster.gap_before and not dress.rise,
        gap_after=cluster.gap_after and not dress.rise,
    )


def without_blank(cluster: Cluster) -> Cluster:
    """A mark without the blank half of its em (开明式, 半角式)."""
    return replace(
        cluster,
        width=cluster.width - cluster.left - cluster.right,
        left=0.0,
        right=0.0,
        shifts=tuple(shift - cluster.left for shift in cluster.shifts),
    )


def framed(clusters: list[Cluster]) -> list[Cluster]:
    """Clusters with room before the first and behind the last one for a rule round them."""
    first = clusters[0]
    shifts = tuple(shift + _FRAME_GAP for shift in first.shifts)
    opened = replace(
        first, width=first.width + _FRAME_GAP, left=0.0, shifts=shifts, gap_before=False
    )
    *rest, last = [opened, *clusters[1:]]
    closed = replace(last, width=last.width + _FRAME_GAP, right=0.0, gap_after=False)
    return [*rest, closed]


def under_ruby(clusters: list[Cluster], dress: Dress) -> Cluster:
    """Clusters under one ruby as a single one, never split, wide enough for what is above it."""
    width = 0.0
    shapes: list[Shape] = []
    shifts: list[float] = []
    for cluster in clusters:
        shapes += cluster.shapes
        shifts += [width + shift for shift in cluster.shifts]
        width += cluster.width
    wide = max(width, dress.ruby_width + _RUBY_GAP)
    before = (wide - width) / 2
    return replace(
        clusters[0],
        text="".join(cluster.text for cluster in clusters),
        kind=Kind.HAN,
        shapes=tuple(shapes),
        shifts=tuple(before + shift for shift in shifts),
        width=wide,
        left=0.0,
        right=0.0,
    )
