"""Every row that is added, changed or taken away leaves a trail."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contest.ledger.acts import Act
from contest.ledger.record import event
from contest.ledger.seals import broken
from contest.ledger.store import Store
from contest.ledger.trail import TRAILED, UNTRAILED, columns

ACT = Act(datetime(2025, 8, 26, 9, tzinfo=UTC), "王编辑", "test")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "contest.db", patience=0.1) as opened:
        yield opened


def trail(store: Store) -> list[tuple[str, str, object, object]]:
    rows = store.db.execute('SELECT "table", "row", before, after FROM changes ORDER BY id')
    return [(t, r, b and json.loads(b), a and json.loads(a)) for t, r, b, a in rows]


def test_every_table_leaves_a_trail_or_says_why_not(store: Store) -> None:
    rows = store.db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
    )
    assert {row[0] for row in rows} == {*TRAILED, *UNTRAILED}
    assert not {*TRAILED} & {*UNTRAILED}


@pytest.mark.parametrize("table", TRAILED)
def test_the_key_is_that_of_the_table_and_every_column_is_in_the_trail(
    store: Store, table: str
) -> None:
    key = store.db.execute(
        "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", [table]
    ).fetchall()
    assert tuple(row[0] for row in key) == TRAILED[table]
    for verb in ("insert", "update", "delete"):
        (sql,) = store.db.execute(
            "SELECT sql FROM sqlite_master WHERE name = ?", [f"trail_{table}_{verb}"]
        ).fetchone()
        assert [name for name in columns(store.db, table) if f'."{name}"' not in sql] == []


def test_a_row_is_written_down_before_and_after(store: Store) -> None:
    with store.write(ACT) as db:
        db.execute("INSERT INTO entries (status, fields) VALUES ('review', '{}')")
        db.execute("UPDATE entries SET status = 'accepted'")
        db.execute("UPDATE entries SET status = 'accepted'")  # changes nothing
        db.execute("DELETE FROM entries")
    found = trail(store)
    assert [(table, key) for table, key, _, _ in found] == [("entries", "[1]")] * 3
    states = [
        tuple(isinstance(row, dict) and row["status"] for row in (before, after))
        for _, _, before, after in found
    ]
    assert states == [(False, "review"), ("review", "accepted"), ("accepted", False)]


def test_a_row_that_takes_the_place_of_another_leaves_the_other_in_the_trail(
    store: Store,
) -> None:
    tick = "INSERT OR REPLACE INTO ticks VALUES (1, '片头', '', ?, '')"
    with store.write(ACT) as db:
        db.execute("INSERT INTO entries (status, fields) VALUES ('review', '{}')")
        db.execute(tick, ["王"])
        db.execute(tick, ["陈"])
    shapes = [(b is None, a is None) for t, _, b, a in trail(store) if t == "ticks"]
    assert sorted(shapes) == [(False, True), (True, False), (True, False)]


def test_another_program_can_read_and_not_write(store: Store) -> None:
    with store.write(ACT) as db:
        db.execute("INSERT INTO entries (status, fields) VALUES ('review', '{}')")
    with sqlite3.connect(store.path) as other:
        assert other.execute("SELECT count(*) FROM entries").fetchone() == (1,)
        for statement in (
            "UPDATE entries SET status = 'accepted'",
            "DELETE FROM entries",
            "INSERT INTO entries (status, fields) VALUES ('accepted', '{}')",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="only contest writes here"):
                other.execute(statement)


def test_an_event_of_another_act_than_the_one_that_writes_is_refused(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError), store.write(ACT) as db:
        event(db, Act(ACT.at, "陈编辑", "test"), "received")


@pytest.mark.parametrize("name", ["trail_entries_update", "events_stay", "seals_remain"])
def test_a_trigger_that_somebody_dropped_is_there_again(store: Store, name: str) -> None:
    with store.write(ACT) as db:
        db.execute("INSERT INTO entries (status, fields) VALUES ('review', '{}')")
    store.db.execute(f"DROP TRIGGER {name}")
    store.db.execute("UPDATE entries SET id = id")
    with Store(store.path, patience=0.1) as again:
        found = again.db.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", [name])
        assert found.fetchone() == (1,)
        assert broken(again.db) == []
