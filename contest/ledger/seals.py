"""The chain of seals: one for each transaction, over what it wrote and the seal before it.

A seal is the SHA-256 of these lines in UTF-8, each ended by a line feed: the seal before it in
hexadecimal (nothing for the first), the act, the events and the changes of the transaction as
JSON arrays in the order of their numbers. Whoever changes, drops or adds a line of the record
changes every seal from there on. That shows it, it doesn't prevent it: who can write the file
can make a new chain. So a seal stands on every list that is given out, and a list from then
tells whether the ledger still says what it said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from contest.ledger.lean import Database


class Seal(NamedTuple):
    """The seal of a transaction: its number, its act, the last event and the last change that it
    covers, the hash in hexadecimal."""

    number: int
    act: int
    event: int
    change: int
    value: str


_NOTHING = Seal(0, 0, 0, 0, "")

_ACT = "SELECT json_array(id, at, actor, command, undoes) FROM acts WHERE id = ?"
_EVENTS = (
    "SELECT json_array(id, act, entry, submission, what, before, after, reason) FROM events "
    "WHERE id > ? AND id <= ? ORDER BY id"
)
_CHANGES = (
    'SELECT json_array(id, act, "table", "row", before, after) FROM changes '
    "WHERE id > ? AND id <= ? ORDER BY id"
)


def head(db: Database) -> Seal | None:
    """The last seal; None where nothing was recorded yet."""
    return next(_seals(db, "ORDER BY id DESC LIMIT 1"), None)


def seal(db: Database, act: int) -> bool:
    """Seal what was written since the last seal; False where nothing was."""
    last = head(db) or _NOTHING
    event, change = _ends(db)
    if (event, change) == (last.event, last.change):
        return False
    db.execute(
        "INSERT INTO seals (act, event, change, value) VALUES (?, ?, ?, ?)",
        [act, event, change, _value(db, act, last, event, change)],
    )
    return True


def broken(db: Database) -> list[str]:
    """Where the record isn't what was sealed: the first act whose seal doesn't fit, and what was
    written after the last seal; empty when all fits."""
    last, faults = _NOTHING, []
    for found in _seals(db, "ORDER BY id"):
        if found.number != last.number + 1 and last.number:
            faults.append(f"seal {last.number + 1}")
            break
        if found.value != _value(db, found.act, last, found.event, found.change):
            faults.append(f"act {found.act}")
            break
        last = found
    else:
        event, change = _ends(db)
        if (event, change) != (last.event, last.change):
            faults.append(f"after seal {last.number}")
    return faults


def _value(db: Database, act: int, last: Seal, event: int, change: int) -> str:
    digest = hashlib.sha256(f"{last.value}\n".encode())
    for statement, span in (
        (_ACT, (act,)),
        (_EVENTS, (last.event, event)),
        (_CHANGES, (last.change, change)),
    ):
        for (line,) in db.execute(statement, span):
            digest.update(line.encode())
            digest.update(b"\n")
    return digest.hexdigest()


def _ends(db: Database) -> tuple[int, int]:
    """The numbers of the last event and the last change."""
    row = db.execute(
        "SELECT (SELECT max(id) FROM events), (SELECT max(id) FROM changes)"
    ).fetchone()
    return int(row[0] or 0), int(row[1] or 0)


def _seals(db: Database, order: str) -> Iterator[Seal]:
    # The order is one of two constants above.
    rows = db.execute(f"SELECT id, act, event, change, value FROM seals {order}")  # noqa: S608  # see above
    return (Seal(*row) for row in rows)
