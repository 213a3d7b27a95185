"""The pages of the file, in order, with what stands on each."""

from dataclasses import replace

from xzpress.page import Page
from xzpress.preflight.inspection import Leaf
from xzpress.preflight.marks import EVERYWHERE, Extent, Trouble
from xzpress.preflight.reader import Dictionary, File, Object, Stream, UnreadableError, decoded
from xzpress.preflight.walk import Patience, walk

_INHERITED = ("MediaBox", "CropBox", "Rotate", "Resources")
BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
_MOST_PAGES = 1000
_MOST_NOTES = 1000
_MOST_MARKS = 10_000  # looked at on a page that is refused as endless anyway


def leaves(file: File, pages: tuple[Page, ...]) -> tuple[Leaf, ...]:
    """Every page of the file; a page tree that loops is followed once, at most 1000 pages."""
    found = _pages(file)
    meant = [*pages, *[None] * len(found)]
    patience = Patience()
    return tuple(
        _leaf(file, number, entries, meant[number - 1], patience)
        for number, entries in enumerate(found, 1)
    )


def _pages(file: File) -> list[Dictionary]:
    found: list[Dictionary] = []
    waiting: list[tuple[Object, Dictionary]] = [(file.catalog.get("Pages"), {})]
    seen: set[int] = set()
    while waiting and len(found) < _MOST_PAGES:
        reference, above = waiting.pop()
        entries = file.entries(reference)
        if id(entries) in seen or not entries:
            continue
        seen.add(id(entries))
        passed = above | {key: entries[key] for key in _INHERITED if key in entries}
        kids = file.see(entries.get("Kids"))
        if isinstance(kids, list):
            waiting.extend((kid, passed) for kid in reversed(kids))
        else:
            found.append(passed | entries)
    return found


def _leaf(
    file: File, number: int, entries: Dictionary, page: Page | None, patience: Patience
) -> Leaf:
    boxes = {}
    for name in BOXES:
        edges = file.numbers(entries.get(name))
        if len(edges) == 4:
            left, right = sorted(edges[::2])
            bottom, top = sorted(edges[1::2])
            boxes[name] = Extent(left, bottom, right, top)
    content, troubles = _content(file, entries)
    resources = file.entries(entries.get("Resources"))
    annotations = tuple(map(file.entries, file.items(entries.get("Annots"))[:_MOST_NOTES]))
    marks, more = walk(file, content, resources, patience, annotations)
    media = boxes.get("MediaBox", EVERYWHERE)
    seen = tuple(mark for mark in marks if mark.extent.meets(media))
    leaf = Leaf(number, entries, boxes, seen, (*troubles, *more), page)
    return replace(leaf, marks=seen[:_MOST_MARKS]) if leaf.endless else leaf


def _content(file: File, entries: Dictionary) -> tuple[bytes, tuple[Trouble, ...]]:
    listed = file.see(entries.get("Contents"))
    parts = file.items(listed) if isinstance(listed, list) else [listed]
    pieces, troubles = [], []
    for part in parts:
        if not isinstance(part, Stream):
            continue
        try:
            pieces.append(decoded(part))
        except UnreadableError as trouble:
            troubles.append(Trouble("stream", str(trouble)[:80]))
    return b"\n".join(pieces), tuple(troubles)
