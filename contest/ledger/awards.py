"""Prizes granted and revoked. prize (offered) ≠ award (received)."""

from __future__ import annotations

import json

from contest.errors import RefusedError
from contest.ledger.lean import Database
from contest.ledger.merged import ensure_there
from contest.ledger.record import Act, event
from contest.ledger.rows import moment
from contest.model import Award
from contest.quantities import ranks, share
from contest.rules import Prize


def grant(
    db: Database, entry: int, prize: Prize, *, rank: int | None, reason: str, act: Act
) -> bool:
    """Grant the prize inside the caller's transaction; False if the entry has it already.
    Raises RefusedError where entry or quota forbid it."""
    ensure_there(db, entry)
    row = db.execute("SELECT status, category FROM entries WHERE id = ?", [entry]).fetchone()
    if _has(db, entry, prize.name):
        return False
    status, category = row
    if status != "accepted":
        raise RefusedError(
            "Entry {entry} is not accepted but {status}; an award needs an accepted entry.",
            entry=entry,
            status=status,
        )
    if prize.category and category != prize.category:
        raise RefusedError(
            "“{prize}” is for {wanted}; entry {entry} is {category}.",
            prize=prize.name,
            wanted=prize.category,
            entry=entry,
            category=category or "?",
        )
    taken = {
        int(r[0])
        for r in db.execute(
            "SELECT rank FROM awards WHERE prize = ? AND revoked_at IS NULL", [prize.name]
        )
    }
    number = _number(db, prize)
    if number is not None and _counted(db, prize, category) >= number:
        raise RefusedError(
            "All places of “{prize}” are taken ({number}); revoke one, or raise its number in "
            "contest.toml.",
            prize=prize.name,
            number=number,
        )
    place = rank or next(i for i in range(1, len(taken) + 2) if i not in taken)
    db.execute(
        "INSERT INTO awards (entry, prize, rank, granted_at, granted_by, reason) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [entry, prize.name, place, moment(act.at), act.actor, reason],
    )
    event(
        db, act, "granted", entry=entry, after={"prize": prize.name, "rank": place}, reason=reason
    )
    return True


def _number(db: Database, prize: Prize) -> int | None:
    """How many of a prize there are: its number, its ranks, or its share of accepted entries,
    rounded down but at least one. Each day's and month's are the organisers' to count."""
    if prize.each in {"day", "month"}:
        return None
    if prize.ranks and (span := ranks(prize.ranks)):
        return span[1] - span[0] + 1
    if prize.share is None:
        return prize.number
    accepted = db.execute(
        "SELECT count(*) FROM entries WHERE status = 'accepted' AND merged IS NULL AND "
        "(:only IS NULL OR category = :only)",
        {"only": prize.category},
    ).fetchone()[0]
    return max(1, int(accepted * share(prize.share) + 1e-9))


def _counted(db: Database, prize: Prize, category: str | None) -> int:
    """How many of a prize are granted already, in this category where each has its own."""
    row = db.execute(
        "SELECT count(*) FROM awards a JOIN entries e ON e.id = a.entry WHERE a.prize = :prize "
        "AND a.revoked_at IS NULL AND (:each != 'category' OR e.category IS :category)",
        {"prize": prize.name, "each": prize.each, "category": category},
    ).fetchone()
    return int(row[0])


def revoke(db: Database, entry: int, prize: str, *, reason: str, act: Act) -> None:
    """Take the award back; its row stays. Raises RefusedError if there is none."""
    if not _has(db, entry, prize):
        raise RefusedError("Entry {entry} has no award “{prize}”.", entry=entry, prize=prize)
    db.execute(
        "UPDATE awards SET revoked_at = ?, revoked_by = ?, revoked_reason = ? "
        "WHERE entry = ? AND prize = ? AND revoked_at IS NULL",
        [moment(act.at), act.actor, reason, entry, prize],
    )
    event(db, act, "revoked", entry=entry, before={"prize": prize}, reason=reason)


def awards(db: Database) -> list[Award]:
    """All awards that stand, by rank and number; the order of prizes is the rulebook's."""
    rows = db.execute(
        "SELECT a.prize, a.rank, a.entry, e.fields FROM awards a JOIN entries e ON e.id = a.entry "
        "WHERE a.revoked_at IS NULL ORDER BY a.rank, a.entry"
    )
    return [Award(p, rank, entry, json.loads(fields)) for p, rank, entry, fields in rows]


def _has(db: Database, entry: int, prize: str) -> bool:
    return bool(
        db.execute(
            "SELECT 1 FROM awards WHERE entry = ? AND prize = ? AND revoked_at IS NULL",
            [entry, prize],
        ).fetchone()
    )
