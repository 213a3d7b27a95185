"""校样: the same pages for the desk, with a margin and the trouble marked on them."""

from collections.abc import Mapping, Sequence
from io import BytesIO

import pypdfium2

from xzpress.design import Box, PressProfile
from xzpress.face import Faces
from xzpress.page import Picture, ProofSheet
from xzpress.render.content import KNOCKOUT, rectangle
from xzpress.render.objects import Document, number
from xzpress.render.pdf import Info, Leaf, draw
from xzpress.render.photo import Encoded

_MARKS = f"0 1 0 0 K 1 w /{KNOCKOUT} gs"


def proof_pdf(
    sheets: Sequence[ProofSheet],
    faces: Faces,
    press: PressProfile,
    images: Mapping[Picture, Encoded],
    info: Info,
) -> bytes:
    """Write the sheets: each page as the press gets it, `margin` of white round it, and marks.

    A picture that `images` lacks is a crossed frame: the desk must see that it is not there.
    """
    document = Document()
    leaves = [
        Leaf(sheet.page, sheet.margin, press.bleed, _marks(sheet, images), sheet.lines)
        for sheet in sheets
    ]
    draw(document, leaves, faces, images)
    return document.finish(info.entries(), {})


def _marks(sheet: ProofSheet, images: Mapping[Picture, Encoded]) -> tuple[str, ...]:
    """Frames round trouble and crosses for lost pictures, in magenta."""
    lost = [picture.box for picture in sheet.page.pictures if picture not in images]
    frames = [f"{rectangle(box)} re S" for box in (*sheet.outlines, *lost)]
    return (_MARKS, *frames, *map(_cross, lost)) if frames else ()


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
