"""Finished files go into their folder whole, or not at all."""

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

_ABANDONED = 60
"""Seconds after which a file under a temporary name belongs to nobody: writing takes far less."""


def last_good(name: str) -> str:
    """The name under which a file of an earlier good build is kept when a build fails.

    >>> last_good("press.pdf")
    'press.last-good.pdf'
    """
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.last-good{dot}{ending}"


def save(folder: Path, files: Mapping[str, bytes], stale: Iterable[str]) -> tuple[str, ...]:
    """Write some files, in their order, and set aside those that no longer hold.

    files: content by name. Nothing is touched before all of it lies on the disk under temporary
    names; then each takes its name at one stroke. stale: names of files that this run could not
    make anew, so an older one must not pass for it: each is renamed to its `last_good` name.
    Returns the names that were set aside. Raises OSError; what was there is then still whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    parts = {name: folder / f".{name}.{os.getpid()}.part" for name in files}
    try:
        for name, content in files.items():
            with parts[name].open("wb") as part:
                part.write(content)
                part.flush()
                os.fsync(part.fileno())
        aside = tuple(name for name in stale if (folder / name).exists())
        for name in aside:
            (folder / name).replace(folder / last_good(name))
        for name, part_file in parts.items():
            part_file.replace(folder / name)
            (folder / last_good(name)).unlink(missing_ok=True)
    finally:
        for part_file in parts.values():
            part_file.unlink(missing_ok=True)
    return aside


def _sweep(folder: Path) -> None:
    """Throw away what a killed run left under temporary names."""
    for part in folder.glob(".*.part"):
        if time.time() - part.stat().st_mtime > _ABANDONED:
            part.unlink(missing_ok=True)
