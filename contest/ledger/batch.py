"""Rows that wait to be written together: many of one table after another cost far less than the
tables of each submission in turn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache

from contest.checks.compare import comparable
from contest.ledger.acts import Act
from contest.ledger.lean import Database
from contest.ledger.rows import moment
from contest.model import Submission, Title

_TABLES = (
    "files", "entries", "submissions", "submission_files", "submission_documents", "findings",
    "events",
)  # fmt: skip
"""What is named by another row comes before it, but for an entry's current submission."""

KEEP_FILE = "INSERT OR IGNORE INTO files (sha256, size) VALUES (?, ?)"


class Batch:
    """The new rows of one transaction of ``act``, whose instant is ``at``. Whoever reads what may
    be among them flushes first, and the transaction isn't over before all are flushed."""

    def __init__(self, db: Database, act: Act) -> None:
        self.db, self.act = db, act
        self.at = moment(act.at)
        self._rows: dict[str, dict[str, list[tuple[object, ...]]]] = defaultdict(dict)
        self._keys: set[str] = set()
        self._works: set[str | None] = set()
        self._next: dict[str, int] = {}

    def put(self, table: str, row: Mapping[str, object]) -> None:
        """A row that waits."""
        self.add(table, statement_for("INSERT", table, tuple(row)), tuple(row.values()))

    def keep(self, sha256: str, size: int) -> None:
        """Note that the bytes with this hash lie in files/."""
        self.add("files", KEEP_FILE, (sha256, size))

    def add(self, table: str, statement: str, values: tuple[object, ...]) -> None:
        """A row that waits, under a statement of its own."""
        self._rows[table].setdefault(statement, []).append(values)

    def number(self, table: str, read: Callable[[Database], int]) -> int:
        """The number of a new row: the one after the last that waits, or after what ``read``
        finds."""
        number = self._next.get(table)
        if number is None:
            number = read(self.db) + 1
        self._next[table] = number + 1
        return number

    def expect(self, submission: Submission, title: Title) -> None:
        """Note what a waiting submission is known by."""
        self._keys.add(submission.key)
        self._works.add(comparable(title.fields.get("work")))

    def concerns(self, submission: Submission, title: Title) -> bool:
        """Whether a row that waits may tell what becomes of this submission. Those of people who
        are known by an address, and those with files, are looked for in many ways."""
        sender = submission.sender
        if submission.files or submission.references or (sender and sender.address):
            return True
        if submission.key in self._keys:
            return True
        work = comparable(title.fields.get("work"))
        return work is not None and work in self._works

    def flush(self) -> None:
        """Write everything that waits."""
        if not self._rows:
            return
        for table in _TABLES:
            for statement, rows in self._rows.get(table, {}).items():
                self.db.conn.executemany(statement, rows)
        self._rows.clear()
        self._keys.clear()
        self._works.clear()
        self._next.clear()


@cache
def statement_for(verb: str, table: str, names: tuple[str, ...]) -> str:
    """Table and column names come from this package alone, values are bound. Plain SQL:
    sqlite-utils' insert is 38 times dearer, and would make a table of a mistyped name."""
    columns = ", ".join(f'"{name}"' for name in names)
    return f"{verb} INTO {table} ({columns}) VALUES ({', '.join('?' * len(names))})"
