"""The operators of a content stream, and what each may be given (PDF Reference 1.3, appendix A)."""

from math import inf
from types import UnionType

from xzpress.preflight.reader import Name, Object, number
from xzpress.preflight.tokens import Operation

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
"""Operators that take just so many numbers."""
_OTHERS: dict[str, tuple[type | UnionType, ...]] = {
    "cs": (Name,), "CS": (Name,), "ri": (Name,), "gs": (Name,), "Do": (Name,), "sh": (Name,),
    "Tj": (bytes,), "'": (bytes,), '"': (int | float, int | float, bytes), "TJ": (list,),
    "Tf": (Name, int | float), "d": (list, int | float), "BI": (dict,), "MP": (Name,),
    "DP": (Name, Name | dict), "BMC": (Name,), "BDC": (Name, Name | dict),
}  # fmt: skip
_ANY = frozenset({"sc", "SC", "scn", "SCN"})
_RANGES = {
    **dict.fromkeys(["g", "G", "rg", "RG", "k", "K"], (0.0, 1.0)),
    "Tr": (0, 7), "J": (0, 2), "j": (0, 2), "w": (0, 1e6), "i": (0, 100),
}  # fmt: skip
_ROUNDING = 0.001
IN_TEXT = frozenset({"Tj", "TJ", "'", '"', "Td", "TD", "Tm", "T*"})
"""What stands between BT and ET only."""


def well_formed(operation: Operation) -> bool:
    """Whether an operation is known, and has what it takes."""
    operator, operands = operation.operator, operation.operands
    if operator in _NUMBERS:
        numbers = [value for value in map(number, operands) if value is not None]
        low, high = _RANGES.get(operator, (-inf, inf))
        right = all(low - _ROUNDING <= value <= high + _ROUNDING for value in numbers)
        return right and len(operands) == len(numbers) == _NUMBERS[operator]
    if operator in _OTHERS:
        kinds = _OTHERS[operator]
        return len(kinds) == len(operands) and all(map(isinstance, operands, kinds))
    return operator in _ANY and bool(operands)


def shown(operation: Operation) -> str:
    """An operation in short, for a message."""
    operands = " ".join(_short(operand) for operand in operation.operands[-6:])
    return f"{operands} {operation.operator}".strip()


def _short(operand: Object) -> str:
    return f"({len(operand)} bytes)" if isinstance(operand, bytes) else str(operand)[:20]
