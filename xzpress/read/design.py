"""A paper's design: the files of layouts/<paper>/ as plain data, their arithmetic checked.

`paper.yaml` has sheet, grid, colours, styles and the paper's own words; `press.yaml` is the
printer's sheet, `printers.yaml` says where issues go; every other `.yaml` file is a layout, known
by its file's name.
"""

from pathlib import Path
from typing import TypeVar

from xzpress.design import Design, PressProfile, Sheet
from xzpress.diagnostic import Diagnostic, Place
from xzpress.face import Faces
from xzpress.read import inks
from xzpress.read.document import Problems, Record, near, open_source, read
from xzpress.read.layout import LayoutFile, layout
from xzpress.read.paper import PaperFile, colours, grid, marks, sheet, styles
from xzpress.read.press import PressFile, press
from xzpress.read.printers import PRINTERS
from xzpress.read.slot import Materials
from xzpress.units import mm

PAPER = "paper.yaml"
PRESS = "press.yaml"

R = TypeVar("R", bound=Record)


def design(
    root: Path, paper: str, faces: Faces, place: Place
) -> tuple[Design, tuple[Diagnostic, ...]]:
    """Read a paper's design.

    place: where the issue names its paper, for the message when there is none of that name.
    Raises Unreadable with everything found when a part of the design makes no sense.
    """
    folder, problems = root / "layouts" / paper, Problems()
    if not (folder / PAPER).is_file():
        known = sorted(p.parent.name for p in (root / "layouts").glob(f"*/{PAPER}"))
        problems.add("unknown-paper", place, value=paper, near=near(paper, known))
        problems.stop_if_serious()
    file = _read(folder / PAPER, PaperFile, root, problems)
    sheet_of_press = _read(folder / PRESS, PressFile, root, problems)
    pages = {
        path.stem: _read(path, LayoutFile, root, problems)
        for path in sorted(folder.glob("*.yaml"))
        if path.name not in (PAPER, PRESS, PRINTERS)
    }
    problems.stop_if_serious()
    assert file is not None
    assert sheet_of_press is not None
    names = frozenset(name for name, _ in faces.faces)
    materials = Materials(
        grid(file, problems), colours(file), styles(file, names, problems), problems
    )
    layouts = tuple(
        (name, layout(name, page, materials)) for name, page in pages.items() if page is not None
    )
    found_marks = marks(file, names, problems)
    printers = press(sheet_of_press)
    _web(sheet(file), printers, sheet_of_press, problems)
    inks.check(file, materials.styles, printers, problems)
    problems.stop_if_serious()
    return (
        Design(
            paper,
            sheet(file),
            materials.grid,
            tuple(materials.colours.values()),
            tuple(materials.styles.items()),
            found_marks,
            layouts,
            tuple((entry.name, entry.value.text) for entry in file.names),
            printers,
        ),
        problems.diagnostics,
    )


def _web(page: Sheet, press: PressProfile, file: PressFile, problems: Problems) -> None:
    """Two pages side by side must find room on the printer's paper."""
    across, up = 2 * page.width + press.fold_gap, page.height
    if not (press.web_width or press.cut_off):
        return
    if across > press.web_width or up > press.cut_off:
        problems.add(
            "web-too-small",
            file.at("web_width"),
            web=f"{mm(press.web_width):g} × {mm(press.cut_off):g}",
            spread=f"{mm(across):g} × {mm(up):g}",
        )


def _read(path: Path, record: type[R], root: Path, problems: Problems) -> R | None:
    source = open_source(path, root, problems)
    return read(source, record, path.parent, problems) if source else None
