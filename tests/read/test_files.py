"""What a file may be: its encoding, size and kind, and where it may lie."""

import sys
from pathlib import Path

import pytest
from PIL import Image

from xzpress.diagnostic import Place
from xzpress.read.document import Broken, File, Problems, Record, open_source, read, required
from xzpress.read.photo import upright_pixels
from xzpress.read.source import LARGEST

HAN = "headline: 莘庄镇召开务虚会，自家门口这点事\n"


def told(problems: Problems) -> list[tuple[str, str]]:
    return [
        (d.code, d.text("zh").split("\n")[0].rpartition("]: ")[2]) for d in problems.diagnostics
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (HAN.encode("gb18030"), "文件不是 UTF-8，看起来是 GB18030"),
        (HAN.encode("utf-16"), "文件不是 UTF-8，看起来是 UTF-16"),
        (HAN.encode("utf-16-le"), "文件不是 UTF-8，看起来是 UTF-16"),
        (HAN.encode("utf-8")[:-8] + b"\xff\n", "文件不是 UTF-8，看起来是 ?"),
    ],
)
def test_other_encodings_are_named(tmp_path: Path, data: bytes, expected: str) -> None:
    path, problems = tmp_path / "lead.md", Problems()
    path.write_bytes(data)
    assert open_source(path, tmp_path, problems) is None
    assert told(problems) == [("wrong-encoding", expected)]


def test_a_file_has_a_largest_size(tmp_path: Path) -> None:
    path, problems = tmp_path / "lead.md", Problems()
    path.write_bytes(b"a" * (LARGEST + 1))
    assert open_source(path, tmp_path, problems) is None
    assert told(problems) == [("file-too-large", "文件超过 1024 KiB，不像稿件")]


class _Sheet(Record):
    file = required(File(), "文件", "a file")


def found(folder: Path, name: str) -> tuple[Path | None, list[tuple[str, str]]]:
    path, problems = folder / "sheet.yaml", Problems()
    path.write_text(f"file: '{name}'\n", encoding="utf-8")
    source = open_source(path, folder, problems)
    assert source
    sheet = read(source, _Sheet, folder, problems)
    given = sheet.given(_Sheet.file) if sheet else None
    return (given.path if given else None), told(problems)


def test_names_with_han_and_blanks_are_found(tmp_path: Path) -> None:
    (tmp_path / "照 片.jpg").touch()
    assert found(tmp_path, "照 片.jpg") == (tmp_path / "照 片.jpg", [])


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right there")
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "issue"
    folder.mkdir()
    (tmp_path / "secret").touch()
    (folder / "photo.jpg").symlink_to(tmp_path / "secret")
    assert found(folder, "photo.jpg") == (
        None,
        [("outside-path", "photo.jpg 在本文件夹之外")],
    )


def test_a_broken_value_is_not_there(tmp_path: Path) -> None:
    problems = Problems()
    path = tmp_path / "sheet.yaml"
    path.write_text("file: ''\n", encoding="utf-8")
    source = open_source(path, tmp_path, problems)
    assert source
    sheet = read(source, _Sheet, tmp_path, problems)
    assert sheet
    assert sheet.given(_Sheet.file) is None
    with pytest.raises(Broken):
        _ = sheet.file


def pixels(path: Path) -> tuple[tuple[int, int] | None, list[str]]:
    problems = Problems()
    size = upright_pixels(path, Place("lead.md", 3, 9), problems)
    return size, [d.code for d in problems.diagnostics]


def test_a_turned_photo_is_measured_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (30, 20)).save(tmp_path / "a.jpg", exif=exif)
    assert pixels(tmp_path / "a.jpg") == ((20, 30), [])


def test_photos_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40)
    (tmp_path / "b.jpg").write_bytes(b"\xff\xd8\xff\xe0 broken")
    (tmp_path / "c.jpg").write_bytes(b"")
    Image.new("1", (9000, 9000)).save(tmp_path / "d.png")
    assert pixels(tmp_path / "a.jpg") == (None, ["photo-heic"])
    assert pixels(tmp_path / "b.jpg") == (None, ["not-a-photo"])
    assert pixels(tmp_path / "c.jpg") == (None, ["not-a-photo"])
    assert pixels(tmp_path / "d.png") == (None, ["photo-too-large"])
