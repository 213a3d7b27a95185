"""The real plates of a file, made by Ghostscript or poppler where one of them is installed.

Both run as programs of their own, in a folder of their own, with a time limit: a file that makes
them fail is a finding, not a crash of ours.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from xzpress.design import Box

_GHOSTSCRIPT = ("gs", "gswin64c", "gswin32c", "gsc")
_POPPLER = ("pdftoppm",)
_PPI = 120.0
_LEAST_PPI = 36.0
_MOST_PIXELS = 40_000_000
_MOST_PAGES = 64
_MOST_KILOBYTES = 1_500_000
INKS = ("Cyan", "Magenta", "Yellow", "Black")
_PLATE = re.compile(r"(\d+)\((.*)\)\.tif")
_MOST_WORDS = 2000
_ASIDE = ("Fontconfig", "The following ", "****")
"""What a program says of the machine it runs on, and round about what is wrong with the file."""
_COUNTED = re.compile(r"\S+-(\d+)\.tif")


@dataclass(frozen=True, slots=True)
class Plates:
    """One page's plates, `ppi` pixels an inch. `files`: TIFF files by ink.

    Ghostscript gives a grey one for each ink, white where none falls; poppler a CMYK one for the
    four together, under "".
    """

    page: int
    ppi: float
    files: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Separations:
    """What the programs made of a file. `program`: its name, "" where none is installed.

    `complaints`: what they said on the way, which a printer's machine may say too.
    """

    program: str
    plates: tuple[Plates, ...]
    complaints: tuple[str, ...] = ()


def program() -> str | None:
    """Where a program that makes plates is, Ghostscript before poppler."""
    found = (shutil.which(name) for name in (*_GHOSTSCRIPT, *_POPPLER))
    return next((path for path in found if path), None)


def separate(
    pdf: bytes, sizes: tuple[Box, ...], *, seconds: float = 60.0, maker: str | None = None
) -> Separations:
    """Make the plates of every page, at 120 ppi (less for a page beyond all measure).

    sizes: each page's MediaBox, pt. seconds: how long all pages together may take.
    maker: the program to use; without it what `program` finds.
    """
    path = maker or program()
    if path is None:
        return Separations("", ())
    largest = max((max(box.width * box.height, 1) for box in sizes), default=1)
    ppi = min(_PPI, 72 * (_MOST_PIXELS / largest) ** 0.5)
    if ppi < _LEAST_PPI:
        return Separations(Path(path).stem, (), ("page beyond all measure",))
    last = min(len(sizes), _MOST_PAGES)
    poppler = Path(path).stem == "pdftoppm"
    command = (_poppler if poppler else _ghostscript)(path, ppi, last)
    with TemporaryDirectory(prefix="plates-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "in.pdf").write_bytes(pdf)
        complaints = list(_run(command, folder, seconds))
        made = _collected(folder, ppi, poppler=poppler)
    if len(made) < last:
        complaints.append(f"{len(made)}/{last}")
    return Separations(Path(path).stem, made, tuple(complaints))


def _ghostscript(path: str, ppi: float, last: int) -> list[str]:
    return [
        path, "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dNOPROMPT", f"-K{_MOST_KILOBYTES}",
        "-sDEVICE=tiffsep", "-sCompression=lzw", "-dOverprint=/enable", f"-r{ppi:.3f}",
        f"-dLastPage={last}", "-sOutputFile=%d.tif", "in.pdf",
    ]  # fmt: skip


def _poppler(path: str, ppi: float, last: int) -> list[str]:
    """The `-overprint` of poppler makes its TIFF files CMYK; they are not smoothed, as plates."""
    return [path, "-r", f"{ppi:.3f}", "-l", str(last), "-tiff", "-overprint", "-tiffcompression",
            "lzw", "-aa", "no", "-aaVector", "no", "in.pdf", "all"]  # fmt: skip


def _run(command: list[str], folder: Path, seconds: float) -> Iterator[str]:
    """Run it to its end, or to the end of its time; what it says, line by line."""
    said = folder / "said.txt"
    with said.open("wb") as out:
        try:
            done = subprocess.run(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=out, timeout=seconds, check=False,
            )  # fmt: skip
            code = done.returncode
        except subprocess.TimeoutExpired:
            yield f"> {seconds:.0f} s"
            return
        except OSError as trouble:
            yield str(trouble)
            return
    with said.open("rb") as file:
        words = file.read(_MOST_WORDS).decode("utf-8", "replace").split("\n")
    told = [line.strip() for line in words if line.strip()]
    yield from (line for line in told if not line.startswith(_ASIDE))
    if code and not told:
        yield f"exit code {code}"


def _collected(folder: Path, ppi: float, *, poppler: bool) -> tuple[Plates, ...]:
    pages: dict[int, list[tuple[str, bytes]]] = {}
    for path in sorted(folder.glob("*.tif")):
        found = (_COUNTED if poppler else _PLATE).fullmatch(path.name)
        if found:
            ink = "" if poppler else found[2]
            pages.setdefault(int(found[1]), []).append((ink, path.read_bytes()))
    return tuple(Plates(number, ppi, tuple(files)) for number, files in sorted(pages.items()))
