"""A fresh issue folder, ready to fill in: every value is empty, so none can be printed unseen."""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from xzpress import read
from xzpress.compose.furniture import fields
from xzpress.design import Design, Layout, Slot
from xzpress.diagnostic import Diagnostic, Place, diagnostic
from xzpress.issue import Issue
from xzpress.read.source import named

_FIELD = re.compile(r"\{(\w+)\}")
_PARTS = {
    "kicker": "引题，可以不写 / kicker, may stay empty",
    "headline": "主题 / headline",
    "deck": "副题，可以不写 / deck, may stay empty",
    "byline": "记者 / byline",
}


def papers(folder: Path) -> tuple[str, ...]:
    """The papers that an issue in this folder, there or not, could belong to.

    Raises read.Unreadable where no paper's root lies above it.
    """
    layouts = read.root_of(folder.absolute()) / "layouts"
    return tuple(sorted(path.parent.name for path in layouts.glob("*/paper.yaml")))


def layouts(folder: Path, paper: str) -> tuple[str, ...]:
    """The layouts for the pages of a paper's next issue: those of the last one that can be read.

    The last by the folder's name, which is its date. Without such an issue, the paper's only
    layout; none where it has several.
    Raises read.Unreadable where the paper's design makes no sense.
    """
    root = read.root_of(folder.absolute())
    folders = [path.parent for path in (root / "issues").glob("*/issue.yaml")]
    by_date = sorted(folders, key=lambda path: (path.name[:1].isdigit(), path.name), reverse=True)
    for path in by_date:
        with suppress(read.Unreadable):
            last, _ = read.issue(path)
            if last.paper == paper:
                return tuple(page.layout for page in last.pages)
    known = tuple(name for name, _ in _design(root, paper, Place(paper)).layouts)
    return known if len(known) == 1 else ()


def new(
    folder: Path, paper: str, pages: Sequence[str], day: date
) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Make a fresh issue folder for a paper.

    pages: the layout of each page.
    Returns the files made; none of them where there are diagnostics. What exists is never touched.
    """
    folder = folder.absolute()
    try:
        root = read.root_of(folder)
        name = named(folder.resolve(), root)
        design = _design(root, paper, Place(name))
    except read.Unreadable as unreadable:
        return (), unreadable.diagnostics
    known = dict(design.layouts)
    for page in pages:
        if page not in known:
            near = " / ".join(known)
            return (), (diagnostic("unknown-layout", Place(name), value=page, near=near),)
    issue = Issue(folder.name, folder, root, paper, day, 1, 1, (), (), (), Place(name))
    schemas = Path(os.path.relpath(root / "layouts" / "schemas", folder.resolve())).as_posix()
    try:
        return _write(folder, _files(issue, design, [known[page] for page in pages], schemas)), ()
    except FileExistsError:
        return (), (diagnostic("folder-taken", folder=name),)
    except OSError as error:
        return (), (diagnostic("cannot-make", folder=name, reason=error.strerror or str(error)),)


def _design(root: Path, paper: str, place: Place) -> Design:
    """A paper's design, whatever is to be told about it. Raises read.Unreadable."""
    faces, _ = read.faces(root)
    design, _ = read.design(root, paper, faces, place)
    return design


def _files(issue: Issue, design: Design, pages: Sequence[Layout], schemas: str) -> dict[str, str]:
    """The files of a fresh issue by name.

    issue: who, where and when; what it holds further is not looked at. schemas: path from the
    issue's folder to the JSON Schemas, by which editors complete keys.
    """
    files = {"issue.yaml": _issue(issue, design, pages, schemas)}
    for number, layout in enumerate(pages, 1):
        for slot in layout.slots:
            files[_file(number, slot, pages)] = _story(slot, design, schemas)
    return files


def _file(number: int, slot: Slot, pages: Sequence[Layout]) -> str:
    """A story's file: by its slot, and by its page where there are several."""
    return f"{slot.name}.md" if len(pages) == 1 else f"{number}-{slot.name}.md"


def _issue(issue: Issue, design: Design, pages: Sequence[Layout], schemas: str) -> str:
    known = fields(issue, design, 1)
    named = [
        name for page in pages for words in page.words for name in _FIELD.findall(words.template)
    ]
    wanted = [name for name in dict.fromkeys(named) if name not in known]
    codes = dict.fromkeys(code.code for page in pages for code in page.codes)
    lines = [
        f"# yaml-language-server: $schema={schemas}/issue.schema.json",
        "# 冒号用半角，后面空一格；# 后面是说明，不会印出来。",
        "# Plain colons with a space behind; what follows a # is not printed.",
        f"paper: {issue.paper}",
        f"date: {issue.date.isoformat()}",
        "number:  # 本年期数 / number of the year",
        "total:  # 总期数 / number since the first issue",
    ]
    if wanted:
        lines += ["fields:  # 报头、报尾里要印的 / printed in the furniture"]
        lines += [f"  {name}:" for name in wanted]
    if codes:
        lines += ["codes:  # 二维码 / QR codes"]
    for code in codes:
        lines += [f"  {code}:", "    url:  # 扫出来的网址 / what it says"]
        lines += ["    caption:  # 码下的说明 / the words under it"]
    lines += ["pages:"]
    for number, page in enumerate(pages, 1):
        lines += [f"  - layout: {page.name}", "    stories:"]
        lines += [f"      {slot.name}: {_file(number, slot, pages)}" for slot in page.slots]
    return "\n".join([*lines, ""])


def _story(slot: Slot, design: Design, schemas: str) -> str:
    parts = dict(slot.styles)
    rows, room = sum(leg.rows for leg in slot.legs), design.characters(slot)
    lines = [
        "---",
        f"# yaml-language-server: $schema={schemas}/story.schema.json",
        f"# 正文约 {room} 字（{rows} 行） / the body has room for some {room} characters",
        *(f"{part}:  # {words}" for part, words in _PARTS.items() if part in parts),
    ]
    if slot.photos:
        lines += ["photos:"]
    for _ in slot.photos:
        lines += [
            "  - file:  # photos/….jpg",
            "    caption:  # 图片说明 / caption",
            "    credit:  # 摄影，可以不写 / credit, may stay empty",
        ]
    return "\n".join([*lines, "---", "", ""])


def _write(folder: Path, files: dict[str, str]) -> tuple[Path, ...]:
    """Make the folder with these files and an empty photos/, whole or not at all.

    Raises FileExistsError where the folder holds anything, OSError where it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(str(folder))
    part = folder.with_name(f".{folder.name}.part")
    made = [part / name for name in files]
    try:
        (part / "photos").mkdir(parents=True)
        for path, content in zip(made, files.values(), strict=True):
            path.write_text(content, encoding="utf-8", newline="\n")
        if folder.exists():
            folder.rmdir()  # empty; Windows does not rename onto it
        part.rename(folder)
    except BaseException:
        for path in [*made, part / "photos", part]:
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        raise
    return tuple(folder / path.name for path in made)
