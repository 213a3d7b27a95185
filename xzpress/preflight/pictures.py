"""Rules `image.*`: enough pixels where they are printed, and pixels the plate setter reads."""

from math import hypot

from xzpress.preflight.inspection import Findings, Inspection, Leaf, on_page
from xzpress.preflight.marks import Picture
from xzpress.preflight.reader import File, number
from xzpress.units import ppi

_TOO_MANY = 450.0
"""Ppi: beyond this a photo only makes the file heavy (printers' sheets)."""

_LINE_ART = 550.0
"""Ppi: least for one-bit pictures (albionsp)."""

_SLACK = 0.5


def check(job: Inspection) -> Findings:
    """Every breach of the rules `image.*`. Least ppi: press.yaml."""
    for leaf in job.leaves:
        for mark in leaf.marks:
            if isinstance(mark, Picture):
                yield from _picture(job, leaf, mark)


def pixels(file: File, picture: Picture) -> tuple[int, int]:
    """Width and height that the image's dictionary says, 0 where it says none."""
    entries = picture.image.entries
    width, height = (number(file.see(entries.get(key))) for key in ("Width", "Height"))
    return int(width or 0), int(height or 0)


def _picture(job: Inspection, leaf: Leaf, picture: Picture) -> Findings:
    width, height = pixels(job.file, picture)
    a, b, c, d, _, _ = picture.matrix
    across, up = hypot(a, b), hypot(c, d)
    if not (width and height and across and up):
        yield on_page("image.depth", leaf, picture.extent, name=picture.name, bits=0)
        return
    found = min(ppi(width, across), ppi(height, up))
    entries = picture.image.entries
    stencil = job.file.see(entries.get("ImageMask")) is True
    bits = 1 if stencil else int(number(job.file.see(entries.get("BitsPerComponent"))) or 0)
    if bits not in (1, 8):
        yield on_page("image.depth", leaf, picture.extent, name=picture.name, bits=bits)
    low, least, most = "image.resolution", job.press.minimum_ppi, _TOO_MANY
    if bits == 1:
        low, least, most = "image.line-art", _LINE_ART, float("inf")
    code, limit = "", 0.0
    if found < least - _SLACK:
        code, limit = low, least
    elif bits != 1 and found < job.press.warn_ppi - _SLACK:
        code, limit = "image.resolution.low", job.press.warn_ppi
    elif found > most + _SLACK:
        code, limit = "image.resolution.high", most
    if code:
        values = {"ppi": round(found), "limit": round(limit)}
        yield on_page(code, leaf, picture.extent, name=picture.name, **values)
