"""校样: the same pages for the desk, with a margin and the trouble marked on them."""

from collections.abc import Mapping, Sequence
from io import BytesIO

import pypdfium2

from xzpress.design import Box, Colour, PressProfile
from xzpress.face import Faces
from xzpress.page import Picture, ProofSheet
from xzpress.render.content import rectangle
from xzpress.render.forms import NO_ADS, Ads
from xzpress.render.ink import mixed
from xzpress.render.metadata import Info
from xzpress.render.objects import Document, number
from xzpress.render.paints import IN_INK, Paints, Space
from xzpress.render.pdf import draw, single
from xzpress.render.photo import Encoded
from xzpress.render.screen import light
from xzpress.render.screen import space as in_space

_MARK = Colour("mark", 0, 1, 0, 0)


def proof_pdf(
    sheets: Sequence[ProofSheet],
    faces: Faces,
    press: PressProfile,
    images: Mapping[Picture, Encoded],
    info: Info,
    space: Space = IN_INK,
    *,
    ads: Ads = NO_ADS,
) -> bytes:
    """Write the sheets: each page as the press gets it, `margin` of white round it, and marks.

    A picture or ad that is lacking is a crossed frame: the desk must see that it is not there.
    """
    document = Document()
    paints = Paints(space, {}, lambda paint: mixed(paint, press))
    pen = f"{paints.stroke(_MARK)} 1 w"
    leaves = [
        single(sheet.page, sheet.margin, press.bleed, _marks(sheet, images, ads, pen), sheet.lines)
        for sheet in sheets
    ]
    draw(document, leaves, faces, press, images, ads, space=space)
    return document.finish(info.entries(), {})


def light_proof_pdf(
    sheets: Sequence[ProofSheet],
    faces: Faces,
    press: PressProfile,
    images: Mapping[Picture, Encoded],
    info: Info,
    ppi: float = 100.0,
    *,
    screen: bool = True,
    ads: Ads = NO_ADS,
) -> bytes:
    """The proof with coarse photos, to be sent about. screen: in RGB; else in the press's inks.

    Ads stay as they came.
    """
    coarse = light(images, press, ppi, screen=screen)
    return proof_pdf(sheets, faces, press, coarse, info, in_space(press, screen=screen), ads=ads)


def _marks(
    sheet: ProofSheet, images: Mapping[Picture, Encoded], ads: Ads, pen: str
) -> tuple[str, ...]:
    """Frames round trouble and crosses for lost pictures and ads."""
    lost = [picture.box for picture in sheet.page.pictures if picture not in images]
    lost += [placed.room for placed in sheet.page.ads if placed not in ads]
    frames = [f"{rectangle(box)} re S" for box in (*sheet.outlines, *lost)]
    return (pen, *frames, *map(_cross, lost)) if frames else ()


def _cross(box: Box) -> str:
    left, bottom, right, top = map(number, (box.x, box.y, box.right, box.top))
    return f"{left} {bottom} m {right} {top} l {left} {top} m {right} {bottom} l S"


def proof_picture(pdf: bytes, ppi: int, page: int = 0) -> bytes:
    """One page of a PDF as PNG. `page`: from 0.

    A quick look: pdfium does not know the press's paper and shows no overprint.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[page].render(scale=ppi / 72).to_pil()
    written = BytesIO()
    image.convert("RGB").save(written, "PNG", compress_level=1, dpi=(ppi, ppi))
    return written.getvalue()
