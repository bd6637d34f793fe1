"""Ledgers in the shapes that they had before some migration; what is in a ledger of any shape."""

# ruff: noqa: S608  # the names are the schema's own
from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from contest.ledger.schema import MIGRATIONS
from contest.ledger.seals import seal
from contest.ledger.trail import lay
from ledger.tables import PASSING, columns, empty, tables

TOLD = "SELECT e.*, a.at, a.actor, a.command FROM today.events e JOIN today.acts a ON a.id = e.act"
"""The events as they were before there were acts."""

Content = dict[str, list[tuple[object, ...]]]


def before(name: str, filled: Path, folder: Path) -> Path:
    """A contest folder whose ledger no migration from ``name`` on has seen, with the rows of the
    ``filled`` one in the shape of that time; the ledger."""
    later = sorted(filled.parent.parent.glob("before-m*"))
    source = next((p for p in later if name <= p.name.removeprefix("before-")), filled.parent)
    shutil.copytree(source, folder, symlinks=True)
    path = folder / "contest.db"
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        MIGRATIONS.apply(Database(db), stop_before=name)
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        rules = triggers.fetchall()
        for trigger, _ in rules:
            db.execute(f'DROP TRIGGER "{trigger}"')
        db.execute("ATTACH ? AS today", [str(source / "contest.db")])
        db.execute("BEGIN")
        recorded = "seals" in tables(db)
        for table in tables(db):
            if recorded and table in {"events", "changes", "seals"}:
                continue
            shape = f'SELECT * FROM today."{table}"' if table != "events" else TOLD
            now = {row[0] for row in db.execute(shape).description}
            listed = ", ".join(f'"{c.name}"' for c in columns(db, table) if c.name in now)
            db.execute(f'INSERT INTO "{table}" ({listed}) SELECT {listed} FROM ({shape})')
        if recorded:
            _seal_again(db)
        for _, sql in rules:
            db.execute(sql)
        if recorded:  # as every version of the program does when it has migrated
            lay(Database(db))
        db.execute("COMMIT")
        assert set(empty(db)) <= set(PASSING)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    path.chmod(0o600)
    return path


def _seal_again(db: sqlite3.Connection) -> None:
    """Fill the record as the program of that time would have: columns that came later stand in no
    change, and every transaction has its seal."""
    spans = db.execute("SELECT act, event, change FROM today.seals ORDER BY id").fetchall()
    event = change = 0
    for act, last_event, last_change in spans:
        listed = ", ".join(f'"{c.name}"' for c in columns(db, "events"))
        db.execute(
            f"INSERT INTO events ({listed}) SELECT {listed} FROM today.events "
            "WHERE id > ? AND id <= ?",
            [event, last_event],
        )
        for table in tables(db):
            known = {c.name for c in columns(db, table)}
            came = [r[1] for r in db.execute(f"PRAGMA today.table_info('{table}')")]
            gone = "".join(f", '$.{name}'" for name in came if name not in known)
            db.execute(
                'INSERT INTO changes (id, act, "table", "row", before, after) '
                f'SELECT id, act, "table", "row", json_remove(before{gone}), '
                f"json_remove(after{gone}) "
                'FROM today.changes WHERE "table" = ? AND id > ? AND id <= ?',
                [table, change, last_change],
            )
        assert seal(Database(db), act)
        event, change = last_event, last_change


def content(path: Path, shape: Content | None = None) -> Content:
    """Every row of every table, generated columns left out; of a ``shape``, what that one has."""
    with closing(sqlite3.connect(path)) as db:
        found: Content = {}
        for table in tables(db) if shape is None else shape:
            names = [c.name for c in columns(db, table)]
            if shape is not None:
                names = [str(name) for name in shape[table][0]]
            listed = ", ".join(f'"{name}"' for name in names)
            source, order = f'"{table}"', "rowid"
            if "at" in names and table == "events" and "acts" in tables(db):
                source, order = f"({TOLD})".replace("today.", ""), "id"
            rows = db.execute(f"SELECT {listed} FROM {source} ORDER BY {order}").fetchall()
            found[table] = [tuple(names), *rows]
        return found
