"""A look at the ledger: cheap, of one instant, and left to the store where it isn't up to date."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from contest.errors import LedgerError
from contest.ledger import reading as module
from contest.ledger.reading import STEPS, reading
from contest.ledger.schema import MIGRATIONS
from contest.ledger.store import Store

FILE = "INSERT INTO files VALUES (printf('%064d', 1), 1)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store(tmp_path / "contest.db", patience=0.1):
        return tmp_path / "contest.db"


def test_the_steps_are_the_migrations() -> None:
    assert tuple(m.name for m in MIGRATIONS.pending(Database(memory=True))) == STEPS


def test_a_look_needs_no_store(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("contest.ledger.store.Store")
    with reading(path, patience=0.1) as db:
        assert db.execute("SELECT count(*) FROM entries").fetchone() == (0,)


def test_nothing_can_be_written(path: Path) -> None:
    with pytest.raises(LedgerError), reading(path, patience=0.1) as db:
        db.execute(FILE)
    with Store(path, patience=0.1) as store:
        assert store.db.execute("SELECT count(*) FROM files").fetchone() == (0,)


def test_a_ledger_that_is_not_there_is_made(tmp_path: Path) -> None:
    with reading(tmp_path / "contest.db", patience=0.1) as db:
        assert db.execute("SELECT count(*) FROM entries").fetchone() == (0,)
    assert (tmp_path / "contest.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("step", STEPS)
def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path, step: str) -> None:
    path = tmp_path / "contest.db"
    MIGRATIONS.apply(Database(path), stop_before=step)
    with reading(path, patience=0.1) as db:
        db.execute("SELECT * FROM entries INDEXED BY entries_by_standing WHERE status = ''")


def test_a_newer_ledger_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO _sqlite_migrations VALUES (99, 'contest', 'm999_future', '')")
    with pytest.raises(LedgerError, match="newer"), reading(path, patience=0.1):
        pass


@pytest.mark.parametrize("whole", [True, False])
def test_damage_is_said(path: Path, monkeypatch: pytest.MonkeyPatch, whole: bool) -> None:
    """In a small ledger before anything is read; in a large one where it is met."""
    if not whole:
        monkeypatch.setattr(module, "SMALL", 0)
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(LedgerError, match="damaged"), reading(path, patience=0.1) as db:
        db.execute("SELECT count(*) FROM findings").fetchone()


def test_what_is_written_meanwhile_is_not_seen(path: Path) -> None:
    with reading(path, patience=0.1) as db:
        before = db.execute("SELECT count(*) FROM files").fetchone()
        other = sqlite3.connect(path, timeout=0, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute(FILE)
        assert db.execute("SELECT count(*) FROM files").fetchone() == before
        other.close()
