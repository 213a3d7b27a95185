"""The pages of the issues as text: `pytest --accept` writes them anew; look at the diff first."""

import re
from pathlib import Path

import pytest

from tests.golden.pages import own_text, written
from xzpress import arrange, compose, read
from xzpress.face import Shaper

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"


def made(name):
    """The pages of an issue, and what the desk is told above a note."""
    issue, _ = read.issue(ROOT / "issues" / name)
    faces, _ = read.faces(ROOT)
    design, _ = read.design(ROOT, issue.paper, faces, issue.place)
    galleys, in_type = compose.galleys(issue, design, compose.Cases(Shaper(faces)))
    pages, _, on_page = arrange.pages(issue, design, galleys)
    return pages, [found for found in (*in_type, *on_page) if found.severity]


@pytest.mark.parametrize("name", ["2018-11-30", "specimen"])
def test_the_pages_are_those_looked_at(name, request):
    pages, _ = made(name)
    found = "\n".join(written(page) for page in pages)
    golden = GOLDEN / f"{name}.txt"
    if request.config.getoption("--accept"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["2018-11-30", "specimen"])
def test_the_issues_have_no_faults(name):
    _, told = made(name)
    assert [found.text("en") for found in told] == []


@pytest.mark.parametrize("name", ["2018-11-30", "specimen"])
def test_every_character_of_the_copy_is_on_the_page(name):
    issue, _ = read.issue(ROOT / "issues" / name)
    pages, _ = made(name)
    on_page = "".join(own_text(line.line) for page in pages for line in page.lines)
    for plan in issue.pages:
        for _, story in plan.stories:
            for paragraph in story.body:
                for text in [paragraph.text, *(cell for row in paragraph.rows for cell in row)]:
                    inked = re.sub(r"[\s\u200b\u2060]", "", text.plain)
                    assert inked in "".join(on_page.replace("\u00ad", "").split()), inked[:20]
