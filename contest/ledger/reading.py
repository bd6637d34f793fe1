"""Opens the ledger for a look, and for that alone.

A look is taken often, and should cost little. So nothing of what only writing needs is loaded, and
a large ledger is not gone through whole before: what of it is damaged, SQLite says when it gets
there. Whoever writes opens a ``Store``, which does both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from contest.ledger.trouble import damaged, explained

STEPS: Final = (
    "m001_first", "m002_standing", "m003_links", "m004_quoted_links", "m005_looks", "m006_record",
    "m007_views", "m008_corrections", "m009_claims", "m010_board", "m011_current",
)  # fmt: skip
"""The migrations of a ledger that is up to date. A table of its own, because those that know them
load far more than a look costs. Any other ledger is left to the ``Store``."""

SMALL: Final = 16 << 20
"""Bytes of a ledger that is gone through whole all the same: that takes a tenth of a second."""


CACHE: Final = 32 << 10
"""KiB of the ledger that are kept in memory, so that what is counted twice is read once."""

Look = sqlite3.Connection
"""A ledger that is only read."""


@contextmanager
def reading(path: Path, *, patience: float) -> Iterator[Look]:
    """The ledger at one instant, whoever writes meanwhile. It is made or brought up to date where
    it must be; ``patience`` is how many seconds to wait for another program that is writing."""
    with explained(path):
        connection = _ready(path, patience)
    if connection is None:
        from contest.ledger.store import Store

        with Store(path, patience=patience) as store, store.read() as db:
            yield db.conn
        return
    with explained(path), closing(connection):
        yield connection


def _ready(path: Path, patience: float) -> Look | None:
    """An open ledger; None where there is none yet, or one that is not up to date."""
    if not path.is_file():
        return None
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE}")
        connection.execute("BEGIN")
        steps = _steps(connection)
        if steps == STEPS:
            _look_whole(path, connection)
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None


def _steps(connection: Look) -> tuple[str, ...]:
    known = "SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'"
    if connection.execute(known).fetchone() is None:
        return ()
    rows = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = 'contest' ORDER BY name"
    )
    return tuple(row[0] for row in rows)


def _look_whole(path: Path, connection: Look) -> None:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    if pages * size > SMALL:
        return
    (check,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if check != "ok":
        raise damaged(path, check)
