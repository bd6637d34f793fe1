"""Entries that a submission may belong to: by its title, its video, its thread, its words."""

from __future__ import annotations

import json

from sqlite_utils import Database

from contest.checks.compare import comparable
from contest.model import Channel, Submission, Title


def by_title(db: Database, title: Title, submission: Submission) -> int | None:
    """The entry of this work and author."""
    work, author = comparable(title.fields.get("work")), comparable(title.fields.get("author"))
    if not work:
        return None
    if author:
        row = db.execute(
            "SELECT id FROM entries WHERE work_key = ? AND author_key = ? ORDER BY id",
            [work, author],
        ).fetchone()
        if row:
            return int(row[0])
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


def in_time(db: Database, entry: int) -> bool:
    """Whether a version of an entry was in time."""
    row = db.execute(
        "SELECT 1 FROM submissions WHERE entry = ? AND version IS NOT NULL AND late_by IS NULL",
        [entry],
    ).fetchone()
    return row is not None


def _videos(submission: Submission) -> list[str]:
    return [f.sha256 for f in submission.files if f.video and f.sha256 and f.size]
