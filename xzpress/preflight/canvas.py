"""The graphics state at work: colours, paths and what they paint. `walk` adds type and pictures."""

from math import floor

from xzpress.preflight.marks import (
    UNIT,
    Area,
    Extent,
    Mark,
    Matrix,
    Shade,
    Stroke,
    Trouble,
    inverse,
    least_scale,
    paints_of,
    point,
    times,
)
from xzpress.preflight.paints import INTENTS, PRESS_SPACES, first, paint, shading_paints
from xzpress.preflight.reader import Dictionary, File, Name, Object, Ref, Stream, number
from xzpress.preflight.state import Piece, State

_MOST_TROUBLES = 50
_MOST = 1e9
_MOST_TILES = 20
"""How often one pattern is followed: its cell holds the same marks wherever it is laid."""


class Canvas:
    """What has been set and painted so far."""

    def __init__(self, file: File, resources: Dictionary) -> None:
        self.file = file
        self.resources = self.page_resources = resources
        self.marks: list[Mark] = []
        self.troubles: list[Trouble] = []
        self.state = State()
        self.base: Matrix = UNIT
        self.pieces: list[Piece] = []
        self.clipping = False
        self.forms: list[int] = []
        self.tiled: dict[int, int] = {}

    @property
    def where(self) -> int:
        """The number of the form, pattern or glyph at work, 0 on the page itself."""
        return self.forms[-1] if self.forms else 0

    def trouble(self, kind: str, detail: str) -> None:
        trouble = Trouble(kind, detail[:80])
        if trouble not in self.troubles[-_MOST_TROUBLES:]:
            self.troubles.append(trouble)

    def draw(
        self,
        form: Stream,
        where: int,
        ctm: Matrix,
        state: State,
        fallback: Dictionary | None = None,
    ) -> None:
        """Follow a content stream of its own; `walk` knows how."""
        raise NotImplementedError

    # state

    def cm(self, *numbers: float) -> None:
        a, b, c, d, e, f = numbers
        moved = times((a, b, c, d, e, f), self.state.ctm)
        if max(map(abs, moved)) > _MOST:
            self.trouble("operator", f"{a:g} {b:g} {c:g} {d:g} {e:g} {f:g} cm")
        else:
            self.state.ctm = moved

    def line_width(self, width: float) -> None:
        self.state.line_width = width

    def gs(self, name: Name) -> None:
        entries = self.file.entries(self.file.get(self.resources, "ExtGState", name))
        if not entries:
            self.trouble("resource", f"/{name} gs")
        see = self.file.see
        if "OP" in entries:
            self.state.stroke_overprint = see(entries["OP"]) is True
            self.state.fill_overprint = self.state.stroke_overprint
        if "op" in entries:
            self.state.fill_overprint = see(entries["op"]) is True
        if (mode := number(see(entries.get("OPM")))) is not None:
            self.state.overprint_mode = int(mode)
        if (width := number(see(entries.get("LW")))) is not None:
            self.state.line_width = width
        font = self.file.items(entries.get("Font"))
        if len(font) == 2:
            self.state.font, self.state.size = self.file.entries(font[0]), number(font[1]) or 0.0
        self.see_through(entries)

    def see_through(self, entries: Dictionary) -> None:
        """Note what makes later marks transparent, and look into a soft mask."""
        see = self.file.see
        for key in ("ca", "CA"):
            if number(see(entries.get(key))) not in (None, 1):
                self.trouble("transparent", key)
        if see(entries.get("BM")) not in (None, "Normal", "Compatible"):
            self.trouble("transparent", "BM")
        if mask := self.file.entries(entries.get("SMask")):
            self.trouble("transparent", "SMask")
            group = mask.get("G")
            if isinstance(form := see(group), Stream):
                self.mask(form, group.number if isinstance(group, Ref) else 0)

    def mask(self, form: Stream, where: int) -> None:
        """Follow a soft mask: what it paints is no ink, but its colours count."""
        marks, self.marks = self.marks, []
        self.draw(form, where, self.state.ctm, State())
        for mark in self.marks:
            for each in paints_of(mark):
                self.set_space(each.space)
        self.marks = marks

    def intent(self, name: Name) -> None:
        if name not in INTENTS:
            self.trouble("intent", str(name))

    # colour

    def set_space(self, kind: str) -> None:
        """Note a colour space that is only set; whether anything is painted in it shows later."""
        if kind not in PRESS_SPACES and kind != "Pattern":
            self.trouble("space", kind)

    def space(self, name: Name) -> Object:
        listed = self.file.get(self.resources, "ColorSpace", name)
        return name if listed is None else listed

    def cs(self, name: Name) -> None:
        self.state.fill_space = self.space(name)
        self.state.fill, self.state.fill_pattern = first(self.file, self.state.fill_space), None
        self.set_space(self.state.fill.space)

    def cs_stroke(self, name: Name) -> None:
        self.state.stroke_space = self.space(name)
        self.state.stroke = first(self.file, self.state.stroke_space)
        self.state.stroke_pattern = None
        self.set_space(self.state.stroke.space)

    def sc(self, *operands: Object) -> None:
        self.state.fill = paint(self.file, self.state.fill_space, list(operands))
        self.state.fill_pattern = self.pattern(operands)

    def sc_stroke(self, *operands: Object) -> None:
        self.state.stroke = paint(self.file, self.state.stroke_space, list(operands))
        self.state.stroke_pattern = self.pattern(operands)

    def g(self, *parts: Object) -> None:
        self.cs(_DEVICE[len(parts)])
        self.state.fill = paint(self.file, self.state.fill_space, list(parts))

    def g_stroke(self, *parts: Object) -> None:
        self.cs_stroke(_DEVICE[len(parts)])
        self.state.stroke = paint(self.file, self.state.stroke_space, list(parts))

    def pattern(self, operands: tuple[Object, ...]) -> Object:
        """The pattern that a colour names, None for a plain colour."""
        name = operands[-1]
        if not isinstance(name, Name):
            return None
        reference = self.file.entries(self.file.get(self.resources, "Pattern")).get(name)
        if not self.file.entries(reference):
            self.trouble("resource", f"/{name} scn")
        return reference

    # paths

    def m(self, x: float, y: float) -> None:
        self.pieces.append(Piece([point(self.state.ctm, x, y)]))

    def l(self, *numbers: float) -> None:  # noqa: E743 - the operator's own name
        if not self.pieces:
            self.trouble("operator", "l")
            return
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            self.pieces[-1].points.append(point(self.state.ctm, x, y))

    def re(self, x: float, y: float, width: float, height: float) -> None:
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.pieces.append(Piece([point(self.state.ctm, *corner) for corner in corners]))

    def clip(self) -> None:
        self.clipping = True

    def fill(self) -> None:
        self.end_path(fill=True)

    def stroke(self) -> None:
        self.end_path(stroke=True)

    def fill_and_stroke(self) -> None:
        self.end_path(fill=True, stroke=True)

    def end_path(self, *, fill: bool = False, stroke: bool = False) -> None:
        state = self.state
        width = state.line_width * least_scale(state.ctm)
        pieces, self.pieces = self.pieces, []
        for piece in pieces if fill or stroke else ():
            if not piece.extent.meets(state.clip):
                continue
            seen = piece.extent.within(state.clip)
            if fill:
                self.marks.append(Area(seen, piece.rectangle, state.fills(), self.where))
                self.lay(state.fill_pattern, seen)
            if stroke:
                self.marks.append(Stroke(seen, width, state.strokes(), self.where))
                self.lay(state.stroke_pattern, seen.grown(width / 2))
        if self.clipping and pieces:
            every = [piece.extent for piece in pieces]
            left, bottom = min(e.left for e in every), min(e.bottom for e in every)
            right, top = max(e.right for e in every), max(e.top for e in every)
            state.clip = state.clip.within(Extent(left, bottom, right, top))
        self.clipping = False

    # patterns and shadings

    def lay(self, reference: Object, extent: Extent) -> None:
        """Lay a pattern on what has been painted with it."""
        pattern = self.file.see(reference)
        if pattern is None:
            return
        where = reference.number if isinstance(reference, Ref) else 0
        self.tiled[id(pattern)] = self.tiled.get(id(pattern), 0) + 1
        if self.tiled[id(pattern)] > _MOST_TILES:
            return
        entries = self.file.entries(pattern)
        if "Shading" in entries:
            self.blend(entries["Shading"], extent, where)
            self.see_through(self.file.entries(entries.get("ExtGState")))
        elif isinstance(pattern, Stream):
            state = State(clip=extent)
            if number(self.file.see(entries.get("PaintType"))) == 2:
                state.fill = state.stroke = self.state.fill
            self.draw(pattern, where, self._tile(entries, extent), state)

    def _tile(self, entries: Dictionary, extent: Extent) -> Matrix:
        """The place of the one tile that falls on the middle of an extent."""
        own = self.file.numbers(entries.get("Matrix"))
        matrix = times(own, self.base) if len(own) == 6 else self.base
        box = self.file.numbers(entries.get("BBox"))
        steps = [number(self.file.see(entries.get(key))) or 0.0 for key in ("XStep", "YStep")]
        back = inverse(matrix)
        if back is None or len(box) != 4 or not all(steps):
            return matrix
        middle = (extent.left + extent.right) / 2, (extent.bottom + extent.top) / 2
        x, y = point(back, *middle)
        left, bottom = min(box[0], box[2]), min(box[1], box[3])
        across, up = (floor((at - low) / abs(step)) * abs(step) for at, low, step in
                      ((x, left, steps[0]), (y, bottom, steps[1])))  # fmt: skip
        return times((1, 0, 0, 1, across, up), matrix)

    def blend(self, reference: Object, extent: Extent, where: int) -> None:
        shades = shading_paints(self.file, reference)
        self.marks.append(Shade(extent, shades, where))

    def shade(self, name: Name) -> None:
        reference = self.file.entries(self.file.get(self.resources, "Shading")).get(name)
        if not self.file.entries(reference):
            self.trouble("resource", f"/{name} sh")
        where = reference.number if isinstance(reference, Ref) else self.where
        self.blend(reference, self.state.clip, where)


_DEVICE = {1: Name("DeviceGray"), 3: Name("DeviceRGB"), 4: Name("DeviceCMYK")}
