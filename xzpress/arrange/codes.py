"""QR codes as modules on the page. segno's only door."""

import segno

from xzpress.design import Box
from xzpress.page import Matrix

_QUIET = 4
"""Modules of blank that a reader needs on every side (ISO/IEC 18004 §6.3.8)."""
_OWNER = "furniture"


def matrix(text: str, place: Box) -> Matrix:
    """The QR code of a text in a square place, its quiet zone kept inside it.

    Never a Micro QR, which phones do not read; error correction M.
    """
    code = segno.make(text, micro=False, error="m")
    rows = tuple(tuple(bool(module) for module in row) for row in code.matrix)
    module = place.width / (len(rows) + 2 * _QUIET)
    quiet = _QUIET * module
    return Matrix(place.inset(quiet, quiet, quiet, quiet), rows, text, _OWNER)
