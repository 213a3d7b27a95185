"""A font program looked at from outside: does it parse, and how many glyphs has it."""

import itertools
import struct

_TABLES = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
"""What a TrueType program in a PDF must have (PDF Reference 1.3, 5.8)."""


_WRAPPED = (b"OTTO", b"\0\1\0\0", b"true")
_LEAST_TYPE1 = 600
"""Bytes: less is no Type 1 program, but a piece of one."""


class BrokenFontError(Exception):
    """A font program that does not parse; `args[0]` says where."""


def glyphs(program: bytes, key: str) -> int:
    """How many glyphs a font program has.

    key: the descriptor's key it stands under, FontFile2 or FontFile3 (bare CFF or OpenType);
    FontFile (Type 1) gives 0, for its glyphs have names and no numbers.
    Raises BrokenFontError when it does not parse.
    """
    try:
        if key == "FontFile2":
            return _truetype(program)
        if key == "FontFile3":
            return _opentype(program) if program[:4] in _WRAPPED else _cff(program)
    except (struct.error, IndexError) as trouble:
        raise BrokenFontError(str(trouble)) from trouble
    if not program.startswith((b"%!", b"\x80\x01")):
        raise BrokenFontError("%!")
    if b"eexec" not in program or len(program) < _LEAST_TYPE1:
        raise BrokenFontError("eexec")
    return 0


def _opentype(program: bytes) -> int:
    if program[:4] != b"OTTO":
        return _truetype(program)
    tables = _tables(program)
    if "CFF " not in tables:
        raise BrokenFontError("CFF")
    return _cff(tables["CFF "])


def _tables(program: bytes) -> dict[str, bytes]:
    tables: dict[str, bytes] = {}
    for number in range(struct.unpack_from(">H", program, 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4sLLL", program, 12 + 16 * number)
        if offset + length > len(program):
            raise BrokenFontError(tag.decode("latin-1"))
        tables[tag.decode("latin-1")] = program[offset : offset + length]
    return tables


def _truetype(program: bytes) -> int:
    if program[:4] not in (b"\0\1\0\0", b"true"):
        raise BrokenFontError(repr(program[:4]))
    tables = _tables(program)
    for name in _TABLES:
        if name not in tables:
            raise BrokenFontError(name)
    count: int = struct.unpack_from(">H", tables["maxp"], 4)[0]
    long = struct.unpack_from(">h", tables["head"], 50)[0]
    shape, unit = (f">{count + 1}L", 1) if long else (f">{count + 1}H", 2)
    places = struct.unpack_from(shape, tables["loca"])
    if list(places) != sorted(places) or places[-1] * unit > len(tables["glyf"]):
        raise BrokenFontError("loca")
    measured = struct.unpack_from(">H", tables["hhea"], 34)[0]
    if not 0 < measured <= count or len(tables["hmtx"]) < 2 * (count + measured):
        raise BrokenFontError("hmtx")
    return count


def _cff(program: bytes) -> int:
    major, _, position, _ = struct.unpack_from(">4B", program)
    if major != 1:
        raise BrokenFontError(f"CFF {major}")
    _, position = _index(program, position)
    tops, _ = _index(program, position)
    if len(tops) != 1 or (start := _char_strings(tops[0])) is None:
        raise BrokenFontError("Top DICT")
    return len(_index(program, start)[0])


def _index(program: bytes, position: int) -> tuple[list[bytes], int]:
    """The entries of a CFF index, and where it ends."""
    count: int = struct.unpack_from(">H", program, position)[0]
    if not count:
        return [], position + 2
    size = program[position + 2] if position + 2 < len(program) else 0
    start = position + 3
    data = start + (count + 1) * size - 1
    cuts = [int.from_bytes(program[start + n * size : start + (n + 1) * size], "big")
            for n in range(count + 1)]  # fmt: skip
    if not 1 <= size <= 4 or cuts != sorted(cuts) or data + cuts[-1] > len(program):
        raise BrokenFontError("INDEX")
    pairs = itertools.pairwise(cuts)
    return [program[data + a : data + b] for a, b in pairs], data + cuts[-1]


def _char_strings(top: bytes) -> int | None:
    """The operand of operator 17 (CharStrings) in a Top DICT."""
    position, last = 0, None
    while position < len(top):
        byte = top[position]
        position += 1
        if byte == 17:
            return last
        if byte == 28:
            last, position = struct.unpack_from(">h", top, position)[0], position + 2
        elif byte == 29:
            last, position = struct.unpack_from(">l", top, position)[0], position + 4
        elif byte == 30:
            while position < len(top) and top[position] & 15 != 15 and top[position] >> 4 != 15:
                position += 1
            position += 1
        elif 32 <= byte <= 246:
            last = byte - 139
        elif 247 <= byte <= 254:
            sign = 1 if byte < 251 else -1
            high = byte - (247 if sign > 0 else 251)
            last = sign * (high * 256 + struct.unpack_from("B", top, position)[0] + 108)
            position += 1
        elif byte == 12:
            position += 1
    return None


def code_maps(program: bytes) -> dict[tuple[int, int], dict[int, int]]:
    """A TrueType program's own maps, code → glyph, by platform and encoding; broken ones left out.

    Only the formats for codes of one and two bytes (0, 4, 6) are read.
    """
    table = _tables(program).get("cmap", b"")
    found: dict[tuple[int, int], dict[int, int]] = {}
    try:
        for turn in range(struct.unpack_from(">H", table, 2)[0]):
            platform, encoding, start = struct.unpack_from(">HHL", table, 4 + 8 * turn)
            found[platform, encoding] = _code_map(table[start:])
    except struct.error:
        return found
    return found


def _code_map(table: bytes) -> dict[int, int]:
    kind: int = struct.unpack_from(">H", table)[0]
    if kind == 0:
        return dict(enumerate(table[6 : 6 + 256]))
    if kind == 6:
        first, count = struct.unpack_from(">HH", table, 6)
        return dict(zip(range(first, first + count), struct.unpack_from(f">{count}H", table, 10),
                        strict=True))  # fmt: skip
    if kind != 4:
        return {}
    count = struct.unpack_from(">H", table, 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 4 * count)
    base = 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", table, base)
    glyphs_: dict[int, int] = {}
    for turn in range(count):
        for code in range(starts[turn], min(ends[turn], 0xFFFE) + 1):
            glyph = code
            if offsets[turn]:
                at = base + 2 * turn + offsets[turn] + 2 * (code - starts[turn])
                glyph = struct.unpack_from(">H", table, at)[0] if at + 2 <= len(table) else 0
            if glyph:
                glyphs_[code] = (glyph + deltas[turn]) % 65536
    return glyphs_
