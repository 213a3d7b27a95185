"""A file examined in a process of its own, with its time and memory measured out.

What comes from elsewhere may have been made to harm: if it brings the reader to a stand or to its
knees, that is a finding, and the counter goes on. `python -m xzpress.preflight.apart` is that
process. What it is given is pickled, for it comes from here; what it gives back is JSON, for by
then it has read the file.
"""

import json
import pickle
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from xzpress.design import PressProfile
from xzpress.diagnostic import Diagnostic, diagnostic
from xzpress.preflight import Examined, examine, separate
from xzpress.preflight.summary import FontSummary, PageSummary

_MOST_MEMORY = 2_000_000_000
_OUT_OF_MEMORY = 3


def examine_apart(
    pdf: bytes, press: PressProfile, *, plates: bool = True, seconds: float = 120.0
) -> Examined:
    """What `examine` says of a file that came from elsewhere, whatever it does to the reader.

    plates: whether they are made too. seconds: after these it is given up, as `file.syntax`.
    Raises RuntimeError when the process ended in a fault of ours.
    """
    command = [sys.executable, "-m", "xzpress.preflight.apart"]
    try:
        done = subprocess.run(
            command, input=pickle.dumps((pdf, press, plates)), capture_output=True,
            timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return _given_up(f"> {seconds:.0f} s")
    if done.returncode == _OUT_OF_MEMORY or done.returncode < 0:
        return _given_up("out of memory" if done.returncode > 0 else f"signal {-done.returncode}")
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    return _examined(json.loads(done.stdout))


def _given_up(why: str) -> Examined:
    given = diagnostic(
        "file.syntax", value=why, object=0, detail=why, page=0, x=0.0, y=0.0, count=1
    )
    return Examined((given,))


def _written(examined: Examined) -> dict[str, Any]:
    return {
        "diagnostics": [[each.code, list(each.values)] for each in examined.diagnostics],
        "standard": examined.standard,
        "plates": examined.plates,
        "pages": [asdict(page) for page in examined.pages],
    }


def _examined(written: dict[str, Any]) -> Examined:
    told = tuple(
        Diagnostic(code, None, tuple((name, value) for name, value in values))
        for code, values in written["diagnostics"]
    )
    return Examined(told, written["standard"], tuple(map(_page, written["pages"])),
                    written["plates"])  # fmt: skip


def _page(plain: dict[str, Any]) -> PageSummary:
    low, high = plain["ppi"]
    changed = {
        "boxes": tuple(map(tuple, plain["boxes"])),
        "fonts": tuple(FontSummary(**font) for font in plain["fonts"]),
        "inks": tuple(plain["inks"]),
        "ppi": (low, high),
    }
    return PageSummary(**{**plain, **changed})


def _limit_memory() -> None:
    """Where the system can: on Windows only the time is measured out."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def main() -> None:
    """Examine what is given on standard input, and say what was found on standard output."""
    _limit_memory()
    try:
        pdf, press, plates = pickle.load(sys.stdin.buffer)
        found = examine(pdf, press, (), separate if plates else None)
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)
    sys.stdout.buffer.write(json.dumps(_written(found)).encode())


if __name__ == "__main__":
    main()
