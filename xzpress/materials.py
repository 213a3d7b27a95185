"""Whether the paper's fonts and press profile are what they are taken for, before any is used."""

from collections.abc import Iterator
from pathlib import Path

from xzpress.design import PressProfile
from xzpress.diagnostic import Diagnostic, Place, diagnostic
from xzpress.face import Faces
from xzpress.face.facts import lacking
from xzpress.read.source import named

_HEADER = 40
"""Bytes of an ICC profile up to its signature (ICC.1:2001-04, 6.1)."""


def flaws(faces: Faces, press: PressProfile, root: Path) -> Iterator[Diagnostic]:
    """Files that would fail in the middle of the work, or give a page that looks only nearly right.

    root: the paper's.
    """
    for _, face in faces.faces:
        try:
            missing = ", ".join(lacking(face.path))
        except OSError as error:
            missing = error.strerror or str(error)
        if missing:
            file = named(face.path, root)
            yield diagnostic("bad-font", Place(file), file=face.path.name, missing=missing)
    if not _is_press_profile(press.profile):
        yield diagnostic("bad-profile", Place(named(press.profile, root)), file=press.profile.name)


def _is_press_profile(path: Path) -> bool:
    """Whether a file is a whole ICC profile of an output in CMYK."""
    try:
        size = path.stat().st_size
        with path.open("rb") as opened:
            header = opened.read(_HEADER)
    except OSError:
        return False
    whole = int.from_bytes(header[:4], "big") == size
    return whole and header[12:20] == b"prtrCMYK" and header[36:40] == b"acsp"
