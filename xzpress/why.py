"""Why a line of copy is set as it is: one paragraph, found by file and line, explained."""

from dataclasses import dataclass
from pathlib import Path

from xzpress import compose, read
from xzpress.design import Slot, Style
from xzpress.diagnostic import Diagnostic, Place, diagnostic
from xzpress.face import Shaper
from xzpress.issue import Issue, Paragraph, Story


@dataclass(frozen=True, slots=True)
class Why:
    """A paragraph's setting. `place`: where it begins; `measure`: em of its column."""

    place: Place
    slot: str
    style: Style
    measure: float
    lines: tuple[compose.Explained, ...]


def why(file: Path, line: int) -> tuple[Why | None, tuple[Diagnostic, ...]]:
    """Explain the paragraph that stands on a line of a story.

    file: a story inside an issue's folder. None, with the reasons, where there is nothing there.
    """
    folder = next((up for up in file.resolve().parents if (up / "issue.yaml").is_file()), None)
    if folder is None:
        return None, (diagnostic("not-in-issue", Place(file.name, line)),)
    try:
        issue, _ = read.issue(folder)
        faces, _ = read.faces(issue.root)
        design, _ = read.design(issue.root, issue.paper, faces, issue.place)
    except read.Unreadable as unreadable:
        return None, unreadable.diagnostics
    name = file.resolve().relative_to(issue.root).as_posix()
    found = _found(issue, name, line)
    if found is None:
        return None, (diagnostic("no-paragraph", Place(name, line)),)
    layout, slot_name, given = found
    slot = next(s for s in dict(design.layouts)[layout].slots if s.name == slot_name)
    style = dict(design.styles)[_style_name(slot, given.kind)]
    leg = slot.legs[0]
    kit = compose.kit(compose.Cases(Shaper(faces)), dict(design.marks))
    kit = kit.upright() if leg.vertical else kit
    lines = compose.explain(given.text, style, (leg.measure,), kit)
    return Why(given.text.place, slot_name, style, leg.measure / style.size, lines), ()


def _found(issue: Issue, file: str, line: int) -> tuple[str, str, Paragraph] | None:
    """The last paragraph of the file that begins on or before the line, and where it goes."""
    for plan in issue.pages:
        for slot, story in plan.stories:
            if story.place.file == file:
                given = _at(story, line)
                return (plan.layout, slot, given) if given else None
    return None


def _at(story: Story, line: int) -> Paragraph | None:
    byline = story.part("byline")
    texts = [Paragraph("byline", byline)] if byline else []
    texts += [paragraph for paragraph in story.body if not paragraph.rows]
    before = [given for given in texts if given.text.place.line <= line]
    return max(before, key=lambda given: given.text.place.line) if before else None


def _style_name(slot: Slot, kind: str) -> str:
    """The style that the slot has for a kind of paragraph, else its body's."""
    return dict(slot.styles).get(kind, slot.style("body"))
