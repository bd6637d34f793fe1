"""A claim is one person's, runs out, and is never in the way of what a dead run left behind."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from contest.ledger import claims
from contest.ledger.claims import LASTS, Claim
from contest.ledger.store import Store

NOW = datetime(2025, 8, 25, 21, 3, tzinfo=UTC)
ZHANG = Claim("张三", "one:1", NOW)
LI = Claim("李四", "one:2", NOW + timedelta(minutes=1))
KEYS = [("entry", 3), ("entry", 7)]


def alive(_session: str) -> bool:
    return False


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Store(tmp_path / "contest.db", patience=0.1) as store:
        yield store.db


def test_the_second_is_told_who_was_first(db: Database) -> None:
    assert claims.take(db, KEYS[:1], ZHANG, gone=alive) is None
    assert claims.take(db, KEYS[:1], LI, gone=alive) == ZHANG


def test_a_pair_is_claimed_whole_or_not_at_all(db: Database) -> None:
    claims.take(db, KEYS[1:], ZHANG, gone=alive)
    assert claims.take(db, KEYS, LI, gone=alive) == ZHANG
    assert set(claims.held(db, NOW)) == {KEYS[1]}


def test_a_submission_is_no_entry_of_its_number(db: Database) -> None:
    claims.take(db, [("entry", 3)], ZHANG, gone=alive)
    assert claims.take(db, [("submission", 3)], LI, gone=alive) is None


def test_it_runs_out_and_renewing_keeps_it(db: Database) -> None:
    claims.take(db, KEYS, ZHANG, gone=alive)
    later = ZHANG._replace(at=NOW + LASTS / 2)
    claims.take(db, KEYS[:1], later, gone=alive)
    assert claims.held(db, NOW + LASTS) == {KEYS[0]: ZHANG}
    assert claims.held(db, NOW + 2 * LASTS) == {}
    at_last = LI._replace(at=NOW + LASTS)
    assert claims.take(db, KEYS[1:], at_last, gone=alive) is None


def test_the_same_person_in_two_windows_is_two(db: Database) -> None:
    claims.take(db, KEYS, ZHANG, gone=alive)
    assert claims.take(db, KEYS, ZHANG._replace(session="one:9"), gone=alive) == ZHANG


def test_what_a_dead_run_left_is_free(db: Database) -> None:
    claims.take(db, KEYS, ZHANG, gone=alive)
    assert claims.take(db, KEYS, LI, gone=lambda session: session == "one:1") is None


def test_to_leave_gives_back_one_s_own_and_what_has_run_out(db: Database) -> None:
    claims.take(db, KEYS[:1], ZHANG, gone=alive)
    claims.take(db, KEYS[1:], LI, gone=alive)
    claims.release(db, ZHANG.session, NOW)
    assert set(claims.held(db, NOW)) == {KEYS[1]}
    claims.release(db, "another", NOW + 2 * LASTS)
    assert db.execute("SELECT count(*) FROM claims").fetchone()[0] == 0


@pytest.mark.parametrize(
    "row", ["('works', 1, 'a', 's', '', '')", "('entry', 0, 'a', 's', '', '')",
            "('entry', 1, '', 's', '', '')", "('entry', 1, 'a', '', '', '')"],
)  # fmt: skip
def test_nonsense_is_refused(db: Database, row: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        db.execute(f"INSERT INTO claims VALUES {row}")  # noqa: S608  # our own texts


def _take_all(path: Path, session: str, pipe: multiprocessing.connection.Connection) -> None:
    got = []
    with Store(path, patience=30.0) as store:
        for number in range(1, 61):
            with store.write() as db:
                claim = Claim(session, session, NOW)
                if claims.take(db, [("entry", number)], claim, gone=alive) is None:
                    got.append(number)
    pipe.send(got)


@pytest.mark.slow
def test_two_at_once_never_get_the_same(tmp_path: Path) -> None:
    path = tmp_path / "contest.db"
    with Store(path, patience=1.0):
        pass
    context = multiprocessing.get_context("spawn")
    pipes = [context.Pipe(duplex=False) for _ in range(2)]
    runs = [context.Process(target=_take_all, args=(path, f"m:{i}", pipes[i][1])) for i in range(2)]
    for run in runs:
        run.start()
    one, other = (set(ours.recv()) for ours, _ in pipes)
    for run in runs:
        run.join()
    assert one | other == set(range(1, 61))
    assert not one & other
