"""The faces of a paper, and how they cover what its issues print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xzpress import read
from xzpress.diagnostic import Diagnostic
from xzpress.face import Face
from xzpress.face.facts import Facts, facts
from xzpress.issue import Issue, Text


@dataclass(frozen=True, slots=True)
class Lack:
    """Of the `needed` different characters of an issue, those that a face itself does not have."""

    issue: str
    needed: int
    characters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One face, and what it lacks of each issue asked about."""

    face: Face
    facts: Facts
    lacks: tuple[Lack, ...]


def fonts(
    folder: Path, issues: Sequence[Path]
) -> tuple[tuple[Listed, ...], tuple[Diagnostic, ...]]:
    """List a paper's faces. folder: anywhere in the paper. issues: their folders."""
    found: list[Diagnostic] = []
    needed: dict[str, frozenset[str]] = {}
    for each in issues:
        try:
            issue, told = read.issue(each)
        except read.Unreadable as unreadable:
            found += unreadable.diagnostics
            continue
        found += told
        needed[issue.name] = frozenset(_characters(issue))
    try:
        faces, told = read.faces(read.root_of(folder))
    except read.Unreadable as unreadable:
        return (), (*found, *unreadable.diagnostics)
    return tuple(_listed(face, needed) for _, face in faces.faces), (*found, *told)


def _listed(face: Face, needed: dict[str, frozenset[str]]) -> Listed:
    known = facts(face.path)
    lacks = tuple(
        Lack(name, len(wanted), tuple(sorted(wanted - known.characters)))
        for name, wanted in needed.items()
    )
    return Listed(face, known, lacks)


def _characters(issue: Issue) -> Iterator[str]:
    """Every character of the copy that leaves a mark on paper."""
    for text in _texts(issue):
        yield from (character for character in text.plain if not character.isspace())


def _texts(issue: Issue) -> Iterator[Text]:
    yield from (text for _, text in issue.fields)
    yield from (code.caption for _, code in issue.codes)
    for page in issue.pages:
        for _, story in page.stories:
            yield from (text for _, text in story.parts)
            yield from (paragraph.text for paragraph in story.body)
            for photo in story.photos:
                yield photo.caption
                if photo.credit:
                    yield photo.credit
