"""Handing over by SFTP, to a real OpenSSH server on this machine's loopback."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from xzpress.diagnostic import Severity
from xzpress.handoff import HandedOver, deliver, sftp
from xzpress.handoff.receiver import NoFolder, NotReceived, Taken
from xzpress.handoff.sftp import Server
from xzpress.pipeline import build

PATHS = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
SSHD = shutil.which("sshd", path=PATHS)

pytestmark = pytest.mark.skipif(
    SSHD is None or sftp.program() is None or os.name == "nt",
    reason="no sshd here (Debian: openssh-server), or no sftp",
)


@dataclass
class Host:
    """A running server. `config`: ssh's settings to reach it by the name `press`."""

    config: Path
    folder: Path
    known: Path


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A server of our own: own keys, own port, only for whoever runs the tests."""
    base = tmp_path_factory.mktemp("sshd")
    for name in ("host", "user"):
        key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(base / name)]
        subprocess.run(key, check=True)
    shutil.copy(base / "user.pub", base / "authorized")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (base / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {base / 'host'}\n"
        f"AuthorizedKeysFile {base / 'authorized'}\nPidFile none\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nSubsystem sftp internal-sftp\n",
        encoding="utf-8",
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where sshd locks itself in; only root needs it
    kind, public = (base / "host.pub").read_text(encoding="utf-8").split()[:2]
    known = base / "known"
    known.write_text(f"[127.0.0.1]:{port} {kind} {public}\n", encoding="utf-8")
    config = base / "ssh_config"
    config.write_text(
        f"Host press\n  HostName 127.0.0.1\n  Port {port}\n  User {getpass.getuser()}\n"
        f"  IdentityFile {base / 'user'}\n  IdentitiesOnly yes\n  UserKnownHostsFile {known}\n",
        encoding="utf-8",
    )
    folder = base / "印厂 in"
    folder.mkdir()
    assert SSHD
    log = (base / "log").open("wb")
    running = subprocess.Popen([SSHD, "-D", "-e", "-f", str(base / "sshd_config")], stderr=log)
    try:
        _wait(port, base / "log")
        yield Host(config, folder, known)
    finally:
        running.terminate()
        running.wait(10)
        log.close()


def _wait(port: int, log: Path) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.fixture
def server(host: Host, tmp_path: Path) -> Server:
    """A folder of its own on the server."""
    folder = host.folder / tmp_path.name
    folder.mkdir(exist_ok=True)
    return Server("press", str(folder), host.config)


def there(host: Host, tmp_path: Path) -> Path:
    return host.folder / tmp_path.name


# What the server can do for us


def test_files_are_put_listed_fetched_renamed_and_discarded(
    server: Server, host: Host, tmp_path: Path
) -> None:
    assert server.names() == frozenset()
    server.put(".a.part", {"一版 v1.pdf": b"%PDF", "manifest.json": b"{}"})
    assert server.names() == {".a.part"}
    assert server.fetch(".a.part/一版 v1.pdf", ".a.part/none") == (b"%PDF", None)
    server.rename(".a.part", "期_v1")
    assert server.names() == {"期_v1"}
    assert (there(host, tmp_path) / "期_v1" / "一版 v1.pdf").read_bytes() == b"%PDF"
    server.discard("期_v1", ".a.part")
    assert server.names() == frozenset()


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_names_are_read_whatever_the_locale(
    server: Server, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    server.put("莘庄", {"头版.pdf": b"1"})
    assert server.names() == {"莘庄"}


def test_renaming_overwrites_nothing(server: Server, host: Host, tmp_path: Path) -> None:
    server.put("a", {"one": b"1", "two": b"2"})
    with pytest.raises(Taken):
        server.rename("a/one", "a/two")
    assert (there(host, tmp_path) / "a" / "two").read_bytes() == b"2"


def test_a_folder_that_is_not_there_is_told_from_a_server_that_is_not(host: Host) -> None:
    with pytest.raises(NoFolder):
        Server("press", f"{host.folder}/none", host.config).names()
    with pytest.raises(NotReceived, match="nowhere") as caught:
        Server("nowhere.invalid", "/", host.config).names()
    assert not isinstance(caught.value, NoFolder)


def test_a_server_with_another_key_is_not_trusted(host: Host, tmp_path: Path) -> None:
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)], check=True)
    key = " ".join((tmp_path / "other.pub").read_text(encoding="utf-8").split()[:2])
    address = host.known.read_text(encoding="utf-8").split()[0]
    (tmp_path / "known").write_text(f"{address} {key}\n", encoding="utf-8")
    config = tmp_path / "config"
    text = host.config.read_text(encoding="utf-8")
    config.write_text(text.replace(str(host.known), str(tmp_path / "known")), encoding="utf-8")
    with pytest.raises(NotReceived):
        Server("press", str(host.folder), config).names()


# A whole issue


@pytest.fixture
def issue_for_server(issue: Path, host: Host, tmp_path: Path) -> Path:
    """The demo issue, built, its printer at the server."""
    layouts = issue.parent.parent / "layouts"
    paper = f"sftp-{tmp_path.name}"
    shutil.copytree(layouts / "xinzhuang", layouts / paper)
    file = issue / "issue.yaml"
    file.write_text(
        file.read_text("utf-8").replace("paper: xinzhuang", f"paper: {paper}"), encoding="utf-8"
    )
    shutil.copy(host.config, layouts / paper / "ssh_config")
    printers = layouts / paper / "printers.yaml"
    text = printers.read_text("utf-8").replace("out/handoff", f"'{there(host, tmp_path)}'")
    printers.write_text(f"{text}    server: press\n    ssh_config: ssh_config\n", "utf-8")
    assert build(issue).ready
    return issue


def errors(outcome: HandedOver) -> list[str]:
    return [each.code for each in outcome.diagnostics if each.severity is Severity.ERROR]


def test_an_issue_is_handed_over_whole_and_once(
    issue_for_server: Path, server: Server, host: Host, tmp_path: Path
) -> None:
    outcome = deliver(issue_for_server)
    assert errors(outcome) == []
    (one,) = outcome.deliveries
    assert (one.version, one.state) == (1, "handed")
    folder = there(host, tmp_path)
    (name,) = [path.name for path in folder.iterdir()]
    assert one.where == f"press:{folder}/{name}"
    assert sorted(path.name for path in (folder / name).iterdir()) == sorted(one.files)
    pdf = issue_for_server.parent.parent / "out" / issue_for_server.name / "press.pdf"
    assert (folder / name / one.files[0]).read_bytes() == pdf.read_bytes()
    assert deliver(issue_for_server).deliveries[0].state == "same"
    assert deliver(issue_for_server, again=True).deliveries[0].version == 2
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize(("step", "call"), [("put", 1), ("rename", 1), ("rename", 2)])
def test_what_a_stopped_run_began_is_finished(
    issue_for_server: Path,
    server: Server,
    host: Host,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    call: int,
) -> None:
    real, calls = getattr(Server, step), []

    def stops(self: Server, *args: object) -> None:
        calls.append(1)
        if len(calls) >= call:
            raise SystemExit
        real(self, *args)

    with monkeypatch.context() as stopped:
        stopped.setattr(Server, step, stops)
        stopped.setattr(Server, "discard", lambda *_: None)
        with pytest.raises(SystemExit):
            deliver(issue_for_server)
    in_sight = [path for path in there(host, tmp_path).iterdir() if path.name[0] != "."]
    assert [path.name[-3:] for path in in_sight] == (["_v1"] if call == 2 else [])
    outcome = deliver(issue_for_server)
    assert errors(outcome) == []
    assert [(one.version, one.state) for one in outcome.deliveries] == [(1, "finished")]


def test_without_the_program_it_says_so(
    issue_for_server: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert errors(deliver(issue_for_server)) == ["no-sftp"]
