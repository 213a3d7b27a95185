"""A story: Markdown with YAML front matter between two `---` lines. The Markdown parser's door.

Limit: 200,000 characters a story (LONGEST).
"""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from xzpress.diagnostic import Place
from xzpress.issue import Paragraph, Photo, Story, Text
from xzpress.read.document import (
    Group,
    Items,
    Number,
    Problems,
    Record,
    Source,
    Words,
    Written,
    open_source,
    optional,
    read,
    required,
)
from xzpress.read.normalise import wording
from xzpress.read.photo import PhotoFile

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST = 200_000
_FENCE = re.compile(r"---\s*")
_CENTRE = (0.5, 0.5)
# A backslash before a mark takes its meaning away; &…; stands for a character.
_SIGN = re.compile(r"\\([!-/:-@\[-`{-~])|&#?\w{1,32};", re.ASCII)
_HEADING = re.compile(r"\s*#+\s*")


class PhotoSheet(Record):
    """A picture with its caption."""

    file = required(
        PhotoFile(),
        "照片文件，从本期文件夹写起",
        "the picture's file, written from the issue's folder",
    )
    caption = required(Words(), "图片说明", "the words under it")
    credit = optional(Words(), "摄影或来源", "who made it")
    focus = optional(
        Items(Number(0, 1), least=2, most=2),
        "裁切时要保住的点：[左起, 上起]，0 到 1",
        "the point that a crop keeps: [from the left, from the top], 0 to 1",
    )


class StorySheet(Record):
    """What stands between the --- lines of a story. A turn in a head part (`|`) is kept."""

    kicker = optional(Words(turns=True), "引题", "the line over the headline")
    headline = required(Words(turns=True), "主题", "the headline")
    deck = optional(Words(turns=True), "副题", "the line under the headline")
    byline = optional(Words(turns=True), "记者", "who wrote it")
    photos = optional(Items(Group(PhotoSheet)), "照片", "its pictures", default=())


_PARTS = ("kicker", "headline", "deck", "byline")


def story(path: Path, folder: Path, root: Path, problems: Problems) -> Story | None:
    """Read one story; None when there is nothing to go on with.

    folder: the issue's; its photos are written from there. root: the paper's.
    """
    source = open_source(path, root, problems)
    if not source:
        return None
    if sum(map(len, source.lines)) > LONGEST:
        problems.add("story-too-long", source.place(0, 0), limit=LONGEST)
        return None
    first, last = _front(source, problems)
    if last is None:
        return None
    own = Problems()
    sheet = read(source, StorySheet, folder, own, first=first, last=last)
    body = _body(source, last + 1, own)
    if not body and not own.serious:
        own.add("empty-story", source.place(last, 0))
    made = None
    if sheet and not own.serious:
        given = ((part, getattr(sheet, part)) for part in _PARTS)
        parts = tuple(
            (part, wording(words, own, name_gap=part == "byline")) for part, words in given if words
        )
        photos = tuple(_photo(photo, own) for photo in sheet.photos)
        made = Story(path.stem, parts, body, photos, source.place(0, 0))
    problems.extend(own)
    return made


def _front(source: Source, problems: Problems) -> tuple[int, int | None]:
    """The lines of the front matter: the first, and the one that closes it."""
    opening = next((n for n, line in enumerate(source.lines) if line.strip()), 0)
    if not _FENCE.fullmatch(source.lines[opening]):
        problems.add("no-front-matter", source.place(opening, 0))
        return opening, None
    for number in range(opening + 1, len(source.lines)):
        if _FENCE.fullmatch(source.lines[number]):
            return opening + 1, number
    problems.add("open-front-matter", source.place(opening, 0))
    return opening + 1, None


def _photo(sheet: PhotoSheet, problems: Problems) -> Photo:
    file = sheet.file
    caption = wording(sheet.caption, problems)
    credit = wording(sheet.credit, problems) if sheet.credit else None
    x, y = sheet.focus or _CENTRE
    return Photo(file.text, file.path, file.pixels, caption, credit, (x, y), file.place)


def _body(source: Source, first: int, problems: Problems) -> tuple[Paragraph, ...]:
    """The paragraphs below the front matter; what we cannot set yet is reported."""
    from markdown_it import MarkdownIt  # only a story pays for it

    # Definitions of links leave no trace in the tokens, so they stay wording; tables and
    # strike-outs are parsed in order to be refused.
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("reference")
    # Blank lines in front keep the parser's line numbers those of the file.
    tokens = parser.parse("\n" * first + "\n".join(source.lines[first:]))
    paragraphs: list[Paragraph] = []
    for index, token in enumerate(tokens):
        if token.level or not token.map or token.nesting < 0:
            continue
        heading = token.type == "heading_open" and token.markup == "##"
        if heading or token.type == "paragraph_open":
            text = _inline(source, tokens[index + 1], heading, problems)
            if text.spans:
                paragraphs.append(Paragraph("crosshead" if heading else "body", text))
        elif token.type != "inline":
            line = source.lines[token.map[0]]
            place = source.place(token.map[0], len(line) - len(line.lstrip()))
            underlined = token.type == "heading_open" and token.markup in ("-", "=")
            kind = "underlined" if underlined else token.type.removesuffix("_open")
            _unknown(kind, place, problems)
    return tuple(paragraphs)


def _inline(source: Source, token: "Token", heading: bool, problems: Problems) -> Text:
    """The wording of one paragraph or crosshead, each character where it stands."""
    start, stop = token.map or (0, 0)
    marks = _HEADING.match(source.lines[start]) if heading else None
    left = deque(_characters(source, start, stop, marks.end() if marks else 0))
    taken: list[tuple[str, int, int]] = []
    broken = False
    for child in token.children or ():
        if child.type in ("text", "softbreak"):
            for character in child.content or "\n":
                while left[0][0] != character:
                    left.popleft()
                taken.append(left.popleft())
        elif child.nesting >= 0:
            broken = True
            while left and left[0][0].isspace():
                left.popleft()
            place = source.place(*left[0][1:]) if left else source.place(stop - 1, 0)
            _unknown(child.type.removesuffix("_open"), place, problems)
    if broken or not taken:
        return Text(())
    text = "".join(character for character, _, _ in taken)
    at = tuple((line + 1, column + 1) for _, line, column in taken)
    place = Place(source.file, *at[0])
    return wording(Written(text, source.file, at, place), problems, flow=True)


def _characters(
    source: Source, start: int, stop: int, column: int
) -> Iterator[tuple[str, int, int]]:
    """A paragraph's characters with their line and column; escapes and entities are resolved."""
    for line in range(start, stop):
        text = source.lines[line]
        while column < len(text):
            sign = _SIGN.match(text, column)
            meant = text[column]
            if sign:
                meant = sign[1] or unescape(sign[0])
            yield from ((character, line, column) for character in meant)
            column += len(sign[0]) if sign else 1
        yield "\n", line, len(text)
        column = 0


# What a sign is called in the message; those that are missing show the parser's own name.
_MARKUP = {
    "bullet_list": "- …",
    "ordered_list": "1. …",
    "blockquote": "> …",
    "heading": "# …",
    "fence": "```",
    "underlined": "…↵---",
    "code_block": "␣␣␣␣…",
    "code_inline": "`…`",
    "hr": "---",
    "html_block": "<…>",
    "html_inline": "<…>",
    "table": "|…|",
    "strong": "**…**",
    "em": "*…*",
    "s": "~~…~~",
    "link": "[…](…)",
    "image": "![…](…)",
    "hardbreak": "\\",
}


def _unknown(kind: str, place: Place, problems: Problems) -> None:
    problems.add("markup-unknown", place, markup=_MARKUP.get(kind, kind))
