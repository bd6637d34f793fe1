"""Whatever the schema forbids is refused: each type, NOT NULL, CHECK, REFERENCES, key and trigger.

What is tried comes from the schema, so that a new table or column is tried too. That a constraint
which somebody takes away would be noticed is tried as well, with every one of them.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from contest.ledger.schema import MIGRATIONS
from ledger.constraints import (
    NO_NUMBER,
    TAKEN_APART,
    Attempt,
    attempts,
    is_refused,
    refusal,
)
from ledger.mutations import without
from ledger.tables import checks, columns, empty, memory, sql_of, tables


def _tables() -> list[str]:
    fresh = Database(memory=True)
    MIGRATIONS.apply(fresh)
    return tables(fresh.conn)


@pytest.fixture(scope="module")
def ledger(filled: Path) -> Iterator[sqlite3.Connection]:
    with closing(memory(filled)) as copy:
        yield copy


@pytest.fixture(scope="module")
def tried(ledger: sqlite3.Connection) -> list[Attempt]:
    return attempts(ledger)


def test_every_table_has_rows(ledger: sqlite3.Connection) -> None:
    """Where this fails, ``filled.commands`` wants a command that fills the new table."""
    assert empty(ledger) == []


def test_whatever_is_forbidden_is_refused(ledger: sqlite3.Connection, tried: list[Attempt]) -> None:
    assert {a.constraint: refusal(ledger, a) for a in tried if not is_refused(ledger, a)} == {}


def test_nothing_is_left_untried(ledger: sqlite3.Connection, tried: list[Attempt]) -> None:
    """Counted once more in the words of the schema."""
    words = re.sub(r"--[^\n]*", "", "\n".join(sql_of(ledger, table) for table in tables(ledger)))
    names = [attempt.constraint for attempt in tried]
    assert len(names) == len(set(names))
    assert words.count("CHECK") == sum(" CHECK " in name for name in names) > 30
    assert 2 * words.count("REFERENCES") == sum(" REFERENCES " in name for name in names) > 30
    assert words.count("NOT NULL") <= sum(" NOT NULL" in name for name in names)
    made = [table for table in tables(ledger) for _ in columns(ledger, table)]
    assert len(made) == sum(" is " in name for name in names)
    (triggers,) = ledger.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
    ).fetchone()
    assert triggers == sum(name.startswith("trigger ") for name in names) > 0


def test_nothing_is_changed_by_trying(filled: Path, ledger: sqlite3.Connection) -> None:
    with closing(memory(filled)) as untouched:
        assert list(ledger.iterdump()) == list(untouched.iterdump())


@pytest.mark.parametrize("table", _tables())
def test_a_constraint_that_is_taken_away_is_missed(
    ledger: sqlite3.Connection, tried: list[Attempt], table: str
) -> None:
    kinds: Counter[bool] = Counter()
    for attempt in tried:
        if attempt.table != table or refusal(ledger, attempt) in {NO_NUMBER, TAKEN_APART}:
            continue  # refused with and without the constraint
        if " is " in attempt.constraint and kinds[True]:
            continue  # STRICT is taken away from all columns at once
        kinds[" is " in attempt.constraint] += 1
        with closing(without(ledger, attempt)) as weaker:
            assert not is_refused(weaker, attempt), attempt.constraint
    assert kinds[True] == 1
    assert kinds[False] > 0


def test_checks_are_found_in_the_text() -> None:
    sql = "CREATE TABLE t (a TEXT CHECK (a IN ('x', (1))), -- CHECK (no)\n b CHECK(b > (0))) STRICT"
    assert [check.asks for check in checks(sql)] == ["a IN ('x', (1))", "b > (0)"]
    (named,) = checks('CREATE TABLE t (a TEXT CONSTRAINT "say why" CHECK (a > 0)) STRICT')
    assert named == ("a > 0", "say why", 'CONSTRAINT "say why" CHECK (a > 0)')
