"""How a font's strings are cut into codes, and how far each code moves the pen."""

from dataclasses import dataclass

from xzpress.preflight.reader import Dictionary, File, number

_MOST_RANGES = 1000
"""More ranges of equal widths than this are no font's, and each may be 65536 codes long."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Advances by code, 1/1000 em. `bytes_a_code`: 2 for a composite font, else 1."""

    bytes_a_code: int
    widths: dict[int, float]
    default: float

    def codes(self, shown: bytes) -> tuple[int, ...]:
        """The codes in a shown string."""
        if self.bytes_a_code == 1:
            return tuple(shown)
        pairs = zip(shown[::2], shown[1::2], strict=False)
        return tuple(high << 8 | low for high, low in pairs)


def metrics(file: File, font: Dictionary) -> Metrics:
    """The metrics of a font dictionary; a Type3 or broken font moves the pen by nothing."""
    if font.get("Subtype") != "Type0":
        start = int(number(file.get(font, "FirstChar")) or 0)
        listed = file.items(font.get("Widths"))
        widths = {start + step: number(width) or 0.0 for step, width in enumerate(listed)}
        return Metrics(1, widths, 0.0)
    below = file.items(font.get("DescendantFonts"))
    descendant = file.entries(below[0]) if below else {}
    default = number(file.get(descendant, "DW"))
    return Metrics(2, _cid_widths(file, descendant), 1000.0 if default is None else default)


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
