"""A printer's folder on this machine, or on a drive that it has connected."""

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from xzpress.handoff.receiver import NoFolder, NotReceived, Taken


class Folder:
    """A receiver on the file system. `made`: whether the folder may be made where it is not there.

    A drive that is not connected must not be taken for an empty folder, so only folders of the
    paper's own are made.
    """

    def __init__(self, path: Path, where: str, *, made: bool) -> None:
        self._path, self._where, self._made = path, where, made

    @property
    def where(self) -> str:
        return self._where

    def names(self) -> frozenset[str]:
        with _in_words():
            if self._made:
                self._path.mkdir(parents=True, exist_ok=True)
            if not self._path.is_dir():
                raise NoFolder(self._where)
            return frozenset(path.name for path in self._path.iterdir())

    def fetch(self, *paths: str) -> tuple[bytes | None, ...]:
        with _in_words():
            return tuple(self._content(path) for path in paths)

    def _content(self, path: str) -> bytes | None:
        try:
            return (self._path / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def put(self, folder: str, files: Mapping[str, bytes]) -> None:
        with _in_words():
            (self._path / folder).mkdir()
            for name, content in files.items():
                with (self._path / folder / name).open("xb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())

    def rename(self, path: str, new: str) -> None:
        old, taken = self._path / path, self._path / new
        with _in_words():
            if os.path.lexists(taken):
                raise Taken(new)
            try:
                # Python's rename would overwrite a file on POSIX; a second link never does.
                if os.name != "nt" and old.is_file() and _linked(old, taken):
                    old.unlink()
                else:
                    old.rename(taken)
            except FileExistsError:
                raise Taken(new) from None

    def discard(self, *folders: str) -> None:
        for folder in folders:
            shutil.rmtree(self._path / folder, ignore_errors=True)


def _linked(old: Path, new: Path) -> bool:
    """Whether a file has a second name now; some drives know no such thing."""
    try:
        os.link(old, new)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    """The system's trouble as the house's."""
    try:
        yield
    except OSError as error:
        raise NotReceived(error.strerror or str(error)) from error
