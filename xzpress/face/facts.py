"""What a font file says of itself, for the desk's list of faces."""

from dataclasses import dataclass
from pathlib import Path
from struct import iter_unpack

import uharfbuzz as hb

from xzpress.face.shape import open_font

_TRUETYPE = (b"\x00\x01\x00\x00", b"true", b"OTTO")
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
    """The tables that shaping and embedding need and a file has not, or not to their end.

    HarfBuzz takes what there is of a file that was cut off, so its own table list is looked at.
    Raises OSError where the file cannot be read. Source: OpenType 1.9, Organization of an OpenType
    Font.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(16)
        if head[:4] == b"ttcf":  # several fonts in one file; the first is used
            file.seek(int.from_bytes(head[12:16], "big"))
            head = file.read(12)
        else:
            file.seek(12)
        count = int.from_bytes(head[4:6], "big") if head[:4] in _TRUETYPE else 0
        records = file.read(16 * count)
    whole = {
        tag
        for tag, _, offset, length in iter_unpack(">4sLLL", records[: len(records) // 16 * 16])
        if 0 < length <= size - offset
    }
    return tuple(tag for tag in _NEEDED if tag.encode("ascii") not in whole)
