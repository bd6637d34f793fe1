"""Writes a submission and its report down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from contest.checks.base import UNSURE
from contest.checks.compare import comparable
from contest.ledger.acts import Act as Act
from contest.ledger.batch import KEEP_FILE, Batch, statement_for
from contest.ledger.current import edited, settle
from contest.ledger.lean import Database
from contest.ledger.media import media_row
from contest.ledger.rows import finding_row, moment, submission_row, written
from contest.model import Kind, Media, Report, Verdict

NO_DOCUMENTS: Mapping[str, int] = MappingProxyType({})


def keep_file(db: Database, sha256: str, size: int) -> None:
    """Note that the bytes with this hash lie in files/."""
    db.execute(KEEP_FILE, (sha256, size))


def keep_download(db: Database, url: str, sha256: str, size: int) -> list[int]:
    """Note that the bytes behind a link are here, wherever a mail names it. Returns the
    submissions that do."""
    keep_file(db, sha256, size)
    named = db.execute(
        "SELECT DISTINCT submission FROM submission_files WHERE url = ? ORDER BY 1", [url]
    ).fetchall()
    db.execute(
        "UPDATE submission_files SET sha256 = ?, size = ? WHERE url = ?", [sha256, size, url]
    )
    return [row[0] for row in named]


def keep_media(db: Database, media: Iterable[Media], tools: str) -> None:
    """Write down what was measured with ``tools``."""
    for item in media:
        if item.sha256:
            row = media_row(item, tools)
            statement = statement_for("INSERT OR REPLACE", "media", tuple(row))
            db.execute(statement, tuple(row.values()))


class Recorded(NamedTuple):
    """A submission that was written down: its number, the entry that it belongs to (None for
    none), and whether it is the first of a new one."""

    number: int
    entry: int | None
    first: bool


def record(
    db: Database,
    report: Report,
    *,
    raw: str | None,
    entry: int | None,
    rules: str,
    act: Act,
    earliest: bool = False,
    documents: Mapping[str, int] = NO_DOCUMENTS,
) -> int:
    """Write the report of a single submission down inside the caller's transaction, as ``enter``
    does. Returns the submission's id."""
    batch = Batch(db, act)
    recorded = enter(
        batch, report, raw=raw, entry=entry, rules=rules, earliest=earliest, documents=documents
    )
    batch.flush()
    return recorded.number


def enter(
    batch: Batch,
    report: Report,
    *,
    raw: str | None,
    entry: int | None,
    rules: str,
    earliest: bool = False,
    documents: Mapping[str, int] = NO_DOCUMENTS,
    fresh: bool = False,
) -> Recorded:
    """Write the report down inside the batch's transaction: a new row, or anew for a submission
    that other rules have judged before; ``fresh`` says that there is none. ``entry`` is the known
    work it belongs to; ``earliest`` says which version of a work counts, ``documents`` how many of
    each the submission brings. What begins a new entry may wait in the batch; anything else is
    written at once."""
    db = batch.db
    row = submission_row(report)
    row["raw"], row["rules"] = raw, rules
    first = False
    known = None if fresh else db.execute(_KNOWN, [report.submission.key]).fetchone()
    if known:
        batch.flush()
        number, entry = int(known[0]), known[1]
        update(db, "submissions", row, number)
        # What was read of it may be more than before: a newer version opens its archives.
        for table in ("findings", "submission_files", "submission_documents"):
            db.execute(f"DELETE FROM {table} WHERE submission = ?", [number])  # noqa: S608  # ours
    else:
        # Of what may be no submission at all a person makes an entry, not the program.
        version_of = report.kind is Kind.ENTRY and report.reason != UNSURE
        first = entry is None and version_of
        number = row["id"] = batch.number("submissions", _last_submission)
        if first:
            entry = _new_entry(batch, report, row)
        row["entry"], row["recorded_at"] = entry, batch.at
        row["version"] = 1 if first else next_version(db, entry) if version_of else None
        batch.put("submissions", row)
        batch.expect(report.submission, report.title)
    _files(batch, number, report)
    for finding in _finding_rows(number, report):
        batch.put("findings", finding)
    for name, count in documents.items():
        brings = {"submission": number, "name": name, "number": count}
        batch.put("submission_documents", brings)
    what, act = "judged anew" if known else "received", batch.act
    after = _told(report.verdict, report.kind)
    who = (batch.at, act.actor, act.command)
    batch.add("events", _EVENT, (*who, entry, number, what, None, after, None))
    if entry is not None and not first:
        batch.flush()
        standing = edited(db, entry)
        settle(db, entry, earliest=earliest)
        overtaken = [name for name in standing if name not in edited(db, entry)]
        if overtaken:  # what was written now says otherwise
            before = {name: standing[name] for name in overtaken}
            event(db, act, "overtaken", entry=entry, submission=number, before=before)
    return Recorded(number, entry, first)


_KNOWN = "SELECT id, entry FROM submissions WHERE key = ?"


def event(
    db: Database,
    act: Act,
    what: str,
    *,
    entry: int | None = None,
    submission: int | None = None,
    before: object = None,
    after: object = None,
    reason: str | None = None,
) -> None:
    """Note what happened to an entry. The database refuses it for another act than the one that
    the transaction is written for."""
    db.execute(_EVENT, (
        moment(act.at), act.actor, act.command, entry, submission, what,
        None if before is None else written(before),
        None if after is None else written(after),
        reason,
    ))  # fmt: skip


_EVENT = """
INSERT INTO events (act, entry, submission, what, before, after, reason)
VALUES (
  (SELECT p.act FROM pen p JOIN acts a ON a.id = p.act
    AND a.at = ? AND a.actor = ? AND a.command = ?), ?, ?, ?, ?, ?, ?
)
"""


@cache
def _told(verdict: Verdict | None, kind: Kind) -> str:
    return written({"verdict": verdict, "kind": kind})


def _new_entry(batch: Batch, report: Report, row: Mapping[str, object]) -> int:
    """An entry as ``settle`` would leave it with its first submission: written once, so that the
    trail holds one line of it."""
    number = batch.number("entries", _last_entry)
    get = report.title.fields.get
    batch.put("entries", {
        "id": number, "status": str(report.verdict or "review"), "current": row["id"],
        "fields": row["fields"], "work_key": comparable(get("work")),
        "author_key": comparable(get("author")),
    })  # fmt: skip
    return number


def _last_submission(db: Database) -> int:
    return int(db.execute("SELECT coalesce(max(id), 0) FROM submissions").fetchone()[0])


def _last_entry(db: Database) -> int:
    """The highest number that was ever given."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entries'").fetchone()
    return int(row[0]) if row else 0


def next_version(db: Database, entry: int | None) -> int:
    """A number that no version of the entry has or had: a split takes versions away."""
    row = db.execute(
        "SELECT max(coalesce((SELECT max(version) FROM submissions WHERE entry = :entry), 0), "
        "coalesce((SELECT max(before ->> 'last') FROM events "
        "WHERE what = 'split' AND entry = :entry), 0))",
        {"entry": entry},
    ).fetchone()
    return int(row[0]) + 1


def _files(batch: Batch, number: int, report: Report) -> None:
    for position, file in enumerate(report.submission.files):
        batch.put("submission_files", {
            "submission": number, "position": position, "name": file.name, "size": file.size,
            "kind": file.kind, "url": file.url, "expires_at": moment(file.expires_at),
            "video": int(file.video), "sha256": file.sha256, "code": file.code,
            "old": int(file.old),
        })  # fmt: skip


def keep_findings(db: Database, number: int, report: Report) -> None:
    """Write down what was found wrong with a submission and its videos, where nothing stands."""
    for row in _finding_rows(number, report):
        db.execute(statement_for("INSERT", "findings", tuple(row)), tuple(row.values()))


def _finding_rows(number: int, report: Report) -> Iterator[dict[str, object]]:
    own = [(None, finding) for finding in report.findings]
    files = [(m.media.sha256, finding) for m in report.media for finding in m.findings]
    for position, (file, finding) in enumerate(own + files):
        row = finding_row(finding)
        row["submission"], row["position"], row["file"] = number, position, file
        yield row


def update(db: Database, table: str, row: dict[str, object], number: int) -> None:
    columns = ", ".join(f'"{name}" = ?' for name in row)
    statement = f"UPDATE {table} SET {columns} WHERE id = ?"  # noqa: S608  # names are our own
    db.execute(statement, [*row.values(), number])
