"""An issue's folder: issue.yaml, its stories and photos."""

import re
from pathlib import Path

from xzpress.diagnostic import Diagnostic, Place
from xzpress.issue import Ad, Code, Issue, PagePlan, Story
from xzpress.read.ad import AdFile
from xzpress.read.copy import story
from xzpress.read.document import (
    DateOf,
    File,
    Group,
    Integer,
    Items,
    Node,
    Problems,
    Reader,
    Record,
    Schema,
    Table,
    Unreadable,
    Word,
    Words,
    Written,
    named,
    open_source,
    optional,
    read,
    required,
    unknown,
)
from xzpress.read.normalise import wording

_PAGES = 64
_URL = re.compile(r"https?://[!-~]{1,500}")


class Url(Words):
    """A web address."""

    def read(self, node: Node, key: str, reader: Reader) -> Written | None:
        url = super().read(node, key, reader)
        if url and not _URL.fullmatch(url.text):
            reader.problems.add("bad-url", url.place, value=url.text[:60])
            return None
        return url

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{_URL.pattern}$"}


class CodeSheet(Record):
    """A QR code."""

    url = required(Url(), "扫出来的网址", "what it says, a web address")
    caption = required(Words(turns=True), "二维码下的说明", "the words under it")


class PageSheet(Record):
    """One page."""

    layout = required(Word(), "版式", "its layout in layouts/")
    stories = required(
        Table(File(".md")), "稿位: 稿件文件", "slot: the story's file, written from this folder"
    )
    ads = optional(
        Table(AdFile()), "广告位: PDF 文件", "place: the ad's PDF, from this folder", default=()
    )


class IssueSheet(Record):
    """issue.yaml."""

    paper = required(Word(), "报纸，layouts/ 下的文件夹名", "the paper, its folder in layouts/")
    date = required(DateOf(), "出版日期", "day of publication")
    number = required(Integer(1), "本年期数", "number of the year")
    total = required(Integer(1), "总期数", "number since the first issue")
    fields = optional(
        Table(Words()), "固定位置要印的话", "further words that furniture prints", default=()
    )
    codes = optional(Table(Group(CodeSheet)), "二维码", "QR codes", default=())
    pages = required(Items(Group(PageSheet), least=1, most=_PAGES), "各版", "its pages")
    names = optional(
        Items(Words()), "标题里不可拆开的名字", "names that no headline takes apart", default=()
    )
    samples = optional(
        Items(Words()), "还是样例值的项", "keys that still hold sample values", default=()
    )


def root_of(folder: Path) -> Path:
    """The paper's root: the folder at or above this one that holds layouts/ and fonts/.

    Raises Unreadable where there is none.
    """
    folder = folder.resolve()
    for above in (folder, *folder.parents):
        if (above / "layouts").is_dir() and (above / "fonts").is_dir():
            return above
    problems = Problems()
    problems.add("no-root", Place(folder.name))
    raise Unreadable(problems.diagnostics)


def issue(folder: Path) -> tuple[Issue, tuple[Diagnostic, ...]]:
    """Read one issue from its folder, with what is to be told about it.

    Raises Unreadable with everything found, in all its files, when one of the findings is an error.
    """
    root, folder = root_of(folder), folder.resolve()
    problems = Problems()
    path = folder / "issue.yaml"
    if not path.is_file():
        problems.add("no-issue", Place(named(folder, root)), folder=named(folder, root))
        raise Unreadable(problems.diagnostics)
    source = open_source(path, root, problems)
    sheet = read(source, IssueSheet, folder, problems) if source else None
    if not sheet:
        raise Unreadable(problems.diagnostics)
    _check_paper(sheet, root, problems)
    _check_samples(sheet, problems)
    entries = (entry for page in sheet.pages for entry in page.given(PageSheet.stories) or ())
    paths = dict.fromkeys(entry.value.path for entry in entries)
    stories = {path: story(path, folder, root, problems) for path in paths}
    problems.stop_if_serious()
    sound = {path: made for path, made in stories.items() if made}
    return _made(sheet, sound, folder, root, problems), problems.diagnostics


def _check_paper(sheet: IssueSheet, root: Path, problems: Problems) -> None:
    """The paper must have its design in layouts/."""
    paper = sheet.given(IssueSheet.paper)
    there = tuple(sorted(p.parent.name for p in (root / "layouts").glob("*/paper.yaml")))
    if paper and paper.text not in there:
        unknown(problems, "unknown-paper", paper.place, paper.text, there, key="paper")


def _check_samples(sheet: IssueSheet, problems: Problems) -> None:
    """Each sample value is noted, so that none is printed unseen."""
    places = {name: sheet.at(name) for name in sheet.values}
    places |= {entry.name: entry.place for entry in (*sheet.fields, *sheet.codes)}
    for sample in sheet.samples:
        if sample.text in places:
            problems.add("sample-value", places[sample.text], key=sample.text)
        else:
            known = tuple(places)
            unknown(problems, "unknown-word", sample.place, sample.text, known, key="samples")


def _made(
    sheet: IssueSheet, stories: dict[Path, Story], folder: Path, root: Path, problems: Problems
) -> Issue:
    """The issue, from sheets that have no error left in them."""
    pages = tuple(
        PagePlan(
            page.layout.text,
            tuple((entry.name, stories[entry.value.path]) for entry in page.stories),
            page.place,
            tuple(
                (each.name, Ad(each.value.text, each.value.path, each.value.size, each.value.place))
                for each in page.ads
            ),
        )
        for page in sheet.pages
    )
    codes = tuple(
        (code.name, Code(code.value.url.text, wording(code.value.caption, problems), code.place))
        for code in sheet.codes
    )
    return Issue(
        name=folder.name,
        folder=folder,
        root=root,
        paper=sheet.paper.text,
        date=sheet.date,
        number=sheet.number,
        total=sheet.total,
        fields=tuple((entry.name, wording(entry.value, problems)) for entry in sheet.fields),
        codes=codes,
        pages=pages,
        place=sheet.place,
        names=tuple(name.text for name in sheet.names),
    )
