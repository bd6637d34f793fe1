"""Entries that were taken into others: their numbers stay, and tell where they went."""

from __future__ import annotations

from contest.errors import RefusedError
from contest.ledger.lean import Database


def merged_into(db: Database, entry: int) -> int | None:
    """The entry that this one was taken into; None for one that stands by itself, or is none."""
    row = db.execute("SELECT merged FROM entries WHERE id = ?", [entry]).fetchone()
    return int(row[0]) if row and row[0] is not None else None


def taken_in(db: Database, entry: int) -> tuple[int, ...]:
    """The entries that were taken into this one."""
    rows = db.execute("SELECT id FROM entries WHERE merged = ? ORDER BY id", [entry])
    return tuple(int(row[0]) for row in rows)


def ensure_there(db: Database, entry: int) -> None:
    """Raise RefusedError for a number that no entry has, or one that went into another."""
    row = db.execute("SELECT merged FROM entries WHERE id = ?", [entry]).fetchone()
    if row is None:
        raise RefusedError("There is no entry {entry}.", entry=entry)
    if row[0] is not None:
        raise RefusedError(
            "Entry {entry} went into entry {other}; change that one.", entry=entry, other=row[0]
        )


def was_put_here(db: Database, entry: int, key: str) -> bool:
    """Whether a person put the submission with this key to the entry, with one that it took in."""
    if not taken_in(db, entry):
        return False
    row = db.execute(
        "SELECT 1 FROM events v, json_each(v.after, '$.submissions') AS put "
        "JOIN submissions s ON s.id = put.value "
        "WHERE v.entry = ? AND v.what = 'took in' AND s.key = ?",
        [entry, key],
    ).fetchone()
    return row is not None
