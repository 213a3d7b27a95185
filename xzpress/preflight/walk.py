"""Follows a page's content as a printer's machine would and notes every mark it makes."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from types import UnionType

from xzpress.preflight.marks import (
    UNIT,
    Area,
    Extent,
    Mark,
    Matrix,
    Picture,
    Shade,
    Show,
    Stroke,
    Trouble,
    point,
    scale,
    span,
    times,
)
from xzpress.preflight.metrics import Metrics, metrics
from xzpress.preflight.paints import INTENTS, family, first, paint
from xzpress.preflight.reader import (
    Dictionary,
    File,
    Name,
    Object,
    Ref,
    Stream,
    UnreadableError,
    decoded,
    number,
)
from xzpress.preflight.state import Piece, State
from xzpress.preflight.tokens import Operation, operations

_MOST_SAVED = 100
_DEEPEST_FORM = 12
_NUMBERS = {
    **dict.fromkeys(
        ["q", "Q", "W", "W*", "n", "s", "S", "f", "F", "f*", "B", "B*", "b", "b*", "h"], 0
    ),
    **dict.fromkeys(["BT", "ET", "T*", "EMC", "BX", "EX"], 0),
    **dict.fromkeys(["w", "J", "j", "M", "i", "g", "G", "Tc", "Tw", "Tz", "TL", "Tr", "Ts"], 1),
    **dict.fromkeys(["m", "l", "Td", "TD", "d0"], 2),
    **dict.fromkeys(["rg", "RG"], 3),
    **dict.fromkeys(["v", "y", "re", "k", "K"], 4),
    **dict.fromkeys(["c", "cm", "Tm", "d1"], 6),
}
"""Operators that take just so many numbers (PDF Reference 1.3, appendix A)."""
_OTHERS: dict[str, tuple[type | UnionType, ...]] = {
    "cs": (Name,), "CS": (Name,), "ri": (Name,), "gs": (Name,), "Do": (Name,), "sh": (Name,),
    "Tj": (bytes,), "'": (bytes,), '"': (int | float, int | float, bytes), "TJ": (list,),
    "Tf": (Name, int | float), "d": (list, int | float), "BI": (dict,), "MP": (Name,),
    "DP": (Name, Name | dict), "BMC": (Name,), "BDC": (Name, Name | dict),
}  # fmt: skip
_ANY = frozenset({"sc", "SC", "scn", "SCN"})


@dataclass(slots=True)
class Patience:
    """How much more content is followed in one file, all pages together."""

    operations: int = 250_000
    bytes: int = 40_000_000


def walk(
    file: File, content: bytes, resources: Dictionary, patience: Patience
) -> tuple[tuple[Mark, ...], tuple[Trouble, ...]]:
    """Every mark that a content stream makes, forms and tiles included, in the order they are made.

    patience: lessens as it goes. A form that draws itself, or content beyond all patience, ends in
    a Trouble of kind `limit`.
    """
    walker = _Walker(file, resources, patience)
    walker.run(content)
    return tuple(walker.marks), tuple(walker.troubles)


class _Walker:
    def __init__(self, file: File, resources: Dictionary, patience: Patience) -> None:
        self.file = file
        self.resources = resources
        self.marks: list[Mark] = []
        self.troubles: list[Trouble] = []
        self.state = State()
        self.saved: list[State] = []
        self.pieces: list[Piece] = []
        self.clipping = False
        self.text = self.line = UNIT
        self.forms: list[int] = []
        self.patience = patience
        self.metrics: dict[int, Metrics] = {}
        self.steps: dict[str, Callable[..., None]] = {
            name: getattr(self, method) for name, method in _STEPS.items()
        }

    def run(self, content: bytes) -> None:
        bottom, patience = len(self.saved), self.patience
        patience.bytes -= len(content)
        for operation in operations(content if patience.bytes >= 0 else b""):
            patience.operations -= 1
            if patience.operations < 0:
                break
            if not _well_formed(operation):
                shown = " ".join(_short(o) for o in operation.operands[-6:])
                self.trouble("operator", f"{shown} {operation.operator}".strip())
                continue
            if operation.operator == "q":
                if len(self.saved) - bottom < _MOST_SAVED:
                    self.saved.append(copy(self.state))
                else:
                    self.trouble("balance", "q")
            elif operation.operator == "Q":
                if len(self.saved) > bottom:
                    self.state = self.saved.pop()
                else:
                    self.trouble("balance", "Q")
            elif operation.operator == "BI":
                self.inline_image(operation)
            elif step := self.steps.get(operation.operator):
                step(*operation.operands)
        if patience.operations < 0 or patience.bytes < 0:
            self.trouble("limit", f"{len(content)} B")
        elif len(self.saved) > bottom:
            self.trouble("balance", "q")
        if len(self.saved) > bottom:
            self.state = self.saved[bottom]
            del self.saved[bottom:]

    def trouble(self, kind: str, detail: str) -> None:
        trouble = Trouble(kind, detail[:80])
        if trouble not in self.troubles[-50:]:
            self.troubles.append(trouble)

    # state

    def cm(self, *numbers: float) -> None:
        a, b, c, d, e, f = numbers
        self.state.ctm = times((a, b, c, d, e, f), self.state.ctm)

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

    def intent(self, name: Name) -> None:
        if name not in INTENTS:
            self.trouble("intent", str(name))

    # colour

    def space(self, name: Name) -> Object:
        listed = self.file.get(self.resources, "ColorSpace", name)
        return name if listed is None else listed

    def cs(self, name: Name) -> None:
        self.state.fill_space = self.space(name)
        self.state.fill = first(self.file, self.state.fill_space)

    def cs_stroke(self, name: Name) -> None:
        self.state.stroke_space = self.space(name)
        self.state.stroke = first(self.file, self.state.stroke_space)

    def sc(self, *operands: Object) -> None:
        self.state.fill = paint(self.file, self.state.fill_space, list(operands))
        self.pattern(operands)

    def sc_stroke(self, *operands: Object) -> None:
        self.state.stroke = paint(self.file, self.state.stroke_space, list(operands))
        self.pattern(operands)

    def g(self, *parts: Object) -> None:
        self.cs(Name({1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[len(parts)]))
        self.state.fill = paint(self.file, self.state.fill_space, list(parts))

    def g_stroke(self, *parts: Object) -> None:
        self.cs_stroke(Name({1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[len(parts)]))
        self.state.stroke = paint(self.file, self.state.stroke_space, list(parts))

    def pattern(self, operands: tuple[Object, ...]) -> None:
        if not operands or not isinstance(operands[-1], Name):
            return
        reference = self.file.entries(self.file.get(self.resources, "Pattern")).get(operands[-1])
        found = self.file.see(reference)
        if isinstance(found, Stream):
            self.drawn_elsewhere(reference, found, UNIT)
        elif shading := self.file.get(found, "Shading"):
            space = self.file.get(shading, "ColorSpace")
            self.marks.append(Shade(self.state.clip, family(self.file, space)))
        else:
            self.trouble("resource", f"/{operands[-1]} scn")

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
        width = state.line_width * scale(state.ctm)
        for piece in self.pieces:
            if not piece.extent.meets(state.clip):
                continue
            seen = piece.extent.within(state.clip)
            if fill:
                self.marks.append(Area(seen, piece.rectangle, state.fills()))
            if stroke:
                self.marks.append(Stroke(seen, width, state.strokes()))
        if self.clipping and self.pieces:
            every = [piece.extent for piece in self.pieces]
            left, bottom = min(e.left for e in every), min(e.bottom for e in every)
            right, top = max(e.right for e in every), max(e.top for e in every)
            state.clip = state.clip.within(Extent(left, bottom, right, top))
        self.clipping = False
        self.pieces = []

    # type

    def begin_text(self) -> None:
        self.text = self.line = UNIT

    def font(self, name: Name, size: float) -> None:
        found = self.file.entries(self.file.get(self.resources, "Font", name))
        if not found:
            self.trouble("resource", f"/{name} Tf")
        self.state.font, self.state.resource, self.state.size = found, str(name), size

    def set_spacing(self, value: float) -> None:
        self.state.spacing = value

    def set_word_spacing(self, value: float) -> None:
        self.state.word_spacing = value

    def set_stretch(self, value: float) -> None:
        self.state.stretch = value / 100

    def set_leading(self, value: float) -> None:
        self.state.leading = value

    def set_mode(self, value: float) -> None:
        self.state.mode = int(value)

    def set_rise(self, value: float) -> None:
        self.state.rise = value

    def text_matrix(self, *numbers: float) -> None:
        a, b, c, d, e, f = numbers
        self.text = self.line = (a, b, c, d, e, f)

    def move(self, x: float, y: float) -> None:
        self.text = self.line = times((1, 0, 0, 1, x, y), self.line)

    def move_leading(self, x: float, y: float) -> None:
        self.state.leading = -y
        self.move(x, y)

    def next_line(self) -> None:
        self.move(0, -self.state.leading)

    def next_line_show(self, shown: bytes) -> None:
        self.next_line()
        self.show([shown])

    def spaced_next_line_show(self, words: float, characters: float, shown: bytes) -> None:
        self.state.word_spacing, self.state.spacing = words, characters
        self.next_line_show(shown)

    def show_one(self, shown: bytes) -> None:
        self.show([shown])

    def show(self, pieces: list[Object]) -> None:
        state = self.state
        cut = self.metrics.get(id(state.font))
        if cut is None:
            cut = self.metrics[id(state.font)] = metrics(self.file, state.font)
        codes: list[int] = []
        pen = 0.0
        for piece in pieces:
            if isinstance(piece, bytes):
                some = cut.codes(piece)
                codes.extend(some)
                advance = sum(cut.widths.get(code, cut.default) for code in some)
                pen += advance * state.size / 1000 + len(some) * state.spacing
                if cut.bytes_a_code == 1:
                    pen += state.word_spacing * piece.count(b" ")
            elif (kern := number(piece)) is not None:
                pen -= kern * state.size / 1000
        pen *= state.stretch
        matrix = times((1, 0, 0, 1, 0, state.rise), times(self.text, state.ctm))
        self.text = times((1, 0, 0, 1, pen, 0), self.text)
        low, high = -0.15 * state.size, 0.9 * state.size
        extent = span(matrix, min(0, pen), min(low, high), max(0, pen), max(low, high))
        if not codes or not extent.meets(state.clip):
            return
        x, y = point(matrix, 0, 0)
        height = abs(state.size) * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        self.marks.append(
            Show(x, y, extent, height, state.font, state.resource, tuple(codes), state.mode,
                 state.fills(), state.strokes())
        )  # fmt: skip

    # pictures and forms

    def do(self, name: Name) -> None:
        reference = self.file.entries(self.file.get(self.resources, "XObject")).get(name)
        found = self.file.see(reference)
        if not isinstance(found, Stream):
            self.trouble("resource", f"/{name} Do")
        elif self.file.get(found, "Subtype") == "Form":
            self.drawn_elsewhere(reference, found, self.state.ctm)
        else:
            where = reference.number if isinstance(reference, Ref) else 0
            self.picture(str(name), where, found)

    def picture(self, name: str, where: int, image: Stream) -> None:
        extent = span(self.state.ctm, 0, 0, 1, 1)
        if extent.meets(self.state.clip):
            seen = extent.within(self.state.clip)
            mark = Picture(seen, self.state.ctm, name, where, image, self.state.fills())
            self.marks.append(mark)

    def inline_image(self, operation: Operation) -> None:
        entries = self.file.entries(operation.operands[0])
        full = {_INLINE_KEYS.get(key, key): value for key, value in entries.items()}
        if isinstance(space := full.get("ColorSpace"), Name):
            full["ColorSpace"] = self.space(space)

        def undo() -> bytes:
            if "Filter" in full:
                raise UnreadableError("BI")
            return operation.data

        self.picture("BI", 0, Stream(full, operation.data, undo))

    def drawn_elsewhere(self, reference: Object, form: Stream, ctm: Matrix) -> None:
        """Follow a form or a tile in its own right."""
        where = reference.number if isinstance(reference, Ref) else 0
        if where in self.forms or len(self.forms) >= _DEEPEST_FORM:
            self.trouble("limit", f"{where} 0 R")
            return
        try:
            content = decoded(form)
        except UnreadableError as trouble:
            self.trouble("stream", f"{where} 0 R: {trouble}")
            return
        before = (self.state, self.resources, self.text, self.line, self.pieces)
        own = self.file.numbers(form.entries.get("Matrix"))
        box = self.file.numbers(form.entries.get("BBox"))
        self.state, self.pieces = copy(self.state), []
        self.state.ctm = times(own, ctm) if len(own) == 6 else ctm
        if len(box) == 4:
            self.state.clip = self.state.clip.within(span(self.state.ctm, *box))
        self.resources = self.file.entries(form.entries.get("Resources")) or self.resources
        self.forms.append(where)
        self.run(content)
        self.forms.pop()
        self.state, self.resources, self.text, self.line, self.pieces = before

    def shade(self, name: Name) -> None:
        shading = self.file.get(self.resources, "Shading", name)
        space = self.file.get(shading, "ColorSpace")
        self.marks.append(Shade(self.state.clip, family(self.file, space)))


_STEPS = {
    "cm": "cm", "w": "line_width", "gs": "gs", "ri": "intent",
    "cs": "cs", "CS": "cs_stroke", "sc": "sc", "scn": "sc", "SC": "sc_stroke", "SCN": "sc_stroke",
    "g": "g", "rg": "g", "k": "g", "G": "g_stroke", "RG": "g_stroke", "K": "g_stroke",
    "m": "m", "l": "l", "c": "l", "v": "l", "y": "l", "re": "re", "W": "clip", "W*": "clip",
    "n": "end_path", "f": "fill", "F": "fill", "f*": "fill", "S": "stroke", "s": "stroke",
    "B": "fill_and_stroke", "B*": "fill_and_stroke", "b": "fill_and_stroke",
    "b*": "fill_and_stroke", "BT": "begin_text", "Tf": "font", "Tc": "set_spacing",
    "Tw": "set_word_spacing", "Tz": "set_stretch", "TL": "set_leading", "Tr": "set_mode",
    "Ts": "set_rise", "Tm": "text_matrix", "Td": "move", "TD": "move_leading", "T*": "next_line",
    "Tj": "show_one", "TJ": "show", "'": "next_line_show", '"': "spaced_next_line_show",
    "Do": "do", "sh": "shade",
}  # fmt: skip
_INLINE_KEYS = {"W": "Width", "H": "Height", "BPC": "BitsPerComponent", "CS": "ColorSpace",
                "F": "Filter", "D": "Decode", "IM": "ImageMask"}  # fmt: skip


def _well_formed(operation: Operation) -> bool:
    operator, operands = operation.operator, operation.operands
    if operator in _NUMBERS:
        return len(operands) == _NUMBERS[operator] and None not in map(number, operands)
    if operator in _OTHERS:
        kinds = _OTHERS[operator]
        return len(kinds) == len(operands) and all(map(isinstance, operands, kinds))
    return operator in _ANY and bool(operands)


def _short(operand: Object) -> str:
    return f"({len(operand)} bytes)" if isinstance(operand, bytes) else str(operand)[:20]
