"""Fonts: what a paper's shapes need of each face, as Type0 fonts with their text to read back."""

import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from xzpress.face import Faces, Shape, Subset, subset
from xzpress.galley import Line
from xzpress.render.objects import Document, Stream, array, deflated, dictionary, name, words

_EM = 1000
_NO_WIDTH_SPACE = "\u200b"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph to show. `code`: as the content writes it. `width`: 1/1000 em; `x`, `y`: em."""

    code: str
    width: int
    x: float
    y: float


class Type0:
    """One face of a paper: its subset, and a code for each glyph with each text it stands for.

    A glyph that stands for one text has the code of its id in the subset. Where it stands for
    several (a hyphen and a non-breaking one), each further text gets a code of its own behind
    those, so that every text reads back as it was set.
    """

    def __init__(self, resource: str, path: Path, shapes: Iterable[Shape]) -> None:
        self.resource = resource
        used = sorted({pair for shape in shapes for pair in _glyph_texts(shape)})
        glyphs = frozenset(glyph for glyph, _ in used)
        self._subset, self._program = _subset(path, path.stat().st_mtime_ns, glyphs)
        self._texts: dict[int, str] = {}
        self._ids = list(range(len(self._subset.widths)))
        self._codes: dict[tuple[int, str], int] = {}
        for glyph, text in used:
            code = self._subset.codes[glyph]
            if code in self._texts:
                self._ids.append(code)
                code = len(self._ids) - 1
            self._codes[glyph, text] = code
            self._texts[code] = text
        self._shown: dict[Shape, tuple[Glyph, ...]] = {}

    def shown(self, shape: Shape) -> tuple[Glyph, ...]:
        """The glyphs of a shape, each with its code, width and place."""
        if shape not in self._shown:
            codes = [self._codes[pair] for pair in _glyph_texts(shape)]
            self._shown[shape] = tuple(
                Glyph(f"{code:04X}", self._subset.widths[self._ids[code]], x, y)
                for code, x, y in zip(codes, shape.xs, shape.ys, strict=True)
            )
        return self._shown[shape]

    def objects(self, document: Document) -> object:
        """The font's dictionary; all that it needs is put into the document."""
        full_name = _tagged(self._subset, self._program)
        system = {"Registry": words("Adobe"), "Ordering": words("Identity"), "Supplement": 0}
        descendant = {
            "Type": name("Font"),
            "Subtype": name("CIDFontType2"),
            "BaseFont": name(full_name),
            "CIDSystemInfo": dictionary(system),
            "FontDescriptor": document.keep(self._descriptor(document, full_name)),
            "DW": _EM,
            "W": _widths([self._subset.widths[glyph] for glyph in self._ids]),
            "CIDToGIDMap": self._glyph_map(document),
        }
        return dictionary(
            {
                "Type": name("Font"),
                "Subtype": name("Type0"),
                "BaseFont": name(full_name),
                "Encoding": name("Identity-H"),
                "DescendantFonts": array([document.keep(dictionary(descendant))]),
                "ToUnicode": document.keep(deflated(_to_unicode(self._texts), {})),
            }
        )

    def _descriptor(self, document: Document, full_name: str) -> object:
        face = self._subset
        program = Stream(self._program, {"Length1": len(face.program)})
        return dictionary(
            {
                "Type": name("FontDescriptor"),
                "FontName": name(full_name),
                "Flags": face.flags,
                "FontBBox": array(face.bounds),
                "ItalicAngle": face.italic,
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": face.cap_height,
                "StemV": face.stem,
                "FontFile2": document.keep(program),
            }
        )

    def _glyph_map(self, document: Document) -> object:
        if len(self._ids) == len(self._subset.widths):
            return name("Identity")
        return document.keep(deflated(b"".join(i.to_bytes(2, "big") for i in self._ids), {}))


@lru_cache(maxsize=32)
def _subset(path: Path, stamp: int, glyphs: frozenset[int]) -> tuple[Subset, bytes]:
    """A subset and its deflated program. `stamp`: the file's change, so that a new file counts."""
    made = subset(path, glyphs)
    return made, zlib.compress(made.program, 6)


def embedded(lines: Iterable[Line], faces: Faces) -> dict[str, Type0]:
    """The fonts of these lines by the name of their face."""
    shapes: dict[str, set[Shape]] = {}
    for line in lines:
        for run in line.runs:
            shapes.setdefault(run.face, set()).update(run.shapes)
    return {
        face: Type0(f"F{count}", faces.face(face).path, shapes[face])
        for count, face in enumerate(sorted(shapes), start=1)
    }


def _glyph_texts(shape: Shape) -> tuple[tuple[int, str], ...]:
    """Each glyph with what it stands for; joined they are the shape's text.

    Several glyphs for one piece of text are its characters, or its base and accents where Unicode
    parts it so. Else the first bears it all and the rest are spaces without width: every code
    must have its text, an empty one is no text, and ActualText is not for PDF 1.3.
    """
    starts = shape.clusters or (0,) * len(shape.glyphs)
    groups = [(start, len(list(group))) for start, group in groupby(starts)]
    ends = [start for start, _ in groups[1:]] + [len(shape.text)]
    texts: list[str] = []
    for (start, count), end in zip(groups, ends, strict=True):
        text = shape.text[start:end]
        parted = unicodedata.normalize("NFD", text)
        if count == 1:
            texts.append(text)
        elif count in (len(text), len(parted)):
            texts += text if count == len(text) else parted
        else:
            texts += [text, *[_NO_WIDTH_SPACE] * (count - 1)]
    return tuple(zip(shape.glyphs, texts, strict=True))


def _tagged(face: Subset, program: bytes) -> str:
    """The PostScript name behind a tag of six letters that tells this subset from others."""
    digest = int.from_bytes(sha256(program).digest()[:8], "big")
    tag = "".join(chr(ord("A") + digest // 26**place % 26) for place in range(6))
    return f"{tag}+{face.name}"


def _widths(widths: list[int]) -> object:
    """The W array: runs of codes whose width is not the default em."""
    runs: list[object] = []
    numbered = enumerate(widths)
    for whole_em, group in groupby(numbered, key=lambda pair: pair[1] == _EM):
        if not whole_em:
            codes, of_run = zip(*group, strict=True)
            runs += [codes[0], array(of_run)]
    return array(runs)


def _to_unicode(texts: dict[int, str]) -> bytes:
    """The ToUnicode map: code → text. Source: ISO 32000-1, 9.10.3; 100 entries a block at most."""
    entries = [
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, text in sorted(texts.items())
    ]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end\n",
        ]
    ).encode("ascii")
