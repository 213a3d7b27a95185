"""Rules `line.*`: rules that stay whole and in register."""

from xzpress.preflight.inspection import Findings, Inspection, Leaf, on_page
from xzpress.preflight.marks import Area, Print, Stroke

_WHITE = 2.0
"""A white rule must be so many times as wide as a printed one (IZ Messezeitung: 0.25, 0.5 pt)."""

_RULE = 4.0
"""Pt: up to here a rectangle is a rule, and its inks count (Torstar)."""

_LONG = 5.0
"""A rectangle so many times as long as wide is a rule; a squarer one is a spot or a module."""

_SLACK = 0.005


def check(job: Inspection) -> Findings:
    """Every breach of the rules `line.*` inside the bleed. The least rule: press.yaml."""
    for leaf in job.leaves:
        for mark in leaf.marks:
            if not mark.extent.meets(leaf.bleed, -_SLACK):
                continue
            match mark:
                case Stroke():
                    yield from _rule(leaf, mark, mark.width, mark.stroke, job.press.minimum_rule)
                case Area(rectangle=True) if _is_rule(mark):
                    width = min(mark.extent.width, mark.extent.height)
                    yield from _rule(leaf, mark, width, mark.fill, job.press.minimum_rule)


def _is_rule(area: Area) -> bool:
    thin, long = sorted((area.extent.width, area.extent.height))
    return thin <= _RULE and long >= _LONG * thin


def _rule(leaf: Leaf, mark: Stroke | Area, width: float, how: Print, least: float) -> Findings:
    inks = how.paint.inks
    limit = least * _WHITE if inks and inks.used == 0 else least
    if width < limit - _SLACK:
        yield on_page("line.width", leaf, mark.extent, width=round(width, 3), limit=limit)
    if inks and width <= _RULE and inks.used > 1:
        code = "line.inks" if inks.used > 2 else "line.inks.two"
        yield on_page(code, leaf, mark.extent, width=round(width, 2), inks=inks.used)
