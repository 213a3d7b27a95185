"""Supplied pages as Form XObjects: drawn like a picture, at their own size, sized by their trim."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from xzpress.page import Placed
from xzpress.render.objects import Carried, CarriedObject, Document, array, deflated, name, number

Part = bytes | int


@dataclass(frozen=True, slots=True)
class Body:
    """One object: what is written of it, a number standing for a reference to that object.

    `data`: a stream's, as it stood in its file; None where it is no stream.
    """

    parts: tuple[Part, ...]
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Adopted:
    """A page to draw. `trim`: left, bottom, right, top in its own coordinates.

    `content`: its operators. `resources`, `group`: parts of its dictionary, which refer to
    `objects` by number.
    """

    trim: tuple[float, float, float, float]
    content: bytes
    resources: tuple[Part, ...]
    group: tuple[Part, ...]
    objects: tuple[Body, ...]


Ads = Mapping[Placed, Adopted]
NO_ADS: Ads = MappingProxyType({})


def form(document: Document, adopted: Adopted) -> object:
    """Put an adopted page into the document; its trim's corner is the form's origin.

    Source: ISO 32000-1, 8.10.
    """
    references: list[object] = []
    carried = [CarriedObject(body.parts, references, body.data) for body in adopted.objects]
    references += (document.keep(each) for each in carried)
    left, bottom, _, _ = adopted.trim
    entries: dict[str, object] = {
        "Type": name("XObject"),
        "Subtype": name("Form"),
        "FormType": 1,
        "BBox": array(adopted.trim),
        "Matrix": array([1, 0, 0, 1, number(-left, 5), number(-bottom, 5)]),
        "Resources": Carried(adopted.resources, references),
    }
    if adopted.group:
        entries["Group"] = Carried(adopted.group, references)
    return document.keep(deflated(adopted.content, entries))
