"""The press PDF: PDF/X-1a or PDF/X-4 as the printer's sheet says, all pages in one file."""

import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from xzpress.design import PressProfile
from xzpress.face import Faces
from xzpress.page import Page, Picture
from xzpress.render.forms import NO_ADS, Ads
from xzpress.render.metadata import Info
from xzpress.render.objects import Document, Stream, array, dictionary, name, words
from xzpress.render.pdf import Leaf, draw, single
from xzpress.render.photo import Encoded

_VERSIONS = {"PDF/X-1a:2001": (1, 3), "PDF/X-1a:2003": (1, 4), "PDF/X-4": (1, 6)}
_IN_INFO = {
    "PDF/X-1a:2001": {
        "GTS_PDFXVersion": "PDF/X-1:2001",
        "GTS_PDFXConformance": "PDF/X-1a:2001",
    },
    "PDF/X-1a:2003": {"GTS_PDFXVersion": "PDF/X-1a:2003"},
    "PDF/X-4": {},  # named in XMP instead
}


def press_pdf(
    pages: Sequence[Page],
    faces: Faces,
    press: PressProfile,
    images: Mapping[Picture, Encoded],
    info: Info,
    *,
    ads: Ads = NO_ADS,
) -> bytes:
    """Write the pages as the printer wants them; the same pages give the same bytes.

    Raises KeyError where a page shows a picture that `images` lacks, an ad that `ads` lacks, or
    type in an unknown face.
    Source: ISO 15930-1 (PDF/X-1a:2001), 15930-4 (:2003), 15930-7 (PDF/X-4); clause by clause in
    conformance.md. The page content is the same in all: none has live transparency.
    """
    leaves = [single(page, press.bleed, press.bleed) for page in pages]
    return written(leaves, faces, press, images, info, ads=ads)


def written(
    leaves: Sequence[Leaf],
    faces: Faces,
    press: PressProfile,
    images: Mapping[Picture, Encoded],
    info: Info,
    *,
    ads: Ads = NO_ADS,
) -> bytes:
    """Leaves as a file of the standard. Raises KeyError where a picture, ad or face is lacking."""
    for leaf in leaves:
        for picture in leaf.pictures:
            images[picture]
        for placed in leaf.ads:
            ads[placed]
    document = Document(_VERSIONS[press.standard])
    draw(document, leaves, faces, press, images, ads, press.plates)
    return _finished(document, press, info)


def _finished(document: Document, press: PressProfile, info: Info) -> bytes:
    """The file, with what makes it the standard's."""
    standard = {key: words(value) for key, value in _IN_INFO[press.standard].items()}
    catalog = {"OutputIntents": array([document.keep(_output_intent(document, press))])}
    if not standard:
        catalog["Metadata"] = document.keep(info.packet(press.standard))
    return document.finish({**info.entries(), **standard}, catalog)


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
