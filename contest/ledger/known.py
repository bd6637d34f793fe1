"""Which submissions the ledger holds, so that what comes again is known before it is read."""

from __future__ import annotations

from datetime import datetime
from sys import intern
from typing import Any, NamedTuple

from contest.ledger.lean import Database
from contest.ledger.rows import moment_of

FEW = 16
SHARE = 50
"""Once a run has asked for one in so many of all submissions, and for a few, it reads them all:
that costs less than asking for one after the other."""


class Known(NamedTuple):
    """A submission that the ledger holds: its id, the fingerprint of the rules that judged it,
    whether a probe of its videos failed or was an older program's, and when a mailbox took it,
    where that is known."""

    id: int
    rules: str
    unprobed: bool
    internaldate: datetime | None


_ALL = """
SELECT id, rules, EXISTS (
  SELECT 1 FROM findings f WHERE f.submission = s.id AND f.code = 'M118'
) OR EXISTS (
  SELECT 1 FROM submission_files f JOIN media m ON m.sha256 = f.sha256
  WHERE f.submission = s.id AND m.tools IS NULL
), internaldate, key FROM submissions s
"""
_ONE = f"{_ALL} WHERE key = ?"


def find(db: Database, key: str) -> Known | None:
    """The submission with this key, or None."""
    row = db.execute(_ONE, [key]).fetchone()
    return _known(row) if row else None


class Memory:
    """What the ledger holds, as it was when it was asked: for a run that looks at many. Whoever
    writes asks the ledger itself once more."""

    def __init__(self, db: Database) -> None:
        self._db = db
        last = db.execute("SELECT max(id) FROM submissions").fetchone()[0]
        self._asked, self._enough = 0, FEW + int(last or 0) // SHARE
        self._all: dict[str, Known] | None = None

    def find(self, key: str) -> Known | None:
        """The submission with this key, or None."""
        self._asked += 1
        if self._all is None and self._asked > self._enough:
            self._all = {row[4]: _known(row) for row in self._db.execute(_ALL)}
        return find(self._db, key) if self._all is None else self._all.get(key)


def _known(row: tuple[Any, ...]) -> Known:
    return Known(row[0], intern(row[1]), bool(row[2]), moment_of(row[3]))
