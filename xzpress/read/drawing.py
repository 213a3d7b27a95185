"""A drawing from its SVG: paths in pt with flat colours. svgelements' door (path data, arcs).

What cannot be printed as flat vectors is refused with its element and line: gradients, patterns,
masks, filters, transparency, pictures, text that is not outlined.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, radians, sin, tan
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from svgelements import Arc, CubicBezier, Ellipse, Line, Move, QuadraticBezier, Rect
from svgelements import Path as PathData

from xzpress.design import Art, Colour, Figure, Paint, Rgb, Segment
from xzpress.diagnostic import Place
from xzpress.read.document import Problems
from xzpress.read.svg import BadSvgError, Element, Rule, rules, tree, walk

_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
_WITHOUT_INK = ("defs", "title", "desc", "metadata", "style", "clipPath", "symbol", "", "marker",
                "linearGradient", "radialGradient", "pattern", "mask", "filter")  # fmt: skip
_INHERITED = ("fill", "fill-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
              "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "color", "visibility",
              "fill-opacity", "stroke-opacity", "clip-rule", "marker-start", "marker-mid",
              "marker-end")  # fmt: skip
_PLAIN = {"fill": "black", "stroke": "none", "stroke-width": "1", "color": "black"}
_MUST_BE = {
    "opacity": ("1", "1.0", "100%"), "mask": ("none",), "filter": ("none",),
    "mix-blend-mode": ("normal",), "isolation": ("auto", "isolate"), "vector-effect": ("none",),
    "paint-order": ("normal",), "marker-start": ("none",), "marker-mid": ("none",),
    "marker-end": ("none",), "fill-opacity": ("1", "1.0", "100%"),
    "stroke-opacity": ("1", "1.0", "100%"), "clip-path": ("none",), "stroke-dashoffset": ("0",),
}  # fmt: skip
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_LENGTH = re.compile(rf"({_NUMBER})(px|pt|mm|cm|in|pc)?")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pc": 16.0}
_TRANSFORM = re.compile(r"\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)\s*,?")
_CAPS, _JOINS = ("butt", "round", "square"), ("miter", "round", "bevel")
_DEEPEST = 16
_FLAT = 1e-6
_MOST_FIGURES = 20_000


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def after(self, inner: "Matrix") -> "Matrix":
        """First the inner one, then this."""
        a, b, c, d, e, f = inner
        return Matrix(
            self.a * a + self.c * b, self.b * a + self.d * b,
            self.a * c + self.c * d, self.b * c + self.d * d,
            self.a * e + self.c * f + self.e, self.b * e + self.d * f + self.f,
        )  # fmt: skip

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def scale(self) -> float | None:
        """How much it enlarges; None where it does not do so evenly."""
        across, up = (self.a**2 + self.b**2) ** 0.5, (self.c**2 + self.d**2) ** 0.5
        leaning = abs(self.a * self.c + self.b * self.d)
        even = abs(across - up) <= 1e-3 * across and leaning <= 1e-3 * across * up
        return across if even and across else None


@dataclass(frozen=True, slots=True)
class _State:
    """What an element has from those round it."""

    matrix: Matrix
    style: dict[str, str]
    clips: tuple[tuple[Segment, ...], ...] = ()
    depth: int = 0


def drawing(path: Path, named: Place, colours: dict[str, Colour], problems: Problems) -> Art | None:
    """A drawing; None, with every element that cannot be printed reported at its line.

    named: where a layout names the file. colours: those of the design, which `fill="red"` means
    before it means anything else.
    """
    file = str(PurePosixPath(named.file).parent / path.name)
    try:
        root = tree(path)
        reading = _Reading(root, rules(root), colours)
        art = reading.art()
    except BadSvgError as bad:
        problems.add("bad-drawing", Place(file, bad.line), file=path.name, reason=bad.reason[:120])
        return None
    for line, what in dict.fromkeys(reading.refused):
        problems.add("drawing-refused", Place(file, line), file=path.name, what=what)
    if not reading.refused and not art.figures:
        problems.add("empty-drawing", Place(file), file=path.name)
    return art if art.figures and not reading.refused else None


class _Reading:
    """One file being read. `refused`: line and name of what cannot be printed."""

    def __init__(self, root: Element, sheet: list[Rule], colours: dict[str, Colour]) -> None:
        self._root, self._sheet, self._colours = root, sheet, colours
        self._named = {e.attributes["id"]: e for e in walk(root) if "id" in e.attributes}
        self.refused: list[tuple[int, str]] = []
        self._figures: list[Figure] = []

    def art(self) -> Art:
        x, y, width, height = self._view()
        # SVG's y runs down from the top; here it runs up from the foot.
        upright = Matrix(1, 0, 0, -1, -x, y + height)
        self._below(self._root, _State(upright, self._styled(self._root, _PLAIN)))
        return Art((width, height), tuple(self._figures))

    def _view(self) -> tuple[float, float, float, float]:
        said = self._root.attributes
        if "viewBox" in said:
            numbers = [float(n) for n in re.findall(_NUMBER, said["viewBox"])]
            if len(numbers) == 4 and min(numbers[2:]) > 0:
                return numbers[0], numbers[1], numbers[2], numbers[3]
        sides = [_length(said.get(side, "")) for side in ("width", "height")]
        if None in sides or not all(sides):
            raise BadSvgError(self._root.line, "viewBox")
        return 0.0, 0.0, sides[0] or 0.0, sides[1] or 0.0

    def _refuse(self, element: Element, what: str) -> None:
        self.refused.append((element.line, what))

    def _below(self, element: Element, state: _State) -> None:
        for child in element.children:
            self._element(child, state)

    def _element(self, element: Element, outer: _State) -> None:
        if element.name in _WITHOUT_INK:
            return
        style = self._styled(element, outer.style)
        if style.get("display") == "none":
            return
        if element.name not in ("g", "a", "use", *_SHAPES):
            self._refuse(element, f"<{element.name}>")
            return
        if not self._sound(element, style):
            return
        moved = self._transform(element, element.attributes.get("transform", ""))
        state = _State(outer.matrix.after(moved), style, outer.clips, outer.depth + 1)
        state = self._clipped(element, style.get("clip-path", "none"), state)
        if element.name == "use":
            self._use(element, state)
        elif element.name in _SHAPES:
            self._shape(element, state)
        else:
            self._below(element, state)

    def _styled(self, element: Element, outer: dict[str, str]) -> dict[str, str]:
        """What an element is drawn with: attributes, then style sheets, then its own style."""
        style = {key: value for key, value in outer.items() if key in _INHERITED}
        own = {k: v.strip() for k, v in element.attributes.items() if k in _INHERITED + _KEYS}
        for rule in self._sheet:
            if rule.fits(element):
                own |= rule.said
        own |= element.inline
        return style | {key: value for key, value in own.items() if value != "inherit"}

    def _sound(self, element: Element, style: dict[str, str]) -> bool:
        """Whether nothing but flat vectors is asked for; else the first other thing is reported."""
        for key, allowed in _MUST_BE.items():
            value = style.get(key, allowed[0])
            clip = key == "clip-path" and value.startswith("url(")
            if value not in allowed and not clip:
                self._refuse(element, f"{key}: {value}")
                return False
        return True

    def _use(self, element: Element, state: _State) -> None:
        found = self._named.get(element.href.removeprefix("#"))
        if found is None or state.depth > _DEEPEST or found.name == "symbol":
            self._refuse(element, f"<use> {element.href}")
            return
        x, y = (_length(element.attributes.get(key, "0")) or 0.0 for key in ("x", "y"))
        moved = state.matrix.after(Matrix(e=x, f=y))
        self._element(found, replace(state, matrix=moved))

    def _clipped(self, element: Element, value: str, state: _State) -> _State:
        if value == "none":
            return state
        found = self._named.get(value.removeprefix("url(").strip("()'\" #"))
        if found is None or found.attributes.get("clipPathUnits") == "objectBoundingBox":
            self._refuse(element, f"clip-path: {value}")
            return state
        inner = state.matrix.after(self._transform(found, found.attributes.get("transform", "")))
        area: list[Segment] = []
        for shape in found.children:
            if shape.name in _SHAPES:
                moved = self._transform(shape, shape.attributes.get("transform", ""))
                area += self._segments(shape, inner.after(moved))
            elif shape.name:
                self._refuse(shape, f"<clipPath> <{shape.name}>")
        return replace(state, clips=(*state.clips, tuple(area)))

    def _shape(self, element: Element, state: _State) -> None:
        style = state.style
        if style.get("visibility", "visible") != "visible":
            return
        fill = self._paint(element, "fill", style)
        stroke = self._paint(element, "stroke", style)
        width = _length(style.get("stroke-width", "1"))
        if stroke is None or not width:
            stroke, width = None, 0.0
        scale = state.matrix.scale
        if stroke is not None and scale is None:
            self._refuse(element, "transform × stroke")
            return
        segments = tuple(self._segments(element, state.matrix))
        fill = fill if _has_area(segments) else None
        if not segments or (fill is None and stroke is None):
            return
        if len(self._figures) >= _MOST_FIGURES:
            raise BadSvgError(element.line, f"> {_MOST_FIGURES}")
        enlarged = scale or 1.0
        dashes = re.findall(_NUMBER, style.get("stroke-dasharray", ""))
        figure = Figure(
            path=segments,
            fill=fill,
            even_odd=style.get("fill-rule") == "evenodd",
            stroke=stroke,
            width=width * enlarged,
            cap=_place_of(style.get("stroke-linecap"), _CAPS),
            join=_place_of(style.get("stroke-linejoin"), _JOINS),
            miter=float(style.get("stroke-miterlimit", "4")),
            dash=tuple(float(dash) * enlarged for dash in dashes),
            clips=state.clips,
        )
        self._figures.append(figure)

    def _paint(self, element: Element, key: str, style: dict[str, str]) -> Paint | None:
        """A colour of the design by its name, else the colour that SVG means by it."""
        from PIL import ImageColor

        value = style.get(key, "none")
        if value.lower() == "currentcolor":
            value = style.get("color", "black")
        if value in ("none", "transparent"):
            return None
        if value in self._colours:
            return self._colours[value]
        try:
            red, green, blue, *alpha = ImageColor.getrgb(value)
        except ValueError:
            red = green = blue = 0
            alpha = [0]
        if alpha not in ([], [255]):
            self._refuse(element, f"{key}: {value}")
            return None
        return Rgb(red / 255, green / 255, blue / 255)

    def _segments(self, element: Element, matrix: Matrix) -> Iterator[Segment]:
        try:
            yield from _in_pt(_path(element), matrix)
        except (ValueError, ZeroDivisionError, IndexError, TypeError, KeyError):
            self._refuse(element, f"<{element.name}> d/x/y/r")

    def _transform(self, element: Element, text: str) -> Matrix:
        made = Matrix()
        at = 0
        for found in _TRANSFORM.finditer(text):
            if found.start() != at:
                break
            at = found.end()
            made = made.after(_matrix(found[1], [float(n) for n in re.findall(_NUMBER, found[2])]))
        if text[at:].strip() not in ("", "none"):
            self._refuse(element, f"transform: {text[:40]}")
        return made


_KEYS = tuple(key for key in (*_MUST_BE, "display") if key not in _INHERITED)


def _has_area(segments: tuple[Segment, ...]) -> bool:
    """Whether its points do not all lie on one line: a PDF fills even that, with a hairline."""
    points = [
        (float(each[at]), float(each[at + 1])) for each in segments for at in range(1, len(each), 2)
    ]
    return any(
        abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) > _FLAT
        for a in points[:1]
        for b, c in pairwise(points)
    )


def _place_of(word: str | None, words: tuple[str, ...]) -> int:
    return words.index(word) if word in words else 0


def _length(text: str) -> float | None:
    """A length in SVG's own units (px); None for anything else, per cent too."""
    found = _LENGTH.fullmatch(text.strip())
    return float(found[1]) * _UNITS[found[2] or ""] if found else None


def _matrix(kind: str, n: list[float]) -> Matrix:
    match kind, n:
        case "matrix", [a, b, c, d, e, f]:
            return Matrix(a, b, c, d, e, f)
        case "translate", [x, *rest]:
            return Matrix(e=x, f=rest[0] if rest else 0.0)
        case "scale", [x, *rest]:
            return Matrix(a=x, d=rest[0] if rest else x)
        case "rotate", [turn, *rest]:
            c, s = cos(radians(turn)), sin(radians(turn))
            x, y = (rest[0], rest[1]) if len(rest) == 2 else (0.0, 0.0)
            return Matrix(e=x, f=y).after(Matrix(c, s, -s, c)).after(Matrix(e=-x, f=-y))
        case "skewX", [turn]:
            return Matrix(c=tan(radians(turn)))
        case "skewY", [turn]:
            return Matrix(b=tan(radians(turn)))
    raise BadSvgError(0, f"transform: {kind}")


def _path(element: Element) -> PathData:
    """An element's outline, in its own coordinates. Raises ValueError where it makes none."""
    said = element.attributes

    def number(key: str, default: str = "0") -> float:
        value = _length(said.get(key, default))
        if value is None:
            raise ValueError(key)
        return value

    match element.name:
        case "path":
            data = said.get("d", "")
            if re.search(r"[^MmZzLlHhVvCcSsQqTtAa\d.,eE+\-\s]", data):
                raise ValueError(data)
            return PathData(data)
        case "rect":
            rx = said.get("rx", said.get("ry", "0"))
            box = [number(key) for key in ("x", "y", "width", "height")]
            radii = [number("rx", rx), number("ry", said.get("ry", rx))]
            return PathData(Rect(*box, *radii))
        case "circle" | "ellipse":
            r = said.get("r", "0")
            radii = [number("rx", r), number("ry", r)] if "r" not in said else [number("r")] * 2
            return PathData(Ellipse(number("cx"), number("cy"), *radii))
        case "line":
            ends = [number(key) for key in ("x1", "y1", "x2", "y2")]
            return PathData(f"M{ends[0]},{ends[1]}L{ends[2]},{ends[3]}")
    points = re.findall(_NUMBER, said.get("points", ""))
    closed = "Z" if element.name == "polygon" else ""
    return PathData(f"M{' '.join(points)}{closed}") if len(points) > 1 else PathData()


def _in_pt(path: PathData, matrix: Matrix) -> Iterator[Segment]:
    """A path's segments through the matrix: moves, lines, curves and closings only."""
    for piece in path:
        match piece:
            case Move():
                yield ("m", *matrix.point(piece.end.x, piece.end.y))
            case Line():
                yield ("l", *matrix.point(piece.end.x, piece.end.y))
            case CubicBezier():
                yield _curve(piece, matrix)
            case QuadraticBezier():
                a, b, c = piece.start, piece.control, piece.end
                first, second = a + (b - a) * (2 / 3), c + (b - c) * (2 / 3)
                yield _curve(CubicBezier(a, first, second, c), matrix)
            case Arc():
                for part in piece.as_cubic_curves():
                    yield _curve(part, matrix)
            case _:
                yield ("h",)


def _curve(piece: CubicBezier, matrix: Matrix) -> Segment:
    points = (piece.control1, piece.control2, piece.end)
    return ("c", *(part for point in points for part in matrix.point(point.x, point.y)))
