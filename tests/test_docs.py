"""The documents say what is so: their commands are run, and what is printed is compared.

A block ```console holds commands (`$ xzpress …`) and what they print; a line `…` stands for any
lines. Each heading starts from the demo paper as it lies here. A comment before a block spoils it:
<!-- issues/2018-11-30/lead.md: `byline:` → `bylin:` -->. `pytest --accept` writes the output anew.
"""

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from xzpress.catalogue import MESSAGES
from xzpress.keeper import LIMIT
from xzpress.read.copy import LONGEST
from xzpress.read.photo import LARGEST as LARGEST_PHOTO
from xzpress.read.source import LARGEST as LARGEST_FILE
from xzpress.read.tree import DEEPEST

ROOT = Path(cli.__file__).parent
WRITTEN = (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in WRITTEN)
FOLLOWED = [page for page in PAGES if "```console" in (ROOT / page).read_text(encoding="utf-8")]
CHANGE = re.compile(r"(\S+): `(.+?)` → `(.*?)`")
FILES = ("issues", "layouts")


@pytest.fixture(scope="module")
def desk(paper: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper to follow the pages' commands in; what it keeps of photos serves all of them."""
    root = tmp_path_factory.mktemp("docs") / "xzpress"
    shutil.copytree(paper / "fonts", root / "fonts")
    return root


def afresh(desk: Path, paper: Path) -> None:
    for part in (*FILES, "out/2018-11-30", "out/2018-12-07", "out/handoff"):
        shutil.rmtree(desk / part, ignore_errors=True)
    shutil.copytree(paper / "layouts", desk / "layouts")
    shutil.copytree(paper / "issues" / "2018-11-30", desk / "issues" / "2018-11-30")


def spoil(desk: Path, comment: str) -> None:
    for file, old, new in CHANGE.findall(comment):
        text = (desk / file).read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old}"
        (desk / file).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def typed(block: list[str], lang: str) -> list[str]:
    """The commands of a block, each with what it prints."""
    said = []
    for command in (line for line in block if line.startswith("$ ")):
        said.append(command)
        program, *args = shlex.split(command.removeprefix("$ "))
        assert program == "xzpress", command
        done = CliRunner(env={"LC_ALL": lang}).invoke(cli.main, args, catch_exceptions=False)
        said += done.output.splitlines()
    return said


def same(written: list[str], said: list[str]) -> bool:
    lines = (r"(?:.*\n)*?" if line == "…" else re.escape(line) + "\n" for line in written)
    return re.fullmatch("".join(lines), "".join(f"{line}\n" for line in said)) is not None


def followed(page: str, desk: Path, paper: Path) -> Iterator[tuple[int, list[str], list[str]]]:
    """Each console block of a page: its first line (from 0), what it says, what is printed."""
    lines = (ROOT / page).read_text(encoding="utf-8").splitlines()
    lang = "zh_CN.UTF-8" if page.endswith(".zh.md") else "en_GB.UTF-8"
    number, fence = 0, ""
    while number < len(lines):
        line, number = lines[number], number + 1
        if line.startswith("```"):
            fence = "" if fence else line
        if line.startswith("#") and not fence:
            afresh(desk, paper)
        elif line.startswith("<!--"):
            spoil(desk, line)
        elif line == "```console":
            stop = lines.index("```", number)
            yield number, lines[number:stop], typed(lines[number:stop], lang)
            number, fence = stop + 1, ""


@pytest.mark.parametrize("page", FOLLOWED)
def test_commands_print_what_the_page_says(
    page: str,
    desk: Path,
    paper: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(desk)
    wrong = [found for found in followed(page, desk, paper) if not same(*found[1:])]
    if wrong and request.config.getoption("--accept"):
        lines = (ROOT / page).read_text(encoding="utf-8").splitlines()
        for start, written, said in reversed(wrong):
            lines[start : start + len(written)] = said
        (ROOT / page).write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")
        return
    for start, written, said in wrong:
        assert written == said, f"{page}:{start + 1}"


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere_and_codes_are_known(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []
    codes = re.findall(r"(?:error|warning|note|错误|警告|说明)\[([a-z][\w.-]*)\]", text)
    assert set(codes) <= set(MESSAGES)


def keys(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for inner in schema.values():
            yield from keys(inner)


@pytest.mark.parametrize("page", ["docs/layout.md", "docs/layout.zh.md"])
@pytest.mark.parametrize("file", ["paper", "layout", "press", "printers", "fonts"])
def test_every_key_of_the_design_is_described(page: str, file: str) -> None:
    schema = json.loads((ROOT / f"layouts/schemas/{file}.schema.json").read_text("utf-8"))
    told = set(re.findall(r"`(\w+)`", (ROOT / page).read_text(encoding="utf-8")))
    assert sorted(set(keys(schema)) - told) == []


@pytest.mark.parametrize("page", ["docs/layout.md", "docs/layout.zh.md"])
def test_examples_are_taken_from_the_demo_paper(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for name, example in re.findall(r"```yaml\n# (\S+)\n(.+?)```", text, re.DOTALL):
        there = {line.strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()}
        lines = [line.strip() for line in example.splitlines()]
        assert [line for line in lines if line not in there and line != "# …"] == [], name


@pytest.mark.parametrize(
    "limit",
    [
        f"{LARGEST_FILE // 1024**2} MiB",
        f"{LONGEST:,} characters",
        f"{DEEPEST} levels",
        f"{LARGEST_PHOTO // 10**6} million pixels",
        f"{LIMIT // 10**6} MB",
    ],
)
def test_limits_are_those_of_the_code(limit: str) -> None:
    assert limit in (ROOT / "docs/limits.md").read_text(encoding="utf-8")
