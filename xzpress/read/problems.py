"""What a reading run has found, and the way out when there is nothing to go on with."""

from collections.abc import Iterable
from difflib import get_close_matches

from xzpress.diagnostic import Diagnostic, Place, Severity, Value, diagnostic

_LISTED = 12


class Unreadable(Exception):  # noqa: N818 - the house's word for it
    """The desk's files cannot be made into an issue, a design or faces; `diagnostics` say why."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(d.text("en") for d in diagnostics))
        self.diagnostics = diagnostics


class Problems:
    """Gathers diagnostics while files are read, so that the desk hears all of them at once."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []

    def add(self, code: str, place: Place | None, /, **values: Value) -> None:
        self._found.append(diagnostic(code, place, **values))

    def extend(self, others: "Problems") -> None:
        self._found.extend(others.diagnostics)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All of them, file by file as they were read, each file from its top."""
        files = list(dict.fromkeys(d.place.file if d.place else "" for d in self._found))
        order = {file: number for number, file in enumerate(files)}
        return tuple(sorted(self._found, key=lambda d: _order(d, order)))

    @property
    def serious(self) -> bool:
        """Whether one of them is an error."""
        return any(d.severity is Severity.ERROR for d in self._found)

    def stop_if_serious(self) -> None:
        """Raise Unreadable with everything found when one of the findings is an error."""
        if self.serious:
            raise Unreadable(self.diagnostics)


def _order(found: Diagnostic, files: dict[str, int]) -> tuple[int, int, int]:
    place = found.place or Place("")
    return files[place.file], place.line, place.column


def near(word: str, known: Iterable[str]) -> str:
    """The known words most like one that is not known; all of them where none is like it.

    >>> near("captoin", ["file", "caption", "credit"])
    'caption'
    >>> near("x", ["file", "caption"])
    'file / caption'
    """
    words = list(known)
    close = get_close_matches(word.lower(), words, 1, 0.6) or [
        w for w in words if w.lower() == word.lower()
    ]
    listed = close or words[:_LISTED] + ["…"] * (len(words) > _LISTED)
    return " / ".join(listed)
