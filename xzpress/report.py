"""The report of a run as plain data: the same copy gives the same report, on any machine."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from xzpress import __version__
from xzpress.arrange import StoryFit
from xzpress.arrange.photos import resolution
from xzpress.design import Design
from xzpress.diagnostic import Diagnostic, Severity
from xzpress.issue import Issue
from xzpress.page import Page, Picture

if TYPE_CHECKING:
    from xzpress.render import Encoded

Entry = dict[str, Any]


def entry(diagnostic: Diagnostic) -> Entry:
    """One diagnostic for machines. `file`, `line` and `column` are null where there are none."""
    place = diagnostic.place
    return {
        "severity": diagnostic.severity.name.lower(),
        "code": diagnostic.code,
        "file": place.file if place else None,
        "line": (place.line or None) if place else None,
        "column": (place.column or None) if place else None,
        "message": {"zh": diagnostic.message("zh"), "en": diagnostic.message("en")},
        "hint": {"zh": diagnostic.hint("zh"), "en": diagnostic.hint("en")},
        "values": dict(diagnostic.values),
    }


def counts(diagnostics: Iterable[Diagnostic]) -> dict[str, int]:
    """How many of each severity, gravest first."""
    found = Counter(diagnostic.severity for diagnostic in diagnostics)
    return {f"{each.name.lower()}s": found[each] for each in sorted(Severity, reverse=True)}


def findings(diagnostics: Sequence[Diagnostic]) -> Entry:
    """What a run found: whether it may be printed, how many of each severity, and each of them."""
    found = counts(diagnostics)
    return {
        "ready": not found["errors"],
        **found,
        "diagnostics": [entry(diagnostic) for diagnostic in diagnostics],
    }


def head(name: str, files: Mapping[str, bytes]) -> Entry:
    """What was made of which issue. name: its folder, from the paper's root."""
    made = {
        file: {"bytes": len(content), "sha256": sha256(content).hexdigest()}
        for file, content in files.items()
    }
    return {"xzpress": __version__, "issue": name, "files": made}


def issue(issue: Issue, pages: Sequence[Page], content: str) -> Entry:
    """The issue itself. content: the mark of its pages, as on the proof."""
    return {
        "paper": issue.paper,
        "date": issue.date.isoformat(),
        "number": issue.number,
        "total": issue.total,
        "pages": len(pages),
        "content": content,
    }


def mark(pages: Sequence[Page], images: "Mapping[Picture, Encoded]") -> str:
    """The SHA-256 of everything on some pages: two proofs with one mark show the same."""
    seen = sha256()
    for page in pages:
        for line in page.lines:
            looks = [(run.face, run.size, run.colour.name, run.text) for run in line.line.runs]
            seen.update(f"{line.x:.3f} {line.y:.3f} {line.line.width:.3f} {looks}".encode())
        for picture in page.pictures:
            data = images[picture].data if picture in images else b""
            seen.update(f"{picture.box} {sha256(data).hexdigest()}".encode())
        for placed in page.ads:
            content = sha256(placed.ad.path.read_bytes()).hexdigest()
            seen.update(f"{placed.box} {placed.room} {content}".encode())
        seen.update(repr((page.fills, page.matrices)).encode())
    return seen.hexdigest()


def stories(design: Design, issue: Issue, fits: Sequence[StoryFit]) -> list[Entry]:
    """How each story fills its slot, in lines and characters."""
    layouts = dict(design.layouts)
    told = []
    for fit in fits:
        layout = layouts[issue.pages[fit.page - 1].layout]
        slot = next(slot for slot in layout.slots if slot.name == fit.slot)
        a_line = design.characters(slot) // max(1, fit.room)
        told.append(
            {
                "page": fit.page,
                "slot": fit.slot,
                "story": fit.story,
                "lines": {
                    "room": fit.room,
                    "length": fit.length,
                    "over": fit.over,
                    "short": fit.short,
                },
                "characters": {
                    "room": design.characters(slot),
                    "length": fit.characters,
                    "over": fit.over_characters,
                    "short": fit.short * a_line,
                },
            }
        )
    return told


def photos(pages: Sequence[Page], images: "Mapping[Picture, Encoded]") -> list[Entry]:
    """The photos on the pages. Ink in per cent, null where a photo could not be used."""
    return [
        {
            "page": page.number,
            "slot": picture.owner,
            "file": picture.photo.file,
            "ppi": round(resolution(picture)),
            "heaviest_ink": round(images[picture].heaviest, 1) if picture in images else None,
        }
        for page in pages
        for picture in page.pictures
    ]


def text(report: Entry) -> bytes:
    """The report as it is written: JSON in UTF-8, to be read by people too."""
    return (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
