"""The trail: triggers that write down every row that is added, changed or taken away, before and
after, so that every change can be shown, proved and taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from contest.ledger.lean import Database

TRAILED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "entries": ("id",),
    "submissions": ("id",),
    "submission_files": ("submission", "position"),
    "submission_documents": ("submission", "name"),
    "findings": ("submission", "position"),
    "awards": ("id",),
    "ticks": ("entry", "name"),
    "same_works": ("one", "other"),
})  # fmt: skip
"""The tables whose rows are written down, and what names a row of each."""

UNTRAILED: Final[Mapping[str, str]] = MappingProxyType({
    "files": "a hash proves its bytes by itself, and it stands in the rows that name it",
    "media": "facts, measured anew from the bytes at any time",
    "looks": "facts, seen anew in the bytes at any time",
    "likenesses": "facts, found anew from looks at any time",
    "entry_findings": "made anew from everything else whenever anything changes",
    "acts": "the record itself",
    "events": "the record itself",
    "changes": "the record itself",
    "seals": "the record itself",
    "claims": "who is looking just now, and no change",
    "pen": "empty but inside a transaction",
})  # fmt: skip
"""The tables that leave no trail, and why."""

GUARDS: Final[Mapping[str, str]] = MappingProxyType({
    f"{table}_{name}": f"CREATE TRIGGER {table}_{name} BEFORE {verb} ON {table} {when}\n"
    f"BEGIN SELECT RAISE(ABORT, '{table} are only ever appended to'); END"
    for table in ("acts", "events", "changes", "seals")
    for verb, name, when in (
        ("UPDATE", "stay", ""),
        # An act that has changed nothing leaves no line.
        ("DELETE", "remain",
         "WHEN EXISTS (SELECT 1 FROM seals WHERE act = old.id)" if table == "acts" else ""),
    )
})  # fmt: skip
"""The triggers that keep the record as it is, by their names."""

RECORD = (
    """CREATE TABLE acts (
  -- Who ran which command when; every event and every change belongs to one.
  id INTEGER PRIMARY KEY, -- the number of an act that changed nothing is given again
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  command TEXT NOT NULL,
  -- the act that this one takes back; that there is one is said before the database says it
  undoes INTEGER REFERENCES acts (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    """CREATE TABLE pen (
  -- The act that writes just now: one row inside a transaction, none outside of it.
  id INTEGER PRIMARY KEY CHECK (id = 1),
  act INTEGER NOT NULL REFERENCES acts (id)
) STRICT""",
    """CREATE TABLE changes (
  -- Every row as it was before and after a change, written by triggers; only ever appended to.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  act INTEGER REFERENCES acts (id)
    CONSTRAINT "only contest writes here: it notes who changes what" CHECK (act IS NOT NULL),
  "table" TEXT NOT NULL,
  "row" TEXT NOT NULL CHECK (json_valid("row")), -- its key, as a JSON array
  before TEXT CHECK (before IS NULL OR json_valid(before)), -- NULL: it was not there
  after TEXT CHECK (after IS NULL OR json_valid(after)) -- NULL: it is gone
) STRICT""",
    'CREATE INDEX changes_by_act ON changes (act)',
    'CREATE INDEX changes_by_row ON changes ("table", "row")',
    """CREATE TABLE seals (
  -- A hash for every transaction, over what it wrote and the hash before it.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  act INTEGER NOT NULL REFERENCES acts (id),
  event INTEGER NOT NULL, -- the last event that it covers
  change INTEGER NOT NULL, -- the last change that it covers
  value TEXT NOT NULL CHECK (length(value) = 64)
) STRICT""",
    # Acts for what older versions of this program have written down.
    "INSERT INTO acts (at, actor, command) "
    "SELECT at, actor, command FROM events GROUP BY at, actor, command ORDER BY min(id)",
    """CREATE TABLE noted (
  -- What happened to which entry, in the order in which it happened; only ever appended to.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  act INTEGER NOT NULL REFERENCES acts (id),
  entry INTEGER, -- no reference: what is told of an entry stays when the entry is taken back
  submission INTEGER,
  what TEXT NOT NULL,
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT CHECK (after IS NULL OR json_valid(after)),
  reason TEXT
) STRICT""",
    "INSERT INTO noted (id, act, entry, submission, what, before, after, reason) "
    "SELECT e.id, a.id, e.entry, e.submission, e.what, e.before, e.after, e.reason "
    "FROM events e JOIN acts a ON a.at = e.at AND a.actor = e.actor AND a.command = e.command "
    "ORDER BY e.id",
    "DROP TABLE events",
    "ALTER TABLE noted RENAME TO events",
    "CREATE INDEX events_by_entry ON events (entry)",
    "CREATE INDEX events_by_act ON events (act)",
    *GUARDS.values(),
)  # fmt: skip
"""The tables of the record, made of the one that was there before."""


_VERBS = ("insert", "update", "delete")


def lay(db: Database) -> None:
    """Make the triggers for the columns that the tables have now; after every migration."""
    for table, key in _there(db).items():
        for verb in _VERBS:
            db.execute(f"DROP TRIGGER IF EXISTS trail_{table}_{verb}")
        for statement in _triggers(table, key, columns(db, table)):
            db.execute(statement)
    for name, statement in GUARDS.items():
        db.execute(f"DROP TRIGGER IF EXISTS {name}")
        db.execute(statement)


def laid(db: Database) -> bool:
    """Whether every trigger is there: whoever changes a ledger behind its back drops some first."""
    names = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    trailed = (f"trail_{table}_{verb}" for table in _there(db) for verb in _VERBS)
    return names.issuperset((*GUARDS, *trailed))


def adopt(db: Database) -> None:
    """Write down the rows that are there already, for the act that holds the pen."""
    for table, key in _there(db).items():
        row = row_of(columns(db, table), "t")
        # Table and column names come from this package alone, here and below.
        db.execute(
            'INSERT INTO changes (act, "table", "row", after) '  # noqa: S608  # see above
            f"SELECT (SELECT act FROM pen), '{table}', {key_of(key, 't')}, {row} FROM {table} t "
            f"ORDER BY t.rowid"
        )


def _there(db: Database) -> dict[str, tuple[str, ...]]:
    """The tables that leave a trail and are there yet: a later migration may bring more."""
    return {table: key for table, key in TRAILED.items() if columns(db, table)}


def columns(db: Database, table: str) -> list[str]:
    """The columns of a table that are stored, not computed."""
    found = db.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", [table])
    return [row[0] for row in found]


def row_of(names: list[str], place: str) -> str:
    """SQL for a row as a JSON object; ``place`` is what stands before its columns' names."""
    pairs = [f"'{name}', {place}.\"{name}\"" for name in names]
    return f"json_object({', '.join(pairs)})"


def key_of(names: tuple[str, ...], place: str) -> str:
    """SQL for the key of a row as a JSON array."""
    return f"json_array({', '.join(f'{place}.{name}' for name in names)})"


def _triggers(table: str, key: tuple[str, ...], names: list[str]) -> Iterator[str]:
    changed = " OR ".join(f'old."{name}" IS NOT new."{name}"' for name in names)
    for verb, when, place, before, after in (
        ("insert", "", "new", "NULL", row_of(names, "new")),
        ("update", f"WHEN {changed}", "old", row_of(names, "old"), row_of(names, "new")),
        ("delete", "", "old", row_of(names, "old"), "NULL"),
    ):
        yield (
            f"CREATE TRIGGER trail_{table}_{verb} AFTER {verb} ON {table} {when}\nBEGIN "  # noqa: S608  # our own names
            'INSERT INTO changes (act, "table", "row", before, after) VALUES '
            f"((SELECT act FROM pen), '{table}', {key_of(key, place)}, {before}, {after}); END"
        )
