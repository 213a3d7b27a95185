"""Rules `font.*`: every font in the file, and every code that is shown in it."""

import re
import struct
from collections.abc import Iterator

from xzpress.preflight.cmap import to_unicode
from xzpress.preflight.inspection import Findings, Inspection, Leaf, finding, on_page
from xzpress.preflight.marks import Show
from xzpress.preflight.metrics import metrics
from xzpress.preflight.program import BrokenFontError, glyphs
from xzpress.preflight.reader import (
    Dictionary,
    File,
    Name,
    Stream,
    UnreadableError,
    decoded,
    dictionaries,
)

_PROGRAMS = ("FontFile", "FontFile2", "FontFile3")
_TAG = re.compile(r"[A-Z]{6}\+.+")
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
_NO_TEXT = "\0\ufffd\ufffe\uffff"
_KINDS = frozenset({"Type0", "Type1", "MMType1", "TrueType", "Type3"})


def check(job: Inspection) -> Findings:
    """Every breach of the rules `font.*`. Source: PDF/X-1a, 6.3.5; PDF Reference 1.3, 5.

    A font that is only listed among resources counts as much as one that is shown.
    """
    shown = _shown(job)
    for font in _fonts(job.file):
        yield from _font(job.file, font, shown.get(id(font), {}))


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


def _font(file: File, font: Dictionary, shown: dict[int, tuple[Leaf, Show]]) -> Findings:
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
    if not _TAG.fullmatch(name):
        yield finding("font.subset", font=name)
    called = {str(file.see(descriptor.get("FontName"))), str(file.see(owner.get("BaseFont")))}
    for other in sorted(called):
        if not name.startswith(other) if kind == "Type0" else other != name:
            yield finding("font.name", font=name, other=other)
    program = file.see(descriptor.get(key))
    assert isinstance(program, Stream)
    try:
        count = glyphs(decoded(program), key)
    except (BrokenFontError, UnreadableError) as trouble:
        yield finding("font.program", font=name, detail=str(trouble)[:80])
        return
    if kind == "Type0":
        yield from _glyph_numbers(file, owner, name, shown, count)


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
            yield on_page("font.notdef", leaf, show.extent, font=name)
        elif glyph >= count:
            yield on_page(
                "font.program.outside", leaf, show.extent, font=name, glyph=glyph, glyphs=count
            )


def _unicode(
    file: File, font: Dictionary, name: str, shown: dict[int, tuple[Leaf, Show]]
) -> Findings:
    cmap = file.see(font.get("ToUnicode"))
    if not isinstance(cmap, Stream):
        if shown and not _has_standard_encoding(file, font):
            leaf, show = next(iter(shown.values()))
            yield on_page("font.unicode", leaf, show.extent, font=name, code="*")
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
            yield on_page("font.unicode", leaf, show.extent, font=name, code=f"<{code:0{digits}X}>")


def _is_private(character: str) -> bool:
    inside = any(low <= ord(character) <= high for low, high in _PRIVATE)
    return inside or character in _NO_TEXT


def _has_standard_encoding(file: File, font: Dictionary) -> bool:
    """A simple font with Latin letters in a standard order says its text without a map."""
    encoding = file.see(font.get("Encoding"))
    plain = isinstance(encoding, Name) and encoding.endswith("Encoding")
    return plain and file.see(font.get("Subtype")) != "Type0"
