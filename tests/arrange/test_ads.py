"""Ads by example: right and wrong sizes, places that are not there, places left empty."""

from pathlib import Path

import pytest

from xzpress.arrange.ads import ads
from xzpress.design import AdPlace, Box, Layout
from xzpress.diagnostic import Place
from xzpress.issue import Ad, PagePlan
from xzpress.units import MM

HERE = Place("issues/a/issue.yaml", 9, 5)
ROOM = Box(30, 40, 100 * MM, 60 * MM)


def placed(width: float, height: float, name: str = "bottom"):
    """An ad of so many mm in a layout with one place of 100 × 60 mm."""
    layout = Layout("front", (), (), (), (), (AdPlace("bottom", ROOM, HERE),))
    ad = Ad("ads/shop.pdf", Path("shop.pdf"), (width * MM, height * MM), HERE)
    return ads(PagePlan("front", (), HERE, ((name, ad),)), layout)


@pytest.mark.parametrize(("width", "height"), [(100, 60), (100.4, 59.6)])
def test_an_ad_that_fits_stands_in_the_middle_unscaled(width: float, height: float) -> None:
    (one,), told = placed(width, height)
    assert told == []
    assert (one.box.width, one.box.height) == pytest.approx((width * MM, height * MM))
    assert one.box.x + one.box.width / 2 == pytest.approx(ROOM.x + ROOM.width / 2)
    assert one.box.y + one.box.height / 2 == pytest.approx(ROOM.y + ROOM.height / 2)
    assert one.room == ROOM


@pytest.mark.parametrize(("width", "height"), [(100.6, 60), (100, 59.4), (210, 297)])
def test_a_wrong_size_is_told_in_mm(width: float, height: float) -> None:
    (one,), (told,) = placed(width, height)
    assert (told.code, told.place) == ("ad-size", HERE)
    assert f"{width:.1f} × {height:.1f}" in told.message("zh")
    assert "100.0 × 60.0" in told.message("en")
    assert one.box.width == pytest.approx(width * MM)  # shown on the proof, not scaled


def test_places_that_are_not_there_or_stay_empty() -> None:
    found, told = placed(100, 60, "botom")
    assert found == []
    assert [each.code for each in told] == ["unknown-ad-place", "empty-ad-place"]
    assert "bottom" in told[0].hint("zh")
