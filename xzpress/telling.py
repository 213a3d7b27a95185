"""What the counter says to a person: an outcome as lines of text, in Chinese or English."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from xzpress.diagnostic import Diagnostic, Lang, Place, Severity

if TYPE_CHECKING:
    from xzpress.handoff import HandedOver
    from xzpress.judged import Judged
    from xzpress.pipeline import Outcome
    from xzpress.why import Why

_WORDS: dict[str, tuple[str, str]] = {
    "ready": ("可以付印", "ready to print"),
    "sound": ("没有错误", "no errors"),
    "not-ready": ("不能付印", "not ready to print"),
    "proof": ("校样", "proof"),
    "summed": ("{count}：{codes}（-v 逐条列出）", "{count}: {codes} (-v lists each)"),
    "stopped": ("已停止，没有留下写了一半的文件", "stopped; nothing is left half-written"),
    "made": ("{folder} 已建好，请填写：", "{folder} is made; now fill in:"),
    "read": ("读稿", "reading"),
    "compose": ("排字", "setting type"),
    "arrange": ("拼版", "making up"),
    "photos": ("处理照片", "converting photos"),
    "render": ("出付印文件", "writing the press PDF"),
    "preflight": ("付印前检查", "preflight"),
    "write": ("存盘", "saving"),
    "deliver": ("交给印厂", "handing over"),
    "handed": (
        "已交 {printer}，第 {version} 版 → {where}（{count} 个文件，读回核对无误）",
        "handed to {printer} as version {version} → {where} ({count} files, read back the same)",
    ),
    "finished": (
        "上次没交完的已交齐：{printer}，第 {version} 版 → {where}（{count} 个文件）",
        "finished what was begun: {printer}, version {version} → {where} ({count} files)",
    ),
    "same": (
        "{printer} 已有这一版，即第 {version} 版，没有再交（要再交加 --again）",
        "{printer} has just this as version {version}; nothing was sent (--again sends it anew)",
    ),
    "not-handed": ("没有交出去", "not handed over"),
    "characters": ("{count} 字", "{count} characters"),
    "has-all": ("{issue}：{count} 种字全有", "{issue}: has all {count} characters"),
    "lacks": ("{issue}：缺 {count} 种字：{some}", "{issue}: lacks {count} characters: {some}"),
    "date-needed": (
        "请用 --date 写明日期（文件夹名不是日期）",
        "say the date with --date (the folder's name is not one)",
    ),
    "layout-needed": (
        "请用 --layout 写明每版的版式，每版写一次",
        "say the layout of each page with --layout, once a page",
    ),
    "paper-needed": ("请用 --paper 写明报纸：{papers}", "say which paper with --paper: {papers}"),
    "why": (
        "{place}  位置 {slot}  样式 {style} {size:g} pt  栏宽 {measure:g} 字  避头尾 {ban}",
        "{place}  slot {slot}  style {style} {size:g} pt  measure {measure:g} em  bans {ban}",
    ),
    "why-head": ("行  实/宽（字）     字距   代价  文字", "line  solid/measure  gap    cost  text"),
    "squeezed": ("挤", "gave up"),
    "widened": ("放", "opened"),
    "newsprint": ("通用新闻纸", "general newsprint"),
    "passes": ("印厂会收", "a printer would take it"),
    "fails": ("印厂会退", "a printer would refuse it"),
    "judged": (
        "{file}: {verdict}（{standard}，按 {sheet}；{errors} 错误，{warnings} 警告）",
        "{file}: {verdict} ({standard}, held to {sheet}; {errors} errors, {warnings} warnings)",
    ),
    "page-summary": (
        "  第 {number} 版 {width:.1f} × {height:.1f} mm  字体 {fonts}  图 {images}"
        "（{low}–{high} ppi）  墨 {inks}  最重 {ink:.0f}%（距左 {x:.0f}、距上 {y:.0f} mm）",
        "  page {number} {width:.1f} × {height:.1f} mm  fonts {fonts}  images {images} "
        "({low}–{high} ppi)  inks {inks}  heaviest {ink:.0f}% (at {x:.0f}, {y:.0f} mm)",
    ),
    "plates": ("  分色版：{program}", "  plates by {program}"),
    "place-needed": ("请写成 文件:行号，如 lead.md:12", "write FILE:LINE, such as lead.md:12"),
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "note": ("说明", "note"),
}


def say(words: str, lang: Lang, **values: object) -> str:
    """Some words of the counter's own, with the values put in.

    >>> say("proof", "zh")
    '校样'
    """
    return _WORDS[words][lang == "en"].format(**values)


def told(
    outcome: "Outcome", lang: Lang, *, verbose: bool, shown: Callable[[Path], str]
) -> Iterator[str]:
    """Everything found, in the order of the files, and what became of the issue in one line.

    verbose: every note, not only how many. shown: a path as the desk can type it.
    """
    found = _in_order(outcome)
    for each in found:
        if verbose or each.severity is not Severity.NOTE:
            yield each.text(lang)
    if not verbose:
        yield from _summed_notes(found, lang)
    yield _verdict(outcome, lang, shown)


def handed(
    outcome: "HandedOver", lang: Lang, *, verbose: bool, shown: Callable[[Path], str]
) -> Iterator[str]:
    """What stood in the way of handing over, and a line for each printer that has the issue now.

    The copy's notes were told when it was built, so only `verbose` tells them again.
    """
    for each in _in_order(outcome):
        if verbose or each.severity is not Severity.NOTE:
            yield each.text(lang)
    for one in outcome.deliveries:
        values = {"printer": one.printer, "version": one.version, "where": one.where}
        yield f"{outcome.issue}: {say(one.state, lang, **values, count=len(one.files))}"
    if not outcome.ready:
        yield f"{outcome.issue}: {say('not-handed', lang)}{_counted(outcome, lang)}"


def _in_order(outcome: "Outcome") -> list[Diagnostic]:
    """What was found, file by file. What has no place is about the whole run, so it stands last."""
    return sorted(outcome.diagnostics, key=lambda each: (not each.place, each.place or Place("")))


def _summed_notes(diagnostics: Iterable[Diagnostic], lang: Lang) -> list[str]:
    """One line a file for all its notes; a normalised story has dozens."""
    files: dict[str, Counter[str]] = {}
    for each in diagnostics:
        if each.severity is Severity.NOTE:
            file = each.place.file if each.place else ""
            files.setdefault(file, Counter())[each.code] += 1
    lines = []
    for file, codes in files.items():
        said = ("，" if lang == "zh" else ", ").join(f"{code} {n}" for code, n in codes.items())
        words = say("summed", lang, count=_count(codes.total(), "note", lang), codes=said)
        lines.append(f"{file}: {words}" if file else words)
    return lines


def _count(number: int, what: str, lang: Lang) -> str:
    """How many of something: `2 错误`, `1 warning`, `3 notes`."""
    word = say(what, lang)
    return f"{number} {word}{'s' if lang == 'en' and number != 1 else ''}"


def _verdict(outcome: "Outcome", lang: Lang, shown: Callable[[Path], str]) -> str:
    """The last line: whether it may be printed, where it lies, how many of each severity."""
    said = say("ready" if outcome.ready else "not-ready", lang)
    if outcome.out is None and outcome.ready:
        said = say("sound", lang)
    where = next((name for name in outcome.files if name.endswith(".pdf")), "")
    if where and outcome.out:
        kind = "" if outcome.ready else f"{say('proof', lang)} "
        said = f"{said} → {kind}{shown(outcome.out / where)}"
    return f"{outcome.issue}: {said}{_counted(outcome, lang)}"


def _counted(outcome: "Outcome", lang: Lang) -> str:
    """How many of each severity, in brackets."""
    found = Counter(each.severity for each in outcome.diagnostics)
    counted = [_count(found[each], each.name.lower(), lang) for each in reversed(Severity)]
    between, left, right = ("，", "（", "）") if lang == "zh" else (", ", " (", ")")
    return f"{left}{between.join(counted)}{right}"


def explained(why: "Why", lang: Lang) -> Iterator[str]:
    """A paragraph's lines, each with what it takes, how it was adjusted and what it costs."""
    style = why.style
    values = {"size": style.size, "measure": why.measure, "ban": style.ban}
    yield say("why", lang, place=why.place, slot=why.slot, style=style.name, **values)
    yield say("why-head", lang)
    for number, line in enumerate(why.lines, 1):
        cost = f"{line.cost:6.2f}" if line.cost < 1000 else "     !"
        taken = f"{line.solid:6.2f}/{line.measure:<6.2f}"
        yield f"{number:3}  {taken}  {line.gap:6.3f} {cost}  {line.text}"
        for words, some in (
            ("squeezed", [c for c in line.changes if c[1] < 0]),
            ("widened", [c for c in line.changes if c[1] > 0]),
        ):
            if some:
                listed = "  ".join(f"{pair} {change:+.2f}" for pair, change in some)
                yield f"{'':32}{say(words, lang)}: {listed}"


def judged(verdict: "Judged", lang: Lang) -> Iterator[str]:
    """What was found in a PDF, what it is made of, and whether a printer would take it."""
    for each in verdict.diagnostics:
        yield f"{verdict.file}: {each.text(lang)}" if each.place is None else each.text(lang)
    seen = verdict.examined
    for page in seen.pages if seen else ():
        boxes = {name: (width, height) for name, _, _, width, height in page.boxes}
        width, height = boxes.get("TrimBox") or next(iter(boxes.values()), (0.0, 0.0))
        yield say(
            "page-summary", lang, number=page.number, width=width, height=height,
            fonts=len(page.fonts), images=page.images, low=page.ppi[0], high=page.ppi[1],
            inks=" ".join(page.inks), ink=page.ink, x=page.x, y=page.y,
        )  # fmt: skip
    if seen and seen.plates:
        yield say("plates", lang, program=seen.plates)
    count = Counter(each.severity for each in verdict.diagnostics)
    ready = not count[Severity.ERROR]
    yield say(
        "judged", lang, file=verdict.file, verdict=say("passes" if ready else "fails", lang),
        standard=(seen.standard if seen else "") or "—",
        sheet=verdict.sheet or say("newsprint", lang),
        errors=count[Severity.ERROR], warnings=count[Severity.WARNING],
    )  # fmt: skip
