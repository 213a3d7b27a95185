"""Shaping: characters of one face into glyphs, once for each piece of text."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import uharfbuzz as hb

from xzpress.face.face import Faces, Shape

_FEATURES = {"kern": True, "liga": True, "locl": True, "ccmp": True, "halt": False, "palt": False}


@lru_cache(maxsize=64)
def font(path: Path, stamp: int) -> hb.Font:
    """A font file, opened by memory map. `stamp`: its time of change, so that a new file counts."""
    return hb.Font(hb.Face(hb.Blob.from_file_path(path)))


def open_font(path: Path) -> hb.Font:
    """The font at a path, opened once."""
    return font(path, path.stat().st_mtime_ns)


class Shaper:
    """Shapes pieces of text and remembers them: the same piece is never shaped twice.

    One shaper serves one set of faces; what it remembers depends on nothing else.
    """

    def __init__(self, faces: Faces) -> None:
        self._faces = dict(faces.faces)
        self._language = faces.language
        self._fonts = {name: open_font(face.path) for name, face in faces.faces}
        self._known: dict[tuple[str, str, bool], Shape] = {}

    def face_for(
        self, text: str, face: str, part: Literal["han", "mark", "latin"] = "han"
    ) -> str | None:
        """The first face of the chain that has every character; None where none has.

        part: Chinese marks and Western text, which some faces leave to another face.
        """
        wanted = self._faces[face]
        instead = {"mark": wanted.marks, "latin": wanted.latin}.get(part)
        chain = ([instead] if instead else []) + [face, *wanted.fallback]
        return next((name for name in chain if self._has(name, text)), None)

    def _has(self, face: str, text: str) -> bool:
        font = self._fonts[face]
        return all(_is_joiner(c) or font.get_nominal_glyph(ord(c)) for c in text)

    def shape(self, text: str, face: str, *, vertical: bool = False) -> Shape:
        """Shape one piece of text in one face; the face must have all of it.

        vertical: for a line that runs downward; the shape's origin is then its top's middle.
        """
        key = (text, face, vertical)
        shape = self._known.get(key)
        if shape is None:
            make = self._standing if vertical else self._shape
            shape = self._known[key] = make(text, face)
        return shape

    def _buffer(self, text: str, face: str, direction: str) -> hb.Buffer:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction = direction
        buffer.script = "Hani" if any(ord(c) > 0x2000 for c in text) else "Latn"
        buffer.language = self._language
        hb.shape(self._fonts[face], buffer, _FEATURES)
        return buffer

    def _standing(self, text: str, face: str) -> Shape:
        upem = self._fonts[face].face.upem
        buffer = self._buffer(text, face, "ttb")
        xs, ys, pen = [], [], 0
        for position in buffer.glyph_positions:
            xs.append(position.x_offset / upem)
            ys.append((pen + position.y_offset) / upem)
            pen += position.y_advance
        glyphs = tuple(info.codepoint for info in buffer.glyph_infos)
        clusters = tuple(info.cluster for info in buffer.glyph_infos)
        advance = -pen / upem
        return Shape(text, glyphs, tuple(xs), tuple(ys), advance, (0.0, advance), clusters)

    def _shape(self, text: str, face: str) -> Shape:
        font = self._fonts[face]
        upem = font.face.upem
        buffer = self._buffer(text, face, "ltr")
        xs, ys, pen, left, right = [], [], 0, [], []
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            x = pen + position.x_offset
            xs.append(x / upem)
            ys.append(position.y_offset / upem)
            extents = font.get_glyph_extents(info.codepoint)
            if extents and extents.width:
                left.append(x + extents.x_bearing)
                right.append(x + extents.x_bearing + extents.width)
            pen += position.x_advance
        ink = (min(left) / upem, max(right) / upem) if left else (0.0, pen / upem)
        glyphs = tuple(info.codepoint for info in buffer.glyph_infos)
        clusters = tuple(info.cluster for info in buffer.glyph_infos)
        return Shape(text, glyphs, tuple(xs), tuple(ys), pen / upem, ink, clusters)


def _is_joiner(character: str) -> bool:
    """Variation selectors and other invisible characters that a face need not map."""
    return (
        character in "\u200b\u200d\u2060"
        or "\ufe00" <= character <= "\ufe0f"
        or ("\U000e0100" <= character <= "\U000e01ef")
    )
