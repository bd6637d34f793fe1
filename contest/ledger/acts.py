"""Who does what when: every change to the ledger belongs to an act, and no other is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contest.ledger.lean import Database
from contest.ledger.rows import moment
from contest.ledger.seals import seal


@dataclass(frozen=True, slots=True)
class Act:
    """One command run by one person. ``undoes`` is the number of the act that it takes back."""

    at: datetime
    actor: str
    command: str
    undoes: int | None = None


def begin(db: Database, act: Act, known: int | None) -> int:
    """Take the pen for a transaction of this act; to be called when it has begun. ``known`` is
    the act's number where an earlier transaction belonged to it. Returns its number."""
    number = known
    if number is None:
        number = int(
            db.execute(
                "INSERT INTO acts (at, actor, command, undoes) VALUES (?, ?, ?, ?)",
                [moment(act.at), act.actor, act.command, act.undoes],
            ).lastrowid
            or 0
        )
    db.execute("INSERT INTO pen (id, act) VALUES (1, ?)", [number])
    return number


def end(db: Database, number: int, *, known: bool) -> bool:
    """Lay the pen down, and seal what was written with it; to be called before the commit. An act
    that has changed nothing leaves no line. Returns whether it has a line."""
    db.execute("DELETE FROM pen")
    if seal(db, number):
        return True
    if not known:
        db.execute("DELETE FROM acts WHERE id = ?", [number])
    return known


def taken_back(db: Database, act: int) -> int | None:
    """The act that has taken this one back; None where it stands, or is being taken back now."""
    rows = db.execute(
        "SELECT id FROM acts WHERE undoes = ? AND id NOT IN (SELECT act FROM pen) ORDER BY id",
        [act],
    ).fetchall()
    return next((other for (other,) in rows if taken_back(db, other) is None), None)
