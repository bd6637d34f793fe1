"""Submissions that are no version of any entry, for those who ask what became of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from contest.ledger.lean import Database
from contest.ledger.rows import moment_of
from contest.model import Kind

_UNPLACED = """
SELECT s.title, s.kind, s.entry, s.received_at, s.source FROM submissions s
WHERE s.version IS NULL AND NOT EXISTS (
  SELECT 1 FROM json_each(:words) AS word
  WHERE instr(lower(
    s.title || ' ' || coalesce(s.sender_name, '') || ' ' || coalesce(s.sender_address, '')
  ), lower(word.value)) = 0
) ORDER BY s.received_at, s.id
"""


class Unplaced(NamedTuple):
    """A submission that is no version of an entry: a question, a correction, something unsure.
    ``entry`` is the one that it is about, None for none."""

    title: str
    kind: Kind
    entry: int | None
    received_at: datetime | None
    source: str


def unplaced(db: Database, words: Sequence[str]) -> list[Unplaced]:
    """Those whose title or sender holds every one of ``words``, the oldest first."""
    rows = db.execute(_UNPLACED, {"words": json.dumps(list(words), ensure_ascii=False)})
    return [
        Unplaced(title, Kind(kind), entry, moment_of(received), source)
        for title, kind, entry, received, source in rows.fetchall()
    ]
