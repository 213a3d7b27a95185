"""Where a Western word may be divided. The hyphenation library's only door."""

import re
from dataclasses import replace
from functools import lru_cache

from xzpress.compose.clusters import Cluster, Typecase

_WORD = re.compile(r"[A-Z]?[a-z]{4,}")
_SHORTEST = 5
_PIECE = re.compile(r"[A-Za-z]+|[^A-Za-z]+")
_ADDRESS = re.compile(r"https?://|www\.|[\w.+-]+@[\w-]+\.")
_AFTER = re.compile(r"(?<=[/?&=_.#@-])(?=[^/?&=_.#@-])")
_AFTER_HYPHEN = re.compile(r"(?<=-)(?=[A-Za-z])")


def hyphenated(cluster: Cluster, case: Typecase) -> list[Cluster]:
    """A word as the pieces between which a line may end; one piece where it may not.

    Words divide at the points of the English patterns (Liang), behind a hyphen of their own, and
    addresses behind their / ? & = . @ and the like, never with a hyphen added.
    """
    texts = _divided(cluster.text)
    if len(texts) == 1:
        return [cluster]
    pieces = case.pieces(text for text, _ in texts)
    return [
        replace(
            piece,
            kind=cluster.kind,
            after=after,  # type: ignore[arg-type]
            hyphen=case.hyphen if after == "hyphen" else None,
            gap_before=cluster.gap_before and n == 0,
            gap_after=cluster.gap_after and n == len(texts) - 1,
        )
        for n, (piece, (_, after)) in enumerate(zip(pieces, texts, strict=True))
    ]


@lru_cache(maxsize=4096)
def _divided(word: str) -> tuple[tuple[str, str], ...]:
    """A word's pieces, each with what may follow it."""
    if _ADDRESS.match(word):
        parts = _AFTER.split(word)
        return tuple((part, "break" if n < len(parts) else "") for n, part in enumerate(parts, 1))
    divided: list[tuple[str, str]] = []
    parts = _AFTER_HYPHEN.split(word)
    for n, part in enumerate(parts, 1):
        syllables = _syllables(part)
        divided += [(syllable, "hyphen") for syllable in syllables[:-1]]
        divided.append((syllables[-1], "break" if n < len(parts) else ""))
    return tuple(divided)


def _syllables(part: str) -> list[str]:
    if len(part) < _SHORTEST or not _WORD.fullmatch(part):
        return [part]
    from hyphenate import hyphenate_word  # only copy with long Western words needs the patterns

    return list(hyphenate_word(part))
