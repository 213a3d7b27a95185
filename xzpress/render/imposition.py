"""拼版: pages side by side as they lie on the press, before the paper is folded."""

from collections.abc import Sequence

from xzpress.design import Box, PressProfile
from xzpress.galley import Line
from xzpress.page import Page
from xzpress.render.marks import ALL_KINDS, MARGIN, at_head_and_foot, marks, slug
from xzpress.render.pdf import Laid, Leaf


def order(count: int) -> tuple[tuple[int, int], ...]:
    """The pages of one folded section, left and right, from the outside in: n-1, 2-(n-1) and on.

    Raises ValueError where the count is not even: a printer spread has two pages.

    >>> order(8)
    ((8, 1), (2, 7), (6, 3), (4, 5))
    """
    if count < 2 or count % 2:
        raise ValueError(count)
    pairs = ((first, count + 1 - first) for first in range(1, count // 2 + 1))
    return tuple((last, first) if first % 2 else (first, last) for first, last in pairs)


def spreads(pages: Sequence[Page], slugs: Sequence[Line], press: PressProfile) -> list[Leaf]:
    """Every spread as a leaf, in press order. slugs: one a spread, or none and no marks.

    Ink runs out into the bleed on three sides; at the fold it ends in the middle of the gap.
    """
    pairs = order(len(pages))
    wordings: Sequence[Line | None] = slugs or [None] * len(pairs)
    return [
        _spread(pages[left - 1], pages[right - 1], wording, press)
        for (left, right), wording in zip(pairs, wordings, strict=True)
    ]


def _spread(left: Page, right: Page, wording: Line | None, press: PressProfile) -> Leaf:
    bleed, gap = press.bleed, press.fold_gap
    inward = min(bleed, gap / 2)
    trim = Box(0, 0, left.width + gap + right.width, max(left.height, right.height))
    bled = trim.inset(*[-bleed] * 4)
    media = _web(trim, press) if press.web_width else bled
    laid = (
        Laid(left, Box(0, 0, left.width, left.height).inset(-bleed, -bleed, -inward, -bleed)),
        Laid(
            right,
            Box(0, 0, right.width, right.height).inset(-inward, -bleed, -bleed, -bleed),
            x=left.width + gap,
        ),
    )
    if wording is None:
        return Leaf(laid, trim, _common(bled, media), media)
    kinds = press.asked_marks or ALL_KINDS
    folds = at_head_and_foot(left.width + gap / 2, trim, bleed, beyond_crop=False)
    said = marks(trim, bleed, kinds, folds, len(press.plates))
    words = (slug(wording, trim, bleed),) if "slug" in kinds else ()
    around = _around(media, bled.inset(*[-MARGIN] * 4))
    return Leaf(laid, trim, bled, around, said, words)


def _web(trim: Box, press: PressProfile) -> Box:
    """The paper of the press, the spread in its middle."""
    across, up = press.web_width - trim.width, press.cut_off - trim.height
    return trim.inset(-across / 2, -up / 2, -across / 2, -up / 2)


def _common(one: Box, other: Box) -> Box:
    x, y = max(one.x, other.x), max(one.y, other.y)
    return Box(x, y, min(one.right, other.right) - x, min(one.top, other.top) - y)


def _around(one: Box, other: Box) -> Box:
    x, y = min(one.x, other.x), min(one.y, other.y)
    return Box(x, y, max(one.right, other.right) - x, max(one.top, other.top) - y)
