"""Rows that are not what the trail says of them are found, each for its reason."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contest.ledger.acts import Act
from contest.ledger.audit import Fault, astray, audit
from contest.ledger.store import Store
from contest.ledger.trail import TRAILED, lay

ACT = Act(datetime(2025, 8, 26, 9, tzinfo=UTC), "王编辑", "test")
ROWS = (
    "INSERT INTO entries (status, fields) VALUES ('review', '{\"work\": \"微光\"}')",
    "INSERT INTO entries (status, fields) VALUES ('review', '{}')",
    "INSERT INTO files VALUES (printf('%064d', 1), 7)",
    "INSERT INTO submissions (key, source, channel, kind, reason, title, title_from, repaired, "
    "fields, spans, refers, form, eligibility, material, formalities, rules, recorded_at, raw, "
    "duration, entry, version) VALUES ('k', 's', 'mail', 'entry', 'title', 't', 'subject', 0, "
    "'{}', '{}', '[]', 'pass', 'pass', 'pass', 'n/a', 'r', 'now', printf('%064d', 1), 12.34, 1, 1)",
    "INSERT INTO submission_files (submission, position, name, kind, video, sha256) "
    "VALUES (1, 0, 'a.mp4', 'attachment', 1, printf('%064d', 1))",
    "INSERT INTO submission_documents VALUES (1, '承诺书', 1)",
    "INSERT INTO findings (submission, position, code, severity, aspect, args) "
    "VALUES (1, 0, 'T101', 'error', 'form', '{}')",
    "INSERT INTO awards (entry, prize, rank, granted_at, granted_by, reason) "
    "VALUES (1, '一等奖', 1, '', '', '')",
    "INSERT INTO ticks VALUES (1, '片头', '', '', '')",
    "INSERT INTO same_works VALUES (1, 2, 0, '', '', '')",
    "UPDATE entries SET status = 'accepted' WHERE id = 1",
)
"""A row in every table that leaves a trail."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "contest.db", patience=0.1) as opened:
        write(opened, *ROWS)
        yield opened


def write(store: Store, *statements: str) -> None:
    with store.write(ACT) as db:
        for statement in statements:
            db.execute(statement)


def force(store: Store, *statements: str) -> None:
    """What another program does that doesn't care for triggers and puts them back after."""
    with sqlite3.connect(store.path) as db:
        kept = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
        for _, sql in kept:
            db.execute(sql)


def found(store: Store) -> list[Fault]:
    with store.still() as db:
        return list(astray(db))


def test_what_this_program_has_written_is_as_it_was_written_down(store: Store) -> None:
    assert found(store) == []
    write(store, "DELETE FROM ticks", "DELETE FROM awards", "UPDATE findings SET fix = 'x'")
    assert found(store) == []


@pytest.mark.parametrize("table", TRAILED)
def test_a_row_that_went_behind_its_back_is_gone(store: Store, table: str) -> None:
    force(store, f"DELETE FROM {table}")  # noqa: S608  # our own names
    faults = [fault for fault in found(store) if fault.table == table]
    assert faults
    assert {fault.how for fault in faults} == {"gone"}


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE entries SET status = 'returned' WHERE id = 1", Fault("entries", "[1]", "changed")),
        ("UPDATE submissions SET duration = 12.35", Fault("submissions", "[1]", "changed")),
        ("UPDATE findings SET severity = 'info'", Fault("findings", "[1,0]", "changed")),
        ("UPDATE awards SET rank = 2", Fault("awards", "[1]", "changed")),
        ("UPDATE ticks SET reason = 'x'", Fault("ticks", '[1,"片头"]', "changed")),
        ("UPDATE submission_files SET old = 1", Fault("submission_files", "[1,0]", "changed")),
        (
            "INSERT INTO entries (status, fields) VALUES ('accepted', '{}')",
            Fault("entries", "[3]", "added"),
        ),
        ("INSERT INTO ticks VALUES (2, 'x', '', '', '')", Fault("ticks", '[2,"x"]', "added")),
        (
            "INSERT INTO changes (act, \"table\", \"row\", after) VALUES (1, 'old', '[1]', '{}')",
            Fault("old", "[1]", "gone"),
        ),
    ],
)
def test_what_is_changed_behind_its_back_is_found(
    store: Store, statement: str, fault: Fault
) -> None:
    force(store, statement)
    assert found(store) == [fault]


def test_a_row_that_comes_again_after_it_was_taken_away_is_found(store: Store) -> None:
    write(store, "DELETE FROM ticks")
    force(store, "INSERT INTO ticks VALUES (1, '片头', '', '', '')")
    assert found(store) == [Fault("ticks", '[1,"片头"]', "added")]


def test_a_change_behind_its_back_is_found_even_under_a_later_one(store: Store) -> None:
    force(store, "UPDATE entries SET status = 'returned' WHERE id = 1")
    write(store, "UPDATE entries SET status = 'accepted', decided = 'accepted' WHERE id = 1")
    assert found(store) == [Fault("entries", "[1]", "gap")]


def test_a_column_that_came_later_has_its_default_in_older_rows(store: Store) -> None:
    for column in ("extra TEXT", "kind TEXT NOT NULL DEFAULT 'it''s'", "n INTEGER DEFAULT 3"):
        store.db.execute(f"ALTER TABLE entries ADD COLUMN {column}")
    lay(store.db)
    assert found(store) == []
    write(store, "UPDATE entries SET n = 4 WHERE id = 1", "UPDATE entries SET n = 5 WHERE id = 1")
    assert found(store) == []
    force(store, "UPDATE entries SET extra = 'x' WHERE id = 2")
    assert found(store) == [Fault("entries", "[2]", "changed")]


def test_a_migrated_ledger_is_as_its_adopted_rows_say(tmp_path: Path) -> None:
    from sqlite_utils import Database

    from contest.ledger.schema import MIGRATIONS

    old = Database(tmp_path / "old.db")
    MIGRATIONS.apply(old, stop_before="m006_record")
    for statement in ROWS:
        old.execute(statement)
    old.execute("INSERT INTO events (at, actor, command, what) VALUES ('a', 'b', 'track', 'x')")
    old.conn.commit()
    old.close()
    with Store(tmp_path / "old.db", patience=0.1) as store:
        assert found(store) == []


def test_bytes_that_no_row_names_and_a_pen_left_behind_are_found(store: Store) -> None:
    assert audit(store.db) == (False, 0, 0)
    force(
        store,
        "INSERT INTO files VALUES (printf('%064d', 2), 5)",
        "INSERT INTO pen (id, act) VALUES (1, 1)",
    )
    assert audit(store.db) == (True, 1, 5)


def test_nobody_writes_while_the_ledger_is_looked_at_in_one_state(store: Store) -> None:
    with Store(store.path, patience=0.1) as other, store.still() as db:
        before = db.execute("SELECT count(*) FROM entries").fetchone()
        with pytest.raises(Exception, match="writing"):
            write(other, "INSERT INTO entries (status, fields) VALUES ('review', '{}')")
        assert db.execute("SELECT count(*) FROM entries").fetchone() == before
