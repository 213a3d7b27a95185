"""The one page writer: pages with their surroundings into the objects of a PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - as in issue.py

from xzpress.design import Box
from xzpress.face import Faces
from xzpress.page import Page, Picture, SetLine
from xzpress.render.content import KNOCKOUT, OVERPRINT, Content, rectangle
from xzpress.render.fonts import Type0, embedded
from xzpress.render.objects import (
    Document,
    Stream,
    array,
    deflated,
    dictionary,
    name,
    number,
    words,
)
from xzpress.render.photo import Encoded

_PROCEDURES = ("PDF", "Text", "ImageB", "ImageC")  # PDF 1.3 wants them listed


@dataclass(frozen=True, slots=True)
class Info:
    """What the file says of itself.

    `author`: who publishes; may be empty. `version`: of xzpress. `date`: the issue's.
    """

    title: str
    author: str
    version: str
    date: Date

    def entries(self) -> dict[str, object]:
        """The Info dictionary. Its dates are noon of the issue's day: no clock is read."""
        said = {"Title": self.title, "Author": self.author}
        maker = f"xzpress {self.version}"
        noon = words(f"D:{self.date:%Y%m%d}120000+00'00'")
        return {
            **{key: words(text) for key, text in said.items() if text},
            "Creator": words(maker),
            "Producer": words(maker),
            "CreationDate": noon,
            "ModDate": noon,
            "Trapped": name("False"),
        }


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page and what lies round it.

    `margin`: pt of paper beyond the trim. `bleed`: pt of it that the page's own ink may reach.
    `marks`: operators drawn above the page. `lines`: type above everything, such as labels.
    """

    page: Page
    margin: float
    bleed: float
    marks: tuple[str, ...] = ()
    lines: tuple[SetLine, ...] = ()


def draw(
    document: Document, leaves: Sequence[Leaf], faces: Faces, images: Mapping[Picture, Encoded]
) -> None:
    """Put pages into a document with their fonts and pictures; each of these goes in once."""
    lines = [placed.line for leaf in leaves for placed in (*leaf.page.lines, *leaf.lines)]
    fonts = embedded(lines, faces)
    for font in fonts.values():
        document.add_font(font.resource, font.objects(document))
    states = {
        OVERPRINT: document.keep(_overprint(True)),
        KNOCKOUT: document.keep(_overprint(False)),
    }
    photos: dict[Encoded, tuple[str, object]] = {}
    for leaf in leaves:
        shown = {picture: images[picture] for picture in leaf.page.pictures if picture in images}
        for photo in shown.values():
            if photo not in photos:
                photos[photo] = (f"Im{len(photos) + 1}", document.keep(_image(photo)))
        resources = {picture: photos[photo][0] for picture, photo in shown.items()}
        content = _content(leaf, fonts, resources)
        document.add_page(
            {
                **_boxes(leaf),
                "Contents": document.keep(deflated(content, {})),
                "Resources": dictionary(
                    {
                        "ProcSet": array([name(each) for each in _PROCEDURES]),
                        "Font": document.fonts,
                        "ExtGState": dictionary(states),
                        "XObject": dictionary(dict(photos[photo] for photo in shown.values())),
                    }
                ),
            }
        )


def _content(leaf: Leaf, fonts: Mapping[str, Type0], resources: Mapping[Picture, str]) -> bytes:
    """The page with the trim's corner as its origin, its ink cut off at the bleed."""
    margin = number(leaf.margin)
    bleed = Box(0, 0, leaf.page.width, leaf.page.height).inset(*[-leaf.bleed] * 4)
    page, above = Content(fonts), Content(fonts)
    page.page(leaf.page, resources)
    above.lines(leaf.lines)
    parts = (f"1 0 0 1 {margin} {margin} cm", f"q {rectangle(bleed)} re W n", *page.operators, "Q")
    return "\n".join(("q", *parts, *leaf.marks, *above.operators, "Q\n")).encode("ascii")


def _boxes(leaf: Leaf) -> dict[str, object]:
    width, height = leaf.page.width, leaf.page.height
    trim = Box(leaf.margin, leaf.margin, width, height)
    bleed = trim.inset(*[-min(leaf.bleed, leaf.margin)] * 4)
    media = trim.inset(*[-leaf.margin] * 4)
    boxes = {"MediaBox": media, "BleedBox": bleed, "TrimBox": trim}
    return {key: array([b.x, b.y, b.right, b.top]) for key, b in boxes.items()}


def _image(photo: Encoded) -> Stream:
    """The JPEG as it is. Adobe's CMYK stands inverted in it, and Decode turns it back."""
    width, height = photo.pixels
    entries = {
        "Type": name("XObject"),
        "Subtype": name("Image"),
        "Width": width,
        "Height": height,
        "BitsPerComponent": 8,
        "ColorSpace": name("DeviceGray" if photo.inks == 1 else "DeviceCMYK"),
    }
    if photo.inks == 4:
        entries["Decode"] = array([1, 0] * 4)
    return Stream(photo.data, entries, "DCTDecode")


def _overprint(on: bool) -> object:
    said = "true" if on else "false"
    mode = 1 if on else 0
    return dictionary({"Type": name("ExtGState"), "OP": said, "op": said, "OPM": mode})
