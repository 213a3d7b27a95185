"""What the front page costs: CPU and wall time by step, and peak memory.

    python benchmarks/front_page.py [--runs 5]

cold       a fresh process, nothing kept from earlier builds
warm       a fresh process, photos kept, one paragraph changed
again      a fresh process, nothing changed
resident   the second build in one process, one paragraph changed

Every run is a process of its own with the installed, compiled program, on a copy of the paper;
the median run of each kind is shown.
"""

import argparse
import compileall
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ISSUE = "2018-11-30"
KINDS = ("cold", "warm", "again", "resident")
STEPS = ("start", "import", "read", "compose", "arrange", "photos", "render", "preflight", "proof")
_HAN_PAIR = re.compile("([\u4e00-\u9fff])([\u4e00-\u9fff])")


class StopWatch:
    """CPU and wall seconds of each step. Where a step comes again its times are added up."""

    def __init__(self) -> None:
        self.steps: dict[str, list[float]] = {}
        self._step = ""
        self._cpu = self._wall = 0.0

    def tell(self, step: str) -> None:
        cpu, wall = time.process_time(), time.perf_counter()
        if self._step:
            spent = self.steps.setdefault(self._step, [0.0, 0.0])
            spent[0] += cpu - self._cpu
            spent[1] += wall - self._wall
        self._step, self._cpu, self._wall = step, cpu, wall


def change_a_paragraph(issue: Path, number: int) -> None:
    """Let two neighbours in a story's longest paragraph change places.

    number: which neighbours. Each has to be used once, so that every change is new to the keeper.
    """
    story = max(issue.glob("*.md"), key=lambda path: path.stat().st_size)
    text = story.read_text(encoding="utf-8")
    longest = max(text.split("---\n", 2)[2].split("\n"), key=len)
    pairs = [found for found in _HAN_PAIR.finditer(longest) if found[1] != found[2]]
    pair = pairs[number]
    changed = longest[: pair.start()] + pair[2] + pair[1] + longest[pair.end() :]
    story.write_text(text.replace(longest, changed), encoding="utf-8", newline="\n")


def run(kind: str, issue: Path, number: int) -> None:
    """Run number so and so, in this process; its figures as JSON on standard output."""
    watch = StopWatch()
    started = time.process_time()
    watch.tell("import")
    from xzpress import pipeline
    from xzpress.keeper import Memory

    memory = Memory()
    if kind == "resident":
        pipeline.build(issue, memory)
        change_a_paragraph(issue, 2 * number + 1)
        watch, started = StopWatch(), 0.0
    outcome = pipeline.build(issue, memory, watch.tell)
    watch.tell("end")
    if not outcome.ready:
        sys.exit("\n".join(each.text("en") for each in outcome.diagnostics if each.severity > 0))
    steps = {"start": [started, started], **watch.steps}
    print(json.dumps({"steps": steps, "peak": peak_memory()}))


def peak_memory() -> float | None:
    """The most memory this process has had, MB; None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(used / 1e6 if sys.platform == "darwin" else used / 1e3)


def measure(kind: str, paper: Path, number: int = 0) -> dict[str, Any]:
    """Run number so and so of a kind in a process of its own, after the build that it builds on."""
    issue, out = paper / "issues" / ISSUE, paper / "out"
    if kind == "cold":
        shutil.rmtree(out, ignore_errors=True)
    if kind in ("warm", "resident"):
        change_a_paragraph(issue, 2 * number)
    command = [sys.executable, __file__, "--run", kind, str(issue), str(number)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=paper)
    if done.returncode:
        sys.exit(f"{kind}: {done.stderr}")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def total(figures: dict[str, Any], which: int) -> float:
    """Seconds over all steps. which: 0 CPU, 1 wall."""
    return float(sum(spent[which] for spent in figures["steps"].values()))


def median(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The run in the middle by CPU time."""
    middle = statistics.median_low(total(each, 0) for each in runs)
    return next(each for each in runs if total(each, 0) == middle)


def table(results: dict[str, dict[str, Any]]) -> str:
    """The figures as a table, milliseconds of CPU by step."""
    steps = list(dict.fromkeys([*STEPS, *(s for each in results.values() for s in each["steps"])]))
    rows = [["CPU, ms", *results]]
    for step in steps:
        spent = [each["steps"].get(step) for each in results.values()]
        rows.append([f"  {step}", *(f"{s[0] * 1000:.0f}" if s else "-" for s in spent)])
    for which, name in enumerate(("CPU in all, s", "wall, s")):
        rows.append([name, *(f"{total(each, which):.2f}" for each in results.values())])
    peaks = [each["peak"] for each in results.values()]
    rows.append(["peak memory, MB", *("-" if peak is None else f"{peak:.0f}" for peak in peaks)])
    return "\n".join(f"{row[0]:<18}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in rows)


def main() -> None:
    """Parse arguments, run every kind, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--runs", type=int, default=5, choices=range(1, 8), help="runs of each kind"
    )
    parser.add_argument("--run", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        run(given.run[0], Path(given.run[1]), int(given.run[2]))
        return
    package = find_spec("xzpress")
    if package is None or not package.origin:
        sys.exit("xzpress is not installed: make paper")
    compileall.compile_dir(Path(package.origin).parent, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "paper"
        for part in ("layouts", "fonts", f"issues/{ISSUE}"):
            shutil.copytree(ROOT / part, paper / part)
        measure("cold", paper)  # the disk's own cache is warm for all that are counted
        runs: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
        for number in range(given.runs * len(KINDS)):
            kind = KINDS[number % len(KINDS)]
            runs[kind].append(measure(kind, paper, number))
    print(table({kind: median(each) for kind, each in runs.items()}))


if __name__ == "__main__":
    main()
