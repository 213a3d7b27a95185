"""What composing costs, and whether it keeps the rules: `python -m benchmarks.composition`.

    python -m benchmarks.composition [--size 1000000] [--seed 1] [--em 13] [--no-typst]

Makes so many characters of mixed news copy out of benchmarks/seed.txt (the same seed value, the
same copy), sets them in paragraphs at one measure in one process, looks at every line, and prints
the speed in characters a CPU second, how time grows with length, and Typst's speed (pip `typst`)
on the same copy in the same run. CPU seconds are the process's, all its threads together. Typst
lays out and writes no PDF. Exit code 1 when a line breaks a rule.
"""

import argparse
import gc
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

from benchmarks import golden
from xzpress.compose import Kit
from xzpress.compose.paragraph import paragraph
from xzpress.design import Style
from xzpress.diagnostic import Diagnostic, Place
from xzpress.galley import Line
from xzpress.issue import Span, Text

SEED_TEXT = Path(__file__).with_name("seed.txt")
AIM = 150_000
"""Characters a CPU second at a 13-em measure that this house asks of itself."""
_LONG = 100_000
_HYPHEN = "\u00ad"
_ADDRESS = re.compile(r"https?://[!-~]+")
_ONE_PIECE = re.compile(r"[!-~]+")
_WHOLE = re.compile(
    r"——|……|[？！]{2,3}"
    r"|[+\-−±]?[￥$]?[0-9]+(?:[.,:/][0-9]+)*(?:[%‰℃°]|[万亿])?"
    r"|[A-Za-z]+(?:['’][a-z]+)?|·"
)
"""What no line end may split, but for words with a hyphen and addresses (GB/T 15834, 15835)."""


def copy(size: int, seed: int, length: int = 0) -> list[str]:
    """News copy of `size` characters in all, the same for the same `seed`.

    length: of each paragraph; 0 for paragraphs of 30 to 300 characters, as news has them.
    """
    random = Random(seed)
    clauses = _clauses()
    paragraphs = []
    left = size
    while left > 0:
        wanted = min(left, length or random.randint(30, 300))
        made = ""
        while len(made) < wanted:
            made += _sentence(random, clauses)
        paragraphs.append(_cut(made, wanted))
        left -= len(paragraphs[-1])
    return paragraphs


def _clauses() -> list[str]:
    """The seed's clauses, without any marks."""
    lines = SEED_TEXT.read_text(encoding="utf-8").splitlines()
    text = "。".join(line for line in lines if not line.startswith("#"))
    return [each for each in re.split("[，。、；：？！“”‘’（）《》]", text) if len(each) > 1]


def _cut(text: str, wanted: int) -> str:
    """The first characters, never a part of one thing and nothing for a line to be left over."""
    for item in (*_ADDRESS.finditer(text), *_WHOLE.finditer(text)):
        if item.start() < wanted < item.end():
            wanted = item.end()
    return text[:wanted].rstrip(" ")


def _sentence(random: Random, clauses: list[str]) -> str:
    parts = [_clause(random, clauses) for _ in range(random.randint(1, 6))]
    stops = random.choices("，、；：", weights=(12, 3, 2, 2), k=len(parts) - 1)
    body = "".join(part + stop for part, stop in zip(parts, [*stops, ""], strict=True))
    body = _dressed(random, body)
    return (
        body
        + random.choices(
            ("。", "？", "！", "？！", "！！！", "……", "。"), weights=(30, 2, 2, 1, 1, 2, 1)
        )[0]
    )


def _clause(random: Random, clauses: list[str]) -> str:
    clause = random.choice(clauses)
    if random.random() < 0.3:
        at = random.randint(0, len(clause))
        while 0 < at < len(clause) and clause[at - 1].isascii() and clause[at].isascii():
            at -= 1
        clause = clause[:at] + random.choice(_ITEMS)(random) + clause[at:]
    return _dressed(random, clause) if random.random() < 0.15 else clause


def _dressed(random: Random, text: str) -> str:
    """A text in quotes or brackets, or with a dash behind it, now and then."""
    kind = random.random()
    if kind < 0.08:
        inner = f"‘{text}’" if random.random() < 0.3 else text
        return f"“{inner}”"
    if kind < 0.12:
        return f"“《{text}》”" if random.random() < 0.3 else f"《{text}》"
    if kind < 0.16:
        return f"（{text}）"
    return f"{text}——" if kind < 0.18 else text


def _number(random: Random) -> str:
    return f"{random.randint(0, 9999)}"


def _decimal(random: Random) -> str:
    return f"{random.randint(0, 99)}.{random.randint(0, 99)}"


_ITEMS: tuple[Callable[[Random], str], ...] = (
    _number,
    lambda r: f"{r.randint(1949, 2030)}年{r.randint(1, 12)}月{r.randint(1, 28)}日",
    lambda r: f"{_decimal(r)}%",
    lambda r: f"{r.randint(1, 40)}%～{r.randint(41, 99)}%",
    lambda r: f"{r.randint(1, 9)},{r.randint(100, 999)}.{r.randint(10, 99)}元",
    lambda r: f"￥{_decimal(r)}万",
    lambda r: f"{r.choice('+-−')}{r.randint(1, 15)}℃",
    lambda r: f"{r.randint(0, 23)}:{r.randint(10, 59)}",
    lambda r: f"{r.randint(1, 3)}/{r.randint(4, 9)}",
    lambda r: f"{r.randint(1, 9)}–{r.randint(10, 30)}号",
    lambda r: r.choice(("WTO", "APP", "Wi-Fi", "iPhone", "PM2.5", "A4", "5G", "GDP")),
    lambda r: r.choice(("Xinzhuang Community News", "International Business Centre", "don’t")),
    lambda r: f"https://www.xinzhuang.gov.cn/news/{r.randint(2000, 2020)}/{r.randint(1, 999)}.html",
    lambda r: r.choice(("卡尔·马克思", "玛丽·居里", "约翰·洛克")),
    lambda r: r.choice(("囍", "喆", "镕", "堃", "淼", "㙍", "龘", "〇")),
    lambda r: r.choice("①②③") + _number(r),
)


def faults(text: str, lines: tuple[Line, ...], look: Style, em: float) -> Iterator[str]:
    """What is wrong with a set paragraph, in a word for each fault."""
    texts = [line.text for line in lines]
    whole = "".join(words.replace(_HYPHEN, "") for words in texts)
    if whole != text:
        yield "lost or doubled"
    yield from _turns(text, texts)
    for n, line in enumerate(lines):
        placed = golden.placed(line, look.size)
        if any(b.x < a.x - 1e-6 for a, b in pairwise(placed)):
            yield "out of order"
        if golden.unsqueezed(placed):
            yield "not squeezed"
        if line.width > em * look.size + 1e-6:
            yield "too wide"
        if n + 1 < len(lines):
            if _ONE_PIECE.fullmatch(line.text):
                continue  # a line of one address has no gap that may be opened
            if abs(line.width - em * look.size) > 1e-6:
                yield "measure not filled"
            elif golden.is_ragged(placed, em, 0.5):
                yield "ragged"


def _turns(text: str, texts: list[str]) -> Iterator[str]:
    """Line starts and ends that the bans forbid, and line ends inside what must stay whole."""
    stops = accumulate(len(words.replace(_HYPHEN, "")) for words in texts)
    turns = {stop: words[-1] for stop, words in zip(stops, texts, strict=True) if stop < len(text)}
    addresses = [item.span() for item in _ADDRESS.finditer(text)]
    for at in turns:
        if text[at] in golden.START_BAN:
            yield "line start"
        if text[at - 1] in golden.END_BAN and not any(a < at < b for a, b in addresses):
            yield "line end"
    for item in _WHOLE.finditer(text):
        if any(start <= item.start() < stop for start, stop in addresses):
            continue
        for at in range(item.start() + 1, item.end()):
            if at in turns and turns[at] != _HYPHEN:
                yield f"split {item.group()}"
    for start, stop in addresses:
        for at in range(start + 1, stop):
            if at in turns and text[at - 1] not in "/?&=._#-":
                yield "split address"


def set_one(
    text: str, em: float, look: Style, type_kit: Kit
) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """One paragraph's lines and what composition says of them."""
    return paragraph(Text((Span(text, Place("storm", 1, 1)),)), look, (em * look.size,), type_kit)


def seconds(texts: list[str], em: float, look: Style, type_kit: Kit) -> float:
    """CPU seconds that composing takes, the least of three times; the lines are dropped."""
    spent = []
    for _ in range(3):
        gc.collect()
        started = time.process_time()
        for text in texts:
            set_one(text, em, look, type_kit)
        spent.append(time.process_time() - started)
    return min(spent)


_LAYOUT = """
#let given = json(bytes(sys.inputs.given))
#set page(width: given.em * 10pt, height: 500pt, margin: 0pt)
#set text(font: "Noto Serif SC", size: 10pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true))
#for each in given.texts { par(each) }
#metadata("end") <end>
"""


def typst_seconds(texts: list[str], em: float) -> float:
    """CPU seconds that Typst takes to lay the paragraphs out."""
    document = golden.typst_document(_LAYOUT, json.dumps({"em": em, "texts": texts}))
    started = time.process_time()
    document.query("<end>", field="value")
    return time.process_time() - started


def storm(texts: list[str], em: float) -> tuple[float, Counter[str], Counter[str], int]:
    """Set and judge everything: CPU seconds, faults, what was told, and how many lines."""
    look, type_kit = golden.style(hyphenate=True), golden.kit()
    found: Counter[str] = Counter()
    told: Counter[str] = Counter()
    spent, count = 0.0, 0
    for n in range(0, len(texts), 200):
        some = texts[n : n + 200]
        started = time.process_time()
        settings = [set_one(text, em, look, type_kit) for text in some]
        spent += time.process_time() - started
        for text, (lines, diagnostics) in zip(some, settings, strict=True):
            found.update(faults(text, lines, look, em))
            told.update(each.code for each in diagnostics)
            count += len(lines)
    return spent, found, told, count


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of copy")
    parser.add_argument("--seed", type=int, default=1, help="of the generator")
    parser.add_argument("--em", type=float, default=13, help="the measure")
    parser.add_argument("--no-typst", action="store_true")
    options = parser.parse_args()
    texts = copy(options.size, options.seed)
    size = sum(map(len, texts))
    spent, found, told, count = storm(texts, options.em)
    print(f"{size:,} characters in {len(texts):,} paragraphs, {count:,} lines of {options.em:g} em")
    print(f"faults: {sum(found.values())}", *(f"{n} × {what}" for what, n in found.most_common()))
    print("told:", *(f"{n} × {code}" for code, n in told.most_common()))
    print(f"xzpress {size / spent:12,.0f} characters a CPU second (aim: {AIM:,})")
    if not options.no_typst:
        print(f"Typst   {size / typst_seconds(texts, options.em):12,.0f} characters a CPU second")
    _growth(texts, options.em, options.seed)
    return 1 if found else 0


def _growth(texts: list[str], em: float, seed: int) -> None:
    """Time against length, with everything shaped beforehand."""
    look, type_kit = golden.style(hyphenate=True), golden.kit()
    some = texts[: len(texts) // 10]
    once, twice = (seconds(each, em, look, type_kit) for each in (some, some * 2))
    print(f"twice the copy takes {twice / once:.2f} times as long")
    long, parts = copy(_LONG, seed, _LONG), copy(_LONG, seed, _LONG // 10)
    one, ten = (seconds(each, em, look, type_kit) for each in (long, parts))
    print(f"one paragraph of {_LONG:,} characters takes {one / ten:.2f} times ten of a tenth")


if __name__ == "__main__":
    sys.exit(main())
