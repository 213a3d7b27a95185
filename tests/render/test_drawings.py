"""Drawings on the page: in the press's inks, and the same in every viewer."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from xzpress import render
from xzpress.design import Art, Box, Colour, Figure, Paint, PressProfile, Rgb, Segment
from xzpress.diagnostic import Place
from xzpress.face import Faces
from xzpress.page import Drawing, Page

Write = Callable[..., bytes]
HERE = Place("layouts/xinzhuang/front.yaml", 9)
SQUARE: tuple[Segment, ...] = (("m", 0, 0), ("l", 10, 0), ("l", 10, 10), ("l", 0, 10), ("h",))
TOP: tuple[Segment, ...] = (("m", 0, 5), ("l", 10, 5), ("l", 10, 10), ("l", 0, 10), ("h",))


def figure(fill: Paint | None = None, **more: object) -> Figure:
    plain = {"path": SQUARE, "fill": fill, "even_odd": False, "stroke": None, "width": 0.0,
             "cap": 0, "join": 0, "miter": 4.0, "dash": (), "clips": ()}  # fmt: skip
    return Figure(**{**plain, **more})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def write(faces: Faces, press: PressProfile, info: render.Info, page: Callable[..., Page]) -> Write:
    def written(*figures: Figure) -> bytes:
        """Each figure 40 pt wide, one beside the other, from x 20 at 100 pt from the foot."""
        drawings = tuple(
            Drawing(
                Box(20 + 50 * n, 100, 40, 40),
                Art((10, 10), (each,)),
                "logo",
                HERE,
            )
            for n, each in enumerate(figures)
        )
        return render.press_pdf([page(drawings=drawings)], faces, press, {}, info)

    return written


def inks(pdf: bytes, tool: Callable[..., str], folder: Path, count: int) -> list[tuple[int, ...]]:
    """C, M, Y, K in the middle of the upper half of each figure."""
    (folder / "d.pdf").write_bytes(pdf)
    quiet = ("-q", "-dNOPAUSE", "-dBATCH", "-r72", "-sDEVICE=tiffsep")
    assert tool("gs", *quiet, f"-sOutputFile={folder / 'p.tif'}", folder / "d.pdf") == ""
    names = ("Cyan", "Magenta", "Yellow", "Black")
    plates = [Image.open(next(folder.glob(f"p*({n}).tif"))).convert("L") for n in names]
    y = round(417 - 8.5 - 130)
    return [
        tuple(255 - plate.getpixel((round(8.5 + 40 + 50 * n), y)) for plate in plates)  # type: ignore[operator]
        for n in range(count)
    ]


def test_colours_become_inks(write: Write, tool: Callable[..., str], tmp_path: Path) -> None:
    paints = (
        Colour("red", 0, 1, 0.9, 0),
        Rgb(0, 0, 0),
        Rgb(0.5, 0.5, 0.5),
        Rgb(1, 1, 1),
        Rgb(1, 0, 0),
    )
    red, black, grey, white, screen = inks(write(*map(figure, paints)), tool, tmp_path, 5)
    assert red == pytest.approx((0, 255, 230, 0), abs=1)
    assert black == (0, 0, 0, 255)
    assert grey[:3] == (0, 0, 0)
    assert 80 < grey[3] < 200
    assert white == (0, 0, 0, 0)
    assert screen[0] < 60 < 200 < screen[1]
    assert sum(screen) <= 2.2 * 255


def test_dark_screen_colours_keep_the_ink_limit(
    write: Write, tool: Callable[..., str], tmp_path: Path, press: PressProfile
) -> None:
    dark = (Rgb(0.05, 0, 0.02), Rgb(0.0, 0.05, 0.1), Rgb(0.1, 0.02, 0))
    for found in inks(write(*map(figure, dark)), tool, tmp_path, 3):
        assert sum(found) / 2.55 <= press.photo_ink_limit + 1


def test_clips_rules_and_strokes(write: Write, tool: Callable[..., str], tmp_path: Path) -> None:
    cyan, black = Colour("c", 1, 0, 0, 0), Colour("k", 0, 0, 0, 1)
    lower: tuple[Segment, ...] = (("m", 0, 0), ("l", 10, 0), ("l", 10, 5), ("l", 0, 5), ("h",))
    ring = (*SQUARE, *TOP)
    pdf = write(
        figure(cyan, clips=(TOP,)),
        figure(cyan, clips=(lower,)),
        figure(cyan, path=ring, even_odd=True),
        figure(cyan, path=ring),
        figure(None, path=(("m", 0, 7.5), ("l", 10, 7.5)), stroke=black, width=4.0),
    )
    found = inks(pdf, tool, tmp_path, 5)
    full, bare = (255, 0, 0, 0), (0, 0, 0, 0)
    assert found == [full, bare, bare, full, (0, 0, 0, 255)]


def test_lines_are_as_thick_as_the_drawing_is_large(write: Write) -> None:
    stroke = figure(None, path=(("m", 0, 5), ("l", 10, 5)), stroke=Rgb(0, 0, 0), width=1.0)
    with pypdfium2.PdfDocument(write(stroke)) as document:
        seen = document[0].render(scale=4).to_pil().convert("L")
    x = round((8.5 + 40) * 4)
    dark = sum(seen.getpixel((x, y)) < 128 for y in range(seen.height))
    assert dark == pytest.approx(4 * 4, abs=1)
