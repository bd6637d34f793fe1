"""Rows changed by hand, as no command would: with the pen that the ledger asks for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def by_hand(ledger: Path) -> Iterator[sqlite3.Connection]:
    """The ledger, to be written by an act of nobody's; a run of contest seals it with its own."""
    with sqlite3.connect(ledger) as db:
        act = db.execute("INSERT INTO acts (at, actor, command) VALUES ('', '', '') RETURNING id")
        db.execute("INSERT INTO pen (act) VALUES (?)", act.fetchone())
        yield db
        db.execute("DELETE FROM pen")
    db.close()
