"""Contents: what a ledger holds in a few numbers, and how two ledgers stand to each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from contest.ledger.lean import Database
from contest.ledger.seals import Seal, head


class Contents(NamedTuple):
    """How many entries, submissions, awards that stand and acts there are; the last seal."""

    entries: int
    submissions: int
    awards: int
    acts: int
    seal: Seal | None


def contents(db: Database) -> Contents:
    """What the ledger holds."""
    row = db.execute(
        "SELECT (SELECT count(*) FROM entries), (SELECT count(*) FROM submissions), "
        "(SELECT count(*) FROM awards WHERE revoked_at IS NULL), (SELECT count(*) FROM acts)"
    ).fetchone()
    return Contents(row[0], row[1], row[2], row[3], head(db))


def kept_files(db: Database) -> Iterator[tuple[str, int]]:
    """Every file whose bytes should be there: its hash and its size."""
    yield from db.execute("SELECT sha256, size FROM files ORDER BY sha256")


def since(db: Database, seal: Seal | None) -> int | None:
    """How many acts came after this seal; None where the record doesn't hold it."""
    if seal is None:
        return int(db.execute("SELECT count(*) FROM acts").fetchone()[0])
    here = db.execute(
        "SELECT act FROM seals WHERE id = ? AND value = ?", [seal.number, seal.value]
    ).fetchone()
    if here is None:
        return None
    row = db.execute("SELECT count(DISTINCT act) FROM seals WHERE id > ?", [seal.number]).fetchone()
    return int(row[0])
