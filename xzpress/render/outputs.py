"""What the printer or the desk may ask for besides the press PDF, each a file of its own."""

from collections.abc import Mapping, Sequence

from xzpress.design import Box, PressProfile
from xzpress.face import Faces
from xzpress.galley import Line
from xzpress.page import Page, Picture
from xzpress.render.forms import NO_ADS, Ads
from xzpress.render.imposition import spreads
from xzpress.render.marks import ALL_KINDS, MARGIN, at_head_and_foot, marks, slug
from xzpress.render.metadata import Info
from xzpress.render.pdf import Leaf, single
from xzpress.render.photo import Encoded
from xzpress.render.press import press_pdf, written

Images = Mapping[Picture, Encoded]


def page_pdfs(
    pages: Sequence[Page],
    faces: Faces,
    press: PressProfile,
    images: Images,
    info: Info,
    *,
    ads: Ads = NO_ADS,
) -> tuple[bytes, ...]:
    """Each page as a press PDF of its own, without marks."""
    return tuple(press_pdf([page], faces, press, images, info, ads=ads) for page in pages)


def marked_pdf(
    pages: Sequence[Page],
    slugs: Sequence[Line],
    faces: Faces,
    press: PressProfile,
    images: Images,
    info: Info,
    *,
    ads: Ads = NO_ADS,
) -> bytes:
    """The press PDF with printer's marks round its pages: those the sheet asks for, else all.

    slugs: one line a page, set: paper, issue, page, version, time, content hash.
    Raises ValueError where there are not as many slugs as pages, KeyError as `press_pdf`.
    """
    leaves = [_marked(page, words, press) for page, words in zip(pages, slugs, strict=True)]
    return written(leaves, faces, press, images, info, ads=ads)


def _marked(page: Page, words: Line, press: PressProfile) -> Leaf:
    trim, kinds = Box(0, 0, page.width, page.height), press.asked_marks or ALL_KINDS
    spine = 0.0 if page.number % 2 else page.width
    folds = at_head_and_foot(spine, trim, press.bleed, beyond_crop=True)
    said = marks(trim, press.bleed, kinds, folds, len(press.plates))
    lines = (slug(words, trim, press.bleed),) if "slug" in kinds else ()
    return single(page, press.bleed + MARGIN, press.bleed, said, lines)


def spreads_pdf(
    pages: Sequence[Page],
    slugs: Sequence[Line],
    faces: Faces,
    press: PressProfile,
    images: Images,
    info: Info,
    *,
    ads: Ads = NO_ADS,
) -> bytes:
    """Printer spreads of one section, n-1, 2-(n-1) …, on the web's paper where the sheet names it.

    slugs: one line a spread for spreads with marks, none for spreads without.
    Raises ValueError where pages are odd in number or slugs too few, KeyError as `press_pdf`.
    """
    return written(spreads(pages, slugs, press), faces, press, images, info, ads=ads)
