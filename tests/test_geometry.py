"""What must hold for the finished front page, whatever its copy: room, grid, quiet zones."""

from itertools import combinations

import pytest

from tests.test_golden import ROOT, made
from xzpress import read
from xzpress.design import Box

ASCENT, DESCENT = 0.88, 0.12
NAME = "2018-11-30"


@pytest.fixture(scope="module")
def page():
    pages, _ = made(NAME)
    return pages[0]


@pytest.fixture(scope="module")
def design():
    issue, _ = read.issue(ROOT / "issues" / NAME)
    faces, _ = read.faces(ROOT)
    return read.design(ROOT, issue.paper, faces, issue.place)[0]


def box_of(line):
    """The em boxes of a line together."""
    size = max(run.size for run in line.line.runs)
    return Box(line.x, line.y - DESCENT * size, line.line.width, (ASCENT + DESCENT) * size)


def apart(a, b, slack=0.01):
    return (
        a.right <= b.x + slack
        or b.right <= a.x + slack
        or a.top <= b.y + slack
        or b.top <= a.y + slack
    )


def test_nothing_leaves_the_type_area(page, design):
    area = design.grid.area
    boxes = [box_of(line) for line in page.lines]
    boxes += [picture.box for picture in page.pictures]
    boxes += [code.box for code in page.matrices] + [fill.box for fill in page.fills]
    for box in boxes:
        assert area.x - 0.01 <= box.x
        assert box.right <= area.right + 0.01
        assert area.y - 0.01 <= box.y
        assert box.top <= area.top + design.grid.em


def test_body_lines_stand_on_one_grid(page, design):
    rows = {
        round((design.grid.area.top - line.y) / design.grid.pitch % 1, 6)
        for line in page.lines
        if line.part == "body"
    }
    assert len(rows) == 1


def test_stories_pictures_and_codes_do_not_overlap(page):
    stories = [box_of(line) for line in page.lines if line.owner != "furniture"]
    codes = [code.box for code in page.matrices]
    pictures = [picture.box for picture in page.pictures]
    for a, b in combinations([*stories, *pictures, *codes], 2):
        assert apart(a, b), (a, b)


def test_nothing_stands_in_the_quiet_zone_of_a_code(page):
    for code in page.matrices:
        module = code.box.width / len(code.rows)
        zone = code.box.inset(-4 * module, -4 * module, -4 * module, -4 * module)
        for line in page.lines:
            assert apart(zone, box_of(line)), line.line.text
        for fill in page.fills:
            assert apart(zone, fill.box)


def test_a_photo_is_as_wide_to_its_height_as_its_crop(page):
    for picture in page.pictures:
        left, top, right, bottom = picture.crop
        width, height = picture.photo.pixels
        shown = (right - left) * width / ((bottom - top) * height)
        assert shown == pytest.approx(picture.box.width / picture.box.height, rel=1e-3)
