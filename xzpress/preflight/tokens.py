"""A content stream cut into operations: an operator with its operands."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from xzpress.preflight.reader import Dictionary, Name, Object, bounded

_TOKEN = re.compile(
    rb"""[\0\t\n\f\r ]*(?:%[^\r\n]*[\0\t\n\f\r ]*)*(?:
    (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[\0\t\n\f\r ()<>\[\]{}/%]|$))
    |(?P<operator>[A-Za-z'"][A-Za-z0-9*]*)
    |/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*)
    |(?P<mark>\[|\]|<<|>>)
    |<(?P<hexed>[0-9A-Fa-f\0\t\n\f\r ]*)>
    |\((?P<plain>[^()\\\r]*)\)
    |(?P<nested>\()
    |(?P<end>\Z)
    |(?P<bad>.)
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|(.))|(\r\n?)", re.DOTALL)
_HEXED_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_INLINE_END = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|\Z)")
_AT_ONCE = re.compile(rb"[\0\t\n\f\r ]*EI(?=[\0\t\n\f\r ]|\Z)")
_PLAUSIBLE = re.compile(rb"[\t\n\f\r -~]{16}|[\t\n\f\r -~]{0,15}\Z")
"""What follows an image is a content stream again, no more of the image's bytes."""
_SHORT = {"W": "Width", "H": "Height", "BPC": "BitsPerComponent", "CS": "ColorSpace",
          "F": "Filter", "IM": "ImageMask"}  # fmt: skip
_CHANNELS = {"G": 1, "DeviceGray": 1, "I": 1, "Indexed": 1, "RGB": 3, "DeviceRGB": 3,
             "CMYK": 4, "DeviceCMYK": 4}  # fmt: skip
_WORDS: dict[bytes, Object] = {b"true": True, b"false": False, b"null": None}
_MOST_OPERANDS = 10_000
_LONGEST_NUMBER = 10
_DEEPEST = 20


class Operation(NamedTuple):
    """An operator and what stands before it. `data`: the bytes of an inline image."""

    operator: str
    operands: list[Object]
    data: bytes = b""


def operations(content: bytes) -> Iterator[Operation]:
    """Cut a content stream into its operations.

    What is no PDF token comes as the operator "?"; operands at the very end, with no operator
    after them, come with the operator "".

    >>> [tuple(o)[:2] for o in operations(b"0 0 0 1 k /F1 9 Tf [(A) -20.5] TJ")]
    [('k', [0, 0, 0, 1]), ('Tf', ['F1', 9]), ('TJ', [[b'A', -20.5]])]
    """
    operands: list[Object] = []
    position = 0
    while True:
        found = _TOKEN.match(content, position)
        assert found is not None, "the last branch takes any byte, the one before it the end"
        kind, position = found.lastgroup, found.end()
        if kind == "operator" and found["operator"] not in _WORDS:
            operator = found["operator"].decode("ascii")
            if operator == "BI":
                operation, position = _inline_image(content, position)
                yield operation
            else:
                yield Operation(operator, operands)
            operands = []
        elif kind == "end":
            if operands:
                yield Operation("", operands)
            return
        elif len(operands) > _MOST_OPERANDS:
            yield Operation("?", operands)
            return  # nothing that is meant goes on like this
        elif kind == "bad":
            yield Operation("?", operands)
            operands = []
        else:
            value, position = _value(content, found, 0)
            operands.append(value)


def _value(content: bytes, found: re.Match[bytes], depth: int) -> tuple[Object, int]:
    kind, token = found.lastgroup, found[found.lastgroup or 0]
    position = found.end()
    match kind:
        case "number":
            exact = b"." not in token and len(token) < _LONGEST_NUMBER
            return (int(token) if exact else bounded(float(token))), position
        case "name":
            return _name(token), position
        case "plain":
            return token, position
        case "hexed":
            digits = bytes(token.translate(None, b"\0\t\n\f\r "))
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")), position
        case "nested":
            return _string(content, position)
        case "operator":
            return _WORDS.get(token), position
    if token in (b"[", b"<<") and depth < _DEEPEST:
        return _collection(content, position, token, depth)
    return None, position


def _collection(content: bytes, position: int, opening: bytes, depth: int) -> tuple[Object, int]:
    closing = b"]" if opening == b"[" else b">>"
    values: list[Object] = []
    while True:
        found = _TOKEN.match(content, position)
        if found is None or found.lastgroup in ("end", "bad"):
            return None, len(content) if found is None else found.end()
        if found["mark"] == closing:
            position = found.end()
            break
        value, position = _value(content, found, depth + 1)
        values.append(value)
    return (values if opening == b"[" else _entries(values)), position


def _entries(values: list[Object]) -> Dictionary:
    pairs = zip(values[::2], values[1::2], strict=False)
    return {str(key): value for key, value in pairs if isinstance(key, Name)}


def _name(token: bytes) -> Name:
    if b"#" in token:
        token = _HEXED_NAME.sub(lambda found: bytes.fromhex(found[1].decode("ascii")), token)
    return Name(token.decode("utf-8", "surrogateescape"))


def _string(content: bytes, position: int) -> tuple[bytes, int]:
    depth, start = 1, position
    for found in re.compile(rb"\\.|[()]", re.DOTALL).finditer(content, position):
        if found[0] in b"()":
            depth += 1 if found[0] == b"(" else -1
        if depth == 0:
            return _ESCAPE.sub(_unescape, content[start : found.start()]), found.end()
    return b"", len(content)


def _unescape(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 255])
    if found[2]:
        return b""
    return _ESCAPES.get(found[3], found[3]) if found[3] else b"\n"


def _inline_image(content: bytes, position: int) -> tuple[Operation, int]:
    values: list[Object] = []
    while True:
        found = _TOKEN.match(content, position)
        if found is None or found.lastgroup in ("end", "bad"):
            return Operation("?", values), len(content) if found is None else found.end()
        position = found.end()
        if found["operator"] == b"ID":
            break
        value, position = _value(content, found, 0)
        values.append(value)
    entries, start = _entries(values), position + 1
    size = _raw_size(entries)
    end = _AT_ONCE.match(content, start + size) if size else None
    ends = iter([end]) if end else _INLINE_END.finditer(content, start)
    end = next((e for e in ends if _PLAUSIBLE.match(content, e.end())), None)
    if end is None:
        return Operation("?", values), len(content)
    return Operation("BI", [entries], content[start : end.start()]), end.end()


def _raw_size(entries: Dictionary) -> int:
    """How many bytes an inline image's data must have where they are not packed, 0 if unknown."""
    full = {_SHORT.get(key, key): value for key, value in entries.items()}
    if full.get("Filter") is not None:
        return 0
    space = full.get("ColorSpace")
    named = "I" if isinstance(space, list) and space and space[0] in ("I", "Indexed") else space
    channels = 1 if full.get("ImageMask") is True else _CHANNELS.get(str(named), 0)
    bits = 1 if full.get("ImageMask") is True else full.get("BitsPerComponent")
    width, height = full.get("Width"), full.get("Height")
    if not (isinstance(bits, int) and isinstance(width, int) and isinstance(height, int)):
        return 0
    return max(0, (width * channels * bits + 7) // 8 * height)
