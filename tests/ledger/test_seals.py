"""Whoever changes the record breaks its seals."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contest.ledger.acts import Act
from contest.ledger.record import event
from contest.ledger.seals import broken, head
from contest.ledger.store import Store

ACT = Act(datetime(2025, 8, 26, 9, tzinfo=UTC), "王编辑", "test")
LATER = Act(datetime(2025, 8, 26, 10, tzinfo=UTC), "陈编辑", "test")
TABLES = ("acts", "changes", "events", "seals")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "contest.db", patience=0.1) as opened:
        yield opened


def note(store: Store, what: str, act: Act = ACT) -> None:
    with store.write(act) as db:
        db.execute("INSERT INTO entries (status, fields) VALUES ('review', '{}')")
        event(db, act, what, entry=1)


def force(store: Store, statement: str) -> None:
    """What somebody with the file and a program does who doesn't care for triggers."""
    with sqlite3.connect(store.path) as db:
        triggers = db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            db.execute(f"DROP TRIGGER {name}")
        db.execute(statement)


def test_nothing_is_sealed_where_nothing_was_written(store: Store) -> None:
    with store.write(ACT):
        pass
    assert head(store.db) is None
    assert store.db.execute("SELECT count(*) FROM acts").fetchone() == (0,)


def test_each_transaction_has_a_seal_and_each_command_one_act(store: Store) -> None:
    for what in ("one", "two"):
        note(store, what)
    note(store, "three", LATER)
    assert broken(store.db) == []
    seals = store.db.execute("SELECT act, event, change FROM seals ORDER BY id").fetchall()
    assert seals == [(1, 1, 1), (1, 2, 2), (2, 3, 3)]
    last = head(store.db)
    assert last is not None
    assert (last.number, last.act) == (3, 2)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET what = 'x' WHERE id = 2",
        "UPDATE events SET reason = '' WHERE id = 1",
        "DELETE FROM events WHERE id = 3",
        "DELETE FROM changes WHERE id = 1",
        "UPDATE changes SET after = json_set(after, '$.status', 'accepted') WHERE id = 2",
        "UPDATE acts SET actor = '李' WHERE id = 1",
        "UPDATE acts SET at = '2025-08-25' WHERE id = 2",
        "UPDATE seals SET value = printf('%064d', 1) WHERE id = 2",
        "DELETE FROM seals WHERE id = 2",
        "DELETE FROM seals WHERE id = 3",
        "INSERT INTO events (act, what) VALUES (2, 'x')",
        "INSERT INTO changes (act, \"table\", \"row\") VALUES (2, 'x', '[]')",
        "UPDATE events SET id = 9 WHERE id = 3",
    ],
)
def test_what_is_changed_behind_its_back_is_seen(store: Store, statement: str) -> None:
    for what in ("one", "two"):
        note(store, what)
    note(store, "three", LATER)
    force(store, statement)
    assert broken(store.db)


def test_a_seal_depends_on_everything_before_it(tmp_path: Path) -> None:
    values = set()
    for name, first in (("a", "one"), ("b", "other"), ("c", "one")):
        with Store(tmp_path / name, patience=0.1) as store:
            note(store, first)
            note(store, "two")
            found = head(store.db)
            assert found is not None
            values.add(found.value)
    assert len(values) == 2


def test_a_transaction_that_fails_leaves_no_act_and_no_seal(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError), store.write(ACT) as db:
        db.execute("INSERT INTO ticks VALUES (7, '片头', '', '', '')")
    note(store, "two")
    assert broken(store.db) == []
    assert store.db.execute("SELECT what FROM events").fetchall() == [("two",)]
