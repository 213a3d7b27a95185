"""Pages by example: a slot of two legs and a photo, and copy of different lengths."""

from datetime import date
from pathlib import Path

import pytest

from tests.outside_cases import style
from xzpress import arrange
from xzpress.arrange.photos import crop
from xzpress.design import (
    Box,
    Colour,
    Design,
    Grid,
    Layout,
    Leg,
    PhotoPlace,
    PressProfile,
    Sheet,
    Slot,
)
from xzpress.diagnostic import Place
from xzpress.galley import Block, BodyLine, Galley, Line, PageGalleys
from xzpress.issue import Issue, PagePlan, Photo, Span, Story, Text

HERE = Place("issues/a/lead.md", 1, 1)
BLACK = Colour("black", 0, 0, 0, 1)
PRESS = PressProfile(
    "PDF/X-1a:2001", Path("p.icc"), "CUSTOM", "", 240, 220, 8.5, 240, 200, 150, 90, 1, 100, 2, 7,
    10, 0.25,
)  # fmt: skip


def photo(file="photos/a.jpg", pixels=(1200, 800), focus=(0.5, 0.5)):
    words = Text((Span("说明", HERE),))
    return Photo(file, Path(file), pixels, words, None, focus, HERE)


def made(lines, photos=(), places=1, ends=()):
    """One page: two legs of four rows, the second one's first row under a photo."""
    grid = Grid(Box(50, 50, 210, 60), 10.0, 15.0, 4, 2, 100.0, 10.0)
    place = PhotoPlace(Box(160, 95, 100, 15), Box(160, 90, 100, 5), 0)
    slot = Slot(
        "lead", Box(50, 50, 210, 60), Box(50, 110, 210, 0), None,
        (Leg(50, 0, 4, 100), Leg(160, 1, 3, 100)), (place,) * places, None, (), BLACK,
        (("body", "body"),), HERE,
    )  # fmt: skip
    layout = Layout("front", (slot,), (), (), ())
    design = Design(
        "p", Sheet(310, 160), grid, (BLACK,), (("body", style(name="body")),), (),
        (("front", layout),), (), PRESS,
    )  # fmt: skip
    story = Story("lead", (), (), tuple(photos), HERE)
    plan = PagePlan("front", (("lead", story),), HERE)
    issue = Issue("a", Path(), Path(), "p", date(2018, 11, 30), 1, 1, (), (), (plan,), HERE)
    line = Line((), 100.0, 0.0, HERE)
    body = tuple(BodyLine(line, "body", 10.0, 15.0, 0, n in ends) for n in range(lines))
    captions = tuple(Block("caption", 8.0, 10.0, ()) for _ in photos)
    galleys = (PageGalleys((Galley("lead", "lead", (), None, body, captions),), (), ()),)
    (page,), (fit,), trouble = arrange.pages(issue, design, galleys)
    return page, fit, [d.code for d in trouble]


def feet(page):
    """How many lines stand in each leg."""
    return [sum(line.x == x for line in page.lines) for x in (50, 160)]


@pytest.mark.parametrize(
    ("lines", "legs", "codes"),
    [
        (7, [4, 3], []),
        (6, [4, 2], ["remainder"]),  # it is left in the last leg
        (5, [3, 2], ["short"]),  # legs end level
        (9, [4, 3], ["overset"]),
    ],
)
def test_lines_are_poured_into_level_legs(lines, legs, codes):
    page, fit, found = made(lines, [photo()])
    assert feet(page) == legs
    assert found == codes
    assert fit.over == max(0, lines - 7)
    assert fit.short == max(0, 7 - lines)
    assert bool(page.flags) == ("overset" in codes)


def test_every_baseline_is_on_the_grid():
    page, _, _ = made(7, [photo()])
    rows = {round((line.y - page.lines[0].y) / 15, 9) for line in page.lines}
    assert rows == {0.0, -1.0, -2.0, -3.0}


def test_a_last_line_alone_at_a_column_head_is_reported():
    assert made(7, [photo()], ends=[4])[2] == ["lone-line"]
    assert made(7, [photo()], ends=[3, 5])[2] == []


def test_a_photo_too_many_and_one_too_few_are_reported():
    assert made(7, [photo(), photo("photos/b.jpg")])[2] == ["photo-without-place"]
    assert made(7, [])[2] == ["place-without-photo"]


def test_a_photo_with_too_few_pixels_is_reported():
    assert made(7, [photo(pixels=(250, 200))])[2] == ["photo-soft"]
    assert made(7, [photo(pixels=(150, 200))])[2] == ["photo-coarse"]


@pytest.mark.parametrize(
    ("focus", "shown"),
    [
        ((0.5, 0.5), (1 / 6, 0.0, 5 / 6, 1.0)),
        ((0.0, 0.5), (0.0, 0.0, 2 / 3, 1.0)),
        ((0.9, 0.5), (1 / 3, 0.0, 1.0, 1.0)),
    ],
)
def test_a_crop_keeps_the_focus_and_the_shape(focus, shown):
    assert crop(photo(focus=focus), Box(0, 0, 50, 50)) == pytest.approx(shown)
