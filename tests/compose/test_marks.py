"""Marks inside text: faces, colour, raised type, dots, frames, ruby; 10 pt type, solid."""

import pytest

from tests.outside_cases import style
from xzpress.compose.body import body
from xzpress.compose.paragraph import paragraph
from xzpress.design import Box, Colour, Leg, Slot
from xzpress.diagnostic import Place
from xzpress.issue import Paragraph, Span, Story, Text

BLACK = Colour("black", 0, 0, 0, 1)
AREA = Box(0, 0, 200, 200)
SLOT = Slot(
    "lead", AREA, AREA, None, (Leg(0, 0, 20, 130.0),), (), None, (), BLACK, (), Place("lead")
)


def copy(*pieces):
    """A text from words, plain or with their marks: `("黑体", "bold")`."""
    pairs = [(piece, "") if isinstance(piece, str) else piece for piece in pieces]
    return Text(
        tuple(Span(text, Place("story.md", n, 1), marks) for n, (text, marks) in enumerate(pairs))
    )


def set_line(kit, *pieces, em=20, **changes):
    (line,), trouble = paragraph(copy(*pieces), style(**changes), (em * 10.0,), kit)
    assert not trouble
    return line


def set_lines(kit, *pieces, em, **changes):
    lines, _ = paragraph(copy(*pieces), style(**changes), (em * 10.0,), kit)
    return [line.text for line in lines]


def placed(line):
    """Each character or word of a line with the left edge of its em."""
    return [
        (shape.text, round(x, 2))
        for run in line.runs
        for shape, x in zip(run.shapes, run.xs, strict=True)
    ]


def test_marks_change_face_colour_size_and_height(marked):
    line = set_line(
        marked, "用", ("黑", "bold"), ("楷", "kai"), ("灰", "grey"), ("2", "sup"), ("3", "sub")
    )
    assert [(r.text, r.face, r.colour.name, r.size, r.xs[0], r.ys[:1]) for r in line.runs] == [
        ("用", "song", "black", 10.0, 0.0, ()),
        ("黑", "hei-bold", "black", 10.0, 10.0, ()),
        ("楷", "kai", "black", 10.0, 20.0, ()),
        ("灰", "song", "grey", 10.0, 30.0, ()),
        ("2", "song", "black", 7.5, 40.0, (3.0,)),
        ("3", "song", "black", 7.5, pytest.approx(40 + 7.5 * line.runs[4].shapes[0].advance),
         (pytest.approx(-1.2),)),
    ]  # fmt: skip


def test_marks_may_be_nested(marked):
    line = set_line(marked, ("粗点", "bold dots"))
    assert (line.runs[0].face, len(line.ornaments)) == ("hei-bold", 2)


def test_dots_stand_under_the_middle_of_han_and_of_nothing_else(marked):
    line = set_line(marked, "要", ("紧，2018年WTO（话）", "dots"))
    dotted = [round(o.box.x + o.box.width / 2, 3) for o in line.ornaments]
    edges = dict(placed(line))
    assert dotted == [round(edges[c] + 5, 3) for c in "紧年话"]


def test_a_dot_touches_neither_its_line_nor_the_next(marked):
    (dot,) = set_line(marked, ("紧", "dots"), size=9.5).ornaments
    foot = -0.12 * 9.5
    assert foot - (12 - 9.5) < dot.box.y < dot.box.top < foot


def test_a_framed_name_has_room_on_both_sides_and_is_never_divided(marked):
    line = set_line(marked, "讣告", ("张某", "frame"), "同志")
    assert placed(line) == [
        ("讣", 0.0), ("告", 10.0), ("张", 21.25), ("某", 31.25), ("同", 42.5), ("志", 52.5),
    ]  # fmt: skip
    xs = [(round(o.box.x, 3), round(o.box.right, 3)) for o in line.ornaments]
    assert (min(x for x, _ in xs), max(right for _, right in xs)) == (20.625, 41.875)
    top = max(o.box.top for o in line.ornaments)
    foot = min(o.box.y for o in line.ornaments)
    assert top == pytest.approx(9.6)
    assert foot == pytest.approx(-2.0)
    assert set_lines(marked, "一二三四", ("张某某", "frame"), "同志五六", em=6.5)[0] == "一二三四"


def test_what_the_desk_keeps_together_is_never_divided(marked):
    assert set_lines(marked, "一二三四五六", ("莘庄报", "nobreak"), "七八", em=8) == [
        "一二三四五六",
        "莘庄报七八",
    ]


def test_an_unknown_mark_is_named_and_changes_nothing(marked):
    lines, (found,) = paragraph(copy("一", ("二", "loud")), style(), (100.0,), marked)
    assert (found.code, lines[0].text) == ("unknown-mark", "一二")


@pytest.mark.parametrize(("base", "above"), [("莘", "xīn"), ("庄", "zhuāng"), ("莘庄", "xīn")])
def test_ruby_is_half_as_large_and_centred_over_its_base(marked, base, above):
    line = set_line(marked, "一", (base, f"ruby:{above}"), "二")
    ruby = next(run for run in line.runs if run.text == above)
    under = next(run for run in line.runs if run.text == base)
    assert (ruby.size, ruby.ys) == (5.0, (9.5,))
    middle = (under.xs[0] + under.xs[-1] + 10) / 2
    assert ruby.xs[0] + ruby.shapes[0].advance * 5 / 2 == pytest.approx(middle)


def test_ruby_of_neighbours_keeps_a_quarter_em_and_its_bases_make_room(marked):
    line = set_line(marked, ("壮", "ruby:zhuàng"), ("壮", "ruby:zhuàng"))
    first, second = [run for run in line.runs if run.text == "zhuàng"]
    gap = second.xs[0] - first.xs[0] - first.shapes[0].advance * 5
    assert gap == pytest.approx(2.5)


@pytest.mark.parametrize("marks", ["bold", "kai", "grey", "sup", "nobreak"])
def test_marks_squeeze_where_face_size_or_colour_changes(marked, marks):
    """》（ takes an em and a half whatever the second is dressed in; ）。 does too."""
    line = set_line(marked, "《一》", ("（二）", marks), "。三")
    edges = dict(placed(line))
    scale = 7.5 if marks == "sup" else 10.0
    assert edges["二"] - edges["一"] == pytest.approx(10 + 10 + scale / 2, abs=0.01)
    assert edges["三"] - edges["二"] == pytest.approx(scale + scale / 2 + 10, abs=0.01)


@pytest.mark.parametrize(
    ("squeeze", "comma", "stop", "brackets"),
    [("full", 10, 10, 20), ("kaiming", 5, 10, 10), ("half", 5, 5, 10)],
)
def test_widths_of_marks_in_the_three_styles(kit, squeeze, comma, stop, brackets):
    edges = dict(placed(set_line(kit, "一，二。三（四）五", squeeze=squeeze)))
    assert edges["二"] - edges["一"] == 10 + comma
    assert edges["三"] - edges["二"] == 10 + stop
    assert edges["五"] - edges["三"] == 20 + brackets


def test_a_hanging_stop_stands_outside_the_measure(kit):
    text = "一二三四五六，七八九十"
    lines, _ = paragraph(copy(text), style(hanging=True), (60.0,), kit)
    assert lines[0].text == "一二三四五六，"
    assert placed(lines[0])[-1] == ("，", 60.0)
    # else the comma takes a character with it
    assert set_lines(kit, text, em=6)[0] == "一二三四五"


def test_an_address_divides_at_its_signs_without_a_hyphen(kit):
    text = "信箱是desk@news.example.com，网址是https://example.com/a/b.html。"
    lines = set_lines(kit, text, em=9, hyphenate=True)
    assert "".join(lines) == text
    assert [line[-1] for line in lines] == ["@", ".", "是", ".", "。"]


def test_western_copy_without_any_han_is_hyphenated_too(kit):
    lines = set_lines(kit, "remain the neighbourhood noticeboard", em=9, hyphenate=True)
    assert lines == ["remain the neigh\u00ad", "bourhood notice\u00ad", "board"]


@pytest.mark.parametrize(("leading", "lower"), [(12.0, 0.0), (24.0, 2.55)])
def test_a_line_with_ruby_makes_room_for_it_where_the_leading_has_some(marked, leading, lower):
    """The em box and the ruby above it stand in the middle of the leading."""
    text = copy(("莘", "ruby:xīn"), "字")
    story = Story("story", (), (Paragraph("body", text),), (), Place("story.md"))
    (found,), _ = body(story, SLOT, {"body": style(leading=leading)}, marked)
    ruby = next(run for run in found.line.runs if run.text == "xīn")
    base = next(run for run in found.line.runs if run.text == "字")
    assert (base.ys or (0.0,)) == (pytest.approx(-lower),)
    assert ruby.ys == (pytest.approx(9.5 - lower),)
