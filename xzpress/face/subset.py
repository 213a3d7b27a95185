"""Subsetting: the glyphs a paper uses, as a font program of their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path
from struct import unpack_from

import uharfbuzz as hb

from xzpress.face.shape import open_font

# A font inside a PDF is reached by glyph id: what leads from characters to glyphs (cmap), moves
# glyphs (GPOS …) or names them (name, post) stays behind. Source: ISO 32000-1, 9.9, table 126.
_DROPPED = (
    *("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "kern", "cmap", "name", "post", "OS/2"),
    *("vhea", "vmtx", "VORG", "VDMX", "hdmx", "LTSH", "gasp", "DSIG", "STAT", "meta", "PCLT"),
)

_SERIF, _SYMBOLIC, _SCRIPT, _ITALIC = 1 << 1, 1 << 2, 1 << 3, 1 << 6


@dataclass(frozen=True, slots=True)
class Subset:
    """A font program with only the glyphs asked for. Lengths in 1/1000 em, angles in degrees.

    `codes`: old glyph id → new. `widths`: the advance of each new glyph. `name`: the face's
    PostScript name, no tag before it. `bounds`: left, bottom, right, top of the glyphs kept.
    `italic`: anticlockwise from upright. `stem`: of the upright strokes, reckoned from the weight.
    `flags`: as in ISO 32000-1, table 123.
    """

    program: bytes
    codes: dict[int, int]
    widths: tuple[int, ...]
    name: str
    bounds: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic: float
    stem: int
    flags: int


def subset(path: Path, glyphs: Iterable[int]) -> Subset:
    """Subset a TrueType face to some glyphs; ids are given anew, in the old order.

    Raises KeyError where the face has no such glyph, ValueError where it has no TrueType outlines.
    """
    font = open_font(path)
    face = font.face
    if "glyf" not in face.table_tags:
        raise ValueError(f"{path.name} has no TrueType outlines")
    wanted = sorted({0, *glyphs})
    plan = _plan(face, wanted)
    codes = dict(plan.old_to_new_glyph_mapping.items())
    if lost := [glyph for glyph in wanted if glyph not in codes]:
        raise KeyError(lost[0])
    widths = [0] * len(codes)
    for old, new in codes.items():
        widths[new] = round(font.get_glyph_h_advance(old) * 1000 / face.upem)
    italic = _italic(face)
    return Subset(
        program=plan.execute().blob.data,
        codes=codes,
        widths=tuple(widths),
        name=face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or path.stem,
        bounds=_bounds(font, wanted),
        ascent=_metric(font, hb.OTMetricsTag.HORIZONTAL_ASCENDER),
        descent=_metric(font, hb.OTMetricsTag.HORIZONTAL_DESCENDER),
        cap_height=_metric(font, hb.OTMetricsTag.CAP_HEIGHT),
        italic=italic,
        # No font says how thick its stems are: about 60 where light, 90 regular, 240 black.
        stem=round(50 + (_weight(face) / 65) ** 2),
        flags=_SYMBOLIC | _family(face) | (_ITALIC if italic else 0),
    )


def _plan(face: hb.Face, glyphs: list[int]) -> hb.SubsetPlan:
    request = hb.SubsetInput()
    request.glyph_set.update(glyphs)
    request.flags = (
        hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    request.drop_table_tag_set.update(
        int.from_bytes(tag.encode("ascii"), "big") for tag in _DROPPED
    )
    return hb.SubsetPlan(face, request)


def _bounds(font: hb.Font, glyphs: list[int]) -> tuple[int, int, int, int]:
    scale = 1000 / font.face.upem
    boxes = [box for box in map(font.get_glyph_extents, glyphs) if box and box.width]
    if not boxes:
        return (0, 0, 0, 0)
    return (
        floor(scale * min(box.x_bearing for box in boxes)),
        floor(scale * min(box.y_bearing + box.height for box in boxes)),  # height runs downwards
        ceil(scale * max(box.x_bearing + box.width for box in boxes)),
        ceil(scale * max(box.y_bearing for box in boxes)),
    )


def _metric(font: hb.Font, tag: hb.OTMetricsTag) -> int:
    value: int = font.get_metric_position_with_fallback(tag)
    upem: int = font.face.upem
    return round(value * 1000 / upem)


def _weight(face: hb.Face) -> int:
    os2 = face.reference_table("OS/2").data
    weight: int = unpack_from(">H", os2, 4)[0] if os2 else 400
    return weight


def _italic(face: hb.Face) -> float:
    post = face.reference_table("post").data
    angle: float = unpack_from(">i", post, 4)[0] / 65536 if post else 0.0
    return round(angle, 2)


def _family(face: hb.Face) -> int:
    """The serif or script flag, from the PANOSE numbers of the OS/2 table."""
    os2 = face.reference_table("OS/2").data
    kind, serifs = (os2[32], os2[33]) if os2 else (0, 0)
    if kind == 3:
        return _SCRIPT
    return _SERIF if kind == 2 and 2 <= serifs <= 10 else 0
