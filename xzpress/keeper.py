"""What was made before, kept by the content it was made from."""

import os
import pickle
import threading
from collections.abc import Callable, Hashable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar, cast

Made = TypeVar("Made")

LIMIT = 500_000_000
"""Bytes on disk; the files unused for the longest time go first."""
_REMEMBERED = 64
_SEAL = 32


def key(*parts: object) -> str:
    """A name for some plain data. Other data has another name.

    Equal data may now and then have two names, which costs time but never gives a wrong answer.
    """
    return sha256(pickle.dumps(parts, protocol=5)).hexdigest()


class Memory:
    """What the running process keeps between builds. The longest unused goes first."""

    def __init__(self) -> None:
        self._made: dict[Hashable, object] = {}

    def recall(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gave the last time under this name, else what it gives now."""
        made = self._made.pop(name) if name in self._made else make()
        self._made[name] = made
        while len(self._made) > _REMEMBERED:
            del self._made[next(iter(self._made))]
        return cast(Made, made)


class Keeper:
    """Keeps bytes on disk from run to run.

    `folder`: where, made when first needed. `writes`: False for a run that may read what was kept
    but leaves the disk alone. `refused`: whether the disk would not take something. Safe to use
    from several threads and from several programs at once.
    """

    def __init__(self, folder: Path, *, writes: bool = True, limit: int = LIMIT) -> None:
        self.refused = False
        self._folder = folder
        self._writes = writes
        self._limit = limit

    def kept(self, name: str) -> bytes | None:
        """The bytes kept under this name; None where there are none, or they are damaged."""
        file = self._folder / name
        try:
            sealed = file.read_bytes()
            content = sealed[_SEAL:]
            if sealed[:_SEAL] != sha256(content).digest():
                return None
            if self._writes:
                os.utime(file)  # used now, so not among the oldest
        except OSError:
            return None
        return content

    def keep(self, name: str, content: bytes) -> None:
        """Keep some bytes; a full or write-protected disk costs time later, not the build."""
        if not self._writes:
            return
        # Two may keep the same at once: each has a file of its own until it is whole.
        part = self._folder / f"{name}.{os.getpid()}.{threading.get_ident()}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                part.write_bytes(sha256(content).digest() + content)
                part.replace(self._folder / name)
            finally:
                part.unlink(missing_ok=True)
        except OSError:
            self.refused = True

    def digest(self, file: Path) -> str:
        """The SHA-256 of a file, read again only when its size or one of its times has changed.

        Raises OSError where the file can not be read.
        """
        found = file.stat()
        name = key(
            "digest", str(file.absolute()), found.st_size, found.st_mtime_ns, found.st_ctime_ns
        )
        known = self.kept(name)
        if known is None:
            known = sha256(file.read_bytes()).hexdigest().encode("ascii")
            self.keep(name, known)
        return known.decode("ascii")

    def trim(self) -> None:
        """Throw out what was unused for the longest time, until the rest fits the limit."""
        if not self._writes:
            return
        try:
            with os.scandir(self._folder) as entries:
                files = [(entry.stat(), Path(entry.path)) for entry in entries if entry.is_file()]
        except OSError:
            return
        total = sum(stat.st_size for stat, _ in files)
        for stat, file in sorted(files, key=lambda found: (found[0].st_mtime_ns, found[1])):
            if total <= self._limit:
                return
            try:
                file.unlink()
            except OSError:  # another program has it open; it goes the next time
                continue
            total -= stat.st_size
