"""Where heads turn, what is said of turns the desk forces, and how short heads are spaced."""

from itertools import pairwise

import pytest

from tests.outside_cases import style
from xzpress.compose.head import head
from xzpress.design import Box
from xzpress.diagnostic import Place
from xzpress.issue import Span, Text

HEAD = {"align": "center", "max_lines": 2}


def set_head(kit, text, em, names=(), **changes):
    """A headline of 20 pt in a place so many em wide, and what is told."""
    styles = {"headline": style(name="headline", sizes=(20.0,), **HEAD | changes)}
    copy = {"headline": Text((Span(text, Place("lead.md", 3, 11)),))}
    (block,), trouble = head(copy, styles, Box(0, 0, em * 20.0, 200), kit, names)
    return block, [(found.code, str(found.place)) for found in trouble]


def turned(kit, text, em, names=()):
    """A head's lines: a bar stands where one ends."""
    block, trouble = set_head(kit, text, em, names)
    assert not trouble
    return "|".join(line.text for line in block.lines)


def places(block):
    return [
        (shape.text, round(x, 2))
        for run in block.lines[0].runs
        for shape, x in zip(run.shapes, run.xs, strict=True)
    ]


@pytest.mark.parametrize(
    ("em", "lines"),
    [
        (8, "提升社区群众性|文化活动水平"),
        # the even turn would be 莘庄镇召开工作|务虚会: a word stays whole
        (8, "莘庄镇召开|年度务虚会议"),
        # never before a particle
        (7, "大家都来做美丽|家园的建设者"),
        # a number stays with what it counts, and with its 万
        (7, "惠及居民|3.5万人的新规"),
        # a turn stands behind a mark where there is one
        (9, "跳出莘庄，|站在未来看莘庄"),
    ],
)
def test_a_head_turns_between_words(kit, em, lines):
    assert turned(kit, lines.replace("|", ""), em) == lines


@pytest.mark.parametrize("name", ["宋延辉", "春申复地城", "莘松五村"])
@pytest.mark.parametrize("before", ["记者走访", "本报记者走访", "本报的记者再次走访"])
def test_a_name_on_the_list_is_never_taken_apart(kit, name, before):
    text = f"{before}{name}听民情"
    for em in (len(text) // 2 + 2, len(text) // 2 + 3):
        assert name in turned(kit, text, em, (name,))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("莘庄召开务虚会\n，谋划明年", "ill-turn-ban"),
        ("家门口\n的新变化", "ill-turn-particle"),
        ("新增车位440\n个", "ill-turn-number"),
        ("记者宋延\n辉走访", "ill-turn-name"),
        ("社区治\n理有新招", "ill-turn-word"),
    ],
)
def test_a_forced_turn_wins_and_is_reported_where_it_breaks_a_rule(kit, text, code):
    block, trouble = set_head(kit, text, 20, ("宋延辉",))
    assert "\n".join(line.text for line in block.lines) == text
    column = 11 + text.index("\n") + 1
    assert trouble == [(code, f"lead.md:3:{column}")]


def test_a_forced_turn_between_words_is_not_reported(kit):
    assert turned(kit, "社区治理\n有新招", 20) == "社区治理|有新招"


def test_two_characters_stand_an_em_apart_and_three_half_an_em(kit):
    two, _ = set_head(kit, "全角", 10)
    assert places(two) == [("全", 70.0), ("角", 110.0)]
    three, _ = set_head(kit, "基本级", 10)
    assert places(three) == [("基", 60.0), ("本", 90.0), ("级", 120.0)]
    four, _ = set_head(kit, "社区治理", 10)
    assert [b[1] - a[1] for a, b in pairwise(places(four))] == [20.0] * 3


def test_a_style_with_tracking_of_its_own_keeps_it(kit):
    block, _ = set_head(kit, "全角", 10, tracking=0.25)
    (_, first), (_, second) = places(block)
    assert second - first == 25.0


def test_marks_squeeze_in_heads(kit):
    block, _ = set_head(kit, "《一》（二）。三", 10, align="left")
    assert places(block)[1:] == [
        ("一", 10.0), ("》", 30.0), ("（", 40.0), ("二", 60.0), ("）", 80.0), ("。", 90.0),
        ("三", 110.0),
    ]  # fmt: skip


def test_a_centred_line_is_centred_by_its_ink_not_by_the_blank_of_its_marks(kit):
    block, _ = set_head(kit, "“社区治理”", 10)
    edges = dict(places(block))
    left, right = edges["社"] - 10, 200 - (edges["理"] + 20 + 10)
    assert left == pytest.approx(right)


def test_lines_of_a_vertical_head_turn_and_squeeze_alike(kit):
    styles = {"headline": style(name="headline", sizes=(20.0,), **HEAD)}
    copy = {"headline": Text((Span("《一》（二）社区治理", Place("lead.md")),))}
    (block,), trouble = head(copy, styles, Box(0, 0, 60, 160), kit.upright())
    assert not trouble
    assert block.vertical
    run = block.lines[0].runs[0]
    steps = {s.text: round(-y, 2) for s, y in zip(run.shapes, run.ys, strict=True)}
    assert steps["二"] - steps["一"] == 50.0
