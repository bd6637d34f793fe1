"""Works that a person lets in later than all others."""

from __future__ import annotations

from datetime import datetime

from contest.checks.base import LetIn
from contest.ledger.acts import taken_back
from contest.ledger.lean import Database
from contest.ledger.record import Act, event
from contest.ledger.rows import moment, moment_of


def let_in(db: Database, entry: int) -> LetIn | None:
    """Until when a person lets an entry in, who and why; None where nobody does."""
    row = db.execute("SELECT extended FROM entries WHERE id = ?", [entry]).fetchone()
    until = moment_of(row[0]) if row else None
    if until is None:
        return None
    said = db.execute(
        "SELECT a.id, a.actor, e.reason FROM events e JOIN acts a ON a.id = e.act "
        "WHERE e.entry = ? AND e.what = 'extended' ORDER BY e.id DESC",
        [entry],
    ).fetchall()
    stand = ((who, why) for act, who, why in said if taken_back(db, act) is None)
    who, why = next(stand, ("?", ""))
    return LetIn(until, who, why or "")


def extend(db: Database, entry: int, until: datetime, *, reason: str, act: Act) -> bool:
    """Let an entry in until then; False where that was said before."""
    (before,) = db.execute("SELECT extended FROM entries WHERE id = ?", [entry]).fetchone()
    if before == moment(until):
        return False
    db.execute("UPDATE entries SET extended = ? WHERE id = ?", [moment(until), entry])
    event(
        db, act, "extended", entry=entry, before={"until": before},
        after={"until": moment(until)}, reason=reason,
    )  # fmt: skip
    return True
