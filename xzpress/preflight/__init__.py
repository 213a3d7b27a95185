"""Preflight: the written PDF read back, and everything a newspaper printer would refuse.

Each group of the printer's rules is one module with `check(job)`; a diagnostic's code is the id of
its rule, with the aspect after it where a rule has several (`image.resolution.low`).
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from xzpress.design import Box, PressProfile, Standard
from xzpress.diagnostic import Diagnostic, Severity, diagnostic, worst
from xzpress.page import Page
from xzpress.preflight import (
    boxes,
    colour,
    edges,
    fonts,
    identity,
    imposition,
    ink,
    lettering,
    lines,
    pictures,
    plates,
    structure,
    words,
)
from xzpress.preflight.inspection import Finding, Inspection, finding
from xzpress.preflight.leaves import leaves
from xzpress.preflight.metadata import ruling
from xzpress.preflight.reader import UnreadableError, read
from xzpress.preflight.separations import Separations, separate
from xzpress.preflight.summary import FontSummary, PageSummary, summary

_GROUPS = (
    structure, identity, boxes, colour, lettering, lines, pictures, fonts, ink, edges, words,
    imposition,
)  # fmt: skip
_HOPELESS = frozenset(
    {"content.operators.limit", "box.nesting.shape", "page.count.none", "file.syntax"}
    | {"file.filters.broken", "file.filters.image"}
)
"""With one of these no plates are made: a program would be at it for ever, or for nothing."""

MakePlates = Callable[[bytes, tuple[Box, ...]], Separations]

__all__ = [
    "Examined", "FontSummary", "MakePlates", "PageSummary", "Separations", "check", "examine",
    "rule", "separate",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examined:
    """All there is to say of a file. `standard`: the rules it was held to, "" where unreadable.

    `plates`: the program that made the plates, "" where they were not made.
    """

    diagnostics: tuple[Diagnostic, ...]
    standard: Standard | str = ""
    pages: tuple[PageSummary, ...] = ()
    plates: str = ""

    @property
    def ready(self) -> bool:
        """Whether a printer would take it."""
        return worst(self.diagnostics) is not Severity.ERROR


def check(pdf: bytes, press: PressProfile, pages: tuple[Page, ...]) -> tuple[Diagnostic, ...]:
    """Everything a printer would refuse or doubt in a PDF, as far as it shows without plates.

    pages: what it was made from; none for a file that came from elsewhere.
    Findings that differ only in where they are, on one page and from one place of the copy, come
    as one diagnostic with `count`; `x` and `y` are mm of the first from the trim's upper left,
    `object` is the number of the first PDF object at fault (0: the page's own content).
    Never raises for anything wrong in the file.
    """
    return examine(pdf, press, pages).diagnostics


def examine(
    pdf: bytes,
    press: PressProfile,
    pages: tuple[Page, ...] = (),
    make_plates: MakePlates | None = None,
) -> Examined:
    """Everything about a PDF: what is wrong with it, on its plates too, and what it is made of.

    make_plates: `separate`, or whatever makes plates of a file that is sound enough; without it
    what only plates show is left alone. See `check` for the rest.
    """
    try:
        file = read(pdf)
    except UnreadableError as trouble:
        return Examined(_told([finding("file.syntax", detail=str(trouble)[:120])]))
    locked = list(structure.encryption(file))
    if locked:
        return Examined(_told(locked))
    found_leaves = leaves(file, () if press.imposed else pages)
    job = Inspection(file, press, pages, found_leaves, ruling(file, press))
    found = [each for group in _GROUPS for each in group.check(job)]
    program = ""
    if make_plates is not None and not _HOPELESS & {each.code for each in found}:
        sizes = tuple(_box(leaf.boxes.get("MediaBox", leaf.trim)) for leaf in found_leaves)
        made = make_plates(pdf, sizes)
        program = made.program
        found += plates.check(job, made) if program else [finding("ink.unseparated")]
    return Examined(_told(found), job.standard, summary(job), program)


def _box(extent: tuple[float, float, float, float]) -> Box:
    left, bottom, right, top = extent
    return Box(left, bottom, right - left, top - bottom)


def rule(code: str) -> str:
    """The printer's rule that a diagnostic is about.

    >>> rule("image.resolution.low")
    'image.resolution'
    """
    return ".".join(code.split(".")[:2])


_MEASURED = ("value", "ink", "ppi", "size", "width", "bleed", "bits", "pages", "found", "share",
             "detail", "space", "font", "filter", "kind", "key")  # fmt: skip


def _told(findings: list[Finding]) -> tuple[Diagnostic, ...]:
    """Findings as diagnostics: like ones together, in the order they were found."""
    firsts: dict[object, Finding] = {}
    counts: Counter[object] = Counter()
    for found in findings:
        key = found.code, found.values, found.page, found.place
        firsts.setdefault(key, found)
        counts[key] += 1
    return tuple(_diagnostic(found, counts[key]) for key, found in firsts.items())


def _diagnostic(found: Finding, count: int) -> Diagnostic:
    """Every one says page, place, object and value in the same words, beside its own."""
    own = dict(found.values)
    value = next((own[name] for name in _MEASURED if name in own), "-")
    return diagnostic(
        found.code,
        found.place,
        **{"value": value, "object": found.object, **own},
        page=found.page,
        x=found.at[0],
        y=found.at[1],
        count=count,
    )
