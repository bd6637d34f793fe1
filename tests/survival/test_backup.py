"""A backup that is stopped, finds no room or runs beside another run is whole or not there."""

from __future__ import annotations

import hashlib
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import INBOX, REPOSITORY

from contest.desk.restore import restore
from survival.runs import assert_full, run, variables
from survival.sent import fresh

AT = datetime(2025, 8, 26, 15, 10, tzinfo=UTC)
LARGE = bytes(1 << 20)
MEGABYTES = 150


@pytest.fixture(scope="module")
def heavy(tmp_path_factory: pytest.TempPathFactory, rules: Path) -> Path:
    """A contest with one kept file of 150 MB."""
    folder = fresh(tmp_path_factory.mktemp("heavy") / "c", rules)
    run("--dir", folder, "track")
    digest = hashlib.sha256()
    for _ in range(MEGABYTES):
        digest.update(LARGE)
    sha256 = digest.hexdigest()
    path = folder / "files" / sha256[:2] / sha256
    path.parent.mkdir(parents=True)
    with path.open("wb") as out:
        for _ in range(MEGABYTES):
            out.write(LARGE)
    with sqlite3.connect(folder / "contest.db") as db:
        db.execute("INSERT INTO files VALUES (?, ?)", [sha256, MEGABYTES << 20])
    return folder


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_backup_that_is_stopped_leaves_no_archive(
    heavy: Path, tmp_path: Path, number: signal.Signals
) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "contest", "--dir", str(heavy), "backup", str(tmp_path / "a.zip")],
        cwd=REPOSITORY,
        env=variables(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not any(path.stat().st_size > 20e6 for path in tmp_path.glob(".part-*")):
        assert program.poll() is None, "it was done before the signal came"
        time.sleep(0.001)
    program.send_signal(number)
    _, err = program.communicate(timeout=60)
    assert program.returncode != 0
    assert b"Traceback" not in err
    names = left(tmp_path)
    assert "a.zip" not in names
    # Nobody can clean up after being killed; all the others do.
    assert names == [] or number is signal.SIGKILL
    assert run("--dir", heavy, "backup", tmp_path / "a.zip").code == 0
    assert "a.zip" in left(tmp_path)


@pytest.mark.slow
def test_a_backup_that_finds_no_room_says_so_and_leaves_nothing(
    heavy: Path, tmp_path: Path
) -> None:
    assert_full(run("--dir", heavy, "backup", tmp_path / "a.zip", room=20_000_000), tmp_path)
    assert left(tmp_path) == []


@pytest.mark.slow
def test_a_restore_that_finds_no_room_leaves_the_contest_as_it_was(
    heavy: Path, tmp_path: Path, rules: Path
) -> None:
    assert run("--dir", heavy, "backup", tmp_path / "a.zip").code == 0
    folder = fresh(tmp_path / "c", rules)
    run("--dir", folder, "track", INBOX / "001-perfect.eml")
    before = {name: (folder / name).read_bytes() for name in ("contest.toml", "contest.db")}
    done = run("--dir", folder, "restore", tmp_path / "a.zip", "--force", room=20_000_000)
    assert_full(done, folder)
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert not list(folder.rglob(".part-*"))


@pytest.mark.slow
def test_backups_beside_a_running_track_fit_together(tmp_path: Path, rules: Path) -> None:
    folder = fresh(tmp_path / "c", rules)
    program = subprocess.Popen(
        [sys.executable, "-m", "contest", "--dir", str(folder), "track", str(INBOX)],
        cwd=REPOSITORY,
        env=variables(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    made: list[Path] = []
    while program.poll() is None:
        done = run("--dir", folder, "backup", tmp_path / f"{len(made)}.zip")
        assert done.code == 0, done.err
        made.append(tmp_path / f"{len(made)}.zip")
    assert made
    for path in made:
        found = restore(path, tmp_path / "new", AT, dry_run=True, force=False)
        assert (found.broken, found.absent, found.manifest.faults) == (False, 0, ())
