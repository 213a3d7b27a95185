"""Ads in issue.yaml: found, their trim measured, and what cannot be placed told at its line."""

import shutil
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array

from xzpress import read
from xzpress.design import Design
from xzpress.diagnostic import Place
from xzpress.issue import Issue

ROOT = Path(__file__).resolve().parents[2]
PAGE = """\
paper: xinzhuang
date: 2018-11-30
number: 47
total: 312
pages:
  - layout: front
    stories: {}
    ads:
      bottom: ads/shop.pdf
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("fonts", "layouts/xinzhuang", "issues/a/ads"):
        (tmp_path / part).mkdir(parents=True)
    (tmp_path / "layouts" / "xinzhuang" / "paper.yaml").touch()
    (tmp_path / "issues" / "a" / "issue.yaml").write_text(PAGE, encoding="utf-8")
    return tmp_path / "issues" / "a"


def shop(folder: Path, kind: str) -> None:
    path = folder / "ads" / "shop.pdf"
    if kind == "words":
        path.write_text("不是 PDF", encoding="utf-8")
        return
    pdf = pikepdf.new()
    leaf = pdf.add_blank_page(page_size=(300, 200))
    if kind != "no trim":
        leaf.obj.TrimBox = Array([10, 20, 210, 120] if kind != "flat" else [10, 20, 10, 20])
    if kind == "turned":
        leaf.obj.Rotate = 90
    if kind == "pages":
        pdf.add_blank_page(page_size=(300, 200))
    locked = {"encryption": pikepdf.Encryption(owner="x", user="y")} if kind == "locked" else {}
    pdf.save(path, **locked)


def taken(folder: Path) -> tuple[Issue | None, list[tuple[str, Place | None]]]:
    try:
        issue, told = read.issue(folder)
    except read.Unreadable as unreadable:
        issue, told = None, unreadable.diagnostics
    return issue, [(each.code, each.place) for each in told]


def test_an_ad_is_as_large_as_its_trim(folder: Path) -> None:
    shop(folder, "good")
    issue, told = taken(folder)
    assert issue
    ((name, ad),) = issue.pages[0].ads
    assert (name, ad.file, ad.size) == ("bottom", "ads/shop.pdf", (200.0, 100.0))
    assert told == []


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("words", "not-an-ad"),
        ("locked", "ad-locked"),
        ("turned", "ad-turned"),
        ("flat", "ad-no-size"),
    ],
)
def test_what_cannot_be_placed_is_told_at_its_line(folder: Path, kind: str, code: str) -> None:
    shop(folder, kind)
    issue, told = taken(folder)
    assert issue is None
    assert told == [(code, Place("issues/a/issue.yaml", 9, 15))]


def test_a_lost_ad(folder: Path) -> None:
    (folder / "ads" / "shop2.pdf").touch()
    _, told = taken(folder)
    assert told == [("missing-ad", Place("issues/a/issue.yaml", 9, 15))]


@pytest.mark.parametrize(("kind", "code"), [("no trim", "ad-no-trim"), ("pages", "ad-pages")])
def test_what_is_doubtful_is_told_too(folder: Path, kind: str, code: str) -> None:
    shop(folder, kind)
    issue, told = taken(folder)
    assert issue
    assert [each for each, _ in told] == [code]
    size = issue.pages[0].ads[0][1].size
    assert size == ((300.0, 200.0) if kind == "no trim" else (200.0, 100.0))


def designed(root: Path, ads: str) -> Design:
    """The demo paper with a back page of ads."""
    for part in ("layouts", "fonts"):
        shutil.copytree(ROOT / part, root / part)
    back = root / "layouts" / "xinzhuang" / "back.yaml"
    back.write_text(f"slots: {{}}\nads:\n{ads}", encoding="utf-8")
    faces, _ = read.faces(root)
    design, _ = read.design(root, "xinzhuang", faces, Place("issue.yaml"))
    return design


def test_a_place_stands_on_columns_and_rows(tmp_path: Path) -> None:
    design = designed(tmp_path, "  foot: {column: 2, columns: 2, row: 61, rows: 24}\n")
    (place,) = dict(design.layouts)["back"].ads
    area, em = design.grid.area, design.grid.em
    assert place.name == "foot"
    assert (place.box.x, place.box.width) == pytest.approx((area.x + 14.5 * em, 27.5 * em))
    assert (place.box.y, place.box.height) == pytest.approx((area.y, 24 * 12))


@pytest.mark.parametrize(
    ("ads", "code"),
    [
        ("  foot: {row: 80, rows: 9}\n", "outside-grid"),
        ("  foot: {row: 1, rows: 9}\n  side: {row: 9, rows: 2}\n", "slots-overlap"),
    ],
)
def test_places_that_cannot_be(tmp_path: Path, ads: str, code: str) -> None:
    with pytest.raises(read.Unreadable) as caught:
        designed(tmp_path, ads)
    assert [each.code for each in caught.value.diagnostics] == [code]
