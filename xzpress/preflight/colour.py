"""Rules `content.*`, `colour.*` and `state.*`: operators, colour spaces, transparency, transfer."""

from collections.abc import Iterator

from xzpress.design import PressProfile
from xzpress.preflight.inspection import Findings, Inspection, Leaf, finding, on_page
from xzpress.preflight.marks import Mark, Paint, Picture, paints_of
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
    """Every breach of `content.*`, `colour.*`, `state.*`. Source: PDF/X-1a, X-4; GWG2015."""
    for leaf in job.leaves:
        painted = set()
        for mark in leaf.marks:
            for paint in dict.fromkeys(paints_of(mark)):
                painted.add(paint.space)
                yield from _paint(leaf, mark, paint, job.press)
        for trouble in leaf.troubles:
            if trouble.kind in _TROUBLES:
                yield on_page(_TROUBLES[trouble.kind], leaf, detail=trouble.detail)
            elif trouble.kind == "space" and trouble.detail not in painted:
                yield on_page("colour.spaces.set", leaf, space=trouble.detail)
    yield from _images(job)
    yield from _defaults(job.file)
    yield from _blending(job) if job.standard == "PDF/X-4" else _transparency(job.file)
    yield from _states(job.file)


def _paint(leaf: Leaf, mark: Mark, paint: Paint, press: PressProfile) -> Findings:
    if paint.space not in PRESS_SPACES | {"Pattern"}:
        yield on_page("colour.spaces", leaf, mark, space=paint.space)
    for name in paint.colorant.split("/"):
        if name and name not in _PLATES and name not in press.plates:
            yield on_page("colour.spots", leaf, mark, ink=name)
    if not mark.extent.meets(leaf.bleed, -_SLACK):
        return
    limit = press.ink_limit
    if paint.colorant == "All" or (paint.inks and paint.inks.total > _REGISTRATION):
        yield on_page("colour.registration", leaf, mark)
    elif paint.inks and paint.inks.total > limit + _SLACK:
        ink = round(paint.inks.total)
        yield on_page("colour.flat-ink", leaf, mark, ink=ink, limit=round(limit))


def _images(job: Inspection) -> Findings:
    """Images that are placed by their place, those only stored by their number."""
    placed: set[int] = set()
    for leaf in job.leaves:
        for mark in leaf.marks:
            if isinstance(mark, Picture):
                placed.add(mark.object)
                for code, values in _image(job, mark.image.entries):
                    yield on_page(code, leaf, mark, **values)
    for holder, stream in streams(job.file):
        if stream.entries.get("Subtype") == "Image" and holder not in placed:
            for code, values in _image(job, stream.entries):
                yield finding(f"{code}.stored", object=holder, **values)


def _image(job: Inspection, image: Dictionary) -> Iterator[tuple[str, dict[str, str]]]:
    file = job.file
    if file.see(image.get("ImageMask")) is True:
        return
    space = file.see(image.get("ColorSpace"))
    kind = family(file, space)
    if kind not in PRESS_SPACES:
        yield "colour.spaces", {"space": kind}
    for name in colorants(file, space):
        if name not in _PLATES and name not in job.press.plates:
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


def _defaults(file: File) -> Findings:
    for holder, entries in dictionaries(file):
        for key in entries:
            if key in ("DefaultGray", "DefaultRGB", "DefaultCMYK"):
                yield finding("colour.spaces.stored", object=holder, space=key)


def _transparency(file: File) -> Findings:
    """Anything at all that is transparent (PDF/X-1a)."""
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
        if entries.get("S") == "Transparency":
            yield finding("colour.transparency", object=holder, key="Group", value="Transparency")
    for holder, stream in streams(file):
        if stream.entries.get("Subtype") == "Image":
            for key in ("SMask", "SMaskInData"):
                value = file.see(stream.entries.get(key))
                if value not in (None, 0, "None"):
                    yield finding("colour.transparency", object=holder, key=key, value="-")


def _blending(job: Inspection) -> Findings:
    """Transparency blends in DeviceCMYK only (PDF/X-4, GWG2015); a mask may do so in grey."""
    file = job.file
    masks = {id(file.entries(file.entries(state.get("SMask")).get("G")))
             for _, state in _graphics_states(file)}  # fmt: skip
    for holder, entries in dictionaries(file):
        group = file.entries(entries.get("Group"))
        if group.get("S") != "Transparency" or group.get("CS") is None:
            continue
        space = family(file, group["CS"])
        taken = ("DeviceCMYK", "DeviceGray") if id(entries) in masks else ("DeviceCMYK",)
        if space not in taken:
            yield finding("colour.blend-space", object=holder, space=space)
    for leaf in job.leaves:
        live = {trouble.detail for trouble in leaf.troubles if trouble.kind == "transparent"}
        if live and file.entries(leaf.entries.get("Group")).get("CS") is None:
            yield on_page("colour.blend-space.page", leaf, key=" ".join(sorted(live)))


def _states(file: File) -> Findings:
    for holder, state in _graphics_states(file):
        for key in ("TR", "TR2", "HTP"):
            value = file.see(state.get(key))
            if value is not None and (key, value) != ("TR2", "Default"):
                yield finding("state.transfer", object=holder, key=key)
        halftone = file.entries(state.get("HT"))
        if halftone and not _plain_halftone(file, halftone):
            yield finding("state.transfer", object=holder, key="HT")
        intent = file.see(state.get("RI"))
        if intent is not None and intent not in INTENTS:
            yield finding("state.intent.stored", object=holder, detail=str(intent))
    for holder, stream in streams(file):
        intent = file.see(stream.entries.get("Intent"))
        if intent is not None and intent not in INTENTS:
            yield finding("state.intent.stored", object=holder, detail=str(intent))


def _plain_halftone(file: File, halftone: Dictionary) -> bool:
    """Whether it is of type 1, or of type 5 with nothing but such below, unnamed and unbent."""
    kind = number(file.see(halftone.get("HalftoneType")))
    below = [file.entries(part) for part in halftone.values()] if kind == 5 else []
    screens = [halftone, *(part for part in below if part)]
    return kind in (1, 5) and not any(
        "HalftoneName" in screen or "TransferFunction" in screen for screen in screens
    )
