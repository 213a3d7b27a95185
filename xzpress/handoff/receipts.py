"""The receipt log: what was begun and what was handed over, a line each, never changed again."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

LOG = "receipts.jsonl"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line. `state`: `begun` before anything is visible to the printer, `handed` after all is.

    `time`: ISO 8601. `identity`: the mark of what was handed over, its version apart.
    """

    time: str
    state: Literal["begun", "handed"]
    printer: str
    version: int
    identity: str
    where: str
    files: tuple[str, ...]


def receipts(out: Path) -> tuple[Receipt, ...]:
    """The lines of an issue's log, oldest first; none where there is no log yet.

    A line that a stopped run left half is no receipt. Raises OSError.
    """
    try:
        lines = (out / LOG).read_bytes().split(b"\n")
    except FileNotFoundError:
        return ()
    return tuple(each for line in lines if (each := _receipt(line)))


def _receipt(line: bytes) -> Receipt | None:
    try:
        said = json.loads(line)
        return Receipt(**{**said, "files": tuple(said["files"])})
    except (ValueError, TypeError, KeyError):
        return None


def note(out: Path, receipt: Receipt) -> None:
    """Add a line, in one write that is on the disk when this returns. Raises OSError."""
    line = json.dumps(asdict(receipt), ensure_ascii=False).encode("utf-8") + b"\n"
    with (out / LOG).open("a+b", buffering=0) as log:
        log.seek(0, os.SEEK_END)
        if log.tell():
            log.seek(-1, os.SEEK_END)
            if log.read(1) != b"\n":
                line = b"\n" + line  # behind what a stopped run left half
        log.write(line)
        os.fsync(log.fileno())
