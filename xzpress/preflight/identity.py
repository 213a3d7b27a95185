"""Rules `id.*` and `intent.*`: what the file says it is, and which press it is made for."""

import re
import struct

from xzpress.preflight.inspection import Findings, Inspection, finding
from xzpress.preflight.reader import File, Name, Object, Stream, UnreadableError, decoded, number

_KEYS = {"GTS_PDFXVersion": b"PDF/X-1:2001", "GTS_PDFXConformance": b"PDF/X-1a:2001"}
_DATE = re.compile(rb"D:(\d{14})(Z|[+-]\d{2}'\d{2}'?)?")
_TAGS = ("A2B0", "B2A0", "desc", "cprt", "wtpt")


def check(job: Inspection) -> Findings:
    """Every breach of the rules `id.*` and `intent.*`. Source: PDF/X-1a:2001; ICC.1:1998-09."""
    yield from _info(job.file)
    yield from _intents(job)


def _text(thing: Object) -> bytes:
    """A text string's bytes, UTF-16 with only Latin-1 in it unfolded."""
    data = thing if isinstance(thing, bytes) else b""
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace").encode("utf-8")
    return data


def _info(file: File) -> Findings:
    info = file.info
    for key, wanted in _KEYS.items():
        value = _text(file.see(info.get(key)))
        if value != wanted:
            shown, needed = value.decode("utf-8", "replace"), wanted.decode("ascii")
            yield finding("id.pdfx", key=key, value=shown or "-", wanted=needed)
    if not _text(file.see(info.get("Title"))).strip():
        yield finding("id.info", key="Title", value="-")
    dates = {}
    for key in ("CreationDate", "ModDate"):
        value = _text(file.see(info.get(key)))
        found = _DATE.fullmatch(value)
        if found:
            dates[key] = found[1]
        else:
            yield finding("id.info", key=key, value=value.decode("utf-8", "replace") or "-")
    if len(dates) == 2 and dates["ModDate"] < dates["CreationDate"]:
        yield finding("id.info.order")
    trapped = file.see(info.get("Trapped"))
    if not isinstance(trapped, Name) or trapped not in ("True", "False"):
        shown = "-" if trapped is None else str(trapped)
        yield finding("id.trapped", value=shown)


def _intents(job: Inspection) -> Findings:
    file = job.file
    intents = [file.entries(item) for item in file.items(file.catalog.get("OutputIntents"))]
    ours = [intent for intent in intents if file.see(intent.get("S")) == "GTS_PDFX"]
    if len(ours) != 1:
        yield finding("intent.dictionary", key="GTS_PDFX", value=len(ours))
        return
    intent = ours[0]
    for key in ("OutputConditionIdentifier", "Info"):
        if not _text(file.see(intent.get(key))).strip():
            yield finding("intent.dictionary", key=key, value="-")
    condition = _text(file.see(intent.get("OutputConditionIdentifier"))).decode("utf-8", "replace")
    if condition and condition != job.press.condition:
        yield finding("intent.dictionary", key="OutputConditionIdentifier", value=condition)
    profile = file.see(intent.get("DestOutputProfile"))
    if not isinstance(profile, Stream):
        yield finding("intent.profile", key="DestOutputProfile", value="-")
        return
    yield from _profile(file, profile)


def _profile(file: File, profile: Stream) -> Findings:
    components = number(file.see(profile.entries.get("N")))
    if components != 4:
        yield finding("intent.profile", key="N", value=str(components))
    try:
        data = decoded(profile)
    except UnreadableError as trouble:
        yield finding("intent.profile", key="DestOutputProfile", value=str(trouble)[:80])
        return
    if len(data) < 132 or data[36:40] != b"acsp":
        yield finding("intent.profile", key="ICC", value=f"{len(data)} B")
        return
    size, count = struct.unpack_from(">I", data)[0], struct.unpack_from(">I", data, 128)[0]
    found = {data[at : at + 4].decode("latin-1") for at in range(132, 132 + 12 * count, 12)[:200]}
    lacking = [tag for tag in _TAGS if tag not in found]
    for key, value, right in (
        ("size", str(size), size == len(data)),
        ("version", f"{data[8]}.{data[9] >> 4}", data[8] == 2),
        ("class", data[12:16].decode("latin-1"), data[12:16] == b"prtr"),
        ("space", data[16:20].decode("latin-1"), data[16:20] == b"CMYK"),
        ("tags", " ".join(lacking), not lacking),
    ):
        if not right:
            yield finding("intent.profile", key=key, value=value)
