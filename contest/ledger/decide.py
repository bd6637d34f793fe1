"""A person's decision on an entry: it outweighs the program's until another version comes."""

from __future__ import annotations

from contest.errors import RefusedError
from contest.ledger import moves
from contest.ledger.lean import Database
from contest.ledger.merged import ensure_there
from contest.ledger.record import Act, event
from contest.model import Status


def decide(db: Database, entry: int, status: Status, *, reason: str, act: Act) -> bool:
    """Set the entry's status inside the caller's transaction; False if a person has set it so
    before and nothing has come for it since. Raises RefusedError for an unknown entry, a move that
    the table of moves doesn't have, or one whose award would be left without an accepted entry."""
    ensure_there(db, entry)
    before, decided = db.execute(
        "SELECT status, decided FROM entries WHERE id = ?", [entry]
    ).fetchone()
    if decided == status and not _news(db, entry):
        return False
    moves.ensure(entry, Status(before), status)
    award = db.execute(
        "SELECT prize FROM awards WHERE entry = ? AND revoked_at IS NULL", [entry]
    ).fetchone()
    if award and status is not Status.ACCEPTED:
        raise RefusedError(
            "Entry {entry} has the award “{prize}”; revoke it first.", entry=entry, prize=award[0]
        )
    open_ = db.execute(
        "SELECT json_extract(args, '$.name') FROM entry_findings "
        "WHERE entry = ? AND code = 'F107' AND severity IN ('error', 'review') ORDER BY position",
        [entry],
    ).fetchall()
    if open_ and status is Status.ACCEPTED:
        raise RefusedError(
            "Entry {entry} waits for a person to look at: {names}. “contest entries tick” notes "
            "that somebody has.",
            entry=entry,
            names="、".join(name for (name,) in open_),
        )
    db.execute(
        "UPDATE entries SET status = ?, decided = ? WHERE id = ?",
        [status.value, status.value, entry],
    )
    event(
        db, act, "decided", entry=entry, before={"status": before}, after={"status": status},
        reason=reason,
    )  # fmt: skip
    return True


def _news(db: Database, entry: int) -> bool:
    """Whether something came for an entry after the last decision: to decide the same anew says
    that it was read."""
    row = db.execute(
        "SELECT 1 FROM events WHERE entry = :entry AND what = 'received' AND id > "
        "(SELECT max(id) FROM events WHERE entry = :entry AND what = 'decided')",
        {"entry": entry},
    ).fetchone()
    return row is not None
