"""The rules on plates: on plates painted here, and on those that Ghostscript and poppler make."""

import shutil
from dataclasses import replace
from io import BytesIO

import pytest
from pikepdf import Pdf
from PIL import Image

from tests.preflight.changes import SPOT, Change, both, box, content, drawn, resource
from xzpress import preflight
from xzpress.preflight.separations import INKS, Plates, Separations, separate

PPI = 120.0
SCALE = PPI / 72
BLEED = 8.503937
WIDE, HIGH = round((300 + 2 * BLEED) * SCALE), round((200 + 2 * BLEED) * SCALE)
PROGRAMS = [name for name in ("gs", "pdftoppm") if shutil.which(name)]
Spots = dict[str, list[tuple[float, float, float, float, int]]]


def painted(spots: Spots, wide: int = WIDE, high: int = HIGH) -> preflight.MakePlates:
    """Plates with rectangles of ink: left, top, width, height in mm from the trim, per cent.

    Some black always stands inside, so that no page is blank.
    """
    spots = {**spots, "Black": [*spots.get("Black", []), (60, 40, 5, 5, 100)]}

    def make(_pdf: bytes, _sizes: object) -> Separations:
        files = []
        for ink in (*INKS, *(name for name in spots if name not in INKS)):
            plate = Image.new("L", (wide, high), 255)
            for left, top, width, height, share in spots.get(ink, []):
                pixels = [round(mm * PPI / 25.4) for mm in (left, top, width, height)]
                x, y = (round(BLEED * SCALE) + pixels[0], round(BLEED * SCALE) + pixels[1])
                plate.paste(255 - round(2.55 * share), (x, y, x + pixels[2], y + pixels[3]))
            file = BytesIO()
            plate.save(file, "TIFF")
            files.append((ink, file.getvalue()))
        return Separations("painted", (Plates(1, PPI, tuple(files)),))

    return make


def every(*spot: float) -> Spots:
    return {ink: [spot] for ink in INKS}  # type: ignore[dict-item]


SOLID = {ink: [(10, 10, 6, 6, 65)] for ink in INKS}
FOUND: dict[str, Spots] = {
    "ink.tac-max.plates": SOLID,
    "ink.tac-p999": every(10, 10, 6, 6, 61),
    "ink.tac-area.plates": every(10, 10, 8, 8, 61),
    "ink.registration": every(10, 10, 1, 1, 100),
    "ink.plates": {"Gold": [(10, 10, 5, 5, 20)]},
    "ink.bleed-edge.plates": {"Cyan": [(0, 20, 30, 10, 40)]},
}


@pytest.mark.parametrize(("rule", "spots"), FOUND.items(), ids=FOUND)
def test_ink_on_the_plates_is_found(rule, spots, sample):
    found = preflight.examine(sample.pdf, sample.press, sample.pages, painted(spots))
    assert rule in {diagnostic.code for diagnostic in found.diagnostics}


def test_place_and_value_are_those_of_the_plates(sample):
    found = preflight.examine(sample.pdf, sample.press, sample.pages, painted(SOLID))
    values = next(dict(d.values) for d in found.diagnostics if d.code == "ink.tac-max.plates")
    assert values["ink"] == pytest.approx(260, abs=1)
    assert (values["x"], values["y"]) == pytest.approx((10, 10), abs=0.3)
    assert values["limit"] == 240
    assert found.pages[0].ink == values["ink"]


def test_little_ink_is_no_finding(sample):
    spots: Spots = {
        "Black": [(5, 5, 90, 60, 100)],
        "Cyan": [(-3, -3, 20, 30, 60), (40, 40, 0.2, 0.2, 100)],
    }
    found = preflight.examine(sample.pdf, sample.press, sample.pages, painted(spots))
    assert found.diagnostics == ()
    assert found.plates == "painted"


def test_edge_that_the_press_cannot_print(sample):
    press = replace(sample.press, unprinted_edge=5 * 72 / 25.4)
    inside, outside = {"Black": [(6, 6, 9, 9, 100)]}, {"Black": [(4, 9, 9, 9, 100)]}
    assert codes(sample, press, painted(inside)) == set()
    assert codes(sample, press, painted(outside)) == {"ink.margin"}


def codes(sample, press, make) -> set[str]:
    found = preflight.examine(sample.pdf, press, sample.pages, make)
    return {diagnostic.code for diagnostic in found.diagnostics}


def test_what_the_programs_complain_of_is_a_finding(sample):
    def make(_pdf, _sizes):
        return Separations("gs", (), ("**** Error: no page",))

    assert codes(sample, sample.press, make) == {"render.clean"}


def test_without_a_program_a_note_says_so(sample):
    assert codes(sample, sample.press, lambda *_: Separations("", ())) == {"ink.unseparated"}


def test_plates_of_another_size_are_not_measured(sample):
    make = painted({}, wide=99, high=99)
    assert codes(sample, sample.press, make) == {"ink.unseparated.page"}


# Marks: the file gets a wider medium, and the plates what stands there.

ROOM = 36.0


def with_room(sample, save) -> bytes:
    """The good file with room for marks round the bleed."""
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        size = (-ROOM, -ROOM, 300 + 2 * BLEED + ROOM, 200 + 2 * BLEED + ROOM)
        box("MediaBox", *size)(pdf)
        drawn("BT /Song 9 Tf /Print gs 0 0 0 1 k 20 -30 Td <0001> Tj ET")(pdf)
        return save(pdf)


def marked(spots: Spots) -> preflight.MakePlates:
    """As `painted`, but on the wider medium."""

    def make(pdf: bytes, sizes: object) -> Separations:
        room = ROOM * 25.4 / 72
        moved = {
            ink: [(x + room, y + room, w, h, share) for x, y, w, h, share in each]
            for ink, each in spots.items()
        }
        wide, high = (round(side + 2 * ROOM * SCALE) for side in (WIDE, HIGH))
        return painted(moved, wide, high)(pdf, sizes)

    return make


TRIM = (300 * 25.4 / 72, 200 * 25.4 / 72)
ACROSS = [(x, y - 0.2, 5, 0.4, 100) for x in (-12, TRIM[0] + 6) for y in (0, TRIM[1])]
UP = [(x - 0.2, y, 0.4, 5, 100) for x in (0, TRIM[0]) for y in (-12, TRIM[1] + 6)]
CROPS: Spots = {ink: [*ACROSS, *UP] for ink in INKS}
BARS: Spots = {ink: [(20 + 5 * n, -9, 4, 4, 100)] for n, ink in enumerate(INKS)}
FOLD: Spots = {"Black": [(-0.2, -13, 0.4, 3, 100)]}


@pytest.mark.parametrize(
    ("asked", "spots", "rule"),
    [("crop", CROPS, "marks.crop"), ("bars", BARS, "marks.bars"), ("fold", FOLD, "marks.fold")],
)
def test_marks_that_the_printer_asks_for(asked, spots, rule, sample, save):
    pdf, press = with_room(sample, save), replace(sample.press, asked_marks=(asked,))
    there = preflight.examine(pdf, press, (), marked(spots)).diagnostics
    missing = preflight.examine(pdf, press, (), marked({})).diagnostics
    assert [d.code for d in there] == []
    assert [d.code for d in missing] == [rule]


def test_crop_marks_on_one_plate_only_are_none(sample, save):
    pdf, press = with_room(sample, save), replace(sample.press, asked_marks=("crop",))
    found = preflight.examine(pdf, press, (), marked({"Black": CROPS["Black"]})).diagnostics
    assert [(d.code, dict(d.values)["found"]) for d in found] == [("marks.crop", 0)]


def test_marks_that_the_printer_does_not_want(sample, save):
    pdf, press = with_room(sample, save), replace(sample.press, asked_marks=())
    found = preflight.examine(pdf, press, (), marked(FOLD)).diagnostics
    assert [d.code for d in found] == ["marks.crop.unwanted"]


def test_slug(sample, save):
    press = replace(sample.press, asked_marks=("slug",))
    assert "marks.slug" in codes(sample, press, None)
    assert preflight.check(with_room(sample, save), press, ()) == ()


# Plates as they are really made.

REAL: dict[str, Change] = {
    "ink.tac-max.plates": drawn(
        "/Print gs 0 0.9 0.9 0 k 20 20 30 30 re f 0.9 0 0 0 k 20 20 30 30 re f"
    ),
    "ink.bleed-edge.plates": drawn("0.3 0 0 0 k 0 0 m 60 0 l 30 40 l f"),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_good_file_has_clean_plates(program, sample, x4):
    def make(pdf, sizes):
        return separate(pdf, sizes, maker=shutil.which(program))

    for each in (sample, x4):
        found = preflight.examine(each.pdf, each.press, each.pages, make)
        assert found.diagnostics == ()
        assert found.plates == program
        assert found.pages[0].ink > 190  # the head's magenta and yellow


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize(("rule", "change"), REAL.items(), ids=REAL)
def test_real_plates_show_what_the_walk_does_not(program, rule, change, sample, save):
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        change(pdf)
        broken = save(pdf)

    def make(data, sizes):
        return separate(data, sizes, maker=shutil.which(program))

    assert rule not in {d.code for d in preflight.check(broken, sample.press, ())}
    found = preflight.examine(broken, sample.press, (), make).diagnostics
    assert rule in {d.code for d in found}


@pytest.mark.skipif("gs" not in PROGRAMS, reason="Ghostscript makes plates of spots")
def test_plate_of_a_spot_colour(sample, save):
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        both(resource("ColorSpace", "Gold", SPOT), drawn("/Gold cs 1 sc 20 20 30 30 re f"))(pdf)
        broken = save(pdf)
    found = preflight.examine(broken, sample.press, (), separate).diagnostics
    assert {"ink.plates", "colour.spots"} <= {d.code for d in found}
    press = replace(sample.press, plates=("Gold",))
    assert preflight.examine(broken, press, (), separate).diagnostics == ()


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_that_takes_too_long_is_stopped(program, sample):
    made = separate(sample.pdf, (), seconds=0.001, maker=shutil.which(program))
    assert made.plates == ()
    assert made.complaints[0].startswith(">")


@pytest.mark.skipif(not PROGRAMS, reason="no program that makes plates")
def test_what_makes_the_programs_stumble_is_a_finding(sample, save):
    with Pdf.open(BytesIO(sample.pdf)) as pdf:
        content("20 100 m", "20 m")(pdf)
        found = preflight.examine(save(pdf), sample.press, (), separate).diagnostics
    assert {"content.operators", "render.clean"} <= {d.code for d in found}
