"""Every rule has a file that breaks it."""

from tests.preflight import test_imposition, test_mutants, test_places, test_plates, test_x4
from xzpress.catalogue_preflight import PREFLIGHT

TABLES = (
    test_mutants.MUTANTS, test_mutants.WRITTEN, test_mutants.SAVED, test_places.PLACES,
    test_x4.MUTANTS, test_plates.FOUND, test_plates.REAL,
)  # fmt: skip
BY_NAME = {
    "id.sync.loose": test_x4.test_xmp_that_disagrees_is_a_doubt_in_x1a,
    "ink.margin": test_plates.test_edge_that_the_press_cannot_print,
    "ink.unseparated": test_plates.test_without_a_program_a_note_says_so,
    "ink.unseparated.page": test_plates.test_plates_of_another_size_are_not_measured,
    "render.clean": test_plates.test_what_the_programs_complain_of_is_a_finding,
    "marks.crop": test_plates.test_marks_that_the_printer_asks_for,
    "marks.bars": test_plates.test_marks_that_the_printer_asks_for,
    "marks.fold": test_plates.test_marks_that_the_printer_asks_for,
    "marks.crop.unwanted": test_plates.test_marks_that_the_printer_does_not_want,
    "marks.slug": test_plates.test_slug,
    "imposition.order": test_imposition.test_pages_on_the_wrong_sides_are_found,
    "imposition.order.count": test_imposition.test_a_spread_too_few_is_found,
}
"""Rules that need more than a changed file: each with the test that breaks it."""


def test_every_message_has_a_mutant():
    assert set(PREFLIGHT) == set().union(*TABLES) | set(BY_NAME)
