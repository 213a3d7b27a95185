"""An issue's copy into galleys, page by page."""

from collections.abc import Mapping

from xzpress.compose.body import body
from xzpress.compose.clusters import Cases
from xzpress.compose.dress import NO_BREAK, Kit
from xzpress.compose.dress import kit as make_kit
from xzpress.compose.furniture import fields, plain_lines, words
from xzpress.compose.head import PARTS, head
from xzpress.compose.paragraph import paragraph
from xzpress.design import Design, Layout, PhotoPlace, Slot, Style
from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.galley import Block, Galley, PageGalleys
from xzpress.issue import Issue, PagePlan, Photo, Span, Story, Text


def galleys(
    issue: Issue, design: Design, cases: Cases
) -> tuple[tuple[PageGalleys, ...], tuple[Diagnostic, ...]]:
    """Set everything that an issue prints, for the places its layouts have.

    Every character of the copy comes back in the galleys, whether or not there is room for it.
    """
    kit = make_kit(cases, dict(design.marks))
    pages, trouble = [], []
    for number, plan in enumerate(issue.pages, 1):
        page, found = _page(issue, plan, number, design, kit)
        pages.append(page)
        trouble += found
    return tuple(pages), tuple(trouble)


def _page(
    issue: Issue, plan: PagePlan, number: int, design: Design, kit: Kit
) -> tuple[PageGalleys, list[Diagnostic]]:
    layout = dict(design.layouts)[plan.layout]
    styles = dict(design.styles)
    trouble: list[Diagnostic] = []
    stories, set_words = [], []
    for slot in layout.slots:
        if story := plan.story(slot.name):
            galley, found = _story(story, slot, styles, kit, issue.names)
            stories.append(galley)
            trouble += found
    known = fields(issue, design, number)
    for furniture in layout.words:
        style = styles[furniture.style]
        block, more = words(furniture, known, style, kit)
        set_words.append(block)
        trouble += more
    codes, found = _codes(issue, layout, styles, kit)
    return PageGalleys(tuple(stories), tuple(set_words), codes), [*trouble, *found]


def _codes(
    issue: Issue, layout: Layout, styles: Mapping[str, Style], kit: Kit
) -> tuple[tuple[Block, ...], list[Diagnostic]]:
    """The captions of the page's codes; a code that the issue lacks is reported."""
    blocks, trouble = [], []
    for place in layout.codes:
        style = styles[place.style]
        code = dict(issue.codes).get(place.code)
        if code is None:
            trouble.append(diagnostic("missing-code", issue.place, code=place.code))
            blocks.append(Block("code", style.size, style.leading, ()))
            continue
        block, more = plain_lines(code.caption, style, place.caption.width, kit, "code")
        blocks.append(block)
        trouble += more
    return tuple(blocks), trouble


def _story(
    story: Story, slot: Slot, styles: Mapping[str, Style], kit: Kit, names: tuple[str, ...]
) -> tuple[Galley, list[Diagnostic]]:
    of = {part: styles[name] for part, name in slot.styles}
    texts = {part: text for part, text in story.parts if part in PARTS}
    head_kit = kit.upright() if slot.standing_head else kit
    heads, in_head = head(texts, of, slot.head, head_kit, names)
    body_lines, in_body = body(story, slot, of, kit)
    captions, in_captions = _captions(story, slot, of, kit)
    tag: Block | None = None
    in_tag: tuple[Diagnostic, ...] = ()
    if slot.tag is not None:
        wording = Text((Span(slot.tag.text, slot.place),))
        style = of["tag"]
        tag, in_tag = plain_lines(wording, style, slot.tag.box.width, kit, "tag")
    galley = Galley(slot.name, story.name, heads, tag, body_lines, captions)
    return galley, [*in_head, *in_body, *in_captions, *in_tag]


def _captions(
    story: Story, slot: Slot, of: Mapping[str, Style], kit: Kit
) -> tuple[tuple[Block, ...], list[Diagnostic]]:
    style = of["caption"]
    blocks, trouble = [], []
    for photo, place in zip(story.photos, slot.photos, strict=False):
        lines, found = paragraph(caption(photo), style, (place.caption.width,), kit)
        blocks.append(Block("caption", style.size, style.leading, lines))
        trouble += [*found, *_too_long(photo, place, len(lines))]
    return tuple(blocks), trouble


def caption(photo: Photo) -> Text:
    """A photo's caption with its credit in brackets behind it, which no line end takes apart."""
    if photo.credit is None:
        return photo.caption
    credit = Span(f"（{photo.credit.plain}）", photo.credit.place, NO_BREAK)
    return Text((*photo.caption.spans, credit))


def _too_long(photo: Photo, place: PhotoPlace, lines: int) -> list[Diagnostic]:
    if lines <= place.lines:
        return []
    return [
        diagnostic(
            "caption-overset", photo.caption.place, lines=lines - place.lines, file=photo.file
        )
    ]
