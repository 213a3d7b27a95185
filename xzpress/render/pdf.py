"""The one page writer: pages with their surroundings into the objects of a PDF."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xzpress.design import Box, Colour, PressProfile
from xzpress.face import Faces
from xzpress.page import Page, Picture, Placed, SetLine
from xzpress.render.content import Content, rectangle
from xzpress.render.fonts import Type0, embedded
from xzpress.render.forms import NO_ADS, Adopted, Ads, form
from xzpress.render.ink import mixed
from xzpress.render.objects import (
    Document,
    Stream,
    array,
    deflated,
    dictionary,
    name,
    number,
)
from xzpress.render.paints import IN_INK, KNOCKOUT, OVERPRINT, Paints, Space
from xzpress.render.photo import Encoded
from xzpress.render.spots import separations

_SPACES = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
_PROCEDURES = ("PDF", "Text", "ImageB", "ImageC")  # PDF 1.3 wants them listed


@dataclass(frozen=True, slots=True)
class Laid:
    """A page on a leaf: its trim's corner at `x`, `y` from the leaf's, its ink cut off at `inked`.

    `inked`: from the page's own corner.
    """

    page: Page
    inked: Box
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the file: pages of the paper, and what lies round them.

    `trim`, `bleed`, `media`: its boxes, from the trim's lower left corner. `marks`: operators
    drawn above the pages. `lines`: type above everything, such as labels.
    """

    pages: tuple[Laid, ...]
    trim: Box
    bleed: Box
    media: Box
    marks: tuple[str, ...] = ()
    lines: tuple[SetLine, ...] = ()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(picture for laid in self.pages for picture in laid.page.pictures)

    @property
    def ads(self) -> tuple[Placed, ...]:
        return tuple(placed for laid in self.pages for placed in laid.page.ads)


def single(
    page: Page,
    margin: float,
    bleed: float,
    marks: tuple[str, ...] = (),
    lines: tuple[SetLine, ...] = (),
) -> Leaf:
    """A leaf of one page. margin: pt of paper beyond the trim. bleed: of it that its ink reaches.

    Ink may go on beyond the leaf's own bleed only where the margin is less.
    """
    trim = Box(0, 0, page.width, page.height)
    inked = trim.inset(*[-bleed] * 4)
    kept = trim.inset(*[-min(bleed, margin)] * 4)
    return Leaf((Laid(page, inked),), trim, kept, trim.inset(*[-margin] * 4), marks, lines)


def draw(
    document: Document,
    leaves: Sequence[Leaf],
    faces: Faces,
    press: PressProfile,
    images: Mapping[Picture, Encoded],
    ads: Ads = NO_ADS,
    plates: Sequence[str] = (),
    space: Space = IN_INK,
) -> None:
    """Put pages into a document with their fonts, pictures and ads; each of these goes in once.

    plates: special inks that stay themselves; colours of others are printed by the four.
    """
    fonts = embedded((placed.line for leaf in leaves for placed in _lines(leaf)), faces)
    for font in fonts.values():
        document.add_font(font.resource, font.objects(document))
    colours = (colour for leaf in leaves for colour in _colours(leaf))
    inks = separations(document, colours, plates, every_plate=any(leaf.marks for leaf in leaves))
    spots = {ink: resource for ink, (resource, _) in inks.items()}
    paints = Paints(space, spots, lambda paint: mixed(paint, press))
    states = {
        OVERPRINT: document.keep(_overprint(True)),
        KNOCKOUT: document.keep(_overprint(False)),
    }
    photos: dict[Encoded, tuple[str, object]] = {}
    forms: dict[Adopted, tuple[str, object]] = {}
    for leaf in leaves:
        shown = {picture: images[picture] for picture in leaf.pictures if picture in images}
        for photo in shown.values():
            if photo not in photos:
                photos[photo] = (f"Im{len(photos) + 1}", document.keep(_image(photo)))
        resources: dict[Picture | Placed, str] = {
            picture: photos[photo][0] for picture, photo in shown.items()
        }
        carried = {placed: ads[placed] for placed in leaf.ads if placed in ads}
        for adopted in carried.values():
            if adopted not in forms:
                forms[adopted] = (f"Fm{len(forms) + 1}", form(document, adopted))
        resources |= {placed: forms[adopted][0] for placed, adopted in carried.items()}
        things = (
            *(photos[photo] for photo in shown.values()),
            *(forms[adopted] for adopted in carried.values()),
        )
        content = _content(leaf, fonts, resources, paints)
        document.add_page(
            {
                **_boxes(leaf),
                "Contents": document.keep(deflated(content, {})),
                "Resources": dictionary(
                    {
                        "ProcSet": array([name(each) for each in _PROCEDURES]),
                        "Font": document.fonts,
                        "ExtGState": dictionary(states),
                        **({"ColorSpace": dictionary(dict(inks.values()))} if inks else {}),
                        "XObject": dictionary(dict(things)),
                    }
                ),
            }
        )


def _lines(leaf: Leaf) -> Iterator[SetLine]:
    for laid in leaf.pages:
        yield from laid.page.lines
    yield from leaf.lines


def _colours(leaf: Leaf) -> Iterator[Colour]:
    """Every colour of a leaf."""
    for laid in leaf.pages:
        yield from (fill.colour for fill in laid.page.fills)
        figures = (figure for each in laid.page.drawings for figure in each.art.figures)
        paints = (paint for figure in figures for paint in (figure.fill, figure.stroke))
        yield from (paint for paint in paints if isinstance(paint, Colour))
    for placed in _lines(leaf):
        yield from (run.colour for run in placed.line.runs)
        yield from (ornament.colour for ornament in placed.line.ornaments)


def _content(
    leaf: Leaf,
    fonts: Mapping[str, Type0],
    resources: Mapping[Picture | Placed, str],
    paints: Paints,
) -> bytes:
    """The pages from the trim's corner as origin, the ink of each cut off where it must end."""
    parts = [f"1 0 0 1 {number(-leaf.media.x)} {number(-leaf.media.y)} cm"]
    for laid in leaf.pages:
        page = Content(fonts, paints)
        page.page(laid.page, resources)
        moved = f"1 0 0 1 {number(laid.x)} {number(laid.y)} cm " if laid.x or laid.y else ""
        parts += [f"q {moved}{rectangle(laid.inked)} re W n", *page.operators, "Q"]
    above = Content(fonts, paints)
    above.lines(leaf.lines)
    return "\n".join(("q", *parts, *leaf.marks, *above.operators, "Q\n")).encode("ascii")


def _boxes(leaf: Leaf) -> dict[str, object]:
    x, y = -leaf.media.x, -leaf.media.y
    boxes = {"MediaBox": leaf.media, "BleedBox": leaf.bleed, "TrimBox": leaf.trim}
    return {
        key: array([float(edge) for edge in (b.x + x, b.y + y, b.right + x, b.top + y)])
        for key, b in boxes.items()
    }


def _image(photo: Encoded) -> Stream:
    """The photo as it is encoded. Adobe's CMYK stands inverted, and Decode turns it back."""
    width, height = photo.pixels
    entries = {
        "Type": name("XObject"),
        "Subtype": name("Image"),
        "Width": width,
        "Height": height,
        "BitsPerComponent": photo.bits,
        "ColorSpace": name(_SPACES[photo.inks]),
    }
    if photo.inks == 4:
        entries["Decode"] = array([1, 0] * 4)
    return Stream(photo.data, entries, "DCTDecode" if photo.bits == 8 else "FlateDecode")


def _overprint(on: bool) -> object:
    said = "true" if on else "false"
    mode = 1 if on else 0
    return dictionary({"Type": name("ExtGState"), "OP": said, "op": said, "OPM": mode})
