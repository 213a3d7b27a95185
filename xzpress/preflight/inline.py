"""Images written straight into a content stream, with their short names in full."""

from xzpress.preflight.reader import Dictionary, File, Name, Object, Stream, unpacking

_KEYS = {"W": "Width", "H": "Height", "BPC": "BitsPerComponent", "CS": "ColorSpace",
         "F": "Filter", "D": "Decode", "IM": "ImageMask", "DP": "DecodeParms",
         "I": "Interpolate"}  # fmt: skip
_FILTERS = {"AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "LZW": "LZWDecode",
            "Fl": "FlateDecode", "RL": "RunLengthDecode", "CCF": "CCITTFaxDecode",
            "DCT": "DCTDecode"}  # fmt: skip


def full_entries(file: File, short: Object) -> Dictionary:
    """An inline image's entries as an image of its own would have them (Reference 1.3, 4.8.6)."""
    entries = {_KEYS.get(key, key): value for key, value in file.entries(short).items()}
    named = entries.get("Filter")
    if isinstance(named, list):
        entries["Filter"] = [_full(name) for name in named]
    elif named is not None:
        entries["Filter"] = _full(named)
    return entries


def _full(name: Object) -> Object:
    return Name(_FILTERS.get(name, name)) if isinstance(name, Name) else name


def inline_stream(entries: Dictionary, data: bytes) -> Stream:
    """The image as a stream like any other."""
    return Stream(entries, data, unpacking(entries, data))
