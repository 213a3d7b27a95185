"""Handing over: whole or not at all, the right version, and never in silence."""

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

import cli
from tests import kills
from xzpress import read
from xzpress.diagnostic import Severity
from xzpress.handoff import Delivery, HandedOver, deliver, send
from xzpress.handoff.folder import Folder
from xzpress.handoff.receipts import LOG, Receipt, note, receipts
from xzpress.handoff.receiver import NotReceived
from xzpress.pipeline import build

OVERSET = "\n\n" + "这是一段放不下的稿子。" * 60 + "\n"
XJDF = "{http://www.CIP4.org/JDFSchema_2_0}"


@pytest.fixture
def handed_in(issue: Path) -> Path:
    """An issue of a paper of its own, so that a test may change its printers; built."""
    root = issue.parent.parent
    paper = f"p{sha256(issue.name.encode()).hexdigest()[:12]}"
    shutil.rmtree(root / "layouts" / paper, ignore_errors=True)
    shutil.copytree(root / "layouts" / "xinzhuang", root / "layouts" / paper)
    change(issue / "issue.yaml", "paper: xinzhuang", f"paper: {paper}")
    change(printers(issue), "out/handoff", f"out/handoff/{paper}")
    assert build(issue).ready
    return issue


def printers(issue: Path) -> Path:
    text = (issue / "issue.yaml").read_text(encoding="utf-8")
    paper = re.search(r"^paper: (\S+)", text, re.MULTILINE)
    assert paper
    return issue.parent.parent / "layouts" / paper[1] / "printers.yaml"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def receiving(issue: Path) -> Path:
    return issue.parent.parent / "out" / "handoff" / printers(issue).parent.name


def stem(issue: Path) -> str:
    return f"{printers(issue).parent.name}_{issue.name.replace(' ', '-')}"


def errors(outcome: HandedOver) -> list[str]:
    return [each.code for each in outcome.diagnostics if each.severity is Severity.ERROR]


def delivered(issue: Path, *, again: bool = False) -> Delivery:
    """The one delivery of an issue with one printer, which must succeed."""
    outcome = deliver(issue, again=again)
    assert [each.text("en") for each in outcome.diagnostics if each.code in errors(outcome)] == []
    (one,) = outcome.deliveries
    return one


def said(folder: Path, before: str = "") -> dict[str, object]:
    text = (folder / f"{before}manifest.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def in_sight(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


# What is handed over


def test_a_delivery_is_a_folder_with_pdf_ticket_manifest_and_marker(handed_in: Path) -> None:
    outcome = deliver(handed_in)
    assert outcome.ready
    (one,) = outcome.deliveries
    assert (one.printer, one.version, one.state) == ("sample", 1, "handed")
    folder = receiving(handed_in) / f"{stem(handed_in)}_v1"
    paper = printers(handed_in).parent.name
    pdf = f"{paper}_2018-11-30_01_v1.pdf"
    assert one.files == (pdf, "ticket.xjdf", "manifest.json", "READY")
    assert in_sight(folder) == sorted(one.files)
    made = handed_in.parent.parent / "out" / handed_in.name / "press.pdf"
    assert (folder / pdf).read_bytes() == made.read_bytes()


def test_the_manifest_tells_of_every_file_and_the_marker_of_the_manifest(handed_in: Path) -> None:
    deliver(handed_in)
    folder = receiving(handed_in) / f"{stem(handed_in)}_v1"
    manifest = said(folder)
    files = manifest["files"]
    assert isinstance(files, list)
    for order, each in enumerate(files, 1):
        content = (folder / each["file"]).read_bytes()
        assert each["order"] == order
        assert each["bytes"] == len(content)
        assert each["sha256"] == sha256(content).hexdigest()
    (page,) = files[0]["pages"]
    assert (page["page"], page["trim"], page["bleed"]) == (1, [273.0, 390.0], [279.0, 396.0])
    assert page["inks"] == ["Cyan", "Magenta", "Yellow", "Black"]
    assert page["heaviest_ink"] <= 240
    assert manifest["preflight"]["passed"] is True  # type: ignore[index]
    report = json.loads(
        (handed_in.parent.parent / "out" / handed_in.name / "report.json").read_bytes()
    )
    assert manifest["made_from"] == {
        "content": report["content"],
        "press.pdf": report["files"]["press.pdf"]["sha256"],
    }
    digest = sha256((folder / "manifest.json").read_bytes()).hexdigest()
    assert (folder / "READY").read_text(encoding="utf-8") == f"{digest}  manifest.json\n"


def test_two_versions_of_one_content_differ_only_in_their_version(handed_in: Path) -> None:
    deliver(handed_in)
    second = delivered(handed_in, again=True)
    assert (second.version, second.state) == (2, "handed")
    texts = [
        (receiving(handed_in) / f"{stem(handed_in)}_v{n}" / "manifest.json").read_text("utf-8")
        for n in (1, 2)
    ]
    lines = [text.splitlines() for text in texts]
    unlike = [(a.strip(), b.strip()) for a, b in zip(*lines, strict=True) if a != b]
    assert [a.partition(":")[0] for a, _ in unlike] == [
        '"version"',
        '"replaces"',
        '"file"',
        '"sha256"',
    ]
    assert unlike[1] == ('"replaces": null,', '"replaces": 1,')
    assert str(Path.home()) not in texts[0]
    assert str(handed_in.parent) not in texts[0]


def test_the_ticket_is_an_xjdf_of_product_and_run_list(handed_in: Path) -> None:
    deliver(handed_in)
    folder = receiving(handed_in) / f"{stem(handed_in)}_v1"
    root = ElementTree.fromstring((folder / "ticket.xjdf").read_bytes())
    assert root.tag == f"{XJDF}XJDF"
    assert (root.get("Types"), root.get("Version")) == ("Product", "2.1")
    assert root.get("JobPartID") == "v1"
    assert [child.tag.removeprefix(XJDF) for child in root] == ["ProductList", "ResourceSet"]
    for token in (root.get("JobID"), root.get("JobPartID")):
        assert re.fullmatch(r"[\w.-]+", token or "")
    layout = root.find(f".//{XJDF}Intent/{XJDF}LayoutIntent")
    assert layout is not None
    assert layout.attrib == {
        "Bleed": "8.504",
        "FinishedDimensions": "773.858 1105.512 0",
        "Pages": "1",
        "SpreadType": "SinglePage",
    }
    resource = root.find(f"{XJDF}ResourceSet/{XJDF}Resource")
    assert resource is not None
    assert [child.tag.removeprefix(XJDF) for child in resource] == ["GeneralID", "Part", "RunList"]
    run, file = resource[2], resource[2][0]
    assert (run.get("NPage"), run.get("Pages")) == ("1", "0 0")
    assert run.get("SourceTrimBox") == "8.504 8.504 782.362 1114.016"
    pdf = folder / (file.get("URL") or "")
    assert resource[0].get("IDValue") == sha256(pdf.read_bytes()).hexdigest()


def test_without_a_ticket_none_is_written(handed_in: Path) -> None:
    change(printers(handed_in), "ticket: yes", "ticket: no")
    one = delivered(handed_in)
    assert [name for name in one.files if name.endswith(".xjdf")] == []


TWO_PAGES = "  - layout: front\n    stories:\n      lead: lead.md\n      sidebar: community.md\n"


@pytest.mark.parametrize(
    ("how", "name", "expected"),
    [
        ("single", "{date:%Y%m%d}-{page:02}-v{version}.pdf", ["20181130-01-v1", "20181130-02-v1"]),
        ("together", "{issue}.{number}.{total}-v{version}.pdf", ["{issue}.47.312-v1"]),
    ],
)
def test_pages_go_one_by_one_or_together(
    handed_in: Path, how: str, name: str, expected: list[str]
) -> None:
    change(handed_in / "issue.yaml", TWO_PAGES, 2 * TWO_PAGES)
    file = printers(handed_in)
    change(file, "pages: single", f"pages: {how}")
    change(file, "{paper}_{date}_{page:02}_v{version}.pdf", name)
    assert build(handed_in).ready
    outcome = deliver(handed_in)
    assert errors(outcome) == []
    folder = receiving(handed_in) / f"{stem(handed_in)}_v1"
    plain = handed_in.name.replace(" ", "-")
    pdfs = [name for name in in_sight(folder) if name.endswith(".pdf")]
    assert pdfs == [f"{each.replace('{issue}', plain)}.pdf" for each in expected]
    files = said(folder)["files"]
    assert isinstance(files, list)
    pages = [[page["page"] for page in each["pages"]] for each in files if "pages" in each]
    assert pages == ([[1], [2]] if how == "single" else [[1, 2]])


# Which version


def test_the_same_content_twice_is_said_and_not_sent(handed_in: Path) -> None:
    deliver(handed_in)
    one = delivered(handed_in)
    assert (one.version, one.state) == (1, "same")
    assert in_sight(receiving(handed_in)) == [f"{stem(handed_in)}_v1"]


def test_new_copy_is_a_new_version_and_the_old_one_stays(handed_in: Path) -> None:
    deliver(handed_in)
    first = receiving(handed_in) / f"{stem(handed_in)}_v1"
    before = {path.name: path.read_bytes() for path in first.iterdir()}
    change(handed_in / "lead.md", "11月23日", "11月24日")
    assert build(handed_in).ready
    one = delivered(handed_in)
    assert one.version == 2
    assert said(first.with_name(f"{stem(handed_in)}_v2"))["replaces"] == 1
    assert {path.name: path.read_bytes() for path in first.iterdir()} == before


def test_a_version_that_the_printer_took_away_is_not_used_again(handed_in: Path) -> None:
    deliver(handed_in)
    shutil.rmtree(receiving(handed_in) / f"{stem(handed_in)}_v1")
    assert delivered(handed_in).state == "same"
    assert delivered(handed_in, again=True).version == 2


def test_where_the_printer_moves_to_it_is_handed_over_anew(handed_in: Path) -> None:
    delivered(handed_in)
    paper = printers(handed_in).parent.name
    change(printers(handed_in), f"out/handoff/{paper}", f"out/handoff/{paper} 新")
    moved = delivered(handed_in)
    assert (moved.version, moved.state) == (2, "handed")
    assert delivered(handed_in).state == "same"


def test_without_its_log_it_still_knows_what_lies_there(handed_in: Path) -> None:
    deliver(handed_in)
    log = handed_in.parent.parent / "out" / handed_in.name / LOG
    log.unlink()
    assert delivered(handed_in).state == "same"
    log.unlink()
    change(handed_in / "lead.md", "11月23日", "11月24日")
    assert build(handed_in).ready
    assert delivered(handed_in).version == 2


# What stands in the way


def test_it_is_refused_before_a_build(handed_in: Path) -> None:
    (handed_in.parent.parent / "out" / handed_in.name / "press.pdf").unlink()
    assert errors(deliver(handed_in)) == ["no-press-pdf"]


def test_copy_that_was_changed_after_the_build_is_refused(handed_in: Path) -> None:
    change(handed_in / "lead.md", "11月23日", "11月24日")
    assert errors(deliver(handed_in)) == ["other-press-pdf"]
    assert not receiving(handed_in).exists()


def test_a_press_pdf_that_somebody_changed_is_refused(handed_in: Path) -> None:
    with (handed_in.parent.parent / "out" / handed_in.name / "press.pdf").open("ab") as pdf:
        pdf.write(b"%\n")
    assert errors(deliver(handed_in)) == ["other-press-pdf"]


def test_copy_with_an_error_is_refused_with_that_error(handed_in: Path) -> None:
    story = handed_in / "lead.md"
    story.write_text(story.read_text(encoding="utf-8") + OVERSET, encoding="utf-8")
    assert errors(deliver(handed_in)) == ["overset"]
    assert not receiving(handed_in).exists()


def test_with_several_printers_one_must_be_named(handed_in: Path) -> None:
    file = printers(handed_in)
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text + "  second:\n    folder: out/second\n    file_name: '{page}-{version}.pdf'\n", "utf-8"
    )
    assert errors(deliver(handed_in)) == ["which-printer"]
    assert errors(deliver(handed_in, to=["secnd"])) == ["unknown-printer"]
    handed = deliver(handed_in, to=["second", "sample"]).deliveries
    assert [(one.printer, one.version) for one in handed] == [("sample", 1), ("second", 1)]


def test_without_printers_yaml_it_says_so(handed_in: Path) -> None:
    printers(handed_in).unlink()
    assert errors(deliver(handed_in)) == ["no-printers"]


def test_a_folder_outside_is_used_but_never_made(handed_in: Path, tmp_path: Path) -> None:
    drive = tmp_path / "印厂 盘"
    change(printers(handed_in), f"out/handoff/{printers(handed_in).parent.name}", str(drive))
    assert errors(deliver(handed_in)) == ["no-receiving-folder"]
    assert not drive.exists()
    drive.mkdir()
    assert deliver(handed_in).ready
    assert in_sight(drive) == [f"{stem(handed_in)}_v1"]


MISTAKES = [
    ("{page:02}_v{version}", "{page:02}", "field-needed", "file_name"),
    ("{page:02}_v{version}", "v{version}", "field-needed", "file_name"),
    ("pages: single", "pages: together", "field-of-pages", "file_name"),
    ("{paper}_", "{papr}_", "unknown-field", "file_name"),
    ("{page:02}", "{page:>9}", "bad-field", "file_name"),
    ("{date}", "{date:%c}", "bad-field", "file_name"),
    ("{paper}_", "{paper}/", "bad-file-name", "file_name"),
    ("{paper}_", "..{paper}", "bad-file-name", "file_name"),
    ("v{version}.pdf", "v{version}.pdf.exe", "bad-file-name", "file_name"),
    ("v{version}.pdf", "v{version}{.pdf", "bad-file-name", "file_name"),
    ("folder: out", "folder: ~/out", "bad-folder", "folder"),
    ("folder: out/", "folder: out\\", "bad-folder", "folder"),
    ("marker: READY", "marker: a/b", "bad-name", "marker"),
    ("marker: READY", "server: -oProxyCommand=x", "bad-name", "server"),
    ("marker: READY", "sever: x", "unknown-key", "sever"),
]


@pytest.mark.parametrize(("old", "new", "code", "key"), MISTAKES)
def test_a_mistake_in_printers_yaml_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, key: str
) -> None:
    file = tmp_path / "layouts" / "xinzhuang" / "printers.yaml"
    shutil.copytree(kills.ROOT / "layouts" / "xinzhuang", file.parent)
    assert [one.name for one in read.printers(tmp_path, "xinzhuang")[0]] == ["sample"]
    change(file, old, new)
    with pytest.raises(read.Unreadable) as caught:
        read.printers(tmp_path, "xinzhuang")
    (wrong,) = caught.value.diagnostics
    assert wrong.code == code
    assert wrong.place
    line = file.read_text(encoding="utf-8").splitlines()[wrong.place.line - 1]
    assert line.strip().startswith(f"{key}:")
    assert all((wrong.message("zh"), wrong.message("en"), wrong.hint("zh"), wrong.hint("en")))


# Whole or not at all


def stopped_at(monkeypatch: pytest.MonkeyPatch, step: str, call: int) -> None:
    """A run that is stopped dead at one of its steps: nothing after it happens, no tidying up."""
    real: Callable[..., None] = getattr(Folder, step)
    calls = []

    def stops(self: Folder, *args: object) -> None:
        calls.append(1)
        if len(calls) >= call:
            raise SystemExit
        real(self, *args)

    monkeypatch.setattr(Folder, step, stops)
    monkeypatch.setattr(Folder, "discard", lambda *_: None)


def test_nothing_is_in_sight_until_all_of_it_is(
    handed_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = Folder.rename, []

    def looks(self: Folder, path: str, new: str) -> None:
        seen.append(in_sight(receiving(handed_in)))
        real(self, path, new)

    monkeypatch.setattr(Folder, "rename", looks)
    deliver(handed_in)
    assert seen == [[], [f"{stem(handed_in)}_v1"]]
    assert [path.name for path in receiving(handed_in).iterdir()] == [f"{stem(handed_in)}_v1"]


@pytest.mark.parametrize("arrives", ["folder", "files"])
@pytest.mark.parametrize(("step", "call"), [("put", 1), ("put", 2), ("rename", 1), ("rename", 2)])
def test_what_a_stopped_run_began_is_finished_under_its_own_version(
    handed_in: Path, monkeypatch: pytest.MonkeyPatch, step: str, call: int, arrives: str
) -> None:
    change(printers(handed_in), "ticket: yes", f"arrives: {arrives}")
    with monkeypatch.context() as stopped:
        stopped_at(stopped, step, call)
        with pytest.raises(SystemExit):
            deliver(handed_in)
    one = delivered(handed_in)
    assert (one.version, one.state) == (1, "finished")
    assert delivered(handed_in).state == "same"


@pytest.mark.parametrize(("step", "call"), [("put", 1), ("rename", 1), ("rename", 2)])
def test_after_a_stopped_run_new_copy_never_gets_its_version(
    handed_in: Path, monkeypatch: pytest.MonkeyPatch, step: str, call: int
) -> None:
    with monkeypatch.context() as stopped:
        stopped_at(stopped, step, call)
        with pytest.raises(SystemExit):
            deliver(handed_in)
    change(handed_in / "lead.md", "11月23日", "11月24日")
    assert build(handed_in).ready
    one = delivered(handed_in)
    assert (one.version, one.state) == (2, "handed")
    assert said(receiving(handed_in) / f"{stem(handed_in)}_v2")["replaces"] is None


def test_what_stopped_runs_left_hidden_is_thrown_away_after_an_hour(handed_in: Path) -> None:
    folder = receiving(handed_in)
    old, young = (folder / f".x.{time}.7.part" for time in ("20181130000000", "99990101000000"))
    for hidden in (old, young):
        hidden.mkdir(parents=True)
        (hidden / "a.pdf").touch()
    deliver(handed_in)
    assert not old.exists()
    assert young.exists()


def test_what_reads_back_otherwise_is_taken_back(
    handed_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Folder.fetch

    def wrong(self: Folder, *paths: str) -> tuple[bytes | None, ...]:
        return tuple(found and found[:-1] + b"?" for found in real(self, *paths))

    monkeypatch.setattr(Folder, "fetch", wrong)
    outcome = deliver(handed_in)
    assert errors(outcome) == ["read-back-differs"]
    assert outcome.deliveries == ()
    assert list(receiving(handed_in).iterdir()) == []


def test_a_full_disk_is_an_error_in_words(handed_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    real = Folder.put

    def put(self: Folder, folder: str, files: dict[str, bytes]) -> None:
        with monkeypatch.context() as disk:
            disk.setattr(os, "fsync", full)
            real(self, folder, files)

    monkeypatch.setattr(Folder, "put", put)
    outcome = deliver(handed_in)
    assert errors(outcome) == ["cannot-hand-over"]
    assert "No space left on device" in outcome.diagnostics[-1].message("en")
    assert in_sight(receiving(handed_in)) == []


# A hot folder that looks for files


def test_files_lie_straight_in_a_hot_folder_and_the_marker_comes_last(
    handed_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(printers(handed_in), "ticket: yes", "arrives: files")
    real, renamed = Folder.rename, []

    def notes(self: Folder, path: str, new: str) -> None:
        renamed.append(new)
        real(self, path, new)

    monkeypatch.setattr(Folder, "rename", notes)
    one = delivered(handed_in)
    paper, name = printers(handed_in).parent.name, f"{stem(handed_in)}_v1"
    assert list(one.files) == renamed == [
        f"{paper}_2018-11-30_01_v1.pdf", f"{name}.ticket.xjdf", f"{name}.manifest.json",
        f"{name}.READY",
    ]  # fmt: skip
    assert in_sight(receiving(handed_in)) == sorted(renamed)


def test_a_file_of_somebody_else_is_never_overwritten(handed_in: Path) -> None:
    change(printers(handed_in), "ticket: yes", "arrives: files")
    folder = receiving(handed_in)
    folder.mkdir(parents=True)
    theirs = folder / f"{printers(handed_in).parent.name}_2018-11-30_01_v1.pdf"
    theirs.write_bytes(b"theirs")
    outcome = deliver(handed_in)
    # What was in the way is not ours, so nothing of ours gets a name beside it.
    assert outcome.deliveries == ()
    assert errors(outcome) == ["name-taken"]
    assert in_sight(folder) == [theirs.name]
    assert theirs.read_bytes() == b"theirs"


@pytest.mark.parametrize("links", [True, False])
def test_renaming_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """On a drive without links too, such as many a press's."""
    if not links:

        def refused(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", refused)
    folder = Folder(tmp_path, "x", made=False)
    folder.put("a", {"one": b"1"})
    (tmp_path / "two").write_bytes(b"2")
    with pytest.raises(NotReceived, match="two"):
        folder.rename("a/one", "two")
    folder.rename("a/one", "three")
    assert (tmp_path / "two").read_bytes() == b"2"
    assert (tmp_path / "three").read_bytes() == b"1"
    assert list((tmp_path / "a").iterdir()) == []


# Receipts


def receipt(version: int) -> Receipt:
    return Receipt("2018-11-30T22:00:00+00:00", "begun", "印厂", version, "00", "out", ("a.pdf",))


def test_receipts_are_lines_that_are_only_added(tmp_path: Path) -> None:
    assert receipts(tmp_path) == ()
    note(tmp_path, receipt(1))
    before = (tmp_path / LOG).read_bytes()
    note(tmp_path, receipt(2))
    assert (tmp_path / LOG).read_bytes().startswith(before)
    assert receipts(tmp_path) == (receipt(1), receipt(2))


def test_a_line_that_was_left_half_spoils_no_other(tmp_path: Path) -> None:
    note(tmp_path, receipt(1))
    with (tmp_path / LOG).open("ab") as log:
        log.write(b'{"time": "2018-11-30T22:00:0')
    note(tmp_path, receipt(2))
    assert receipts(tmp_path) == (receipt(1), receipt(2))


def test_each_delivery_leaves_two_receipts(handed_in: Path) -> None:
    deliver(handed_in)
    deliver(handed_in)
    noted = receipts(handed_in.parent.parent / "out" / handed_in.name)
    assert [(each.state, each.version) for each in noted] == [("begun", 1), ("handed", 1)]


# The counter


def xzpress(*args: object) -> tuple[int, str]:
    done = CliRunner().invoke(cli.main, [str(arg) for arg in args], catch_exceptions=False)
    return done.exit_code, done.stdout


def test_the_counter_says_one_line_a_printer(handed_in: Path) -> None:
    where = f"out/handoff/{printers(handed_in).parent.name}/{stem(handed_in)}_v1"
    name = f"issues/{handed_in.name}"
    assert xzpress("deliver", handed_in, "--lang", "zh") == (
        0,
        f"{name}: 已交 sample，第 1 版 → {where}（4 个文件，读回核对无误）\n",
    )
    assert xzpress("deliver", handed_in, "--to", "sample", "--lang", "en") == (
        0,
        f"{name}: sample has just this as version 1; nothing was sent (--again sends it anew)\n",
    )
    code, shown = xzpress("deliver", handed_in, "--again", "--json")
    (about,) = json.loads(shown)["issues"]
    assert code == 0
    assert about["deliveries"][0]["version"] == 2
    assert (about["ready"], about["files"]) == (True, [])


def test_the_counter_says_why_nothing_was_handed_over(handed_in: Path) -> None:
    change(handed_in / "lead.md", "11月23日", "11月24日")
    code, shown = xzpress("deliver", handed_in, "--lang", "zh")
    assert code == 1
    assert "错误[other-press-pdf]" in shown
    assert shown.splitlines()[-1].startswith(f"issues/{handed_in.name}: 没有交出去（1 错误")


# Killed


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no SIGKILL")
@pytest.mark.parametrize("arrives", ["folder", "files"])
def test_killed_at_random_nothing_torn_stale_or_half_is_taken(tmp_path: Path, arrives: str) -> None:
    seen = kills.soak(tmp_path / "paper", seed=7, count=8, arrives=arrives)
    assert {fault: seen[fault] for fault in kills.FAULTS} == dict.fromkeys(kills.FAULTS, 0)
    assert sum(seen[kind] for kind in seen if kind.startswith("killed")) == 8
    assert seen["versions"] >= 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no SIGKILL")
def test_the_watcher_sees_what_is_not_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the folder written under its own name, the same soak finds halves."""

    def straight(receiver: Folder, parcel: send.Parcel, _: str) -> None:
        folder = receiver._path / parcel.folder
        folder.mkdir(exist_ok=True)
        for name, content in (*parcel.files, parcel.marker):
            (folder / name).write_bytes(content)

    monkeypatch.setattr(sys.modules["xzpress.handoff.deliver"], "send", straight)
    seen = kills.soak(tmp_path / "paper", seed=7, count=6)
    assert seen["half"] + seen["torn"] > 0
