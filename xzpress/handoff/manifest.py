"""The manifest: what was handed over, to be held against what arrived."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from xzpress import __version__, report
from xzpress.diagnostic import Severity
from xzpress.pipeline import PRESS, Remade
from xzpress.preflight import Examined
from xzpress.printer import Printer

FORM = "xzpress-manifest-1"
_BOXES = {"trim": "TrimBox", "bleed": "BleedBox", "media": "MediaBox"}


@dataclass(frozen=True, slots=True)
class Part:
    """One PDF of a delivery: its pages' numbers, and what preflight says of just this file."""

    pages: tuple[int, ...]
    pdf: bytes
    examined: Examined


Listed = Sequence[tuple[str, Part]]


def manifest(
    remade: Remade,
    printer: Printer,
    parts: Listed,
    files: Mapping[str, bytes],
    identity: str,
    version: int,
    replaces: int,
) -> bytes:
    """The manifest as JSON: the same but for its version and what it replaces for the same PDFs.

    files: all that is handed over with it. Sizes in mm, ink in per cent.
    """
    made = remade.made
    issue, press = made.issue, made.design.press
    found = Counter(each.severity for _, part in parts for each in part.examined.diagnostics)
    pdfs = dict(parts)
    said = {
        "form": FORM,
        "paper": issue.paper,
        "name": dict(made.design.names).get("name", issue.paper),
        "issue": _issue_name(remade),
        "date": issue.date.isoformat(),
        "number": issue.number,
        "total": issue.total,
        "printer": printer.name,
        "version": version,
        "replaces": replaces or None,
        "pages": len(made.pages),
        "files": [
            _file(name, content, order, pdfs.get(name))
            for order, (name, content) in enumerate(files.items(), 1)
        ],
        "preflight": {
            "passed": not found[Severity.ERROR],
            "standard": press.standard,
            "condition": press.condition,
            "ink_limit": press.ink_limit,
            "errors": found[Severity.ERROR],
            "warnings": found[Severity.WARNING],
            "by": f"xzpress {__version__}",
        },
        "made_from": {
            "content": report.mark(made.pages, made.images),
            PRESS: sha256(remade.pdf or b"").hexdigest(),
        },
        "identity": identity,
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _issue_name(remade: Remade) -> str:
    """The issue's folder, from the paper's root."""
    issue = remade.made.issue
    return issue.folder.resolve().relative_to(issue.root.resolve()).as_posix()


def _file(name: str, content: bytes, order: int, part: Part | None) -> report.Entry:
    """One file; of a PDF also its pages, in their order."""
    entry: report.Entry = {
        "order": order,
        "file": name,
        "bytes": len(content),
        "sha256": sha256(content).hexdigest(),
    }
    if part is None:
        return entry
    entry["pages"] = []
    for number, page in zip(part.pages, part.examined.pages, strict=True):
        boxes = {box: (width, height) for box, _, _, width, height in page.boxes}
        sizes = {name: boxes[box] for name, box in _BOXES.items() if box in boxes}
        inks = {"inks": page.inks, "heaviest_ink": page.ink}
        entry["pages"].append({"page": number, **sizes, **inks})
    return entry
