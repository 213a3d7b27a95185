"""A story: Markdown with YAML front matter between two `---` lines.

Limit: 200,000 characters a story (LONGEST).
"""

import re
from pathlib import Path

from xzpress.issue import Photo, Story
from xzpress.read.blocks import paragraphs
from xzpress.read.document import (
    Group,
    Items,
    Number,
    Problems,
    Record,
    Source,
    Words,
    open_source,
    optional,
    read,
    required,
)
from xzpress.read.normalise import wording
from xzpress.read.photo import PhotoFile

LONGEST = 200_000
_FENCE = re.compile(r"---\s*")
_CENTRE = (0.5, 0.5)


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
    body = paragraphs(source, last + 1, own)
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
