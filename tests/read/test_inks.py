"""What a printer would refuse in colours and styles is told with the line at fault."""

import shutil
from pathlib import Path

import pytest

from xzpress import read
from xzpress.design import Design
from xzpress.diagnostic import Diagnostic, Place

ROOT = Path(__file__).resolve().parents[2]


def designed(folder: Path, *changes: tuple[str, str]) -> Design:
    """The demo paper's design with some lines of its paper.yaml or press.yaml changed."""
    for part in ("layouts", "fonts"):
        shutil.copytree(ROOT / part, folder / part)
    for name in ("paper.yaml", "press.yaml"):
        file = folder / "layouts" / "xinzhuang" / name
        text = file.read_text(encoding="utf-8")
        for old, new in changes:
            text = text.replace(old, new, 1)
        file.write_text(text, encoding="utf-8")
    faces, _ = read.faces(folder)
    design, _ = read.design(folder, "xinzhuang", faces, Place("issue.yaml"))
    return design


def refused(folder: Path, *changes: tuple[str, str]) -> dict[str, Diagnostic]:
    with pytest.raises(read.Unreadable) as caught:
        designed(folder, *changes)
    return {found.code: found for found in caught.value.diagnostics}


def line_of(folder: Path, found: Diagnostic) -> str:
    assert found.place
    text = (folder / found.place.file).read_text(encoding="utf-8")
    return text.split("\n")[found.place.line - 1].strip()


RED = "  red: {m: 100, y: 90}"
SPOT = "spot: PANTONE 186 C, m: 100, y: 80"
TWO_REDS = f"  red: {{{SPOT}}}\n  pale: {{spot: PANTONE 186 C, m: 90, tint: 10}}"
CASES = [
    ("rich-black-type", "black: {k: 100}", "black: {c: 40, k: 100}", ""),
    (
        "reversed-too-small",
        "tag: {face: hei-bold, size: 13pt",
        "tag: {face: hei-bold, size: 8pt",
        "tag",
    ),
    (
        "type-inks",
        "name-place: {face: brush, size: 116pt",
        "name-place: {face: brush, size: 11pt",
        "name-place",
    ),
    ("type-too-small", "code: {face: hei, size: 7.5pt", "code: {face: hei, size: 6pt", "code"),
    ("colour-too-heavy", RED, "  red: {c: 70, m: 100, y: 90}", "red"),
    ("spot-differs", RED, TWO_REDS, "pale"),
    ("reserved-spot", RED, "  red: {spot: All, m: 100}", "red"),
    ("tint-without-spot", RED, "  red: {m: 100, tint: 20}", "red"),
]


@pytest.mark.parametrize(("code", "old", "new", "line"), CASES, ids=[case[0] for case in CASES])
def test_what_the_press_cannot_print_is_refused_where_it_stands(
    code: str, old: str, new: str, line: str, tmp_path: Path
) -> None:
    found = refused(tmp_path, (old, new))[code]
    assert found.message("zh")
    assert found.message("en")
    if code == "rich-black-type":  # told of every style that has it
        assert "40/0/0/100" in found.message("zh")
    else:
        assert line_of(tmp_path, found).startswith(f"{line}:")


def test_a_spot_colour_and_its_tint(tmp_path: Path) -> None:
    spots = f"  red: {{{SPOT}}}\n  pale: {{{SPOT}, tint: 20}}"
    design = designed(tmp_path, (RED, spots))
    colours = {colour.name: colour for colour in design.colours}
    assert (colours["red"].spot, colours["red"].tint) == ("PANTONE 186 C", 1)
    assert colours["pale"].tint == 0.2
    assert colours["pale"].inks == pytest.approx((0, 0.2, 0.16, 0))


def test_type_in_a_spot_ink_with_a_plate_is_one_ink(tmp_path: Path) -> None:
    """In four colours the same small type would be refused."""
    small = ("name-place: {face: brush, size: 116pt", "name-place: {face: brush, size: 11pt")
    spot = (RED, "  red: {spot: PANTONE 186 C, m: 100, y: 90}")
    assert "type-inks" in refused(tmp_path / "four", small, spot)
    plate = ("minimum_rule: 0.25pt", "minimum_rule: 0.25pt\nplates: [PANTONE 186 C]")
    assert designed(tmp_path / "five", small, spot, plate).press.plates == ("PANTONE 186 C",)
