"""Broken input, with the expected words beside the line at fault (tests/mistakes).

A page there is read as an issue.yaml, or as a story where it ends in .md, in an issue that is sound
otherwise. `# 11: 错误[code]: …` on a line expects just that, in column 11; on a line of its own it
goes with the line above, as `# 提示: …` does. All other comments are the page's own.
"""

import re
from pathlib import Path

import pytest
from PIL import Image

from xzpress.diagnostic import Severity
from xzpress.read import Unreadable, issue

MISTAKES = Path(__file__).resolve().parents[1] / "mistakes"
PAGES = sorted(path.name for path in MISTAKES.iterdir())
EXPECTED = re.compile(r"(?:^|\s+)#\s+((?:\d+: )?(?:错误|警告)\[.*)$")
HINT = re.compile(r"^\s*#\s+提示: (.*)$")

ISSUE = """\
paper: xinzhuang
date: 2018-11-30
number: 47
total: 312
pages:
  - layout: front
    stories: {lead: lead.md}
"""
STORY = "---\nheadline: 莘庄镇召开务虚会\n---\n正文。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound issue."""
    (tmp_path / "fonts").mkdir()
    (tmp_path / "layouts" / "xinzhuang").mkdir(parents=True)
    (tmp_path / "layouts" / "xinzhuang" / "paper.yaml").touch()
    folder = tmp_path / "issues" / "2018-11-30"
    (folder / "photos").mkdir(parents=True)
    Image.new("RGB", (30, 20)).save(folder / "photos" / "meeting.jpg")
    (folder / "photos" / "notes.txt").write_text("备忘", encoding="utf-8")
    (folder / "issue.yaml").write_text(ISSUE, encoding="utf-8")
    (folder / "lead.md").write_text(STORY, encoding="utf-8")
    return folder


def page_and_expected(text: str) -> tuple[str, list[str]]:
    """The page without its expectations, and these as the counter would print them."""
    lines: list[str] = []
    expected: list[str] = []
    for line in text.split("\n"):
        if hint := HINT.match(line):
            expected[-1] += f"\n  提示: {hint[1]}"
        elif found := EXPECTED.search(line):
            before = line[: found.start()]
            if before.strip():
                lines.append(before)
            expected.append(f"{len(lines)}:{'' if found[1][0].isdigit() else ' '}{found[1]}")
        else:
            lines.append(line)
    return "\n".join(lines), expected


def told(folder: Path) -> list[str]:
    """What reading the issue says, notes left out, without the file's name."""
    try:
        _, diagnostics = issue(folder)
    except Unreadable as unreadable:
        diagnostics = unreadable.diagnostics
    told = [d.text("zh") for d in diagnostics if d.severity > Severity.NOTE]
    return [text.partition(":")[2] for text in told]


@pytest.mark.parametrize("name", PAGES)
def test_each_mistake_is_told_with_place_and_hint(name: str, folder: Path) -> None:
    page, expected = page_and_expected((MISTAKES / name).read_text(encoding="utf-8"))
    where = folder / ("lead.md" if name.endswith(".md") else "issue.yaml")
    where.write_text(page, encoding="utf-8", newline="\n")
    assert expected
    assert told(folder) == expected


def test_a_sound_issue_says_nothing(folder: Path) -> None:
    assert told(folder) == []


def test_every_message_has_a_hint_in_both_languages() -> None:
    from xzpress.catalogue import MESSAGES

    codes = {
        code
        for path in MISTAKES.iterdir()
        for code in re.findall(r"(?:错误|警告)\[([^]]+)\]", path.read_text(encoding="utf-8"))
    }
    assert len(codes) >= 20
    assert [code for code in codes if not (MESSAGES[code].hint_zh and MESSAGES[code].hint_en)] == []
