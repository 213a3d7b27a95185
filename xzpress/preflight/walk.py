"""Follows a page's content as a printer's machine would and notes every mark it makes."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from xzpress.preflight.canvas import Canvas
from xzpress.preflight.inline import full_entries, inline_stream
from xzpress.preflight.marks import (
    EVERYWHERE,
    UNIT,
    Extent,
    Mark,
    Matrix,
    Paint,
    Picture,
    Print,
    Show,
    Trouble,
    point,
    span,
    times,
)
from xzpress.preflight.metrics import Metrics, metrics
from xzpress.preflight.operators import IN_TEXT, shown, well_formed
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
from xzpress.preflight.state import State
from xzpress.preflight.tokens import Operation, operations

_MOST_SAVED = 100
_DEEPEST_FORM = 12
_NO_INK = Print(Paint("Pattern", None), overprint=False, overprint_mode=0)


@dataclass(slots=True)
class Patience:
    """How much more content is followed in one file, all pages together."""

    operations: int = 300_000
    bytes: int = 40_000_000


def walk(
    file: File,
    content: bytes,
    resources: Dictionary,
    patience: Patience,
    annotations: tuple[Dictionary, ...] = (),
) -> tuple[tuple[Mark, ...], tuple[Trouble, ...]]:
    """Every mark that a content stream makes, in the order they are made.

    Forms, patterns, Type 3 glyphs, soft masks and the looks of annotations are followed.
    patience: lessens as it goes. A form that draws itself, or content beyond all patience, ends in
    a Trouble of kind `limit`.
    """
    walker = _Walker(file, resources, patience)
    walker.run(content)
    for annotation in annotations:
        walker.annotation(annotation)
    return tuple(walker.marks), tuple(walker.troubles)


class _Walker(Canvas):
    def __init__(self, file: File, resources: Dictionary, patience: Patience) -> None:
        super().__init__(file, resources)
        self.saved: list[State] = []
        self.text = self.line = UNIT
        self.open: list[str] = []
        self.patience = patience
        self.metrics: dict[int, Metrics] = {}
        self.glyphs: set[tuple[int, int, float]] = set()
        self.steps: dict[str, Callable[..., None]] = {
            name: getattr(self, method) for name, method in _STEPS.items()
        }

    def run(self, content: bytes) -> None:
        bottom, patience = len(self.saved), self.patience
        outer, self.open = self.open, []
        patience.bytes -= len(content)
        for operation in operations(content if patience.bytes >= 0 else b""):
            patience.operations -= 1
            if patience.operations < 0:
                break
            operator = operation.operator
            if not well_formed(operation) or (operator in IN_TEXT and "BT" not in self.open):
                self.trouble("operator", shown(operation))
            elif operator == "q":
                if len(self.saved) - bottom < _MOST_SAVED:
                    self.saved.append(copy(self.state))
                else:
                    self.trouble("balance", "q")
            elif operator == "Q":
                if len(self.saved) > bottom:
                    self.state = self.saved.pop()
                else:
                    self.trouble("balance", "Q")
            elif operator == "BI":
                self.inline_image(operation)
            elif step := self.steps.get(operator):
                step(*operation.operands)
        if patience.operations < 0 or patience.bytes < 0:
            self.trouble("limit", f"{len(content)} B")
        elif len(self.saved) > bottom or self.open:
            self.trouble("balance", " ".join([*("q" for _ in self.saved[bottom:]), *self.open]))
        if len(self.saved) > bottom:
            self.state = self.saved[bottom]
            del self.saved[bottom:]
        self.open = outer

    # what must be closed again

    def opened(self, what: str) -> None:
        if what in ("BT", "BX") and what in self.open:
            self.trouble("balance", what)
        elif len(self.open) < _MOST_SAVED:
            self.open.append(what)
        if what == "BX":
            self.trouble("operator", "BX")

    def closed(self, what: str, with_: str) -> None:
        if what in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(what)]
        else:
            self.trouble("balance", with_)

    def begin_text(self) -> None:
        self.opened("BT")
        self.text = self.line = UNIT

    def end_text(self) -> None:
        self.closed("BT", "ET")

    def begin_marked(self, *_: Object) -> None:
        self.opened("BMC")

    def end_marked(self) -> None:
        self.closed("BMC", "EMC")

    def begin_compatible(self) -> None:
        self.opened("BX")

    def end_compatible(self) -> None:
        self.closed("BX", "EX")

    # type

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

    def next_line_show(self, text: bytes) -> None:
        self.next_line()
        self.show([text])

    def spaced_next_line_show(self, words: float, characters: float, text: bytes) -> None:
        self.state.word_spacing, self.state.spacing = words, characters
        self.next_line_show(text)

    def show_one(self, text: bytes) -> None:
        self.show([text])

    def show(self, pieces: list[Object]) -> None:
        state = self.state
        cut = self.metrics.get(id(state.font))
        if cut is None:
            cut = self.metrics[id(state.font)] = metrics(self.file, state.font)
        codes: list[int] = []
        places: list[float] = []
        pen = 0.0
        for piece in pieces:
            if isinstance(piece, bytes):
                for code in cut.codes(piece):
                    codes.append(code)
                    places.append(pen)
                    pen += cut.widths.get(code, cut.default) * state.size * cut.unit
                    pen += state.spacing
                    if cut.bytes_a_code == 1 and code == _SPACE:
                        pen += state.word_spacing
            elif (kern := number(piece)) is not None:
                pen -= kern * state.size / 1000
        pen *= 1.0 if cut.vertical else state.stretch
        matrix = times((1, 0, 0, 1, 0, state.rise), times(self.text, state.ctm))
        em = state.size * cut.em
        if cut.vertical:
            self.text = times((1, 0, 0, 1, 0, pen), self.text)
            extent = span(matrix, -em / 2, min(0, pen), em / 2, max(0, pen))
        else:
            self.text = times((1, 0, 0, 1, pen, 0), self.text)
            low, high = sorted((-0.15 * em, 0.9 * em))
            extent = span(matrix, min(0, pen), low, max(0, pen), high)
        if codes and extent.meets(state.clip):
            self.shown(matrix, extent, em, tuple(codes), places)

    def shown(
        self,
        matrix: Matrix,
        extent: Extent,
        em: float,
        codes: tuple[int, ...],
        places: list[float],
    ) -> None:
        state, cut = self.state, self.metrics[id(self.state.font)]
        x, y = point(matrix, 0, 0)
        height = abs(em) * float((matrix[2] ** 2 + matrix[3] ** 2) ** 0.5)
        fill, stroke = state.fills(), state.strokes()
        if cut.own_colours:
            fill = stroke = _NO_INK  # each glyph's marks have their own
        self.marks.append(
            Show(x, y, extent, height, state.font, state.resource, codes, state.mode,
                 fill, stroke, self.where)
        )  # fmt: skip
        if state.mode in (0, 2, 4, 6):
            self.lay(state.fill_pattern, extent)
        if state.mode in (1, 2, 5, 6):
            self.lay(state.stroke_pattern, extent)
        for code, place in zip(codes, places, strict=True) if cut.drawn else ():
            self.glyph(code, cut, times((1, 0, 0, 1, place * state.stretch, 0), matrix))

    def glyph(self, code: int, cut: Metrics, matrix: Matrix) -> None:
        """Follow the drawing of a Type 3 glyph, once in each size."""
        known = id(self.state.font), code, round(self.state.size * matrix[0], 1)
        if known in self.glyphs:
            return
        self.glyphs.add(known)
        reference = cut.drawings.get(code)
        if not isinstance(drawing := self.file.see(reference), Stream):
            self.trouble("notdef", str(code))
            return
        where = reference.number if isinstance(reference, Ref) else 0
        resources = self.file.entries(self.state.font.get("Resources"))
        size = self.state.size
        ctm = times((size * self.state.stretch, 0, 0, size, 0, 0), matrix)
        self.draw(drawing, where, times(cut.matrix, ctm), copy(self.state), resources)

    # pictures and forms

    def do(self, name: Name) -> None:
        reference = self.file.entries(self.file.get(self.resources, "XObject")).get(name)
        found = self.file.see(reference)
        where = reference.number if isinstance(reference, Ref) else 0
        if not isinstance(found, Stream):
            self.trouble("resource", f"/{name} Do")
        elif found.entries.get("Subtype") == "Form":
            if self.file.entries(found.entries.get("Group")).get("S") == "Transparency":
                self.trouble("group", str(where))
            own = self.file.numbers(found.entries.get("Matrix"))
            ctm = self.state.ctm
            if len(own) == 6:
                ctm = times(own, ctm)
            self.draw(found, where, ctm, copy(self.state))
        else:
            self.picture(str(name), where, found)

    def picture(self, name: str, where: int, image: Stream) -> None:
        extent = span(self.state.ctm, 0, 0, 1, 1)
        if isinstance(self.file.see(image.entries.get("SMask")), Stream):
            self.trouble("transparent", "SMask")
        if extent.meets(self.state.clip):
            seen = extent.within(self.state.clip)
            mark = Picture(seen, self.state.ctm, name, where, image, self.state.fills())
            self.marks.append(mark)
            if image.entries.get("ImageMask") is True:
                self.lay(self.state.fill_pattern, seen)

    def inline_image(self, operation: Operation) -> None:
        entries = full_entries(self.file, operation.operands[0])
        if isinstance(space := entries.get("ColorSpace"), Name):
            entries["ColorSpace"] = self.space(space)
        image = inline_stream(entries, operation.data)
        self.picture("BI", 0, image)

    def draw(
        self,
        form: Stream,
        where: int,
        ctm: Matrix,
        state: State,
        fallback: Dictionary | None = None,
    ) -> None:
        """Follow a form, a tile or a glyph in its own right.

        fallback: resources of one that has none; otherwise it has the page's (Reference, 4.9).
        """
        if where in self.forms or len(self.forms) >= _DEEPEST_FORM:
            self.trouble("limit", f"{where} 0 R")
            return
        try:
            content = decoded(form)
        except UnreadableError as trouble:
            self.trouble("stream", f"{where} 0 R: {trouble}")
            return
        before = (self.state, self.resources, self.text, self.line, self.pieces, self.base)
        box = self.file.numbers(form.entries.get("BBox"))
        self.state, self.pieces, self.base = state, [], ctm
        state.ctm = ctm
        if len(box) == 4:
            state.clip = state.clip.within(span(ctm, *box))
        own = self.file.entries(form.entries.get("Resources"))
        self.resources = own or fallback or self.page_resources
        self.forms.append(where)
        self.run(content)
        self.forms.pop()
        self.state, self.resources, self.text, self.line, self.pieces, self.base = before

    def annotation(self, annotation: Dictionary) -> None:
        """Follow what an annotation looks like, in each of its states."""
        rectangle = self.file.numbers(annotation.get("Rect"))
        looks: list[Object] = list(self.file.entries(annotation.get("AP")).values())
        for look in looks:
            found = self.file.see(look)
            several = list(found.values()) if isinstance(found, dict) else [look]
            for each in several:
                form = self.file.see(each)
                if isinstance(form, Stream) and len(rectangle) == 4:
                    where = each.number if isinstance(each, Ref) else 0
                    self.draw(form, where, self.fitted(form, rectangle), State(clip=EVERYWHERE))

    def fitted(self, form: Stream, rectangle: tuple[float, ...]) -> Matrix:
        """The matrix that brings an appearance's box into the annotation's rectangle."""
        own = self.file.numbers(form.entries.get("Matrix"))
        matrix: Matrix = own if len(own) == 6 else UNIT
        box = self.file.numbers(form.entries.get("BBox"))
        if len(box) != 4:
            return matrix
        seen = span(matrix, *box)
        left, right = sorted(rectangle[::2])
        bottom, top = sorted(rectangle[1::2])
        across = (right - left) / seen.width if seen.width else 1.0
        up = (top - bottom) / seen.height if seen.height else 1.0
        fit = (across, 0.0, 0.0, up, left - seen.left * across, bottom - seen.bottom * up)
        return times(matrix, fit)


_SPACE = 32
_STEPS = {
    "cm": "cm", "w": "line_width", "gs": "gs", "ri": "intent",
    "cs": "cs", "CS": "cs_stroke", "sc": "sc", "scn": "sc", "SC": "sc_stroke", "SCN": "sc_stroke",
    "g": "g", "rg": "g", "k": "g", "G": "g_stroke", "RG": "g_stroke", "K": "g_stroke",
    "m": "m", "l": "l", "c": "l", "v": "l", "y": "l", "re": "re", "W": "clip", "W*": "clip",
    "n": "end_path", "f": "fill", "F": "fill", "f*": "fill", "S": "stroke", "s": "stroke",
    "B": "fill_and_stroke", "B*": "fill_and_stroke", "b": "fill_and_stroke",
    "b*": "fill_and_stroke", "BT": "begin_text", "ET": "end_text", "Tf": "font",
    "Tc": "set_spacing", "Tw": "set_word_spacing", "Tz": "set_stretch", "TL": "set_leading",
    "Tr": "set_mode", "Ts": "set_rise", "Tm": "text_matrix", "Td": "move", "TD": "move_leading",
    "T*": "next_line", "Tj": "show_one", "TJ": "show", "'": "next_line_show",
    '"': "spaced_next_line_show", "Do": "do", "sh": "shade", "BMC": "begin_marked",
    "BDC": "begin_marked", "EMC": "end_marked", "BX": "begin_compatible", "EX": "end_compatible",
}  # fmt: skip
