"""A small sample of benchmarks/composition.py: mixed news copy, and no rule broken in any line."""

import pytest

from benchmarks import composition, golden
from tests.outside_cases import style
from xzpress.compose.paragraph import paragraph
from xzpress.diagnostic import Place
from xzpress.issue import Span, Text


def test_the_same_seed_gives_the_same_copy():
    first = composition.copy(5000, 3)
    assert first == composition.copy(5000, 3)
    assert first != composition.copy(5000, 4)
    assert 5000 <= sum(map(len, first)) < 5100


@pytest.mark.parametrize("em", [10, 13, 22])
def test_no_rule_is_broken(em, kit):
    look = golden.style(hyphenate=True)
    for text in composition.copy(8000, em):
        lines, told = composition.set_one(text, em, look, kit)
        assert not list(composition.faults(text, lines, look, em)), text
        assert {each.code for each in told} <= {"loose-line"}


@pytest.mark.parametrize(
    ("text", "broken", "fault"),
    [
        ("社区新闻，报道", "社区新闻|，报道", "line start"),
        ("社区《新闻》报道", "社区《|新闻》报道", "line end"),
        ("共有2018人参加", "共有20|18人参加", "split 2018"),
        ("上升25.9%左右", "上升25.9|%左右", "split 25.9%"),
        ("社区——报道", "社区—|—报道", "split ——"),
    ],
)
def test_what_the_storm_finds(text, broken, fault, kit):
    look = style()
    lines = [
        paragraph(Text((Span(part, Place("x", 1, 1)),)), look, (1000.0,), kit)[0][0]
        for part in broken.split("|")
    ]
    assert fault in set(composition.faults(text, tuple(lines), look, 100.0))
    whole = paragraph(Text((Span(text, Place("x", 1, 1)),)), look, (1000.0,), kit)[0]
    assert not list(composition.faults(text, whole, look, 100.0))
    assert "lost or doubled" in set(composition.faults(text + "镇", whole, look, 100.0))


def test_the_storm_has_what_news_has():
    copy = "".join(composition.copy(60_000, 1))
    wanted = {"“‘", "——", "……", "https://", "%～", "WTO", "《", "（", "￥", "℃", "·", "？！", "囍"}
    assert {each for each in wanted if each in copy} == wanted
