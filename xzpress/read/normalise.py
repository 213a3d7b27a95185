"""Half-width marks among Han, made the full-width ones that print asks for.

Rules: GB/T 15834-2011 (the marks), GB/T 15835-2011 (digits are half-width), W3C clreq. Typing and
OCR leave `,` for `，`; numbers (1,234.56), times (8:30), scores (1:2), addresses and Latin
sentences keep theirs. What is not certain stays as it is: the desk's text check looks at it later.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from xzpress.issue import Text
from xzpress.read.problems import Problems
from xzpress.read.written import Change, Written

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々"
_MARKS = "，。、；：？！（）《》〈〉【】〔〕「」『』［］｛｝"
_CURLY = "“”‘’—…·～"  # these stand in Latin text too
_han = re.compile(f"[{_HAN}]")
_chinese = re.compile(f"[{_HAN}{_MARKS}{_CURLY}％‰℃]")
_latin_word = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*")
_address = re.compile(
    # Bounded, so that long runs of letters and stops cost no more than they should.
    r"[A-Za-z][A-Za-z0-9+.-]{1,15}://[!-~]+|www\.[!-~]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,64}\.[A-Za-z0-9.-]+",
    re.ASCII,
)

_STOPS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_NEAR = 40
"""Characters: how far a rule looks round it. Enough for a clause."""
_NUMBER_ENDS = "0123456789%％℃"
_OPENING, _CLOSING = "(（", ")）"
# Signs that stand for one of ours whatever is beside them: other widths, OCR's look-alikes.
_SIGNS = {
    "．": ".", "｡": "。", "､": "、", "｢": "「", "｣": "」", "﹐": "，", "﹑": "、", "﹒": "。",
    "﹔": "；", "﹕": "：", "﹖": "？", "﹗": "！", "﹙": "（", "﹚": "）", "\xa0": " ",
    "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "", "\xad": "",
}  # fmt: skip


Rule = Callable[[str], Iterator[Change]]


def normalise(text: str) -> str:
    """The wording with full-width marks where Han asks for them.

    >>> normalise('春申复地城(一期)有607辆车,车位440个."莘"文化;8:30,比分1:2')
    '春申复地城（一期）有607辆车，车位440个。“莘”文化；8:30，比分1:2'
    """
    for rule in RULES:
        for change in reversed(list(rule(text))):
            text = text[: change.start] + change.new + text[change.stop :]
    return text


def wording(
    written: Written, problems: Problems, *, flow: bool = False, name_gap: bool = False
) -> Text:
    """The desk's wording as text for print; each change is a note with its place.

    Blanks go wherever Han is beside them (the gap to Latin is the style's business); with
    `name_gap` a blank between two Han, as in 记者 张莉, becomes one of an em. A turn is forced and
    stays, but in `flow` it means nothing: a blank between Latin words, else nothing.
    """
    written = written.changed(list(_joins(written.text) if flow else _turns(written.text)))
    for rule in (*RULES, _name_gaps if name_gap else _no_rule, _blanks):
        changes = list(rule(written.text))
        for change in changes:
            _note(written, change, problems)
        written = written.changed(changes)
    quote = _unpaired(written.text)
    if quote is not None:
        problems.add("unpaired-quote", written.place_of(quote))
    return written.as_text()


def _joins(text: str) -> Iterator[Change]:
    for found in re.finditer(r"[ \t]*\n\s*", text):
        start, stop = found.span()
        before, after = text[start - 1 : start] if start else "", text[stop : stop + 1]
        latin = before and after and not (_wide(before) or _wide(after))
        yield Change(start, stop, " " if latin else "")


def _turns(text: str) -> Iterator[Change]:
    for found in re.finditer(r"[ \t]*\n\s*", text):
        if found[0] != "\n":
            yield Change(*found.span(), "\n")


def _wide(character: str) -> bool:
    return bool(_chinese.match(character)) or character == "\u3000"


def _note(written: Written, change: Change, problems: Problems) -> None:
    old, place = written.text[change.start : change.stop], written.place_of(change.start)
    if change.new:
        problems.add("normalised", place, old=old, new=change.new)
    elif old.strip(" \u3000"):
        problems.add("sign-dropped", place, codepoint=f"U+{ord(old[0]):04X}")
    else:
        problems.add("blank-dropped", place)


def _is_latin(text: str) -> bool:
    """Whether the wording is a Latin sentence, which keeps its own marks."""
    return len(_latin_word.findall(_address.sub("", text))) > len(_han.findall(text))


def _kept(text: str) -> set[int]:
    """Characters of web and mail addresses, which nothing may touch."""
    kept: set[int] = set()
    for found in _address.finditer(text):
        kept.update(range(found.start(), found.start() + len(found[0].rstrip(".,;:!?)\"'"))))
    return kept


def _beside(text: str, start: int, stop: int) -> tuple[str, str]:
    """The characters before and after, blanks passed over; "" at the ends."""
    before, after = text[max(0, start - _NEAR) : start], text[stop : stop + _NEAR]
    return before.rstrip()[-1:], after.lstrip()[:1]


def _among_chinese(text: str, start: int, stop: int) -> bool:
    return any(_chinese.match(c) for c in _beside(text, start, stop))


def _signs(text: str) -> Iterator[Change]:
    """Full-width digits and letters, Kangxi radicals for Han, signs without width."""
    for index, character in enumerate(text):
        radical = "\u2e80" <= character <= "\u2fdf"
        if (
            radical
            or "０" <= character <= "９"
            or "Ａ" <= character <= "Ｚ"
            or "ａ" <= character <= "ｚ"
        ):
            new = unicodedata.normalize("NFKC", character)
        else:
            new = _SIGNS.get(character, character)
        if new != character:
            yield Change(index, index + 1, new)


def _brackets(text: str) -> Iterator[Change]:
    """( ) in pairs, and single ones between Han."""
    if _is_latin(text):
        return
    kept, opened, changed = _kept(text), list[int](), set[int]()
    for index, character in enumerate(text):
        if index in kept:
            continue
        if character in _OPENING:
            opened.append(index)
        elif character in _CLOSING and opened:
            start = opened.pop()
            before, after = _beside(text, start, index + 1)
            mixed = text[start] + character in ("(）", "（)")
            inside = _han.search(text, start, index)
            own = not re.match("[A-Za-z0-9]", before) and _chinese.match(after)
            if mixed or inside or _chinese.match(before) or own:
                changed |= {start, index}
    yield from _swapped(text, changed, {"(": "（", ")": "）"})


def _swapped(text: str, indices: set[int], table: dict[str, str]) -> Iterator[Change]:
    for index in sorted(indices):
        if text[index] in table:
            yield Change(index, index + 1, table[text[index]])


def _quotes(text: str) -> Iterator[Change]:
    """Straight quotes in pairs: " round Han or between Han, ' round Han."""
    if _is_latin(text):
        return
    found = dict(_double_quotes(text))
    for single in re.finditer(r"(?<![A-Za-z0-9])'([^'\n]*)'(?![A-Za-z0-9])", text):
        if _han.search(single[1]):
            found |= {single.start(): "‘", single.end() - 1: "’"}
    yield from (Change(index, index + 1, found[index]) for index in sorted(found))


def _double_quotes(text: str) -> Iterator[tuple[int, str]]:
    kept, opened = _kept(text), -1
    for index, character in enumerate(text):
        if character == "“":
            opened = index
        elif character == "”":
            opened = -1
        elif character == '"' and index not in kept:
            if opened < 0:
                opened = index
                continue
            start, opened = opened, -1
            if _han.search(text, start, index) or _among_chinese(text, start, index + 1):
                yield from ((i, q) for i, q in ((start, "“"), (index, "”")) if text[i] == '"')


def _unpaired(text: str) -> int | None:
    """Where a straight quote stands that no other closes, in Chinese wording."""
    kept = _kept(text)
    quotes = [i for i, c in enumerate(text) if c == '"' and i not in kept]
    return quotes[-1] if len(quotes) % 2 and not _is_latin(text) else None


# Pattern and what it becomes, where Han or a full-width mark is beside it.
_RUNS = (
    (re.compile(r"\.{3,}|。{3,}|·{3,}|・{3,}"), "……"),
    (re.compile(r"(?<!…)(?:…|…{3})(?!…)"), "……"),
    (re.compile(r"--+|──+|――+|－－+|—{3,}"), "——"),
    (re.compile(r"(?<=[，。；：？！”）]) ?—(?!—) ?|(?<=\S) — (?=\S)"), "——"),
)


def _runs(text: str) -> Iterator[Change]:
    """Ellipses and dashes."""
    if _is_latin(text) or not _han.search(text):
        return
    kept, changes = _kept(text), list[Change]()
    for pattern, new in _RUNS:
        for found in pattern.finditer(text):
            if found.start() not in kept and _among_chinese(text, *found.span()):
                changes.append(Change(*found.span(), new))
    yield from sorted(changes)


def _links(text: str) -> Iterator[Change]:
    """What joins two words or numbers: ~ for ～, and the round dots that stand for ·."""
    for found in re.finditer("[~•・‧∙]", text):
        start, stop = found.span()
        before, after = text[start - 1 : start], text[stop : stop + 1]
        han = _han.match(before), _han.match(after)
        if found[0] != "~":
            if all(han):
                yield Change(start, stop, "·")
        elif (han[0] or before in _NUMBER_ENDS) and (han[1] or after.isdecimal()) and before:
            yield Change(start, stop, "～")


def _stops(text: str) -> Iterator[Change]:
    """, ; : ? ! . beside Han."""
    if _is_latin(text):
        return
    kept = _kept(text)
    for found in re.finditer(r"[,;:?!.]", text):
        start, stop = found.span()
        if start not in kept and _full_stop_or_mark(text, start, found[0]):
            yield Change(start, stop, _STOPS[found[0]])


def _full_stop_or_mark(text: str, start: int, mark: str) -> bool:
    """Whether a half-width stop belongs to Chinese."""
    before, after = _beside(text, start, start + 1)
    tight = text[start - 1 : start], text[start + 1 : start + 2]
    if not before:
        return False
    ends = not after or after in "”’）》」』\"')" or text[start + 1 : start + 2] == "\n"
    in_chinese = bool(
        _han.search(re.split(r"[，。；：？！,;:?!]", text[max(0, start - _NEAR) : start])[-1])
    )
    if mark == ".":
        closed = bool(_chinese.match(before)) or (before in "0123456789%)" and in_chinese and ends)
        return closed and not re.match(r"[A-Za-z0-9.]", tight[1]) and tight[0] != "."
    if mark in ",:" and all(re.match("[0-9]", c) for c in tight):
        return False
    if _chinese.match(before) or _chinese.match(after):
        return True
    return mark in "?!" and ends and in_chinese


def _beside_marks(text: str) -> Iterator[Change]:
    """Blanks beside full-width marks, which bring their own."""
    for found in re.finditer(rf"(?<=[{_MARKS}]) +| +(?=[{_MARKS}])", text):
        yield Change(*found.span(), "")


def _blanks(text: str) -> Iterator[Change]:
    """All other blanks but those between Latin words; ideographic ones at the ends."""
    for found in re.finditer(r"[ \t]+|\A[ \t\u3000]+|[ \t\u3000]+\Z", text):
        start, stop = found.span()
        before, after = text[start - 1 : start] if start else "", text[stop : stop + 1]
        edge = not before or not after or "\n" in (before, after)
        new = "" if edge or _wide(before) or _wide(after) else " "
        if new != found[0]:
            yield Change(start, stop, new)


def _name_gaps(text: str) -> Iterator[Change]:
    for found in re.finditer(rf"(?<=[{_HAN}]) +(?=[{_HAN}])", text):
        yield Change(*found.span(), "\u3000")


def _no_rule(text: str) -> Iterator[Change]:
    return iter(())


RULES: tuple[Rule, ...] = (_signs, _brackets, _quotes, _runs, _links, _stops, _beside_marks)
