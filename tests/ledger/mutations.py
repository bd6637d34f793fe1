"""The same ledger with one constraint less, as if somebody had taken it out of the schema."""

# ruff: noqa: S608  # the names are the schema's own
from __future__ import annotations

import re
import sqlite3

from ledger.constraints import Attempt
from ledger.tables import INTERNAL, checks, columns, sql_of, tables


def without(db: sqlite3.Connection, attempt: Attempt) -> sqlite3.Connection:
    """A copy of the ledger, rows and all, which lacks the constraint. Raises ValueError where the
    schema's text doesn't tell which that is."""
    before = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    after = dict(before)
    if attempt.constraint.startswith("trigger "):
        del after[attempt.constraint.removeprefix("trigger ")]
    elif index := _index_of(db, attempt):
        del after[index]
    else:
        after[attempt.table] = _less(sql_of(db, attempt.table), attempt)
    if after == before:
        raise ValueError(attempt.constraint)
    return _rebuilt(db, after)


def _less(sql: str, attempt: Attempt) -> str:
    """The table's statement without the constraint."""
    sql = re.sub(r" *--[^\n]*", "", sql)
    about = attempt.constraint.removeprefix(attempt.table)
    if about.startswith(" CHECK "):
        (text,) = {c.text for c in checks(sql) if c.asks == about.removeprefix(" CHECK ")}
        return sql.replace(text, "", 1)
    if about.startswith(" UNIQUE "):
        names = about.removeprefix(" UNIQUE ")
        for whole in (f",\n  PRIMARY KEY ({names})", f",\n  UNIQUE ({names})"):
            if whole in sql:
                return sql.replace(whole, "")
        return _in_column(sql, names, r" PRIMARY KEY( AUTOINCREMENT)?| UNIQUE")
    name, _, what = about.removeprefix(".").partition(" ")
    if what.startswith("is "):
        return re.sub(r" STRICT$", "", sql)
    if what == "NOT NULL":
        # A key is required in a STRICT table even where nothing says so.
        key = r" NOT NULL| PRIMARY KEY"
        return _in_column(sql, name, key) if "PRIMARY KEY (" not in sql else _loose(sql, name)
    return _in_column(sql, name, r" REFERENCES \w+ \(\w+\)( DEFERRABLE INITIALLY DEFERRED)?")


def _loose(sql: str, name: str) -> str:
    """Without NOT NULL at a column, and where it is one of several keys without the key."""
    sql = _in_column(sql, name, " NOT NULL")
    key = re.search(r",\n  PRIMARY KEY \(([^)]*)\)", sql)
    return sql.replace(key[0], "") if key and name in key[1].split(", ") else sql


def _in_column(sql: str, name: str, what: str) -> str:
    """Without the first thing of this kind in a column's definition."""
    column = rf'((?:^|, )\s*"?{name}"? [A-Z]+[^,\n]*?)(?:{what})'
    return re.sub(column, r"\1", sql, count=1, flags=re.MULTILINE)


def _index_of(db: sqlite3.Connection, attempt: Attempt) -> str | None:
    """The index, where one of its own keeps the rows unique."""
    for _, index, unique, origin, _ in db.execute(
        f'PRAGMA index_list("{attempt.table}")'
    ).fetchall():
        names = ", ".join(str(row[2]) for row in db.execute(f'PRAGMA index_info("{index}")'))
        if unique and origin == "c" and attempt.constraint == f"{attempt.table} UNIQUE {names}":
            return str(index)
    return None


def _rebuilt(db: sqlite3.Connection, statements: dict[str, str]) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None)
    copy.execute("BEGIN")
    ours = tables(db)
    for table in ours:
        copy.execute(statements[table])
        listed = ", ".join(f'"{c.name}"' for c in columns(db, table))
        rows = db.execute(f'SELECT {listed} FROM "{table}"').fetchall()
        marks = ", ".join("?" * len(columns(db, table)))
        copy.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', rows)
    for name, sql in statements.items():
        if name not in {*ours, *INTERNAL} and not name.startswith("idx__sqlite"):
            copy.execute(sql)
    copy.execute("COMMIT")
    copy.execute("PRAGMA foreign_keys = ON")
    return copy
