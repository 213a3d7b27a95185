import os
from pathlib import Path

import pytest

from xzpress.save import save


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_files_are_written_into_a_new_folder(tmp_path: Path) -> None:
    out = tmp_path / "out" / "2018-11-30 期"
    assert save(out, {"a": b"1", "b": b"2"}, []) == ()
    assert contents(out) == {"a": b"1", "b": b"2"}


def test_what_no_longer_holds_is_set_aside(tmp_path: Path) -> None:
    save(tmp_path, {"press.pdf": b"good"}, [])
    assert save(tmp_path, {"proof.pdf": b"bad"}, ["press.pdf", "none.pdf"]) == ("press.pdf",)
    assert contents(tmp_path) == {"press.last-good.pdf": b"good", "proof.pdf": b"bad"}


def test_the_last_good_one_survives_further_failures_and_goes_when_there_is_a_new_one(
    tmp_path: Path,
) -> None:
    save(tmp_path, {"press.pdf": b"good"}, [])
    for _ in range(2):
        save(tmp_path, {}, ["press.pdf"])
    assert contents(tmp_path) == {"press.last-good.pdf": b"good"}
    save(tmp_path, {"press.pdf": b"new"}, [])
    assert contents(tmp_path) == {"press.pdf": b"new"}


@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()])
def test_a_stop_while_writing_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    save(tmp_path, {"press.pdf": b"good", "report.json": b"good"}, [])
    calls = []

    def fsync(_: int) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise error

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(type(error)):
        save(tmp_path, {"press.pdf": b"new", "report.json": b"new"}, [])
    assert contents(tmp_path) == {"press.pdf": b"good", "report.json": b"good"}


def test_what_a_killed_run_left_is_swept_up(tmp_path: Path) -> None:
    old, young = tmp_path / ".press.pdf.1.part", tmp_path / ".press.pdf.2.part"
    old.write_bytes(b"half")
    young.write_bytes(b"half of a run that is still at it")
    os.utime(old, (0, 0))
    save(tmp_path, {"a": b"1"}, [])
    assert sorted(contents(tmp_path)) == [young.name, "a"]
