"""Classes of characters, and the tables that Chinese print rules them by.

Sources: GB/T 15834-2011 §5.1 (标点符号用法), W3C clreq §3.1 (标点符号与其排版).
"""

import re
from enum import IntEnum
from typing import Literal

Ban = Literal["basic", "gb", "strict"]


class Kind(IntEnum):
    """What a cluster is, for bans, squeeze and gaps."""

    HAN = 0
    COMMA = 1  # ，、；： small stops: half the em is blank
    PERIOD = 2  # 。？！ sentence ends: the same, squeezed last
    OPEN = 3
    CLOSE = 4
    DASH = 5  # ——, two em, one piece
    DOTS = 6  # ……, two em, one piece
    CONNECTOR = 7  # – — ～ between what they connect
    INTERPUNCT = 8  # ·
    SOLIDUS = 9  # /
    NONSTARTER = 10  # ％ ℃ 々 and others that lean on what stands before
    PREFIX = 11  # ￥ № that lean on what follows
    NUMBER = 12
    LATIN = 13
    SPACE = 14
    WIDE_SPACE = 15  # U+3000, one em
    GLUE = 16  # U+00A0, U+2060: the desk forbids a break here
    TURN = 17  # U+200B: the desk allows a break here


STOPS = "，、；：。？！"
"""点号 (GB/T 15834 §4.1-4.7)."""
OPENING = "“‘（《〈【〔「『［｛〖｟"
CLOSING = "”’）》〉】〕」』］｝〗｠"
"""标号 in pairs (GB/T 15834 §5.1.3: not at line end, not at line start)."""

KINDS: dict[str, Kind] = {
    **dict.fromkeys("，、；：．", Kind.COMMA),
    **dict.fromkeys("。？！", Kind.PERIOD),
    **dict.fromkeys(OPENING, Kind.OPEN),
    **dict.fromkeys(CLOSING, Kind.CLOSE),
    **dict.fromkeys("—⸺", Kind.DASH),
    **dict.fromkeys("…⋯", Kind.DOTS),
    **dict.fromkeys("–～〜‐⁓~", Kind.CONNECTOR),
    **dict.fromkeys("·・‧•", Kind.INTERPUNCT),
    **dict.fromkeys("/／", Kind.SOLIDUS),
    # UAX #14 classes PO, NS and EX, which clreq keeps off the line start in strict Chinese text
    **dict.fromkeys("％‰‱℃℉°′″￠々〻ー‼⁇⁈⁉％", Kind.NONSTARTER),
    **dict.fromkeys("￥＄￡￦№", Kind.PREFIX),
    " ": Kind.SPACE,
    "　": Kind.WIDE_SPACE,
    "\u00a0": Kind.GLUE,
    "\u2060": Kind.GLUE,
    "\u200b": Kind.TURN,
}

START_BAN: dict[Ban, frozenset[Kind]] = {
    # clreq 行首禁则, basic: stops, closing marks, connectors, interpunct
    "basic": frozenset(
        {
            Kind.COMMA,
            Kind.PERIOD,
            Kind.CLOSE,
            Kind.CONNECTOR,
            Kind.INTERPUNCT,
            Kind.NONSTARTER,
            Kind.SPACE,
        }
    ),
}
# GB/T 15834 §5.1.8: / neither starts nor ends a line; UAX #14 LB22: nothing parts from its ……
START_BAN["gb"] = START_BAN["basic"] | {Kind.SOLIDUS, Kind.DOTS}
START_BAN["strict"] = START_BAN["gb"] | {Kind.DASH}

END_BAN: dict[Ban, frozenset[Kind]] = {
    "basic": frozenset({Kind.OPEN, Kind.PREFIX}),
    "gb": frozenset({Kind.OPEN, Kind.PREFIX, Kind.SOLIDUS}),
    "strict": frozenset({Kind.OPEN, Kind.PREFIX, Kind.SOLIDUS}),
}

_STOPPERS = frozenset({Kind.COMMA, Kind.PERIOD, Kind.CLOSE})

_SQUEEZE: dict[tuple[Kind, Kind], Literal["first", "second"]] = {
    # clreq 标点挤压 (相邻标点): two em become one and a half, but for an opening before a closing
    **{(a, b): "first" for a in _STOPPERS for b in _STOPPERS},
    **{(a, Kind.OPEN): "second" for a in _STOPPERS},
    **{(a, Kind.INTERPUNCT): "first" for a in _STOPPERS},
    **{(a, Kind.WIDE_SPACE): "first" for a in _STOPPERS},
    (Kind.OPEN, Kind.OPEN): "second",
    (Kind.WIDE_SPACE, Kind.OPEN): "second",
}


def squeeze(first: Kind, second: Kind) -> Literal["first", "second"] | None:
    """Which of two neighbours gives up its blank to the other, if any does.

    >>> squeeze(Kind.PERIOD, Kind.CLOSE)
    'first'
    """
    return _SQUEEZE.get((first, second))


_SIGN = r"[+\-−±]?[¥￥$€£]?"
_UNIT = r"(?:[%％‰℃℉°′″]|[㎎㎏㎜㎝㎞㎡㎥㏄])*"
_HAN = r"〇々㐀-䶿一-鿿豈-﫿\U00020000-\U000323af"
_JOINED = r"[̀-ͯ︀-️\u200d\U000e0100-\U000e01ef]*"

TOKEN = re.compile(
    rf"""
      [{_HAN}]{_JOINED}                                     # one Han character, the usual case
    | [？！]{{2,3}}                                         # GB/T 15834 5.1.11: ？！ in one em
    | —{{2}}|…{{2}}                                         # never split (GB/T 15834 5.1.5)
    | (?:https?://|www\.)[!-~]+?(?=[,.;:!?]?(?:[^!-~]|$))   # an address
    | {_SIGN}[0-9]+(?:[.,:/][0-9]+)*{_UNIT}(?![A-Za-z])     # a number with sign, parts and unit
    | [^\W{_HAN}_ぁ-ヿ＀-￯](?:[^\W{_HAN}ぁ-ヿ＀-￯]|[!-.:-~/'’](?=[A-Za-z0-9]))*{_UNIT}  # a Latin word
    | .{_JOINED}
    """,
    re.VERBOSE | re.DOTALL,
)
"""Cuts copy into clusters: what is shaped as one and never split."""


def kind(token: str) -> Kind:
    """What a cluster of TOKEN is.

    >>> kind("，"), kind("3.5%"), kind("WTO")
    (<Kind.COMMA: 1>, <Kind.NUMBER: 12>, <Kind.LATIN: 13>)
    """
    if token == "—":
        return Kind.CONNECTOR
    found = KINDS.get(token[0])
    if found is Kind.CONNECTOR and token in "~-":
        return Kind.LATIN
    if found is not None and (len(token) == 1 or found in (Kind.DASH, Kind.DOTS, Kind.PERIOD)):
        return found
    if token[-1].isdigit() and token.isascii() and not any(c.isalpha() for c in token):
        return Kind.NUMBER
    if any(c.isdigit() for c in token) and not any(c.isalpha() and c.isascii() for c in token):
        return Kind.NUMBER if len(token) > 1 or token.isascii() else Kind.HAN
    return Kind.LATIN if is_western(token[0]) else Kind.HAN


def is_western(character: str) -> bool:
    """Whether the character is set as Western text, with its own width.

    >>> is_western("é"), is_western("莘"), is_western("①")
    (True, False, False)
    """
    code = ord(character)
    return code < 0x2000 or 0x2C60 <= code < 0x2E00 or 0xA720 <= code < 0xA800 or character in "−€"


def takes_gap(character: str) -> bool:
    """Whether Han keeps its distance from it: Western letters and digits (CSS text-autospace).

    >>> takes_gap("a"), takes_gap("7"), takes_gap("%")
    (True, True, False)
    """
    return is_western(character) and character.isalnum()
