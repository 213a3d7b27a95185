"""Paints: colours as PDF says them, in the press's inks or, for a screen, in RGB."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xzpress.design import Colour, Paint
from xzpress.render.objects import number

OVERPRINT = "Over"
KNOCKOUT = "Knock"


@dataclass(frozen=True, slots=True)
class Space:
    """A way to say colours. `parts`: a colour's in it; `fill`, `stroke`: the operators."""

    parts: Callable[[Colour], tuple[float, ...]]
    fill: str
    stroke: str


IN_INK = Space(lambda colour: colour.inks, "k", "K")


@dataclass(frozen=True, slots=True)
class Paints:
    """Colours as operators.

    `spots`: the colour space of each special ink that has a plate. `mix`: a screen's colour in ink.
    """

    space: Space
    spots: Mapping[str, str]
    mix: Callable[[Paint], Colour]

    def fill(self, paint: Paint) -> str:
        """Solid black overprints, so that no white shows where plates are out of register.

        All else knocks out: white above all, which would vanish. Source: GWG 2015, black text.
        """
        colour = self.mix(paint)
        state = OVERPRINT if colour.inks == (0, 0, 0, 1) else KNOCKOUT
        if colour.spot in self.spots:
            said = f"/{self.spots[colour.spot]} cs {number(colour.tint)} scn"
            return f"{said} /{KNOCKOUT} gs"
        parts = " ".join(number(part) for part in self.space.parts(colour))
        return f"{parts} {self.space.fill} /{state} gs"

    def stroke(self, paint: Paint) -> str:
        """The colour of strokes, knocking out."""
        colour = self.mix(paint)
        if colour.spot in self.spots:
            said = f"/{self.spots[colour.spot]} CS {number(colour.tint)} SCN"
            return f"{said} /{KNOCKOUT} gs"
        parts = " ".join(number(part) for part in self.space.parts(colour))
        return f"{parts} {self.space.stroke} /{KNOCKOUT} gs"
