"""Make the font files of this folder again from the packages they come from.

`python fonts/build.py` writes the fonts, `tgh.txt`, `licences/` and `SHA256SUMS`;
`python fonts/build.py --check` builds beside them and compares, changing nothing.
It needs npm, apt-get, dpkg-deb, uharfbuzz and fontTools. The same packages and the same
tools give the same bytes.
"""

import argparse
import bz2
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent

TOOLS = {"uharfbuzz": "0.57.0", "fonttools": "4.68.0"}  # what SHA256SUMS was made with


@dataclass(frozen=True, slots=True)
class Package:
    """A registry's package at one version. `registry`: npm or apt."""

    registry: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Font:
    """One file of ours. `source`: its path in the package; `family`: the new name, if renamed."""

    file: str
    package: Package
    source: str
    subset: bool = True
    family: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence of one family: the copyright line in `font`, then the text at `source`.

    `reserved`: what the copyright line leaves out and the package says elsewhere.
    """

    file: str
    package: Package
    source: str
    font: str
    reserved: str = ""


SERIF = Package("npm", "@expo-google-fonts/noto-serif-sc", "0.4.3")
SANS = Package("npm", "@expo-google-fonts/noto-sans-sc", "0.4.3")
BRUSH = Package("npm", "@expo-google-fonts/ma-shan-zheng", "0.4.3")
KAI = Package("apt", "fonts-lxgw-wenkai", "1.250+repack-1")
UNICODE = Package("apt", "unicode-data", "15.0.0-1")

KAI_SOURCE = "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"

FONTS = (
    Font("NotoSerifSC-Regular.ttf", SERIF, "400Regular/NotoSerifSC_400Regular.ttf", subset=False),
    Font("NotoSerifSC-Bold.ttf", SERIF, "700Bold/NotoSerifSC_700Bold.ttf"),
    Font("NotoSerifSC-Black.ttf", SERIF, "900Black/NotoSerifSC_900Black.ttf"),
    Font("NotoSansSC-Medium.ttf", SANS, "500Medium/NotoSansSC_500Medium.ttf"),
    Font("NotoSansSC-Bold.ttf", SANS, "700Bold/NotoSansSC_700Bold.ttf"),
    Font("XZKai-Regular.ttf", KAI, KAI_SOURCE, family="XZ Kai"),
    Font("MaShanZheng-Regular.ttf", BRUSH, "400Regular/MaShanZheng_400Regular.ttf", subset=False),
)

LICENCES = (
    Licence("NotoSerifSC.txt", SERIF, "LICENSE_FONT", "NotoSerifSC-Regular.ttf"),
    Licence("NotoSansSC.txt", SANS, "LICENSE_FONT", "NotoSansSC-Medium.ttf"),
    Licence("MaShanZheng.txt", BRUSH, "LICENSE_FONT", "MaShanZheng-Regular.ttf"),
    Licence(
        "XZKai.txt",
        KAI,
        "usr/share/doc/fonts-lxgw-wenkai/copyright",
        "XZKai-Regular.ttf",
        reserved='With Reserved Font Names "霞鹜" and "LXGW".',
    ),
)

# Unicode blocks a Chinese page draws on besides hanzi; the fonts have a part of each.
BLOCKS = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x01CD, 0x01DC),  # pinyin: ǎ ǐ ǒ ǔ ǖ ǘ ǚ ǜ
    (0x01F8, 0x01F9),  # pinyin: ǹ
    (0x0251, 0x0251),  # pinyin: ɑ
    (0x0261, 0x0261),  # pinyin: ɡ
    (0x02C7, 0x02CB),  # ˇ ˉ ˊ ˋ
    (0x02D9, 0x02D9),  # ˙
    (0x0300, 0x030C),  # combining tone marks
    (0x0391, 0x03C9),  # Greek
    (0x0401, 0x0451),  # Cyrillic
    (0x1E3E, 0x1E3F),  # pinyin: ḿ
    (0x1EBC, 0x1EBF),  # pinyin: ế and its kin
    (0x2000, 0x206F),  # General Punctuation
    (0x2070, 0x209F),  # Superscripts and Subscripts
    (0x20A0, 0x20CF),  # Currency Symbols
    (0x2100, 0x214F),  # Letterlike: ℃ № ™
    (0x2150, 0x218B),  # Number Forms: ⅓ Ⅷ
    (0x2190, 0x21FF),  # Arrows
    (0x2200, 0x22FF),  # Mathematical Operators
    (0x2300, 0x23FF),  # Miscellaneous Technical
    (0x2460, 0x24FF),  # Enclosed Alphanumerics: ① ⑴
    (0x2500, 0x257F),  # Box Drawing
    (0x2580, 0x259F),  # Block Elements
    (0x25A0, 0x25FF),  # Geometric Shapes: ■ △ ◆
    (0x2600, 0x26FF),  # Miscellaneous Symbols: ★ ☆
    (0x2700, 0x27BF),  # Dingbats: ❶ ✓
    (0x2E3A, 0x2E3B),  # two- and three-em dash
    (0x3000, 0x303F),  # CJK Symbols and Punctuation, with 〇
    (0x3041, 0x30FF),  # Kana
    (0x3105, 0x312F),  # Bopomofo
    (0x3220, 0x325F),  # Enclosed CJK: ㈠ ㉑
    (0x3280, 0x33FF),  # Enclosed CJK and CJK Compatibility: ㊣ ㎡ ㏄
    (0xFE10, 0xFE1F),  # Vertical Forms
    (0xFE30, 0xFE4F),  # CJK Compatibility Forms
    (0xFE50, 0xFE6F),  # Small Form Variants
    (0xFF01, 0xFF5E),  # Fullwidth Forms
    (0xFF5F, 0xFFEE),  # Halfwidth Forms and fullwidth signs
    (0x1F100, 0x1F1FF),  # Enclosed Alphanumeric Supplement
)


TABLE_NOTE = """\
# 通用规范汉字表 (2013), 8,105 characters in its order (1-3500 一级, 3501-6500 二级, then 三级).
# Extracted and put in order, that is modified, from the kTGH field of Unihan_OtherMappings.txt,
# Unicode 15.0.0, in Debian's unicode-data. © 2022 Unicode, Inc. Licence: licences/Unicode.txt
"""


def gb2312() -> str:
    """Every character of GB/T 2312, hanzi and symbols, in code order.

    >>> len([character for character in gb2312() if "一" <= character <= "龥"])
    6763
    >>> all(sign in gb2312() for sign in "、①℃■")
    True
    """
    rows = (*range(0xA1, 0xAA), *range(0xB0, 0xF8))
    codes = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in codes)


def tgh(unihan: str) -> str:
    r"""The characters of 通用规范汉字表 in the table's order, from Unihan's kTGH lines.

    >>> tgh("U+4E59\tkTGH\t2013:2\nU+4E00\tkTGH\t2013:1")
    '一乙'
    """
    rows = re.findall(r"^U\+([0-9A-F]+)\tkTGH\t2013:(\d+)$", unihan, re.MULTILINE)
    places = {int(place): chr(int(code, 16)) for code, place in rows}
    return "".join(places[place] for place in sorted(places))


def wanted(table: str) -> set[int]:
    """The code points a cut font keeps, as far as its source has them ("8105+")."""
    blocks = (code for first, last in BLOCKS for code in range(first, last + 1))
    return {*map(ord, table), *map(ord, gb2312()), *blocks}


def cut(font: bytes, codes: set[int]) -> bytes:
    """Cut a font to some code points, keeping every layout feature and every name."""
    plan = hb.SubsetInput()
    plan.unicode_set.update(codes)
    plan.flags = hb.SubsetFlags.NOTDEF_OUTLINE
    for kept in (plan.layout_feature_tag_set, plan.layout_script_tag_set, plan.name_id_set):
        kept.clear()  # invert alone would keep only what the default leaves out
        kept.invert()
    return bytes(plan.subset(hb.Face(font)).blob.data)


def rename(font: bytes, family: str) -> bytes:
    """Give a font a name of its own, as the OFL asks of a changed font with a reserved name.

    Copyright, trademark, designer and licence stay; everything that names the font is set anew.
    """
    named = TTFont(io.BytesIO(font), recalcTimestamp=False, recalcBBoxes=False)
    table = named["name"]
    number = re.sub(r"^Version ([\d.]+).*", r"\1", str(table.getName(5, 3, 1, 0x409)))
    postscript = f"{family.replace(' ', '')}-Regular"
    own = {
        1: family,
        2: "Regular",
        3: f"{number};{postscript}",
        4: f"{family} Regular",
        5: f"Version {number}; cut and renamed",
        6: postscript,
    }
    kept = {0, 7, 9, 12, 13, 14}
    table.names = [name for name in table.names if name.nameID in kept and name.platformID == 3]
    for identifier, text in own.items():
        table.setName(text, identifier, 3, 1, 0x409)
    named["OS/2"].achVendID = "    "  # the spec's word for a vendor without a registered id
    out = io.BytesIO()
    named.save(out, reorderTables=None)
    return out.getvalue()


def unpack(package: Package, folder: Path) -> Path:
    """Fetch one package with its registry's own client; returns the folder of its files."""
    folder.mkdir()
    if package.registry == "npm":
        run("npm", "pack", "--silent", f"{package.name}@{package.version}", folder=folder)
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
        return folder / "package"
    pinned = f"{package.name}={package.version}"
    run("apt-get", "-qo", "APT::Sandbox::User=root", "download", pinned, folder=folder)
    run("dpkg-deb", "-x", next(folder.glob("*.deb")).name, "files", folder=folder)
    return folder / "files"


def run(*command: str, folder: Path) -> None:
    """Run a client quietly in a folder; its failure ends the build."""
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def table_file(table: str) -> str:
    """The text of `tgh.txt`: its origin in comment lines, then fifty characters a line."""
    rows = (table[start : start + 50] for start in range(0, len(table), 50))
    return TABLE_NOTE + "".join(f"{row}\n" for row in rows)


def licence_text(licence: Licence, files: Path, fonts: Path) -> str:
    """The copyright line out of the font itself, then the licence as its package ships it."""
    with TTFont(fonts / licence.font, lazy=True) as font:
        owner = str(font["name"].getName(0, 3, 1, 0x409)).replace("\r\n", "\n")
    shipped = (files / licence.source).read_text("utf-8").replace("\r\n", "\n")
    if licence.package.registry == "apt":
        shipped = from_debian(shipped)
    return "\n".join(filter(None, (owner, licence.reserved))) + f"\n\n{shipped.strip()}\n"


def from_debian(copyright_file: str) -> str:
    r"""The OFL out of a Debian copyright file, where every line is set in by one blank.

    >>> from_debian("License: OFL-1.1\n PREAMBLE\n .\n The goals\n\nLicense: GPL-3+\n This")
    'PREAMBLE\n\nThe goals'
    """
    stanza = re.search(r"^License: OFL-1\.1\n((?: .*\n?)+)", copyright_file + "\n", re.MULTILINE)
    if stanza is None:
        raise ValueError("the package's copyright file holds no OFL")
    lines = (line[1:] for line in stanza[1].splitlines())
    return "\n".join("" if line == "." else line for line in lines)


def build(folder: Path) -> None:
    """Write every made file of this folder into `folder`."""
    (folder / "licences").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        packages = (SERIF, SANS, BRUSH, KAI, UNICODE)
        files = {
            package: unpack(package, Path(scratch, str(number)))
            for number, package in enumerate(packages)
        }
        unihan = files[UNICODE] / "usr/share/unicode/Unihan_OtherMappings.txt.bz2"
        table = tgh(bz2.decompress(unihan.read_bytes()).decode())
        (folder / "tgh.txt").write_text(table_file(table), "utf-8")
        codes = wanted(table)
        for font in FONTS:
            data = made(font, (files[font.package] / font.source).read_bytes(), codes)
            (folder / font.file).write_bytes(data)
        for licence in LICENCES:
            text = licence_text(licence, files[licence.package], folder)
            (folder / "licences" / licence.file).write_text(text, "utf-8")
        terms = (files[UNICODE] / "usr/share/doc/unicode-data/copyright").read_bytes()
        (folder / "licences" / "Unicode.txt").write_bytes(terms)
    (folder / "SHA256SUMS").write_text(sums(folder), "utf-8")


def made(font: Font, source: bytes, codes: set[int]) -> bytes:
    """One font file of ours out of its source."""
    data = cut(source, codes) if font.subset else source
    return rename(data, font.family) if font.family else data


def sums(folder: Path) -> str:
    """The checksums of the made files, in the form `sha256sum --check` reads."""
    licences = ("Unicode.txt", *(licence.file for licence in LICENCES))
    names = (
        *(font.file for font in FONTS),
        *(f"licences/{licence}" for licence in licences),
        "tgh.txt",
    )
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(names))


def check() -> int:
    """Build again beside this folder and tell what differs from SHA256SUMS.

    Whether the files here agree with SHA256SUMS is for the tests to say.
    Returns the exit code.
    """
    with tempfile.TemporaryDirectory() as scratch:
        build(Path(scratch))
        again = sums(Path(scratch)).splitlines()
    listed = (HERE / "SHA256SUMS").read_text("utf-8").splitlines()
    differing = sorted({line.split("  ")[1] for line in {*again} ^ {*listed}})
    for name in differing:
        print(f"differs: {name}")
    for tool, made_with in TOOLS.items():
        if differing and version(tool) != made_with:
            print(f"note: made with {tool} {made_with}, here is {version(tool)}")
    return 1 if differing else 0


def main(arguments: list[str] | None = None) -> int:
    """Build in place, or with --check compare only."""
    parser = argparse.ArgumentParser(description="Make the font files of this folder again.")
    parser.add_argument("--check", action="store_true", help="compare with what is here")
    if parser.parse_args(arguments).check:
        return check()
    build(HERE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
