"""ToUnicode maps: which text a shown code stands for."""

import re
from itertools import islice

_BLOCK = re.compile(
    rb"begin(codespacerange|bfchar|bfrange)\b(.*?)\bend(?:codespacerange|bfchar|bfrange)", re.DOTALL
)
_HEXED = rb"<\s*([0-9A-Fa-f\s]*)>"
_PAIR = re.compile(_HEXED + rb"\s*" + _HEXED)
_RANGE = re.compile(_HEXED + rb"\s*" + _HEXED + rb"\s*(?:" + _HEXED + rb"|\[([^\]]*)\])")
_BLANKS = b" \t\r\n\f\v"
_MOST = 65536
_MOST_RANGES = 100  # to a block, by the CMap specification
_MOST_BLOCKS = 1000


def to_unicode(cmap: bytes) -> dict[int, str]:
    """Code → text, as a ToUnicode CMap says; what is malformed in it is left out.

    >>> to_unicode(b"beginbfchar <01> <8398> endbfchar beginbfrange <05> <06> <0041> endbfrange")
    {1: '莘', 5: 'A', 6: 'B'}
    """
    found: dict[int, str] = {}
    for block in islice(_BLOCK.finditer(cmap), _MOST_BLOCKS):
        if block[1] == b"bfchar":
            for pair in _PAIR.finditer(block[2]):
                found[_code(pair[1])] = _text(pair[2])
        elif block[1] == b"bfrange":
            for line in islice(_RANGE.finditer(block[2]), _MOST_RANGES):
                _add_range(found, line)
    return found


def _add_range(found: dict[int, str], line: re.Match[bytes]) -> None:
    first, last = _code(line[1]), _code(line[2])
    if not first <= last < first + _MOST:
        return
    if line[4] is not None:
        texts = [_text(text) for text in re.findall(_HEXED, line[4])]
        found.update(zip(range(first, last + 1), texts, strict=False))
        return
    text = _text(line[3])
    for step in range(last - first + 1 if text else 0):
        final = ord(text[-1]) + step
        if final <= 0x10FFFF:
            found[first + step] = text[:-1] + chr(final)


def _code(digits: bytes) -> int:
    return int(digits.translate(None, _BLANKS) or b"0", 16)


def _text(digits: bytes) -> str:
    digits = bytes(digits.translate(None, _BLANKS))
    if len(digits) % 4:
        return ""
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
