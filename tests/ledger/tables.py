"""A ledger's schema as SQLite tells it: tables, columns, the text of statements."""

# ruff: noqa: S608  # the names are the schema's own
from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

INTERNAL = ("sqlite_sequence", "_sqlite_migrations")
"""Tables that are not of our making."""

PASSING: Mapping[str, str] = {
    "pen": "INSERT INTO pen (id, act) SELECT 1, max(id) FROM acts",
    "claims": "INSERT INTO claims (what, number, claimed_by, session, claimed_at, until) "
    "VALUES ('entry', 1, '王编辑', 'desk:1', '2025-08-26T09:00:00Z', '2025-08-26T09:15:00Z')",
}
"""Tables that have no rows in a ledger at rest, and a row for each: the pen is held only inside a
transaction, and without it every change would be refused for want of it; a claim stands only while
somebody looks."""


class Check(NamedTuple):
    """A CHECK: what it asks for, how SQLite names it when it fails, and all of its text."""

    asks: str
    name: str
    text: str


class Column(NamedTuple):
    """A column that can be written to; ``alias``: of the number of the row."""

    name: str
    type: str
    required: bool
    alias: bool


def tables(db: sqlite3.Connection) -> list[str]:
    """The names of our tables."""
    found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    return [name for (name,) in found if name not in INTERNAL]


def empty(db: sqlite3.Connection) -> list[str]:
    """Our tables that hold no row."""
    return [t for t in tables(db) if not db.execute(f'SELECT 1 FROM "{t}"').fetchone()]


def memory(path: Path) -> sqlite3.Connection:
    """A copy of a ledger in memory, its references looked at: as it is inside a transaction, while
    somebody looks."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sqlite3.connect(path)) as source:
        source.backup(copy)
    copy.execute("INSERT INTO acts (at, actor, command) VALUES ('', '王编辑', 'test')")
    for statement in PASSING.values():
        copy.execute(statement)
    copy.execute("PRAGMA foreign_keys = ON")
    return copy


def checks(sql: str) -> list[Check]:
    """The CHECKs in a table's SQL."""
    plain = re.sub(r"--[^\n]*", "", sql)
    found = []
    for match in re.finditer(r'(?:\bCONSTRAINT "([^"]*)" )?\bCHECK\s*\(', plain):
        depth, end = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(plain[end], 0)
            end += 1
        asks = plain[match.end() : end - 1]
        found.append(Check(asks, match[1] or asks, plain[match.start() : end]))
    return found


def columns(db: sqlite3.Connection, table: str) -> list[Column]:
    """The columns that can be written to: generated ones follow from others."""
    found = db.execute(f'PRAGMA table_xinfo("{table}")').fetchall()
    keys = sum(bool(row[5]) for row in found)
    return [
        Column(name, kind, bool(required or key), bool(key) and keys == 1 and kind == "INTEGER")
        for _, name, kind, required, _, key, hidden in found
        if not hidden
    ]


def sql_of(db: sqlite3.Connection, name: str) -> str:
    """The statement that made a table, index or trigger."""
    row = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
    return str(row[0])
