"""Galleys onto pages: everything at its fixed point, and what did not fit."""

from dataclasses import dataclass

from xzpress.arrange.ads import ads
from xzpress.arrange.codes import matrix
from xzpress.arrange.photos import pictures
from xzpress.arrange.pour import Poured, pour
from xzpress.design import Box, Design, Grid, Layout, Slot
from xzpress.diagnostic import Diagnostic, Value, diagnostic
from xzpress.galley import Block, Galley, PageGalleys
from xzpress.issue import Issue, PagePlan, Story
from xzpress.page import Drawing, Fill, Flag, Matrix, Page, Picture, Placed, SetLine

_FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class StoryFit:
    """How a story fills its slot: `room` and `length` in lines, `over` and `short` by how many.

    `characters`: of the copy; `over_characters`: those on the lines that found no room.
    """

    page: int
    slot: str
    story: str
    room: int
    length: int
    characters: int
    over: int
    over_characters: int
    short: int


@dataclass
class _Sheet:
    """A page being filled."""

    fills: list[Fill]
    pictures: list[Picture]
    matrices: list[Matrix]
    lines: list[SetLine]
    flags: list[Flag]
    fits: list[StoryFit]
    trouble: list[Diagnostic]
    ads: list[Placed]
    drawings: list[Drawing]


def pages(
    issue: Issue, design: Design, galleys: tuple[PageGalleys, ...]
) -> tuple[tuple[Page, ...], tuple[StoryFit, ...], tuple[Diagnostic, ...]]:
    """Arrange every page of an issue.

    Returns the pages, how each story fits, and what the desk should know: overset and short copy,
    photos without a place, places without a photo, photos too small for theirs.
    """
    made, fits, trouble = [], [], []
    for number, (plan, set_page) in enumerate(zip(issue.pages, galleys, strict=True), 1):
        sheet = _page(issue, plan, number, design, set_page)
        made.append(
            Page(
                number,
                design.sheet.width,
                design.sheet.height,
                tuple(sheet.fills),
                tuple(sheet.pictures),
                tuple(sheet.matrices),
                tuple(sheet.lines),
                tuple(sheet.flags),
                tuple(sheet.ads),
                tuple(sheet.drawings),
            )
        )
        fits += sheet.fits
        trouble += sheet.trouble
    return tuple(made), tuple(fits), tuple(trouble)


def _page(
    issue: Issue, plan: PagePlan, number: int, design: Design, galleys: PageGalleys
) -> _Sheet:
    sheet = _Sheet([], [], [], [], [], [], [], [], [])
    layout = dict(design.layouts)[plan.layout]
    slots = {slot.name: slot for slot in layout.slots}
    for galley in galleys.stories:
        story = plan.story(galley.slot)
        if story is not None:
            _story(sheet, slots[galley.slot], galley, story, number, design)
    for slot in layout.slots:
        if plan.story(slot.name) is None:
            sheet.trouble.append(
                diagnostic("empty-slot", plan.place, slot=slot.name, layout=layout.name)
            )
    sheet.ads, in_ads = ads(plan, layout)
    sheet.trouble += in_ads
    _furniture(sheet, issue, layout, galleys)
    return sheet


def _furniture(sheet: _Sheet, issue: Issue, layout: Layout, galleys: PageGalleys) -> None:
    """What stays put every issue: bars, words, codes."""
    sheet.fills += [Fill(block.box, block.colour, _FURNITURE) for block in layout.blocks]
    sheet.drawings += [
        Drawing(each.box, each.art, _FURNITURE, each.place) for each in layout.drawings
    ]
    for words, block in zip(layout.words, galleys.words, strict=True):
        _stack(sheet, block, words.box, _FURNITURE)
    codes = dict(issue.codes)
    for place, block in zip(layout.codes, galleys.codes, strict=True):
        if place.code in codes:
            sheet.matrices.append(matrix(codes[place.code].url, place.box))
        _stack(sheet, block, place.caption, _FURNITURE)


def _stack(sheet: _Sheet, block: Block, box: Box, owner: str) -> None:
    """Lines of type under one another, in the middle of their box's height."""
    top = box.top - (box.height - block.height) / 2
    _down(sheet, block, box.x, top, owner)


def _down(sheet: _Sheet, block: Block, x: float, top: float, owner: str) -> None:
    """Lines of type under one another from `top`, each in the middle of its leading."""
    for n, line in enumerate(block.lines):
        y = top - (n + 1) * block.leading + (block.leading - block.size) / 2 + 0.12 * block.size
        sheet.lines.append(SetLine(x, y, line, owner, block.part))


def _story(
    sheet: _Sheet, slot: Slot, galley: Galley, story: Story, number: int, design: Design
) -> None:
    if slot.frame:
        sheet.fills += _frame(slot)
    if slot.tag and galley.tag:
        sheet.fills.append(Fill(slot.tag.box, slot.tag.colour, slot.name))
        _stack(sheet, galley.tag, slot.tag.box, slot.name)
    sheet.fills += [Fill(box, slot.rules_colour, slot.name) for box in slot.column_rules]
    _head(sheet, galley, slot)
    placed, trouble = pictures(story, slot, design.press)
    sheet.pictures += placed
    sheet.trouble += trouble
    for caption, place in zip(galley.captions, slot.photos, strict=False):
        _down(sheet, caption, place.caption.x, place.caption.top, slot.name)
    poured = pour(galley, slot, design.grid)
    sheet.lines += poured.lines
    sheet.trouble += [
        diagnostic(code, line.line.place, text=line.line.text) for code, line in poured.faults
    ]
    _account(sheet, poured, galley, slot, story, design.grid, number)


def _head(sheet: _Sheet, galley: Galley, slot: Slot) -> None:
    """Kicker, headline and deck down their place, what is left of it shared out between them.

    Where the head runs down, from the right to the left.
    """
    room = slot.head.width if slot.standing_head else slot.head.height
    gap = max(0.0, room - sum(block.height for block in galley.head)) / (len(galley.head) + 1)
    at = gap
    for block in galley.head:
        if block.vertical:
            _leftward(sheet, block, slot.head.right - at, slot.head.top, slot.name)
        else:
            _down(sheet, block, slot.head.x, slot.head.top - at, slot.name)
        at += block.height + gap


def _leftward(sheet: _Sheet, block: Block, right: float, top: float, owner: str) -> None:
    """Vertical lines one left of another from `right`, each in the middle of its leading."""
    for n, line in enumerate(block.lines):
        x = right - (n + 0.5) * block.leading
        sheet.lines.append(SetLine(x, top, line, owner, block.part))


def _frame(slot: Slot) -> list[Fill]:
    """A boxed story's tint and the four rules round it, inside the frame's box."""
    frame = slot.frame
    assert frame is not None
    box, rule = frame.box, frame.rule
    sides = (
        Box(box.x, box.top - rule, box.width, rule),
        Box(box.x, box.y, box.width, rule),
        Box(box.x, box.y + rule, rule, box.height - 2 * rule),
        Box(box.right - rule, box.y + rule, rule, box.height - 2 * rule),
    )
    ground = [Fill(box, frame.tint, slot.name)] if frame.tint else []
    return [*ground, *(Fill(side, frame.colour, slot.name) for side in sides)]


def _account(
    sheet: _Sheet, poured: Poured, galley: Galley, slot: Slot, story: Story, grid: Grid, number: int
) -> None:
    """Say how the story fits; overset is an error, flagged on its slot."""
    over = sum(grid.rows_of(line.leading) for line in poured.overset)
    characters = sum(_count(line.line.text) for line in poured.overset)
    fit = StoryFit(
        number,
        slot.name,
        story.name,
        sum(leg.rows for leg in slot.legs),
        sum(grid.rows_of(line.leading) for line in galley.body),
        sum(_count(line.line.text) for line in galley.body),
        over,
        characters,
        0 if over else poured.rows_left,
    )
    sheet.fits.append(fit)
    values: dict[str, Value] = {"story": story.name, "slot": slot.name}
    if over:
        found = diagnostic("overset", story.place, lines=over, characters=characters, **values)
        sheet.flags.append(Flag(slot.box, found))
        sheet.trouble.append(found)
    elif fit.short:
        # Fewer lines than there are legs are what remains when they are made equal.
        code = "short" if fit.short >= len(slot.legs) else "remainder"
        missing = fit.short * int(slot.legs[0].measure / grid.em)
        found = diagnostic(code, story.place, lines=fit.short, characters=missing, **values)
        sheet.trouble.append(found)


def _count(text: str) -> int:
    """Characters as the desk counts them: everything but spaces."""
    return sum(not character.isspace() for character in text)
