"""The copy as the desk wrote it: an issue, its stories, photos and codes, as plain data."""

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - a noun of this house, beside fields named `date`
from pathlib import Path

from xzpress.diagnostic import Place


@dataclass(frozen=True, slots=True)
class Span:
    """Characters that stand together on one line of a file, so each one's place is known.

    `place`: of the first character. `style`: the marks that the desk gave it, names apart by
    spaces (`bold`, `kai dots`, `ruby:xīn`), or nothing.
    """

    text: str
    place: Place
    style: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Some wording from the desk, normalised. A forced turn is a line end in `plain`."""

    spans: tuple[Span, ...]

    @property
    def plain(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def place(self) -> Place:
        return self.spans[0].place

    def place_of(self, index: int) -> Place:
        """Where the character `index` of `plain` stands in its file."""
        for span in self.spans:
            if index < len(span.text):
                return span.place.right(index)
            index -= len(span.text)
        return self.spans[-1].place.right(len(self.spans[-1].text))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a story.

    `kind`: `body`, `crosshead`, `item` (of a list), `quote`, `signature` (落款) or `table`.
    `marker`: what stands before an item (`1.`); empty where the style says it. `rows`: a table's
    cells, row by row, the first row its head; `text` is then the first cell. `aligns`: `left`,
    `center`, `right` or, where the copy leaves it open, "" for each of its columns.
    """

    kind: str
    text: Text
    marker: str = ""
    rows: tuple[tuple[Text, ...], ...] = ()
    aligns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture with its caption.

    `file`: as the desk wrote it, `path`: where it lies. `pixels`: width and height of the upright
    picture (its EXIF turn done). `focus`: the point that a crop must keep, as fractions of width
    and height from the upper left corner.
    """

    file: str
    path: Path
    pixels: tuple[int, int]
    caption: Text
    credit: Text | None
    focus: tuple[float, float]
    place: Place


@dataclass(frozen=True, slots=True)
class Story:
    """One story. `parts`: the words of its head by name (`kicker`, `headline`, `deck`, `byline`).

    `name`: the file's name without its ending.
    """

    name: str
    parts: tuple[tuple[str, Text], ...]
    body: tuple[Paragraph, ...]
    photos: tuple[Photo, ...]
    place: Place

    def part(self, name: str) -> Text | None:
        return dict(self.parts).get(name)


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: what it says and the lines under it."""

    url: str
    caption: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Ad:
    """A supplied PDF: its first page. `size`: width and height of its trim, pt.

    `file`: as the desk wrote it, `path`: where it lies.
    """

    file: str
    path: Path
    size: tuple[float, float]
    place: Place


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page of an issue: its layout, which story goes into which slot, which ad where."""

    layout: str
    stories: tuple[tuple[str, Story], ...]
    place: Place
    ads: tuple[tuple[str, Ad], ...] = ()

    def story(self, slot: str) -> Story | None:
        return dict(self.stories).get(slot)


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue, whole. `folder`: where it lies; `root`: the paper's root above it.

    `paper`: the folder of its design in layouts/. `number`: of the year, `total`: since the first.
    `fields`: further words that furniture may print (`cn`, `editor` …), by key. `names`: people
    and places that no headline takes apart.
    """

    name: str
    folder: Path
    root: Path
    paper: str
    date: Date
    number: int
    total: int
    fields: tuple[tuple[str, Text], ...]
    codes: tuple[tuple[str, Code], ...]
    pages: tuple[PagePlan, ...]
    place: Place
    names: tuple[str, ...] = ()
