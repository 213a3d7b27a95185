"""What a printer's folder can do for us, wherever it lies."""

from collections.abc import Mapping
from typing import Protocol


class NotReceived(Exception):  # noqa: N818 - what became of it, as the house names such
    """The printer's folder did not take something. `reason`: as the system says it.

    `code`: of the diagnostic that says so, which is given the reason.
    """

    code = "cannot-hand-over"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoFolder(NotReceived):
    """The printer's folder is not there. `reason`: its name."""

    code = "no-receiving-folder"


class Taken(NotReceived):
    """A name is taken already. `reason`: the name."""

    code = "name-taken"


class Differs(NotReceived):
    """What was read back is not what was written. `reason`: the file's name."""

    code = "read-back-differs"


class Receiver(Protocol):
    """A printer's folder. Paths start from it and use `/`.

    Everything raises NotReceived where the folder cannot do what is asked.
    """

    @property
    def where(self) -> str:
        """The folder as the desk knows it."""

    def names(self) -> frozenset[str]:
        """What lies in the folder itself. Raises NoFolder where it is not there."""

    def fetch(self, *paths: str) -> tuple[bytes | None, ...]:
        """The content of files, None where there is no such file."""

    def put(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Write files into a new folder, each on the disk before this returns."""

    def rename(self, path: str, new: str) -> None:
        """Give a file or a folder another name at one stroke. Raises Taken, overwrites nothing."""

    def discard(self, *folders: str) -> None:
        """Throw folders away with the files in them, as far as they are there."""
