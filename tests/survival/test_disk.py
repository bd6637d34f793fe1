"""What is left when a disk fills up, or a file may not grow."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from intake.mails import MP4, mail, part
from intake.test_archives import attached, zipped

from survival.disks import Disk
from survival.runs import assert_full, assert_stopped, run
from survival.sent import (
    TITLE,
    Sent,
    assert_completes,
    assert_recorded,
    assert_sound,
    film,
    fresh,
    work,
)


@pytest.mark.parametrize("packed", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_a_file_that_may_not_grow_is_a_full_disk(
    tmp_path: Path, rules: Path, elsewhere: Path, packed: bool
) -> None:
    """The mail itself is too large, or only what is unpacked from it."""
    content = film(1_500_000)
    if packed:
        content = MP4 + content.hex().encode()
        raw = mail(TITLE, part(b"hi"), attached("a.zip", zipped({"a.mp4": content})))
    else:
        raw = work(content)
    sent = Sent.by(tmp_path / "a.eml", raw, content)
    room = 2_700_000 if packed else 1_000_000
    assert (len(raw) < room) is packed
    folder = fresh(tmp_path / "c", rules)
    done = run("--dir", folder, "track", sent.path, room=room, tmp=elsewhere)
    assert_full(done, folder / "files")
    assert_sound(folder)
    assert not list(elsewhere.iterdir())
    assert_completes(folder, sent)


@pytest.mark.slow
def test_a_ledger_that_may_not_grow(tmp_path: Path, rules: Path, small_mail: Sent) -> None:
    step, stops = 4096, 0
    while True:
        folder = fresh(tmp_path / "c", rules)
        done = run("--dir", folder, "track", small_mail.path, room=stops * step)
        if done.code != 2:
            break
        assert_stopped(done)
        assert_sound(folder)
        assert_completes(folder, small_mail)
        stops += 1
    assert stops * step > 60_000
    assert done.code in {0, 1}
    assert_recorded(folder, small_mail)


@pytest.mark.parametrize(
    ("size", "here"),
    [
        (14, True),
        pytest.param(8, False, marks=pytest.mark.slow),
        pytest.param(8, True, marks=pytest.mark.slow),
        pytest.param(14, False, marks=pytest.mark.slow),
    ],
)
def test_a_disk_fills_up_in_the_middle_of_a_mail(
    tmp_path: Path, rules: Path, disk: Disk, elsewhere: Path, size: int, here: bool
) -> None:
    """Of 8 MB the mail as it came is too much already, of 14 MB its video."""
    content = film(6_500_000)
    raw = work(content)
    sent = Sent.by(tmp_path / "a.eml", raw, content)
    assert 8 << 20 < len(raw) < 14 << 20 < len(raw) + len(content)
    disk.limit(f"size={size}m")
    folder = fresh(disk.path / "c", rules)
    tmp = disk.tmp if here else elsewhere
    done = run("--dir", folder, "track", sent.path, tmp=tmp)
    assert_full(done, folder / "files")
    assert_sound(folder)
    assert not list(tmp.iterdir())
    assert len(list(folder.glob("files/*/*"))) == (size == 14)
    disk.limit("size=64m")
    assert_completes(folder, sent, tmp)


@pytest.mark.parametrize(
    ("step", "here"),
    [
        (128 << 10, True),
        pytest.param(8 << 10, True, marks=pytest.mark.slow),
        pytest.param(8 << 10, False, marks=pytest.mark.slow),
    ],
)
def test_wherever_the_disk_is_full(
    rules: Path, disk: Disk, elsewhere: Path, small_mail: Sent, step: int, here: bool
) -> None:
    """Less and less of the room that a run needs is missing: for the ledger, the mail, its video,
    the ledger again."""
    tmp = disk.tmp if here else elsewhere
    left, told = 0, set()
    while True:
        folder = fresh(disk.path / "c", rules)
        disk.fill(left)
        done = run("--dir", folder, "track", small_mail.path, tmp=tmp)
        disk.clear()
        if done.code != 2:
            break
        assert_full(done, folder)
        assert_sound(folder)
        assert not list(tmp.iterdir())
        assert_completes(folder, small_mail)
        told.add("files" if "c/files" in done.err else "ledger")
        left += step
    assert done.code in {0, 1}
    assert_recorded(folder, small_mail)
    assert told == {"files", "ledger"}


@pytest.mark.slow
def test_a_disk_that_takes_no_more_files(rules: Path, disk: Disk, small_mail: Sent) -> None:
    """Room for bytes, none for files: mkdir, open and symlink fail."""
    disk.limit("nr_inodes=200")
    left = 0
    while True:
        folder = fresh(disk.path / "c", rules)
        disk.take_files(left)
        done = run("--dir", folder, "track", small_mail.path)
        shutil.rmtree(disk.taken)
        if done.code != 2:
            break
        assert_stopped(done)
        assert_sound(folder)
        assert_completes(folder, small_mail)
        left += 1
    assert left > 5
    assert done.code in {0, 1}
    assert_recorded(folder, small_mail)


def test_a_disk_that_takes_no_journal_is_told_as_full(
    rules: Path, disk: Disk, small_mail: Sent
) -> None:
    disk.limit("nr_inodes=200")
    folder = fresh(disk.path / "c", rules)
    disk.take_files(1)
    assert_full(run("--dir", folder, "track", small_mail.path), folder)


@pytest.mark.slow
def test_a_disk_that_takes_no_second_mail_is_told_as_full(
    tmp_path: Path, rules: Path, disk: Disk, small_mail: Sent
) -> None:
    disk.limit("nr_inodes=200")
    folder = fresh(disk.path / "c", rules)
    assert_completes(folder, small_mail)
    content = film(60_000, b"2")
    second = work(content, TITLE.replace("微光", "等风来"))
    sent = Sent.by(tmp_path / "2.eml", second, content)
    disk.take_files(0)
    assert_full(run("--dir", folder, "track", sent.path), folder)


@pytest.mark.slow
def test_a_full_folder_for_temporary_files(
    tmp_path: Path, rules: Path, disk: Disk, passed_on: Sent
) -> None:
    """The contest has room, what a mail must be decoded into has none."""
    folder = fresh(tmp_path / "c", rules)
    disk.fill(1 << 20)
    done = run("--dir", folder, "track", passed_on.path, tmp=disk.tmp)
    assert_stopped(done)
    assert not list(disk.tmp.iterdir())
    assert_sound(folder)
    disk.clear()
    assert_completes(folder, passed_on, disk.tmp)


def test_a_full_folder_for_temporary_files_is_named(
    tmp_path: Path, rules: Path, disk: Disk, passed_on: Sent
) -> None:
    folder = fresh(tmp_path / "c", rules)
    disk.fill(1 << 20)
    done = run("--dir", folder, "track", passed_on.path, tmp=disk.tmp)
    assert_full(done, disk.tmp)


def test_no_room_for_a_rehearsal(tmp_path: Path, rules: Path, small_mail: Sent) -> None:
    folder = fresh(tmp_path / "c", rules)
    done = run("--dir", folder, "track", small_mail.path, "--dry-run", room=0)
    assert_stopped(done)


@pytest.mark.slow
def test_no_room_for_results_that_wait(tmp_path: Path) -> None:
    """JSON with its summary in front: 8 MB of results wait in a file."""
    titles = "".join(f"[个人]-[短视频]-[作品{n}]-[作者{n}]\n" for n in range(12_000))
    done = run("validate", "-", "--format", "json", stdin=titles.encode(), room=0, cwd=tmp_path)
    assert_stopped(done)


@pytest.mark.slow
def test_no_room_for_a_mail_that_is_passed_on(tmp_path: Path, passed_on: Sent) -> None:
    done = run("validate", passed_on.path, room=0, cwd=tmp_path)
    assert_stopped(done)
    assert "No such file" not in done.err


def test_a_new_contest_is_whole_or_not_there(tmp_path: Path) -> None:
    assert_stopped(run("init", tmp_path / "c", room=4096))
    assert run("init", tmp_path / "c").code == 0
