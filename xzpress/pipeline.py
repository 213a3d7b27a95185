"""One issue through the house: read → compose → arrange → render → preflight, then the files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from xzpress import __version__, arrange, compose, kept, materials, proof, read, report
from xzpress.arrange import StoryFit
from xzpress.design import Design, Style
from xzpress.diagnostic import Diagnostic, Severity, diagnostic, worst
from xzpress.face import Faces, Shaper
from xzpress.issue import Issue
from xzpress.keeper import Keeper, Memory
from xzpress.page import Page, Picture, Placed
from xzpress.read.source import named
from xzpress.save import last_good, save

if TYPE_CHECKING:
    from xzpress.render import Adopted, Encoded, Info

T = TypeVar("T")
Found = list[Diagnostic]
Tell = Callable[[str], None]
"""Told the name of each step as it begins: for a progress line, or a stop-watch."""

PRESS, PROOF, REPORT = "press.pdf", "proof.pdf", "report.json"
_ADS_ANSWER_FOR = frozenset(
    {"colour", "content", "font", "image", "ink", "line", "overprint", "state", "text"}
)
"""Groups of rules that a supplied PDF keeps too; its boxes and its names are its own."""
_PROOF_PPI = 96
_MARK = 12
"""Digits of the content's mark that a proof shows."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one issue.

    `issue`: its folder, from the paper's root. `out`: where its files lie, None where there is no
    such place. `files`: the names of those written.
    """

    issue: str
    diagnostics: tuple[Diagnostic, ...]
    out: Path | None = None
    files: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether nothing found forbids printing."""
        return worst(self.diagnostics) is not Severity.ERROR


@dataclass(frozen=True, slots=True)
class MadeUp:
    """An issue made up into pages, and its photos as the press gets them."""

    issue: Issue
    design: Design
    faces: Faces
    cases: compose.Cases
    pages: tuple[Page, ...]
    fits: tuple[StoryFit, ...]
    images: "dict[Picture, Encoded]"
    ads: "dict[Placed, Adopted]"


@dataclass(frozen=True, slots=True)
class Remade:
    """What a build of the present copy gives, in memory. `out`: where `build` would put it.

    `pdf`: the press PDF; None where something found forbids it.
    """

    made: MadeUp
    out: Path
    pdf: bytes | None
    info: "Info"


def _nobody(_: str) -> None:
    """Tells nobody."""


def check(folder: Path, memory: Memory | None = None, tell: Tell = _nobody) -> Outcome:
    """Take one issue as far as its pages and photos, and write nothing.

    What only the finished PDF can show (preflight) is left to `build`.
    """
    folder, found = _issue_folder(folder), Found()
    root = _try(found, lambda: (read.root_of(folder), ()))
    if root is None:
        return Outcome(folder.as_posix(), tuple(found))
    keeper = Keeper(root / "out" / ".kept", writes=False)
    _make_up(folder, root, memory or Memory(), keeper, tell, found)
    return Outcome(named(folder.resolve(), root), tuple(dict.fromkeys(found)))


def build(folder: Path, memory: Memory | None = None, tell: Tell = _nobody) -> Outcome:
    """Take one issue from its folder to press PDF, proof and report in out/ of the paper's root.

    An error anywhere: no press PDF is left there, the proof shows the trouble. Whatever can be
    wrong with the copy, the design or the disk is a diagnostic of the outcome; nothing is raised.
    """
    folder, found = _issue_folder(folder), Found()
    root = _try(found, lambda: (read.root_of(folder), ()))
    if root is None:
        return Outcome(folder.as_posix(), tuple(found))
    name, out = named(folder.resolve(), root), _out(folder.resolve(), root)
    if not out.exists() and not (folder / "issue.yaml").is_file():
        return check(folder)  # a slip of the keyboard leaves nothing in out/
    keeper = Keeper(root / "out" / ".kept")
    made = _make_up(folder, root, memory or Memory(), keeper, tell, found)
    made = _with_ads(made, keeper, found) if made else None
    files = _files(made, keeper, tell, found) if made else {}
    found = list(dict.fromkeys(found))
    files[REPORT] = _report(name, made, files, found)
    tell("write")
    try:
        aside = save(out, files, _stale(out, files))
    except OSError as error:
        reason = error.strerror or str(error)
        found.append(diagnostic("cannot-write", folder=named(out, root), reason=reason))
        return Outcome(name, tuple(found), out)
    if PRESS in aside:
        found.append(diagnostic("set-aside", file=PRESS, renamed=last_good(PRESS)))
    keeper.trim()
    if keeper.refused:
        found.append(diagnostic("not-kept", folder="out/.kept"))
    return Outcome(name, tuple(found), out, tuple(files))


def remake(
    folder: Path, memory: Memory | None = None, tell: Tell = _nobody
) -> tuple[Remade | None, Outcome]:
    """Make an issue again without writing anything, to hold it against what lies in out/.

    None, with what was found, where the issue cannot be made up at all.
    """
    folder, found = _issue_folder(folder), Found()
    root = _try(found, lambda: (read.root_of(folder), ()))
    if root is None:
        return None, Outcome(folder.as_posix(), tuple(found))
    name = named(folder.resolve(), root)
    keeper = Keeper(root / "out" / ".kept", writes=False)
    made = _make_up(folder, root, memory or Memory(), keeper, tell, found)
    if made is None:
        return None, Outcome(name, tuple(found))
    made = _with_ads(made, keeper, found)
    pdf = _press(made, keeper, tell, found)
    outcome = Outcome(name, tuple(dict.fromkeys(found)))
    return Remade(made, _out(folder.resolve(), root), pdf, _info(made)), outcome


def _issue_folder(path: Path) -> Path:
    """The issue's folder, also where its issue.yaml was named."""
    path = path.absolute()
    return path.parent if path.name == "issue.yaml" else path


def _out(folder: Path, root: Path) -> Path:
    """Where an issue's files go: issues/2018-11-30 has out/2018-11-30, each issue its own."""
    issues = root / "issues"
    return root / "out" / folder.relative_to(issues if folder.is_relative_to(issues) else root)


def _try(found: Found, take: Callable[[], tuple[T, tuple[Diagnostic, ...]]]) -> T | None:
    """What could be read, its diagnostics put down; None where it could not be read."""
    try:
        taken, told = take()
    except read.Unreadable as unreadable:
        found += unreadable.diagnostics
        return None
    found += told
    return taken


def _make_up(
    folder: Path, root: Path, memory: Memory, keeper: Keeper, tell: Tell, found: Found
) -> MadeUp | None:
    """Read, compose and arrange an issue and convert its photos; None where it is unreadable."""
    tell("read")
    faces = _try(found, lambda: read.faces(root))
    issue = _try(found, lambda: read.issue(folder))
    if issue is None or faces is None:
        return None
    design = _try(found, lambda: read.design(root, issue.paper, faces, issue.place))
    if design is None:
        return None
    wrong = (*materials.flaws(faces, design.press, root), *_misplaced(issue, design))
    if wrong:
        found += wrong
        return None
    tell("compose")
    stamps = tuple(face.path.stat().st_mtime_ns for _, face in faces.faces)
    cases = memory.recall((faces, stamps), lambda: compose.Cases(Shaper(faces)))
    galleys, in_type = compose.galleys(issue, design, cases)
    tell("arrange")
    pages, fits, on_page = arrange.pages(issue, design, galleys)
    tell("photos")
    images, in_photos = kept.photos(pages, design.press, keeper)
    found += (*in_type, *on_page, *in_photos)
    return MadeUp(issue, design, faces, cases, pages, fits, images, {})


def _with_ads(made: MadeUp, keeper: Keeper, found: Found) -> MadeUp:
    """The same with its supplied PDFs taken in, each held to the printer's rules of content."""
    from xzpress import render

    ads = {}
    for placed in (placed for page in made.pages for placed in page.ads):
        told = kept.findings(placed.ad.path.read_bytes(), made.design.press, (), keeper)
        found += (replace(each, place=placed.ad.place) for each in told if _of_content(each))
        adopted, told = render.ad(placed)
        found += told
        if adopted is not None:
            ads[placed] = adopted
    return replace(made, ads=ads)


def _of_content(finding: Diagnostic) -> bool:
    """Whether a finding is about what an ad shows, not about the file it came in."""
    return finding.code.partition(".")[0] in _ADS_ANSWER_FOR


def _misplaced(issue: Issue, design: Design) -> Iterator[Diagnostic]:
    """Layouts and slots that the issue names and its paper does not have."""
    layouts = dict(design.layouts)
    for plan in issue.pages:
        if plan.layout not in layouts:
            near = " / ".join(layouts)
            yield diagnostic("unknown-layout", plan.place, value=plan.layout, near=near)
            continue
        slots = [slot.name for slot in layouts[plan.layout].slots]
        for name, story in plan.stories:
            if name not in slots:
                said = {"value": name, "story": story.name, "layout": plan.layout}
                yield diagnostic("unknown-slot", plan.place, **said, near=" / ".join(slots))


def _files(made: MadeUp, keeper: Keeper, tell: Tell, found: Found) -> dict[str, bytes]:
    """The press PDF, where nothing forbids it, and the proof, in the order to write them."""
    from xzpress import render  # ReportLab: `check` gets by without it

    design, faces, pages, info = made.design, made.faces, made.pages, _info(made)
    pdf = _press(made, keeper, tell, found)
    files = {PRESS: pdf} if pdf else {}
    tell("proof")
    state = "可以付印" if PRESS in files else "不能付印"
    mark = report.mark(pages, made.images)[:_MARK]
    stamp = f"校样 · {info.title} · {state} · 内容 {mark} · xzpress {__version__}"
    sheets = proof.sheets(pages, found, stamp, _note_style(design), made.cases)
    files[PROOF] = render.proof_pdf(sheets, faces, design.press, made.images, info, ads=made.ads)
    for number in range(len(pages)):
        file = "proof.png" if len(pages) == 1 else f"proof-{number + 1}.png"
        files[file] = kept.proof_picture(files[PROOF], _PROOF_PPI, number, keeper)
    return files


def _info(made: MadeUp) -> "Info":
    """What the files say of themselves."""
    from xzpress import render

    names = dict(made.design.names)
    title = f"{names.get('name', made.issue.paper)} {made.issue.date.isoformat()}"
    return render.Info(title, names.get("publisher", ""), __version__, made.issue.date)


def _press(made: MadeUp, keeper: Keeper, tell: Tell, found: Found) -> bytes | None:
    """The press PDF and what preflight found in it; None where anything found forbids it."""
    from xzpress import render

    if worst(found) is Severity.ERROR:
        return None
    press = made.design.press
    tell("render")
    pdf = render.press_pdf(made.pages, made.faces, press, made.images, _info(made), ads=made.ads)
    tell("preflight")
    in_pdf = kept.findings(pdf, press, made.pages, keeper)
    found += in_pdf
    return None if worst(in_pdf) is Severity.ERROR else pdf


def _report(
    name: str, made: MadeUp | None, files: Mapping[str, bytes], found: Sequence[Diagnostic]
) -> bytes:
    """The report, of an unreadable issue too."""
    said = report.head(name, files)
    if made:
        said |= report.issue(made.issue, made.pages, report.mark(made.pages, made.images))
        said["stories"] = report.stories(made.design, made.issue, made.fits)
        said["photos"] = report.photos(made.pages, made.images)
    return report.text({**said, **report.findings(found)})


def _note_style(design: Design) -> Style:
    """How notes on the proof are set: the paper's own style `proof`, else that of its captions."""
    styles = dict(design.styles)
    slot = next(slot for _, layout in design.layouts for slot in layout.slots)
    return styles.get("proof") or styles[slot.style("caption")]


def _stale(out: Path, files: Mapping[str, bytes]) -> list[str]:
    """Names of what an earlier build left in a folder and this one did not make anew."""
    there = [PRESS, PROOF, *sorted(path.name for path in out.glob("proof*.png"))]
    return [name for name in there if name not in files and not name.endswith(".last-good.png")]
