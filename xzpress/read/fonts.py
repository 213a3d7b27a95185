"""fonts/fonts.yaml: which font file plays which role."""

from pathlib import Path

from xzpress.diagnostic import Diagnostic, Place
from xzpress.face import Face, Faces
from xzpress.read.document import (
    File,
    Group,
    Items,
    Problems,
    Record,
    Table,
    Unreadable,
    Word,
    Written,
    named,
    open_source,
    optional,
    read,
    required,
    unknown,
)

_LANGUAGE = "zh-Hans"


class FaceSheet(Record):
    """One face."""

    file = required(File(".ttf", ".otf", ".ttc"), "字体文件", "the font file, beside fonts.yaml")
    marks = optional(Word(), "标点取自哪款字体", "the face that marks are taken from")
    latin = optional(Word(), "数字和西文取自哪款字体", "the face of numbers and Western text")
    fallback = optional(Items(Word()), "缺字时依次改用", "faces for characters it lacks")


class FontsSheet(Record):
    """fonts.yaml."""

    language = optional(Word(), "排版语言，默认 zh-Hans", "language for shaping, else zh-Hans")
    faces = required(Table(Group(FaceSheet)), "字体角色", "the faces by their roles")
    fallback = optional(
        Items(Word()), "没有自己的 fallback 时改用", "fallback of faces without one", default=()
    )


def faces(root: Path) -> tuple[Faces, tuple[Diagnostic, ...]]:
    """Read the paper's fonts, with what is to be told about them.

    root: the paper's, that holds fonts/.
    Raises Unreadable with everything found when one of the findings is an error.
    """
    problems = Problems()
    folder = root / "fonts"
    path = folder / "fonts.yaml"
    if not path.is_file():
        problems.add("missing-file", Place(named(path, root)), file=named(path, root), there="—")
        raise Unreadable(problems.diagnostics)
    source = open_source(path, root, problems)
    sheet = read(source, FontsSheet, folder, problems) if source else None
    if not sheet:
        raise Unreadable(problems.diagnostics)
    names = tuple(entry.name for entry in sheet.faces)
    _check(sheet.fallback, names, "fallback", problems)
    for entry in sheet.faces:
        _check(entry.value.given(FaceSheet.fallback) or (), names, "fallback", problems)
        for key, kind in (("marks", FaceSheet.marks), ("latin", FaceSheet.latin)):
            instead = entry.value.given(kind)
            _check((instead,) if instead else (), names, key, problems)
    problems.stop_if_serious()
    made = tuple((entry.name, _face(entry.name, entry.value, sheet)) for entry in sheet.faces)
    language = sheet.language.text if sheet.language else _LANGUAGE
    return Faces(made, language), problems.diagnostics


def _check(
    given: tuple[Written, ...], names: tuple[str, ...], key: str, problems: Problems
) -> None:
    """Every face that another one names must be there."""
    for name in given:
        if name.text not in names:
            unknown(problems, "unknown-word", name.place, name.text, names, key=key)


def _face(name: str, sheet: FaceSheet, fonts: FontsSheet) -> Face:
    chain = fonts.fallback if sheet.fallback is None else sheet.fallback
    fallback = tuple(face.text for face in chain if face.text != name)
    return Face(
        name,
        sheet.file.path,
        fallback,
        sheet.marks.text if sheet.marks else None,
        sheet.latin.text if sheet.latin else None,
    )
