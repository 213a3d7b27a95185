"""How a font's strings are cut into codes, how far each code moves the pen, what it draws."""

from dataclasses import dataclass, field

from xzpress.preflight.marks import Matrix
from xzpress.preflight.reader import (
    Dictionary,
    File,
    Name,
    Object,
    Stream,
    UnreadableError,
    decoded,
    number,
)

_MOST_RANGES = 1000
"""More ranges of equal widths than this are no font's, and each may be 65536 codes long."""
_THOUSANDTH: Matrix = (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Advances by code; `unit`: what one of them is of the type size.

    `bytes_a_code`: 2 for a composite font, else 1. `em`: the height of its em in type sizes.
    `drawn`: whether it is a Type 3 font, with `drawings` by code, in `matrix`; `own_colours`:
    whether one of them sets its own.
    """

    bytes_a_code: int
    widths: dict[int, float]
    default: float
    vertical: bool = False
    unit: float = 0.001
    em: float = 1.0
    matrix: Matrix = _THOUSANDTH
    drawn: bool = False
    drawings: dict[int, Object] = field(default_factory=dict)
    own_colours: bool = False

    def codes(self, shown: bytes) -> tuple[int, ...]:
        """The codes in a shown string."""
        if self.bytes_a_code == 1:
            return tuple(shown)
        pairs = zip(shown[::2], shown[1::2], strict=False)
        return tuple(high << 8 | low for high, low in pairs)


def metrics(file: File, font: Dictionary) -> Metrics:
    """The metrics of a font dictionary; a broken font moves the pen by nothing."""
    kind = font.get("Subtype")
    if kind != "Type0":
        start = int(number(file.get(font, "FirstChar")) or 0)
        listed = file.items(font.get("Widths"))
        widths = {start + step: number(width) or 0.0 for step, width in enumerate(listed)}
        return _drawn(file, font, widths) if kind == "Type3" else Metrics(1, widths, 0.0)
    below = file.items(font.get("DescendantFonts"))
    descendant = file.entries(below[0]) if below else {}
    encoding = file.see(font.get("Encoding"))
    if isinstance(encoding, Name) and encoding.endswith("-V"):
        heights = file.numbers(descendant.get("DW2"))
        down = heights[1] if len(heights) == 2 else -1000.0
        return Metrics(2, {}, down, vertical=True)
    default = number(file.get(descendant, "DW"))
    return Metrics(2, _cid_widths(file, descendant), 1000.0 if default is None else default)


def _drawn(file: File, font: Dictionary, widths: dict[int, float]) -> Metrics:
    """The metrics of a Type 3 font, whose glyphs are content streams."""
    numbers = file.numbers(font.get("FontMatrix"))
    matrix: Matrix = numbers if len(numbers) == 6 else _THOUSANDTH
    box = file.numbers(font.get("FontBBox"))
    em = abs((box[3] - box[1]) * matrix[3]) if len(box) == 4 else 0.0
    names: dict[int, str] = {}
    code = 0
    for item in file.items(file.get(font, "Encoding", "Differences")):
        if isinstance(item, Name):
            names[code] = item
            code += 1
        else:
            code = int(number(item) or 0)
    drawings = file.entries(font.get("CharProcs"))
    known = {code: drawings[name] for code, name in names.items() if name in drawings}
    return Metrics(
        1, widths, 0.0, unit=matrix[0], em=em or abs(matrix[3]) * 1000, matrix=matrix,
        drawn=True, drawings=known,
        own_colours=any(_coloured(file.see(drawing)) for drawing in known.values()),
    )  # fmt: skip


def _coloured(drawing: Object) -> bool:
    """Whether a glyph sets its own colours (d0) and does not take those of the type (d1)."""
    if not isinstance(drawing, Stream):
        return False
    try:
        return b"d0" in decoded(drawing)[:200]
    except UnreadableError:
        return False


def _cid_widths(file: File, descendant: Dictionary) -> dict[int, float]:
    widths: dict[int, float] = {}
    listed = file.items(descendant.get("W"))
    position = 0
    ranges = _MOST_RANGES
    while position + 1 < len(listed):
        start, second = number(listed[position]), listed[position + 1]
        if start is None:
            break
        if isinstance(second, list):
            for step, width in enumerate(file.items(second)):
                widths[int(start) + step] = number(width) or 0.0
            position += 2
            continue
        last, width = number(second), number(listed[min(position + 2, len(listed) - 1)])
        ranges -= 1
        if last is None or width is None or not start <= last < 65536 or ranges < 0:
            break
        widths |= dict.fromkeys(range(int(start), int(last) + 1), width)
        position += 3
    return widths
