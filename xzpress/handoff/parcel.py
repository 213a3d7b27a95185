"""A parcel: the files of one delivery, named, with their manifest and ticket, as plain bytes."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from xzpress.diagnostic import Diagnostic
from xzpress.handoff.manifest import Part, manifest
from xzpress.handoff.ticket import ticket
from xzpress.pipeline import Remade
from xzpress.preflight import examine
from xzpress.printer import Printer

MANIFEST, TICKET = "manifest.json", "ticket.xjdf"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is handed over. `files`: content by name, in the order to read them, manifest last.

    `folder`: the name of its own folder, "" where the files go straight into the printer's.
    `marker`: the name and content of what is written last.
    """

    version: int
    folder: str
    files: tuple[tuple[str, bytes], ...]
    marker: tuple[str, bytes]

    def path(self, name: str) -> str:
        """Where one of its files lies, from the printer's folder."""
        return f"{self.folder}/{name}" if self.folder else name


def stem(remade: Remade) -> str:
    """What every delivery of an issue is named by: its paper and its folder's name."""
    issue = remade.made.issue
    return f"{issue.paper}_{_plain(issue.folder.name)}"


def parts(remade: Remade, printer: Printer) -> tuple[tuple[Part, ...], tuple[Diagnostic, ...]]:
    """The PDFs in page order, each looked at by preflight as it is, and what that found."""
    from xzpress import render

    made, pdf = remade.made, remade.pdf
    assert pdf is not None
    press, pages = made.design.press, made.pages
    if printer.pages == "together" or len(pages) == 1:
        cut = [(pages, pdf)]
    else:
        singles = render.page_pdfs(pages, made.faces, press, made.images, remade.info, ads=made.ads)
        cut = [((page,), single) for page, single in zip(pages, singles, strict=True)]
    found = [(these, content, examine(content, press, these)) for these, content in cut]
    return (
        tuple(
            Part(tuple(page.number for page in these), content, examined)
            for these, content, examined in found
        ),
        tuple(each for *_, examined in found for each in examined.diagnostics),
    )


def identity(parts: Sequence[Part], printer: Printer) -> str:
    """The SHA-256 of all that a delivery consists of but its version."""
    form = (printer.file_name, printer.pages, printer.arrives, printer.ticket, printer.marker)
    said = json.dumps([form, [sha256(part.pdf).hexdigest() for part in parts]])
    return sha256(said.encode("ascii")).hexdigest()


def parcel(
    remade: Remade, printer: Printer, parts: Sequence[Part], version: int, replaces: int
) -> Parcel:
    """The files of one version. replaces: the version handed over before it, 0 for none."""
    name = f"{stem(remade)}_v{version}"
    before = f"{name}." if printer.arrives == "files" else ""
    files = {_name(remade, printer, part, version): part.pdf for part in parts}
    listed = list(zip(files, parts, strict=True))
    if printer.ticket:
        files[f"{before}{TICKET}"] = ticket(remade, listed, version)
    said = manifest(remade, printer, listed, files, identity(parts, printer), version, replaces)
    files[f"{before}{MANIFEST}"] = said
    # The form of sha256sum, so that the printer can check with that.
    sealed = f"{sha256(said).hexdigest()}  {before}{MANIFEST}\n".encode()
    folder = "" if printer.arrives == "files" else name
    return Parcel(version, folder, tuple(files.items()), (f"{before}{printer.marker}", sealed))


def _name(remade: Remade, printer: Printer, part: Part, version: int) -> str:
    """A PDF's name as the printer wants it."""
    issue = remade.made.issue
    said = {
        "paper": issue.paper,
        "issue": _plain(issue.folder.name),
        "date": issue.date,
        "number": issue.number,
        "total": issue.total,
        "page": part.pages[0],
        "version": version,
    }
    return printer.file_name.format(**said)


def _plain(name: str) -> str:
    """A folder's name as any file system and any server takes it.

    >>> _plain("2018-11-30 特刊")
    '2018-11-30-特刊'
    """
    return re.sub(r"[^\w.-]+", "-", name)
