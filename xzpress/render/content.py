"""Content: a page's fills, pictures, codes and type as PDF operators."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from xzpress.design import Box, Colour, Figure, Segment
from xzpress.galley import Ornament, Run
from xzpress.page import Drawing, Matrix, Page, Picture, Placed, SetLine
from xzpress.render.fonts import Type0
from xzpress.render.objects import number
from xzpress.render.paints import KNOCKOUT, Paints

# Corrections in TJ are written to a tenth of 1/1000 em: at most 0.005 pt off in 100 pt type.
_STEPS = 10_000


class Content:
    """Operators of one page, in drawing order. A colour is said only where it changes."""

    def __init__(self, fonts: Mapping[str, Type0], paints: Paints) -> None:
        self._fonts = fonts
        self._paints = paints
        self.operators: list[str] = []
        self._ink = ""

    def page(self, page: Page, images: Mapping[Picture | Placed, str]) -> None:
        """Everything on a page.

        `images`: the resource of each picture and ad; those without are left out.
        """
        for fill in page.fills:
            self._fill_with(fill.colour)
            self.operators.append(f"{rectangle(fill.box)} re f")
        for drawing in page.drawings:
            self._drawing(drawing)
        for picture in page.pictures:
            if picture in images:
                self._picture(picture.box, images[picture])
        for placed in page.ads:
            if placed in images:
                self._ad(placed, images[placed])
        for matrix in page.matrices:
            self._matrix(matrix)
        self.lines(page.lines)

    def lines(self, lines: Iterable[SetLine]) -> None:
        for placed in lines:
            for run in placed.line.runs:
                if run.shapes:
                    self._fill_with(run.colour)
                    show = (
                        _standing
                        if run.turned or run.narrowed != 1 or len(set(run.ys)) > 1
                        else _shown
                    )
                    shown = show(run, placed.x, placed.y, self._fonts[run.face])
                    self.operators.append(shown)
            for ornament in placed.line.ornaments:
                self._ornament(ornament, placed.x, placed.y)

    def _ornament(self, ornament: Ornament, x: float, y: float) -> None:
        """A rule or a dot of a line whose origin is at x, y."""
        self._fill_with(ornament.colour)
        box = replace(ornament.box, x=ornament.box.x + x, y=ornament.box.y + y)
        shape = f"{rectangle(box)} re f" if ornament.kind == "rule" else _disc(box)
        self.operators.append(shape)

    def _fill_with(self, colour: Colour) -> None:
        said = self._paints.fill(colour)
        if said != self._ink:
            self._ink = said
            self.operators.append(said)

    def _picture(self, box: Box, resource: str) -> None:
        size = f"{number(box.width)} 0 0 {number(box.height)}"
        place = f"{number(box.x)} {number(box.y)}"
        self.operators.append(f"q {size} {place} cm /{resource} Do Q")

    def _drawing(self, drawing: Drawing) -> None:
        """Each figure in pt: what is drawn small and enlarged would lose its last places."""
        scale = drawing.box.width / drawing.art.size[0]
        left, bottom = drawing.box.x, drawing.box.y

        def path(segments: Iterable[Segment]) -> Iterator[str]:
            for operator, *points in segments:
                moved = [float(at) * scale for at in points]
                moved[::2] = [at + left for at in moved[::2]]
                moved[1::2] = [at + bottom for at in moved[1::2]]
                yield " ".join((*map(number, moved), str(operator)))

        for figure in drawing.art.figures:
            self.operators.append("q")
            for clip in figure.clips:
                self.operators += (*path(clip), "W n")
            outline = tuple(path(figure.path))
            if figure.fill is not None:
                inside = "f*" if figure.even_odd else "f"
                self.operators += (self._paints.fill(figure.fill), *outline, inside)
            if figure.stroke is not None:
                pen = _pen(figure, scale)
                self.operators += (pen, self._paints.stroke(figure.stroke), *outline, "S")
            self.operators.append("Q")

    def _ad(self, placed: Placed, resource: str) -> None:
        """An ad begins as every page does: black, knocking out. Nothing shows beyond its room."""
        place = f"{number(placed.box.x)} {number(placed.box.y)}"
        room = f"{rectangle(placed.room)} re W n"
        self.operators.append(
            f"q {room} 0 g 0 G /{KNOCKOUT} gs 1 0 0 1 {place} cm /{resource} Do Q"
        )

    def _matrix(self, matrix: Matrix) -> None:
        """All dark runs of a code as one path in whole modules: no seam can open between them."""
        self._fill_with(Colour("", 0, 0, 0, 1))
        across = matrix.box.width / len(matrix.rows[0])
        up = matrix.box.height / len(matrix.rows)
        scale = f"{across:.8f} 0 0 {up:.8f} {number(matrix.box.x)} {number(matrix.box.y)}"
        rows = enumerate(reversed(matrix.rows))
        runs = [f"{x} {y} {length} 1 re" for y, row in rows for x, length in _dark_runs(row)]
        self.operators += (f"q {scale} cm", *runs, "f Q")


def _pen(figure: Figure, scale: float) -> str:
    dash = " ".join(number(each * scale) for each in figure.dash)
    ends = f"{figure.cap} J {figure.join} j {number(figure.miter)} M"
    return f"{number(figure.width * scale)} w {ends} [{dash}] 0 d"


def rectangle(box: Box) -> str:
    """A box as the operands of `re`."""
    return " ".join(map(number, (box.x, box.y, box.width, box.height)))


def _dark_runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Start and length of each run of dark modules.

    >>> _dark_runs((True, True, False, True))
    [(0, 2), (3, 1)]
    """
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and x and row[x - 1]:
            start, length = runs[-1]
            runs[-1] = (start, length + 1)
        elif dark:
            runs.append((x, 1))
    return runs


def _shown(run: Run, x: float, y: float, font: Type0) -> str:
    """One run as a text object.

    Each correction starts from where the reader's pen stands after the widths and corrections
    before it, all rounded, so no error adds up along the line.
    """
    written: list[str] = [f"BT /{font.resource} {number(run.size)} Tf"]
    step = run.size / _STEPS
    y += run.ys[0] if run.ys else 0.0
    pen = height = None
    for shape, at in zip(run.shapes, run.xs, strict=True):
        for glyph in font.shown(shape):
            goal = round(at / step + glyph.x * _STEPS)
            if pen is None or glyph.y != height:
                if pen is not None:
                    written.append(">] TJ")
                left, bottom = x + goal * step, y + glyph.y * run.size
                written.append(f" 1 0 0 1 {number(left)} {number(bottom)} Tm [<")
                pen, height = goal, glyph.y
            if goal != pen:
                written.append(f">{number((pen - goal) / 10)}<")
            written.append(glyph.code)
            pen = goal + glyph.width * 10
    return "".join((*written, ">] TJ ET"))


def _standing(run: Run, x: float, y: float, font: Type0) -> str:
    """A run whose shapes each stand at a height of their own, or lie on their sides."""
    written = [f"BT /{font.resource} {number(run.size)} Tf"]
    for shape, across, up in zip(run.shapes, run.xs, run.ys, strict=True):
        for glyph in font.shown(shape):
            along, above = glyph.x * run.size, glyph.y * run.size
            narrowed = f"{number(run.narrowed)} 0 0 1"
            turn, left, bottom = narrowed, x + across + along * run.narrowed, y + up + above
            if run.turned:  # a quarter turn clockwise: along runs down, above runs right
                turn, left, bottom = "0 -1 1 0", x + across + above, y + up - along
            written.append(f" {turn} {number(left)} {number(bottom)} Tm <{glyph.code}> Tj")
    return "".join((*written, " ET"))


_ROUND = 0.5522847498
"""How far a curve's handles reach on a quarter circle, of its radius."""


def _disc(box: Box) -> str:
    """A filled circle in a square box, as four curves."""
    radius = box.width / 2
    x, y, handle = box.x + radius, box.y + radius, _ROUND * radius
    corners = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    path = [f"{number(x + radius)} {number(y)} m"]
    for (a, b), (c, d) in pairwise(corners):
        points = (
            x + a * radius + c * handle, y + b * radius + d * handle,
            x + c * radius + a * handle, y + d * radius + b * handle,
            x + c * radius, y + d * radius,
        )  # fmt: skip
        path.append(f"{' '.join(map(number, points))} c")
    return "\n".join((*path, "f"))
