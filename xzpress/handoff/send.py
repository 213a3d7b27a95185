"""Sending a parcel so that whoever watches the folder sees all of it or nothing.

Everything is written into a hidden folder first and read back from there. Then the whole folder
takes its name at one stroke, or each file does where files are wanted; the marker comes last.
"""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from xzpress.handoff.parcel import Parcel
from xzpress.handoff.receiver import Differs, NotReceived, Receiver, Taken

_PART = re.compile(r"\..+\.(\d{14})\.[0-9a-f]+\.(part|mark)")
_ABANDONED = timedelta(hours=1)
"""After this a hidden folder belongs to a run that was stopped: sending takes less."""


def visible(receiver: Receiver, parcel: Parcel) -> bool:
    """Whether a parcel of this version lies there with its marker."""
    return receiver.fetch(parcel.path(parcel.marker[0])) != (None,)


def complete(receiver: Receiver, parcel: Parcel) -> bool:
    """Whether what a stopped run left of a parcel can be made complete: nothing there is other."""
    there = receiver.fetch(*(parcel.path(name) for name, _ in parcel.files))
    wanted = (content for _, content in parcel.files)
    return all(found in (None, content) for found, content in zip(there, wanted, strict=True))


def send(receiver: Receiver, parcel: Parcel, temporary: str) -> None:
    """Send a parcel, or what is still lacking of it.

    temporary: a name for hidden folders that nobody else uses.
    Raises NotReceived; Taken where something else lies there under one of its names, Differs where
    the folder gives back something else than it was given.
    """
    there = receiver.names()
    part, mark = f"{temporary}.part", f"{temporary}.mark"
    try:
        if parcel.folder:
            if parcel.folder not in there:
                _write(receiver, part, dict(parcel.files))
                receiver.rename(part, parcel.folder)
        else:
            lacking = _lacking(receiver, parcel, there)
            _write(receiver, part, lacking)
            for name in lacking:
                receiver.rename(f"{part}/{name}", name)
        name, content = parcel.marker
        _write(receiver, mark, {"mark": content})
        receiver.rename(f"{mark}/mark", parcel.path(name))
    finally:
        with suppress(NotReceived):  # another run does it in an hour
            receiver.discard(part, mark, *_abandoned(there))


def _lacking(receiver: Receiver, parcel: Parcel, there: frozenset[str]) -> dict[str, bytes]:
    """The files that do not lie in the printer's folder yet. Raises Taken."""
    present = [name for name, _ in parcel.files if name in there]
    found = dict(zip(present, receiver.fetch(*present), strict=True)) if present else {}
    for name, content in parcel.files:
        if name in found and found[name] != content:
            raise Taken(name)
    return {name: content for name, content in parcel.files if name not in found}


def _write(receiver: Receiver, folder: str, files: dict[str, bytes]) -> None:
    """Write files into a hidden folder, and hold what is there then against their SHA-256."""
    receiver.put(folder, files)
    paths = [f"{folder}/{name}" for name in files]
    for (name, content), found in zip(files.items(), receiver.fetch(*paths), strict=True):
        if found is None or sha256(found).digest() != sha256(content).digest():
            raise Differs(name)


def _abandoned(names: frozenset[str]) -> list[str]:
    """The hidden folders that stopped runs left."""
    latest = f"{datetime.now(UTC) - _ABANDONED:%Y%m%d%H%M%S}"
    found = (_PART.fullmatch(name) for name in sorted(names))
    return [each[0] for each in found if each and each[1] < latest]
