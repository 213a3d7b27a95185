"""What a reader is told of a sound file."""

from pathlib import Path

from xzpress import preflight, read
from xzpress.preflight import rule


def test_page_in_short(sample):
    (page,) = preflight.examine(sample.pdf, sample.press, sample.pages).pages
    assert page.number == 1
    assert ("TrimBox", 3.0, 3.0, 105.83, 70.56) in page.boxes
    assert [(font.kind, font.least, font.most) for font in page.fonts] == [("Type0", 9.0, 24.0)]
    assert page.inks == ("Cyan", "Magenta", "Yellow", "Black")
    assert (page.images, page.ppi) == (1, (216, 216))
    assert page.ink == 200.0
    assert 0 <= page.x < 105
    assert 0 <= page.y < 70


def test_every_finding_says_the_same_things(sample):
    """Page, object, place, value and count stand in each, whatever else a rule has to say."""
    found = preflight.check(sample.pdf[:-40] + b"x" * 40, sample.press, ())
    assert found
    for diagnostic in found:
        values = dict(diagnostic.values)
        assert {"page", "object", "x", "y", "value", "count"} <= set(values)
        assert diagnostic.hint("zh")
        assert diagnostic.hint("en")


def test_rule_of_a_code():
    assert rule("ink.tac-max.plates") == "ink.tac-max"


def test_newsprint_sheet_takes_all_three_standards(sample, x4):
    press, told = read.press_sheet()
    assert told == ()
    assert (press.ink_limit, press.minimum_ppi, press.rich_black) == (240, 150, 85)
    for each in (sample, x4):
        assert preflight.check(each.pdf, press, ()) == ()


def test_sheet_of_a_printer(tmp_path: Path, sample):
    """What only making a file needs may be left out; what is left out is as most printers ask."""
    sheet = read.press.NEWSPRINT.read_text(encoding="utf-8")
    path = tmp_path / "press.yaml"
    path.write_text(
        sheet.replace("minimum_size: 7pt", "minimum_size: 10pt").replace("rich_black: 85\n", ""),
        encoding="utf-8",
    )
    press, _ = read.press_sheet(path)
    assert press.rich_black == 85
    found = preflight.check(sample.pdf, press, ())
    assert {diagnostic.code for diagnostic in found} == {"text.size"}
