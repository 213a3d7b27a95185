"""A subset is the face's own glyphs, small, with what a PDF must say of them."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from xzpress.face import Face, Faces, Shaper, subset

FONTS = Path(__file__).resolve().parents[2] / "fonts"
SONG = FONTS / "NotoSerifSC-Regular.ttf"
TEXT = "莘庄镇——2018，áR"


def glyphs(path: Path) -> tuple[int, ...]:
    shaper = Shaper(Faces((("face", Face("face", path, (), None)),), "zh-Hans"))
    return shaper.shape(TEXT, "face").glyphs


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_outlines_and_widths_are_the_faces_own(path: Path) -> None:
    """Composite glyphs bring their parts along, and every id is where `codes` says."""
    used = glyphs(path)
    made = subset(path, used)
    with TTFont(path, lazy=True) as whole, TTFont(BytesIO(made.program)) as small:
        before, after = whole.getGlyphSet(), small.getGlyphSet()
        assert len(made.widths) == small["maxp"].numGlyphs == len(made.codes)
        for glyph in used:
            code = made.codes[glyph]
            pens = []
            for glyph_set, font, each in ((before, whole, glyph), (after, small, code)):
                pen = DecomposingRecordingPen(glyph_set)
                glyph_set[font.getGlyphName(each)].draw(pen)
                pens.append(pen.value)
            assert pens[0] == pens[1]
            assert made.widths[code] == before[whole.getGlyphName(glyph)].width
        assert set(small.keys()) <= {"GlyphOrder", "head", "hhea", "hmtx", "maxp", "loca", "glyf"}
        assert made.name == whole["name"].getDebugName(6)
        assert made.cap_height == whole["OS/2"].sCapHeight
        assert (made.ascent, made.descent) == (whole["hhea"].ascent, whole["hhea"].descent)


def test_bounds_are_those_of_the_glyphs_kept() -> None:
    with TTFont(SONG) as font:
        cmap, glyf = font.getBestCmap(), font["glyf"]
        boxes = [glyf[name] for name in (".notdef", cmap[ord("一")], cmap[ord("g")])]
        used = [font.getGlyphID(cmap[ord(character)]) for character in "一g"]
    wanted = (
        min(box.xMin for box in boxes),
        min(box.yMin for box in boxes),
        max(box.xMax for box in boxes),
        max(box.yMax for box in boxes),
    )
    assert subset(SONG, used).bounds == wanted


def test_flags_and_stem_tell_faces_apart() -> None:
    song, hei, black = (
        subset(FONTS / f"{name}.ttf", [1])
        for name in ("NotoSerifSC-Regular", "NotoSansSC-Medium", "NotoSerifSC-Black")
    )
    assert (song.flags, hei.flags, black.flags) == (0b110, 0b100, 0b110)  # serif is 2, symbolic 4
    assert 60 < song.stem < hei.stem < black.stem < 260
    assert song.italic == 0


def test_the_order_of_glyphs_does_not_matter() -> None:
    used = glyphs(SONG)
    assert subset(SONG, used) == subset(SONG, sorted(set(used), reverse=True))


def test_a_glyph_the_face_lacks_is_refused() -> None:
    with pytest.raises(KeyError):
        subset(SONG, [1, 65000])
