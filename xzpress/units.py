"""Lengths: inside the house everything is pt; what the desk writes is turned into pt here."""

import re

MM = 72 / 25.4
"""One millimetre in pt."""

_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(mm|pt|em|lines?|行|字)")


def length(text: str, *, em: float | None = None, line: float | None = None) -> float:
    """Turn a length as the desk writes it into pt.

    text: a number and its unit: mm, pt, em (or 字), line(s) (or 行).
    em, line: what one em and one line are, in pt, where the place allows these units.
    Raises ValueError when the number, the unit, or the unit's measure is missing.

    >>> length("25.4mm")
    72.0
    >>> length("1.5em", em=10)
    15.0
    """
    found = _LENGTH.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    number, unit = float(found[1]), found[2]
    scale = {
        "mm": MM,
        "pt": 1.0,
        "em": em,
        "字": em,
        "line": line,
        "lines": line,
        "行": line,
    }[unit]
    if scale is None:
        raise ValueError(text)
    return round(number * scale, 6)


def mm(points: float) -> float:
    """Pt as millimetres, for the desk.

    >>> mm(72)
    25.4
    """
    return points / MM


def ppi(pixels: float, points: float) -> float:
    """Pixels for every inch of paper.

    >>> ppi(1000, 360)
    200.0
    """
    return pixels * 72 / points
