"""The signs of markup inside a paragraph: what each looks like, and which of them we do not set.

Signs that also stand in plain copy (3*4, 5~10℃, ^_^) count only where they can be nothing else;
`[…]{.name}` says everything else.
"""

import re
import unicodedata
from html import unescape
from html.entities import html5

from xzpress.diagnostic import Place
from xzpress.read.problems import Problems

_NAME = r"[A-Za-z][A-Za-z0-9_-]*"
NAMES = re.compile(rf"\{{\s*(\.{_NAME}(?:\s*\.{_NAME})*)\s*\}}")
"""`{.red .frame}`, behind `[…]` or on a line of its own."""

TOKEN = re.compile(
    # An address keeps its signs; what ends a mark behind it is none of it.
    r"(?P<address>(?:[A-Za-z][A-Za-z0-9+.-]{1,15}://|www\.)[!#-)+-;=?-Z_a-z~]+)"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<hardbreak>\\\n)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<code>`+)"
    r"|(?P<html><(?:!--|/?[A-Za-z][A-Za-z0-9-]*"
    r"""(?:\s{1,9}[A-Za-z_:][\w.:-]{0,60}(?:\s?=\s?(?:"[^"<>]{0,300}"|'[^'<>]{0,300}'|[^\s"'=<>`]{1,300}))?){0,20}"""
    r"\s{0,9}/?>|[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,500}>|[\w.+-]{1,64}@[\w.-]{1,200}>))"
    r"|(?P<strike>(?<!~)~~(?=[^\s~])[^~\n]{1,500}(?<!\s)~~(?!~))"
    r"|(?P<face>(?<![A-Za-z0-9)）])\^[_oOvV.-]\^)"
    r"|(?P<run>\*+|=+|~+|\^+)"
    r"|(?P<joint>\{[|~]\})"
    r"|(?P<names>\{\s*\.(?![.0-9])[^{}\n]{0,80}\})"
    r"|(?P<ruby>[{｛][^{}｛｝|｜\\\n]{0,80}[|｜][^{}｛｝|｜\n]{0,200}[}｝])"
    r"|(?P<open>\[)"
    r"|(?P<close>\])"
)
LINK = re.compile(
    r"""\((?:<[^<>\n]{0,500}>|[^\s()<>]{0,500}(?:\([^\s()]{0,200}\)[^\s()]{0,200}){0,5})"""
    r"""(?:\s{1,9}(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'))?\s{0,9}\)"""
)
BRACES = re.compile(r"\{[^{}|~\n]{0,80}\}")
"""What can only have been meant for names, behind `]`."""

PAIRS = {"*": ("kai",), "**": ("bold",), "***": ("bold", "kai"), "==": ("dots",)}
"""Runs that open and close, and the marks they stand for. Longer ones mask a name or number."""
ORDER = ("bold", "kai", "dots", "sup", "sub")
"""Names in this order, then the desk's own from A to Z, ruby last."""
JOINTS = {"{|}": "\u200b", "{~}": "\u2060"}

_NOT_BEFORE_OPENING = frozenset("“‘（《〈【〔「『［｛(")
_NOT_AFTER_CLOSING = frozenset("，、；：。？！”’）》〉】〕」』］｝,;:?!)")
_ALNUM = re.compile(r"[A-Za-z0-9]")
_RAISED = re.compile(r"\^([A-Za-z0-9Α-Ωα-ω①-⑳\u4e00-\u9fff+−/.†()（）\[\]〔〕-]{1,12})\^(?!\^)")
_RAISES = re.compile(r"[0-9①-⑳\u4e00-\u9fff(（\[〔]")
_LOWERED = re.compile(r"~([A-Za-z0-9Α-Ωα-ω+.()−-]{1,12}|[\u4e00-\u9fff]{1,4})~(?!~)")
_AFTER_LETTER = re.compile(r"[A-Za-z0-9Α-Ωα-ω)）\]]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々]")


def flanks(before: str, after: str) -> tuple[bool, bool]:
    """Whether a run of signs between two characters ("" at the ends) may open, and may close.

    CommonMark's rule holds full-width marks for the edge of a word, so that `**“重点”**说` stays
    open there (commonmark-spec issue 650). Chinese has no words apart: only a blank keeps a run
    from opening before it and closing behind it, and the marks that can begin or end nothing.
    """
    opens = bool(after) and not after.isspace() and after not in _NOT_AFTER_CLOSING
    closes = bool(before) and not before.isspace() and before not in _NOT_BEFORE_OPENING
    return opens, closes


def is_reckoning(run: str, before: str, after: str) -> bool:
    """Whether a run is an operator of its neighbours: 3*4, a==b."""
    if run == "*":
        return before.isdecimal() and after.isdecimal()
    return run == "==" and bool(_ALNUM.match(before) and _ALNUM.match(after))


def is_han(character: str) -> bool:
    """Whether it is a Han character, as ruby counts them."""
    return bool(_HAN.match(character))


def has_han(text: str) -> bool:
    """Whether there is a Han character in it."""
    return bool(_HAN.search(text))


def raised(text: str, at: int) -> str | None:
    """What stands raised from `^` on: a number, a sign or a word, never a face such as ^o^.

    >>> raised("平方米^2^", 3), raised("x^n^", 1), raised("真好^o^", 2)
    ('2', 'n', None)
    """
    found = _RAISED.match(text, at)
    if not found or not (_RAISES.match(found[1]) or _AFTER_LETTER.match(text[:at][-1:])):
        return None
    return found[1]


def lowered(text: str, at: int) -> str | None:
    """What stands lowered from `~` on: never what two ranges have between them, 5~10或15~20.

    >>> lowered("CO~2~", 2), lowered("V~平均~", 1), lowered("周一~周三~", 2), lowered("5~10~15", 1)
    ('2', '平均', None, None)
    """
    found, before = _LOWERED.match(text, at), text[at - 1 : at] if at else ""
    if not found or not before.strip() or before.isdecimal() or before in "%％℃":
        return None
    return None if has_han(found[1]) and not _AFTER_LETTER.match(before) else found[1]


def character_of(entity: str) -> str | None:
    """What `&…;` stands for; None where that is nothing to print."""
    if entity[1] != "#" and entity[1:] not in html5:
        return None
    meant = unescape(entity)
    unfit = any(unicodedata.category(c) in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp") for c in meant)
    return None if unfit or not meant else meant


def ruby_of(token: str) -> tuple[tuple[int, int, str], ...] | None:
    r"""The ruby of `{莘庄|xīn zhuāng}`: where each base starts and stops in it, and its words.

    One for each Han character where there are as many syllables, else one for all. None where it
    is not written well.

    >>> ruby_of("{莘庄|xīn zhuāng}")
    ((1, 2, 'xīn'), (2, 3, 'zhuāng'))
    >>> ruby_of("{CBD|中央 商务区}")
    ((1, 4, '中央\xa0商务区'),)
    """
    base, bar, words = token[1:-1].partition("|")
    sound = token[0] + token[-1] == "{}" and bar and base.strip() == base and words.strip()
    signs = any(c in "\\*=~^[]<>&`" for c in base + words)
    gap = re.search(r"\s(?![A-Za-z])|(?<![A-Za-z,.])\s", base)
    if not sound or not base or signs or gap or _unseen(base + words):
        return None
    syllables = words.split()
    han = [n for n, character in enumerate(base, 1) if is_han(character)]
    if len(han) == len(syllables):
        return tuple((n, n + 1, word) for n, word in zip(han, syllables, strict=True))
    return ((1, 1 + len(base), "\u00a0".join(syllables)),)


def _unseen(text: str) -> bool:
    return any(unicodedata.category(c) == "Cf" for c in text)


# What a sign is called in the message; those that are missing show the parser's own name.
_MARKUP = {
    "bullet_list": "* …",
    "list_item": "-",
    "ordered_list": "1. …",
    "blockquote": "> …",
    "heading": "# …",
    "fence": "```",
    "underlined": "…↵---",
    "code_block": "␣␣␣␣…",
    "code": "`…`",
    "hr": "---",
    "html_block": "<…>",
    "html": "<…>",
    "table": "|…|",
    "strike": "~~…~~",
    "link": "[…](…)",
    "image": "![…](…)",
    "hardbreak": "\\",
}


def refuse(kind: str, place: Place, problems: Problems) -> None:
    """Report markup that is not set."""
    problems.add("markup-unknown", place, markup=_MARKUP.get(kind, kind))
