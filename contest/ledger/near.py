"""Which entries of one author have names that differ by little; and what persons decided."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from contest.checks.near import MOST_WORKS, Named, near
from contest.ledger.lean import Database
from contest.model import Fault, Scalar

_NAMED = """
SELECT e.author_key, e.id, e.work_key, e.work FROM entries e JOIN submissions s ON s.id = e.current
WHERE e.work_key IS NOT NULL AND e.status NOT IN ('withdrawn', 'disqualified')
  AND e.author_key IN (
    SELECT author_key FROM entries
    WHERE author_key IS NOT NULL AND work_key IS NOT NULL AND current IS NOT NULL
      AND status NOT IN ('withdrawn', 'disqualified')
    GROUP BY author_key HAVING count(*) BETWEEN 2 AND :most
  )
ORDER BY e.author_key, coalesce(s.received_at, '~'), e.id
"""


def near_titles(db: Database) -> dict[int, list[Fault]]:
    """What there is to say of entries whose names are near to that of an earlier one."""
    found: dict[int, list[Fault]] = defaultdict(list)
    decided = {
        (one, other): bool(same)
        for one, other, same in db.execute("SELECT one, other, same FROM same_works")
    }
    named = db.execute(_NAMED, {"most": MOST_WORKS}).fetchall()
    for _, rows in groupby(named, key=lambda row: row[0]):
        for earlier, later in near(Named(int(row[1]), row[2], row[3]) for row in rows):
            same = decided.get((min(earlier.entry, later.entry), max(earlier.entry, later.entry)))
            if same is not False:
                args: dict[str, Scalar] = {"entry": earlier.entry, "value": earlier.work}
                found[later.entry].append(
                    Fault("S216", "work", args=args, weight="info" if same else None)
                )
    return dict(found)
