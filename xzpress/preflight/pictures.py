"""Rules `image.*`: enough pixels where they are printed, and pixels the plate setter reads."""

from math import hypot

from xzpress.preflight.inspection import Findings, Inspection, Leaf, on_page
from xzpress.preflight.marks import Picture
from xzpress.preflight.pixels import size_of
from xzpress.preflight.reader import number
from xzpress.units import ppi

_SLACK = 0.5


def check(job: Inspection) -> Findings:
    """Every breach of the rules `image.*`. Least ppi: press.yaml."""
    for leaf in job.leaves:
        for mark in leaf.marks:
            if isinstance(mark, Picture):
                yield from _picture(job, leaf, mark)


def _picture(job: Inspection, leaf: Leaf, picture: Picture) -> Findings:
    width, height = size_of(job.file, picture)
    a, b, c, d, _, _ = picture.matrix
    across, up = hypot(a, b), hypot(c, d)
    if not (width and height and across and up):
        yield on_page("image.depth", leaf, picture, name=picture.name, bits=0)
        return
    found = min(ppi(width, across), ppi(height, up))
    entries = picture.image.entries
    stencil = job.file.see(entries.get("ImageMask")) is True
    bits = 1 if stencil else int(number(job.file.see(entries.get("BitsPerComponent"))) or 0)
    if bits not in (1, 8):
        yield on_page("image.depth", leaf, picture, name=picture.name, bits=bits)
    low, least, most = "image.resolution", job.press.minimum_ppi, job.press.maximum_ppi
    if bits == 1:
        low, least, most = "image.line-art", job.press.line_art_ppi, float("inf")
    code, limit = "", 0.0
    if found < least - _SLACK:
        code, limit = low, least
    elif bits != 1 and found < job.press.warn_ppi - _SLACK:
        code, limit = "image.resolution.low", job.press.warn_ppi
    elif found > most + _SLACK:
        code, limit = "image.resolution.high", most
    if code:
        values = {"ppi": round(found), "limit": round(limit)}
        yield on_page(code, leaf, picture, name=picture.name, **values)
