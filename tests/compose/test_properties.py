"""What must hold for any copy whatever."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.outside_cases import style
from xzpress.compose.marks import CLOSING, OPENING, STOPS
from xzpress.compose.paragraph import paragraph
from xzpress.diagnostic import Place
from xzpress.issue import Span, Text

HAN = st.sampled_from("莘庄镇社区报新闻居民大会二零一八年的了在是")
MARKS = st.sampled_from(STOPS + OPENING[:8] + CLOSING[:8])
OTHER = st.sampled_from(["——", "……", "2018", "63%", "～", "·", "/", "WTO", " ", "3.5万", "–", "　"])
COPY = st.lists(st.one_of(HAN, HAN, HAN, MARKS, OTHER), min_size=1, max_size=120).map("".join)


@settings(max_examples=150, deadline=None)
@given(copy=COPY, em=st.integers(8, 24))
def test_any_copy(copy, em, kit):
    ink = copy.strip(" ")
    if not ink:
        return
    lines, _ = paragraph(Text((Span(ink, Place("x", 1, 1)),)), style(), (em * 10.0,), kit)
    texts = [line.text for line in lines]
    assert "".join(texts) == ink, "a character is lost or doubled"
    for text, line in zip(texts[:-1], lines, strict=False):
        # After runs of marks without any Han the bans leave no way out.
        if line.width <= em * 10.0 + 1e-6:
            assert abs(line.width - em * 10.0) < 1e-6 or line.gap == 0, text
    for before, after in pairwise(texts):
        assert after[0] not in STOPS + CLOSING + "～·/–", (before, after)
        assert before[-1] not in OPENING + "/", (before, after)
        for unit in "—…":
            assert (len(before) - len(before.rstrip(unit))) % 2 == 0, (before, after)
        assert not (before[-1].isdigit() and after[0] in "%0123456789"), (before, after)
    for line in lines:
        inks = [
            x + shape.ink[0] * run.size
            for run in line.runs
            for shape, x in zip(run.shapes, run.xs, strict=True)
            if shape.text.strip()
        ]
        assert inks == sorted(inks), "ink stands out of order"
