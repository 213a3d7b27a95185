"""QR codes keep their quiet zone inside their place."""

import pytest

from xzpress.arrange.codes import matrix
from xzpress.design import Box


@pytest.mark.parametrize("text", ["A", "https://example.com/xinzhuang-weekly", "莘庄周报" * 20])
def test_a_code_is_never_micro_and_keeps_four_modules_free(text):
    place = Box(100, 200, 60, 60)
    code = matrix(text, place)
    module = code.box.width / len(code.rows)
    assert len(code.rows) >= 21
    assert code.box.x - place.x == pytest.approx(4 * module)
    assert place.top - code.box.top == pytest.approx(4 * module)
