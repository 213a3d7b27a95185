"""A photo's size and turn, from its header. Pillow's door for reading.

Limit: 80 million pixels (LARGEST), which is below the size where Pillow suspects a trap.
"""

import warnings
from dataclasses import dataclass
from pathlib import Path

from xzpress.diagnostic import Place
from xzpress.heif import taught
from xzpress.read.document import File, Kind, Node, Problems, Reader, Schema

LARGEST = 80_000_000
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
_ORIENTATION = 0x0112
_LYING = {5, 6, 7, 8}  # EXIF's values for a picture that is turned by a quarter
_HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}


@dataclass(frozen=True, slots=True)
class PhotoReference:
    """A photo that a story names. `pixels`: width and height of the upright picture."""

    text: str
    path: Path
    pixels: tuple[int, int]
    place: Place


class PhotoFile(Kind[PhotoReference]):
    """A photo inside the issue's folder: JPEG, PNG, TIFF or WebP, told by what is in it."""

    def read(self, node: Node, key: str, reader: Reader) -> PhotoReference | None:
        file = File(missing="missing-photo").read(node, key, reader)
        pixels = upright_pixels(file.path, file.place, reader.problems) if file else None
        return PhotoReference(file.text, file.path, pixels, file.place) if file and pixels else None

    def schema(self) -> Schema:
        return {"type": "string"}


def upright_pixels(path: Path, place: Place, problems: Problems) -> tuple[int, int] | None:
    """Width and height of the upright picture, its EXIF turn done; None when it is no picture."""
    from PIL import Image, UnidentifiedImageError  # an issue without photos does not pay for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            formats = (*_FORMATS, "HEIF") if taught() else _FORMATS
            with Image.open(path, formats=formats) as picture:
                width, height = picture.size
                if width * height > LARGEST:
                    problems.add("photo-too-large", place, limit=LARGEST // 1_000_000)
                    return None
                turned = picture.getexif().get(_ORIENTATION, 1) in _LYING
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        problems.add("photo-too-large", place, limit=LARGEST // 1_000_000)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        # Pillow says SyntaxError for some broken files, ValueError for broken EXIF.
        with path.open("rb") as opened:
            head = opened.read(12)
        heif = head[4:8] == b"ftyp" and head[8:12] in _HEIF
        problems.add("photo-heic" if heif else "not-a-photo", place, file=path.name)
    else:
        return (height, width) if turned else (width, height)
    return None
