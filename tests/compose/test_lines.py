"""Paragraphs and the lines they make: a bar stands where a line ends."""

import pytest

from tests.outside_cases import style
from xzpress.compose.paragraph import paragraph
from xzpress.diagnostic import Place
from xzpress.issue import Span, Text

HERE = Place("story.md", 3, 1)


def set_lines(text, em, kit, **changes):
    lines, trouble = paragraph(Text((Span(text, HERE),)), style(**changes), (em * 10.0,), kit)
    return lines, trouble


@pytest.mark.parametrize(
    ("em", "lines"),
    [
        # a stop never begins a line; the line before it gives up half an em
        (6, "莘庄镇召开，|社区大会"),
        # an opening mark never ends one
        (5, "社区新闻|《莘庄报》"),
        # a number goes over whole
        (6, "面积共计有|120㎡左右"),
        (5, "上升了|33.8%左右"),
        # a dash is one piece of two em
        (6, "社区新闻报|——莘庄镇"),
        # the last line has two characters at the least
        (6, "一二三四五|六七"),
        # half-width words stay whole
        (6, "百年企业|WTO规则"),
        # the desk forbids a break with U+2060 and allows one with U+200B
        (4, "社区新|闻\u2060报"),
        (5, "见ABC\u200b|DEFG"),
    ],
)
def test_where_lines_end(em, lines, kit):
    found, _ = set_lines(lines.replace("|", ""), em, kit)
    assert "|".join(line.text.rstrip(" ") for line in found) == lines.replace("\u2060", "").replace(
        "\u200b", ""
    )


def test_every_line_but_the_last_fills_the_measure(kit):
    text = "会上，李慧带领大家回顾了莘庄半个多世纪来的发展历程，冷静清醒认识莘庄所处的发展阶段。"
    lines, _ = set_lines(text, 13, kit, indent=2.0)
    assert [round(line.width, 6) for line in lines[:-1]] == [130.0] * (len(lines) - 1)
    assert lines[0].runs[0].xs[0] == 20.0


def test_gaps_open_evenly(kit):
    (first, _), _ = set_lines("一二三四五六七八九十，一二三四", 10.7, kit)
    gaps = {round(b - a, 6) for a, b in zip(first.runs[0].xs, first.runs[0].xs[1:], strict=False)}
    assert gaps == {round(10 + first.gap * 10, 6)}


def test_brackets_give_way_before_commas_and_sentence_ends_last(kit):
    (line,), _ = set_lines("一，二。三（四）五六七", 10, kit)
    xs = line.runs[0].xs
    assert xs[2] - xs[1] == pytest.approx(10)  # ，keeps its em
    assert xs[4] - xs[3] == pytest.approx(10)  # 。too
    assert xs[8] - xs[4] == pytest.approx(30)  # （ and ） give up their half em each


def test_a_face_that_lacks_a_character_leaves_it_to_another(kit):
    lines, trouble = paragraph(Text((Span("卡尔·囍", HERE),)), style(face="brush"), (100.0,), kit)
    assert [(run.face, run.text) for run in lines[0].runs] == [
        ("brush", "卡尔"),
        ("song-bold", "·"),
        ("song", "囍"),
    ]
    assert not trouble


def test_a_character_that_no_face_has_is_named_with_its_place(kit):
    _, (found,) = set_lines("莘庄\U000e0041镇", 10, kit)
    assert found.text("zh").splitlines()[0] == (
        "story.md:3:3: 错误[missing-glyph]: 字体里没有“\U000e0041”（U+E0041），样式 case"
    )


def test_a_word_longer_than_the_line_is_cut_and_reported(kit):
    word = "Donaudampfschifffahrtsgesellschaft"
    lines, trouble = set_lines(f"见{word}", 8, kit)
    assert trouble[0].code == "split-word"
    assert "".join(line.text for line in lines) == f"见{word}"
    assert all(line.width <= 80 for line in lines)


def test_a_line_that_must_be_loose_is_reported(kit):
    _, trouble = set_lines("一二三四五六ABCDEFGHIJK", 8, kit, loosest=0.2)
    assert [found.code for found in trouble] == ["loose-line"]


def test_an_opening_mark_behind_the_indent_keeps_its_em_or_not(kit):
    full, _ = set_lines("“莘庄”社区报", 10, kit, indent=2.0)
    half, _ = set_lines("“莘庄”社区报", 10, kit, indent=2.0, indent_start="half")
    assert [line[0].runs[0].xs[0] for line in (full, half)] == [20.0, 15.0]


def test_an_opening_mark_at_a_line_start_keeps_its_em_or_not(kit):
    half, _ = set_lines("莘庄镇社区“新闻”", 5, kit)
    full, _ = set_lines("莘庄镇社区“新闻”", 5, kit, line_start="full")
    assert [line[1].runs[0].xs[0] for line in (half, full)] == [-5.0, 0.0]
