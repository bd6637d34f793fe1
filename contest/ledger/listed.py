"""Lists of entries: the numbers that a query asks for, and columns of them, no whole reports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from contest.asking.tree import Asked, Numbers
from contest.ledger.asked import sql
from contest.ledger.lean import Database
from contest.ledger.places import COLUMNS, FROM, LISTS, part

Value = str | int | float | list[str] | None


def numbers(db: Database, asked: Asked) -> list[int]:
    """The numbers of the entries that were asked for, in the order that was."""
    made = sql(db, asked)
    # SQL of this package's own texts; what was asked for is bound.
    query = f"SELECT e.id FROM {FROM} WHERE {made.where} ORDER BY {made.order}"  # noqa: S608  # see above
    return [row[0] for row in db.execute(query, dict(made.values))]


def count(db: Database, asked: Asked) -> int:
    """How many entries were asked for."""
    made = sql(db, asked)
    query = f"SELECT count(*) FROM {FROM} WHERE {made.where}"  # noqa: S608  # as below
    return int(db.execute(query, dict(made.values)).fetchone()[0])


def rows(db: Database, asked: Asked, columns: Sequence[str]) -> Iterator[tuple[Value, ...]]:
    """The entries that were asked for, with these columns; a name that is none of COLUMNS is a
    part of the contest's own titles."""
    made = sql(db, asked)
    values = dict(made.values)
    wanted = []
    for place, name in enumerate(columns):
        if name not in COLUMNS:
            values[f"c{place}"] = name
        wanted.append(COLUMNS.get(name) or part(f":c{place}"))
    shown = ", ".join(wanted)
    # SQL of this package's own texts; what was asked for is bound.
    query = f"SELECT {shown} FROM {FROM} "  # noqa: S608  # see above
    query += f"WHERE {made.where} ORDER BY {made.order}"
    several = [place for place, name in enumerate(columns) if name in LISTS]
    for row in db.execute(query, values):
        if several:
            row = list(row)
            for place in several:
                row[place] = json.loads(row[place])
        yield tuple(row)


def absent(db: Database, named: Numbers) -> Iterator[int]:
    """The first number of each span that no entry has."""
    for first, last in named.spans:
        if last is None:
            continue
        there = db.execute("SELECT id FROM entries WHERE id BETWEEN ? AND ?", [first, last])
        known = {row[0] for row in there}
        if len(known) <= last - first:
            yield next(number for number in range(first, last + 1) if number not in known)
