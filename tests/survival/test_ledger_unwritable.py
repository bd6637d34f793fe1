"""A ledger that may not be written, or a disk that is full: told in one sentence, nothing lost."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from survival.begun import READING, Words, goes_on, state
from survival.digests import aside, contents, wrong
from survival.disks import Disk
from survival.faults import crash
from survival.runs import Run, assert_full, assert_stopped, launch, run

pytestmark = pytest.mark.slow

UNPRIVILEGED = """
import ctypes, os, sys
if os.geteuid() == 0:  # root reads and writes whatever the mode says, until it gives this up
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


def anybody(*words: str | Path) -> Run:
    """Run the program as somebody for whom the modes of files count."""
    command = [sys.executable, "-c", UNPRIVILEGED, sys.executable, "-m", "contest"]
    return launch([*command, *map(str, words)])


@pytest.fixture
def modes(tmp_path: Path) -> None:
    """Skips where nothing keeps the tests from writing."""
    file = tmp_path / "read-only"
    file.touch(0o400)
    probe = f"import os; os.open({str(file)!r}, os.O_WRONLY)"
    if not launch([sys.executable, "-c", UNPRIVILEGED, sys.executable, "-c", probe]).code:
        pytest.skip("here every file can be written, whatever its mode")


@pytest.mark.usefixtures("modes")
@pytest.mark.parametrize("what", ["file", "folder", "all"])
def test_a_read_only_ledger(folder: Path, writing: Sequence[Words], what: str) -> None:
    places = {
        "file": [folder / "contest.db"], "folder": [folder],
        "all": [folder, *(p for p in folder.rglob("*") if p.is_dir() and not p.is_symlink())],
    }[what]  # fmt: skip
    modes = {place: place.stat().st_mode for place in places}
    before = state(folder)
    for place, mode in modes.items():
        place.chmod(mode & 0o555)
    for words in writing:
        done = anybody("--dir", folder, *words)
        assert_stopped(done)
        assert "can't be written: Permission denied." in done.err
        assert str(folder) in done.err
    for words in READING:
        assert anybody("--dir", folder, *words).code in {0, 1}
    with closing(sqlite3.connect(folder / "contest.db")) as db:
        assert db.execute("SELECT count(*), max(id) FROM entries").fetchone() == (3, 3)
    kept = {k: v for k, v in state(folder).items() if k in before}
    assert kept == before  # the bytes of a mail may have been kept besides
    for place, mode in modes.items():
        place.chmod(mode)
    goes_on(folder, writing)


@pytest.mark.usefixtures("modes")
def test_a_ledger_that_nobody_may_read(folder: Path) -> None:
    (folder / "contest.db").chmod(0)
    for words in READING:
        done = anybody("--dir", folder, *words)
        assert_stopped(done)
        assert "contest.db" in done.err
    (folder / "contest.db").chmod(0o600)
    assert run("--dir", folder, "entries", "list").code == 0


@pytest.mark.usefixtures("modes")
def test_a_journal_beside_a_read_only_ledger(folder: Path, writing: Sequence[Words]) -> None:
    """It can't even be read, because half a transaction is in it."""
    before = contents(folder / "contest.db")
    crash(folder / "contest.db")
    for path in (folder / "contest.db", folder):
        path.chmod(path.stat().st_mode & 0o555)
    now = state(folder)
    for words in [*writing[1:], *READING]:
        assert_stopped(anybody("--dir", folder, *words))
    assert state(folder) == now
    for path in (folder, folder / "contest.db"):
        path.chmod(0o700)
    assert run("--dir", folder, "entries", "list").code == 0
    assert contents(folder / "contest.db") == before


def test_a_disk_that_is_mounted_read_only(
    begun: Path, disk: Disk, writing: Sequence[Words]
) -> None:
    folder = disk.path / "c"
    shutil.copytree(begun / "c", folder, symlinks=True)
    before = state(folder)
    disk.limit("ro")
    for words in writing:
        done = run("--dir", folder, *words)
        assert_stopped(done)
        assert "Read-only file system" in done.err
    for words in READING:
        assert run("--dir", folder, *words).code in {0, 1}
    assert state(folder) == before
    disk.limit("rw")
    goes_on(folder, writing)


@pytest.mark.parametrize("command", range(4))
def test_a_full_disk(begun: Path, disk: Disk, writing: Sequence[Words], command: int) -> None:
    """More and more room, until it is enough."""
    left = 0
    while True:
        folder = disk.path / "c"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(begun / "c", folder, symlinks=True)
        before = contents(folder / "contest.db")
        disk.fill(left)
        done = run("--dir", folder, *writing[command])
        disk.clear()
        if done.code != 2:
            break
        assert_full(done, folder)
        with aside(folder) as seen:
            assert wrong(seen) == []
            assert contents(seen) == before
        left += 4096
    assert left >= 4096
    goes_on(folder, [*writing[:command], *writing[command + 1 :]])


def test_a_full_disk_leaves_the_list_that_was_there(begun: Path, disk: Disk) -> None:
    folder = disk.path / "c"
    shutil.copytree(begun / "c", folder, symlinks=True)
    words = ("--dir", folder, "awards", "export", "-o", folder / "awards.xlsx")
    assert run(*words).code == 0
    before = (folder / "awards.xlsx").read_bytes()
    disk.fill(0)
    assert_stopped(run(*words))
    disk.clear()
    assert (folder / "awards.xlsx").read_bytes() == before
    assert run(*words).code == 0
