"""Files that other files name: inside their folder, and there under the very same name."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from xzpress.diagnostic import Place
from xzpress.read.kinds import Kind, Reader, Schema, scalar_of
from xzpress.read.problems import near
from xzpress.read.tree import Node


@dataclass(frozen=True, slots=True)
class Reference:
    """A file that another file names, found. `text`: as the desk wrote it."""

    text: str
    path: Path
    place: Place


class File(Kind[Reference]):
    """A file inside the folder. `missing`: the code to report when it is not there."""

    def __init__(self, *endings: str, missing: str = "missing-file") -> None:
        self.endings, self.missing = endings, missing

    def read(self, node: Node, key: str, reader: Reader) -> Reference | None:
        scalar = scalar_of(node, key, reader)
        if not scalar:
            return None
        text, place = scalar.text, scalar.place
        if "\\" in text:
            reader.problems.add("backslash-path", place, value=text, better=text.replace("\\", "/"))
            return None
        parts = PurePosixPath(text).parts
        outside = text.startswith(("/", "~")) or ".." in parts or re.match("[A-Za-z]:", text)
        if outside or "\x00" in text:
            reader.problems.add("outside-path", place, value=text)
            return None
        path = self._found(PurePosixPath(text), place, reader)
        if not path:
            return None
        if self.endings and path.suffix.lower() not in self.endings:
            endings = " / ".join(self.endings)
            reader.problems.add("wrong-ending", place, value=text, endings=endings)
            return None
        return Reference(text, path, place)

    def _found(self, name: PurePosixPath, place: Place, reader: Reader) -> Path | None:
        """The file, with the very name it has in its folder, capitals included.

        Windows and macOS find photos/A.JPG under photos/a.jpg too; the next machine would not.
        """
        path = reader.folder
        for depth, part in enumerate(name.parts):
            there = {_composed(p.name): p for p in path.iterdir()} if path.is_dir() else {}
            if _composed(part) not in there:
                names = sorted(n for n in there if not n.startswith("."))
                before = "".join(f"{p}/" for p in name.parts[:depth])
                shown = before + near(part, names) if names else "—"
                reader.problems.add(self.missing, place, file=str(name), there=shown)
                return None
            path = there[_composed(part)]
        if not path.resolve().is_relative_to(reader.folder.resolve()):
            reader.problems.add("outside-path", place, value=str(name))
            return None
        if not path.is_file():
            names = sorted(_composed(p.name) for p in path.iterdir())
            reader.problems.add(self.missing, place, file=str(name), there=near("", names) or "—")
            return None
        return path

    def schema(self) -> Schema:
        return {"type": "string"}


def _composed(name: str) -> str:
    """A file's name with its accents joined to their letters, as macOS does not keep them."""
    return unicodedata.normalize("NFC", name)
