"""A story: its head, paragraphs and crossheads, each character with its place."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from xzpress.issue import Story
from xzpress.read.copy import story
from xzpress.read.problems import Problems

HEAD = "---\nheadline: 标题\n---\n"


def read(folder: Path, text: str) -> Story:
    path = folder / "lead.md"
    path.write_bytes(text.encode())
    problems = Problems()
    made = story(path, folder, folder, problems)
    assert made, problems.diagnostics
    return made


def test_paragraphs_and_crossheads(tmp_path: Path) -> None:
    made = read(tmp_path, HEAD + "\n第一段\n接着写\n\n## 小标题 ##\n第二段 New\nYork 1\\*2 &lt;3\n")
    assert [(p.kind, p.text.plain) for p in made.body] == [
        ("body", "第一段接着写"),
        ("crosshead", "小标题"),
        ("body", "第二段New York 1*2 <3"),
    ]
    last = made.body[2].text
    assert [str(last.place_of(last.plain.index(c))) for c in "Y*<3"] == [
        "lead.md:10:1",
        "lead.md:10:7",
        "lead.md:10:11",
        "lead.md:10:15",
    ]
    assert str(made.body[1].text.place) == "lead.md:8:4"


def test_head_parts_keep_forced_turns_and_places(tmp_path: Path) -> None:
    head = (
        '---\nheadline: |\n  莘庄镇\n  务虚会\nkicker: "启\\u822a"\nbyline: 记者 张莉\n---\n正文\n'
    )
    made = read(tmp_path, head)
    parts = {
        name: (text.plain, str(text.place_of(len(text.plain) - 1))) for name, text in made.parts
    }
    assert parts == {
        "kicker": ("启航", "lead.md:5:11"),
        "headline": ("莘庄镇\n务虚会", "lead.md:4:5"),
        "byline": ("记者　张莉", "lead.md:6:13"),
    }


def test_line_ends_and_byte_order_marks_do_not_matter(tmp_path: Path) -> None:
    text = HEAD + "一\n二\n\n三\n"
    plain = read(tmp_path, text)
    assert read(tmp_path, text.replace("\n", "\r\n")) == plain
    assert read(tmp_path, "\ufeff" + text) == plain


def test_definitions_of_links_are_wording(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD + "[注]: 见第二版\n").body[0].text.plain == "[注]：见第二版"


@given(st.lists(st.text(alphabet="莘庄镇，。ab12,;?!()[]\\&#%", max_size=30), min_size=1))
def test_no_paragraph_loses_a_character(tmp_path_factory: object, lines: list[str]) -> None:
    folder = tmp_path_factory.mktemp("story")  # type: ignore[attr-defined]
    escaped = ["甲" + "".join(f"\\{c}" if c in "\\[]()&#" else c for c in line) for line in lines]
    made = read(folder, HEAD + "\n\n".join(escaped) + "\n")
    halves = str.maketrans("，；：？！。（）", ",;:?!.()")
    assert [p.text.plain.translate(halves) for p in made.body] == [
        "甲" + line.translate(halves) for line in lines
    ]
