"""A soak: builds and deliveries are killed at random moments while a watcher takes what it sees.

    python -m tests.kills --seed 1 --count 1000

Each round may change the copy, then builds and delivers in a process of its own, which is killed
with SIGKILL: at a random time, at a random time after it began to save or to hand over, or at a
random touch of the file system. All the while a watcher reads what build has left, and takes from
the printer's folder whatever is in sight, without waiting for the marker; now and then it clears
away what it has taken, as a press does. At the end one run is let live.

Faults that are counted:
torn     a file is not whole, or not the one its manifest tells of
half     a delivery is in sight and one of its files is not
stale    what came in sight in a round is not the copy of that round
changed  two contents under one version
POSIX only: elsewhere there is neither fork nor SIGKILL.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from xzpress import handoff, pipeline
from xzpress.keeper import Memory

ROOT = Path(__file__).resolve().parents[1]
ISSUE = "2018-11-30"
FAULTS = ("torn", "half", "stale", "changed")
_TOUCHES = ("open", "os.rename", "os.mkdir", "os.link", "os.remove", "os.rmdir", "shutil.rmtree")
_MOST = 90
"""A build and a delivery of copy that was built before touch out/ about so often."""
_WRITING = 0.08
"""Seconds that saving, or handing over, takes under a watcher's eyes."""


def _whole(pdf: bytes) -> bool:
    return pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")


@dataclass
class Watcher:
    """Whoever takes files from the printer's folder and looks at those of the build.

    `current`: the SHA-256 of the press PDF that the present copy gives.
    """

    out: Path
    folder: Path
    arrives: str
    current: str = ""
    count: Counter[str] = field(default_factory=Counter)
    taken: dict[str, str] = field(default_factory=dict)
    stats: dict[str, object] = field(default_factory=dict)

    def look(self) -> None:
        """Take whatever is new, and read what is new in out/."""
        self._read_build()
        try:
            names = sorted(os.listdir(self.folder))  # noqa: PTH208 - in one call
        except FileNotFoundError:
            return
        for name in names:
            if name.startswith("."):
                continue
            if self.arrives == "folder":
                self._take(name, self.folder / name, "")
            elif name.endswith(".READY"):
                self._take(name, self.folder, name.removesuffix("READY"))
            elif name.endswith(".pdf"):
                self._take_pdf(name)

    def _take(self, name: str, folder: Path, before: str) -> None:
        """Read a delivery: manifest first, then each file that it tells of."""
        if name in self.taken and self.stats.get(name) == self._stat(folder):
            return
        self.stats[name] = self._stat(folder)
        try:
            manifest = (folder / f"{before}manifest.json").read_bytes()
            said = json.loads(manifest)
            for each in said["files"]:
                content = (folder / each["file"]).read_bytes()
                self.count["torn"] += sha256(content).hexdigest() != each["sha256"]
                self.count["torn"] += each["file"].endswith(".pdf") and not _whole(content)
        except FileNotFoundError:
            self.count["half"] += 1
            return
        except ValueError:
            self.count["torn"] += 1
            return
        digest = sha256(manifest).hexdigest()
        if name not in self.taken:
            self.count["versions"] += 1
            self.count["stale"] += said["made_from"]["press.pdf"] != self.current
        self.count["changed"] += self.taken.setdefault(name, digest) != digest

    def _take_pdf(self, name: str) -> None:
        """Read a PDF that lies in a hot folder by itself."""
        if self.stats.get(name) == (stat := self._stat(self.folder / name)):
            return
        self.stats[name] = stat
        content = (self.folder / name).read_bytes()
        digest = sha256(content).hexdigest()
        self.count["torn"] += not _whole(content)
        if name not in self.taken:
            self.count["stale"] += digest != self.current
        self.count["changed"] += self.taken.setdefault(name, digest) != digest

    def _read_build(self) -> None:
        for name in ("press.pdf", "proof.pdf", "report.json"):
            if self.stats.get(name) == (stat := self._stat(self.out / name)) or stat is None:
                continue
            self.stats[name] = stat
            content = (self.out / name).read_bytes()
            self.count["builds"] += name == "press.pdf"
            whole = _whole(content) if name.endswith(".pdf") else content.endswith(b"}\n")
            self.count["torn"] += not whole

    @staticmethod
    def _stat(path: Path) -> object:
        try:
            found = path.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, 0 if path.is_dir() else found.st_size

    def clear(self, chance: random.Random) -> None:
        """Move away what has been taken, and what stopped runs left hidden: an hour goes by."""
        for path in sorted(self.folder.glob("*")) if self.folder.is_dir() else ():
            if path.name.startswith("."):
                shutil.rmtree(path)
            elif chance.random() < 0.5:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _work(issue: Path, memory: Memory, touches: int, told: int) -> None:
    """Build and deliver in a forked process; die at that touch of out/, unless it is 0."""
    out, left = str(issue.parent.parent / "out"), touches

    def touched(event: str, args: tuple[object, ...]) -> None:
        nonlocal left
        if event in _TOUCHES and str(args[0]).startswith(out):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    def tell(step: str) -> None:
        os.write(told, step[0].encode("ascii"))

    if touches:
        sys.addaudithook(touched)
    pipeline.build(issue, memory, tell)
    handoff.deliver(issue, memory, tell)


def _round(
    issue: Path, memory: Memory, watcher: Watcher, chance: random.Random, span: float
) -> str:
    """Fork the work and kill it while the watcher looks on; how it was killed, "" if it was not."""
    how = chance.choice(("touch", "time", "saving", "handing"))
    touches = chance.randint(1, _MOST) if how == "touch" else 0
    step = {"saving": b"w", "handing": b"d"}.get(how)
    listen, told = os.pipe()
    os.set_blocking(listen, False)
    child = os.fork()
    if not child:
        try:
            _work(issue, memory, touches, told)
        finally:
            os._exit(0)  # none of the parent's endings run
    os.close(told)
    end = time.monotonic() + chance.random() * span if how == "time" else None
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        try:
            if step and end is None and step in os.read(listen, 64):
                end = time.monotonic() + chance.random() * _WRITING
        except BlockingIOError:
            pass
        if end is not None and time.monotonic() >= end:
            os.kill(child, signal.SIGKILL)
            break
        watcher.look()
        time.sleep(0.0005)
    _, status = os.waitpid(child, 0)
    os.close(listen)
    watcher.look()
    return how if os.WIFSIGNALED(status) else ""


def soak(folder: Path, seed: int, count: int, arrives: str = "folder") -> Counter[str]:
    """Kill so many times, then let one run live; what was seen, by kind.

    folder: a new one, for a paper of its own. Raises AssertionError where the last run fails.
    """
    chance = random.Random(seed)
    for part in ("layouts", f"issues/{ISSUE}"):
        shutil.copytree(ROOT / part, folder / part)
    (folder / "fonts").symlink_to(ROOT / "fonts")
    printers = folder / "layouts" / "xinzhuang" / "printers.yaml"
    text = printers.read_text(encoding="utf-8")
    printers.write_text(f"{text}    arrives: {arrives}\n", encoding="utf-8")
    out, issue, memory = folder / "out", folder / "issues" / ISSUE, Memory()
    copy = (issue / "lead.md").read_text(encoding="utf-8")
    watcher = Watcher(out / ISSUE, out / "handoff", arrives)
    digests: dict[int, str] = {}
    assert pipeline.build(issue, memory).ready  # its photos are kept from here on
    begun = time.monotonic()
    _change(issue, copy, 0, memory, watcher, digests)
    _live(issue, memory, watcher)
    span = 2 * (time.monotonic() - begun)
    edition = killed = 0
    while killed < count:
        if chance.random() < 0.4:
            edition = (edition + 1) % 12
            _change(issue, copy, edition, memory, watcher, digests)
        how = _round(issue, memory, watcher, chance, span)
        killed += bool(how)
        watcher.count[f"killed by {how}" if how else "let live"] += 1
        if chance.random() < 0.03:
            watcher.clear(chance)
        if sys.stderr.isatty():
            print(f"\r{killed} / {count}", end="", file=sys.stderr, flush=True)
    _live(issue, memory, watcher)
    return watcher.count


def _change(
    issue: Path, copy: str, edition: int, memory: Memory, watcher: Watcher, digests: dict[int, str]
) -> None:
    """Another day in the lead's first line; the watcher is told what is right from now on."""
    changed = copy.replace("11月23日", f"{edition + 1}月23日")
    assert changed != copy or edition == 10
    (issue / "lead.md").write_text(changed, encoding="utf-8")
    if edition not in digests:
        remade, _ = pipeline.remake(issue, memory)
        assert remade
        assert remade.pdf
        digests[edition] = sha256(remade.pdf).hexdigest()
    watcher.current = digests[edition]


def _live(issue: Path, memory: Memory, watcher: Watcher) -> None:
    """One run that nobody kills: it goes through, and a second one finds nothing to do."""
    assert pipeline.build(issue, memory).ready
    assert handoff.deliver(issue, memory).ready
    watcher.look()
    (last,) = handoff.deliver(issue, memory).deliveries
    assert last.state == "same"


def main() -> int:
    asked = argparse.ArgumentParser(description="Kill builds and deliveries; count what was torn.")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--count", type=int, default=1000)
    asked.add_argument("--arrives", choices=("folder", "files"), default="folder")
    args = asked.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        seen = soak(Path(folder), args.seed, args.count, args.arrives)
    for kind in (*FAULTS, *sorted(set(seen) - set(FAULTS))):
        print(f"{kind:18} {seen[kind]}")
    print(f"{time.monotonic() - begun:.0f} s")
    return 1 if any(seen[fault] for fault in FAULTS) else 0


if __name__ == "__main__":
    sys.exit(main())
