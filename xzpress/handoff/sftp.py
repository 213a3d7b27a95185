"""A printer's folder on an SFTP server, reached with the OpenSSH client of the machine.

No SFTP library for Python has a permissive licence and is well kept (paramiko and ssh2-python are
LGPL, asyncssh is EPL or GPL), so the program `sftp` does it, which Windows, macOS and Linux have.
Who we are and whether the server is the right one is ssh's business: its settings, keys and known
hosts. Nothing is asked for and no password is kept.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from xzpress.handoff.receiver import NoFolder, NotReceived, Taken

_PATIENCE = 1800
"""Seconds that one step may take: a whole issue over a slow line, then it is given up."""
_CHATTER = re.compile("Connect(ed to|ing to|ion closed)|File .* not found")
"""What sftp says besides; a file that is not there was only asked after."""
_OCTAL = re.compile(rb"\\([0-3][0-7]{2})")


def program() -> str | None:
    """The machine's `sftp`, None where it has none."""
    return shutil.which("sftp")


class Server:
    """A receiver on a server. `config`: settings for ssh, None for the machine's own."""

    def __init__(self, server: str, folder: str, config: Path | None) -> None:
        self._server, self._folder, self._config = server, folder, config

    @property
    def where(self) -> str:
        return f"{self._server}:{self._folder}"

    def names(self) -> frozenset[str]:
        try:
            said = self._run(["ls -1a"])
        except NotReceived as error:
            if _absent(error):
                raise NoFolder(self.where) from error
            raise
        return frozenset(line for line in said if line not in (".", ".."))

    def fetch(self, *paths: str) -> tuple[bytes | None, ...]:
        with tempfile.TemporaryDirectory() as here:
            self._run([f"-get {_quoted(path)} {n}" for n, path in enumerate(paths)], Path(here))
            got = [Path(here) / str(number) for number in range(len(paths))]
            return tuple(file.read_bytes() if file.exists() else None for file in got)

    def put(self, folder: str, files: Mapping[str, bytes]) -> None:
        with tempfile.TemporaryDirectory() as here:
            steps = [f"mkdir {_quoted(folder)}"]
            for number, (name, content) in enumerate(files.items()):
                (Path(here) / f"{number}").write_bytes(content)
                steps.append(f"put -f {number} {_quoted(f'{folder}/{name}')}")
            self._run(steps, Path(here))

    def rename(self, path: str, new: str) -> None:
        folder, _, name = new.rpartition("/")
        try:
            # -l: the protocol's own renaming, which overwrites nothing; without it OpenSSH would.
            self._run([f"rename -l {_quoted(path)} {_quoted(new)}"])
        except NotReceived as error:
            inside = [f"cd {_quoted(folder)}"] if folder else []
            if name in self._run([*inside, "ls -1a"]):
                raise Taken(new) from error
            raise

    def discard(self, *folders: str) -> None:
        each = ((f"-rm {_quoted(folder)}/*", f"-rmdir {_quoted(folder)}") for folder in folders)
        self._run([step for steps in each for step in steps])

    def _run(self, steps: Sequence[str], here: Path | None = None) -> list[str]:
        """What the server lists while it does some steps in its folder. Raises NotReceived."""
        sftp = program()
        if sftp is None:
            raise NotReceived("sftp")
        options = ["-b", "-", "-o", "BatchMode=yes", "-o", "ConnectTimeout=20"]
        if self._config:
            options += ["-F", str(self._config)]
        batch = "\n".join([f"cd {_quoted(self._folder)}", *steps, ""])
        try:
            done = subprocess.run(
                [sftp, *options, self._server],
                input=batch.encode("utf-8"),
                capture_output=True,
                check=False,
                cwd=here,
                timeout=_PATIENCE,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotReceived(str(error)) from error
        if done.returncode:
            said = [line.strip() for line in _text(done.stderr).splitlines()]
            told = [line for line in said if line and not _CHATTER.match(line)]
            raise NotReceived(told[-1] if told else f"sftp: {done.returncode}")
        lines = _text(done.stdout).splitlines()
        return [line for line in lines if not line.startswith("sftp> ")]


def _absent(error: NotReceived) -> bool:
    """Whether a folder is not there, in the words of OpenSSH's client."""
    return any(words in error.reason for words in ("not found", "No such file"))


def _quoted(path: str) -> str:
    """A path as one word of a batch; printers.yaml lets in nothing that needs more."""
    return f'"{path}"'


def _text(said: bytes) -> str:
    r"""What sftp says. In a locale without UTF-8 it spells other letters in octal.

    >>> _text(rb"\347\233\256")
    '目'
    """
    plain = _OCTAL.sub(lambda found: bytes([int(found[1], 8)]), said)
    return plain.decode("utf-8", errors="replace")
