"""The press PDF: PDF/X-1a:2001, every page of the issue in one file."""

import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from xzpress.design import PressProfile
from xzpress.face import Faces
from xzpress.page import Page, Picture
from xzpress.render.objects import Document, Stream, array, dictionary, name, words
from xzpress.render.pdf import Info, Leaf, draw
from xzpress.render.photo import Encoded


def press_pdf(
    pages: Sequence[Page],
    faces: Faces,
    press: PressProfile,
    images: Mapping[Picture, Encoded],
    info: Info,
) -> bytes:
    """Write the pages as the printer wants them; the same pages give the same bytes.

    Raises KeyError where a page shows a picture that `images` lacks or type in an unknown face.
    Source: ISO 15930-1 (PDF/X-1a:2001); clause by clause in conformance.md.
    """
    for page in pages:
        for picture in page.pictures:
            images[picture]
    document = Document()
    draw(document, [Leaf(page, press.bleed, press.bleed) for page in pages], faces, images)
    standard = {
        "GTS_PDFXVersion": words("PDF/X-1:2001"),
        "GTS_PDFXConformance": words("PDF/X-1a:2001"),
    }
    intent = _output_intent(document, press)
    return document.finish(
        {**info.entries(), **standard}, {"OutputIntents": array([document.keep(intent)])}
    )


def _output_intent(document: Document, press: PressProfile) -> object:
    """The paper and inks that the pages were made for, with their profile."""
    profile = press.profile
    data = _profile(profile, profile.stat().st_mtime_ns)
    return dictionary(
        {
            "Type": name("OutputIntent"),
            "S": name("GTS_PDFX"),
            "OutputConditionIdentifier": words(press.condition),
            "Info": words(press.condition_info),
            "DestOutputProfile": document.keep(Stream(data, {"N": 4})),
        }
    )


@lru_cache(maxsize=4)
def _profile(path: Path, stamp: int) -> bytes:
    """The profile, deflated once. `stamp`: the file's change, so that a new file counts."""
    return zlib.compress(path.read_bytes(), 6)
