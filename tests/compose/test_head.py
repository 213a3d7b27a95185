"""Heads: the largest size that fits, good turns, and what is said when nothing fits."""

from tests.outside_cases import style
from xzpress.compose.head import head
from xzpress.design import Box
from xzpress.diagnostic import Place
from xzpress.issue import Span, Text

STYLES = {
    "kicker": style(name="kicker", sizes=(20.0, 16.0, 12.0), align="center"),
    "headline": style(name="headline", sizes=(46.0, 36.0, 28.0, 20.0), align="center", max_lines=2),
    "deck": style(name="deck", sizes=(14.0, 12.0), align="center", max_lines=2),
}


def copy(text):
    return Text((Span(text, Place("lead.md", 3, 11)),))


def set_head(kit, width, height, **texts):
    blocks, trouble = head(
        {part: copy(text) for part, text in texts.items()}, STYLES, Box(0, 0, width, height), kit
    )
    shown = [(b.part, b.size, "|".join(line.text for line in b.lines)) for b in blocks]
    return shown, [d.code for d in trouble]


def test_the_headline_takes_the_largest_size_that_fits(kit):
    assert set_head(kit, 330, 120, kicker="启航2019", headline="莘庄镇召开务虚会") == (
        [("kicker", 20.0, "启航2019"), ("headline", 36.0, "莘庄镇召开务虚会")],
        [],
    )


def test_a_second_line_lets_it_be_larger(kit):
    shown, _ = set_head(kit, 250, 140, headline="莘庄镇召开明年工作务虚会")
    assert shown == [("headline", 36.0, "莘庄镇召开明|年工作务虚会")]


def test_no_line_begins_with_a_particle_and_marks_invite_a_turn(kit):
    shown, _ = set_head(kit, 220, 140, headline="要站在未来，跳出莘庄看莘庄")
    assert shown[0][2] == "要站在未来，|跳出莘庄看莘庄"
    shown, _ = set_head(kit, 170, 140, headline="美丽家园的建设者")
    assert not shown[0][2].split("|")[-1].startswith("的")


def test_a_turn_that_the_desk_forces_wins(kit):
    shown, _ = set_head(kit, 400, 140, headline="莘庄\n社区治理展翅高飞")
    assert shown[0][2] == "莘庄|社区治理展翅高飞"


def test_a_head_that_does_not_fit_is_set_small_and_reported(kit):
    shown, codes = set_head(kit, 100, 20, headline="莘庄镇召开明年工作思路务虚会扩大会议")
    assert codes == ["head-overset"]
    assert shown[0][1] == 20.0
    assert shown[0][2].replace("|", "") == "莘庄镇召开明年工作思路务虚会扩大会议"
