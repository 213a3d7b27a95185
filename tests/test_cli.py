import ast
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from xzpress import __version__

ROOT = Path(cli.__file__).parent
OVERSET = "\n\n" + "这是一段放不下的稿子。" * 60 + "\n"


def xzpress(*args: object) -> Result:
    """The counter in this process; its exit code, standard output and standard error."""
    return CliRunner().invoke(cli.main, [str(arg) for arg in args], catch_exceptions=False)


def run(*args: object, cwd: Path | None = None, **env: str) -> "subprocess.CompletedProcess[bytes]":
    """The counter in a process of its own, as the desk starts it."""
    environment = {**os.environ, **env}
    return subprocess.run(
        [sys.executable, ROOT / "cli.py", *map(str, args)],
        check=False, capture_output=True, cwd=cwd, env=environment, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def spoil(issue: Path) -> None:
    """Too much copy in the lead."""
    story = issue / "lead.md"
    story.write_text(story.read_text(encoding="utf-8") + OVERSET, encoding="utf-8")


# The commands, by example


def test_build_ends_with_one_line_that_says_it_all(issue: Path) -> None:
    done = xzpress("build", issue, "--lang", "zh")
    assert done.exit_code == 0
    last = done.stdout.splitlines()[-1]
    out = issue.parent.parent / "out" / issue.name
    assert re.fullmatch(
        rf"issues/{issue.name}: 可以付印 → {out}/press\.pdf（0 错误，\d+ 警告，\d+ 说明）", last
    )
    assert done.stderr == ""


def test_paths_below_the_working_folder_are_shown_from_there(
    issue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(issue.parent.parent)
    done = xzpress("build", f"issues/{issue.name}", "--lang", "en")
    last = done.stdout.splitlines()[-1]
    assert last.startswith(f"issues/{issue.name}: ready to print → out/{issue.name}/press.pdf (")


def test_notes_are_summed_up_in_one_line_a_file(issue: Path) -> None:
    short = xzpress("check", issue, "--lang", "zh").stdout.splitlines()
    summed = [line for line in short if line.endswith("（-v 逐条列出）")]
    assert [line.partition(":")[0] for line in summed] == [
        f"issues/{issue.name}/{file}" for file in ("community.md", "issue.yaml", "lead.md")
    ]
    long = xzpress("check", issue, "--lang", "zh", "-v").stdout.splitlines()
    notes = sum(int(re.search(r"(\d+) 说明：", line)[1]) for line in summed)  # type: ignore[index]
    assert sum("说明[" in line for line in long) == notes > 100
    assert short[-1] == long[-1]


def test_an_error_says_place_code_words_and_hint_and_where_the_proof_is(issue: Path) -> None:
    spoil(issue)
    done = xzpress("build", issue, "--lang", "zh")
    assert done.exit_code == 1
    assert f"issues/{issue.name}/lead.md:1:1: 错误[overset]: " in done.stdout
    assert "\n  提示: " in done.stdout
    assert "不能付印 → 校样 " in done.stdout.splitlines()[-1]
    assert "（1 错误，" in done.stdout.splitlines()[-1]


def test_messages_come_in_both_languages(issue: Path) -> None:
    spoil(issue)
    assert "错误[overset]" in xzpress("check", issue, "--lang", "zh").stdout
    assert "error[overset]" in xzpress("check", issue, "--lang", "en").stdout
    assert "错误[overset]" in xzpress("--lang", "zh", "check", issue).stdout


def test_one_bad_issue_does_not_block_the_others(issue: Path, paper: Path) -> None:
    bad = shutil.copytree(issue, issue.with_name(f"{issue.name} 坏"))
    spoil(bad)
    nowhere = paper / "issues" / "没有"
    done = xzpress("build", bad, nowhere, issue, "--lang", "en")
    assert done.exit_code == 1
    verdicts = re.findall(r"^(issues/[^:]+): ((?:not )?ready)", done.stdout, re.MULTILINE)
    assert verdicts == [
        (f"issues/{bad.name}", "not ready"),
        ("issues/没有", "not ready"),
        (f"issues/{issue.name}", "ready"),
    ]


def test_json_is_one_object_with_stable_keys(issue: Path) -> None:
    spoil(issue)
    done = xzpress("build", issue, "--json")
    said = json.loads(done.stdout)
    assert done.exit_code == 1
    assert list(said) == ["xzpress", "command", "ready", "issues"]
    assert (said["xzpress"], said["command"], said["ready"]) == (__version__, "build", False)
    (about,) = said["issues"]
    assert list(about) == [
        "issue", "files", "ready", "errors", "warnings", "notes", "diagnostics",
    ]  # fmt: skip
    assert about["errors"] == 1
    assert len(about["diagnostics"]) == about["errors"] + about["warnings"] + about["notes"]
    overset = next(each for each in about["diagnostics"] if each["code"] == "overset")
    assert list(overset) == [
        "severity", "code", "file", "line", "column", "message", "hint", "values",
    ]  # fmt: skip
    assert (overset["severity"], overset["file"]) == ("error", f"issues/{issue.name}/lead.md")
    assert set(overset["message"]) == set(overset["hint"]) == {"zh", "en"}


def test_a_new_issue_has_the_pages_asked_for(paper: Path) -> None:
    folder = paper / "issues" / "2019-02-01"
    assert xzpress("new", folder, "--layout", "front", "--layout", "front").exit_code == 0
    assert sorted(path.name for path in folder.glob("*.md")) == [
        "1-lead.md", "1-sidebar.md", "2-lead.md", "2-sidebar.md",
    ]  # fmt: skip
    shutil.rmtree(folder)
    done = xzpress("new", folder, "--layout", "frnt", "--lang", "en")
    assert done.exit_code == 1
    assert "error[unknown-layout]: there is no layout “frnt”" in done.stdout
    assert not folder.exists()


@pytest.mark.parametrize("name", ["2018-12-07", "中秋 特刊"])
def test_a_new_issue_is_ready_to_fill_in_and_its_gaps_are_errors(paper: Path, name: str) -> None:
    folder = paper / "issues" / name
    shutil.rmtree(folder, ignore_errors=True)
    made = xzpress("new", folder, "--date", "2018-12-07", "--lang", "zh")
    assert made.exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "issue.yaml", "lead.md", "photos", "sidebar.md",
    ]  # fmt: skip
    assert "\ndate: 2018-12-07\n" in (folder / "issue.yaml").read_text(encoding="utf-8")
    checked = json.loads(xzpress("check", folder, "--json").stdout)["issues"][0]
    codes = {each["code"] for each in checked["diagnostics"] if each["severity"] == "error"}
    assert codes <= {"empty-value", "empty-story"}
    lines = {(each["file"], each["line"]) for each in checked["diagnostics"]}
    assert (f"issues/{name}/issue.yaml", 6) in lines  # number:


def test_a_new_issue_filled_in_is_ready(issue: Path, paper: Path) -> None:
    folder = paper / "issues" / "2018-12-14"
    assert xzpress("new", folder, "--date", "2018-12-14").exit_code == 0
    fresh = (folder / "issue.yaml").read_text(encoding="utf-8")
    for key, value in {"number": "49", "total": "314", "url": "https://example.com"}.items():
        fresh = re.sub(rf"(?m)^( *{key}:)[^\n]*", rf"\1 {value}", fresh)
    fresh = re.sub(r"(?m)^( +[a-z]+:) *(#[^\n]*)?$", r"\1 样例", fresh)
    fresh = re.sub(r"(codes|fields|stories): 样例", r"\1:", fresh)
    fresh = re.sub(r"(?m)^(  [a-z]+:) 样例\n    url", r"\1\n    url", fresh)
    fresh = re.sub(r"(?m)^(    stories:) 样例", r"\1", fresh)
    (folder / "issue.yaml").write_text(fresh, encoding="utf-8")
    shutil.copy(issue / "lead.md", folder / "lead.md")
    shutil.copy(issue / "community.md", folder / "sidebar.md")
    shutil.copytree(issue / "photos", folder / "photos", dirs_exist_ok=True)
    done = xzpress("check", folder, "--lang", "en")
    assert done.exit_code == 0, done.stdout


def test_new_takes_the_date_from_the_folder_and_touches_nothing_that_is_there(
    paper: Path,
) -> None:
    folder = paper / "issues" / "2019-01-04"
    assert xzpress("new", folder).exit_code == 0
    (folder / "lead.md").write_text("稿子", encoding="utf-8")
    again = xzpress("new", folder, "--lang", "en")
    assert again.exit_code == 1
    assert "error[folder-taken]" in again.stdout
    assert (folder / "lead.md").read_text(encoding="utf-8") == "稿子"
    empty = paper / "issues" / "2019-01-11"
    empty.mkdir()
    assert xzpress("new", empty).exit_code == 0


def test_fonts_lists_the_faces_and_what_an_issue_lacks(issue: Path) -> None:
    story = issue / "lead.md"
    story.write_text(story.read_text(encoding="utf-8") + "\n𠮷野家\n", encoding="utf-8")
    said = json.loads(xzpress("fonts", issue, "--json").stdout)
    faces = {face["role"]: face for face in said["faces"]}
    assert faces["song"]["file"] == "NotoSerifSC-Regular.ttf"
    assert faces["song"]["characters"] > 30_000
    assert all("SIL Open Font License" in face["licence"] for face in faces.values())
    assert "𠮷" in faces["brush"]["lacks"][issue.name]
    shown = xzpress("fonts", issue, "--lang", "zh").stdout
    assert re.search(r"brush +MaShanZheng-Regular\.ttf +\d+ 字", shown)
    assert "缺 " in shown


# Wrong command lines, languages, terminals


def test_version() -> None:
    assert xzpress("--version").stdout == f"xzpress {__version__}\n"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "少写了命令"),
        (("biuld", "x"), "没有“biuld”这个命令"),
        (("build",), "少写了 ISSUE"),
        (("build", "--quick", "x"), "没有“--quick”这个选项"),
        (("build", "--lang", "fr", "x"), "--lang 不能是“fr”"),
        (("new",), "少写了 FOLDER"),
        (("new", ROOT / "issues" / "next"), "请用 --date 写明日期"),
        (("new", ROOT / "issues" / "next", "--date", "7/12"), "--date 不能是“7/12”"),
    ],
)
def test_a_wrong_command_line_is_2(args: tuple[object, ...], words: str) -> None:
    done = xzpress("--lang", "zh", *args)
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("command", ["build", "check", "new", "fonts"])
def test_help_is_in_the_language_asked_for(command: str) -> None:
    chinese = xzpress("--lang", "zh", command, "--help").stdout
    english = xzpress("--lang", "en", command, "--help").stdout
    assert "用法：" in chinese
    assert "选项：" in chinese
    assert "|" not in chinese.replace("[zh|en]", "")
    assert "Usage:" in english
    assert not re.search("[\u4e00-\u9fff]", english)


@pytest.mark.parametrize(
    ("environment", "chinese"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.GB18030", "LC_ALL": "", "LC_MESSAGES": ""}, True),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
        ({"LC_ALL": "C"}, False),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], chinese: bool) -> None:
    said = run("--help", **environment).stdout.decode("utf-8")
    assert ("用法：" in said) is chinese


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp437"])
def test_output_is_utf_8_whatever_the_code_page(issue: Path, encoding: str) -> None:
    done = run("check", issue, "--lang", "zh", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0
    assert "没有错误" in done.stdout.decode("utf-8")


def test_nothing_but_findings_is_printed_where_no_terminal_is(issue: Path) -> None:
    assert run("check", issue).stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX's")
def test_a_terminal_sees_what_goes_on_and_the_line_is_gone_at_the_end(issue: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    command = [sys.executable, str(ROOT / "cli.py"), "check", str(issue), "--lang", "zh"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=follower)
    os.close(follower)
    shown = os.read(leader, 100_000).decode("utf-8")
    os.close(leader)
    assert [step for step in ("读稿", "排字", "拼版", "处理照片") if step not in shown] == []
    assert shown.endswith("\r")
    assert shown.rsplit("\r", 2)[1].strip() == ""


# What a run must not do


@pytest.mark.parametrize(
    ("args", "absent"),
    [
        ("['--help']", {"PIL", "reportlab", "yaml", "uharfbuzz", "pypdf", "pypdfium2", "segno"}),
        ("['check', ISSUE]", {"reportlab", "pypdf", "pypdfium2", "fontTools"}),
    ],
)
def test_start_up_imports_no_more_than_it_needs(issue: Path, args: str, absent: set[str]) -> None:
    code = (
        f"import sys, cli\nISSUE = {str(issue)!r}\n"
        f"try: cli.main({args})\nexcept SystemExit as end: assert end.code == 0, end.code\n"
        "print('\\nmodules', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT, encoding="utf-8"
    )
    modules = set(done.stdout.rpartition("modules ")[2].split())
    assert "click" in modules
    assert modules & absent == set()


def test_the_counter_opens_no_door_but_its_own() -> None:
    """cli.py lies outside the package, where import-linter does not look."""
    tree = ast.parse((ROOT / "cli.py").read_text(encoding="utf-8"))
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported |= {
                f"{node.module}.{alias.name}" if node.module == "xzpress" else str(node.module)
                for alias in node.names
            }
    outside = {name for name in imported if name.split(".")[0] not in sys.stdlib_module_names}
    rooms = ["pipeline", "blank", "coverage", "report", "telling", "why", "handoff", "judged"]
    nouns = ["__version__", "diagnostic", "keeper", "read"]
    assert outside == {"click", *(f"xzpress.{name}" for name in rooms + nouns)}


SLOW = """
import sys, time, cli
from xzpress import pipeline, save
def slow(step):
    real = getattr(save.os, step)
    def waits(*args):
        print("now", flush=True)
        time.sleep(30)
        return real(*args)
    return waits
save.os.fsync = slow("fsync")
cli.main(["build", sys.argv[1], "--lang", "en"])
"""


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C cannot be sent to one process")
@pytest.mark.parametrize("sent", ["SIGINT", "SIGKILL"])
def test_a_stop_in_the_middle_of_writing_leaves_the_last_build_whole(
    issue: Path, sent: str
) -> None:
    out = issue.parent.parent / "out" / issue.name
    assert xzpress("build", issue).exit_code == 0
    whole = {path.name: path.read_bytes() for path in out.iterdir()}
    spoil(issue)
    command = [sys.executable, "-c", SLOW, str(issue)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"now\n"
        child.send_signal(getattr(signal, sent))
        _, said = child.communicate(timeout=20)
    left = {path.name: path.read_bytes() for path in out.iterdir()}
    halves = {name for name in left if name.endswith(".part")}
    assert {name: data for name, data in left.items() if name not in halves} == whole
    if sent == "SIGINT":
        assert child.returncode == 130
        assert said.decode("utf-8").strip() == "stopped; nothing is left half-written"
        assert halves == set()
    for name in halves:
        os.utime(out / name, (time.time() - 3600,) * 2)
    assert xzpress("build", issue).exit_code == 1
    assert not list(out.glob(".*"))


def test_a_reader_that_goes_away_is_no_trouble(issue: Path) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "check", "-v", str(issue)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        said = child.stderr.read()
    assert b"Traceback" not in said


def test_preflight_tells_whether_a_printer_would_take_a_file(issue: Path, tmp_path: Path) -> None:
    assert xzpress("build", issue).exit_code == 0
    press = issue.parents[1] / "out" / issue.name / "press.pdf"
    good = xzpress("preflight", "--no-plates", "--lang", "en", press)
    assert good.exit_code == 0
    assert "a printer would take it (PDF/X-1a:2001, held to layouts/" in good.output
    broken = tmp_path / "cut off.pdf"
    broken.write_bytes(press.read_bytes()[:5000])
    data = json.loads(xzpress("preflight", "--no-plates", "--json", broken).output)
    assert [each["ready"] for each in data["files"]] == [False]
    assert xzpress("preflight", "--no-plates", press, broken).exit_code == 1
    assert xzpress("preflight", tmp_path / "none.pdf").exit_code == 1
