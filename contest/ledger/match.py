"""Which known work a submission belongs to. Submission ≠ entry: several mails, one work."""

from __future__ import annotations

from dataclasses import dataclass

from contest.ledger.lean import Database
from contest.ledger.lookups import (
    by_mention,
    by_thread,
    by_title,
    by_video,
    in_time,
    own_entry,
)
from contest.ledger.merged import was_put_here
from contest.model import Channel, Fault, Kind, Submission, Title


@dataclass(frozen=True, slots=True)
class Relation:
    """The entry that a submission belongs to, None for a new one, and what the ledger noticed.
    ``kind`` is what it is in the light of that, None where nothing changes, ``reason`` why."""

    entry: int | None
    faults: tuple[Fault, ...] = ()
    kind: Kind | None = None
    reason: str = ""


def relate(
    db: Database,
    submission: Submission,
    title: Title,
    kind: Kind,
    *,
    late: bool,
    unsure: bool,
    corrects: bool = False,
    fresh: bool = False,
) -> Relation:
    """Look for the work among the entries; to be called inside the recording transaction.
    ``corrects`` says that even a ``late`` version may take the place of one that was in time,
    ``fresh`` that the ledger is known not to hold this submission yet."""
    if kind in {Kind.QUESTION, Kind.UNRELATED}:
        return Relation(None)
    if unsure:
        return Relation(by_thread(db, submission))
    # What is a version of an entry stays one, whatever its title says or a person made of it.
    entry = None if fresh else own_entry(db, submission)
    entry = entry or by_title(db, title, submission) or by_video(db, title, submission)
    if kind in {Kind.CORRECTION, Kind.WITHDRAWAL}:
        return Relation(entry or by_thread(db, submission) or by_mention(db, submission, title))
    if kind is Kind.ORIGINAL:
        code, args = ("S207", {"entry": entry}) if entry else ("S206", {})
        return Relation(entry, (Fault(code=code, args=args),))
    if fresh or _new(db, submission):
        revised = _revised(db, submission, title, entry, late=late)
        if revised.kind is not None:
            return revised
        entry = revised.entry
    faults = _names_another(db, entry, submission)
    if entry is not None:
        faults += as_version(db, entry, submission, late=late, corrects=corrects)
    return Relation(entry, tuple(faults))


def _revised(
    db: Database, submission: Submission, title: Title, entry: int | None, *, late: bool
) -> Relation:
    """What a mail is in the light of what is known: a winner's original, or an answer."""
    brings = _brings(submission)
    if entry is None:
        entry = _answered(db, submission, title)
        if entry is not None and not brings:
            return Relation(entry, (), Kind.CORRECTION, "thread")
    elif late and brings and _awarded(db, entry):
        return Relation(entry, (Fault("S207", args={"entry": entry}),), Kind.ORIGINAL, "winner")
    return Relation(entry)


def _awarded(db: Database, entry: int) -> bool:
    row = db.execute(
        "SELECT 1 FROM awards WHERE entry = ? AND revoked_at IS NULL", [entry]
    ).fetchone()
    return row is not None


def _new(db: Database, submission: Submission) -> bool:
    """Whether it is no version of an entry yet."""
    row = db.execute("SELECT version FROM submissions WHERE key = ?", [submission.key]).fetchone()
    return row is None or row[0] is None


def _asked(db: Database, submission: Submission, code: str) -> bool:
    """Whether a person was asked this when the submission was judged before."""
    row = db.execute(
        "SELECT 1 FROM findings f JOIN submissions s ON s.id = f.submission "
        "WHERE s.key = ? AND f.code = ?",
        [submission.key, code],
    ).fetchone()
    return row is not None


def _answered(db: Database, submission: Submission, title: Title) -> int | None:
    """The entry whose mail this one answers, if it tells nothing that speaks against its being the
    same work: an answer that brings a video under another name may be a new work, written as an
    answer out of habit."""
    entry = by_thread(db, submission)
    if entry is None or not (_brings(submission) and title.fields.get("work")):
        return entry
    row = db.execute("SELECT work_key FROM entries WHERE id = ?", [entry]).fetchone()
    return None if row[0] else entry


def _names_another(db: Database, entry: int | None, submission: Submission) -> list[Fault]:
    """A new work whose mail answers that of another; asked when it comes, and for good."""
    if entry is not None and not _asked(db, submission, "S211"):
        return []
    other = by_thread(db, submission)
    if other is None or other == entry:
        return []
    return [Fault("S211", args={"entry": other})]


def as_version(
    db: Database, entry: int, submission: Submission, *, late: bool, corrects: bool
) -> list[Fault]:
    """What there is to say of another version of a known entry; nothing of the first."""
    if not _known(db, submission):
        return []
    args = {"entry": entry}
    after = [Fault(code="S204", args=args)] if late and in_time(db, entry, submission.key) else []
    if after and not corrects:
        return after
    if submission.channel is Channel.MAIL and not _brings(submission):
        return [*after, Fault(code="S209", args=args)]
    stranger = _stranger(db, entry, submission)
    if stranger:
        return [*after, Fault(code="S210", args=args | {"sender": stranger})]
    return [*after, Fault(code="S208", args=args)]


def _brings(submission: Submission) -> bool:
    return any(file.video or file.linked for file in submission.files)


def _stranger(db: Database, entry: int, submission: Submission) -> str | None:
    """The sender's address, if all earlier mails of this entry came from others. Of what a person
    has put to it nothing is asked: whose it is was looked at."""
    if not submission.sender or not submission.sender.address:
        return None
    if was_put_here(db, entry, submission.key):
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
