"""The files in fonts/ are those we made: complete, free to use, under names they may bear."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[1] / "fonts"
FILES = sorted(path.name for path in FONTS.glob("*.ttf"))
NOTO = [name for name in FILES if name.startswith("Noto")]
CHINESE = [*NOTO, "XZKai-Regular.ttf"]

GB2312_HANZI = [
    character
    for row in range(0xB0, 0xF8)
    for cell in range(0xA1, 0xFF)
    for character in bytes((row, cell)).decode("gb2312", "ignore")
]
TGH = [
    character
    for line in (FONTS / "tgh.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for character in line
]
ASCII = [chr(code) for code in range(0x20, 0x7F)]
MARKS = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·～／–￥％℃‰"
PINYIN = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
SIGNS = "①⑩㈠ⅠⅫ→■□●○▲△◆◇★☆※㎡×÷±°²³½№"


@pytest.fixture(params=FILES)
def font(request: pytest.FixtureRequest) -> Iterator[TTFont]:
    with TTFont(FONTS / request.param, lazy=True) as opened:
        yield opened


@cache
def coverage(name: str) -> frozenset[int]:
    with TTFont(FONTS / name, lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing(name: str, characters: str | list[str]) -> str:
    return "".join(each for each in characters if ord(each) not in coverage(name))


def features(name: str) -> set[str]:
    with TTFont(FONTS / name, lazy=True) as font:
        tables = [font[tag].table for tag in ("GSUB", "GPOS") if tag in font]
        return {record.FeatureTag for table in tables for record in table.FeatureList.FeatureRecord}


def listed() -> dict[str, str]:
    lines = (FONTS / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


@pytest.mark.parametrize("name", listed())
def test_file_is_the_one_build_made(name: str) -> None:
    assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == listed()[name]


def test_every_font_and_licence_is_listed() -> None:
    licences = [f"licences/{path.name}" for path in (FONTS / "licences").iterdir()]
    assert sorted(listed()) == sorted([*FILES, *licences, "tgh.txt"])


@pytest.mark.parametrize("name", FILES)
def test_licence_of_its_family_is_beside_it(name: str) -> None:
    text = (FONTS / "licences" / f"{name.split('-')[0]}.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "OTHER DEALINGS IN THE FONT SOFTWARE" in text  # its last words: the text is whole
    with TTFont(FONTS / name, lazy=True) as font:
        owners = str(font["name"].getName(0, 3, 1, 0x409)).splitlines()
    assert [owner for owner in owners if owner not in text] == []


def test_font_keeps_its_licence_inside(font: TTFont) -> None:
    assert "SIL Open Font License" in str(font["name"].getDebugName(13))
    assert font["name"].getDebugName(14)


def test_font_may_be_embedded(font: TTFont) -> None:
    assert font["OS/2"].fsType == 0


def test_font_is_static_truetype_on_a_thousand_units(font: TTFont) -> None:
    assert "glyf" in font
    assert not {"fvar", "CFF ", "CFF2"} & set(font.keys())
    assert font["head"].unitsPerEm == 1000


def test_the_tables_are_whole() -> None:
    assert (len(GB2312_HANZI), len(set(GB2312_HANZI))) == (6763, 6763)
    assert (len(TGH), len(set(TGH))) == (8105, 8105)
    assert TGH[0] + TGH[3499] + TGH[6499] + TGH[8104] == "一矗齉蠼"  # first, last of each level


@pytest.mark.parametrize("name", CHINESE)
def test_face_has_every_hanzi_of_both_tables(name: str) -> None:
    assert missing(name, GB2312_HANZI) == ""
    assert missing(name, TGH) == ""


@pytest.mark.parametrize("name", CHINESE)
def test_face_has_letters_marks_and_signs(name: str) -> None:
    assert missing(name, [*ASCII, *MARKS, *PINYIN, *SIGNS]) == ""


def test_song_has_every_gbk_hanzi() -> None:
    assert missing("NotoSerifSC-Regular.ttf", [chr(code) for code in range(0x4E00, 0x9FA6)]) == ""


def test_brush_lacks_what_its_note_says() -> None:
    brush = "MaShanZheng-Regular.ttf"
    assert missing(brush, [*GB2312_HANZI, *ASCII]) == ""
    assert missing(brush, MARKS) == "·℃"
    assert len(missing(brush, TGH)) == 1467


@pytest.mark.parametrize("name", NOTO)
def test_noto_keeps_the_features_layout_needs(name: str) -> None:
    needed = {
        "halt",
        "vhal",
        "palt",
        "vert",
        "vrt2",
        "kern",
        "locl",
        "ccmp",
        "fwid",
        "hwid",
        "liga",
    }
    assert needed - features(name) == set()


def test_kai_keeps_its_vertical_forms() -> None:
    assert "vert" in features("XZKai-Regular.ttf")


def test_kai_bears_no_reserved_name() -> None:
    with TTFont(FONTS / "XZKai-Regular.ttf", lazy=True) as font:
        names = {n.nameID: n.toUnicode() for n in font["name"].names if n.nameID not in (0, 13, 14)}
        vendor = font["OS/2"].achVendID
    assert (names[1], names[4], names[6]) == ("XZ Kai", "XZ Kai Regular", "XZKai-Regular")
    assert vendor.strip() == ""
    told = " ".join(names.values()).casefold()
    assert [word for word in ("lxgw", "wenkai", "霞鹜", "文楷") if word in told] == []


def test_every_role_has_its_file_and_every_file_a_role() -> None:
    roles = yaml.safe_load((FONTS / "fonts.yaml").read_text("utf-8"))
    faces = roles["faces"]
    assert sorted(face["file"] for face in faces.values()) == FILES
    named = [face.get("marks", "song") for face in faces.values()]
    named += [name for face in (*faces.values(), roles) for name in face.get("fallback", ())]
    assert set(named) <= set(faces)
