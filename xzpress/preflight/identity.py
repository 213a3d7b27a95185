"""Rules `id.*` and `intent.*`: what the file says it is, and which press it is made for."""

import re
import struct
from datetime import UTC, datetime, timedelta, timezone

from xzpress.preflight.inspection import Findings, Inspection, finding
from xzpress.preflight.metadata import BrokenXmpError, accepted, claimed, text, xmp
from xzpress.preflight.reader import File, Name, Stream, UnreadableError, decoded, number

_DATE = re.compile(
    r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-]\d\d)'?(\d\d)?'?)?(?:00'?00'?)?"
)
_LONGEST_DATE = re.compile(r"D:\d{14}(Z(00'00'?)?|[+-]\d\d'\d\d'?)?")
_XMP_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:(Z)|([+-]\d\d):(\d\d))?"
)
_WANTED_XMP = (
    "dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID",
    "xmpMM:VersionID", "xmpMM:RenditionClass", "pdf:Trapped",
)  # fmt: skip
_XMP_DATES = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate")
_SAME = {"Title": "dc:title", "Trapped": "pdf:Trapped", "GTS_PDFXVersion": "pdfxid:GTS_PDFXVersion"}
_SAME_DATES = {"CreationDate": "xmp:CreateDate", "ModDate": "xmp:ModifyDate"}
_TAGS = ("A2B0", "B2A0", "desc", "cprt", "wtpt")
_MOST_TAGS = 200


def check(job: Inspection) -> Findings:
    """Every breach of the rules `id.*` and `intent.*`. Source: PDF/X-1a, X-4; ICC.1:1998-09."""
    yield from _standard(job)
    yield from _info(job)
    yield from _trapped(job)
    yield from _xmp(job)
    yield from _intents(job)


def _standard(job: Inspection) -> Findings:
    said = claimed(job.file)
    info = job.file.info
    if job.standard == "PDF/X-4":
        if said != "PDF/X-4":
            shown = _version_in_xmp(job.file)
            yield finding("id.pdfx", key="pdfxid:GTS_PDFXVersion", value=shown, wanted="PDF/X-4")
        return
    if said is not None and said not in accepted(job.press):
        yield finding("id.pdfx", key="PDF/X", value=said, wanted=job.press.standard)
        return
    wanted = {"GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001"}
    if job.standard == "PDF/X-1a:2003":
        wanted = {"GTS_PDFXVersion": "PDF/X-1a:2003"}
        if "GTS_PDFXConformance" in info:
            wanted["GTS_PDFXConformance"] = "PDF/X-1a:2003"
    for key, needed in wanted.items():
        value = text(job.file.see(info.get(key)))
        if value != needed:
            yield finding("id.pdfx", key=key, value=value or "-", wanted=needed)


def _version_in_xmp(file: File) -> str:
    try:
        return (xmp(file) or {}).get("pdfxid:GTS_PDFXVersion", "-")
    except BrokenXmpError:
        return "-"


def _info(job: Inspection) -> Findings:
    """Title and dates; PDF/X-4 leaves them to XMP, but what is there must be well formed."""
    file, optional = job.file, job.standard == "PDF/X-4"
    info = file.info
    title = text(file.see(info.get("Title"))).strip("\0 \t\r\n")
    if not title and not (optional and "Title" not in info):
        yield finding("id.info", key="Title", value="-")
    dates = {}
    for key in ("CreationDate", "ModDate"):
        value = text(file.see(info.get(key)))
        if optional and key not in info:
            continue
        when = pdf_date(value)
        if when is None:
            yield finding("id.info", key=key, value=value[:40] or "-")
        else:
            dates[key] = when
    if len(dates) == 2 and dates["ModDate"] < dates["CreationDate"]:
        yield finding("id.info.order")


def pdf_date(value: str) -> datetime | None:
    """A PDF date with its time, None where it is none or no day of the calendar.

    >>> pdf_date("D:20181130120000+08'00'").isoformat()
    '2018-11-30T12:00:00+08:00'
    >>> pdf_date("D:20181332120000Z")
    """
    if not _LONGEST_DATE.fullmatch(value):
        return None
    found = _DATE.match(value)
    return _moment(found) if found else None


def _xmp_date(value: str) -> datetime | None:
    found = _XMP_DATE.fullmatch(value)
    return _moment(found) if found else None


def _moment(found: re.Match[str]) -> datetime | None:
    numbers = [int(part or low) for part, low in
               zip(found.groups()[:6], (0, 1, 1, 0, 0, 0), strict=True)]  # fmt: skip
    zone: timezone = UTC
    try:
        if found[8]:
            away = timedelta(hours=abs(int(found[8])), minutes=int(found[9] or 0))
            zone = timezone(-away if found[8].startswith("-") else away)
        return datetime(*numbers, tzinfo=zone)  # type: ignore[misc, arg-type]
    except ValueError:
        return None


def _trapped(job: Inspection) -> Findings:
    trapped = job.file.see(job.file.info.get("Trapped"))
    if trapped is None and job.standard == "PDF/X-4":
        return  # its XMP says it
    if not isinstance(trapped, Name) or trapped not in ("True", "False"):
        shown = "-" if trapped is None else str(trapped)
        yield finding("id.trapped", value=shown)


def _xmp(job: Inspection) -> Findings:
    try:
        said = xmp(job.file)
    except BrokenXmpError as trouble:
        yield finding("id.xmp", key="XMP", value=str(trouble)[:80])
        return
    if job.standard == "PDF/X-4":
        for key in _WANTED_XMP:
            if not (said or {}).get(key, "").strip():
                yield finding("id.xmp", key=key, value="-")
        trapped = (said or {}).get("pdf:Trapped", "")
        if trapped and trapped not in ("True", "False"):
            yield finding("id.trapped", value=trapped)
    if not said:
        return
    for key in _XMP_DATES:
        if key in said and _xmp_date(said[key]) is None:
            yield finding("id.xmp", key=key, value=said[key][:40])
    yield from _sync(job, said)


def _sync(job: Inspection, said: dict[str, str]) -> Findings:
    """What Info and XMP both say must be the same (PDF/X-1a wants no XMP, so it is a doubt there).

    Times may differ in their zone, and XMP may leave the seconds out.
    """
    file = job.file
    code = "id.sync" if job.standard == "PDF/X-4" else "id.sync.loose"
    for key, other in _SAME.items():
        mine = file.see(file.info.get(key))
        shown = str(mine) if isinstance(mine, Name) else " ".join(text(mine).split())
        if shown and other in said and shown != said[other]:
            yield finding(code, key=key, value=shown[:40], other=said[other][:40])
    for key, other in _SAME_DATES.items():
        first = pdf_date(text(file.see(file.info.get(key))))
        second = _xmp_date(said.get(other, ""))
        if first and second and abs(first - second) >= timedelta(minutes=1):
            yield finding(code, key=key, value=first.isoformat(), other=second.isoformat())


def _intents(job: Inspection) -> Findings:
    file = job.file
    intents = [file.entries(item) for item in file.items(file.catalog.get("OutputIntents"))]
    ours = [intent for intent in intents if file.see(intent.get("S")) == "GTS_PDFX"]
    if len(ours) != 1:
        yield finding("intent.dictionary", key="GTS_PDFX", value=len(ours))
        return
    intent = ours[0]
    for key in ("OutputConditionIdentifier", "Info"):
        if not text(file.see(intent.get(key))).strip():
            yield finding("intent.dictionary", key=key, value="-")
    condition = text(file.see(intent.get("OutputConditionIdentifier")))
    if condition and job.press.condition and condition != job.press.condition:
        yield finding("intent.dictionary.condition", value=condition, wanted=job.press.condition)
    profile = file.see(intent.get("DestOutputProfile"))
    if not isinstance(profile, Stream):
        yield finding("intent.profile", key="DestOutputProfile", value="-")
        return
    yield from _profile(job, profile)


def _profile(job: Inspection, profile: Stream) -> Findings:
    components = number(job.file.see(profile.entries.get("N")))
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
    table = [data[at : at + 12] for at in range(132, 132 + 12 * min(count, _MOST_TAGS), 12)]
    inside = {entry[:4].decode("latin-1") for entry in table if _lies_within(entry, len(data))}
    lacking = [tag for tag in _TAGS if tag not in inside]
    newest = 4 if job.standard == "PDF/X-4" else 2
    for key, value, right in (
        ("size", str(size), size == len(data)),
        ("version", f"{data[8]}.{data[9] >> 4}", 2 <= data[8] <= newest),
        ("class", data[12:16].decode("latin-1"), data[12:16] == b"prtr"),
        ("space", data[16:20].decode("latin-1"), data[16:20] == b"CMYK"),
        ("tags", " ".join(lacking), not lacking),
    ):
        if not right:
            yield finding("intent.profile", key=key, value=value)


def _lies_within(entry: bytes, size: int) -> bool:
    """Whether a tag's data lie inside the profile."""
    if len(entry) < 12:
        return False
    offset, length = struct.unpack(">II", entry[4:])
    return bool(length and offset + length <= size)
