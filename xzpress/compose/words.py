"""Where the words of a head end. The segmenter's only door."""

from functools import lru_cache


@lru_cache(maxsize=1024)
def word_ends(text: str, names: tuple[str, ...] = ()) -> frozenset[int]:
    """The offsets at which a word of Chinese copy ends.

    names: words that are never taken apart, such as people's, whatever the segmenter thinks.

    >>> sorted(word_ends("提升群众性文化活动水平"))
    [2, 5, 7, 9, 11]
    """
    import rjieba  # only a head that turns needs its dictionary

    ends, at = set(), 0
    for word in rjieba.cut(text):
        at += len(word)
        ends.add(at)
    for name in names:
        start = text.find(name)
        while start >= 0:
            ends -= set(range(start + 1, start + len(name)))
            ends |= {start, start + len(name)} - {0}
            start = text.find(name, start + 1)
    return frozenset(ends)
