"""JSON Schemas of the desk's files, for editors; made from what the readers declare.

To make them again after a key has changed: `python -m xzpress.read.schemas layouts/schemas`.
"""

import json
import sys
from pathlib import Path

from xzpress.read.copy import StorySheet
from xzpress.read.document import Record, schema
from xzpress.read.fonts import FontsSheet
from xzpress.read.issue import IssueSheet
from xzpress.read.layout import LayoutFile
from xzpress.read.paper import PaperFile
from xzpress.read.press import PressFile
from xzpress.read.printers import PrintersFile

_RECORDS: dict[str, tuple[type[Record], str]] = {
    "issue": (IssueSheet, "issue.yaml：一期 / an issue"),
    "story": (StorySheet, "稿件开头 / a story's front matter"),
    "fonts": (FontsSheet, "fonts.yaml：字体角色 / the faces and their roles"),
    "paper": (PaperFile, "paper.yaml：开张、版心、样式 / sheet, grid and styles"),
    "press": (PressFile, "press.yaml：印厂要求 / the printer's sheet"),
    "printers": (PrintersFile, "printers.yaml：印厂 / the printers"),
    "layout": (LayoutFile, "版式 / a layout"),
}


def schemas() -> dict[str, str]:
    """Every schema by its file's name."""
    return {
        f"{name}.schema.json": json.dumps(schema(record, title), ensure_ascii=False, indent=2)
        + "\n"
        for name, (record, title) in _RECORDS.items()
    }


def write(folder: Path) -> None:
    """Write every schema into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
