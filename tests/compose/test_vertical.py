"""Vertical lines: upright, turned and across; 10 pt type, y downward below 0."""

import pytest

from tests.outside_cases import style
from xzpress.compose.paragraph import paragraph
from xzpress.diagnostic import Place
from xzpress.issue import Span, Text


def set_lines(kit, *pieces, em=20, **changes):
    pairs = [(piece, "") if isinstance(piece, str) else piece for piece in pieces]
    text = Text(tuple(Span(t, Place("box.md", n, 1), marks) for n, (t, marks) in enumerate(pairs)))
    lines, trouble = paragraph(text, style(**changes), (em * 10.0,), kit.upright())
    assert not trouble
    return lines


def set_line(kit, *pieces, **changes):
    (line,) = set_lines(kit, *pieces, **changes)
    return line


def placed(line):
    """Each shape of a line with how far down it begins."""
    return [
        (shape.text, round(-y, 2))
        for run in line.runs
        for shape, y in zip(run.shapes, run.ys, strict=True)
    ]


def glyphs(line):
    return {shape.text: shape.glyphs for run in line.runs for shape in run.shapes}


def test_han_stands_upright_one_under_another_in_the_middle_of_the_line(kit):
    line = set_line(kit, "莘庄镇")
    assert placed(line) == [("莘", 0.0), ("庄", 10.0), ("镇", 20.0)]
    assert line.runs[0].xs == (0.0, 0.0, 0.0)
    assert not line.runs[0].turned


@pytest.mark.parametrize("face", ["song", "hei-bold", "kai", "song-black"])
def test_marks_take_their_vertical_forms_in_every_face(kit, face):
    line = set_line(kit, "一，二。三、四：五；六？七！八（九）十《一》二……三", face=face, em=60)
    across = dict(glyphs(line))
    (level,), _ = paragraph(
        Text((Span("".join(across), Place("x")),)), style(face=face), (600.0,), kit
    )
    same = {text for text, found in glyphs(level).items() if found == across[text]}
    assert same == set("一二三四五六七八九十")


def test_quotes_become_corner_brackets_but_the_copy_stays(kit):
    line = set_line(kit, "说“一‘二’”")
    assert line.text == "说“一‘二’”"
    corners = glyphs(set_line(kit, "说『一「二」』"))
    assert glyphs(line) == {
        dict(zip("『「」』", "“‘’”", strict=True)).get(text, text): found
        for text, found in corners.items()
    }


@pytest.mark.parametrize("number", ["11", "23", "33%", "100%", "2019"])
def test_two_to_four_digits_stand_across_the_line_in_one_em_on_its_middle(kit, number):
    line = set_line(kit, "一", number, "二")
    (found,) = [
        (run, shape, x, y)
        for run in line.runs
        for shape, x, y in zip(run.shapes, run.xs, run.ys, strict=True)
        if shape.text == number
    ]
    run, shape, x, y = found
    wide = shape.advance * run.size * run.narrowed
    assert wide <= 10.0 + 1e-6
    assert x + wide / 2 == pytest.approx(0.0)
    assert not run.turned
    assert placed(line)[-1] == ("二", 20.0)
    assert y == pytest.approx(-15 - 3.6), "its capitals' height is in the middle of its em"


@pytest.mark.parametrize("word", ["WTO", "community", "128750", "2,018.5"])
def test_words_and_longer_numbers_lie_on_their_side(kit, word):
    line = set_line(kit, "一", word, "二", latin_gap=0.0)
    (run,) = [run for run in line.runs if run.text == word]
    assert run.turned
    end = 10 + run.shapes[0].advance * 10
    assert placed(line)[1:] == [(word, 10.0), ("二", pytest.approx(end, abs=0.01))]


def test_a_single_letter_stands_upright(kit):
    assert [run.turned for run in set_line(kit, "甲A乙").runs] == [False]


def test_a_divided_word_keeps_its_hyphen(kit):
    first, *_ = set_lines(kit, "一二三neighbourhood四五", em=8, hyphenate=True, loosest=1)
    assert first.text.endswith("\u00ad")
    assert first.runs[-1].turned


def test_neighbouring_marks_squeeze_as_in_horizontal_lines(kit):
    line = set_line(kit, "《一》（二）、三。”四")
    assert placed(line) == [
        ("《", 0.0), ("一", 10.0), ("》", 20.0), ("（", 25.0), ("二", 35.0), ("）", 45.0),
        ("、", 50.0), ("三", 60.0), ("。", 70.0), ("”", 75.0), ("四", 85.0),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", "：；？！")
def test_tall_marks_keep_their_em(kit, mark):
    assert placed(set_line(kit, f"一{mark}）二"))[-1] == ("二", 30.0)
    assert placed(set_line(kit, "一，）二"))[-1] == ("二", 25.0)


def test_lines_obey_the_bans(kit):
    lines = set_lines(kit, "一二三四五，六七“八九十”", em=5, loosest=1)
    assert [line.text for line in lines] == ["一二三四", "五，六七“八", "九十”"]


def test_dots_stand_to_the_right_of_han_and_clear_of_the_next_line(marked):
    line = set_line(marked, ("着重，2019", "dots"), size=9.5)
    boxes = [ornament.box for ornament in line.ornaments]
    assert [round(-(box.y + box.height / 2), 3) for box in boxes] == [4.75, 14.25]
    for box in boxes:
        assert 9.5 / 2 < box.x < box.right < 9.5 / 2 + (12 - 9.5)


def test_a_framed_name_is_framed_here_too(marked):
    line = set_line(marked, "讣告", ("张某", "frame"), "同志")
    assert placed(line)[2:5] == [("张", 21.25), ("某", 31.25), ("同", 42.5)]
    top = max(ornament.box.top for ornament in line.ornaments)
    foot = min(ornament.box.y for ornament in line.ornaments)
    assert (round(top, 3), round(foot, 3)) == (-20.625, -41.875)
    left = min(ornament.box.x for ornament in line.ornaments)
    right = max(ornament.box.right for ornament in line.ornaments)
    assert (left, right) == (pytest.approx(-5.8), pytest.approx(5.8))


def test_ruby_stands_beside_the_line_han_upright_and_pinyin_turned(marked):
    line = set_line(marked, ("莘", "ruby:xīn"), ("某", "ruby:甲"))
    assert [(run.text, run.turned, run.size) for run in line.runs] == [
        ("莘", False, 10.0), ("xīn", True, 5.0), ("某", False, 10.0), ("甲", False, 5.0),
    ]  # fmt: skip
    pinyin, han = line.runs[1], line.runs[3]
    assert pinyin.xs[0] > 5.0
    assert han.xs[0] - 2.5 > 5.0
    middle = line.runs[0].ys[0] - 5
    assert pinyin.ys[0] - pinyin.shapes[0].advance * 5 / 2 == pytest.approx(middle)


def test_raised_type_stands_to_the_right(marked):
    (_, raised) = set_line(marked, "米", ("注", "sup")).runs
    assert (raised.size, raised.xs) == (7.5, (3.0,))
