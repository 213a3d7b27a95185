"""Runs typography cases from elsewhere against this house: `python -m tests.outside_cases DIR`.

DIR holds `*.json` files, each an array of cases (their README says what the fields mean). Prints
passes and failures by family, every failed `must` case, and with `--all` every failed one.
Exit code 1 when a `must` case fails.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from xzpress import compose, read
from xzpress.compose.cast import cast
from xzpress.compose.paragraph import paragraph
from xzpress.compose.ruler import Ruler, measure
from xzpress.design import Colour, Style
from xzpress.diagnostic import Place
from xzpress.face import Shaper
from xzpress.issue import Span, Text

Case = dict[str, Any]
_ROOT = Path(__file__).parents[1]
_FACE = "song"
_SIZE = 10.0
_LEVELS = {"clreq-strict": "strict", "strict": "strict", "normal": "gb", "basic": "gb", "gb": "gb"}
"""What a case's strictness is here. Where a level has less, a higher one that has it too serves."""


class Setter:
    """Sets the texts of cases in the project's own body face."""

    def __init__(self) -> None:
        faces, _ = read.faces(_ROOT)
        self._kit = compose.kit(compose.Cases(Shaper(faces)), {})

    def ruler(self, text: str, **changes: Any) -> Ruler:
        made, _ = cast(_copy(text), style(**changes), self._kit, float("inf"))
        return measure(made, style(**changes))

    def lines(self, text: str, width: float) -> list[str]:
        lines, _ = paragraph(_copy(text), style(), (width * _SIZE,), self._kit)
        return [line.text for line in lines]


def _copy(text: str) -> Text:
    return Text((Span(text, Place("case", 1, 1)),))


def style(**changes: Any) -> Style:
    """Body type as cases want it: solid, no indent, a Han-Latin gap of a quarter em."""
    black = Colour("black", 0, 0, 0, 1)
    values: dict[str, Any] = {
        "name": "case", "face": _FACE, "size": _SIZE, "leading": 12.0, "colour": black,
        "align": "justify", "indent": 0.0, "latin_gap": 0.25, "tracking": 0.0, "ban": "gb",
        "loosest": 0.25, "sizes": (), "max_lines": 1, "hyphenate": False,
    }  # fmt: skip
    return Style(**(values | changes))


def breaks(case: Case, setter: Setter) -> str:
    """No line ends where the case forbids it; one can where it allows it."""
    level = _LEVELS.get(case.get("strictness", "gb"))
    if level is None:
        return f"level {case['strictness']} is not for print"
    ruler = setter.ruler(case["text"], ban=level)
    stops = accumulate(len(cluster.text) for cluster in ruler.clusters)
    found = {stop for stop, end in zip(stops, ruler.ends, strict=True) if end}
    found.discard(len(case["text"]))
    broken = sorted(found & set(case.get("forbidden") or ()))
    missing = sorted(set(case.get("allowed") or ()) - found)
    return "; ".join([f"ends at {at}" for at in broken] + [f"cannot end at {at}" for at in missing])


def advance(case: Case, setter: Setter) -> str:
    """Marks between Han take so many em in all."""
    ruler = setter.ruler(case["text"])
    at, edges = 0, {}
    for cluster, edge in zip(ruler.clusters, ruler.edges, strict=True):
        edges[at] = edge
        at += len(cluster.text)
    start, stop = case["span"]
    if start not in edges or stop not in edges:
        return "the span cuts a cluster"
    total = edges[stop] - edges[start]
    return "" if abs(total - case["total_em"]) < 1e-6 else f"takes {total:g} em"


def whole_lines(case: Case, setter: Setter) -> str:
    """The text breaks into just these lines."""
    found = setter.lines(case["text"], case["width_em"])
    return "" if found == case["lines"] else " | ".join(found)


def holds(case: Case, setter: Setter) -> str:
    """The set paragraph has a property."""
    lines = setter.lines(case["text"], case["width_em"])
    least = case["property"].get("last_line_min_han", 0)
    han = sum("一" <= character <= "鿿" for character in lines[-1])
    return "" if len(lines) == 1 or han >= least else f"last line {lines[-1]}"


def autospace(case: Case, setter: Setter) -> str:
    """Gaps stand between Han and Western text, and nowhere else."""
    ruler = setter.ruler(case["text"])
    at, gaps = 0, []
    for n, cluster in enumerate(ruler.clusters[:-1]):
        at += len(cluster.text)
        if ruler.edges[n + 1] - ruler.edges[n] - cluster.width > 0.01:
            gaps.append(at)
    return "" if gaps == case["gaps_after"] else f"gaps after {gaps}"


def normalised(case: Case, setter: Setter) -> str:
    """Half-width marks become what the case expects."""
    found = read.normalise(case["text"])
    return "" if found == case["expected"] else found


_JUDGES: dict[str, Callable[[Case, Setter], str]] = {
    "break": breaks,
    "advance": advance,
    "lines": whole_lines,
    "property": holds,
    "autospace": autospace,
    "normalise": normalised,
}


def cases(folder: Path) -> Iterator[Case]:
    """Every case of every file in a folder."""
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(content, list):
            yield from content


def run(folder: Path) -> list[tuple[Case, str]]:
    """Judge every case of a folder: what is wrong with each, nothing where it passes."""
    setter = Setter()
    return [(case, _JUDGES[case["kind"]](case, setter)) for case in cases(folder)]


def main() -> int:
    """Judge a folder's cases and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="print every failed case")
    options = parser.parse_args()
    results = run(options.folder)
    counts: Counter[tuple[str, str, bool]] = Counter()
    for case, trouble in results:
        counts[case["family"], case["use"], not trouble] += 1
        if trouble and (options.all or case["use"] == "must"):
            print(f"{case['use']:9} {case['id']}: {case['text']!r}: {trouble}")
    print(f"{'family':20} {'use':10} {'passed':>7} {'failed':>7}")
    for family, use in sorted({(family, use) for family, use, _ in counts}):
        print(f"{family:20} {use:10} {counts[family, use, True]:7} {counts[family, use, False]:7}")
    failed = sum(n for (_, use, passed), n in counts.items() if use == "must" and not passed)
    print(f"{len(results)} cases, {failed} must cases failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
