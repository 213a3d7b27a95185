"""An ad's size, from the boxes of its PDF. pypdf's door for reading: size only.

What the printer would refuse in it is preflight's to say, before it is placed.
"""

import logging
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from xzpress.diagnostic import Place
from xzpress.read.document import File, Kind, Node, Problems, Reader, Schema

_LARGEST = 200_000_000
_LEAST = 1.0


@dataclass(frozen=True, slots=True)
class AdReference:
    """A supplied PDF that a page names. `size`: width and height of its trim, pt."""

    text: str
    path: Path
    size: tuple[float, float]
    place: Place


class AdFile(Kind[AdReference]):
    """A PDF inside the issue's folder, of one page that is not encrypted."""

    def read(self, node: Node, key: str, reader: Reader) -> AdReference | None:
        file = File(".pdf", missing="missing-ad").read(node, key, reader)
        size = _size(file.path, file.place, reader.problems) if file else None
        return AdReference(file.text, file.path, size, file.place) if file and size else None

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"\.[pP][dD][fF]$"}


def _size(path: Path, place: Place, problems: Problems) -> tuple[float, float] | None:
    """The trim's width and height; None where the file cannot be placed, with the reason told."""
    from pypdf import PdfReader  # an issue without ads does not pay for it
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters is told as a diagnostic
    if path.stat().st_size > _LARGEST:
        problems.add("ad-too-large", place, file=path.name, limit=_LARGEST // 1_000_000)
        return None
    try:
        pdf = PdfReader(BytesIO(path.read_bytes()))
        if pdf.is_encrypted:
            problems.add("ad-locked", place, file=path.name)
            return None
        count, page = len(pdf.pages), pdf.pages[0]
        turned, trimless = page.rotation % 360, "/TrimBox" not in page
        trim = float(page.trimbox.width), float(page.trimbox.height)
    except DependencyError:  # it is locked, with a cipher that is not at hand
        problems.add("ad-locked", place, file=path.name)
        return None
    except Exception as trouble:  # pypdf raises errors of every kind on a damaged file
        reason = f"{type(trouble).__name__}: {trouble}"[:120]
        problems.add("not-an-ad", place, file=path.name, reason=reason)
        return None
    if turned or min(trim) < _LEAST:
        problems.add("ad-turned" if turned else "ad-no-size", place, file=path.name)
        return None
    if trimless:
        problems.add("ad-no-trim", place, file=path.name)
    if count > 1:
        problems.add("ad-pages", place, file=path.name, pages=count)
    return trim
