"""printers.yaml: the printers of a paper, where its issues go and in what form."""

import os
import re
from pathlib import Path, PureWindowsPath
from typing import Literal, cast

from xzpress.diagnostic import Diagnostic, Place
from xzpress.printer import Printer
from xzpress.read.document import (
    Choice,
    Entry,
    File,
    Flag,
    Group,
    Kind,
    Problems,
    Reader,
    Record,
    Schema,
    Table,
    Word,
    named,
    open_source,
    optional,
    read,
    required,
    unknown,
)
from xzpress.read.kinds import scalar_of
from xzpress.read.tree import Node
from xzpress.read.written import Written, written

PRINTERS = "printers.yaml"

_FIELD = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")
_COUNTED = ("number", "total", "page", "version")
_FIELDS = ("paper", "issue", "date", *_COUNTED)
_FORBIDDEN = re.compile(r'[\x00-\x1f/\\:*?"<>|{}~\[\]]')
"""What some file system, or a listing over SFTP, does not take in a name."""
_ON_SERVER = re.compile(r'[\x00-\x1f\\*?"\[\]]')


class FileName(Kind[Written]):
    """A file's name with `{…}` for what the issue says, ending in .pdf."""

    def read(self, node: Node, key: str, reader: Reader) -> Written | None:
        scalar = scalar_of(node, key, reader)
        if not scalar:
            return None
        text, place = scalar.text, scalar.place
        for found in _FIELD.finditer(text):
            name, form = found[1], found[2]
            if name not in _FIELDS:
                unknown(reader.problems, "unknown-field", place, name, _FIELDS, key=key)
                return None
            shape = r"%[Ymd]([-_.]?%[Ymd])*" if name == "date" else r"0?\d"
            if form is not None and not (name in (*_COUNTED, "date") and re.fullmatch(shape, form)):
                reader.problems.add("bad-field", place, value=found[0])
                return None
        plain = _FIELD.sub("", text)
        wrong = _FORBIDDEN.search(plain)
        if wrong or text.startswith((".", " ")) or not text.endswith(".pdf"):
            reader.problems.add("bad-file-name", place, value=text)
            return None
        return written(scalar)

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"\.pdf$"}


class Where(Kind[Written]):
    """A folder, from the paper's root or anywhere on this machine or the server."""

    def read(self, node: Node, key: str, reader: Reader) -> Written | None:
        scalar = scalar_of(node, key, reader)
        if not scalar:
            return None
        elsewhere = PureWindowsPath(scalar.text).drive and os.name != "nt"
        backward = "\\" in scalar.text and not PureWindowsPath(scalar.text).drive
        if elsewhere or backward or scalar.text.startswith("~") or "\x00" in scalar.text:
            reader.problems.add("bad-folder", scalar.place, value=scalar.text)
            return None
        return written(scalar)

    def schema(self) -> Schema:
        return {"type": "string"}


class PrinterRecord(Record):
    """一家印厂 / one printer."""

    folder = required(
        Where(),
        "交到哪个文件夹，从报纸根目录写起或写全",
        "its folder, from the paper's root or whole",
    )
    file_name = required(
        FileName(),
        "文件名，{paper} {issue} {date} {number} {total} {page} {version} 处填刊期的内容",
        "name of each PDF, with {paper} {issue} {date} {number} {total} {page} {version} filled in",
    )
    pages = optional(
        Choice("single", "together"),
        "一版一个文件（single）或合成一个（together）",
        "a file a page, or all pages in one",
        default="single",
    )
    arrives = optional(
        Choice("folder", "files"),
        "每次交一个文件夹（folder），或把文件直接放进去（files）",
        "each delivery in a folder of its own, or its files straight in the folder",
        default="folder",
    )
    ticket = optional(Flag(), "附 XJDF 工单", "whether an XJDF ticket goes along", default=True)
    marker = optional(Word(), "最后写的标记文件名", "name of the marker, written last")
    server = optional(
        Word(), "SFTP 服务器，ssh 认得的名字", "SFTP server, by the name that ssh knows it by"
    )
    ssh_config = optional(File(), "ssh 的设置文件", "the settings file for ssh")


class PrintersFile(Record):
    """印厂 / the printers."""

    printers = required(Table(Group(PrinterRecord)), "印厂", "the printers, by name")


def printers(root: Path, paper: str) -> tuple[tuple[Printer, ...], tuple[Diagnostic, ...]]:
    """A paper's printers, in the order of its printers.yaml; none where there is no such file.

    Raises Unreadable with everything that is wrong in it.
    """
    folder, problems = root / "layouts" / paper, Problems()
    path = folder / PRINTERS
    if not path.is_file():
        problems.add("no-printers", Place(named(path, root)))
        problems.stop_if_serious()
    source = open_source(path, root, problems)
    file = read(source, PrintersFile, folder, problems) if source else None
    for entry in file.printers if file else ():
        _check(entry.value, problems)
    problems.stop_if_serious()
    assert file is not None
    return tuple(_printer(entry) for entry in file.printers), problems.diagnostics


def _check(record: PrinterRecord, problems: Problems) -> None:
    """What two keys say together."""
    name, folder = record.given(PrinterRecord.file_name), record.given(PrinterRecord.folder)
    if name:
        fields = {found[1] for found in _FIELD.finditer(name.text)}
        single = record.given(PrinterRecord.pages) != "together"
        for field in ("version", *(["page"] if single else [])):
            if field not in fields:
                problems.add("field-needed", name.place, field=f"{{{field}}}")
        if not single and "page" in fields:
            problems.add("field-of-pages", name.place)
    if folder and record.given(PrinterRecord.server) and _ON_SERVER.search(folder.text):
        problems.add("bad-folder", folder.place, value=folder.text)


def _printer(entry: Entry[PrinterRecord]) -> Printer:
    record = entry.value
    return Printer(
        name=entry.name,
        folder=record.folder.text,
        file_name=record.file_name.text,
        pages=cast(Literal["single", "together"], record.pages),
        arrives=cast(Literal["folder", "files"], record.arrives),
        ticket=record.ticket,
        marker=record.marker.text if record.marker else "READY",
        server=record.server.text if record.server else "",
        ssh_config=record.ssh_config.path if record.ssh_config else None,
        place=entry.place,
    )
