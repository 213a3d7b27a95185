"""How a cluster is dressed: the face, size, colour and ornaments that the copy's marks give it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from xzpress.compose.clusters import Cluster, Typecase
from xzpress.compose.marks import Kind
from xzpress.design import Colour, Mark, Style

RUBY = "ruby:"
"""A span's mark that carries what stands above it: `ruby:xīn`."""
RUBY_SCALE = 0.5
"""Ruby and pinyin take half the base size (clreq 行间注)."""
_RUBY_GAP = 0.25
"""What ruby of neighbours keeps between it, em of the base size (clreq)."""


@dataclass(frozen=True, slots=True)
class Dress:
    """What is not in the cluster itself. `scale`: of the line's size; `rise`: em of it, upward.

    `frame`: pt of the rule round it. `ruby`: what stands above, `ruby_width`: em of the line's size.
    """

    colour: Colour
    scale: float = 1.0
    rise: float = 0.0
    dots: bool = False
    frame: float = 0.0
    ruby: tuple[Cluster, ...] = ()
    ruby_width: float = 0.0

    @property
    def plain(self) -> bool:
        """Whether it adds nothing to the shapes themselves."""
        return not (self.dots or self.frame or self.ruby)


@dataclass(frozen=True, slots=True)
class Kit:
    """What copy is set with: a type case for each face, and what the paper's marks mean."""

    cases: Mapping[str, Typecase]
    marks: Mapping[str, Mark]

    def dress(self, marks: str, style: Style) -> tuple[str, Dress]:
        """The face and dress for a span's marks, several apart by spaces. All must be known."""
        face, dress = style.face, Dress(style.colour)
        for name in marks.split(" ") if marks else ():
            if name.startswith(RUBY):
                ruby = self._ruby(name.removeprefix(RUBY), style)
                width = sum(cluster.width for cluster in ruby) * RUBY_SCALE
                dress = replace(dress, ruby=ruby, ruby_width=width)
                continue
            mark = self.marks[name]
            face = mark.face or face
            dress = replace(
                dress,
                colour=mark.colour or dress.colour,
                scale=dress.scale * mark.scale,
                rise=dress.rise + mark.rise,
                dots=dress.dots or mark.dots,
                frame=mark.frame or dress.frame,
            )
        return face, dress

    def _ruby(self, text: str, style: Style) -> tuple[Cluster, ...]:
        return tuple(self.cases[style.face].clusters(text.replace("\u00a0", " ")))


def scaled(cluster: Cluster, scale: float) -> Cluster:
    """The cluster's measures for a size that is so much of the line's."""
    return replace(
        cluster,
        width=cluster.width * scale,
        left=cluster.left * scale,
        right=cluster.right * scale,
        shifts=tuple(shift * scale for shift in cluster.shifts),
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


def under_ruby(clusters: list[Cluster], dress: Dress) -> Cluster:
    """Clusters under one ruby as a single one, never split, wide enough for what is above it."""
    width, shapes, shifts = 0.0, [], []
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
