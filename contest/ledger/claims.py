"""Who is looking at what waits for a person, so that two organisers don't do the same work.

A claim is advice: it stops nobody who decides with another command, and it runs out by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from contest.ledger.lean import Database
from contest.ledger.rows import moment

TABLE: Final = """CREATE TABLE claims (
  -- Who is looking at what waits for a person, so that two don't do the same work.
  what TEXT NOT NULL CHECK (what IN ('entry','submission')),
  number INTEGER NOT NULL CHECK (number > 0), -- an entry's, or a submission's id
  claimed_by TEXT NOT NULL CHECK (claimed_by != ''),
  session TEXT NOT NULL CHECK (session != ''), -- which run of the program: machine and process
  claimed_at TEXT NOT NULL, -- since when
  until TEXT NOT NULL, -- when it runs out
  PRIMARY KEY (what, number)
) STRICT"""
"""Migration m009; a shipped one is never edited."""

LASTS: Final = timedelta(minutes=15)
"""How long a claim holds after it was last renewed: long enough to watch a film and to ask a
colleague, short enough that what a broken terminal leaves behind is free again the same evening."""

Key = tuple[str, int]
"""What is claimed: ("entry", its number) or ("submission", its id)."""


class Claim(NamedTuple):
    """Somebody looks at something. ``session`` is the run of the program that holds it."""

    by: str
    session: str
    at: datetime


def held(db: Database, now: datetime) -> Mapping[Key, Claim]:
    """All claims that have not run out."""
    rows = db.execute(
        "SELECT what, number, claimed_by, session, claimed_at FROM claims "
        "WHERE julianday(until) > julianday(?)",
        [moment(now)],
    ).fetchall()
    return {
        (what, number): Claim(by, session, datetime.fromisoformat(at))
        for what, number, by, session, at in rows
    }


def take(
    db: Database, keys: Iterable[Key], claim: Claim, *, gone: Callable[[str], bool]
) -> Claim | None:
    """Claim all of ``keys`` inside the caller's transaction, or none of them: then the claim that
    is in the way. What a session that is ``gone`` left behind is in nobody's way. To claim anew
    what one holds renews it."""
    wanted = list(keys)
    there = held(db, claim.at)
    for key in wanted:
        other = there.get(key)
        if other is not None and other.session != claim.session and not gone(other.session):
            return other
    for what, number in wanted:
        own = there.get((what, number))
        since = own.at if own is not None and own.session == claim.session else claim.at
        db.execute(
            "INSERT OR REPLACE INTO claims (what, number, claimed_by, session, claimed_at, until) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [what, number, claim.by, claim.session, moment(since), moment(claim.at + LASTS)],
        )
    return None


def release(db: Database, session: str, now: datetime) -> None:
    """Give back all that a session holds, and clear away what has run out."""
    db.execute(
        "DELETE FROM claims WHERE session = ? OR julianday(until) <= julianday(?)",
        [session, moment(now)],
    )
