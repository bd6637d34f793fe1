"""Snapshots: the ledger as it was, twenty at most, and nobody else's file is removed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contest.desk.snapshots import MOST, snapshot, snapshots
from contest.errors import ContestError
from contest.ledger.acts import Act
from contest.ledger.store import Store

ACT = Act(datetime(2025, 8, 26, 15, 10, 7, tzinfo=UTC), "王编辑", "entries merge")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "contest.db", patience=0.1) as opened:
        yield opened


def add(store: Store) -> None:
    with store.write(ACT) as db:
        db.execute("INSERT INTO entries (status, fields) VALUES ('review', '{}')")


def test_a_snapshot_is_the_ledger_as_it_was(store: Store) -> None:
    add(store)
    path = snapshot(store, ACT)
    add(store)
    assert path.name == "contest-20250826-151007-entries-merge.db"
    assert path.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM entries").fetchone() == (1,)
    assert snapshot(store, ACT) != path


def test_only_the_newest_are_kept_and_what_is_not_ours_stays(store: Store, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    place.mkdir()
    others = [place / name for name in ("mine.db", "c-20250826-2310.zip", "contest-old.db")]
    for path in others:
        path.touch()
        os.utime(path, (0, 0))
    made = []
    for number in range(MOST + 3):
        act = Act(ACT.at + timedelta(minutes=number), ACT.actor, ACT.command)
        made.append(snapshot(store, act))
        os.utime(made[-1], (1000 + number, 1000 + number))
    assert snapshots(place) == made[-MOST:]
    assert all(path.exists() for path in others)


@pytest.mark.parametrize("command", ["../../x", "", "编辑", "a" * 500, "x y\0z"])
def test_a_command_makes_no_path(store: Store, command: str) -> None:
    path = snapshot(store, Act(ACT.at, ACT.actor, command))
    assert path.parent == store.path.parent / "backups"
    assert snapshots(path.parent) == [path]


def test_where_none_can_be_written_it_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "backups").touch()
    with pytest.raises(ContestError, match="can't be written"):
        snapshot(store, ACT)
