"""Good files damaged at random: `python -m tests.preflight.storm --seed 1 --count 5000`.

Each damaged file is read by preflight within bounds of time and memory. Prints how many were
refused, how many passed, and the slowest; exit code 1 when one of them brought preflight down or
took too long, with the seed that makes the file again.
"""

import argparse
import random
import re
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from xzpress import preflight, read
from xzpress.diagnostic import Severity, worst

SLOW = 10.0
MEMORY = 1_500_000_000
Damage = Callable[[bytes, random.Random], bytes]
_NUMBER = re.compile(rb"\d+")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_WORDS = (
    b"<<", b">>", b"[", b"]", b"(", b")", b"endobj", b"stream", b"endstream", b"xref", b"trailer",
    b"/Kids", b"/Parent", b"/Length", b"/Filter", b"/FlateDecode", b"/Prev", b"R", b"obj", b"null",
    b"/Type", b"/Pages", b"-1", b"4294967295", b"99999999999999999999", b"1e308", b"BT", b"Do",
)  # fmt: skip


def _bytes(pdf: bytes, dice: random.Random) -> bytes:
    data = bytearray(pdf)
    for _ in range(dice.randint(1, 40)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def _cut(pdf: bytes, dice: random.Random) -> bytes:
    start, end = sorted(dice.randrange(len(pdf)) for _ in range(2))
    return pdf[:end] if dice.random() < 0.5 else pdf[:start] + pdf[end:]


def _doubled(pdf: bytes, dice: random.Random) -> bytes:
    start, end = sorted(dice.randrange(len(pdf)) for _ in range(2))
    return pdf[:end] + pdf[start:]


def _numbers(pdf: bytes, dice: random.Random) -> bytes:
    """Other numbers: lengths, references, boxes, counts, offsets."""
    found = list(_NUMBER.finditer(pdf))
    values = (b"0", b"-1", b"1", b"7", b"65536", b"4294967295", b"9" * 30, b"0.0001")
    for hit in sorted(dice.sample(found, min(len(found), dice.randint(1, 6))), key=_end)[::-1]:
        pdf = pdf[: hit.start()] + dice.choice(values) + pdf[hit.end() :]
    return pdf


def _end(hit: re.Match[bytes]) -> int:
    return hit.end()


def _words(pdf: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 5)):
        at = dice.randrange(len(pdf))
        pdf = pdf[:at] + b" " + dice.choice(_WORDS) + b" " + pdf[at:]
    return pdf


def _streams(pdf: bytes, dice: random.Random) -> bytes:
    """Damage inside a stream, packed again where it was packed."""
    hit = dice.choice(list(_STREAM.finditer(pdf)) or [None])
    if hit is None:
        return pdf
    try:
        data = zlib.compress(_bytes(zlib.decompress(hit[1]) or b"\0", dice))
    except zlib.error:
        data = _words(hit[1] or b"\0", dice)
    return pdf[: hit.start(1)] + data + pdf[hit.end(1) :]


DAMAGES: tuple[Damage, ...] = (_bytes, _cut, _doubled, _numbers, _words, _streams)


def damaged(pdf: bytes, seed: int) -> bytes:
    """The file with one to three damages, the same for the same seed."""
    dice = random.Random(seed)
    for _ in range(dice.randint(1, 3)):
        pdf = dice.choice(DAMAGES)(pdf, dice) or b"\0"
    return pdf


def main() -> int:
    """Run the storm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("files", nargs="+", type=Path, help="good PDF files")
    asked = parser.parse_args()
    _limit_memory()
    press, _ = read.press_sheet()
    files = [path.read_bytes() for path in asked.files]
    outcomes: Counter[str] = Counter()
    slowest, trouble = (0.0, 0), 0
    for seed in range(asked.seed, asked.seed + asked.count):
        pdf = damaged(files[seed % len(files)], seed)
        begun = time.process_time()
        try:
            found = preflight.check(pdf, press, ())
            outcomes["refused" if worst(found) is Severity.ERROR else "passed"] += 1
        except Exception as fault:  # whatever it is, it is what the storm looks for
            trouble += 1
            print(f"seed {seed}: {type(fault).__name__}: {fault}")  # noqa: T201
            if asked.count == 1:
                raise
        took = time.process_time() - begun
        slowest = max(slowest, (took, seed))
        if took > SLOW:
            trouble += 1
            print(f"seed {seed}: {took:.1f} s")  # noqa: T201
    print(dict(outcomes), f"slowest {slowest[0]:.2f} s (seed {slowest[1]})", f"troubles {trouble}")  # noqa: T201
    return 1 if trouble else 0


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
