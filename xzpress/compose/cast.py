"""Copy into dressed clusters: each span in the face that its marks ask for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from xzpress.compose.clusters import Cluster, Typecase
from xzpress.compose.dress import (
    NO_BREAK,
    RUBY,
    Dress,
    Kit,
    framed,
    scaled,
    under_ruby,
    without_blank,
)
from xzpress.compose.hyphens import hyphenated
from xzpress.compose.marks import Kind
from xzpress.design import Style
from xzpress.diagnostic import Diagnostic, Place, diagnostic
from xzpress.issue import Span, Text

_NARROW_KINDS = {
    # clreq: 全角式, 开明式 (only sentence ends keep their em), 半角式
    "full": frozenset[Kind](),
    "kaiming": frozenset({Kind.COMMA, Kind.OPEN, Kind.CLOSE}),
    "half": frozenset({Kind.COMMA, Kind.OPEN, Kind.CLOSE, Kind.PERIOD}),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """A text in clusters, with the dress of each. Their texts, joined, are the text's."""

    clusters: list[Cluster]
    dresses: list[Dress]
    vertical: bool


def cast(text: Text, style: Style, kit: Kit, narrowest: float) -> tuple[Cast, list[Diagnostic]]:
    """The clusters of a text; what no line can hold is cut, and reported with what has no face.

    narrowest: em of the narrowest line.
    """
    made = Cast([], [], kit.vertical)
    trouble: list[Diagnostic] = []
    at = 0
    for (marks, _), spans in groupby(text.spans, key=_together):
        wording = "".join(span.text for span in spans)
        face, dress = kit.dress(marks, style)
        case = kit.case(face)
        trouble += [
            diagnostic("unknown-mark", text.place_of(at), mark=name, known=_names(kit))
            for name in kit.unknown(marks)
        ]
        clusters, begun = case.clusters(wording), at
        for cluster in clusters:
            if cluster.missing:
                trouble.append(_missing(cluster, text, at, style))
            at += len(cluster.text)
        fitted = list(_fitted(clusters, case, style, dress))
        if dress.frame:
            fitted = framed(fitted)
        for word in (c for c in fitted if c.width > narrowest and len(c.text) > 1):
            where = text.place_of(begun + wording.index(word.text))
            trouble.append(diagnostic("split-word", where, word=word.text, style=style.name))
        fitted = [piece for word in fitted for piece in _held(word, case, narrowest)]
        if dress.whole:
            fitted = _whole(fitted)
        made.clusters.extend(fitted)
        made.dresses.extend([dress] * len(fitted))
    return made, trouble


def _fitted(
    clusters: list[Cluster], case: Typecase, style: Style, dress: Dress
) -> Iterator[Cluster]:
    """The clusters in the size of their dress, long words with the places where they may break."""
    if dress.ruby:
        clusters = [under_ruby(clusters, dress)]
    narrow = _NARROW_KINDS[style.squeeze]
    for cluster in clusters:
        pieces = [cluster]
        if cluster.kind in narrow and (cluster.left or cluster.right):
            pieces = [without_blank(cluster)]
        elif style.tracking and len(cluster.text) > 1:
            pieces = case.pieces(cluster.text)
        elif style.hyphenate and cluster.kind is Kind.LATIN:
            pieces = hyphenated(cluster, case)
        for piece in pieces:
            yield piece if dress.scale == 1.0 else scaled(piece, dress)


def _held(word: Cluster, case: Typecase, narrowest: float) -> list[Cluster]:
    """A word, or its characters where no line can hold it whole."""
    if word.width <= narrowest or len(word.text) == 1:
        return [word]
    *pieces, last = case.pieces(word.text)
    return [*(replace(piece, after="break") for piece in pieces), last]


def _together(span: Span) -> tuple[str, Place | None]:
    """What spans that are set as one have in common; ruby and unbreakable words stand alone."""
    alone = RUBY in span.style or NO_BREAK in span.style
    return span.style, span.place if alone else None


def _whole(clusters: list[Cluster]) -> list[Cluster]:
    """Clusters between which no line may end."""
    return [replace(cluster, after="never") for cluster in clusters[:-1]] + clusters[-1:]


def _names(kit: Kit) -> str:
    return " / ".join(sorted(kit.marks))


def _missing(cluster: Cluster, text: Text, at: int, style: Style) -> Diagnostic:
    codepoint = " ".join(f"U+{ord(c):04X}" for c in cluster.text)
    return diagnostic(
        "missing-glyph",
        text.place_of(at),
        character=cluster.text,
        codepoint=codepoint,
        style=style.name,
    )
