"""Which version of an entry counts, and how the entry stands by it."""

from __future__ import annotations

import json

from contest.checks.compare import comparable
from contest.ledger.edits import holding, read
from contest.ledger.lean import Database

_CURRENT = """
SELECT s.id, s.fields, s.verdict, e.edits FROM submissions s JOIN entries e ON e.id = s.entry
WHERE s.entry = ? AND s.version IS NOT NULL
ORDER BY s.late_by IS NULL DESC,
  EXISTS (SELECT 1 FROM findings f WHERE f.submission = s.id AND f.code = 'S210'),
  EXISTS (
    SELECT 1 FROM submission_files v
    WHERE v.submission = s.id AND (v.video OR v.kind = 'link' AND NOT v.old)
  ) DESC,
  s.material = 'fail', {order}
"""
_LATEST, _EARLIEST = "s.received_at DESC, s.id DESC", "s.received_at, s.id"

_WAITING = """
SELECT 1 FROM submissions s WHERE s.entry = :entry AND s.id != :current AND (
  s.kind IN ('correction', 'withdrawal')
  OR EXISTS (SELECT 1 FROM findings f WHERE f.submission = s.id AND f.code = 'S210')
  OR s.material = 'fail' AND s.late_by IS NULL AND s.channel != 'post'
    AND s.received_at > (SELECT received_at FROM submissions c WHERE c.id = :current)
)
"""


def settle(db: Database, entry: int, *, earliest: bool = False) -> None:
    """Put the entry's current version, parts and status right.

    The latest version that was in time is current, or the ``earliest`` where the rules say so; a
    late one only where none was in time. What
    brings no video never takes the place of what does, a broken video not that of a whole one,
    and what came from another sender waits until a person has looked at it. A correction, a
    withdrawal or such a version that waits holds an accepted entry in review.
    """
    order = _EARLIEST if earliest else _LATEST
    row = db.execute(_CURRENT.format(order=order), [entry]).fetchone()
    current, fields, verdict, edits = row
    waiting = db.execute(_WAITING, {"entry": entry, "current": current}).fetchone()
    # Other rules may see no entry in what was one: then there is no verdict, and a person decides.
    among = {
        row[0] for row in db.execute("SELECT severity FROM entry_findings WHERE entry = ?", [entry])
    }
    status = "review" if verdict is None or (verdict == "accepted" and waiting) else verdict
    if "error" in among:
        status = "returned"
    elif "review" in among and status == "accepted":
        status = "review"
    parts = json.loads(fields)
    if edits != "{}":
        parts |= holding(read(edits), current, parts)
        fields = json.dumps(parts, ensure_ascii=False)
    # A decision was made on the version that was there; another one is looked at anew.
    db.execute(
        "UPDATE entries SET decided = NULL WHERE id = ? AND current != ? "
        "AND decided IN ('accepted', 'returned', 'review')",
        [entry, current],
    )
    db.execute(
        "UPDATE entries SET current = ?, fields = ?, work_key = ?, author_key = ?, "
        "status = coalesce(decided, ?) WHERE id = ?",
        [current, fields, comparable(parts.get("work")), comparable(parts.get("author")), status,
         entry],
    )  # fmt: skip


def edited(db: Database, entry: int) -> dict[str, str | None]:
    """The edits that hold for the entry as it stands."""
    row = db.execute(
        "SELECT e.edits, s.id, s.fields FROM entries e JOIN submissions s ON s.id = e.current "
        "WHERE e.id = ? AND e.edits != '{}'",
        [entry],
    ).fetchone()
    return holding(read(row[0]), row[1], json.loads(row[2])) if row else {}
