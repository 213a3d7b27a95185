"""Sending a parcel so that whoever watches the folder sees all of it or nothing.

Everything is written into a hidden folder first and read back from there. Then the whole folder
takes its name at one stroke, or each file does where files are wanted; the marker comes last.
"""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from xzpress.handoff.parcel import Parcel
from xzpress.handoff.receiver import Differs, Receiver, Taken

_PART = re.compile(r"\..+\.(\d{14})\.[0-9a-f]+\.(part|mark)")
_ABANDONED = timedelta(hours=1)
"""After this a hidden folder belongs to a run that was stopped: sending takes less."""


def visible(receiver: Receiver, parcel: Parcel) -> bool:
    """Whether a parcel of this version lies there with its marker."""
    return receiver.fetch(parcel.path(parcel.marker[0])) is not None


def complete(receiver: Receiver, parcel: Parcel) -> bool:
    """Whether what a stopped run left of a parcel can be made complete: nothing there is other."""
    there = (receiver.fetch(parcel.path(name)) for name, _ in parcel.files)
    wanted = (content for _, content in parcel.files)
    return all(found in (None, content) for found, content in zip(there, wanted, strict=True))


def send(receiver: Receiver, parcel: Parcel, temporary: str) -> None:
    """Send a parcel, or what is still lacking of it.

    temporary: a name for hidden folders that nobody else uses.
    Raises NotReceived; Taken where something else lies there under one of its names, Differs where
    the folder gives back something else than it was given.
    """
    _sweep(receiver)
    there = receiver.names()
    for name, content in parcel.files:
        if not parcel.folder and name in there and receiver.fetch(name) != content:
            raise Taken(name)
    part, mark = f"{temporary}.part", f"{temporary}.mark"
    try:
        if not parcel.folder or parcel.folder not in there:
            lacking = {name: content for name, content in parcel.files if name not in there}
            _write(receiver, part, lacking)
            if parcel.folder:
                receiver.rename(part, parcel.folder)
            else:
                for name in lacking:
                    receiver.rename(f"{part}/{name}", name)
        name, content = parcel.marker
        _write(receiver, mark, {"mark": content})
        receiver.rename(f"{mark}/mark", parcel.path(name))
    finally:
        for hidden in (part, mark):
            receiver.discard(hidden)


def _write(receiver: Receiver, folder: str, files: dict[str, bytes]) -> None:
    """Write files into a hidden folder, and hold what is there then against their SHA-256."""
    receiver.put(folder, files)
    for name, content in files.items():
        found = receiver.fetch(f"{folder}/{name}")
        if found is None or sha256(found).digest() != sha256(content).digest():
            raise Differs(name)


def _sweep(receiver: Receiver) -> None:
    """Throw away what stopped runs left."""
    latest = datetime.now(UTC) - _ABANDONED
    for name in receiver.names():
        found = _PART.fullmatch(name)
        if found and found[1] < f"{latest:%Y%m%d%H%M%S}":
            receiver.discard(name)
