"""Entries that a submission may belong to: by its title, its video, its thread, its words."""

from __future__ import annotations

import json

from contest.checks.compare import comparable
from contest.ledger.edits import read, written
from contest.ledger.lean import Database
from contest.model import Channel, Submission, Title

_NAMED_SO = """
SELECT (
  SELECT coalesce(e.merged, e.id) FROM entries e WHERE e.work_key = ? AND e.author_key = ?
  ORDER BY EXISTS (
    SELECT 1 FROM submissions s
    WHERE s.entry = coalesce(e.merged, e.id) AND s.sender_address = ?
  ) DESC, e.id LIMIT 1
), EXISTS (SELECT 1 FROM entries WHERE edits != '{}')
"""


def own_entry(db: Database, submission: Submission) -> int | None:
    """The entry of which a submission is a version already."""
    row = db.execute(
        "SELECT entry FROM submissions WHERE key = ? AND version IS NOT NULL", [submission.key]
    ).fetchone()
    return int(row[0]) if row and row[0] is not None else None


def by_title(db: Database, title: Title, submission: Submission) -> int | None:
    """The entry of this work and author. Of two that persons keep apart it is that to which the
    same sender has sent; an entry that went into another is that one."""
    work, author = comparable(title.fields.get("work")), comparable(title.fields.get("author"))
    if not work:
        return None
    if author:
        address = submission.sender.address if submission.sender else ""
        # One question for both: most are asked for a work that nobody has sent before.
        found, any_edited = db.execute(_NAMED_SO, [work, author, address or None]).fetchone()
        if found is not None:
            return int(found)
        edited = _before_edits(db, work, author) if any_edited else None
        if edited is not None:
            return edited
    if not submission.sender or not submission.sender.address:
        return None
    # One of the two titles lacks its author: the same sender makes it the same work.
    row = db.execute(
        "SELECT e.id FROM entries e JOIN submissions s ON s.entry = e.id "
        "WHERE e.work_key = ? AND (e.author_key IS NULL OR ? IS NULL) AND s.sender_address = ? "
        "ORDER BY e.id",
        [work, author, submission.sender.address],
    ).fetchone()
    return int(row[0]) if row else None


def _before_edits(db: Database, work: str, author: str) -> int | None:
    """The entry that had this work and author until a person changed its title: who sends it again
    writes what he wrote before."""
    rows = db.execute(
        "SELECT coalesce(merged, id), fields, edits FROM entries WHERE edits != '{}' ORDER BY id"
    )
    for entry, fields, edits in rows.fetchall():
        said = written(read(edits), json.loads(fields))
        if comparable(said.get("work")) == work and comparable(said.get("author")) == author:
            return int(entry)
    return None


def by_video(db: Database, title: Title, submission: Submission) -> int | None:
    """The same video from the same sender, where one of the titles doesn't name the work. A
    video file has no sender: renamed, it is the same work under its corrected name."""
    address = submission.sender.address if submission.sender else ""
    if not address and submission.channel is not Channel.FILE:
        return None
    work = comparable(title.fields.get("work"))
    for sha256 in _videos(submission):
        row = db.execute(
            "SELECT e.id FROM submission_files f JOIN submissions s ON s.id = f.submission "
            "JOIN entries e ON e.id = s.entry WHERE f.sha256 = :sha256 AND s.channel = :channel "
            "AND coalesce(s.sender_address, '') = :address "
            "AND (e.work_key IS NULL OR :work IS NULL) ORDER BY e.id",
            {
                "sha256": sha256,
                "channel": submission.channel.value,
                "address": address,
                "work": work,
            },
        ).fetchone()
        if row:
            return int(row[0])
    return None


def by_thread(db: Database, submission: Submission) -> int | None:
    """The entry of the latest mail that this one answers, at whatever remove."""
    if not submission.references:
        return None
    row = db.execute(
        "SELECT entry FROM submissions WHERE entry IS NOT NULL "
        "AND message_id IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
        [json.dumps(submission.references)],
    ).fetchone()
    return int(row[0]) if row else None


def by_mention(db: Database, submission: Submission, title: Title) -> int | None:
    """The only work of this sender that the text names."""
    if not submission.sender or not submission.sender.address:
        return None
    said = comparable(title.text + submission.signals.body) or ""
    rows = db.execute(
        "SELECT DISTINCT e.id FROM entries e JOIN submissions s ON s.entry = e.id "
        "WHERE s.sender_address = ? AND e.work_key IS NOT NULL AND instr(?, e.work_key) > 0",
        [submission.sender.address, said],
    ).fetchall()
    return int(rows[0][0]) if len(rows) == 1 else None


def in_time(db: Database, entry: int, but: str) -> bool:
    """Whether a version of an entry was in time, ``but`` for the submission with this key."""
    row = db.execute(
        "SELECT 1 FROM submissions "
        "WHERE entry = ? AND version IS NOT NULL AND late_by IS NULL AND key != ?",
        [entry, but],
    ).fetchone()
    return row is not None


def _videos(submission: Submission) -> list[str]:
    return [f.sha256 for f in submission.files if f.video and f.sha256 and f.size]
