"""The database refuses what the types refuse."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rows import submission
from sqlite_utils import Database

from contest.errors import LedgerError
from contest.ledger.acts import Act
from contest.ledger.record import event
from contest.ledger.schema import MIGRATIONS
from contest.ledger.store import Store

ACT = Act(datetime(2025, 8, 26, 9, tzinfo=UTC), "王编辑", "test")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "contest.db", patience=0.1) as opened:
        yield opened


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO files VALUES ('short', 1)",
        "INSERT INTO files VALUES (printf('%064d', 1), -1)",
        "INSERT INTO files VALUES (printf('%064d', 1), 'many')",
        "INSERT INTO media (sha256, faults) VALUES (printf('%064d', 1), '[]')",
        "INSERT INTO entries (status, fields) VALUES ('lost', '{}')",
        "INSERT INTO entries (status, fields) VALUES ('accepted', 'no json')",
        "INSERT INTO entries (status, decided, fields) VALUES ('accepted', 'perhaps', '{}')",
        submission(channel="'fax'"),
        submission(kind="'spam'"),
        submission(verdict="'fine'"),
        submission(late_by="-1"),
        submission(form="'maybe'"),
        submission(entry="99"),
        submission(raw="printf('%064d', 9)"),
        submission(version="0"),
        submission(received_by="'guess'"),
        submission(repaired="2"),
        submission(title="NULL"),
        "INSERT INTO findings (submission, position, code, severity, aspect, args) "
        "VALUES (99, 0, 'T101', 'error', 'form', '{}')",
        "INSERT INTO awards (entry, prize, rank, granted_at, granted_by, reason) "
        "VALUES (99, 'p', 1, '', '', '')",
        "INSERT INTO submission_files (submission, position, name, kind, video) "
        "VALUES (99, 0, 'n', 'attachment', 1)",
    ],
)
def test_nonsense_is_refused(store: Store, statement: str) -> None:
    with (
        store.write(ACT) as db,
        pytest.raises(
            (sqlite3.IntegrityError, sqlite3.OperationalError),
            match=r"FOREIGN|CHECK|NOT NULL|JSON|cannot store",
        ),
    ):
        db.execute(statement)


def test_a_good_row_is_taken_and_a_second_one_of_its_key_is_not(store: Store) -> None:
    with store.write(ACT) as db:
        db.execute(submission())
        with pytest.raises(sqlite3.IntegrityError):
            db.execute(submission())


def test_an_entry_whose_current_version_is_not_there_stops_the_transaction(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError), store.write(ACT) as db:
        db.execute("INSERT INTO entries (status, current, fields) VALUES ('review', 7, '{}')")
    assert store.db.execute("SELECT count(*) FROM entries").fetchone()[0] == 0


@pytest.mark.parametrize("table", ["acts", "changes", "events", "seals"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id + 9", "DELETE FROM {}"])
def test_the_record_is_only_ever_appended_to(store: Store, table: str, change: str) -> None:
    with store.write(ACT) as db:
        db.execute(submission())
        event(db, ACT, "received")
    with pytest.raises(sqlite3.IntegrityError, match="appended"), store.write(ACT) as db:
        db.execute(change.format(table))


def test_all_tables_are_strict_and_say_why_they_are_there(store: Store) -> None:
    tables = store.db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
    ).fetchall()
    assert len(tables) == 19
    for name, sql in tables:
        assert sql.rstrip().endswith("STRICT"), name
        assert sql.splitlines()[1].strip().startswith("--"), name


def test_every_migration_can_be_stopped_before(tmp_path: Path) -> None:
    names = [m.name for m in MIGRATIONS.pending(Database(memory=True))]
    assert names == sorted(names)
    for name in names:
        path = tmp_path / f"{name}.db"
        MIGRATIONS.apply(Database(path), stop_before=name)
        with Store(path, patience=0.1) as store:
            assert MIGRATIONS.pending(store.db) == []


def test_an_exception_in_a_transaction_leaves_nothing(store: Store) -> None:
    def broken_off() -> None:
        with store.write() as db:
            db.execute("INSERT INTO files VALUES (printf('%064d', 1), 1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()
    assert store.db.execute("SELECT count(*) FROM files").fetchone()[0] == 0


def test_a_second_writer_is_told_to_wait(store: Store) -> None:
    with (
        store.write(),
        Store(store.path, patience=0.1) as other,
        pytest.raises(LedgerError, match="writing"),
        other.write(),
    ):
        pass


def test_a_ledger_is_for_its_owner_alone(store: Store) -> None:
    assert store.path.stat().st_mode & 0o777 == 0o600
