import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pikepdf
import pypdf
import pytest

from xzpress import pipeline
from xzpress.diagnostic import Severity
from xzpress.keeper import Memory
from xzpress.pipeline import Outcome, build, check

OVERSET = "\n\n" + "这是一段放不下的稿子。" * 60 + "\n"


def contents(outcome: Outcome) -> dict[str, bytes]:
    assert outcome.out is not None
    return {path.name: path.read_bytes() for path in sorted(outcome.out.iterdir())}


def errors(outcome: Outcome) -> list[str]:
    return [each.code for each in outcome.diagnostics if each.severity is Severity.ERROR]


def lengthen(issue: Path, by: str = OVERSET) -> None:
    story = issue / "lead.md"
    story.write_text(story.read_text(encoding="utf-8") + by, encoding="utf-8")


def shorten(issue: Path) -> None:
    story = issue / "lead.md"
    story.write_text(story.read_text(encoding="utf-8").removesuffix(OVERSET), encoding="utf-8")


def test_a_good_issue_gives_press_pdf_proof_picture_and_report(issue: Path) -> None:
    outcome = build(issue)
    assert outcome.ready
    assert outcome.files == ("press.pdf", "proof.pdf", "proof.png", "report.json")
    made = contents(outcome)
    assert sorted(made) == sorted(outcome.files)
    assert made["press.pdf"].startswith(b"%PDF-1.3")
    assert made["proof.png"].startswith(b"\x89PNG")
    assert outcome.out == issue.parent.parent / "out" / issue.name


def test_the_report_says_what_was_made_and_how_it_fits(issue: Path) -> None:
    outcome = build(issue)
    made = contents(outcome)
    said = json.loads(made["report.json"])
    assert said["ready"] is True
    assert said["issue"] == f"issues/{issue.name}"
    assert said["date"] == "2018-11-30"
    assert said["files"]["press.pdf"] == {
        "bytes": len(made["press.pdf"]),
        "sha256": sha256(made["press.pdf"]).hexdigest(),
    }
    stories = {story["slot"]: story for story in said["stories"]}
    for story in stories.values():
        lines = story["lines"]
        assert lines["room"] + lines["over"] == lines["length"] + lines["short"]
    assert {story["story"] for story in stories.values()} == {"lead", "community"}
    assert len(said["photos"]) == 4
    assert all(0 < photo["heaviest_ink"] <= 240 for photo in said["photos"])
    assert all(photo["ppi"] >= 150 for photo in said["photos"])
    note = next(each for each in said["diagnostics"] if each["code"] == "normalised")
    assert note["file"] == f"issues/{issue.name}/lead.md" or note["file"].endswith("community.md")
    assert set(note["message"]) == {"zh", "en"}


def test_the_report_names_no_folder_of_this_machine(issue: Path, paper: Path) -> None:
    report = contents(build(issue))["report.json"].decode("utf-8")
    assert str(paper.parent) not in report
    assert str(Path.home()) not in report


def test_overset_copy_leaves_no_press_pdf_but_a_proof_with_the_trouble_on_it(issue: Path) -> None:
    lengthen(issue)
    outcome = build(issue)
    assert errors(outcome) == ["overset"]
    assert outcome.files == ("proof.pdf", "proof.png", "report.json")
    assert json.loads(contents(outcome)["report.json"])["ready"] is False
    text = pypdf.PdfReader(outcome.out / "proof.pdf").pages[0].extract_text()  # type: ignore[operator]
    assert "不能付印" in text
    assert "错误：" in text
    assert "溢稿" in text


def test_the_proof_carries_paper_issue_page_content_and_version(issue: Path) -> None:
    outcome = build(issue)
    made = contents(outcome)
    mark = json.loads(made["report.json"])["content"]
    text = pypdf.PdfReader(outcome.out / "proof.pdf").pages[0].extract_text()  # type: ignore[operator]
    for words in ("莘庄社区报 2018-11-30", "可以付印", mark[:12], "xzpress 0.1.0", "第 1 版"):
        assert words in text


def test_after_a_failure_the_old_press_pdf_is_kept_under_a_name_nobody_prints(issue: Path) -> None:
    good = contents(build(issue))["press.pdf"]
    lengthen(issue)
    failed = build(issue)
    assert "set-aside" in [each.code for each in failed.diagnostics]
    made = contents(failed)
    assert "press.pdf" not in made
    assert made["press.last-good.pdf"] == good
    shorten(issue)
    mended = contents(build(issue))
    assert mended["press.pdf"] == good
    assert "press.last-good.pdf" not in mended


def test_an_unreadable_issue_leaves_nothing_that_could_pass_for_it(issue: Path) -> None:
    build(issue)
    (issue / "issue.yaml").write_text("date: [\n", encoding="utf-8")
    outcome = build(issue)
    assert not outcome.ready
    assert outcome.files == ("report.json",)
    assert sorted(contents(outcome)) == [
        "press.last-good.pdf",
        "proof.last-good.pdf",
        "proof.last-good.png",
        "report.json",
    ]


def test_an_issue_that_is_gone_leaves_nothing_to_print(issue: Path) -> None:
    assert build(issue).ready
    (issue / "issue.yaml").unlink()
    outcome = build(issue)
    assert errors(outcome) == ["no-issue"]
    assert "press.pdf" not in contents(outcome)


def test_all_that_is_unreadable_is_told_at_once(issue: Path, paper: Path) -> None:
    (issue / "issue.yaml").write_text("date: [\n", encoding="utf-8")
    fonts = paper / "fonts" / "fonts.yaml"
    sound = fonts.read_bytes()
    try:
        fonts.write_bytes(sound + b"\nodd: 1\n")
        files = {each.place.file for each in build(issue).diagnostics if each.place}
    finally:
        fonts.write_bytes(sound)
    assert files == {f"issues/{issue.name}/issue.yaml", "fonts/fonts.yaml"}


@pytest.mark.parametrize(
    ("right", "wrong", "code", "words"),
    [
        ("layout: front", "layout: frnt", "unknown-layout", "没有版式“frnt”"),
        (" lead: lead", " laed: lead", "unknown-slot", "版式 front 没有位置“laed”，lead 放不上"),
    ],
)
def test_a_page_that_the_paper_does_not_have_is_told(
    issue: Path, right: str, wrong: str, code: str, words: str
) -> None:
    file = issue / "issue.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    outcome = build(issue)
    assert errors(outcome) == [code]
    (said,) = (each for each in outcome.diagnostics if each.code == code)
    assert said.message("zh") == words
    assert said.place is not None
    assert said.place.line == file.read_text(encoding="utf-8").split("layout:")[0].count("\n") + 1


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("fonts/NotoSansSC-Bold.ttf", "bad-font"),
        ("layouts/xinzhuang/profiles/*.icc", "bad-profile"),
    ],
)
@pytest.mark.parametrize("damage", ["cut off", "something else"])
def test_a_damaged_font_or_profile_is_told_before_it_is_used(
    issue: Path, paper: Path, pattern: str, code: str, damage: str
) -> None:
    (file,) = paper.glob(pattern)
    sound = file.read_bytes()
    try:
        file.write_bytes(sound[: len(sound) // 2] if damage == "cut off" else b"something else")
        outcome = build(issue)
    finally:
        file.write_bytes(sound)
    assert errors(outcome) == [code]
    (told,) = outcome.diagnostics[-1:]
    assert told.place is not None
    assert told.place.file == file.relative_to(paper).as_posix()


def test_a_damaged_photo_is_crossed_out_on_the_proof(issue: Path) -> None:
    photo = issue / "photos" / "car-park.jpg"
    photo.write_bytes(photo.read_bytes()[:20_000])
    outcome = build(issue)
    assert errors(outcome) == ["bad-photo"]
    assert outcome.files == ("proof.pdf", "proof.png", "report.json")
    pages = pypdf.PdfReader(outcome.out / "proof.pdf").pages  # type: ignore[operator]
    assert len(pages[0].images) == 3


def test_check_says_what_build_says_of_copy_and_pages_but_writes_nothing(issue: Path) -> None:
    lengthen(issue)
    root = issue.parent.parent
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    checked = check(issue)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before
    assert errors(checked) == ["overset"]
    assert checked.files == ()
    assert set(checked.diagnostics) <= set(build(issue).diagnostics)


def test_a_second_build_gives_the_same_bytes(issue: Path) -> None:
    once = contents(build(issue))
    assert contents(build(issue)) == once
    memory = Memory()
    assert contents(build(issue, memory)) == contents(build(issue, memory)) == once


def test_kept_results_are_the_ones_that_would_be_made(issue: Path, paper: Path) -> None:
    warm = contents(build(issue))
    kept = paper / "out" / ".kept"
    for file in kept.iterdir():
        file.write_bytes(file.read_bytes()[:-1] + b"\x00")  # all damaged: all is made anew
    assert contents(build(issue)) == warm


def test_a_new_photo_under_an_old_name_is_seen(issue: Path) -> None:
    before = contents(build(issue))
    car_park = issue / "photos" / "car-park.jpg"
    car_park.write_bytes((issue / "photos" / "mural-wall.jpg").read_bytes())
    after = contents(build(issue))
    assert after["press.pdf"] != before["press.pdf"]
    assert (
        json.loads(after["report.json"])["content"] != json.loads(before["report.json"])["content"]
    )


BUILD = """
import sys
from pathlib import Path
from xzpress.pipeline import build
outcome = build(Path(sys.argv[1]))
sys.exit(not outcome.ready)
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"},
        {"LANG": "C", "LC_ALL": "C", "TZ": "America/New_York", "PYTHONHASHSEED": "42"},
    ],
)
def test_surroundings_do_not_show_in_the_bytes(
    issue: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    here = contents(build(issue))
    kept = issue.parent.parent / "out" / ".kept"
    for file in kept.iterdir():
        file.unlink()
    environment = {**os.environ, **surroundings}
    relative = os.path.relpath(issue, tmp_path)
    subprocess.run(
        [sys.executable, "-c", BUILD, relative], check=True, cwd=tmp_path, env=environment
    )
    outcome = Outcome("", (), issue.parent.parent / "out" / issue.name)
    assert contents(outcome) == here


def test_the_paper_is_found_from_the_issue_wherever_one_stands(
    issue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert check(Path(os.path.relpath(issue))).issue == f"issues/{issue.name}"
    monkeypatch.chdir(issue)
    assert check(Path()).issue == f"issues/{issue.name}"
    assert check(Path("issue.yaml")).issue == f"issues/{issue.name}"


def test_a_folder_in_no_paper_is_told(tmp_path: Path) -> None:
    outcome = build(tmp_path)
    assert errors(outcome) == ["no-root"]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_issue_leaves_nothing_in_out(paper: Path) -> None:
    outcome = build(paper / "issues" / "2018-13-01")
    assert errors(outcome) == ["no-issue"]
    assert not (paper / "out" / "2018-13-01").exists()


def test_issues_of_one_name_in_two_folders_have_an_out_each(issue: Path) -> None:
    other = issue.parent.parent / "archive" / issue.name
    other.parent.mkdir(exist_ok=True)
    issue.rename(other)
    assert build(other).out == issue.parent.parent / "out" / "archive" / issue.name


def test_a_disk_that_takes_nothing_is_an_error_in_words(
    issue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> tuple[str, ...]:
        raise PermissionError(13, "Permission denied", "press.pdf")

    good = contents(build(issue))
    monkeypatch.setattr(pipeline, "save", full)
    lengthen(issue)
    outcome = build(issue)
    assert "cannot-write" in errors(outcome)
    assert contents(outcome) == good
    said = next(each for each in outcome.diagnostics if each.code == "cannot-write")
    assert said.message("en").startswith(f"cannot write to out/{issue.name} (Permission denied)")


def test_every_step_is_told_in_order(issue: Path) -> None:
    steps: list[str] = []
    tell: Callable[[str], None] = steps.append
    build(issue, tell=tell)
    assert steps == [
        "read", "compose", "arrange", "photos", "render", "preflight", "proof", "write",
    ]  # fmt: skip


def test_a_stop_at_any_step_leaves_the_last_build_whole(issue: Path) -> None:
    good = contents(build(issue))
    lengthen(issue)
    for stop in ("read", "compose", "arrange", "photos", "proof", "write"):

        def tell(step: str, stop: str = stop) -> None:
            if step == stop:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            build(issue, tell=tell)
        outcome = Outcome("", (), issue.parent.parent / "out" / issue.name)
        assert contents(outcome) == good


def test_an_issue_of_two_pages_has_a_picture_of_each(issue: Path) -> None:
    file = issue / "issue.yaml"
    text = file.read_text(encoding="utf-8")
    twice = re.sub(r"(?ms)(^  - layout: .*?\n)(?=\n)", r"\1\1", text)
    file.write_text(twice, encoding="utf-8")
    outcome = build(issue)
    assert outcome.files == (
        "press.pdf", "proof.pdf", "proof-1.png", "proof-2.png", "report.json",
    )  # fmt: skip
    assert len(pypdf.PdfReader(outcome.out / "press.pdf").pages) == 2  # type: ignore[operator]
    assert [story["page"] for story in json.loads(contents(outcome)["report.json"])["stories"]] == [
        1, 1, 2, 2,
    ]  # fmt: skip
    file.write_text(text, encoding="utf-8")
    assert sorted(contents(build(issue))) == [
        "press.pdf", "proof-1.last-good.png", "proof-2.last-good.png", "proof.pdf", "proof.png",
        "report.json",
    ]  # fmt: skip


@pytest.fixture
def ad_page(paper: Path) -> Iterator[str]:
    """The name of a layout that has a place for an ad, there for one test."""
    front = paper / "layouts" / "xinzhuang" / "front.yaml"
    layout = front.with_name("ad-front.yaml")
    words = front.read_text(encoding="utf-8").replace("rows: 34\n    head", "rows: 28\n    head", 1)
    words = words.replace("rows: 21, caption: 1", "rows: 12, caption: 1")
    place = "ads:\n  strip: {column: 1, columns: 5, row: 43, rows: 5}\n"
    layout.write_text(f"{words}\n{place}", encoding="utf-8")
    yield layout.stem
    layout.unlink()


def test_what_the_printer_would_refuse_in_an_ad_is_told_where_the_issue_names_it(
    issue: Path, ad_page: str
) -> None:
    (issue / "ads").mkdir()
    with pikepdf.new() as ad:
        ad.add_blank_page(page_size=(674.5, 60))
        ad.pages[0].Contents = ad.make_stream(b"1 0 0 rg 0 0 674.5 60 re f")
        ad.save(issue / "ads" / "strip.pdf")
    plan = issue / "issue.yaml"
    said = plan.read_text(encoding="utf-8").replace("layout: front\n", f"layout: {ad_page}\n")
    said = said.replace("\nnames:", "    ads: {strip: ads/strip.pdf}\n\nnames:")
    plan.write_text(said, encoding="utf-8")
    outcome = pipeline.build(issue)
    told = next(each for each in outcome.diagnostics if each.code == "colour.spaces")
    line = said[: said.index("ads: {strip")].count("\n") + 1
    assert str(told.place).endswith(f"issue.yaml:{line}:18")
    assert "press.pdf" not in outcome.files
