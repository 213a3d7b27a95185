"""A page written as text, so that a change of it shows in the diff."""

from collections.abc import Iterator
from itertools import groupby

from xzpress.galley import Line, Ornament, Run
from xzpress.page import Page, SetLine


def written(page: Page) -> str:
    """Everything on a page, slot by slot, in pt from the trim's lower left corner.

    A line's own row shows the text that stands on it; what is raised, turned, drawn narrower or
    above it (ruby) and its ornaments follow below, in pt from the line's origin.
    """
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


def is_ruby(run: Run) -> bool:
    """Whether a run stands above its line, or beside it where that runs down."""
    return any(y > run.size for y in run.ys) or (
        runs_down(run) and any(x > run.size for x in run.xs)
    )


def runs_down(run: Run) -> bool:
    """Whether a run is part of a vertical line: its shapes stand under one another, or lie."""
    return run.turned or len(set(run.ys)) > 1 or (len(set(run.xs)) < len(run.xs))


def own_text(line: Line) -> str:
    """The copy on a line, without the ruby above it."""
    return "".join(run.text for run in line.runs if not is_ruby(run))


def _lines(owner: str, lines: list[SetLine]) -> Iterator[str]:
    """Lines of one owner; a new part or column starts under a heading of its own."""
    for (part, x), group in groupby(lines, key=lambda line: (line.part, line.x)):
        yield f"{owner} {part}  x {x:.2f}"
        for line in group:
            first = line.line.runs[0] if line.line.runs else None
            down = any(runs_down(run) for run in line.line.runs)
            indent = (-first.ys[0] if down and first.ys else first.xs[0]) if first else 0.0
            size = first.size if first else 0.0
            gap = f"  gap {line.line.gap:.3f}" if line.line.gap else ""
            way = "↓" if down else "+"
            text = own_text(line.line)
            yield f"  y {line.y:.2f}  {size:g} pt  {way}{indent:.2f}  {text}{gap}"
            yield from _beside(line.line, down)


def _beside(line: Line, down: bool) -> Iterator[str]:
    """What a line's text alone does not show."""
    for run in line.runs:
        at = f"x {run.xs[0]:.2f}" + (f" y {run.ys[0]:.2f}" if run.ys else "")
        if is_ruby(run):
            yield f"    ruby {run.text}  {run.size:g} pt  {at}"
        elif run.turned:
            yield f"    turned {run.text}  {at}"
        elif run.narrowed != 1.0:
            yield f"    across {run.text}  {run.narrowed:.3f} of its width  {at}"
        elif not down and run.ys:
            yield f"    raised {run.text}  {run.size:g} pt  {at}"
    for kind, drawn in groupby(line.ornaments, key=lambda ornament: ornament.kind):
        yield f"    {kind}  " + "  ".join(map(_box, drawn))


def _box(ornament: Ornament) -> str:
    box = ornament.box
    return f"{box.x:.2f} {box.y:.2f} {box.width:.2f}×{box.height:.2f}"
