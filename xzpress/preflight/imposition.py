"""Rules `imposition.order` and `marks.slug`: the right pages side by side, and what says so."""

import pypdfium2

from xzpress.page import Page
from xzpress.preflight.inspection import Findings, Inspection, Leaf, finding, on_page
from xzpress.preflight.marks import Show

_MOSTLY = 0.5


def check(job: Inspection) -> Findings:
    """Printer spreads n with 1, 2 with n-1 …, left before right; only where the sheet asks.

    Source: paypernews. What stands on a half is told by its text.
    """
    if "slug" in (job.press.asked_marks or ()):
        for leaf in job.leaves:
            shows = [mark for mark in leaf.marks if isinstance(mark, Show)]
            if all(show.extent.meets(leaf.bleed) for show in shows):
                yield on_page("marks.slug", leaf)
    if job.press.imposed and job.pages:
        yield from _order(job)


def spreads(count: int) -> tuple[tuple[int, int], ...]:
    """The numbers of the pages side by side, in the order of the printer's file.

    >>> spreads(8)
    ((8, 1), (2, 7), (6, 3), (4, 5))
    """
    pairs = []
    for turn in range(count // 2):
        low, high = turn + 1, count - turn
        pairs.append((high, low) if turn % 2 == 0 else (low, high))
    return tuple(pairs)


def _order(job: Inspection) -> Findings:
    wanted = spreads(len(job.pages))
    if len(job.pages) % 2 or len(job.leaves) != len(wanted):
        yield finding("imposition.order.count", pages=len(job.leaves), wanted=len(wanted))
        return
    try:
        document = pypdfium2.PdfDocument(job.file.data)
    except pypdfium2.PdfiumError as trouble:
        yield finding("file.syntax", detail=str(trouble)[:120])
        return
    texts = [_text(page) for page in job.pages]
    with document:
        for leaf, pair in zip(job.leaves, wanted, strict=True):
            if leaf.endless:
                continue
            for side, number in zip(_halves(document, leaf), pair, strict=True):
                shares = [_share(text, side) for text in texts]
                here, most = shares[number - 1], max(shares)
                if texts[number - 1] and (here < _MOSTLY or here < most):
                    found = shares.index(most) + 1 if most >= _MOSTLY else "-"
                    yield on_page("imposition.order", leaf, value=found, wanted=number)


def _text(page: Page) -> tuple[str, ...]:
    return tuple(text for text in ("".join(line.line.text.split()) for line in page.lines) if text)


def _share(lines: tuple[str, ...], found: str) -> float:
    """How much of a page's text stands there, by characters."""
    whole = sum(map(len, lines))
    return sum(len(line) for line in lines if line in found) / whole if whole else 0.0


def _halves(document: pypdfium2.PdfDocument, leaf: Leaf) -> tuple[str, str]:
    trim = leaf.trim
    middle = (trim.left + trim.right) / 2
    page = document[leaf.number - 1]
    text = page.get_textpage()
    left = text.get_text_bounded(trim.left, trim.bottom, middle, trim.top)
    right = text.get_text_bounded(middle, trim.bottom, trim.right, trim.top)
    text.close()
    page.close()
    return "".join(left.split()), "".join(right.split())
