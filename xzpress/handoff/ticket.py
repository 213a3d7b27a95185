"""The job ticket: an XJDF that says which product it is and which file holds which page.

Source: CIP4's published XJDF 2.1 schema, whose declarations of XJDF, ProductList, Product, Intent,
LayoutIntent, ColorIntent, SurfaceColor, ResourceSet, Resource, Part, GeneralID, RunList and
FileSpec it follows.
No program here validates it: the schema comes in no package that could be asked for.
"""

import re
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import quote
from xml.etree import ElementTree

from xzpress.handoff.manifest import Part
from xzpress.pipeline import Remade

NAMESPACE = "http://www.CIP4.org/JDFSchema_2_0"
_POINT = 72 / 25.4
"""Boxes of a page are told in mm; XJDF counts in pt."""


def ticket(remade: Remade, parts: Sequence[tuple[str, Part]], version: int) -> bytes:
    """The ticket as XML; lengths in pt, as XJDF has them. The same parcel gives the same bytes."""
    made = remade.made
    job = _token(f"{made.issue.paper}_{made.issue.folder.name}")
    root = ElementTree.Element(
        "XJDF",
        xmlns=NAMESPACE,
        JobID=job,
        JobPartID=f"v{version}",
        DescriptiveName=remade.info.title,
        Types="Product",
        Version="2.1",
    )
    _product(root, remade, parts)
    runs = ElementTree.SubElement(root, "ResourceSet", Name="RunList", Usage="Input")
    for order, (name, part) in enumerate(parts):
        _run(runs, order, name, part)
    ElementTree.indent(root)
    declared = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    return declared + ElementTree.tostring(root, encoding="unicode").encode("utf-8") + b"\n"


def _product(root: ElementTree.Element, remade: Remade, parts: Sequence[tuple[str, Part]]) -> None:
    """A newspaper of so many pages, its size, and the inks of its surfaces."""
    made = remade.made
    first = made.pages[0]
    products = ElementTree.SubElement(root, "ProductList")
    product = ElementTree.SubElement(
        products, "Product", DescriptiveName=remade.info.title, ProductType="Newspaper"
    )
    layout = ElementTree.SubElement(product, "Intent", Name="LayoutIntent")
    ElementTree.SubElement(
        layout,
        "LayoutIntent",
        Bleed=_numbers(made.design.press.bleed),
        FinishedDimensions=_numbers(first.width, first.height, 0),
        Pages=str(len(made.pages)),
        SpreadType="SinglePage",
    )
    colours = ElementTree.SubElement(product, "Intent", Name="ColorIntent")
    surfaces = ElementTree.SubElement(colours, "ColorIntent")
    pages = [
        (number, page.inks)
        for _, part in parts
        for number, page in zip(part.pages, part.examined.pages, strict=True)
    ]
    for surface, odd in (("Front", 1), ("Back", 0)):
        inks = dict.fromkeys(ink for number, used in pages if number % 2 == odd for ink in used)
        if inks:
            listed = " ".join(_token(ink) for ink in inks)
            ElementTree.SubElement(surfaces, "SurfaceColor", ColorsUsed=listed, Surface=surface)


def _run(runs: ElementTree.Element, order: int, name: str, part: Part) -> None:
    """One file: its place in the run of pages, its SHA-256, its boxes."""
    resource = ElementTree.SubElement(runs, "Resource")
    digest = sha256(part.pdf).hexdigest()
    ElementTree.SubElement(resource, "GeneralID", IDUsage="SHA-256", IDValue=digest)
    ElementTree.SubElement(resource, "Part", Run=f"R{order + 1}")
    said = {
        f"Source{box}": _numbers(*(value * _POINT for value in sides))
        for box, sides in _boxes(part).items()
    }
    last = len(part.pages) - 1
    said |= {"NPage": str(last + 1), "Pages": f"0 {last}"}
    run = ElementTree.SubElement(resource, "RunList", said)
    ElementTree.SubElement(
        run,
        "FileSpec",
        FileSize=str(len(part.pdf)),
        MimeType="application/pdf",
        URL=quote(name),
        UserFileName=name,
    )


def _boxes(part: Part) -> dict[str, tuple[float, float, float, float]]:
    """The boxes of a file's first page: left, bottom, right, top, mm from the media's corner."""
    page = part.examined.pages[0]
    return {
        name: (left, bottom, left + width, bottom + height)
        for name, left, bottom, width, height in page.boxes
        if name in ("BleedBox", "MediaBox", "TrimBox")
    }


def _numbers(*values: float) -> str:
    """Numbers as XJDF lists them.

    >>> _numbers(773.8582677, 1105.5, 0)
    '773.858 1105.5 0'
    """
    return " ".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in values)


def _token(text: str) -> str:
    """Words as an NMTOKEN, which has no blanks.

    >>> _token("PANTONE 186 C")
    'PANTONE_186_C'
    """
    return re.sub(r"[^\w.-]+", "_", text)
