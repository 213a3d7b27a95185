"""The markup of a story's body: what it becomes, where its characters stand, what stays text."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from xzpress.diagnostic import Place
from xzpress.issue import Paragraph, Text
from xzpress.read.blocks import paragraphs
from xzpress.read.markup import marked
from xzpress.read.problems import Problems
from xzpress.read.source import Source
from xzpress.read.written import Written

ROOT = Path(__file__).resolve().parents[2]

MARKED = {
    "会上，**强调**要": [("会上，", ""), ("强调", "bold"), ("要", "")],
    "*楷体*与==重点==": [("楷体", "kai"), ("与", ""), ("重点", "dots")],
    "**甲==乙==**，***丙***": [
        ("甲", "bold"), ("乙", "bold dots"), ("，", ""), ("丙", "bold kai"),
    ],
    "==**甲**==": [("甲", "bold dots")],
    # CommonMark leaves these stars in print (commonmark-spec issue 650).
    "他说，**“重点”**。": [("他说，", ""), ("“重点”", "bold"), ("。", "")],
    "**提示：**明天停水": [("提示：", "bold"), ("明天停水", "")],
    "是**（一期）**的": [("是", ""), ("（一期）", "bold"), ("的", "")],
    "达**46%**以上，第1**2**号": [
        ("达", ""), ("46%", "bold"), ("以上，第1", ""), ("2", "bold"), ("号", ""),
    ],
    "10^3^米^2^，H~2~O，V~平均~，Na^+^，文献^[1]^": [
        ("10", ""), ("3", "sup"), ("米", ""), ("2", "sup"), ("，H", ""), ("2", "sub"),
        ("O，V", ""), ("平均", "sub"), ("，Na", ""), ("+", "sup"), ("，文献", ""), ("[1]", "sup"),
    ],
    "[张某某]{.frame}、[李]{.red .bold}[王]{ .z-1 }": [
        ("张某某", "frame"), ("、", ""), ("李", "bold red"), ("王", "z-1"),
    ],
    "[见[注]和**丙**]{.nobreak}": [("见[注]和", "nobreak"), ("丙", "bold nobreak")],
    "{莘庄|xīn zhuāng}{妈妈|mā mā}": [
        ("莘", "ruby:xīn"), ("庄", "ruby:zhuāng"), ("妈", "ruby:mā"), ("妈", "ruby:mā"),
    ],
    "**{莘庄|Xīnzhuāng}**{CBD|中央 商务区}": [
        ("莘庄", "bold ruby:Xīnzhuāng"), ("CBD", "ruby:中央\u00a0商务区"),
    ],
    "沪闵{|}高架{~}路{|}": [("沪闵\u200b", ""), ("高架\u2060", ""), ("路", "")],
    "[https://a.cn/?a=b]{.red}**www.b.cn**": [("https://a.cn/?a=b", "red"), ("www.b.cn", "bold")],
}  # fmt: skip

TEXT = [
    "3*4=12，5*6=30",
    "注*：含税",
    "张*、李*",
    "5~10℃，风力3~5级",
    "周一~周三，周五~周日",
    "A~B座，C~D座",
    "^_^真好^o^，(^o^)好(^o^)",
    "手机138****1234",
    "若a==b、c=d",
    "2**10",
    "a|b，{花}，{x|x>0}，{……}",
    "[注]：见[第二版]",
    "`一个重音",
    "x_1_和__填空__",
    "https://a.cn/~u/~v/?a==b&lt;=1",
    "A < B，<张三>",
    "&foo;和&#1;",
]


def source(text: str) -> Source:
    return Source("lead.md", tuple(text.split("\n")))


def written(text: str) -> Written:
    """The wording as if it stood in a file of its own, turns and all."""
    at = [(n, m) for n, line in enumerate(text.split("\n"), 1) for m in range(1, len(line) + 2)]
    return Written(text, "lead.md", tuple(at[:-1]), Place("lead.md", 1, 1))


def body(text: str) -> tuple[Paragraph, ...]:
    problems = Problems()
    made = paragraphs(source(text), 0, problems)
    assert not problems.serious, problems.diagnostics
    return made


def spans(text: Text) -> list[tuple[str, str]]:
    return [(span.text, span.style) for span in text.spans]


@pytest.mark.parametrize(("copy", "expected"), MARKED.items())
def test_signs_become_marks(copy: str, expected: list[tuple[str, str]]) -> None:
    (paragraph,) = body(copy)
    assert spans(paragraph.text) == expected


@pytest.mark.parametrize("copy", TEXT)
def test_signs_that_mean_something_else_stay(copy: str) -> None:
    problems = Problems()
    assert marked(written(copy), problems).text == copy
    assert problems.diagnostics == ()


def test_a_backslash_takes_the_meaning_away() -> None:
    signs = r"\*\*甲\*\* =\=乙=\= \^2^ H\~2~ \[丙]{花} \{莘|xīn} {丁\|dīng} \- \> \# \`a`"
    made = marked(written(signs), Problems())
    assert made.text == "**甲** ==乙== ^2^ H~2~ [丙]{花} {莘|xīn} {丁|dīng} - > # `a`"
    assert not made.marks


def test_normalising_works_across_the_borders_of_marks() -> None:
    """Just what plain text becomes, with the marks on it and every character at its place."""
    problems = Problems()
    copy = '会**上,李**慧(*左* )说"**莘**庄"{|}.\n看 **2019** 年...'
    (paragraph,) = paragraphs(source(copy), 0, problems)
    plain, _ = body('会上,李慧(左 )说"莘庄".\n看 2019 年...\n\n甲')
    assert paragraph.text.plain.replace("\u200b", "") == plain.text.plain
    assert spans(paragraph.text)[:5] == [
        ("会", ""),
        ("上，李", "bold"),
        ("慧（", ""),
        ("左", "kai"),
        ("）说“", ""),
    ]
    where = paragraph.text.place_of
    at = paragraph.text.plain.index
    assert [(where(at(c)).line, where(at(c)).column) for c in "，（”\u200b。看2年"] == [
        (1, 5), (1, 10), (1, 24), (1, 25), (1, 28), (2, 1), (2, 5), (2, 12),
    ]  # fmt: skip


def test_lists_quotes_and_signatures() -> None:
    made = body(
        "- 一\n- **二**\n  接着\n\n3. 三\n4) 四\n\n> 引\n接着\n>\n> 又引\n\n"
        "正文\n{.signature}\n莘庄镇\n2018年\n\n再写"
    )
    assert [(p.kind, p.marker, p.text.plain, str(p.text.place)) for p in made] == [
        ("item", "", "一", "lead.md:1:3"),
        ("item", "", "二接着", "lead.md:2:5"),
        ("item", "3.", "三", "lead.md:5:4"),
        ("item", "4)", "四", "lead.md:6:4"),
        ("quote", "", "引接着", "lead.md:8:3"),
        ("quote", "", "又引", "lead.md:11:3"),
        ("body", "", "正文", "lead.md:13:1"),
        ("signature", "", "莘庄镇", "lead.md:15:1"),
        ("signature", "", "2018年", "lead.md:16:1"),
        ("body", "", "再写", "lead.md:18:1"),
    ]


def test_tables() -> None:
    (made,) = body(
        "|      | 户数 | 备注 |\n|:-----|---:|:--:|\n"
        "| {莘庄|xīn zhuāng} | **1,607** | |\n| a\\|b | 440 | 见, 下\n"
    )
    assert made.kind == "table"
    assert made.aligns == ("left", "right", "center")
    assert [[cell.plain for cell in row] for row in made.rows] == [
        ["", "户数", "备注"],
        ["莘庄", "1,607", ""],
        ["a|b", "440", "见，下"],
    ]
    assert (made.text.plain, str(made.text.place)) == ("", "lead.md:1:8")
    number = made.rows[1][1]
    assert (number.spans[0].style, str(number.place)) == ("bold", "lead.md:3:23")


@pytest.mark.parametrize("name", ["copy.md", "copy.zh.md"])
def test_the_page_about_markup_is_true(name: str) -> None:
    """Its story is read without an error, and has every kind of paragraph and mark there is."""
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    story = re.findall(r"^````markdown\n(.*?)^````$", text, re.M | re.S)[0]
    front, _, copy = story.removeprefix("---\n").partition("---\n")
    assert "headline" in front
    made = body(copy)
    kinds = {paragraph.kind for paragraph in made}
    assert kinds == {"body", "crosshead", "item", "quote", "signature", "table"}
    texts = [t for p in made for t in (p.text, *(c for row in p.rows for c in row))]
    names = {n.partition(":")[0] for t in texts for s in t.spans for n in s.style.split()}
    paper = yaml.safe_load((ROOT / "layouts/xinzhuang/paper.yaml").read_text(encoding="utf-8"))
    assert names == {*paper["marks"], "nobreak", "ruby"}


# Properties: copy as a tree of marks over words, written out in both ways.

WORDS = st.text(alphabet="莘庄镇，。“”（）abc1230", min_size=1, max_size=6)
WRAPS = {
    "bold": ("**", "**"), "dots": ("==", "=="),
    "kai": ("[", "]{.kai}"), "red": ("[", "]{.red}"), "nobreak": ("[", "]{.nobreak}"),
}  # fmt: skip
Tree = tuple[str, list[object]]
TREES = st.recursive(
    WORDS, lambda inner: st.tuples(st.sampled_from(sorted(WRAPS)), st.lists(inner, min_size=1))
)


def write_out(tree: object, names: frozenset[str]) -> tuple[str, list[tuple[str, frozenset[str]]]]:
    """The copy of a tree, and its characters with their marks."""
    if isinstance(tree, str):
        return tree, [(character, names) for character in tree]
    name, inner = tree  # type: ignore[misc]
    if name in names:  # a mark within itself is no other
        parts = [write_out(part, names) for part in inner]
        return "".join(copy for copy, _ in parts), [c for _, cs in parts for c in cs]
    opening, closing = WRAPS[name]
    parts = [write_out(part, names | {name}) for part in inner]
    copy = "".join(copy for copy, _ in parts)
    # What opens stands before words, never before a mark that ends them, and so at the end.
    left, right = "甲" + opening + "乙", "丙" + closing + "丁"
    own = names | {name}
    within = [("乙", own), *(c for _, cs in parts for c in cs), ("丙", own)]
    return left + copy + right, [("甲", names), *within, ("丁", names)]


@given(st.lists(TREES, min_size=1, max_size=4))
def test_text_without_its_signs_is_the_spans(trees: list[object]) -> None:
    parts = [write_out(tree, frozenset()) for tree in trees]
    copy, expected = "".join(c for c, _ in parts), [c for _, cs in parts for c in cs]
    problems = Problems()
    made = marked(written(copy), problems)
    assert problems.diagnostics == ()
    marks = [frozenset(mark.names.split()) for mark in made.marks] or [frozenset()] * len(made.text)
    assert list(zip(made.text, marks, strict=True)) == expected
    for character, (_, column) in zip(made.text, made.at, strict=True):
        assert copy[column - 1] == character


@given(st.text(alphabet="莘庄，“”ab12 \n*=~^[](){}|.!\\`<>&;:/-#", max_size=60))
def test_whatever_is_typed_stands_in_the_file_and_is_read_or_reported(text: str) -> None:
    """A backslash stands for what it lets be printed, a full-width mark for its half-width one."""
    problems = Problems()
    lines = text.split("\n")
    made = paragraphs(source(text), 0, problems)
    changed = {d.place for d in problems.diagnostics}
    texts = [t for p in made for t in ([c for row in p.rows for c in row] or [p.text])]
    places = [t.place_of(n) for t in texts for n in range(len(t.plain))]
    plain = "".join(t.plain for t in texts)
    for character, place in zip(plain, places, strict=True):
        stands = lines[place.line - 1][place.column - 1 : place.column]
        apart = stands in ("\\", "{", "&") or character in " …—"
        assert stands == character or apart or place in changed
    assert places == sorted(places)
    ruby = any(s.style.count("ruby:") for t in texts for s in t.spans)
    if not problems.serious and not ruby:
        assert [c for c in plain if c in "莘庄"] == [c for c in text if c in "莘庄"]
