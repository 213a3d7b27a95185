"""Tables: numbers aligned at their points, three rules, half a line from the text; 10 pt type."""

from itertools import pairwise

import pytest

from tests.outside_cases import style
from xzpress.compose.body import body
from xzpress.compose.table import table
from xzpress.design import Box, Colour, Leg, Slot
from xzpress.diagnostic import Place
from xzpress.issue import Paragraph, Span, Story, Text

HERE = Place("story.md", 7, 1)
BLACK = Colour("black", 0, 0, 0, 1)
AREA = Box(0, 0, 300, 200)
SLOT = Slot("lead", AREA, AREA, None, (Leg(0, 0, 20, 300.0),), (), None, (), BLACK, (), HERE)
ROWS = (
    ("小区", "车位", "缺口", "说明"),
    ("春申复地城", "1,440", "27.5", "共享"),
    ("黎安一村", "936.5", "27.12%", "微更新"),
    ("莘松五村", "98", "−4.08", "有余"),
)


def given(rows=ROWS, aligns=("", "", "", "")):
    cells = tuple(tuple(Text((Span(cell, HERE),) if cell else ()) for cell in row) for row in rows)
    return Paragraph("table", cells[0][0], "", cells, aligns[: len(rows[0])])


def set_table(kit, width=300.0, rows=ROWS, aligns=("", "", "", "")):
    return table(given(rows, aligns), style(align="left"), width, kit)


def cells(line):
    """Each run of a line with where it starts and ends."""
    return [(r.text, r.xs[0], r.xs[-1] + 10 * r.shapes[-1].advance) for r in line.runs]


def test_numbers_stand_with_their_points_under_one_another(kit):
    lines, trouble = set_table(kit)
    assert not trouble
    found = {text: start for line in lines for text, start, _ in cells(line)}
    runs = {run.text: run for line in lines for run in line.runs}

    def before_point(text):
        whole = text.split(".")[0]
        wide = runs[text].shapes[0].advance if whole == text else None
        if wide is None:
            only, _ = set_table(kit, rows=(("数",), (whole,)), aligns=("",))
            wide = only[1].runs[0].shapes[0].advance
        return found[text] + 10 * wide

    for column in (("1,440", "936.5", "98"), ("27.5", "−4.08")):
        points = [before_point(text) for text in column]
        assert max(points) - min(points) < 0.01, column


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_text_is_aligned_as_the_copy_says(kit, align):
    lines, _ = set_table(kit, aligns=(align, "", "", ""))
    spots = {
        "left": lambda start, end: start,
        "center": lambda start, end: (start + end) / 2,
        "right": lambda start, end: end,
    }
    found = [spots[align](*cells(line)[0][1:]) for line in lines]
    assert found == pytest.approx([found[0]] * 4)


def test_no_cell_touches_the_next(kit):
    lines, _ = set_table(kit)
    for line in lines:
        assert all(b[1] - a[2] >= 10 - 1e-6 for a, b in pairwise(cells(line)))


def test_three_rules_as_wide_as_the_table_in_the_middle_between_lines(kit):
    lines, _ = set_table(kit)
    rules = [[(o.box.width, o.box.height, o.box.y + o.box.height / 2) for o in line.ornaments]
             for line in lines]  # fmt: skip
    above, below = pytest.approx(8.8 + 1), pytest.approx(-1.2 - 1)
    assert rules == [[(300.0, 0.5, above), (300.0, 0.25, below)], [], [], [(300.0, 0.5, below)]]


def test_a_long_cell_turns_inside_its_column(kit):
    rows = (("小区", "说明"), ("春申", "共享车位要登记，夜里停早上走，一个月一交费"))
    lines, _ = set_table(kit, 120.0, rows)
    assert len(lines) > 2
    ends = [cells(line)[-1][2] for line in lines]
    assert max(ends) <= 120.0


def test_an_empty_cell_leaves_its_place_empty(kit):
    lines, _ = set_table(kit, rows=(("小区", "车位"), ("春申", ""), ("莘松", "98")))
    assert [line.text for line in lines] == ["小区车位", "春申", "莘松98"]


def test_a_table_with_too_many_columns_is_reported(kit):
    row = tuple("一二三四五六七八九十")
    _, trouble = set_table(kit, 100.0, (row, row), ("",) * 10)
    assert [found.code for found in trouble] == ["table-too-wide"]


def test_it_stands_half_a_line_from_the_text_on_both_sides(kit):
    words = Paragraph("body", Text((Span("表格后面接着正文", HERE),)))
    story = Story("story", (), (words, given(), words), (), HERE)
    plain = style(align="left")
    lines, _ = body(story, SLOT, {"body": plain, "table": plain}, kit)
    assert [line.leading for line in lines] == [12.0, 12.0, 12.0, 12.0, 24.0, 12.0]
    # the last line stands in the middle of its two rows: as low as those before it
    assert [{y for run in line.line.runs for y in run.ys} for line in lines] == [
        set(), {-6.0}, {-6.0}, {-6.0}, set(), set(),
    ]  # fmt: skip
