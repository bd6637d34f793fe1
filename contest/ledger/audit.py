"""Audit: whether the rows are what the trail says of them, and whether every row is needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from contest.ledger.lean import Database
from contest.ledger.trail import TRAILED, columns, key_of, row_of

How = Literal["changed", "added", "gone", "gap"]
"""What is wrong with a row: it isn't what was written down last, it was never written down (or its
end was), it is not there though nothing says that it went, or its story has a gap: one change
doesn't begin where the one before it ended."""


class Fault(NamedTuple):
    """A row that the trail tells otherwise; ``row`` is its key as a JSON array."""

    table: str
    row: str
    how: How


def astray(db: Database) -> Iterator[Fault]:
    """Rows that are not what the trail says of them, table by table. Memory doesn't grow with their
    number; to be called where nothing else writes meanwhile."""
    for table, key in TRAILED.items():
        yield from _unlike(db, table, key)
        yield from _gone(db, table, key)
        yield from _gaps(db, table)
    yield from (
        Fault(table, row, "gone")
        for table, row in db.execute(
            'SELECT "table", "row" FROM changes WHERE "table" NOT IN '
            "(SELECT value FROM json_each(?))",
            [json.dumps([*TRAILED])],
        )
    )


_LAST: Final = (
    "SELECT after FROM changes WHERE id = "
    '(SELECT max(id) FROM changes WHERE "table" = \'{table}\' AND "row" = {key})'
)
"""What was written down last of a row. The index by row finds it, however many there are."""


def _unlike(db: Database, table: str, key: tuple[str, ...]) -> Iterator[Fault]:
    """Rows whose last change doesn't say what they hold."""
    defaults = _defaults(db, table)
    # Table and column names come from this package alone, here and below.
    named = key_of(key, "t")
    last, now = _LAST.format(table=table, key=named), row_of(columns(db, table), "t")
    found = db.execute(
        f"SELECT named, now, last FROM (SELECT {named} AS named, {now} AS now, "  # noqa: S608  # see above
        f"({last}) AS last FROM {table} t) WHERE now IS NOT last"
    )
    for row, holds, told in found:
        if told is None:
            yield Fault(table, row, "added")
        # A column that came later stands in no older change; no program has touched it then.
        elif defaults | json.loads(told) != json.loads(holds):
            yield Fault(table, row, "changed")


def _gone(db: Database, table: str, key: tuple[str, ...]) -> Iterator[Fault]:
    """Rows that should be there by their last change."""
    same = " AND ".join(f"t.{name} = l.\"row\" ->> '$[{n}]'" for n, name in enumerate(key))
    found = db.execute(
        'SELECT l."row" FROM (SELECT "row", max(id) AS id FROM changes '  # noqa: S608  # see above
        f'WHERE "table" = \'{table}\' GROUP BY "row") l JOIN changes c ON c.id = l.id '
        f"WHERE c.after IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} t WHERE {same})"
    )
    return (Fault(table, row, "gone") for (row,) in found)


def _gaps(db: Database, table: str) -> Iterator[Fault]:
    """Rows of which a change begins with another state than the one before left behind."""
    found = db.execute(
        'SELECT "row", before, last FROM (SELECT "row", before, lag(after) OVER '
        '(PARTITION BY "row" ORDER BY id) AS last FROM changes WHERE "table" = ?) '
        "WHERE before IS NOT last",
        [table],
    )
    defaults = _defaults(db, table)
    for row, before, last in found:
        if before is None or last is None or defaults | json.loads(last) != json.loads(before):
            yield Fault(table, row, "gap")


def _defaults(db: Database, table: str) -> Mapping[str, object]:
    """What each stored column holds where nothing was ever written to it."""
    found = db.execute(
        "SELECT name, dflt_value FROM pragma_table_xinfo(?) WHERE hidden = 0", [table]
    )
    return {name: _value(default) for name, default in found}


def _value(default: str | None) -> object:
    if default is None or default.upper() == "NULL":
        return None
    if default.startswith("'"):
        return default[1:-1].replace("''", "'")
    return json.loads(default)


class Audit(NamedTuple):
    """What is more or less in the ledger than there should be: whether somebody has left a pen in
    it, and kept bytes that no row names, with how many bytes that are."""

    pen: bool
    unused: int
    size: int


def audit(db: Database) -> Audit:
    """Look for what is there and belongs to nothing."""
    pen = db.execute("SELECT EXISTS (SELECT 1 FROM pen)").fetchone()[0]
    unused, size = db.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM files f WHERE "
        "NOT EXISTS (SELECT 1 FROM submission_files s WHERE s.sha256 = f.sha256) "
        "AND f.sha256 NOT IN (SELECT raw FROM submissions WHERE raw IS NOT NULL) "
    ).fetchone()
    return Audit(bool(pen), unused, size)


def numbers(db: Database) -> set[int]:
    """The numbers of all entries."""
    return {row[0] for row in db.execute("SELECT id FROM entries")}
