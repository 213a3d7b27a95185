"""Rules `font.*`: every font in the file, and every code that is shown in it."""

import re
import struct
from collections.abc import Iterator

from xzpress.preflight.cmap import to_unicode
from xzpress.preflight.inspection import Findings, Inspection, Leaf, finding, on_page
from xzpress.preflight.marks import Show
from xzpress.preflight.metrics import metrics
from xzpress.preflight.program import BrokenFontError, code_maps, glyphs
from xzpress.preflight.reader import (
    Dictionary,
    File,
    Name,
    Stream,
    UnreadableError,
    decoded,
    dictionaries,
    number,
)

_PROGRAMS = ("FontFile", "FontFile2", "FontFile3")
_TAG = re.compile(r"[A-Z]{6}\+.+")
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
_NAMELESS = re.compile(r"(g|cid|glyph|G|C|c|index|a)\d+")
"""Glyph names that only number their glyphs."""
_NO_TEXT = "\0\ufffd\ufffe\uffff"
_IDENTITY = ("Identity-H", "Identity-V")
_SYMBOLIC = 4
_CODECS = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}
_KINDS = frozenset({"Type0", "Type1", "MMType1", "TrueType", "Type3"})


def check(job: Inspection) -> Findings:
    """Every breach of the rules `font.*`. Source: PDF/X-1a, 6.3.5; PDF Reference 1.3, 5.

    A font that is only listed among resources counts as much as one that is shown.
    """
    shown = _shown(job)
    for font in _fonts(job.file):
        yield from _font(job, font, shown.get(id(font), {}))
    for leaf in job.leaves:
        for trouble in leaf.troubles:
            if trouble.kind == "notdef":
                yield on_page("font.notdef", leaf, font=f"Type3 {trouble.detail}")


def _fonts(file: File) -> Iterator[Dictionary]:
    seen: set[int] = set()
    for _, entries in dictionaries(file):
        listed = [entries] if entries.get("Type") == "Font" else []
        listed += [file.entries(font) for font in file.entries(entries.get("Font")).values()]
        for font in listed:
            if id(font) not in seen and file.see(font.get("Subtype")) in _KINDS:
                seen.add(id(font))
                yield font


def _shown(job: Inspection) -> dict[int, dict[int, tuple[Leaf, Show]]]:
    """For each font the codes shown in it, each with where it is first."""
    shown: dict[int, dict[int, tuple[Leaf, Show]]] = {}
    for leaf in job.leaves:
        for mark in leaf.marks:
            if isinstance(mark, Show):
                codes = shown.setdefault(id(mark.font), {})
                for code in mark.codes:
                    if code not in codes:
                        codes[code] = (leaf, mark)
    return shown


def _font(job: Inspection, font: Dictionary, shown: dict[int, tuple[Leaf, Show]]) -> Findings:
    file = job.file
    name = str(file.see(font.get("BaseFont")) or "?")
    yield from _unicode(file, font, name, shown)
    kind = file.see(font.get("Subtype"))
    if kind == "Type3":
        return
    owner = font
    if kind == "Type0":
        below = file.items(font.get("DescendantFonts"))
        owner = file.entries(below[0]) if below else {}
    descriptor = file.entries(owner.get("FontDescriptor"))
    key = next((k for k in _PROGRAMS if isinstance(file.see(descriptor.get(k)), Stream)), None)
    if key is None:
        yield finding("font.embedded", font=name)
        return
    yield from _names(file, font, owner, name)
    program = file.see(descriptor.get(key))
    assert isinstance(program, Stream)
    subtype = program.entries.get("Subtype")
    if key == "FontFile3" and subtype == "OpenType" and job.standard != "PDF/X-4":
        yield finding("font.program", font=name, detail="OpenType")
    try:
        data = decoded(program)
        count = glyphs(data, key)
        lengths = [number(program.entries.get(part)) or 0.0 for part in ("Length1", "Length2")]
        if key == "FontFile" and len(data) < sum(lengths):
            raise BrokenFontError(f"{len(data)} B")
    except (BrokenFontError, UnreadableError) as trouble:
        yield finding("font.program", font=name, detail=str(trouble)[:80])
        return
    if kind == "Type0" and file.see(font.get("Encoding")) in _IDENTITY:
        yield from _glyph_numbers(file, owner, name, shown, count)
    elif kind == "TrueType" and key == "FontFile2":
        yield from _codes(file, font, name, shown, data)
    if kind != "Type0":
        yield from _missing(file, font, name, shown)


def _names(file: File, font: Dictionary, owner: Dictionary, name: str) -> Findings:
    if not _TAG.fullmatch(name):
        yield finding("font.subset", font=name)
    descriptor = file.entries(owner.get("FontDescriptor"))
    called = {str(file.see(descriptor.get("FontName"))), str(file.see(owner.get("BaseFont")))}
    for other in sorted(called):
        if not name.startswith(other) if owner is not font else other != name:
            yield finding("font.name", font=name, other=other)


def _codes(
    file: File,
    font: Dictionary,
    name: str,
    shown: dict[int, tuple[Leaf, Show]],
    program: bytes,
) -> Findings:
    """Codes of a simple TrueType font without a glyph, as far as its own map tells (5.5.5)."""
    flags = int(number(file.get(font, "FontDescriptor", "Flags")) or 0)
    encoding = file.see(font.get("Encoding"))
    maps = code_maps(program)
    if flags & _SYMBOLIC or encoding is None:
        known = maps.get((3, 0)) or maps.get((1, 0))
        found = (
            {code: known.get(code) or known.get(0xF000 + code) for code in shown} if known else {}
        )
    elif encoding in _CODECS and (3, 1) in maps:
        texts = {code: bytes([code]).decode(_CODECS[str(encoding)], "replace") for code in shown}
        found = {code: maps[3, 1].get(ord(text)) for code, text in texts.items()}
    else:
        return
    for code, glyph in sorted(found.items()):
        if not glyph:
            leaf, show = shown[code]
            yield on_page("font.notdef", leaf, show, font=name)


def _missing(
    file: File, font: Dictionary, name: str, shown: dict[int, tuple[Leaf, Show]]
) -> Findings:
    """Codes that the encoding itself gives to no glyph."""
    code = 0
    for item in file.items(file.get(font, "Encoding", "Differences")):
        if isinstance(item, Name):
            if item == ".notdef" and code in shown:
                leaf, show = shown[code]
                yield on_page("font.notdef", leaf, show, font=name)
            code += 1
        else:
            code = int(number(item) or 0)


def _glyph_numbers(
    file: File,
    descendant: Dictionary,
    name: str,
    shown: dict[int, tuple[Leaf, Show]],
    count: int,
) -> Findings:
    table = file.see(descendant.get("CIDToGIDMap"))
    given = b""
    if isinstance(table, Stream):
        try:
            given = decoded(table)
        except UnreadableError as trouble:
            yield finding("font.program", font=name, detail=str(trouble)[:80])
            return
    for code, (leaf, show) in sorted(shown.items()):
        glyph = code
        if isinstance(table, Stream):
            inside = 2 * code + 2 <= len(given)
            glyph = struct.unpack_from(">H", given, 2 * code)[0] if inside else 0
        if glyph == 0:
            yield on_page("font.notdef", leaf, show, font=name)
        elif glyph >= count:
            yield on_page("font.program.outside", leaf, show, font=name, glyph=glyph, glyphs=count)


def _unicode(
    file: File, font: Dictionary, name: str, shown: dict[int, tuple[Leaf, Show]]
) -> Findings:
    cmap = file.see(font.get("ToUnicode"))
    if not isinstance(cmap, Stream):
        if shown and not _has_standard_encoding(file, font):
            leaf, show = next(iter(shown.values()))
            yield on_page("font.unicode", leaf, show, font=name, code="*")
        return
    try:
        texts = to_unicode(decoded(cmap))
    except UnreadableError as trouble:
        yield finding("font.program", font=name, detail=str(trouble)[:80])
        return
    digits = 2 * metrics(file, font).bytes_a_code
    for code, (leaf, show) in sorted(shown.items()):
        text = texts.get(code, "")
        if not text or any(_is_private(character) for character in text):
            yield on_page("font.unicode", leaf, show, font=name, code=f"<{code:0{digits}X}>")


def _is_private(character: str) -> bool:
    inside = any(low <= ord(character) <= high for low, high in _PRIVATE)
    return inside or character in _NO_TEXT


def _has_standard_encoding(file: File, font: Dictionary) -> bool:
    """Whether a font says its text without a map: Latin letters in a standard order, or by name.

    A composite font does so with one of the predefined CMaps, which have their text by definition.
    """
    encoding = file.see(font.get("Encoding"))
    if font.get("Subtype") == "Type0":
        return isinstance(encoding, Name) and encoding not in _IDENTITY
    if isinstance(encoding, Name):
        return encoding.endswith("Encoding")
    names = [
        name for name in file.items(file.get(encoding, "Differences")) if isinstance(name, Name)
    ]
    kind = font.get("Subtype")
    return bool(names) and kind != "Type3" and not any(map(_NAMELESS.fullmatch, names))
