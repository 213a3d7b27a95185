"""Vertical lines (竖排): which glyphs stand upright, which lie down, and what goes across.

Source: W3C clreq, 竖排; GB/T 15834-2011 §5.2.
"""

import re
from dataclasses import replace

from xzpress.compose.clusters import Cases, Cluster, Typecase
from xzpress.compose.marks import Kind, is_western, kind
from xzpress.face import Shape

_QUOTES = {"“": "『", "”": "』", "‘": "「", "’": "」"}
"""Quotation marks of vertical lines (GB/T 15834 §5.2.3)."""
_TALL = frozenset("：；？！")
"""In vertical lines their ink is higher than half their em: they give up nothing."""
_ACROSS = re.compile(r"[0-9]{2,4}%?|[0-9]+%")
"""Numbers that stand across the line in one em (纵中横排)."""
_CAP = 0.36
"""Half the height of Western capitals and digits: what lies down is centred by it, em."""


class ColumnCase(Typecase):
    """Clusters for vertical lines: widths, blanks and shifts run downward."""

    def make(self, token: str) -> Cluster:
        """Set one token upright, across the line, or lying down."""
        what = kind(token)
        plain = super().make(token)
        if plain.missing or not plain.width:
            return plain
        if _ACROSS.fullmatch(token):
            return _across(plain)
        if is_western(token[0]) and (len(token) > 1 or not token.isalnum()):
            return replace(plain, turned=True, across=-_CAP)
        if len(token) > 1 and what is Kind.PERIOD:
            return replace(self._upright(token, plain), width=float(len(token)))
        return self._upright(token, plain)

    def _upright(self, token: str, plain: Cluster) -> Cluster:
        """Every character in an em of its own, from the vertical forms of the face."""
        texts = (token,) if plain.kind in (Kind.DASH, Kind.DOTS) else tuple(token)
        shapes = tuple(self._standing(text, plain.face) for text in texts)
        steps = [max(shape.advance, 0.0) for shape in shapes]
        shifts, pen = [], 0.0
        wanted = plain.width if plain.kind is not Kind.HAN else sum(steps)
        before = (wanted - sum(steps)) / 2 if plain.kind is not Kind.PERIOD else 0.0
        for step in steps:
            shifts.append(pen + before)
            pen += step
        still = plain.text in _TALL or len(token) > 1
        return replace(
            plain,
            shapes=shapes,
            shifts=tuple(shifts),
            width=1.0 if still and plain.kind is Kind.PERIOD else wanted,
            right=0.0 if still else plain.right,
            gap_before=False,
            gap_after=False,
        )

    def _standing(self, text: str, face: str) -> Shape:
        form = _QUOTES.get(text, text)
        return replace(self.shaper.shape(form, face, vertical=True), text=text)


def _across(plain: Cluster) -> Cluster:
    """A short number in one em of the line, narrowed where it must be, as high as ever."""
    narrowed = min(1.0, 1.0 / plain.width)
    return replace(
        plain,
        shifts=(0.5 + _CAP,),
        width=1.0,
        across=-plain.width * narrowed / 2,
        narrowed=narrowed,
        gap_before=False,
        gap_after=False,
    )


class ColumnCases(Cases):
    """The type of every face for vertical lines."""

    @classmethod
    def of(cls, cases: Cases) -> "ColumnCases":
        """The vertical cases of the same faces, made once for each set of cases."""
        if cases.beside is None:
            cases.beside = cls(cases.shaper)
        assert isinstance(cases.beside, ColumnCases)
        return cases.beside

    def __missing__(self, face: str) -> Typecase:
        case = self[face] = ColumnCase(self.shaper, face)
        return case
