"""What a ledger holds, without what differs from run to run: so that a run which was killed can be
compared with one that nobody disturbed."""

# ruff: noqa: S608  # the names are the schema's own
from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from ledger.tables import columns, tables
from sqlite_utils import Database

from contest.ledger.audit import astray
from contest.ledger.seals import broken
from contest.vault import HALF_MADE

INSTANT = "the instant of the run; whether there is one counts"
LEFT_OUT: Mapping[str, str] = {
    "awards.granted_at": INSTANT,
    "awards.revoked_at": INSTANT,
    "events.act": "the number of an act; a run that was killed left an act of its own",
    "events.id": "the number of an event; their order counts",
    "same_works.decided_at": INSTANT,
    "submissions.recorded_at": INSTANT,
    "ticks.ticked_at": INSTANT,
}
"""Columns that are not compared, and why. All others are, those of new tables too."""

AS_SQL: Mapping[str, str] = {
    "events.before": "CASE what WHEN 'undone' THEN json_remove(before, '$.act') ELSE before END",
}
"""Columns of which a part is left out: the number of an act once more. That it is the right one is
for ``wrong``."""

RECORD: Mapping[str, str] = {
    "acts": "when which command ran; one that was killed is run again",
    "changes": "rows with their instants; what they lead to is compared",
    "claims": "who is looking just now",
    "pen": "empty but inside a transaction, which ``wrong`` sees to",
    "seals": "made of all that; that they are right is for ``wrong``",
}
"""Tables of the record that are not compared, where there are such, and why. The events are."""

Contents = Mapping[str, list[tuple[object, ...]]]


def contents(ledger: Path) -> Contents:
    """All rows of all tables. Opened as it lies there: a journal beside it is played back."""
    with closing(sqlite3.connect(ledger)) as db:
        return contents_of(db)


def contents_of(db: sqlite3.Connection) -> Contents:
    """All rows of all tables, in the order of their numbers; the numbers given so far."""
    found = {}
    for table in tables(db):
        if table in RECORD:
            continue
        values = []
        for column in columns(db, table):
            why = LEFT_OUT.get(f"{table}.{column.name}")
            if why is None:
                values.append(AS_SQL.get(f"{table}.{column.name}", f'"{column.name}"'))
            elif why is INSTANT:
                values.append(f'"{column.name}" IS NULL')
        found[table] = db.execute(
            f'SELECT {", ".join(values)} FROM "{table}" ORDER BY rowid'
        ).fetchall()
    if found:
        found["numbers"] = db.execute(
            "SELECT name, seq FROM sqlite_sequence WHERE name IN ('entries', 'awards') ORDER BY 1"
        ).fetchall()
    return found


def digest(held: Contents) -> str:
    """One word for all that a ledger holds."""
    return hashlib.sha256(repr(sorted(held.items())).encode()).hexdigest()


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A copy of a folder's ledger with its journal, to look at it as the next program would: to
    open a ledger is to mend it."""
    with tempfile.TemporaryDirectory() as place:
        for path in folder.glob("contest.db*"):
            shutil.copy(path, place)
        yield Path(place) / "contest.db"


HALF: Mapping[str, str] = {
    "an act that wrote nothing": "SELECT id FROM acts WHERE id NOT IN (SELECT act FROM seals)",
    "a submission without its event": "SELECT id FROM submissions WHERE id NOT IN "
    "(SELECT submission FROM events WHERE what = 'received')",
    "an entry without a version that counts": "SELECT id FROM entries e WHERE NOT EXISTS "
    "(SELECT 1 FROM submissions s WHERE s.id = e.current AND s.entry = e.id) "
    "AND e.merged IS NULL",
    "an award without its event": "SELECT a.id FROM awards a WHERE NOT EXISTS (SELECT 1 FROM "
    "events v JOIN acts b ON b.id = v.act WHERE v.entry = a.entry AND v.what = 'granted' "
    "AND b.at = a.granted_at)",
    "a revocation without its event": "SELECT a.id FROM awards a WHERE revoked_at IS NOT NULL AND "
    "NOT EXISTS (SELECT 1 FROM events v JOIN acts b ON b.id = v.act WHERE v.entry = a.entry "
    "AND v.what = 'revoked' AND b.at = a.revoked_at)",
    "a tick without its event": "SELECT t.entry FROM ticks t WHERE NOT EXISTS (SELECT 1 FROM "
    "events v JOIN acts b ON b.id = v.act WHERE v.entry = t.entry AND v.what = 'ticked' "
    "AND b.at = t.ticked_at)",
    "an act that takes another one back than it says": "SELECT v.id FROM events v JOIN acts a "
    "ON a.id = v.act WHERE (v.what = 'undone') != (a.undoes IS NOT NULL) "
    "OR v.what = 'undone' AND v.before ->> '$.act' IS NOT a.undoes",
}
"""What no transaction may leave, whatever the undisturbed run does."""


def wrong(ledger: Path) -> list[str]:
    """Whatever is wrong with a ledger: SQLite's checks, what is half there, seals, rows that are
    not what the record says."""
    with closing(sqlite3.connect(ledger)) as db:
        found = [text for (text,) in db.execute("PRAGMA integrity_check") if text != "ok"]
        found += [f"loose: {row}" for row in db.execute("PRAGMA foreign_key_check")]
        if tables(db):
            found += [f"{what}: {n}" for what, sql in HALF.items() for (n,) in db.execute(sql)]
            record = Database(db)
            found += [f"seal: {where}" for where in broken(record)]
            found += [f"row: {row}" for row in astray(record)]
            found += [f"pen: {row}" for row in db.execute("SELECT * FROM pen")]
    return found


def half(folder: Path) -> list[str]:
    """Files under a hash that is not theirs. What a killed run was writing has no such name."""
    return [
        path.name
        for path in folder.glob("files/??/*")
        if path.parent.name != path.name[:2]
        or path.name != hashlib.sha256(path.read_bytes()).hexdigest()
    ]


def shown(folder: Path) -> dict[str, str]:
    """The links in works/, with the names of the files that they lead to. A killed run may leave
    one half made under a hidden name, which a later one sweeps up when it is six hours old."""
    return {
        path.name: path.readlink().name
        for path in (folder / "works").glob("*")
        if path.is_symlink() and path.resolve().is_file() and not path.name.startswith(HALF_MADE)
    }


def kept(folder: Path) -> set[str]:
    """The names of the files that are kept."""
    return {path.name for path in folder.glob("files/??/*")}
