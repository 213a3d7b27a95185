"""What our own writer makes of the sample page, read back: clean, and the copy's faults named."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from xzpress import preflight, render
from xzpress.design import Box, Colour
from xzpress.face import Face, Faces
from xzpress.page import Fill, Matrix

RED = Colour("red", 0, 0.9, 0.8, 0)
ROOT = Path(__file__).resolve().parents[2]
SONG = ROOT / "fonts" / "NotoSerifSC-Regular.ttf"
INFO = render.Info("莘庄社区报", "莘庄镇", "0", date(2018, 11, 30))
FACES = Faces((("song", Face("song", SONG, (), None)),), "zh-Hans")


def rendered(page, press):
    images = {picture: render.photo(picture, press)[0] for picture in page.pictures}
    return render.press_pdf([page], FACES, press, images, INFO)


def test_our_own_file_is_clean(sample):
    page = replace(
        sample.pages[0],
        fills=(Fill(Box(-10, 186, 320, 24), RED, "furniture"),),
        matrices=(Matrix(Box(200, 20, 20, 20), ((True, False), (False, True)), "x", "code"),),
    )
    pdf = rendered(page, sample.press)
    assert preflight.check(pdf, sample.press, (page,)) == ()


def test_type_that_is_too_small_is_found_in_our_own_file(sample):
    page = sample.pages[0]
    head, body = page.lines
    run = replace(body.line.runs[0], size=5.0)
    page = replace(page, lines=(head, replace(body, line=replace(body.line, runs=(run,)))))
    found = preflight.check(rendered(page, sample.press), sample.press, (page,))
    assert [(d.code, str(d.place)) for d in found] == [("text.size", "lead.md:5")]


def test_line_that_was_not_written_is_missed(sample):
    page = sample.pages[0]
    pdf = rendered(replace(page, lines=page.lines[:1]), sample.press)
    found = preflight.check(pdf, sample.press, (page,))
    assert [(d.code, str(d.place)) for d in found] == [("text.match", "lead.md:5")]
