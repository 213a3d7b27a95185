import os
from hashlib import sha256
from pathlib import Path

import pytest

from xzpress.keeper import Keeper, Memory, key


def test_what_was_kept_comes_back_and_nothing_else(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "kept")
    keeper.keep("a", b"one")
    assert keeper.kept("a") == b"one"
    assert keeper.kept("b") is None
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["a"]


@pytest.mark.parametrize("damage", [b"", b"x", b"other content of some length, more than the seal"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, damage: bytes) -> None:
    keeper = Keeper(tmp_path)
    keeper.keep("a", b"one")
    (tmp_path / "a").write_bytes(damage)
    assert keeper.kept("a") is None
    keeper.keep("a", b"one")
    assert keeper.kept("a") == b"one"


def test_a_flipped_bit_is_seen(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    keeper.keep("a", b"one")
    content = bytearray((tmp_path / "a").read_bytes())
    content[-1] ^= 1
    (tmp_path / "a").write_bytes(content)
    assert keeper.kept("a") is None


def test_a_keeper_that_does_not_write_still_reads(tmp_path: Path) -> None:
    Keeper(tmp_path).keep("a", b"one")
    reader = Keeper(tmp_path, writes=False)
    reader.keep("b", b"two")
    assert reader.kept("a") == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_disk_that_takes_nothing_is_told_not_raised(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be", encoding="utf-8")
    keeper = Keeper(tmp_path / "kept")
    keeper.keep("a", b"one")
    assert keeper.refused
    assert keeper.kept("a") is None


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path, limit=250)
    for age, name in enumerate("abc"):
        keeper.keep(name, b"x" * 68)  # 100 bytes with the seal
        os.utime(tmp_path / name, (age, age))
    assert keeper.kept("a")  # used now, so b is the oldest
    keeper.trim()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]


def test_a_digest_is_of_the_content(tmp_path: Path) -> None:
    keeper, file = Keeper(tmp_path / "kept"), tmp_path / "照片 1.jpg"
    file.write_bytes(b"one")
    assert keeper.digest(file) == keeper.digest(file) == sha256(b"one").hexdigest()
    file.write_bytes(b"two, longer")
    assert keeper.digest(file) == sha256(b"two, longer").hexdigest()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no time of the change itself")
def test_a_digest_sees_a_change_of_the_same_size_and_time(tmp_path: Path) -> None:
    """A copying tool may put back the old time; the time of the change itself tells."""
    keeper, file = Keeper(tmp_path / "kept"), tmp_path / "a.jpg"
    file.write_bytes(b"one")
    before = file.stat()
    assert keeper.digest(file) == sha256(b"one").hexdigest()
    file.unlink()
    file.write_bytes(b"two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert keeper.digest(file) == sha256(b"two").hexdigest()


def test_keys_differ_where_data_differ() -> None:
    assert key("a", (1, 2)) == key("a", (1, 2))
    assert len({key("a", (1, 2)), key("a", (1, 3)), key("b", (1, 2)), key("a", 1, 2)}) == 4


def test_memory_makes_a_thing_once() -> None:
    memory, made = Memory(), []
    for _ in range(2):
        assert memory.recall("a", lambda: made.append("a") or "A") == "A"
    assert made == ["a"]


def test_memory_is_bounded() -> None:
    memory = Memory()
    for number in range(1000):
        memory.recall(number, lambda number=number: number)
    assert memory.recall(999, lambda: -1) == 999
    assert memory.recall(0, lambda: -1) == -1
