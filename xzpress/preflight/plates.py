"""Rules `ink.*`, `marks.*` and `render.clean` on real plates: what is measured is what prints."""

import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from io import BytesIO

from PIL import Image, ImageChops

from xzpress.design import PressProfile
from xzpress.preflight.ink import SPOT
from xzpress.preflight.inspection import Findings, Inspection, Leaf, Measured, finding, on_page
from xzpress.preflight.marks import Extent
from xzpress.preflight.pixels import heaviest, summed
from xzpress.preflight.separations import INKS, Plates, Separations
from xzpress.units import MM, mm

Fold = Callable[[Image.Image, Image.Image], Image.Image]
_FULL = 255
_REGISTRATION = 380.0
"""Per cent: more than this on one spot is registration colour (GWG2015)."""

_TAIL = 0.001
"""The share of pixels that rule ink.tac-p999 lets pass."""

_SMALL = 0.1
"""So much more than a limit is the plates' own rounding, per cent."""

_REACHES = 0.4 * MM
_LONG = 2 * MM
_CROP_REACH = 6.5 * MM
"""How far from the bleed a crop mark reaches."""
_INKED = 26  # of 255
_MOST_COMPLAINTS = 10


@dataclass(frozen=True, slots=True)
class Proof:
    """One page's plates as pictures of mode L, 255: full ink. `four`: the process plates."""

    leaf: Leaf
    scale: float
    media: Extent
    four: tuple[Image.Image, ...]
    spots: tuple[tuple[str, Image.Image], ...]

    @property
    def every(self) -> tuple[Image.Image, ...]:
        return (*self.four, *(plate for _, plate in self.spots))

    def pixels(self, extent: Extent) -> tuple[int, int, int, int]:
        """The pixels that lie wholly inside an extent: left, upper, right, lower."""
        width, height = self.four[0].size
        inner = extent.within(self.media)
        left = _up((inner.left - self.media.left) * self.scale)
        upper = _up((self.media.top - inner.top) * self.scale)
        right = int((inner.right - self.media.left) * self.scale + _HAIR)
        lower = int((self.media.top - inner.bottom) * self.scale + _HAIR)
        left, upper = min(max(left, 0), width), min(max(upper, 0), height)
        return left, upper, max(left, min(right, width)), max(upper, min(lower, height))

    def extent(self, left: int, upper: int, right: int, lower: int) -> Extent:
        """Where some pixels are, pt."""
        x, y, scale = self.media.left, self.media.top, self.scale
        return Extent(x + left / scale, y - lower / scale, x + right / scale, y - upper / scale)


_HAIR = 0.01


def _up(value: float) -> int:
    return -int(-(value - _HAIR) // 1)


def check(job: Inspection, made: Separations) -> Findings:
    """Every breach that shows on the plates. Source: GWG2015, WAN-IFRA; limits: press.yaml."""
    for complaint in made.complaints[:_MOST_COMPLAINTS]:
        yield finding("render.clean", program=made.program, detail=complaint[:120])
    for plates in made.plates:
        if plates.page > len(job.leaves):
            continue
        leaf = job.leaves[plates.page - 1]
        proof = opened(plates, leaf)
        if proof is None:
            yield on_page("ink.unseparated.page", leaf, program=made.program)
            continue
        yield from _spots(proof, job.press.plates)
        yield from _weight(job, proof)
        yield from _edges(proof, job.press.bleed)
        yield from _margin(proof, job.press.unprinted_edge)
        yield from _outside(proof, job.press)


def opened(plates: Plates, leaf: Leaf) -> Proof | None:
    """The plates as pictures; None where they are not of the page as it stands (turned, scaled)."""
    four = dict.fromkeys(INKS, None) | {}
    found: dict[str, Image.Image] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for ink, data in plates.files:
                image = Image.open(BytesIO(data), formats=("TIFF",))
                image.load()
                if not ink and image.mode == "CMYK":
                    found |= dict(zip(four, image.split(), strict=True))
                elif ink and image.mode == "L":
                    found[ink] = ImageChops.invert(image)
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return None
    media, scale = leaf.boxes.get("MediaBox"), plates.ppi / 72
    if media is None or not set(INKS) <= set(found):
        return None
    size = found[INKS[0]].size
    if abs(size[0] - media.width * scale) > 2 or abs(size[1] - media.height * scale) > 2:
        return None
    spots = tuple((ink, plate) for ink, plate in found.items() if ink not in INKS)
    return Proof(leaf, scale, media, tuple(found[ink] for ink in INKS), spots)


def _spots(proof: Proof, known: tuple[str, ...]) -> Findings:
    for ink, plate in proof.spots:
        place = plate.getbbox()
        if ink not in known and place:
            yield on_page("ink.plates", proof.leaf, proof.extent(*place), ink=ink)


def _weight(job: Inspection, proof: Proof) -> Findings:
    """The sum of all inks inside the bleed."""
    leaf, press = proof.leaf, job.press
    box = proof.pixels(leaf.bleed)
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    added = summed([plate.crop(box) for plate in proof.every])
    if not _most(proof.every).crop(proof.pixels(leaf.trim)).getbbox():
        yield on_page("ink.coverage", leaf)
        return
    most, place = _peak(proof, added, box)
    job.measured.append(Measured(leaf.number, most, place))
    limit, values = press.ink_limit, {"limit": round(press.ink_limit)}
    if most > _REGISTRATION:
        yield on_page("ink.registration", leaf, place, ink=most)
    if most > limit + press.ink_noise:
        yield on_page("ink.tac-max.plates", leaf, place, ink=most, **values)
    if most <= limit + _SMALL:
        return
    tail = _tail(added, limit)
    if tail > limit + _SMALL:
        yield on_page("ink.tac-p999", leaf, place, ink=tail, **values)
    cell = max(1, round(SPOT**0.5 * proof.scale))
    if min(added.size) >= cell:
        averages = added.reduce(cell)
        average, at = _peak(proof, averages, box, cell)
        if average > limit + _SMALL:
            yield on_page("ink.tac-area.plates", leaf, at, ink=average, **values)


def _peak(
    proof: Proof, added: Image.Image, box: tuple[int, int, int, int], cell: int = 1
) -> tuple[float, Extent]:
    """The greatest sum, per cent, and where it first is."""
    most = heaviest(added)
    _, high = added.getextrema()
    assert isinstance(high, int | float)
    there = added.point(lambda sum_: sum_ * 1 - (high - 1)).convert("L").getbbox()
    left, upper, right = (there or (0, 0, *added.size))[:3]
    row = added.crop((left, upper, right, upper + 1))
    column = next((x for x in range(row.width) if row.getpixel((x, 0)) == high), 0)
    x, y = box[0] + (left + column) * cell, box[1] + upper * cell
    return most, proof.extent(x, y, x + cell, y + cell)


def _tail(added: Image.Image, limit: float) -> float:
    """The ink that all but a thousandth of the pixels keep under, per cent; 0 below the limit."""
    level = int(limit * _FULL / 100)
    counts = added.point(lambda sum_: sum_ * 1 - level).convert("L").histogram()
    left = _TAIL * added.width * added.height
    for over in range(_FULL, 0, -1):
        left -= counts[over]
        if left < 0:
            return round(100 * (level + over) / _FULL, 1)
    return 0.0


def _edges(proof: Proof, bleed: float) -> Findings:
    """Ink that ends at the trim, where it must run on through the bleed."""
    if not bleed:
        return
    presence = _most(proof.four)
    for name, inside, outside, upright in _strips(proof.leaf, bleed):
        there = _folded(presence.crop(proof.pixels(inside)), upright, ImageChops.darker)
        beyond = _folded(presence.crop(proof.pixels(outside)), upright, ImageChops.lighter)
        if not there or len(there) != len(beyond):
            continue
        stops = bytes(a >= _INKED and not b for a, b in zip(there, beyond, strict=True))
        long = max(1, round(_LONG * proof.scale))
        found = re.search(rb"\x01{%d,}" % long, stops)
        if found:
            start, end = found.start() / proof.scale, found.end() / proof.scale
            place = (
                Extent(inside.left, inside.top - end, inside.right, inside.top - start)
                if upright
                else Extent(inside.left + start, inside.bottom, inside.left + end, inside.top)
            )
            limit = round(mm(bleed), 2)
            yield on_page("ink.bleed-edge.plates", proof.leaf, place, edge=name, limit=limit)


def _strips(leaf: Leaf, bleed: float) -> Iterator[tuple[str, Extent, Extent, bool]]:
    """For each edge of the trim: the strip inside it, the one outside, whether they stand."""
    t, near, far = leaf.trim, _REACHES, bleed
    left, right, bottom, top = t.left, t.right, t.bottom, t.top
    yield (
        "left", Extent(left, bottom, left + near, top), Extent(left - far, bottom, left, top), True,
    )  # fmt: skip
    yield (
        "right", Extent(right - near, bottom, right, top), Extent(right, bottom, right + far, top),
        True,
    )  # fmt: skip
    yield (
        "bottom", Extent(left, bottom, right, bottom + near),
        Extent(left, bottom - far, right, bottom), False,
    )  # fmt: skip
    yield "top", Extent(left, top - near, right, top), Extent(left, top, right, top + far), False


def _most(plates: tuple[Image.Image, ...]) -> Image.Image:
    """The heaviest single ink of each pixel."""
    return reduce(ImageChops.lighter, plates)


def _folded(strip: Image.Image, upright: bool, fold: Fold) -> bytes:
    """A strip's rows (columns of an upright one) laid on one another."""
    if upright:
        strip = strip.transpose(Image.Transpose.TRANSPOSE)
    if not strip.height or not strip.width:
        return b""
    rows = [strip.crop((0, row, strip.width, row + 1)) for row in range(strip.height)]
    return bytes(reduce(fold, rows).tobytes())


def _margin(proof: Proof, edge: float) -> Findings:
    if not edge:
        return
    trim = proof.leaf.trim
    page = proof.pixels(trim)
    inner = proof.pixels(
        Extent(trim.left + edge, trim.bottom + edge, trim.right - edge, trim.top - edge)
    )
    presence = _most(proof.every)
    presence.paste(0, inner)
    place = presence.crop(page).getbbox()
    if place:
        left, upper, right, lower = place
        at = proof.extent(left + page[0], upper + page[1], right + page[0], lower + page[1])
        yield on_page("ink.margin", proof.leaf, at, limit=round(mm(edge), 2))


def _outside(proof: Proof, press: PressProfile) -> Findings:
    """Marks outside the bleed: all that the printer asks for, and none where he asks for none."""
    asked = press.asked_marks
    if asked is None:
        return
    leaf = proof.leaf
    if not asked:
        presence = _most(proof.every)
        presence.paste(0, proof.pixels(leaf.bleed))
        place = presence.getbbox()
        if place:
            yield on_page("marks.crop.unwanted", leaf, proof.extent(*place))
        return
    if "crop" in asked:
        found = sum(_crossed(proof, extent) for extent in _crops(leaf, proof.media))
        if found < 8:
            yield on_page("marks.crop", leaf, found=found)
    if "bars" in asked:
        missing = [ink for turn, ink in enumerate(INKS) if not _has_patch(proof, turn)]
        if missing:
            yield on_page("marks.bars", leaf, inks=" ".join(missing))
    if "fold" in asked and not _has_fold(proof, imposed=press.imposed):
        yield on_page("marks.fold", leaf)


def _crops(leaf: Leaf, media: Extent) -> Iterator[Extent]:
    """Where the eight crop marks are: outside the bleed, in line with the trim's edges."""
    trim, bleed, near = leaf.trim, leaf.bleed, 0.5 * MM
    for y in (trim.bottom, trim.top):
        yield Extent(media.left, y - near, bleed.left, y + near)
        yield Extent(bleed.right, y - near, media.right, y + near)
    for x in (trim.left, trim.right):
        yield Extent(x - near, media.bottom, x + near, bleed.bottom)
        yield Extent(x - near, bleed.top, x + near, media.top)


def _crossed(proof: Proof, extent: Extent) -> bool:
    """Whether all four plates have ink on one spot there."""
    box = proof.pixels(extent)
    if box[0] >= box[2] or box[1] >= box[3]:
        return False
    common = reduce(ImageChops.darker, (plate.crop(box) for plate in proof.four))
    _, most = common.getextrema()
    return isinstance(most, int | float) and most > _FULL / 2


def _has_patch(proof: Proof, turn: int) -> bool:
    """Whether a solid of one ink, 3 mm or more each way, stands outside the bleed."""
    others = _most(tuple(plate for n, plate in enumerate(proof.four) if n != turn))
    alone = ImageChops.subtract(proof.four[turn], others)
    alone.paste(0, proof.pixels(proof.leaf.bleed))
    cell = max(1, int(1.4 * MM * proof.scale))
    _, most = alone.reduce(cell).getextrema()
    return isinstance(most, int | float) and most >= 0.97 * _FULL


def _has_fold(proof: Proof, *, imposed: bool) -> bool:
    """Whether a mark stands over the spine, above or below the page.

    In the middle of a spread, anywhere outside its bleed; at the inner edge of a single page
    (left of odd, right of even ones), further out than a crop mark reaches.
    """
    trim, bleed, media, near = proof.leaf.trim, proof.leaf.bleed, proof.media, 0.5 * MM
    x = trim.left if proof.leaf.number % 2 else trim.right
    away = _CROP_REACH
    if imposed:
        x, away = (trim.left + trim.right) / 2, 0.0
    above = proof.pixels(Extent(x - near, bleed.top + away, x + near, media.top))
    below = proof.pixels(Extent(x - near, media.bottom, x + near, bleed.bottom - away))
    presence = _most(proof.every)
    return any(presence.crop(box).getbbox() is not None for box in (above, below))
