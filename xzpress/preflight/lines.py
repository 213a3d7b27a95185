"""Rules `line.*`: rules that stay whole and in register."""

from xzpress.design import PressProfile
from xzpress.preflight.inspection import Findings, Inspection, Leaf, on_page
from xzpress.preflight.marks import Area, Print, Stroke

_LONG = 5.0
"""A rectangle so many times as long as wide is a rule; a squarer one is a spot or a module."""

_SLACK = 0.005
_FLAT = 0.01


def check(job: Inspection) -> Findings:
    """Every breach of the rules `line.*` inside the bleed. The least rule: press.yaml."""
    for leaf in job.leaves:
        for mark in leaf.marks:
            if not mark.extent.meets(leaf.bleed, -_SLACK):
                continue
            match mark:
                case Stroke():
                    yield from _rule(leaf, mark, mark.width, mark.stroke, job.press)
                case Area() if _is_rule(mark, job.press):
                    width = min(mark.extent.width, mark.extent.height)
                    yield from _rule(leaf, mark, width, mark.fill, job.press)


def _is_rule(area: Area, press: PressProfile) -> bool:
    """A long thin rectangle; of other shapes only what has no width at all."""
    thin, long = sorted((area.extent.width, area.extent.height))
    return thin <= (press.one_ink_rule if area.rectangle else _FLAT) and long >= _LONG * thin


def _rule(
    leaf: Leaf, mark: Stroke | Area, width: float, how: Print, press: PressProfile
) -> Findings:
    inks = how.paint.inks
    reversed_ = inks is not None and inks.used == 0
    limit = press.minimum_white_rule if reversed_ else press.minimum_rule
    if width < limit - _SLACK:
        yield on_page("line.width", leaf, mark, width=round(width, 3), limit=limit)
    if inks and width <= press.one_ink_rule and inks.used > 1:
        code = "line.inks" if inks.used > 2 else "line.inks.two"
        yield on_page(code, leaf, mark, width=round(width, 2), inks=inks.used)
