"""Links whose bytes are not here yet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from contest.ledger.lean import Database
from contest.ledger.rows import moment_of


class OpenLink(NamedTuple):
    """A link of an entry's current version. ``size`` in bytes as the mail says, often rounded."""

    entry: int
    fields: Mapping[str, str | None]
    sender: str
    name: str
    size: int | None
    url: str
    code: str | None
    expires_at: datetime | None


_OPEN = """
SELECT e.id, e.fields, coalesce(nullif(s.sender_name, ''), s.sender_address, ''), f.name, f.size,
  f.url, f.code, f.expires_at
FROM entries e JOIN submissions s ON s.id = e.current
JOIN submission_files f ON f.submission = s.id
WHERE f.kind = 'link' AND (f.sha256 IS NULL OR :taken) AND f.url IS NOT NULL AND NOT f.old
  AND e.status NOT IN ('withdrawn', 'disqualified') AND (:entry IS NULL OR e.id = :entry)
ORDER BY f.expires_at IS NULL, julianday(f.expires_at), e.id, f.position
"""


def open_links(db: Database, entry: int | None = None, *, taken: bool = False) -> list[OpenLink]:
    """The open links, of one entry or all, those that expire soonest first; with ``taken`` also
    those whose bytes are here."""
    return [
        OpenLink(
            number, json.loads(fields), sender, name, size, url, code,
            moment_of(expires),
        )
        for number, fields, sender, name, size, url, code, expires
        in db.execute(_OPEN, {"entry": entry, "taken": taken})
    ]  # fmt: skip


def downloaded(db: Database, url: str) -> tuple[str, int] | None:
    """Hash and size of the bytes behind a link, where a person has downloaded them."""
    row = db.execute(
        "SELECT sha256, size FROM submission_files WHERE url = ? AND sha256 IS NOT NULL", [url]
    ).fetchone()
    return (str(row[0]), int(row[1])) if row else None


class Origin(NamedTuple):
    """Where a submission came from: its key, the hash of its bytes as they arrived, its place, and
    when a mailbox took it, where that is known."""

    key: str
    raw: str
    source: str
    part: str | None
    internaldate: datetime | None


def origin(db: Database, submission: int) -> Origin | None:
    """Where a submission came from; None for one whose bytes were not kept."""
    row = db.execute(
        "SELECT key, raw, source, part, internaldate FROM submissions "
        "WHERE id = ? AND raw IS NOT NULL",
        [submission],
    ).fetchone()
    if row is None:
        return None
    key, raw, source, part, arrived = row
    return Origin(key, raw, source, part, moment_of(arrived))
