"""The counter: takes the command line, calls the pipeline, prints what it says, sets the exit code.

Exit codes: 0 ready to print, 1 something to fix, 2 wrong command line, 130 stopped by Ctrl-C.
Whatever the console's code page, everything said is UTF-8: that is what editors, CI and other
programs read, and a Windows console takes it as it is.
"""

import dataclasses
import io
import json
import locale
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from xzpress import __version__
from xzpress.diagnostic import Diagnostic, Lang, Severity, worst
from xzpress.keeper import Memory
from xzpress.telling import say, told

if TYPE_CHECKING:
    from xzpress.pipeline import Outcome

_STOPPED = 130
_SHOWN = 20
"""Characters that a face lacks which are spelt out."""

_WRONG_ZH = {
    r"No such command '?(.+?)'?\.": "没有“{}”这个命令，看 xzpress --help",
    r"No such option:? '?([^' .]+)": "没有“{}”这个选项",
    r"Missing argument '?(.+?)'?\.": "少写了 {}",
    r"Missing command": "少写了命令",
    r"Option '?(.+?)'? requires an argument": "选项 {} 后面少写了值",
    r"Got unexpected extra arguments? \((.+)\)": "多写了 {}",
    r"Invalid value for '?(.+?)'?: '?(.+?)'? (?:is not|does not)": "{} 不能是“{}”",
}
_CLICK_ZH = {
    "Usage:": "用法：",
    "Options:": "选项：",
    "Commands:": "命令：",
    "Show the version and exit.": "显示版本号。",
    "Show this message and exit.": "显示本说明。",
}


def _locale_lang() -> Lang:
    """The language of the machine: Chinese where its locale says so, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "zh" if os.environ[name].lower().startswith("zh") else "en"
    try:
        named = locale.getlocale()[0] or ""  # Windows: zh_CN, or Chinese (Simplified)_China
    except ValueError:
        named = ""
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"


def _asked_lang(args: Sequence[str]) -> Lang:
    """What --lang says, wherever it stands (help and mistakes need it first), else the locale."""
    said = " ".join(args)
    named = re.findall(r"(?:^|\s)--lang[ =](zh|en)(?=\s|$)", said)
    return cast(Lang, named[-1]) if named else _locale_lang()


def _lang(context: click.Context | None) -> Lang:
    """The language this run speaks, which `_Counter.main` has put into the context."""
    return cast(Lang, context.obj) if context and context.obj else _locale_lang()


class _Option(click.Option):
    """An option whose help is written `Chinese | English`."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return record and (record[0], _half(record[1], ctx))


class _Command(click.Command):
    """A command whose help is written `Chinese | English`."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_half(self.help or "", ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        return _half(self.help or "", click.get_current_context(silent=True))

    def get_help(self, ctx: click.Context) -> str:
        text = super().get_help(ctx)
        if _lang(ctx) == "zh":
            for english, chinese in _CLICK_ZH.items():
                text = text.replace(english, chinese)
        return text


def _half(text: str, context: click.Context | None) -> str:
    """The half of `Chinese | English` that the desk reads."""
    chinese, bar, english = text.partition(" | ")
    return english if bar and _lang(context) == "en" else chinese


def _show(wrong: click.ClickException, lang: Lang) -> None:
    """Say what is wrong with the command line, in Chinese where we know click's words for it."""
    if lang == "en":
        wrong.show()
        return
    message = wrong.format_message()
    for english, chinese in _WRONG_ZH.items():
        if found := re.match(english, message):
            message = chinese.format(*found.groups())
            break
    if isinstance(wrong, click.UsageError) and wrong.ctx:
        click.echo(wrong.ctx.get_usage().replace("Usage:", _CLICK_ZH["Usage:"]), err=True)
    click.echo(f"错误：{message}", err=True)


class _Counter(_Command, click.Group):
    """The commands together. Turns a stop and a wrong command line into words and exit codes."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        lang = _asked_lang(sys.argv[1:] if args is None else args)
        extra |= {"standalone_mode": False, "obj": lang}
        try:
            code = super().main(args, *rest, **extra)
        except click.ClickException as wrong:
            _show(wrong, lang)
            code = wrong.exit_code
        except click.Abort:
            click.echo(say("stopped", lang), err=True)
            code = _STOPPED
        sys.exit(code)


_lang_option = click.option(
    "--lang",
    cls=_Option,
    type=click.Choice(["zh", "en"]),
    help="消息的语言（默认看系统） | Language of the messages (else the locale's).",
)
_json_option = click.option(
    "--json",
    "as_json",
    cls=_Option,
    is_flag=True,
    help="给程序看：一个 JSON 对象 | For programs: one JSON object.",
)
_verbose_option = click.option(
    "-v",
    "--verbose",
    cls=_Option,
    is_flag=True,
    help="每条说明都列出 | List every note.",
)
_issues_argument = click.argument(
    "issues", metavar="ISSUE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)


@click.group(cls=_Counter, context_settings={"help_option_names": ["-h", "--help"]})
@_lang_option
@click.version_option(__version__, prog_name="xzpress", message="%(prog)s %(version)s")
def main(lang: Lang | None) -> None:
    """从稿件文件夹到可付印的 PDF | Newspaper make-up: from a folder of copy to a press PDF."""


@main.command(cls=_Command)
@_issues_argument
@_lang_option
@_json_option
@_verbose_option
@click.pass_context
def build(
    context: click.Context, /, issues: tuple[Path, ...], as_json: bool, verbose: bool, **_: object
) -> int:
    """做出付印 PDF、校样和报告，存入 out/ | Make press PDF, proof and report in out/."""
    from xzpress import pipeline  # not for --help: it opens the fonts' library

    return _each(context, issues, pipeline.build, as_json=as_json, verbose=verbose)


@main.command(cls=_Command)
@_issues_argument
@_lang_option
@_json_option
@_verbose_option
@click.pass_context
def check(
    context: click.Context, /, issues: tuple[Path, ...], as_json: bool, verbose: bool, **_: object
) -> int:
    """检查稿件、版面和照片，什么也不写 | Check copy, page and photos; write nothing."""
    from xzpress import pipeline

    return _each(context, issues, pipeline.check, as_json=as_json, verbose=verbose)


@main.command(cls=_Command)
@_issues_argument
@click.option(
    "--to",
    cls=_Option,
    metavar="NAME",
    multiple=True,
    help="交给哪家印厂（只有一家时不必写） | Which printer (if there are several).",
)
@click.option(
    "--again",
    cls=_Option,
    is_flag=True,
    help="同样的内容也再交一版 | Hand over a new version even of the same content.",
)
@_lang_option
@_json_option
@_verbose_option
@click.pass_context
def deliver(
    context: click.Context,
    /,
    issues: tuple[Path, ...],
    to: tuple[str, ...],
    again: bool,
    as_json: bool,
    verbose: bool,
    **_: object,
) -> int:
    """把做好的付印 PDF 交给印厂 | Hand the finished press PDF over to its printer."""
    from xzpress import handoff
    from xzpress.telling import handed

    work = partial(handoff.deliver, to=to, again=again)
    return _each(context, issues, work, as_json=as_json, verbose=verbose, words=handed)


@main.command(cls=_Command)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--paper",
    cls=_Option,
    help="layouts/ 里的哪份报（只有一份时不必写） | Which paper in layouts/ (if several).",
)
@click.option(
    "--layout",
    "pages",
    cls=_Option,
    multiple=True,
    help="每版的版式，默认同上一期 | Each page's layout in order (else the last issue's).",
)
@click.option(
    "--date",
    "day",
    cls=_Option,
    type=click.DateTime(["%Y-%m-%d"]),
    help="出版日期（默认是文件夹名） | The issue's date (else the folder's name).",
)
@_lang_option
@click.pass_context
def new(
    context: click.Context,
    /,
    folder: Path,
    paper: str | None,
    pages: tuple[str, ...],
    day: datetime | None,
    **_: object,
) -> int:
    """按版式建一期空稿件夹 | Make a fresh issue folder from the layouts, ready to fill in."""
    from xzpress import blank, read

    lang = _lang(context)
    try:
        there = blank.papers(folder)
        if paper is None and len(there) != 1:
            raise click.UsageError(say("paper-needed", lang, papers=" / ".join(there)), context)
        paper = paper or there[0]
        pages = pages or blank.layouts(folder, paper)
    except read.Unreadable as unreadable:
        return _tell_all(unreadable.diagnostics, lang)
    if not pages:
        raise click.UsageError(say("layout-needed", lang), context)
    try:
        day = day or datetime.strptime(folder.absolute().name, "%Y-%m-%d")
    except ValueError:
        raise click.UsageError(say("date-needed", lang), context) from None
    made, found = blank.new(folder, paper, pages, day.date())
    if not made:
        return _tell_all(found, lang)
    click.echo(say("made", lang, folder=_shown(folder)))
    for file in made:
        click.echo(f"  {_shown(file)}")
    return 0


@main.command(cls=_Command)
@click.argument("issues", metavar="[ISSUE]...", nargs=-1, type=click.Path(path_type=Path))
@_lang_option
@_json_option
@click.pass_context
def fonts(context: click.Context, /, issues: tuple[Path, ...], as_json: bool, **_: object) -> int:
    """列出字体；写上某期，看各缺哪些字 | List the faces, and what each lacks of some issues."""
    from xzpress import coverage, report

    lang = _lang(context)
    listed, found = coverage.fonts(issues[0] if issues else Path(), issues)
    if as_json:
        faces = [
            {
                "role": each.face.name,
                "file": each.face.path.name,
                "name": each.facts.name,
                "version": each.facts.version,
                "licence": each.facts.licence,
                "characters": len(each.facts.characters),
                "lacks": {lack.issue: "".join(lack.characters) for lack in each.lacks},
            }
            for each in listed
        ]
        _print_json({"faces": faces, **report.findings(found)})
        return 1 if worst(found) is Severity.ERROR else 0
    for each in listed:
        known = each.facts
        count = say("characters", lang, count=len(known.characters))
        click.echo(f"{each.face.name:<12} {each.face.path.name:<28} {count}  {known.name}")
        licence = known.licence.partition(". This license")[0]
        click.echo(f"{'':<12} {known.version.partition(';')[0]}; {licence}")
        for lack in each.lacks:
            some = " ".join(lack.characters[:_SHOWN]) + (
                " …" if len(lack.characters) > _SHOWN else ""
            )
            words = "lacks" if lack.characters else "has-all"
            how_many = len(lack.characters) or lack.needed
            said = say(words, lang, issue=lack.issue, count=how_many, some=some)
            click.echo(f"{'':<12} {said}")
    return _tell_all([each for each in found if each.severity is Severity.ERROR], lang)


@main.command(cls=_Command)
@click.argument("place", metavar="FILE:LINE")
@_lang_option
@_json_option
@click.pass_context
def explain(context: click.Context, /, place: str, as_json: bool, **_: object) -> int:
    """说明某一段为什么这样断行 | Tell why a paragraph breaks as it does."""
    from xzpress.telling import explained
    from xzpress.why import why

    lang = _lang(context)
    file, _colon, line = place.rpartition(":")
    if not file or not line.isdecimal():
        raise click.BadParameter(say("place-needed", lang), ctx=context, param_hint="FILE:LINE")
    told_why, found = why(Path(file), int(line))
    if told_why is None:
        return _tell_all([each for each in found if each.severity is Severity.ERROR], lang)
    if as_json:
        lines = [dataclasses.asdict(each) for each in told_why.lines]
        _print_json({"place": str(told_why.place), "style": told_why.style.name, "lines": lines})
        return 0
    for row in explained(told_why, lang):
        click.echo(row)
    return 0


@main.command(cls=_Command)
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--sheet",
    metavar="FILE",
    cls=_Option,
    type=click.Path(path_type=Path),
    help="印厂的 press.yaml（默认用文件所在报纸的） | The printer's press.yaml (else its paper's).",
)
@click.option(
    "--no-plates",
    cls=_Option,
    is_flag=True,
    help="不做分色版，快一些 | Make no plates, which is quicker.",
)
@_lang_option
@_json_option
@click.pass_context
def preflight(
    context: click.Context,
    /,
    files: tuple[Path, ...],
    sheet: Path | None,
    no_plates: bool,
    as_json: bool,
    **_: object,
) -> int:
    """检查任何 PDF 印厂收不收 | Tell whether a printer would take any PDF."""
    from xzpress import report
    from xzpress.judged import judge
    from xzpress.telling import judged

    lang = _lang(context)
    all_told: list[Diagnostic] = []
    data: list[dict[str, object]] = []
    for file in files:
        verdict = judge(file, sheet, plates=not no_plates)
        all_told += verdict.diagnostics
        if as_json:
            pages = (
                [dataclasses.asdict(page) for page in verdict.examined.pages]
                if (verdict.examined)
                else []
            )
            said = {"file": verdict.file, "sheet": verdict.sheet, "pages": pages}
            data.append({**said, **report.findings(verdict.diagnostics)})
            continue
        for row in judged(verdict, lang):
            click.echo(row)
    if as_json:
        _print_json({"xzpress": __version__, "files": data})
    return 1 if worst(all_told) is Severity.ERROR else 0


def _tell_all(diagnostics: Sequence[Diagnostic], lang: Lang) -> int:
    """Print diagnostics; the exit code they ask for."""
    for each in diagnostics:
        click.echo(each.text(lang))
    return 1 if worst(diagnostics) is Severity.ERROR else 0


Work = Callable[[Path, Memory, Callable[[str], None]], "Outcome"]


def _each(
    context: click.Context,
    /,
    issues: Sequence[Path],
    work: Work,
    *,
    as_json: bool,
    verbose: bool,
    words: Callable[..., Iterator[str]] = told,
) -> int:
    """Do one thing to each issue, whatever became of those before it."""
    lang = _lang(context)
    memory = Memory()
    outcomes = []
    for folder in issues:
        with _Progress(folder.name, lang) as progress:
            outcome = work(folder, memory, progress.tell)
        outcomes.append(outcome)
        if not as_json:
            for line in words(outcome, lang, verbose=verbose, shown=_shown):
                click.echo(line)
    ready = all(outcome.ready for outcome in outcomes)
    if as_json:
        _print_json(
            {
                "xzpress": __version__,
                "command": context.info_name,
                "ready": ready,
                "issues": [_as_data(outcome) for outcome in outcomes],
            }
        )
    return 0 if ready else 1


def _as_data(outcome: "Outcome") -> dict[str, object]:
    from xzpress import report

    return {
        "issue": outcome.issue,
        "files": [_shown(outcome.out / name) for name in outcome.files if outcome.out],
        **_deliveries(outcome),
        **report.findings(outcome.diagnostics),
    }


def _deliveries(outcome: "Outcome") -> dict[str, object]:
    """What the printers have now, where something was handed over."""
    made = getattr(outcome, "deliveries", None)
    return {} if made is None else {"deliveries": [dataclasses.asdict(each) for each in made]}


def _print_json(data: dict[str, object]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _shown(path: Path) -> str:
    """A path as the desk can type it: from the working folder where it lies below it."""
    path = path.absolute()
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


class _Progress:
    """One line on the terminal saying what goes on; nothing where nobody looks."""

    def __init__(self, issue: str, lang: Lang) -> None:
        self._issue, self._lang = issue, lang
        self._shows = sys.stderr.isatty()
        self._width = 0

    def __enter__(self) -> "_Progress":
        return self

    def tell(self, step: str) -> None:
        if self._shows:
            self._write(f"{self._issue}: {say(step, self._lang)} …")

    def __exit__(self, *_: object) -> None:
        if self._shows:
            self._write("")

    def _write(self, words: str) -> None:
        """Write over what stood there; blanks, because not every console knows how to erase."""
        width = sum(1 + (ord(character) > 0x7F) for character in words)
        blank = " " * max(0, self._width - width)
        click.echo(f"\r{words}{blank}" + ("" if words else "\r"), err=True, nl=False)
        self._width = width


if __name__ == "__main__":
    main()
