"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from contest.errors import ContestError
from contest.exports import write


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    target = tmp_path / "exports" / "获奖名单.md"
    with pytest.raises(ContestError):
        write(target, b"x")
    assert names(tmp_path) == []


def test_a_link_stays_and_what_it_names_is_written(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"old")
    (tmp_path / "link.md").symlink_to("real.md")
    write(tmp_path / "link.md", b"new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    device = Path("/dev/null")
    write(device, b"x")
    assert device.is_char_device()


def test_a_file_that_is_there_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"longer than the new one")
    write(target, b"new")
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["a.csv"]


def test_a_reader_never_sees_half_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")

    def fail(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ContestError) as caught:
        write(target, b"new")
    assert caught.value.arguments["reason"] == "No space left on device"
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


def test_a_folder_that_can_not_be_made_is_told_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    target = tmp_path / "file" / "a.csv"
    with pytest.raises(ContestError) as caught:
        write(target, b"x")
    assert caught.value.exit_code == 2
    assert caught.value.arguments["path"] == str(target)
    assert caught.value.arguments["reason"] in {"Not a directory", "File exists"}


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(ContestError) as caught:
        write(tmp_path / "a.csv", b"x")
    assert caught.value.arguments["reason"]
    assert names(tmp_path) == ["a.csv"]
