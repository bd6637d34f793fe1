"""Everything that a ledger's schema forbids, read from the schema itself; and for each of these
constraints a change that breaks it and nothing else.

A constraint that nobody knows how to break has no statements: that is a failure too.
"""

# ruff: noqa: S608  # the names are the schema's own, the values ours
from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from ledger.tables import Check, checks, columns, sql_of, tables

WRONG = {"INTEGER": "'many'", "REAL": "'many'", "TEXT": "x'00'", "BLOB": "'text'"}
"""A value for each type that STRICT refuses there."""

NONSENSE = ("'nonsense'", "''", "'{a:1}'", "-1", "0", "2", "NULL")
"""Values of which one breaks any CHECK that we have. Newer SQLites take the third apart, but call
it no JSON."""

NO_NUMBER = "datatype mismatch"
"""Said where the number of a row is none, STRICT or not."""

TAKEN_APART = "malformed JSON"
"""Said instead by an older SQLite where a generated column takes the JSON apart first."""

NOWHERE = ("987654321", "-1", "printf('%064d', 7)")
"""Keys that no parent has; -1 comes before all others."""


class Attempt(NamedTuple):
    """A constraint and its table; what may be done in peace before; what must be refused, and the
    words of which it must be done with one."""

    constraint: str
    table: str
    before: Sequence[str]
    change: str | None
    words: Sequence[str] = ()


def attempts(db: sqlite3.Connection) -> list[Attempt]:
    """One for each constraint of the schema. Needs a row in every table; leaves all as it was."""
    return [
        attempt
        for table in tables(db)
        for each in (_types, _required, _checks, _references, _unique)
        for attempt in each(db, table)
    ] + list(_triggers(db))


def refusal(db: sqlite3.Connection, attempt: Attempt) -> str:
    """How the database refuses; a sentence that begins with "not" where it doesn't."""
    if attempt.change is None:
        return "not tried"
    whole = db.serialize()
    db.execute("BEGIN")
    try:
        for statement in attempt.before:
            db.execute(statement)
        try:
            if not db.execute(attempt.change).rowcount:
                return "not tried: there is no row for it"
            db.execute("COMMIT")
        except (sqlite3.IntegrityError, sqlite3.OperationalError) as error:
            return str(error)
        db.deserialize(whole)  # some references are looked at by COMMIT alone
        return "not refused"
    except sqlite3.Error as error:
        return f"not come to it: {error}"
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def is_refused(db: sqlite3.Connection, attempt: Attempt) -> bool:
    """Whether exactly this constraint refuses it."""
    return refusal(db, attempt) in attempt.words


def _types(db: sqlite3.Connection, table: str) -> Iterator[Attempt]:
    for name, kind, _, alias in columns(db, table):
        wrong = "TEXT" if kind != "TEXT" else "BLOB"
        words = f"cannot store {wrong} value in {kind} column {table}.{name}"
        change = f'UPDATE "{table}" SET "{name}" = {WRONG[kind]}' if kind in WRONG else None
        said = NO_NUMBER if alias else words
        yield Attempt(f"{table}.{name} is {kind}", table, _free(db, table), change, [said])


def _required(db: sqlite3.Connection, table: str) -> Iterator[Attempt]:
    for name, _, required, alias in columns(db, table):
        if required and not alias:  # the number of a row is found where there is none
            change = f'UPDATE "{table}" SET "{name}" = NULL'
            words = [f"NOT NULL constraint failed: {table}.{name}"]
            yield Attempt(f"{table}.{name} NOT NULL", table, _free(db, table), change, words)


def _checks(db: sqlite3.Connection, table: str) -> Iterator[Attempt]:
    for check in checks(sql_of(db, table)):
        words = [_failed(check)]
        if check.asks.startswith("json_valid") and "json_extract" in sql_of(db, table):
            words.append(TAKEN_APART)
        named = [c.name for c in columns(db, table) if re.search(rf"\b{c.name}\b", check.asks)]
        yield _first(db, [
            Attempt(
                f"{table} CHECK {check.asks}", table, _free(db, table),
                f'UPDATE "{table}" SET "{name}" = {value}', words,
            )
            for name, value in product(named, NONSENSE)
        ])  # fmt: skip


def _references(db: sqlite3.Connection, table: str) -> Iterator[Attempt]:
    words = ["FOREIGN KEY constraint failed"]
    for _, _, parent, own, its, *_ in db.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
        free = _free(db, table)
        one = f'rowid = (SELECT min(rowid) FROM "{table}" WHERE "{own}" IS NOT NULL)'
        change = f'UPDATE "{table}" SET "{own}" = {{}} WHERE {one}'
        name = f"{table}.{own} REFERENCES {parent}"
        yield _first(db, [Attempt(name, table, free, change.format(v), words) for v in NOWHERE])
        # A parent of its own, so that no other reference keeps it.
        yield _first(db, [
            Attempt(
                f"{name}, which stays", table,
                [*free, *_free(db, parent), copied, change.format(new)],
                f'DELETE FROM "{parent}" WHERE "{its}" = {new}', words,
            )
            for new in NOWHERE for copied in _copies(db, parent, {its: new})
        ])  # fmt: skip


def _unique(db: sqlite3.Connection, table: str) -> Iterator[Attempt]:
    for names, where in _keys(db, table):
        listed = ", ".join(f"{table}.{name}" for name in names)
        kept = {name: f'"{name}"' for name in names}
        yield _first(db, [
            Attempt(
                f"{table} UNIQUE {', '.join(names)}", table, _free(db, table), copied,
                [f"UNIQUE constraint failed: {listed}"],
            )
            for copied in _copies(db, table, kept, where)
        ])  # fmt: skip


def _triggers(db: sqlite3.Connection) -> Iterator[Attempt]:
    """Those that forbid something by themselves; and those of the trail, which write down a change
    where none is taken unless somebody holds the pen."""
    (unnoted,) = (c for c in checks(sql_of(db, "changes")) if c.asks == "act IS NOT NULL")
    found = db.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    for name, table, sql in found.fetchall():
        words = re.search(r"RAISE\s*\(\s*ABORT\s*,\s*'([^']*)'", sql)
        verb = re.search(r"\b(UPDATE|DELETE|INSERT)\b", sql.partition(" ON ")[0], re.IGNORECASE)
        before, said = ([], words[1]) if words else (["DELETE FROM pen"], _failed(unnoted))
        yield _first(db, [
            Attempt(f"trigger {name}", table, before, change, [said])
            for change in _changes(db, table, verb[1].upper() if verb else "")
        ])  # fmt: skip


def _changes(db: sqlite3.Connection, table: str, verb: str) -> Iterator[str]:
    """Ways of changing a table of which one breaks none of its other constraints."""
    if verb == "DELETE":
        yield f'DELETE FROM "{table}"'
    elif verb == "INSERT":
        yield from _copies(db, table, {})
    else:
        for column, value in product(columns(db, table), ('"{}"', "\"{}\" || '+'", '"{}" + 1')):
            yield f'UPDATE "{table}" SET "{column.name}" = {value.format(column.name)}'


def _failed(check: Check) -> str:
    return f"CHECK constraint failed: {check.name}"


def _first(db: sqlite3.Connection, tried: Sequence[Attempt]) -> Attempt:
    """The one that breaks what it should; without statements where none does."""
    for attempt in tried:
        if is_refused(db, attempt):
            return attempt
    return tried[0]._replace(change=None) if tried else Attempt("?", "?", (), None)


def _free(db: sqlite3.Connection, table: str) -> list[str]:
    """Statements that take away the triggers of a table that forbid something, which have attempts
    of their own. The trail stays: the pen is there for it."""
    found = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? "
        "AND sql LIKE '%RAISE%'",
        [table],
    )
    return [f'DROP TRIGGER IF EXISTS "{name}"' for (name,) in found]


def _keys(db: sqlite3.Connection, table: str) -> list[tuple[list[str], str]]:
    """What must be unique: the names of the columns, and of which rows as SQL."""
    found = [([c.name], "1") for c in columns(db, table) if c.alias]
    for _, index, unique, _, partial in db.execute(f'PRAGMA index_list("{table}")').fetchall():
        if unique:
            names = [row[2] for row in db.execute(f'PRAGMA index_info("{index}")')]
            where = sql_of(db, index).partition(" WHERE ")[2] if partial else "1"
            found.append((names, where))
    return found


def _copies(
    db: sqlite3.Connection, table: str, given: dict[str, str], where: str = "1"
) -> Iterator[str]:
    """Ways of copying a row with the ``given`` values as SQL, all that else must be unique made
    so by another value in one column."""
    own = columns(db, table)
    parents = {row[3] for row in db.execute(f'PRAGMA foreign_key_list("{table}")')}
    choices: list[list[tuple[str, str]]] = []
    for names, _ in _keys(db, table):
        if set(names) & set(given):
            continue
        of = [c for c in own if c.name in names]
        choices.append([(c.name, "NULL") for c in of if c.alias or not c.required])
        choices[-1] += [
            (c.name, f"\"{c.name}\" || '+'" if c.type == "TEXT" else f'"{c.name}" + 1000003')
            for c in of
            # A row that is nowhere only where there is no other way: it is refused too, but last.
            if c.name not in parents or parents >= set(names)
        ]
    listed = ", ".join(f'"{c.name}"' for c in own)
    for chosen in product(*choices):
        values = dict(chosen) | given
        row = ", ".join(values.get(c.name, f'"{c.name}"') for c in own)
        yield f'INSERT INTO "{table}" ({listed}) SELECT {row} FROM "{table}" WHERE {where} LIMIT 1'
