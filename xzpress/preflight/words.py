"""Rule `text.match`: every character that was set comes back out of the file, in its order."""

from collections import Counter

import pypdfium2

from xzpress.page import SetLine
from xzpress.preflight.inspection import Finding, Findings, Inspection, Leaf, finding, on_page
from xzpress.units import mm

_HYPHENS = {"\x02": "-", "\ufffe": "-"}
"""What pdfium makes of a hyphen at a line's end."""

_RUN = 8
_SHARE = 0.97


def check(job: Inspection) -> Findings:
    """Every line of the pages of which a character does not come back. Read by pdfium."""
    try:
        document = pypdfium2.PdfDocument(job.file.data)
    except pypdfium2.PdfiumError as trouble:
        yield finding("file.syntax", detail=str(trouble)[:120])
        return
    with document:
        for leaf in job.leaves:
            if leaf.page is None or leaf.endless:
                continue  # pdfium would follow an endless page
            try:
                found = _text(document, leaf)
            except (pypdfium2.PdfiumError, IndexError) as trouble:
                yield finding("file.syntax", detail=str(trouble)[:120])
                continue
            lost = list(_page(leaf, found))
            yield from lost or _runs(leaf, found)


def _text(document: pypdfium2.PdfDocument, leaf: Leaf) -> str:
    """The text inside the trim: what is cut off is not printed."""
    page = document[leaf.number - 1]
    text = page.get_textpage()
    found: str = text.get_text_bounded(*leaf.trim)
    text.close()
    page.close()
    for sign, hyphen in _HYPHENS.items():
        found = found.replace(sign, hyphen)
    return "".join(found.split())


def _set_text(line: SetLine) -> str:
    """A line's characters as they must come back: a word divided at its end has a hyphen there."""
    return "".join(line.line.text.replace("\u00ad", "-").split())


def _page(leaf: Leaf, found: str) -> Findings:
    assert leaf.page is not None
    lines = [(line, _set_text(line)) for line in leaf.page.lines]
    lost = Counter("".join(text for _, text in lines)) - Counter(found)
    doubtful = [(line, text) for line, text in lines if text not in found]
    for line, text in doubtful:
        missing = "".join(dict.fromkeys(sign for sign in text if lost[sign] > 0))
        if missing:
            yield _finding(leaf, line, missing, text)
            lost -= Counter(text)
    if +lost:
        signs = "".join(sorted(+lost))[:40]
        yield Finding("text.match", (("missing", signs), ("line", "…")), leaf.number)


def _runs(leaf: Leaf, found: str) -> Findings:
    """Whether the characters come back in their order: runs of eight of each line, 97 % of them."""
    assert leaf.page is not None
    known = {found[at : at + _RUN] for at in range(len(found) - _RUN + 1)}
    texts = [_set_text(line) for line in leaf.page.lines]
    runs = [text[at : at + _RUN] for text in texts for at in range(len(text) - _RUN + 1)]
    share = sum(run in known for run in runs) / len(runs) if runs else 1.0
    if share < _SHARE:
        values = {"share": round(100 * share, 1), "limit": round(100 * _SHARE)}
        yield on_page("text.match.runs", leaf, **values)


def _finding(leaf: Leaf, line: SetLine, missing: str, text: str) -> Finding:
    assert leaf.page is not None
    at = round(mm(line.x), 1), round(mm(leaf.page.height - line.y), 1)
    values = (("missing", missing[:40]), ("line", text[:20]))
    return Finding("text.match", values, leaf.number, at, line.line.place)
