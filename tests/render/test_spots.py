"""Special inks: kept on a plate of their own where the press has one, else printed by the four."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from xzpress import render
from xzpress.design import Box, Colour, PressProfile
from xzpress.face import Faces
from xzpress.page import Fill, Page, SetLine

RED = Colour("red", 0, 1, 0.8, 0, "PANTONE 186 C")
PALE = Colour("pale", 0, 0.2, 0.16, 0, "PANTONE 186 C", 0.2)
GOLD = Colour("gold", 0, 0.2, 0.6, 0.3, "专金")
Write = Callable[..., bytes]


@pytest.fixture(scope="module")
def write(
    faces: Faces, press: PressProfile, info: render.Info, page: Callable[..., Page],
    set_line: Callable[..., SetLine],
) -> Write:  # fmt: skip
    def written(*plates: str) -> bytes:
        colours = (RED, PALE, GOLD)
        fills = tuple(Fill(Box(50 * n, 100, 40, 40), c, "b") for n, c in enumerate(colours, 1))
        one = page(fills=fills, lines=(set_line("█", 200, 300, 40, colour=RED),))
        return render.press_pdf([one], faces, replace(press, plates=plates), {}, info)

    return written


def separated(pdf: bytes, tool: Callable[..., str], folder: Path) -> dict[str, Image.Image]:
    path = folder / "spots.pdf"
    path.write_bytes(pdf)
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", path)
    quiet = ("-q", "-dNOPAUSE", "-dBATCH", "-r72", "-sDEVICE=tiffsep")
    assert tool("gs", *quiet, f"-sOutputFile={folder / 'plate.tif'}", path) == ""
    found = folder.glob("plate*(*).tif")
    return {each.name.split("(")[1][:-5]: Image.open(each).convert("L") for each in found}


def test_an_ink_with_a_plate_stays_itself(
    write: Write, tool: Callable[..., str], tmp_path: Path
) -> None:
    plates = separated(write("PANTONE 186 C"), tool, tmp_path)
    assert set(plates) == {"Cyan", "Magenta", "Yellow", "Black", "PANTONE 186 C"}
    at = [(round(50 * n + 20 + 8.5), round(417 - 120 - 8.5)) for n in (1, 2, 3)]
    spot = [255 - plates["PANTONE 186 C"].getpixel(spot) for spot in at]
    assert spot == pytest.approx([255, 51, 0], abs=1)
    magenta = [255 - plates["Magenta"].getpixel(spot) for spot in at]
    assert magenta == pytest.approx([0, 0, 51], abs=1)  # gold has no plate
    assert 255 - plates["PANTONE 186 C"].getpixel((228, 417 - 320)) == 255  # type


def test_without_plates_there_are_four(
    write: Write, tool: Callable[..., str], tmp_path: Path
) -> None:
    pdf = write()
    plates = separated(pdf, tool, tmp_path)
    assert set(plates) == {"Cyan", "Magenta", "Yellow", "Black"}
    x, y = round(50 + 20 + 8.5), round(417 - 120 - 8.5)
    assert [255 - plate.getpixel((x, y)) for plate in plates.values()].count(255) == 1
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert "/ColorSpace" not in opened.pages[0].Resources


def test_names_in_any_script(write: Write) -> None:
    with pikepdf.open(BytesIO(write("专金", "PANTONE 186 C"))) as opened:
        spaces = opened.pages[0].Resources.ColorSpace
        said = {str(space[1]): [float(v) for v in space[3].C1] for space in spaces.values()}
    assert said == {"/PANTONE 186 C": [0, 1, 0.8, 0], "/专金": [0, 0.2, 0.6, 0.3]}
