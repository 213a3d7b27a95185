"""A page written as text, so that a change of it shows in the diff."""

from collections.abc import Iterator
from itertools import groupby

from xzpress.page import Page, SetLine


def written(page: Page) -> str:
    """Everything on a page, slot by slot, in pt from the trim's lower left corner."""
    rows = [f"page {page.number}  {page.width:.2f} × {page.height:.2f}"]
    for owner, lines in groupby(page.lines, key=lambda line: line.owner):
        rows += _lines(owner, list(lines))
    for picture in page.pictures:
        box, crop = picture.box, " ".join(f"{part:.3f}" for part in picture.crop)
        rows.append(
            f"photo {picture.photo.file}  x {box.x:.2f}  y {box.y:.2f}"
            f"  {box.width:.2f} × {box.height:.2f}  crop {crop}"
        )
    for code in page.matrices:
        box = code.box
        rows.append(f"code {code.text}  x {box.x:.2f}  y {box.y:.2f}  side {box.width:.2f}")
    for fill in page.fills:
        box = fill.box
        rows.append(
            f"fill {fill.colour.name}  x {box.x:.2f}  y {box.y:.2f}"
            f"  {box.width:.2f} × {box.height:.2f}"
        )
    return "\n".join([*rows, ""])


def _lines(owner: str, lines: list[SetLine]) -> Iterator[str]:
    """Lines of one owner; a new part or column starts under a heading of its own."""
    for (part, x), group in groupby(lines, key=lambda line: (line.part, line.x)):
        yield f"{owner} {part}  x {x:.2f}"
        for line in group:
            first = line.line.runs[0] if line.line.runs else None
            indent = first.xs[0] if first else 0.0
            size = first.size if first else 0.0
            gap = f"  gap {line.line.gap:.3f}" if line.line.gap else ""
            yield f"  y {line.y:.2f}  {size:g} pt  +{indent:.2f}  {line.line.text}{gap}"
