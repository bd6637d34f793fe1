"""Undo: put every row back to what it was before an act, by an act of its own.

Nothing is taken out of the record. What an act did to a row is told by the trail, and it is taken
back where the row is still as the act has left it; what others have built on it is never torn down
with it. Taking back an act that takes back another does that one again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from contest.errors import RefusedError
from contest.ledger.acts import Act
from contest.ledger.acts import taken_back as taken_back
from contest.ledger.current import settle
from contest.ledger.lean import Database
from contest.ledger.record import event
from contest.ledger.trail import TRAILED, columns

DERIVED = frozenset({"status", "current", "fields", "work_key", "author_key"})
"""Columns of an entry that follow from everything else, whoever changed that."""

Row = dict[str, Any]


class _Change(NamedTuple):
    table: str
    key: str
    before: Row | None
    after: Row | None


def latest(db: Database, actor: str | None = None) -> int | None:
    """The last act that can be taken back, of this person or of anybody: it has changed something,
    stands, and takes nothing back itself."""
    rows = db.execute(
        "SELECT id FROM acts a WHERE undoes IS NULL AND (:actor IS NULL OR actor = :actor) "
        "AND EXISTS (SELECT 1 FROM changes c WHERE c.act = a.id) ORDER BY id DESC",
        {"actor": actor},
    )
    return next((act for (act,) in rows if taken_back(db, act) is None), None)


def act_of(db: Database, number: int) -> Act:
    """The act of this number. Raises RefusedError where there is none."""
    row = db.execute(
        "SELECT at, actor, command, undoes FROM acts WHERE id = ?", [number]
    ).fetchone()
    if row is None:
        raise RefusedError("There is no act {act}; “contest log” lists them.", act=number)
    return Act(datetime.fromisoformat(row[0]), *row[1:])


def touched(db: Database, number: int) -> list[int]:
    """The entries that an act has touched."""
    return sorted(_entries(db, _changes(db, number)))


def undo(db: Database, number: int, *, reason: str, act: Act, earliest: bool = False) -> list[int]:
    """Take an act back inside the caller's transaction, which is written for ``act``. Returns the
    entries that it touches, also those that are gone now. Raises RefusedError for an unknown act,
    one that is taken back already or has changed nothing, and where something was built on it."""
    _may(db, number)
    done = _changes(db, number)
    if not done:
        raise RefusedError("Act {act} has changed nothing that can be taken back.", act=number)
    stored = {table: columns(db, table) for table in TRAILED}
    for change in _net(done):
        _as_left(db, number, change, stored[change.table])
    entries = sorted(_entries(db, done))
    # A row may be put back before the one that it refers to; at the end all must be there.
    db.execute("PRAGMA defer_foreign_keys = ON")
    for change in reversed(done):
        _take_back(db, change, stored[change.table])
    _nothing_hangs(db, number)
    command = act_of(db, number).command
    for entry in entries:
        event(db, act, "undone", entry=entry, before={"act": number, "command": command},
              reason=reason)  # fmt: skip
        there = db.execute(
            "SELECT 1 FROM submissions WHERE entry = ? AND version IS NOT NULL", [entry]
        ).fetchone()
        if there:
            settle(db, entry, earliest=earliest)
        else:  # it is in another again, or gone
            db.execute("DELETE FROM entry_findings WHERE entry = ?", [entry])
    return entries


def _may(db: Database, number: int) -> None:
    act_of(db, number)
    other = taken_back(db, number)
    if other is not None:
        raise RefusedError(
            "Act {act} is taken back already, by act {other}.", act=number, other=other
        )


def _changes(db: Database, number: int) -> list[_Change]:
    rows = db.execute(
        'SELECT "table", "row", before, after FROM changes WHERE act = ? ORDER BY id', [number]
    ).fetchall()
    return [_Change(t, k, b and json.loads(b), a and json.loads(a)) for t, k, b, a in rows]


def _net(done: Iterable[_Change]) -> Iterator[_Change]:
    """What became of each row in the end; nothing where it is as it was."""
    first: dict[tuple[str, str], _Change] = {}
    for change in done:
        known = first.get((change.table, change.key), change)
        first[change.table, change.key] = known._replace(after=change.after)
    return (change for change in first.values() if change.before != change.after)


def _as_left(db: Database, number: int, change: _Change, stored: Iterable[str]) -> None:
    """Raise RefusedError where the row isn't as the act has left it."""
    now = _row(db, change, stored)
    before, after = change.before, change.after
    same = (now is None) == (after is None)
    if now and after:
        compared = [
            name
            for name in after
            if name in now
            and not (change.table == "entries" and name in DERIVED)
            and (before is None or before.get(name) != after[name])
        ]
        same = all(now[name] == after[name] for name in compared)
    if not same:
        raise _built_upon(db, number, change.table, change.key)


def _row(db: Database, change: _Change, stored: Iterable[str]) -> Row | None:
    names = list(stored)
    shown = ", ".join(f'"{name}"' for name in names)
    where, key = _where(change)
    # Table and column names come from the schema and this package, here and below.
    row = db.execute(f"SELECT {shown} FROM {change.table} WHERE {where}", key).fetchone()  # noqa: S608  # our own names
    return None if row is None else dict(zip(names, row, strict=True))


def _built_upon(db: Database, number: int, table: str, key: str) -> RefusedError:
    later = db.execute(
        'SELECT max(act) FROM changes WHERE "table" = ? AND "row" = ? AND act != ?',
        [table, key, number],
    ).fetchone()[0]
    return RefusedError(
        "Act {act} can't be taken back: act {other} has changed the same since. Look at both with "
        "“contest log --act”, and undo that one first.",
        act=number,
        other=later or "?",
    )


def _take_back(db: Database, change: _Change, stored: Iterable[str]) -> None:
    """Put one row back to what it was."""
    table, before, after = change.table, change.before, change.after
    where, key = _where(change)
    known = set(stored)
    if before is None:
        if table == "entries":  # made anew from everything else, so it leaves no trail
            db.execute("DELETE FROM entry_findings WHERE entry = ?", key)
        db.execute(f"DELETE FROM {table} WHERE {where}", key)  # noqa: S608  # our own names
        return
    values = {n: v for n, v in before.items() if n in known and (not after or after.get(n) != v)}
    if after is None:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  # our own names
        db.execute(statement, list(values.values()))
    elif values:
        put = ", ".join(f'"{name}" = ?' for name in values)
        statement = f"UPDATE {table} SET {put} WHERE {where}"  # noqa: S608  # our own names
        db.execute(statement, [*values.values(), *key])


def _where(change: _Change) -> tuple[str, list[Any]]:
    names = TRAILED[change.table]
    return " AND ".join(f"{name} = ?" for name in names), json.loads(change.key)


def _nothing_hangs(db: Database, number: int) -> None:
    """Raise RefusedError where something that others have written refers to a row that is gone."""
    for table, rowid, _, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        if table in TRAILED:
            key = ", ".join(TRAILED[table])
            row = db.execute(
                f"SELECT json_array({key}) FROM {table} WHERE rowid = ?",  # noqa: S608  # our own names
                [rowid],
            ).fetchone()
            raise _built_upon(db, number, table, row[0])


def _entries(db: Database, done: Iterable[_Change]) -> set[int]:
    """The entries that changes touch."""
    found: set[int] = set()
    of: dict[int, int | None] = {}
    for table, key, before, after in done:
        numbers = json.loads(key)
        for row in filter(None, (before, after)):
            if table == "entries":
                found.add(numbers[0])
            elif table == "same_works":
                found.update(numbers)
            elif "entry" in row:
                found.add(row["entry"] or 0)
            elif numbers[0] not in of:  # a finding, a file or a document of a submission
                there = db.execute(
                    "SELECT entry FROM submissions WHERE id = ?", [numbers[0]]
                ).fetchone()
                of[numbers[0]] = there and there[0]
    found.update(entry or 0 for entry in of.values())
    return found - {0}
