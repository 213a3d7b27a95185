"""Our lines beside Chromium's and Typst's: `python -m benchmarks.golden [--typst] [--lines EM]`.

Sets the 29 paragraphs of tests/typography/golden.json at each of its measures and prints what went
wrong, how many lines it took and how loose they are. The other engines' figures stand in the file;
ours are read off the places of the shapes in the set lines, not off what composition says of them.

The file's Typst figures are of paragraphs without any indent, although it says 2 em: Typst indents
no first paragraph unless told `all: true`, and its breaks there fill first lines to the measure.
So ours stand beside them without an indent too, and `--typst` sets the paragraphs with Typst now
(pip `typst`), without an indent, as a check on the file, and with 2 em.

`--lines EM` shows our lines at one measure, each with its widest gap.
"""

import argparse
import ctypes
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from xzpress import compose, read
from xzpress.compose.paragraph import paragraph
from xzpress.design import Colour, Style
from xzpress.diagnostic import Place
from xzpress.face import Shaper
from xzpress.galley import Line
from xzpress.issue import Span, Text

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "typography" / "golden.json"
SIZE = 10.0
LOOSE = 0.25
"""A line opened by more than this is counted as loose, em."""

START_BAN = "，。、；：？！”’）》〉】〕」』］｝〗～–·/"
END_BAN = "“‘（《〈【〔「『［｛〖/"
# GB/T 15834 §5.1.11 and clreq 标点挤压: neighbours that share one blank half
_CLOSING = "，。、；：？！”’）》〉】〕」』］｝〗"
_OPENING = "“‘（《〈【〔「『［｛〖"
_SQUEEZED = re.compile(f"[{_CLOSING}][{_CLOSING}{_OPENING}]|[{_OPENING}][{_OPENING}]")
_SPLIT = re.compile(
    r"——|……|[0-9][0-9%％‰℃]|[0-9][.,:/]|[.,:/+\-−￥$][0-9]|[A-Za-z][A-Za-z]|[？！][？！]"
)
_HAN = re.compile("[〇㐀-䶿一-鿿豈-﫿\U00020000-\U000323af]")
_NEAR = 1e-3


class Placed(NamedTuple):
    """Characters set as one, and where they stand in their line, em."""

    text: str
    x: float


PlacedLine = Sequence[Placed]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted over the paragraphs at one measure, in lines and em.

    `lone`: last lines with a single Han character. `mean`: over the paragraphs, of their justified
    lines' mean extra space between two Han characters (so the file counts it); `worst`: the
    widest one; `loose`: lines whose mean is over a quarter em. `unsqueezed`: pairs of marks;
    `ragged`: lines whose last Han character or mark does not end at the measure. None: not counted.
    """

    lines: int
    starts: int
    ends: int
    splits: int
    lone: int
    loose: int
    mean: float
    worst: float
    unsqueezed: int | None = None
    ragged: int | None = None


def kit() -> compose.Kit:
    """The paper's own faces to set with."""
    faces, _ = read.faces(ROOT)
    return compose.kit(compose.Cases(Shaper(faces)), {})


def style(**changes: Any) -> Style:
    """Body type as the other engines were told to set it: a quarter em beside Latin."""
    values: dict[str, Any] = {
        "name": "golden", "face": "song", "size": SIZE, "leading": 12.0,
        "colour": Colour("black", 0, 0, 0, 1), "align": "justify", "indent": 2.0,
        "latin_gap": 0.25, "tracking": 0.0, "ban": "gb", "loosest": 0.25, "sizes": (),
        "max_lines": 1, "hyphenate": False,
    }  # fmt: skip
    return Style(**(values | changes))


def set_paragraph(text: str, em: float, look: Style, type_kit: compose.Kit) -> tuple[Line, ...]:
    """The lines of one paragraph. em: the measure."""
    copy = Text((Span(text, Place("golden.json", 1, 1)),))
    return paragraph(copy, look, (em * look.size,), type_kit)[0]


def placed(line: Line, size: float) -> list[Placed]:
    """The shapes of a set line, from its left end."""
    return [
        Placed(shape.text, x / size)
        for run in line.runs
        for shape, x in zip(run.shapes, run.xs, strict=True)
    ]


def ours(paragraphs: list[str], em: float, look: Style, type_kit: compose.Kit) -> Figures:
    """Set the paragraphs here and count."""
    settings = [
        [placed(line, look.size) for line in set_paragraph(text, em, look, type_kit)]
        for text in paragraphs
    ]
    return count(settings, em, 0.5 if look.line_end == "half" else 1.0)


def count(settings: Sequence[Sequence[PlacedLine]], em: float, widest: float = 0.5) -> Figures:
    """Count over set paragraphs. em: the measure; widest: what a mark may take at a line's end."""
    every = [line for lines in settings for line in lines]
    filled = [line for lines in settings for line in lines[:-1]]
    gaps = [[_gaps_of(line) for line in lines[:-1]] for lines in settings]
    means = [[sum(line) / len(line) if line else 0.0 for line in lines] for lines in gaps]
    turns = [(words(a).rstrip(" "), words(b)) for lines in settings for a, b in pairwise(lines)]
    return Figures(
        lines=len(every),
        starts=sum(b[0] in START_BAN for _, b in turns),
        ends=sum(a[-1] in END_BAN for a, _ in turns),
        splits=sum(_SPLIT.fullmatch(a[-1] + b[0]) is not None for a, b in turns),
        lone=sum(len(lines) > 1 and is_lone(lines[-1]) for lines in settings),
        loose=sum(mean > LOOSE for lines in means for mean in lines),
        mean=_mean([_mean(lines) for lines in means]),
        worst=max(gap for lines in gaps for line in lines for gap in (*line, 0.0)),
        unsqueezed=sum(map(unsqueezed, every)),
        ragged=sum(is_ragged(line, em, widest) for line in filled),
    )


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def words(line: PlacedLine) -> str:
    """What a line says."""
    return "".join(piece.text for piece in line)


def is_lone(line: PlacedLine) -> bool:
    """Whether a last line has but one Han character (单字成行, clreq)."""
    return len(_HAN.findall(words(line))) == 1


def _gaps_of(line: PlacedLine) -> list[float]:
    """What stands between each two Han neighbours of a line beyond their own em."""
    return [
        b.x - a.x - 1
        for a, b in pairwise(line)
        if _HAN.fullmatch(a.text) and _HAN.fullmatch(b.text)
    ]


def unsqueezed(line: PlacedLine) -> int:
    """How many pairs of marks take two em where they should share a blank half.

    A pair may be as much wider than half an em, origin to origin, as the line's gaps are; a line
    without any two Han neighbours to compare it with is passed over.
    """
    room = 0.5 + max(_gaps_of(line), default=float("inf")) + _NEAR
    return sum(
        _SQUEEZED.fullmatch(a.text + b.text) is not None and b.x - a.x > room
        for a, b in pairwise(line)
    )


def is_ragged(line: PlacedLine, em: float, widest: float) -> bool:
    """Whether a line ends with a Han character or a mark that does not end at the measure."""
    last = line[-1]
    if last.text in _CLOSING:
        return not 0.5 - _NEAR < em - last.x < widest + _NEAR
    return bool(_HAN.fullmatch(last.text)) and abs(em - last.x - 1) > _NEAR


def golden() -> tuple[list[str], list[int], dict[str, Any]]:
    """The paragraphs, the measures in em and the other engines' totals."""
    content = json.loads(GOLDEN.read_text(encoding="utf-8"))
    ems = sorted({int(key.partition("@")[2]) for key in content["totals"]})
    return [each["text"] for each in content["paragraphs"]], ems, content["totals"]


def filed(engine: str, em: int, totals: dict[str, Any]) -> Figures:
    """What the file says of another engine at one measure."""
    found = totals[f"{engine}@{em}"]
    return Figures(
        lines=found["lines"],
        starts=found["bad_start"],
        ends=found["bad_end"],
        splits=found["split_unit"],
        lone=found["one_han_last_lines"],
        loose=found["lines_gap_over_0_25"],
        mean=found["mean_line_gap_em"],
        worst=found["max_han_gap_em"],
    )


_TYPST = """
#let given = json(bytes(sys.inputs.given))
#set page(width: given.em * 10pt, height: auto, margin: 0pt)
#set text(font: "Noto Serif SC", size: 10pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: given.indent * 1em, all: true))
#for each in given.texts { page(par(each)) }
"""


def set_by_typst(paragraphs: list[str], em: int, indent: float) -> Figures:
    """Set the paragraphs with Typst and read the places back from its PDF, a page for each."""
    given = json.dumps({"em": em, "indent": indent, "texts": paragraphs}, ensure_ascii=False)
    pdf = typst_document(_TYPST, given).compile()
    assert isinstance(pdf, bytes)
    return count([list(page) for page in _pages(pdf)], em)


def typst_document(source: str, given: str) -> Any:
    """A document for Typst, set with the paper's own faces and no others."""
    import typst

    return typst.Compiler(source.encode(), font_paths=_typst_fonts(), sys_inputs={"given": given})


@cache
def _typst_fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(ROOT / "fonts")])


def _pages(pdf: bytes) -> Iterator[Iterator[PlacedLine]]:
    """The lines of each page of a PDF, by the origins of its characters; 10 pt are an em."""
    import pypdfium2
    from pypdfium2 import raw

    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        x, y = ctypes.c_double(), ctypes.c_double()
        rows: dict[int, list[Placed]] = {}
        for n in range(raw.FPDFText_CountChars(text)):
            if not raw.FPDFText_IsGenerated(text, n):
                raw.FPDFText_GetCharOrigin(text, n, x, y)
                character = chr(raw.FPDFText_GetUnicode(text, n))
                rows.setdefault(round(y.value), []).append(Placed(character, x.value / SIZE))
        yield (sorted(rows[y], key=lambda piece: piece.x) for y in sorted(rows, reverse=True))


_HEADER = (
    f"{'em':>3} {'indent':>6} {'set by':19} {'lines':>5} {'starts':>6} {'ends':>4} {'splits':>6}"
    f" {'unsq.':>5} {'ragged':>6} {'lone':>4} {'>1/4':>4} {'mean':>6} {'worst':>6}"
)


def _row(em: int, indent: float, name: str, figures: Figures) -> str:
    squeeze, ragged = ("-" if n is None else n for n in (figures.unsqueezed, figures.ragged))
    return (
        f"{em:3} {indent:6g} {name:19} {figures.lines:5} {figures.starts:6} {figures.ends:4}"
        f" {figures.splits:6} {squeeze:>5} {ragged:>6} {figures.lone:4} {figures.loose:4}"
        f" {figures.mean:6.4f} {figures.worst:6.4f}"
    )


def _rows(em: int, with_typst: bool, type_kit: compose.Kit) -> Iterator[str]:
    paragraphs, _, totals = golden()

    def here(indent: float, **changes: Any) -> Figures:
        return ours(paragraphs, em, style(indent=indent, **changes), type_kit)

    yield _row(em, 0, "Typst (file)", filed("typst-0.15", em, totals))
    if with_typst:
        yield _row(em, 0, "Typst", set_by_typst(paragraphs, em, 0))
    yield _row(em, 0, "xzpress", here(0.0))
    yield _row(em, 0, "xzpress flexible", here(0.0, line_end="flexible"))
    yield _row(em, 2, "Chromium (file)", filed("chromium-156", em, totals))
    if with_typst:
        yield _row(em, 2, "Typst", set_by_typst(paragraphs, em, 2))
    yield _row(em, 2, "xzpress", here(2.0))
    yield _row(em, 2, "xzpress flexible", here(2.0, line_end="flexible"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--typst", action="store_true", help="set them with Typst too, now")
    parser.add_argument("--lines", type=int, metavar="EM", help="show the lines at one measure")
    options = parser.parse_args()
    paragraphs, ems, _ = golden()
    type_kit, look = kit(), style()
    if options.lines:
        for text in paragraphs:
            for line in set_paragraph(text, options.lines, look, type_kit):
                print(f"{max(_gaps_of(placed(line, SIZE)), default=0.0):7.4f}  {line.text}")
            print()
        return
    print(_HEADER)
    for em in ems:
        print(*_rows(em, options.typst, type_kit), "", sep="\n")


if __name__ == "__main__":
    main()
