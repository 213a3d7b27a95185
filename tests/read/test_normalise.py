"""Half-width marks become full-width where Han asks for it, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xzpress.diagnostic import Place
from xzpress.read import normalise
from xzpress.read.normalise import wording
from xzpress.read.problems import Problems
from xzpress.read.written import Written

CHANGED = {
    # From the front page of 2018-11-30 (OCR).
    "春申复地城(一期)在册登记607辆车,车位数440个": "春申复地城（一期）在册登记607辆车，车位数440个",
    "塑造魅(梅)力“莘”文化;以切实提高": "塑造魅（梅）力“莘”文化；以切实提高",
    "一是明确目标,正确认识;二是转变观念": "一是明确目标，正确认识；二是转变观念",
    "启航 2019, 迎接新的挑战": "启航 2019，迎接新的挑战",
    "看看 2019 莘庄如何展翅高飞?": "看看 2019 莘庄如何展翅高飞？",
    # After huacnlee/autocorrect (MIT), src/rule/fullwidth.rs.
    "你好,这是一个句子.": "你好，这是一个句子。",
    "刚刚买了一部iPhone,好开心!": "刚刚买了一部iPhone，好开心！",
    # Ours.
    "世界卫生组织(WHO)的通知": "世界卫生组织（WHO）的通知",
    '他说:"你好."然后走了': "他说：“你好。”然后走了",
    "他说'好'了": "他说‘好’了",
    "等一等...再说…完。。。": "等一等……再说……完……",
    "莘庄--闵行的副中心": "莘庄——闵行的副中心",
    "占63%~68%之间": "占63%～68%之间",
    "阿不都•买买提": "阿不都·买买提",
    "增长5%.": "增长5%。",
    "２０１９年ＣＢＤ⽬标": "2019年CBD目标",
    "见https://a.cn/x,y?z=1,欢迎": "见https://a.cn/x,y?z=1，欢迎",
    "零\u200b宽": "零宽",
}
KEPT = [
    "1,234.56元",
    "8:30开始",
    "比分1:2落后",
    "隔夜SHIBOR报1.5530%，上涨33.80%个基点。",
    "The Exchange’s rules (2018), see p. 3: nothing, really...",
    "写信到editor@a.cn或上www.a.cn/b,c",
    "f(x)=3",
    "沪—杭高速",
    "莘庄……梅花——香",
    "1.莘庄",
    "“莘”文化",
]
INK = "莘庄镇，。、“”（）abcXYZ0123456789,;:?!()\"'%·～《》"
COPY = st.text(alphabet=INK + " \n", min_size=1, max_size=60)


def written(text: str) -> Written:
    """The wording as if it stood in a file of its own, turns and all."""
    at, line, column = [], 1, 1
    for character in text:
        at.append((line, column))
        line, column = (line + 1, 1) if character == "\n" else (line, column + 1)
    return Written(text, "a.md", tuple(at), Place("a.md", 1, 1))


@pytest.mark.parametrize(("text", "expected"), CHANGED.items())
def test_marks_among_han_become_full_width(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_numbers_addresses_and_latin_stay(text: str) -> None:
    assert normalise(text) == text


def test_each_change_is_a_note_with_its_place() -> None:
    problems = Problems()
    text = wording(written("会上,李慧(左)\n 看 2019 年"), problems, flow=True)
    assert text.plain == "会上，李慧（左）看2019年"
    assert [d.text("zh") for d in problems.diagnostics] == [
        "a.md:1:3: 说明[normalised]: “,”改成“，”",
        "a.md:1:6: 说明[normalised]: “(”改成“（”",
        "a.md:1:8: 说明[normalised]: “)”改成“）”",
        "a.md:2:3: 说明[blank-dropped]: 去掉空格",
        "a.md:2:8: 说明[blank-dropped]: 去掉空格",
    ]


def test_a_turn_is_forced_in_a_head_and_means_nothing_in_flow() -> None:
    assert wording(written("启航 \n 2019"), Problems()).plain == "启航\n2019"
    assert wording(written("启航\n2019"), Problems(), flow=True).plain == "启航2019"
    assert wording(written("New\nYork"), Problems(), flow=True).plain == "New York"


def test_a_name_keeps_its_gap() -> None:
    assert wording(written("记者 张莉"), Problems(), name_gap=True).plain == "记者　张莉"
    assert wording(written("记者　张　莉"), Problems()).plain == "记者　张　莉"


@given(COPY)
def test_no_character_is_lost_or_doubled(text: str) -> None:
    made = wording(written(text), Problems(), flow=True).plain
    halves = str.maketrans("，；：？！。（）“”‘’", ",;:?!.()\"\"''")
    kept = [c for c in text.translate(halves) if not c.isspace()]
    assert [c for c in made.translate(halves) if not c.isspace()] == kept


@given(st.text(alphabet=INK + " \n.-—…", min_size=1, max_size=60))
def test_every_unchanged_character_knows_where_it_stood(text: str) -> None:
    problems = Problems()
    made = wording(written(text), problems, flow=True)
    lines = text.split("\n")
    changed = {d.place for d in problems.diagnostics}
    for index, character in enumerate(made.plain):
        place = made.place_of(index)
        stood = lines[place.line - 1][place.column - 1 : place.column]
        assert stood == character or place in changed or character in " …—"
