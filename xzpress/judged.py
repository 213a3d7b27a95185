"""Any PDF held to a printer's sheet: ours, an advertiser's, one that was made to harm."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xzpress import read
from xzpress.design import PressProfile
from xzpress.diagnostic import Diagnostic, Place, diagnostic
from xzpress.read.source import named

if TYPE_CHECKING:
    from xzpress.preflight import Examined

_LARGEST = 512 * 1024 * 1024
"""Bytes of a file that is still looked at."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in one file. `sheet`: the printer's sheet it was held to."""

    file: str
    sheet: str
    diagnostics: tuple[Diagnostic, ...]
    examined: "Examined | None"


def judge(file: Path, sheet: Path | None, *, plates: bool) -> Judged:
    """Hold a PDF to a sheet: the one given, else that of the paper it lies in, else newsprint.

    plates: whether real separations are made, where a program for them is installed.
    """
    shown = file.as_posix()
    sheet = sheet or _of_paper(file)
    name = named(sheet, sheet.parents[2]) if sheet and len(sheet.parents) > 2 else ""
    try:
        if file.stat().st_size > _LARGEST:
            limit = _LARGEST // 1024 // 1024
            large = diagnostic("pdf-too-large", Place(shown), limit=limit)
            return Judged(shown, name, (large,), None)
        pdf = file.read_bytes()
        press, told = _sheet(sheet)
    except OSError as error:
        why = error.strerror or str(error)
        return Judged(shown, name, (diagnostic("unopened-pdf", Place(shown), reason=why),), None)
    except read.Unreadable as unreadable:
        return Judged(shown, name, unreadable.diagnostics, None)
    from xzpress.preflight.apart import examine_apart  # pypdf: only this command's

    examined = examine_apart(pdf, press, plates=plates)
    return Judged(shown, name, (*told, *examined.diagnostics), examined)


def _sheet(sheet: Path | None) -> tuple[PressProfile, tuple[Diagnostic, ...]]:
    return read.press_sheet(sheet) if sheet else read.press_sheet()


def _of_paper(file: Path) -> Path | None:
    """The sheet of the paper whose root the file lies in, where there is just one."""
    try:
        root = read.root_of(file.parent)
    except read.Unreadable:
        return None
    sheets = sorted(root.glob("layouts/*/press.yaml"))
    return sheets[0] if len(sheets) == 1 else None
