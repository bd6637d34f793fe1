"""What waits for a person is found, once each, and in an order that stays the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pens import by_hand
from running import INBOX, contest
from sqlite_utils import Database

from contest.ledger.store import Store
from contest.ledger.waiting import Sort, Waiting, waiting

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox") / "c"
    contest("init", folder)
    contest("--dir", folder, "track", INBOX)
    return folder / "contest.db"


@pytest.fixture
def db(inbox: Path, tmp_path: Path) -> Iterator[Database]:
    """A ledger of the sample inbox, to be spoilt."""
    path = tmp_path / "contest.db"
    path.write_bytes(inbox.read_bytes())
    with Store(path, patience=1.0) as store:
        db = store.db
        db.execute("INSERT INTO acts (id, at, actor, command) VALUES (99, '', '', '')")
        db.execute("INSERT INTO pen (act) VALUES (99)")
        yield db


def keys(db: Database) -> list[tuple[str, int, int | None]]:
    return [(w.sort.value, w.number, w.other) for w in waiting(db, NOW)]


def decide(db: Database, entry: int, status: str) -> None:
    db.execute("UPDATE entries SET status = ?, decided = ? WHERE id = ?", [status, status, entry])
    db.execute(
        "INSERT INTO events (act, entry, what) VALUES (99, ?, 'decided')",
        [entry],
    )


def arrive(db: Database, entry: int, kind: str = "correction") -> None:
    """A copy of the sample's correction comes for an entry."""
    names = [row[1] for row in db.execute("PRAGMA table_info(submissions)")]
    own = {"id": "NULL", "key": f"key || {entry} || '{kind}'", "entry": str(entry),
           "kind": f"'{kind}'"}  # fmt: skip
    values = ", ".join(own.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    db.execute(
        f"INSERT INTO submissions ({columns}) SELECT {values} FROM submissions "  # noqa: S608
        "WHERE kind = 'correction' ORDER BY id LIMIT 1"
    )
    db.execute(
        "INSERT INTO events (act, entry, submission, what) "
        "VALUES (99, ?, last_insert_rowid(), 'received')",
        [entry],
    )


def test_everything_of_the_sample_inbox_that_waits(db: Database) -> None:
    assert keys(db) == [
        ("entry", 4, None), ("entry", 12, None), ("entry", 20, None), ("pair", 23, 26),
        ("entry", 24, None), ("entry", 27, None), ("entry", 28, None), ("entry", 30, None),
        ("entry", 38, None), ("submission", 33, None),
    ]  # fmt: skip


def test_each_is_found_alone_as_among_all(db: Database) -> None:
    for each in waiting(db, NOW):
        assert waiting(db, NOW, each) == [each]


def test_what_waits_no_longer_is_not_found_alone(db: Database) -> None:
    gone = Waiting(Sort.ENTRY, 1, None, "", ())
    assert waiting(db, NOW, gone) == []
    assert waiting(db, NOW, gone._replace(sort=Sort.PAIR, other=2)) == []
    assert waiting(db, NOW, gone._replace(sort=Sort.SUBMISSION)) == []


@pytest.mark.parametrize("status", ["accepted", "returned", "withdrawn", "disqualified"])
def test_a_decision_answers_what_came_before_it_and_not_what_comes_after(
    db: Database, status: str
) -> None:
    decide(db, 30, status)
    assert ("entry", 30, None) not in keys(db)
    arrive(db, 30, "withdrawal")
    (found,) = (w for w in waiting(db, NOW) if w.number == 30)
    assert len(found.arrived) == 1


def test_a_question_asks_nobody_to_decide(db: Database) -> None:
    decide(db, 30, "withdrawn")
    arrive(db, 30, "question")
    assert ("entry", 30, None) not in keys(db)


def test_a_returned_entry_with_a_correction_waits(db: Database) -> None:
    db.execute("UPDATE entries SET status = 'returned' WHERE id = 30")
    assert ("entry", 30, None) in keys(db)


def test_a_pair_is_asked_about_until_somebody_has_spoken(db: Database) -> None:
    db.execute("INSERT INTO same_works VALUES (23, 26, 1, '', '', '')")
    assert [key for key in keys(db) if key[0] == "pair"] == []


def test_of_a_pair_with_one_withdrawn_nothing_is_asked(db: Database) -> None:
    decide(db, 26, "withdrawn")
    assert [key for key in keys(db) if key[0] == "pair"] == []


def test_an_entry_that_has_more_than_its_twin_is_asked_about_too(db: Database) -> None:
    arrive(db, 26)
    found = keys(db)
    assert found.index(("entry", 26, None)) > found.index(("pair", 23, 26))


def test_a_link_that_expires_soon_comes_first_and_an_expired_one_does_not(db: Database) -> None:
    soon = (NOW + timedelta(days=2)).isoformat()
    db.execute("UPDATE submission_files SET expires_at = ? WHERE url IS NOT NULL AND submission = "
               "(SELECT current FROM entries WHERE id = 38)", [soon])  # fmt: skip
    assert keys(db)[0] == ("entry", 38, None)
    assert waiting(db, NOW + timedelta(days=3))[0].number != 38


@pytest.mark.slow
def test_a_hundred_thousand_entries_are_no_trouble(inbox: Path, tmp_path: Path) -> None:
    """The plan is what counts: no step of it looks through a table for each row of another."""
    path = tmp_path / "contest.db"
    path.write_bytes(inbox.read_bytes())
    with by_hand(path) as raw:
        names = [row[1] for row in raw.execute("PRAGMA table_info(submissions)")]
        own = {"id": "1000 + n", "key": "'k' || n", "entry": "1000 + n", "version": "1"}
        values = ", ".join(own.get(name, f's."{name}"') for name in names)
        count = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100000) "
        raw.execute(
            f"{count} INSERT INTO submissions SELECT {values} FROM c, submissions s "  # noqa: S608
            "WHERE s.id = 1"
        )
        raw.execute(
            f"{count} INSERT INTO entries (id, status, current, fields) SELECT 1000 + n, "  # noqa: S608
            "iif(n % 100, 'accepted', 'review'), 1000 + n, '{}' FROM c"
        )
        raw.execute(
            f"{count} INSERT INTO events (act, entry, submission, what) "  # noqa: S608
            "SELECT 1, 1000 + n, 1000 + n, 'received' FROM c"
        )
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1

    with Store(path, patience=1.0) as store:
        store.db.conn.set_progress_handler(step, 1000)
        assert len(waiting(store.db, NOW)) == 1010
    assert steps < 40_000  # thousands of SQLite's own steps; a nested scan takes millions
