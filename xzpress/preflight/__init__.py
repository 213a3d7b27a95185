"""Preflight: the written PDF read back, and everything a newspaper printer would refuse.

Each group of the printer's rules is one module with `check(job)`; a diagnostic's code is the id of
its rule, with the aspect after it where a rule has several (`image.resolution.low`).
"""

from collections import Counter

from xzpress.design import PressProfile
from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.page import Page
from xzpress.preflight import (
    boxes,
    colour,
    edges,
    fonts,
    identity,
    ink,
    lettering,
    lines,
    pictures,
    structure,
    words,
)
from xzpress.preflight.inspection import Finding, Inspection, finding
from xzpress.preflight.leaves import leaves
from xzpress.preflight.reader import UnreadableError, read

_GROUPS = (structure, identity, boxes, colour, lettering, lines, pictures, fonts, ink, edges, words)

__all__ = ["check"]


def check(pdf: bytes, press: PressProfile, pages: tuple[Page, ...]) -> tuple[Diagnostic, ...]:
    """Everything a printer would refuse or doubt in a press PDF made from these pages.

    Findings that differ only in where they are, on one page and from one place of the copy, come
    as one diagnostic with `count`; `x` and `y` are mm of the first from the trim's upper left.
    Never raises for anything wrong in the file.
    """
    try:
        file = read(pdf)
    except UnreadableError as trouble:
        return _told([finding("file.syntax", detail=str(trouble)[:120])])
    locked = list(structure.encryption(file))
    if locked:
        return _told(locked)
    job = Inspection(file, press, pages, leaves(file, pages))
    return _told([found for group in _GROUPS for found in group.check(job)])


def _told(findings: list[Finding]) -> tuple[Diagnostic, ...]:
    """Findings as diagnostics: like ones together, in the order they were found."""
    firsts: dict[object, Finding] = {}
    counts: Counter[object] = Counter()
    for found in findings:
        key = found.code, found.values, found.page, found.place
        firsts.setdefault(key, found)
        counts[key] += 1
    return tuple(
        diagnostic(
            found.code,
            found.place,
            **dict(found.values),
            page=found.page,
            x=found.at[0],
            y=found.at[1],
            count=counts[key],
        )
        for key, found in firsts.items()
    )
