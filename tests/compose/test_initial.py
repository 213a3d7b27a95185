"""Drop initials: their em box fills whole lines of the grid; 10 pt type, 12 pt leading."""

from dataclasses import replace

import pytest

from tests.outside_cases import style
from xzpress.compose.body import body
from xzpress.design import Box, Colour, Leg, Slot
from xzpress.diagnostic import Place
from xzpress.issue import Paragraph, Span, Story, Text

HERE = Place("story.md", 5, 1)
BLACK = Colour("black", 0, 0, 0, 1)
AREA = Box(0, 0, 200, 200)
SLOT = Slot(
    "lead", AREA, AREA, None, (Leg(0, 0, 20, 130.0),), (), None, (), BLACK, (), HERE, initial=3
)
LONG = "报纸排字讲究齐清匀稳这一段的第一个字下沉三行旁边的三行短一些再往下的行又回到栏的左边"


def set_body(kit, text, slot=SLOT, **changes):
    story = Story("story", (), (Paragraph("body", Text((Span(text, HERE),))),), (), HERE)
    lines, trouble = body(story, slot, {"body": style(indent=2.0, **changes)}, kit)
    assert not trouble
    return [line.line for line in lines]


@pytest.mark.parametrize("rows", [2, 3, 4])
def test_its_em_box_reaches_from_the_first_lines_top_to_the_last_ones_foot(kit, rows):
    lines = set_body(kit, LONG, replace(SLOT, initial=rows))
    initial = lines[0].runs[0]
    assert initial.text == "报"
    top, foot = initial.ys[0] + 0.88 * initial.size, initial.ys[0] - 0.12 * initial.size
    assert top == pytest.approx(8.8)
    assert foot == pytest.approx(-12 * (rows - 1) - 1.2)


def test_the_lines_beside_it_begin_at_one_whole_em_and_end_at_the_measure(kit):
    lines = set_body(kit, LONG)
    starts = [line.runs[-1].xs[0] for line in lines]
    assert starts == [40.0, 40.0, 40.0, 0.0, 0.0]
    assert [round(line.width, 6) for line in lines[:4]] == [130.0] * 4
    assert lines[0].runs[0].size + 2.5 <= 40.0
    assert "".join(line.text for line in lines) == LONG


def test_a_number_stands_as_a_whole(kit):
    lines = set_body(kit, "11月" + LONG)
    assert (lines[0].runs[0].text, lines[0].runs[0].size) == ("11", 34.0)


@pytest.mark.parametrize(
    "text",
    ["短得只有两行的一段话不下沉", "“引号”" + LONG, "2018年" + LONG],
    ids=["too short", "a mark", "too wide"],
)
def test_where_none_can_stand_the_paragraph_is_set_as_any_other(kit, text):
    lines = set_body(kit, text)
    assert {run.size for line in lines for run in line.runs} == {10.0}
    assert "".join(line.text for line in lines) == text


def test_only_the_first_paragraph_has_one(kit):
    paragraph = Paragraph("body", Text((Span(LONG, HERE),)))
    story = Story("story", (), (paragraph, paragraph), (), HERE)
    lines, _ = body(story, SLOT, {"body": style(indent=2.0)}, kit)
    large = [line.paragraph for line in lines if line.line.runs[0].size > 10]
    assert large == [0]
