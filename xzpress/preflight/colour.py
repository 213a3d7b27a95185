"""Rules `content.*`, `colour.*` and `state.*`: operators, colour spaces, transparency, transfer."""

from collections.abc import Iterator

from xzpress.preflight.inspection import Findings, Inspection, Leaf, finding, on_page
from xzpress.preflight.marks import Area, Extent, Mark, Paint, Picture, Shade, Show, Stroke
from xzpress.preflight.paints import INTENTS, PRESS_SPACES, colorants, family
from xzpress.preflight.reader import Dictionary, File, dictionaries, number, streams

_PLATES = frozenset({"Cyan", "Magenta", "Yellow", "Black", "None", "All"})
_TROUBLES = {
    "operator": "content.operators",
    "balance": "content.operators.balance",
    "resource": "content.operators.resource",
    "limit": "content.operators.limit",
    "intent": "state.intent",
}
_REGISTRATION = 380.0
"""Per cent: more than this on one spot is registration colour (GWG2015)."""

_SLACK = 0.5
"""Per cent: less than one step of an eight-bit plate."""


def check(job: Inspection) -> Findings:
    """Every breach of the rules `content.*`, `colour.*`, `state.*`. Source: PDF/X-1a; GWG2015."""
    for leaf in job.leaves:
        for trouble in leaf.troubles:
            if trouble.kind in _TROUBLES:
                yield on_page(_TROUBLES[trouble.kind], leaf, detail=trouble.detail)
        for mark in leaf.marks:
            for paint in paints(mark):
                yield from _paint(leaf, mark.extent, paint, job.press.ink_limit)
            if isinstance(mark, Shade) and mark.space not in PRESS_SPACES:
                yield on_page("colour.spaces", leaf, mark.extent, space=mark.space)
    yield from _images(job)
    yield from _transparency(job.file)
    yield from _states(job.file)


def paints(mark: Mark) -> tuple[Paint, ...]:
    """The colours a mark is really made with."""
    match mark:
        case Show(mode=mode, fill=fill, stroke=stroke):
            used = ((0, 2, 4, 6), fill), ((1, 2, 5, 6), stroke)
            return tuple(how.paint for modes, how in used if mode in modes)
        case Area(fill=how) | Stroke(stroke=how):
            return (how.paint,)
        case Picture(image=image, fill=how) if image.entries.get("ImageMask") is True:
            return (how.paint,)
    return ()


def _paint(leaf: Leaf, extent: Extent, paint: Paint, limit: float) -> Findings:
    if paint.space not in PRESS_SPACES | {"Pattern"}:
        yield on_page("colour.spaces", leaf, extent, space=paint.space)
    for name in paint.colorant.split("/"):
        if name and name not in _PLATES:
            yield on_page("colour.spots", leaf, extent, ink=name)
    if not extent.meets(leaf.bleed, -_SLACK):
        return
    if paint.colorant == "All" or (paint.inks and paint.inks.total > _REGISTRATION):
        yield on_page("colour.registration", leaf, extent)
    elif paint.inks and paint.inks.total > limit + _SLACK:
        ink = round(paint.inks.total)
        yield on_page("colour.flat-ink", leaf, extent, ink=ink, limit=round(limit))


def _images(job: Inspection) -> Findings:
    """Images that are placed by their place, those only stored by their number."""
    placed: set[int] = set()
    for leaf in job.leaves:
        for mark in leaf.marks:
            if isinstance(mark, Picture):
                placed.add(mark.object)
                for code, values in _image(job.file, mark.image.entries):
                    yield on_page(code, leaf, mark.extent, **values)
    for holder, stream in streams(job.file):
        if stream.entries.get("Subtype") == "Image" and holder not in placed:
            for code, values in _image(job.file, stream.entries):
                yield finding(f"{code}.stored", object=holder, **values)


def _image(file: File, image: Dictionary) -> Iterator[tuple[str, dict[str, str]]]:
    if file.see(image.get("ImageMask")) is True:
        return
    space = file.see(image.get("ColorSpace"))
    kind = family(file, space)
    if kind not in PRESS_SPACES:
        yield "colour.spaces", {"space": kind}
    for name in colorants(file, space):
        if name not in _PLATES:
            yield "colour.spots", {"ink": name}


def _graphics_states(file: File) -> Iterator[tuple[int, Dictionary]]:
    seen: set[int] = set()
    for holder, entries in dictionaries(file):
        listed = [entries] if entries.get("Type") == "ExtGState" else []
        listed += [file.entries(state) for state in file.entries(entries.get("ExtGState")).values()]
        for state in listed:
            if id(state) not in seen:
                seen.add(id(state))
                yield holder, state


def _transparency(file: File) -> Findings:
    for holder, state in _graphics_states(file):
        for key in ("ca", "CA"):
            share = number(file.see(state.get(key)))
            if share is not None and share != 1:
                yield finding("colour.transparency", object=holder, key=key, value=str(share))
        mode = file.see(state.get("BM"))
        if mode is not None and mode not in ("Normal", "Compatible"):
            yield finding("colour.transparency", object=holder, key="BM", value=str(mode))
        mask = file.see(state.get("SMask"))
        if mask is not None and mask != "None":
            yield finding("colour.transparency", object=holder, key="SMask", value="-")
    for holder, entries in dictionaries(file):
        if file.see(entries.get("S")) == "Transparency":
            yield finding("colour.transparency", object=holder, key="Group", value="Transparency")
        default = [key for key in entries if key in ("DefaultGray", "DefaultRGB", "DefaultCMYK")]
        for key in default:
            yield finding("colour.spaces.stored", object=holder, space=key)
    for holder, stream in streams(file):
        if stream.entries.get("Subtype") == "Image":
            for key in ("SMask", "SMaskInData"):
                value = file.see(stream.entries.get(key))
                if value not in (None, 0, "None"):
                    yield finding("colour.transparency", object=holder, key=key, value="-")


def _states(file: File) -> Findings:
    for holder, state in _graphics_states(file):
        for key in ("TR", "TR2", "HTP"):
            value = file.see(state.get(key))
            if value is not None and (key, value) != ("TR2", "Default"):
                yield finding("state.transfer", object=holder, key=key)
        halftone = file.entries(state.get("HT"))
        kind = number(file.see(halftone.get("HalftoneType")))
        if halftone and (kind not in (1, 5) or "HalftoneName" in halftone):
            yield finding("state.transfer", object=holder, key="HT")
        intent = file.see(state.get("RI"))
        if intent is not None and intent not in INTENTS:
            yield finding("state.intent.stored", object=holder, detail=str(intent))
    for holder, stream in streams(file):
        intent = file.see(stream.entries.get("Intent"))
        if intent is not None and intent not in INTENTS:
            yield finding("state.intent.stored", object=holder, detail=str(intent))
