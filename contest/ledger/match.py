"""Which known work a submission belongs to. Submission ≠ entry: several mails, one work."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlite_utils import Database

from contest.checks.compare import comparable
from contest.model import Channel, Fault, FileKind, Kind, Submission, Title


@dataclass(frozen=True, slots=True)
class Relation:
    """The entry that a submission belongs to, None for a new one, and what the ledger noticed."""

    entry: int | None
    faults: tuple[Fault, ...] = ()


def relate(
    db: Database,
    submission: Submission,
    title: Title,
    kind: Kind,
    *,
    late: bool,
    unsure: bool,
    corrects: bool = False,
) -> Relation:
    """Look for the work among the entries; to be called inside the recording transaction.
    ``corrects`` says that even a ``late`` version may take the place of one that was in time."""
    if kind in {Kind.QUESTION, Kind.UNRELATED}:
        return Relation(None)
    if unsure:
        return Relation(_by_thread(db, submission))
    entry = _by_title(db, title, submission) or _by_video(db, title, submission)
    if kind in {Kind.CORRECTION, Kind.WITHDRAWAL}:
        return Relation(entry or _by_thread(db, submission) or _by_mention(db, submission, title))
    if kind is Kind.ORIGINAL:
        code, args = ("S207", {"entry": entry}) if entry else ("S206", {})
        return Relation(entry, (Fault(code=code, args=args),))
    faults = []
    if entry is not None and _known(db, submission):
        faults += _as_version(db, entry, submission, late=late, corrects=corrects)
    other = _same_bytes(db, submission, entry)
    if other:
        faults.append(Fault(code="S205", args={"entry": other[0], "title": other[1]}))
    return Relation(entry, tuple(faults))


def _as_version(
    db: Database, entry: int, submission: Submission, *, late: bool, corrects: bool
) -> list[Fault]:
    """What there is to say of another version of a known entry."""
    args = {"entry": entry}
    after = [Fault(code="S204", args=args)] if late and _in_time(db, entry) else []
    if after and not corrects:
        return after
    if submission.channel is Channel.MAIL and not _brings(submission):
        return [*after, Fault(code="S209", args=args)]
    stranger = _stranger(db, entry, submission)
    if stranger:
        return [*after, Fault(code="S210", args=args | {"sender": stranger})]
    return [*after, Fault(code="S208", args=args)]


def _brings(submission: Submission) -> bool:
    return any(file.video or file.kind is FileKind.LINK for file in submission.files)


def _stranger(db: Database, entry: int, submission: Submission) -> str | None:
    """The sender's address, if all earlier mails of this entry came from others."""
    if not submission.sender or not submission.sender.address:
        return None
    senders = {
        row[0].casefold()
        for row in db.execute(
            "SELECT sender_address FROM submissions WHERE entry = ? AND key != ? "
            "AND sender_address != '' AND version IS NOT NULL",
            [entry, submission.key],
        )
    }
    address = submission.sender.address
    return address if senders and address.casefold() not in senders else None


def _known(db: Database, submission: Submission) -> bool:
    """Whether the entry has other versions than this very submission."""
    row = db.execute("SELECT version FROM submissions WHERE key = ?", [submission.key]).fetchone()
    return row is None or (row[0] or 1) > 1


def _by_title(db: Database, title: Title, submission: Submission) -> int | None:
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


def _by_video(db: Database, title: Title, submission: Submission) -> int | None:
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


def _by_thread(db: Database, submission: Submission) -> int | None:
    row = db.execute(
        "SELECT entry FROM submissions WHERE entry IS NOT NULL "
        "AND message_id IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
        [json.dumps(submission.references)],
    ).fetchone()
    return int(row[0]) if row else None


def _by_mention(db: Database, submission: Submission, title: Title) -> int | None:
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


def _in_time(db: Database, entry: int) -> bool:
    row = db.execute(
        "SELECT 1 FROM submissions WHERE entry = ? AND version IS NOT NULL AND late_by IS NULL",
        [entry],
    ).fetchone()
    return row is not None


def _videos(submission: Submission) -> list[str]:
    return [f.sha256 for f in submission.files if f.video and f.sha256 and f.size]


def _same_bytes(db: Database, submission: Submission, entry: int | None) -> tuple[int, str] | None:
    for sha256 in _videos(submission):
        row = db.execute(
            "SELECT s.entry, s.title FROM submission_files f JOIN submissions s "
            "ON s.id = f.submission WHERE f.sha256 = ? AND f.video = 1 AND s.entry IS NOT NULL "
            "AND s.entry IS NOT ? AND s.key != ? ORDER BY s.id",
            [sha256, entry, submission.key],
        ).fetchone()
        if row:
            return int(row[0]), str(row[1])
    return None
