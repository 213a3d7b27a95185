"""What a content stream has set so far: the graphics state, and the path being built."""

from dataclasses import dataclass, field

from xzpress.preflight.marks import EVERYWHERE, UNIT, Extent, Matrix, Paint, Print
from xzpress.preflight.paints import START, START_SPACE
from xzpress.preflight.reader import Dictionary, Object


@dataclass(slots=True)
class State:
    """The graphics state; copied by q. `*_pattern`: the reference to what it paints with."""

    ctm: Matrix = UNIT
    clip: Extent = EVERYWHERE
    fill: Paint = START
    stroke: Paint = START
    fill_space: Object = START_SPACE
    stroke_space: Object = START_SPACE
    fill_pattern: Object = None
    stroke_pattern: Object = None
    fill_overprint: bool = False
    stroke_overprint: bool = False
    overprint_mode: int = 0
    line_width: float = 1.0
    font: Dictionary = field(default_factory=dict)
    resource: str = ""
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    def fills(self) -> Print:
        return Print(self.fill, self.fill_overprint, self.overprint_mode)

    def strokes(self) -> Print:
        return Print(self.stroke, self.stroke_overprint, self.overprint_mode)


@dataclass(slots=True)
class Piece:
    """One subpath: its corners so far, in pt on paper."""

    points: list[tuple[float, float]]

    @property
    def extent(self) -> Extent:
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return Extent(min(xs), min(ys), max(xs), max(ys))

    @property
    def rectangle(self) -> bool:
        corners = self.points[:-1] if self.points[0] == self.points[-1] else self.points
        if len(corners) != 4:
            return False
        around = zip(corners, [*corners[1:], corners[0]], strict=True)
        return all(abs(x - u) < 0.001 or abs(y - v) < 0.001 for (x, y), (u, v) in around)
