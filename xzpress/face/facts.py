"""What a font file says of itself, for the desk's list of faces."""

from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb

from xzpress.face.shape import open_font

_NEEDED = ("cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp")


@dataclass(frozen=True, slots=True)
class Facts:
    """A font's own words on its name, version and licence, and the characters it has."""

    name: str
    version: str
    licence: str
    characters: frozenset[str]


def facts(path: Path) -> Facts:
    """Look a font file up. What it does not say is empty."""
    face = open_font(path).face
    name, version, licence, address = (
        face.get_name(which) or ""
        for which in (
            hb.OTNameIdPredefined.FULL_NAME,
            hb.OTNameIdPredefined.VERSION_STRING,
            hb.OTNameIdPredefined.LICENSE,
            hb.OTNameIdPredefined.LICENSE_URL,
        )
    )
    return Facts(name, version, licence or address, frozenset(map(chr, face.unicodes)))


def lacking(path: Path) -> tuple[str, ...]:
    """The tables that shaping and embedding need and a file has not, or has only the start of.

    Raises OSError where the file cannot be read.
    """
    face = open_font(path).face
    return tuple(tag for tag in _NEEDED if not len(face.reference_table(tag)))
