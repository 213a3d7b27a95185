"""A face as plain data, and what shaping gives back."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Face:
    """A font file and the names of the faces that stand in for what it lacks.

    `marks`, `latin`: the faces that Chinese marks, and numbers and Western text, are taken from
    instead, where its own are unfit or match its Han in neither height nor weight.
    """

    name: str
    path: Path
    fallback: tuple[str, ...]
    marks: str | None
    latin: str | None = None


@dataclass(frozen=True, slots=True)
class Faces:
    """The paper's fonts (fonts.yaml). `language`: BCP 47, for shaping."""

    faces: tuple[tuple[str, Face], ...]
    language: str

    def face(self, name: str) -> Face:
        return dict(self.faces)[name]


@dataclass(frozen=True, slots=True)
class Shape:
    """What HarfBuzz made of some characters that are shaped as one. Lengths in em.

    `xs`, `ys`: each glyph's origin from the shape's own. `ink`: left and right edge of the ink.
    `clusters`: for each glyph the index in `text` of the first character it stands for; empty
    where all glyphs stand for the whole text.
    """

    text: str
    glyphs: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    advance: float
    ink: tuple[float, float]
    clusters: tuple[int, ...] = ()
