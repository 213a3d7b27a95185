"""One issue to its printers: whether it may go, which version it is, and all of it or nothing."""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from xzpress import pipeline, read
from xzpress.diagnostic import Diagnostic, Place, Severity, diagnostic, worst
from xzpress.handoff.folder import Folder
from xzpress.handoff.manifest import Part
from xzpress.handoff.parcel import MANIFEST, Parcel, identity, parcel, parts, stem
from xzpress.handoff.receipts import LOG, Receipt, note, receipts
from xzpress.handoff.receiver import NotReceived, Receiver
from xzpress.handoff.send import complete, send, visible
from xzpress.handoff.sftp import Server, program
from xzpress.keeper import Memory
from xzpress.pipeline import PRESS, Outcome, Remade, Tell
from xzpress.printer import Printer
from xzpress.read.problems import near
from xzpress.read.source import named

State = Literal["handed", "finished", "same"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one printer has now. `where`: its folder; `files`: their names, marker last.

    `state`: `handed` over now, `finished` what a stopped run had begun, or the `same` as before,
    so that nothing was written.
    """

    printer: str
    version: int
    where: str
    files: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class HandedOver(Outcome):
    """What became of one issue at its printers."""

    deliveries: tuple[Delivery, ...] = ()


def deliver(
    folder: Path,
    memory: Memory | None = None,
    tell: Tell = lambda _: None,
    *,
    to: Sequence[str] = (),
    again: bool = False,
) -> HandedOver:
    """Hand an issue's press PDF over to some printers of its paper.

    to: their names in printers.yaml; none where there is only one. again: a new version even of
    what the printer has. It is refused where what `build` left in out/ is not what the present
    copy gives, or would not pass preflight. Whatever goes wrong is a diagnostic of the outcome.
    """
    remade, outcome = pipeline.remake(folder, memory, tell)
    if remade is None or remade.pdf is None:
        return HandedOver(outcome.issue, outcome.diagnostics)
    found: list[Diagnostic] = []
    deliveries: list[Delivery] = []
    try:
        chosen = _chosen(remade, to, found)
    except read.Unreadable as unreadable:
        return HandedOver(outcome.issue, unreadable.diagnostics)
    found += _unlike(remade, outcome.issue)
    for printer in chosen if worst(found) is not Severity.ERROR else ():
        try:
            delivery = _hand(remade, printer, found, tell, again=again)
        except NotReceived as refused:
            said = {"printer": printer.name, "reason": refused.reason}
            found.append(diagnostic(refused.code, printer.place, **said))
        else:
            deliveries += [delivery] if delivery else []
    told = dict.fromkeys((*outcome.diagnostics, *found))
    return HandedOver(outcome.issue, tuple(told), deliveries=tuple(deliveries))


def _chosen(remade: Remade, to: Sequence[str], found: list[Diagnostic]) -> list[Printer]:
    """The printers that are meant. Raises Unreadable where printers.yaml makes no sense."""
    issue = remade.made.issue
    there, told = read.printers(issue.root, issue.paper)
    found += told
    known = {printer.name: printer for printer in there}
    for name in to:
        if name not in known:
            said = {"value": name, "near": near(name, known)}
            found.append(diagnostic("unknown-printer", _file(remade), **said))
    if not to and len(there) != 1:
        names = " / ".join(known)
        found.append(diagnostic("which-printer", _file(remade), names=names))
        return []
    return [printer for name, printer in known.items() if name in to or not to]


def _file(remade: Remade) -> Place:
    return Place(f"layouts/{remade.made.issue.paper}/printers.yaml")


def _unlike(remade: Remade, issue: str) -> Iterator[Diagnostic]:
    """Why what lies in out/ must not go: it is not there, or not what the present copy gives."""
    folder = named(remade.out, remade.made.issue.root)
    try:
        there = (remade.out / PRESS).read_bytes()
    except OSError:
        yield diagnostic("no-press-pdf", folder=folder, issue=issue)
        return
    if there != remade.pdf:
        yield diagnostic("other-press-pdf", folder=folder, issue=issue)


def _hand(
    remade: Remade, printer: Printer, found: list[Diagnostic], tell: Tell, *, again: bool
) -> Delivery | None:
    """Hand over to one printer, unless it has just this already. Raises NotReceived."""
    tell("preflight")
    pdfs, in_pdfs = parts(remade, printer)
    found += in_pdfs
    if worst(in_pdfs) is Severity.ERROR:
        return None
    if printer.server and program() is None:
        found.append(diagnostic("no-sftp", printer.place, server=printer.server))
        return None
    tell("deliver")
    receiver = _receiver(remade, printer)
    try:
        log = [each for each in receipts(remade.out) if each.printer == printer.name]
        version, replaces, state = _plan(remade, printer, pdfs, receiver, log, again=again)
        made = parcel(remade, printer, pdfs, version, replaces)
        where = _where(receiver, made)
        paths = (*(name for name, _ in made.files), made.marker[0])
        key = identity(pdfs, printer)
        begun = Receipt(_now(), "begun", printer.name, version, key, where, paths)
        if state == "handed":
            note(remade.out, begun)
    except OSError as error:
        raise NotReceived(error.strerror or str(error)) from error
    if state != "same":
        send(receiver, made, _temporary(remade))
    last = log[-1] if log else None
    if state != "same" or last is None or (last.state, last.version) != ("handed", version):
        done = Receipt(_now(), "handed", printer.name, version, key, where, paths)
        try:
            note(remade.out, done)
        except OSError as error:
            reason = error.strerror or str(error)
            file = named(remade.out / LOG, remade.made.issue.root)
            found.append(diagnostic("not-recorded", file=file, reason=reason))
    return Delivery(printer.name, version, where, paths, state)


def _receiver(remade: Remade, printer: Printer) -> Receiver:
    if printer.server:
        return Server(printer.server, printer.folder, printer.ssh_config)
    root = remade.made.issue.root.resolve()
    path = (root / printer.folder).resolve()
    return Folder(path, _shown(path, root), made=path.is_relative_to(root))


def _where(receiver: Receiver, made: Parcel) -> str:
    """Where a parcel lies, as the receipts name it."""
    return f"{receiver.where}/{made.folder}" if made.folder else receiver.where


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _plan(
    remade: Remade,
    printer: Printer,
    pdfs: Sequence[Part],
    receiver: Receiver,
    log: Sequence[Receipt],
    *,
    again: bool,
) -> tuple[int, int, State]:
    """Which version this is, which one it replaces (0: none), and what is left to do for it.

    A version's number is used up as soon as the log or the printer's folder has seen it, so that
    no two contents ever share one.
    """
    pattern = re.compile(re.escape(stem(remade)) + r"_v([1-9]\d*)(\.[^.].*)?")
    seen = {int(m[1]) for name in receiver.names() if (m := pattern.fullmatch(name))}
    last = max({*seen, *(each.version for each in log)}, default=0)
    handed = {each.version for each in log if each.state == "handed"}
    if last and visible(receiver, parcel(remade, printer, pdfs, last, 0)):
        handed.add(last)
    before = max((version for version in handed if version < last), default=0)
    if last and not again:
        mark = identity(pdfs, printer)
        begun = parcel(remade, printer, pdfs, last, before)
        # What was handed over elsewhere, before the printer moved, is not there.
        here = [each for each in log if each.where == _where(receiver, begun)]
        known = {each.state: each.identity for each in here if each.version == last}
        if last in handed and (
            known["handed"] == mark if "handed" in known else _has(receiver, remade, last, mark)
        ):
            return last, before, "same"
        if mark in known.values() and complete(receiver, begun):
            return last, before, "finished"
    return last + 1, last if last in handed else before, "handed"


def _has(receiver: Receiver, remade: Remade, version: int, mark: str) -> bool:
    """Whether a version that the log does not know, as after a clean-up of out/, is just this."""
    name = f"{stem(remade)}_v{version}"
    there = receiver.fetch(f"{name}/{MANIFEST}", f"{name}.{MANIFEST}")
    return any(f'"identity": "{mark}"'.encode("ascii") in found for found in there if found)


def _temporary(remade: Remade) -> str:
    """What folders are called while they are written: hidden, and nobody else's."""
    # Not the process's number: on a drive of several machines that is no name of one's own.
    return f".{stem(remade)}.{datetime.now(UTC):%Y%m%d%H%M%S}.{secrets.token_hex(4)}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
