"""Opens the ledger, guards its transactions, and says in one sentence why it can't."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contest.errors import LedgerError
from contest.ledger import acts, snapshot, trail
from contest.ledger.acts import Act
from contest.ledger.lean import Database as Database  # the desk names its type
from contest.ledger.schema import MIGRATIONS, newer
from contest.ledger.trouble import damaged, explained

SECTOR = 512
"""Every database of SQLite's is a multiple of so many bytes."""

_OF_OTHERS = (
    "SELECT 1 FROM sqlite_master WHERE tbl_name NOT IN ('_sqlite_migrations', 'sqlite_sequence')"
)
"""Finds what a database without any of our migrations holds."""

SMALL = 32 << 20
"""Bytes of a ledger that is looked through whenever it is opened. A larger one is before anything
is written to it: who only asks for an entry doesn't wait for the trail of a hundred thousand."""


class Store:
    """An open ledger, to be used as a context manager. ``patience``: seconds to wait for another
    program that is writing. ``checked``: whether every page of a small one is looked at first,
    which takes as long as to read them; what only lists does without, and says so when it meets a
    damaged one. Before the first write every one is looked at."""

    def __init__(self, path: Path, *, patience: float, checked: bool = True) -> None:
        self.path = path
        with explained(self.path):
            if os.path.lexists(path) and not path.is_file():
                raise LedgerError("{path} is no regular file; move it away.", path=str(path))
            if not path.exists():
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            if _is_cut(path):
                raise damaged(path, "database disk image is malformed")
            connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
            self.db = Database(connection)
            self._act: tuple[Act, int] | None = None
            self._checked = False
            try:
                self.db.execute("PRAGMA foreign_keys = ON")
                self.db.execute("PRAGMA synchronous = FULL")
                # Else what INSERT OR REPLACE takes away would leave no trail.
                self.db.execute("PRAGMA recursive_triggers = ON")
                self._ready(checked=checked)
            except BaseException:
                connection.close()
                raise

    def _check(self) -> None:
        """Look through the whole file, once: nothing is added to a damaged one."""
        if self._checked:
            return
        check = self.db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if check != "ok":
            raise damaged(self.path, check)
        self._checked = True

    def _ready(self, *, checked: bool) -> None:
        if checked and self.path.stat().st_size <= SMALL:
            self._check()
        ahead = newer(self.db)
        if ahead:
            raise LedgerError(
                "The ledger {path} was written by a newer version of this program ({reason}). "
                "Upgrade the program; nothing was changed.",
                path=str(self.path),
                reason=", ".join(ahead),
            )
        if MIGRATIONS.pending(self.db):
            self._upgrade()
        elif not trail.laid(self.db):
            # What was changed meanwhile, the doctor finds; what comes now leaves its trail again.
            with self.write():
                trail.lay(self.db)

    def _upgrade(self) -> None:
        with self.write():
            # Looked at once more where nobody else can write: another program may have done it.
            pending = [migration.name for migration in MIGRATIONS.pending(self.db)]
            if pending and MIGRATIONS.applied(self.db):
                # What is there is kept as it was, whatever becomes of the change.
                snapshot.keep(self.path, f"before-{pending[0]}")
            elif pending and self.db.execute(_OF_OTHERS).fetchone():
                raise LedgerError(
                    "{path} is the database of another program; move it away.", path=str(self.path)
                )
            MIGRATIONS.apply(self.db)
            trail.lay(self.db)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.db.close()

    @contextmanager
    def write(self, act: Act | None = None) -> Iterator[Database]:
        """One transaction that begins immediately, so that two writers wait for each other
        instead of failing at the end. Nested blocks join the outer one. What is written belongs
        to ``act`` and is sealed; without one only tables that leave no trail take anything."""
        with explained(self.path):
            if self.db.conn.in_transaction:
                yield self.db
                return
            self._check()
            self.db.execute("BEGIN IMMEDIATE")
            try:
                known = self._act[1] if self._act and self._act[0] is act else None
                number = acts.begin(self.db, act, known) if act else 0
                before = self.db.conn.total_changes
                yield self.db
                if act and self.db.conn.total_changes == before:
                    self.db.rollback()  # nothing was written, so the act isn't either
                    return
                kept = act and acts.end(self.db, number, known=known is not None)
                self.db.execute("COMMIT")
            except BaseException:
                self.db.rollback()
                raise
            if act and kept:
                self._act = act, number

    @contextmanager
    def read(self) -> Iterator[Database]:
        """A block of queries; SQLite's errors come out as sentences."""
        with explained(self.path):
            yield self.db

    @contextmanager
    def still(self) -> Iterator[Database]:
        """A block of queries that all see the ledger as it is now: who writes waits until then."""
        with explained(self.path):
            self.db.execute("BEGIN")
            try:
                yield self.db
            finally:
                self.db.rollback()

    def examine(self) -> list[str]:
        """What SQLite finds wrong with the whole file and its references; empty if nothing."""
        with explained(self.path):
            check = [row[0] for row in self.db.execute("PRAGMA integrity_check")]
            loose = self.db.execute("PRAGMA foreign_key_check").fetchall()
        return [text for text in check if text != "ok"] + [f"{row[0]} → {row[2]}" for row in loose]

    def copy_to(self, path: Path) -> None:
        """A consistent copy of the ledger at ``path``, by SQLite's backup interface."""
        with explained(self.path):
            snapshot.copy(self.db.conn, path)


def _is_cut(path: Path) -> bool:
    """Whether an end is missing that SQLite itself doesn't miss: it begins anew in a file of one
    byte, and takes what is left of the last page for a page."""
    size = path.stat().st_size
    if not size % SECTOR:
        return False
    # What a killed program has half written is taken back when its journal is played back.
    return size < SECTOR or not path.with_name(f"{path.name}-journal").exists()
