"""What waits for a person: entries in review, entries that look alike, submissions of no entry.

Each kind is one query; together they are one list in an order that stays the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple

from contest.ledger.lean import Database
from contest.ledger.needs import LOOSE
from contest.ledger.rows import moment_of

SOON: Final = timedelta(days=7)
"""A link that expires within this time comes before everything else."""

TWINS: Final = ("S205", "S212", "S213", "S214", "S215")
"""Findings that two entries look alike; which of them ask a person the rules' severities say."""


class Sort(StrEnum):
    """What sort of thing waits."""

    PAIR = "pair"
    ENTRY = "entry"
    SUBMISSION = "submission"


class Waiting(NamedTuple):
    """One thing that waits. ``number`` is an entry's, of a pair the lower one's, or the id of a
    submission that belongs to no entry; ``other`` the other entry of a pair. ``codes`` say why,
    ``arrived`` are the submissions of the entry that a person has to read, ``expires_at`` is when
    the first of its open links does."""

    sort: Sort
    number: int
    other: int | None
    title: str
    codes: tuple[str, ...]
    arrived: tuple[int, ...] = ()
    expires_at: datetime | None = None

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that it is about."""
        if self.sort is Sort.SUBMISSION:
            return ()
        return (self.number,) if self.other is None else (self.number, self.other)

    @property
    def what(self) -> tuple[Sort, int, int | None]:
        """What makes it this one and no other."""
        return self.sort, self.number, self.other


def waiting(db: Database, now: datetime, only: Waiting | None = None) -> list[Waiting]:
    """Everything that waits, or ``only`` this if it still does: first what a link's expiry makes
    urgent, then by number."""
    found = [
        *(_pairs(db, only) if _asked(only, Sort.PAIR, Sort.ENTRY) else ()),
        *(_loose(db, only) if _asked(only, Sort.SUBMISSION) else ()),
    ]
    if _asked(only, Sort.ENTRY):
        paired = {number for pair in found for number in pair.entries}
        found += _entries(db, paired, only)
    if only is not None:
        return [each for each in found if each.what == only.what]
    return sorted(found, key=lambda each: _place(each, now))


def _asked(only: Waiting | None, *sorts: Sort) -> bool:
    return only is None or only.sort in sorts


def _place(each: Waiting, now: datetime) -> tuple[Any, ...]:
    left = each.expires_at - now if each.expires_at else None
    urgent = left is not None and timedelta() < left <= SOON
    return (
        not urgent,
        left.total_seconds() if urgent and left else 0.0,
        each.sort is Sort.SUBMISSION,
        each.number,
        each.sort is Sort.ENTRY,
        each.other or 0,
    )


_ALIKE = """
SELECT e.id, o.id, s.title, min(f.code) FROM entry_findings f
JOIN entries e ON e.id = min(f.entry, json_extract(f.args, '$.entry'))
JOIN entries o ON o.id = max(f.entry, json_extract(f.args, '$.entry')) AND o.id != e.id
JOIN submissions s ON s.id = e.current
WHERE f.code IN ('S205', 'S212', 'S213', 'S214', 'S215') AND f.severity IN ('error', 'review')
  AND e.status NOT IN ('withdrawn', 'disqualified')
  AND o.status NOT IN ('withdrawn', 'disqualified')
  AND NOT EXISTS (SELECT 1 FROM same_works w WHERE w.one = e.id AND w.other = o.id)
  AND {only} GROUP BY e.id, o.id
"""


def _pairs(db: Database, only: Waiting | None) -> Iterable[Waiting]:
    """Pairs of entries that look alike and of which nobody has said whether they are one work."""
    chosen = "1" if only is None else ":entry IN (e.id, o.id)"  # a constant; the number is bound
    rows = db.execute(_ALIKE.format(only=chosen), {"entry": only and only.number}).fetchall()
    return [Waiting(Sort.PAIR, one, other, title, (code,)) for one, other, title, code in rows]


# What came for an entry besides its current version and nobody has decided anything since: what
# corrects or withdraws, the original that something is to be said of, a version from a stranger,
# too late, without a video or with a broken one; and whatever came after an entry was out.
_ENTRIES = """
WITH asking AS MATERIALIZED (
  SELECT DISTINCT submission FROM findings
  WHERE code IN ('S204', 'S209', 'S210', 'S211') AND severity = 'review'
), besides AS MATERIALIZED (
  SELECT s.id, s.entry, e.decided FROM submissions s JOIN entries e ON e.id = s.entry
  JOIN submissions c ON c.id = e.current WHERE {only} AND (
    s.id != e.current AND (
      s.kind IN ('correction', 'withdrawal')
      OR s.kind = 'original' AND s.verdict = 'review'
      OR s.id IN asking
      OR s.material = 'fail' AND s.late_by IS NULL AND s.channel != 'post'
        AND s.version IS NOT NULL AND s.received_at > c.received_at
    )
    OR e.status IN ('withdrawn', 'disqualified') AND s.kind NOT IN ('question', 'unrelated')
  )
), decisions AS MATERIALIZED (
  SELECT entry, max(id) AS id FROM events
  WHERE what = 'decided' AND entry IN (SELECT entry FROM besides) GROUP BY entry
), came AS MATERIALIZED (
  SELECT submission, max(id) AS id FROM events
  WHERE what = 'received' AND submission IN (SELECT id FROM besides) GROUP BY submission
), arrived AS MATERIALIZED (
  SELECT b.entry, json_group_array(b.id) AS ids FROM besides b
  LEFT JOIN decisions d ON d.entry = b.entry LEFT JOIN came c ON c.submission = b.id
  WHERE b.decided IS NULL OR d.id IS NULL OR coalesce(c.id, 0) > d.id GROUP BY b.entry
)
SELECT e.id, s.title, e.decided, coalesce(a.ids, '[]'),
  (SELECT json_group_array(DISTINCT f.code) FROM findings f
    WHERE f.severity = 'review' AND (f.submission = e.current AND e.status = 'review'
      OR f.submission IN (SELECT value FROM json_each(a.ids)))),
  (SELECT json_group_array(DISTINCT f.code) FROM entry_findings f
    WHERE f.entry = e.id AND f.severity = 'review' AND e.status = 'review'),
  (SELECT min(f.expires_at) FROM submission_files f
    WHERE f.submission = e.current AND f.kind = 'link' AND f.sha256 IS NULL AND NOT f.old)
FROM entries e JOIN submissions s ON s.id = e.current LEFT JOIN arrived a ON a.entry = e.id
WHERE {only} AND (e.status = 'review' OR a.ids IS NOT NULL)
"""


def _entries(db: Database, paired: set[int], only: Waiting | None) -> Iterable[Waiting]:
    """Entries in review, and those for which something came that a person has to read. One that
    waits for nothing but the word on a pair is asked about with that."""
    chosen = "1" if only is None else "e.id = :entry"  # a constant; the number is bound
    rows = db.execute(_ENTRIES.format(only=chosen), {"entry": only and only.number}).fetchall()
    for number, title, decided, came, found, among, expires in rows:
        arrived = tuple(sorted(json.loads(came)))
        codes = tuple(dict.fromkeys([*json.loads(found), *json.loads(among)]))
        alone = number in paired and not arrived and decided is None
        if alone and codes and set(codes) <= set(TWINS):
            continue
        yield Waiting(Sort.ENTRY, number, None, title, codes, arrived, moment_of(expires))


_LOOSE = f"""
SELECT s.id, s.title, (SELECT json_group_array(DISTINCT f.code) FROM findings f
  WHERE f.submission = s.id AND f.severity = 'review')
FROM submissions s WHERE {LOOSE} AND {{only}} ORDER BY s.id
"""  # noqa: S608  # our own condition


def _loose(db: Database, only: Waiting | None) -> Iterable[Waiting]:
    """Submissions that belong to no entry and may be one, or part of one."""
    chosen = "1" if only is None else "s.id = :id"  # a constant; the number is bound
    rows = db.execute(_LOOSE.format(only=chosen), {"id": only and only.number}).fetchall()
    return [
        Waiting(Sort.SUBMISSION, number, None, title, tuple(json.loads(codes)))
        for number, title, codes in rows
    ]
