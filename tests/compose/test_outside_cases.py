"""The typography cases from elsewhere (tests/typography, with their provenance)."""

from pathlib import Path

from tests import outside_cases

CASES = Path(__file__).parents[1] / "typography"


def test_every_case_that_a_standard_demands_passes():
    failed = [
        (case["id"], trouble)
        for case, trouble in outside_cases.run(CASES)
        if trouble and case["use"] == "must"
    ]
    assert not failed
