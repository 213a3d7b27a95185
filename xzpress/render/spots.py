"""Special inks: a Separation colour space for each that the press has a plate for."""

from collections.abc import Iterable, Sequence

from xzpress.design import Colour
from xzpress.render.objects import Document, array, dictionary, name, number

_EVERY_PLATE = "All"


def separations(
    document: Document, colours: Iterable[Colour], plates: Sequence[str], *, every_plate: bool
) -> dict[str, tuple[str, object]]:
    """The colour space of each special ink with its resource's name: CS1 … in the plates' order.

    Inks that the colours do not use are left out, but for the bar of a file with marks
    (`every_plate`); CS0 is then all plates at once. The four inks that stand for an ink on screens
    and proofs grow evenly with it. Source: ISO 32000-1, 8.6.6.4.
    """
    solids: dict[str, tuple[float, ...]] = {c.spot: _solid(c) for c in colours if c.tint}
    wanted = [(f"CS{count}", ink) for count, ink in enumerate(plates, start=1)]
    if every_plate:
        unused = (0.0, 0.0, 0.0, 0.0)
        solids = dict.fromkeys(plates, unused) | solids | {_EVERY_PLATE: (1.0, 1.0, 1.0, 1.0)}
        wanted = [("CS0", _EVERY_PLATE), *wanted] if plates else []
    return {
        ink: (resource, document.keep(_space(document, ink, solids[ink])))
        for resource, ink in wanted
        if ink in solids
    }


def _solid(colour: Colour) -> tuple[float, ...]:
    """What stands for the ink in full."""
    return tuple(round(part / colour.tint, 4) for part in colour.inks)


def _space(document: Document, ink: str, solid: tuple[float, ...]) -> object:
    grows = {
        "FunctionType": 2,
        "Domain": array([0, 1]),
        "C0": array([0, 0, 0, 0]),
        "C1": array([number(part) for part in solid]),
        "N": 1,
    }
    way = document.keep(dictionary(grows))
    return array([name("Separation"), name(ink), name("DeviceCMYK"), way])
