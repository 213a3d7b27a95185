"""Explaining a paragraph: the lines as they are set, with the reckoning behind each."""

import pytest

from tests.outside_cases import style
from xzpress import compose
from xzpress.compose.paragraph import paragraph
from xzpress.diagnostic import Place
from xzpress.issue import Span, Text

WORDS = "点，高起点谋划，高标准推进，高水平实施，促进产城融合、人城共生，建设宜居莘庄。"
COPY = Text((Span(WORDS, Place("a", 1, 1)),))


def test_it_tells_of_the_lines_that_are_set(kit):
    told = compose.explain(COPY, style(), (130.0,), kit)
    lines, _ = paragraph(COPY, style(), (130.0,), kit)
    assert [line.text for line in told] == [line.text for line in lines]
    assert [line.gap for line in told] == [line.gap for line in lines]


def test_it_tells_what_was_squeezed(kit):
    told = compose.explain(COPY, style(), (130.0,), kit)
    squeezed = [line for line in told if line.changes]
    assert squeezed, "this copy needs a squeezed line at this measure"
    for line in squeezed:
        given = sum(change for _, change in line.changes)
        assert line.solid + given == pytest.approx(line.measure)
        assert all(pair[0] in "，、" for pair, change in line.changes if change < 0)
