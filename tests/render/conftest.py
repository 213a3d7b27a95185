"""What the render tests set up: the paper's faces, a printer's sheet, and lines set by hand."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date as Date  # noqa: N812 - as in issue.py
from pathlib import Path

import pytest

from xzpress import render
from xzpress.design import Box, Colour, PressProfile
from xzpress.diagnostic import Place
from xzpress.face import Face, Faces, Shaper
from xzpress.galley import Line, Run
from xzpress.issue import Photo, Span, Text
from xzpress.page import Fill, Matrix, Page, Picture, SetLine
from xzpress.units import MM

ROOT = Path(__file__).resolve().parents[2]
PHOTOS = ROOT / "issues" / "2018-11-30" / "photos"
BLACK = Colour("black", 0, 0, 0, 1)
_FILES = {
    "song": "NotoSerifSC-Regular",
    "black": "NotoSerifSC-Black",
    "hei": "NotoSansSC-Medium",
    "kai": "XZKai-Regular",
    "brush": "MaShanZheng-Regular",
}


def paper_faces() -> Faces:
    listed = [
        (name, Face(name, ROOT / "fonts" / f"{file}.ttf", (), None))
        for name, file in _FILES.items()
    ]
    return Faces(tuple(listed), "zh-Hans")


def printers_sheet() -> PressProfile:
    return PressProfile(
        standard="PDF/X-1a:2001",
        profile=next((ROOT / "layouts").rglob("*.icc")),
        condition="CUSTOM",
        condition_info="Coldset newsprint, 26 % TVI, 220 % ink, 冷固新闻纸",
        ink_limit=240,
        photo_ink_limit=220,
        bleed=3 * MM,
        target_ppi=250,
        warn_ppi=200,
        minimum_ppi=150,
        jpeg_quality=90,
        sharpen_radius=1.2,
        sharpen_percent=120,
        sharpen_threshold=2,
        minimum_size=7,
        minimum_reversed_size=10,
        minimum_rule=0.25,
    )


class Setter:
    """Sets pieces of text one after the other, each shaped as one, `gap` pt after each."""

    def __init__(self, faces: Faces) -> None:
        self.shaper = Shaper(faces)

    def __call__(
        self,
        pieces: Sequence[str],
        x: float,
        y: float,
        size: float = 9.0,
        face: str = "song",
        colour: Colour = BLACK,
        gap: float = 0.0,
    ) -> SetLine:
        shapes = tuple(self.shaper.shape(piece, face) for piece in pieces)
        xs, pen = [], 0.0
        for shape in shapes:
            xs.append(pen)
            pen += shape.advance * size + gap
        run = Run(face, size, colour, shapes, tuple(xs))
        return SetLine(x, y, Line((run,), pen, 0, Place("lead.md", 1)), "lead", "body")


def bare_page(**parts: object) -> Page:
    """A small page with nothing on it but what is said."""
    return replace(Page(1, 300.0, 400.0, (), (), (), (), ()), **parts)  # type: ignore[arg-type]


def placed(
    path: Path,
    width: float = 100.0,
    height: float = 100.0,
    crop: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0),
    at: tuple[float, float] = (30.0, 200.0),
) -> Picture:
    """A photo file in a box on the page."""
    place = Place("issues/2018-11-30/lead.md", 8, 11)
    caption = Text((Span("图", place),))
    photo = Photo(path.name, path, (1, 1), caption, None, (0.5, 0.5), place)
    return Picture(Box(*at, width, height), photo, crop, "lead")


def sample_pdf() -> bytes:
    """A page with one of everything, photo made anew: what the determinism test builds twice."""
    setter, sheet = Setter(paper_faces()), printers_sheet()
    picture = placed(PHOTOS / "car-park.jpg", 60, 80)
    encoded, _ = render.photo(picture, sheet)
    assert encoded
    page = bare_page(
        fills=(Fill(Box(0, 380, 300, 20), Colour("red", 0, 0.9, 0.8, 0), "furniture"),),
        pictures=(picture,),
        matrices=(Matrix(Box(200, 200, 20, 20), ((True, False), (False, True)), "x", "code"),),
        lines=(
            setter("莘庄镇召开2019年工作思路务虚会", 20, 300, gap=0.123),
            setter(("——", "XIN", "·", "・"), 20, 280, face="hei"),
            setter("楷体", 20, 260, face="kai"),
        ),
    )
    info = render.Info("莘庄社区报（第一版）", "莘庄镇", "0", Date(2018, 11, 30))
    return render.press_pdf([page], paper_faces(), sheet, {picture: encoded}, info)


@pytest.fixture(scope="session")
def faces() -> Faces:
    return paper_faces()


@pytest.fixture(scope="session")
def press() -> PressProfile:
    return printers_sheet()


@pytest.fixture(scope="session")
def set_line(faces: Faces) -> Setter:
    return Setter(faces)


@pytest.fixture(scope="session")
def info() -> render.Info:
    return render.Info("莘庄社区报（第一版）", "莘庄镇", "0.1.0", Date(2018, 11, 30))


@pytest.fixture(scope="session")
def page() -> Callable[..., Page]:
    return bare_page


@pytest.fixture(scope="session")
def picture() -> Callable[..., Picture]:
    return placed


@pytest.fixture(scope="session")
def photos() -> Path:
    return PHOTOS


@pytest.fixture(scope="session")
def sample() -> bytes:
    return sample_pdf()


def run(*command: str | Path) -> str:
    """Run one of the programs that the tests need, and give what it said, on both channels."""
    if not shutil.which(command[0]):
        pytest.fail(
            f"{command[0]} is missing: the tests' set-up installs poppler, qpdf, ghostscript"
        )
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout + done.stderr


@pytest.fixture(scope="session")
def tool() -> Callable[..., str]:
    return run


if __name__ == "__main__":
    sys.stdout.buffer.write(sample_pdf())
