"""What a run has to tell the desk: where, what, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from xzpress.catalogue import MESSAGES

Lang = Literal["zh", "en"]
Value = str | int | float


class Severity(IntEnum):
    """How bad it is. ERROR means: this must not be printed."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


_WORDS = {
    "zh": {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "说明"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"},
}
_HINT = {"zh": "提示", "en": "hint"}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where to open. `file`: relative to the paper's root, with `/`.

    `line`, `column`: from 1, columns in characters; 0 where there is none.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])

    def right(self, characters: int) -> "Place":
        """The place so many characters further on the same line."""
        return Place(self.file, self.line, self.column + characters)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to tell. `code` names its words in the catalogue, `values` fills them."""

    code: str
    place: Place | None
    values: tuple[tuple[str, Value], ...]

    @property
    def severity(self) -> Severity:
        return Severity[MESSAGES[self.code].severity]

    def message(self, lang: Lang) -> str:
        """The words in one language, with the values put in."""
        return getattr(MESSAGES[self.code], lang).format(**dict(self.values))  # type: ignore[no-any-return]

    def hint(self, lang: Lang) -> str:
        """What to do about it, or nothing."""
        words: str = getattr(MESSAGES[self.code], f"hint_{lang}")
        return words.format(**dict(self.values))

    def text(self, lang: Lang) -> str:
        """The message as the counter prints it: place, severity, code, words, hint."""
        where = f"{self.place}: " if self.place else ""
        head = f"{where}{_WORDS[lang][self.severity]}[{self.code}]: {self.message(lang)}"
        hint = self.hint(lang)
        return f"{head}\n  {_HINT[lang]}: {hint}" if hint else head


def diagnostic(code: str, place: Place | None = None, /, **values: Value) -> Diagnostic:
    """Make a diagnostic; a code that the catalogue lacks is a bug and raises KeyError.

    >>> print(diagnostic("missing-key", Place("issue.yaml", 1, 1), key="date").text("en"))
    issue.yaml:1:1: error[missing-key]: “date” is missing
      hint: add a line: date: …
    """
    MESSAGES[code]
    return Diagnostic(code, place, tuple(values.items()))


def worst(diagnostics: Iterable[Diagnostic]) -> Severity | None:
    """The gravest severity among them, None where there are none."""
    return max((d.severity for d in diagnostics), default=None)
