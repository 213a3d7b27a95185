"""The demo issue and fonts, read whole."""

import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from xzpress.diagnostic import Severity
from xzpress.read import Unreadable, faces, issue, root_of

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "issues" / "2018-11-30"


def test_the_demo_issue_is_read_whole() -> None:
    made, diagnostics = issue(DEMO)
    assert (made.name, made.paper, made.date) == ("2018-11-30", "xinzhuang", date(2018, 11, 30))
    (page,) = made.pages
    lead, sidebar = (story for _, story in page.stories)
    assert [text.plain for _, text in lead.parts] == [
        "启航2019，迎接新的挑战再创辉煌",
        "莘庄镇召开明年工作思路务虚会",
        "记者　张莉",
    ]
    assert (len(lead.body), len(sidebar.body)) == (6, 10)
    assert [photo.pixels for photo in (*lead.photos, *sidebar.photos)] == [
        (2400, 1600),
        (1800, 1200),
        (1800, 1200),
        (1800, 1200),
    ]
    assert [code.caption.plain for _, code in made.codes] == [
        "扫描二维码\n阅读其他社区报",
        "扫描二维码\n关注“莘庄周报”",
    ]
    assert {d.severity for d in diagnostics} == {Severity.NOTE}
    assert Counter(d.code for d in diagnostics)["sample-value"] == 14


def test_only_marks_and_blanks_of_the_copy_change() -> None:
    made, diagnostics = issue(DEMO)
    for _, story in made.pages[0].stories:
        lines = (ROOT / story.place.file).read_text(encoding="utf-8").split("\n")
        changed = {d.place for d in diagnostics}
        for paragraph in story.body:
            for index, character in enumerate(paragraph.text.plain):
                place = paragraph.text.place_of(index)
                stands = lines[place.line - 1][place.column - 1]
                assert stands == character or (place in changed and stands in ',;:?!()"')


def test_the_fonts_and_their_chains() -> None:
    made, diagnostics = faces(ROOT)
    assert made.language == "zh-Hans"
    assert diagnostics == ()
    assert all(face.path.is_file() and name not in face.fallback for name, face in made.faces)


def test_a_folder_without_a_paper_above_it(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        root_of(tmp_path)
    assert [d.code for d in caught.value.diagnostics] == ["no-root"]


def test_a_folder_without_an_issue(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "fonts").mkdir()
    with pytest.raises(Unreadable) as caught:
        issue(tmp_path / "issues" / "2018-12-07")
    assert [d.code for d in caught.value.diagnostics] == ["no-issue"]


def test_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "fonts").mkdir()
    (tmp_path / "issue.yaml").write_text(
        "paper: x\npages:\n  - stories: {a: a.md, b: b.md}\n", encoding="utf-8"
    )
    (tmp_path / "a.md").write_text("没有开头\n", encoding="utf-8")
    (tmp_path / "b.md").write_bytes("没有".encode("gb18030"))
    with pytest.raises(Unreadable) as caught:
        issue(tmp_path)
    files = Counter(d.place.file for d in caught.value.diagnostics if d.place)
    assert files == {"issue.yaml": 5, "a.md": 1, "b.md": 1}


def test_importing_read_is_cheap() -> None:
    heavy = "{'PIL', 'markdown_it', 'numpy', 'reportlab', 'fontTools'}"
    code = f"import sys, xzpress.read; print({heavy} & {{m.split('.')[0] for m in sys.modules}})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
