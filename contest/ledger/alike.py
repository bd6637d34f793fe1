"""Which entries look alike, by the videos of their current versions; and what persons decided."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import NamedTuple

from contest.checks.alike import Twin
from contest.errors import RefusedError
from contest.ledger.lean import Database
from contest.ledger.merged import ensure_there
from contest.ledger.record import Act, event
from contest.ledger.rows import moment

# From the known end of a pair to the other: each step is a look-up in an index. CROSS JOIN is for
# SQLite the order in which they stand; in another one the work would be the square of the videos.
_OTHER = """
CROSS JOIN submission_files g ON g.sha256 = {video} AND g.video = 1
CROSS JOIN submissions t ON t.id = g.submission
CROSS JOIN entries o ON o.id = t.entry AND o.current = t.id AND o.id != e.id
  AND o.status NOT IN ('withdrawn', 'disqualified')
"""
_MINE = """
FROM entries e CROSS JOIN submissions s ON s.id = e.current
CROSS JOIN submission_files f ON f.submission = s.id AND f.video = 1 AND f.size > 0
"""
_COLUMNS = """
SELECT e.id, o.id, t.title, {how}, {mine}, {its}, {at}, {its_at}, {mirrored}, {pairs},
  f.sha256, g.sha256,
  (coalesce(t.received_at, '~'), t.id) < (coalesce(s.received_at, '~'), s.id),
  (SELECT w.same FROM same_works w WHERE w.one = min(e.id, o.id) AND w.other = max(e.id, o.id))
"""
_WHERE = """
WHERE e.status NOT IN ('withdrawn', 'disqualified') AND {only}
"""


def _facts(how: str) -> str:
    return _COLUMNS.format(
        how=f"'{how}'", mine="1.0", its="1.0", at="0.0", its_at="0.0", mirrored="0", pairs="'[]'"
    )


def _likeness(one: str, other: str) -> str:
    columns = _COLUMNS.format(
        how="l.how", mine=f"l.share_{one}", its=f"l.share_{other}", at=f"l.start_{one}",
        its_at=f"l.start_{other}", mirrored="l.mirrored",
        pairs="l.pairs" if one == "one" else
        "(SELECT json_group_array(json_array(p.value ->> 1, p.value ->> 0)) "
        "FROM json_each(l.pairs) p)",
    )  # fmt: skip
    join = f"CROSS JOIN likenesses l ON l.{one} = f.sha256"
    return columns + _MINE + join + _OTHER.format(video=f"l.{other}") + _WHERE


_PAIRS = " UNION ALL ".join(
    [
        _facts("bytes") + _MINE + _OTHER.format(video="f.sha256") + _WHERE,
        _facts("streams")
        + _MINE
        + "CROSS JOIN media m ON m.sha256 = f.sha256 "
        + "CROSS JOIN media n ON n.streams = m.streams AND n.sha256 != m.sha256"
        + _OTHER.format(video="n.sha256")
        + _WHERE,
        _likeness("one", "other"),
        _likeness("other", "one"),
    ]
)
_SHOWS = """
SELECT 1 FROM entries e JOIN submission_files f ON f.submission = e.current
WHERE e.id = ? AND f.video = 1 AND f.size > 0
"""
_ORDER = ("bytes", "streams", "pictures", "sound")
"""What says most first; of two entries only that is told."""


class Pair(NamedTuple):
    """Two entries that look alike, from the first one's side; ``pairs`` are seconds in the video
    of the one and in that of the other, whose hashes ``video`` and ``its_video`` are."""

    entry: int
    twin: Twin
    pairs: tuple[tuple[float, float], ...]
    video: str
    its_video: str


def pairs(db: Database, only: int | None = None) -> list[Pair]:
    """All pairs, or those of one entry, each from both its sides, in order of number."""
    if only is not None and db.execute(_SHOWS, [only]).fetchone() is None:
        return []  # most of all: four ways to look for others cost a post more than all else
    # The condition is one of two constants; the number is bound.
    rows = db.execute(
        _PAIRS.format(only="1" if only is None else "e.id = :only"), {"only": only}
    ).fetchall()
    best: dict[tuple[int, int], Pair] = {}
    for row in rows:
        entry, other, title, how, mine, its, at, its_at, mirrored, shown, one, two = row[:12]
        earlier, decided = bool(row[12]), None if row[13] is None else bool(row[13])
        twin = Twin(other, title, how, mine, its, at, its_at, bool(mirrored), earlier, decided)
        pair = Pair(entry, twin, tuple((a, b) for a, b in json.loads(shown)), one, two)
        known = best.get((entry, other))
        if known is None or _says(pair) < _says(known):
            best[entry, other] = pair
    return [best[key] for key in sorted(best)]


def _says(pair: Pair) -> tuple[int, float]:
    return _ORDER.index(pair.twin.how), -pair.twin.mine


def twins(db: Database, only: int | None = None) -> dict[int, list[Twin]]:
    """The entries that look like others, each with those."""
    found: dict[int, list[Twin]] = defaultdict(list)
    for pair in pairs(db, only):
        found[pair.entry].append(pair.twin)
    return dict(found)


def decide(db: Database, one: int, other: int, *, same: bool, reason: str, act: Act) -> bool:
    """Keep what a person says of two entries, for good; False where it was said before. Raises
    RefusedError for an unknown entry, or twice the same."""
    if one == other:
        raise RefusedError("Entry {entry} can't be compared with itself.", entry=one)
    one, other = sorted((one, other))
    for entry in (one, other):
        ensure_there(db, entry)
    row = db.execute(
        "SELECT same FROM same_works WHERE one = ? AND other = ?", [one, other]
    ).fetchone()
    if row is not None and bool(row[0]) == same:
        return False
    db.execute(
        "INSERT OR REPLACE INTO same_works (one, other, same, decided_at, decided_by, reason) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [one, other, int(same), moment(act.at), act.actor, reason],
    )
    for entry, its in ((one, other), (other, one)):
        event(
            db, act, "compared", entry=entry,
            before=None if row is None else {"other": its, "same": bool(row[0])},
            after={"other": its, "same": same}, reason=reason,
        )  # fmt: skip
    return True
