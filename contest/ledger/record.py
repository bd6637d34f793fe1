"""Writes a submission and its report down, and keeps its entry's current version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sqlite_utils import Database

from contest.checks.base import UNSURE
from contest.checks.compare import comparable
from contest.ledger.acts import Act as Act
from contest.ledger.edits import holding, read
from contest.ledger.media import media_row
from contest.ledger.rows import finding_row, moment, submission_row
from contest.model import Kind, Media, Report

NO_DOCUMENTS: Mapping[str, int] = MappingProxyType({})


def keep_file(db: Database, sha256: str, size: int) -> None:
    """Note that the bytes with this hash lie in files/."""
    db.execute("INSERT OR IGNORE INTO files (sha256, size) VALUES (?, ?)", [sha256, size])


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
            insert(db, "media", media_row(item, tools), replace=True)


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
    """Write the report down inside the caller's transaction: a new row, or anew for a submission
    that other rules have judged before. ``entry`` is the known work it belongs to; ``earliest``
    says which version of a work counts, ``documents`` how many of each the submission brings.
    Returns the submission's id."""
    key = report.submission.key
    known = db.execute("SELECT id, entry, version FROM submissions WHERE key = ?", [key]).fetchone()
    row = submission_row(report) | {"raw": raw, "rules": rules, "recorded_at": moment(act.at)}
    if known:
        number, entry, version = int(known[0]), known[1], known[2]
        row |= {"entry": entry, "version": version}
        row.pop("recorded_at")
        update(db, "submissions", row, number)
        db.execute("DELETE FROM findings WHERE submission = ?", [number])
        # What was read of it may be more than before: a newer version opens its archives.
        db.execute("DELETE FROM submission_files WHERE submission = ?", [number])
    else:
        # Of what may be no submission at all a person makes an entry, not the program.
        version_of = report.kind is Kind.ENTRY and report.reason != UNSURE
        if entry is None and version_of:
            entry = _new_entry(db, report)
        version = next_version(db, entry) if version_of else None
        row |= {"entry": entry, "version": version}
        number = insert(db, "submissions", row)
    _files(db, number, report)
    keep_findings(db, number, report)
    db.execute("DELETE FROM submission_documents WHERE submission = ?", [number])
    for name, count in documents.items():
        row = {"submission": number, "name": name, "number": count}
        insert(db, "submission_documents", row)
    event(
        db, act, "judged anew" if known else "received", entry=entry, submission=number,
        after={"verdict": report.verdict, "kind": report.kind},
    )  # fmt: skip
    if entry is not None:
        standing = _edited(db, entry)
        settle(db, entry, earliest=earliest)
        overtaken = [name for name in standing if name not in _edited(db, entry)]
        if overtaken:  # what was written now says otherwise
            before = {name: standing[name] for name in overtaken}
            event(db, act, "overtaken", entry=entry, submission=number, before=before)
    return number


def _edited(db: Database, entry: int) -> dict[str, str | None]:
    """The edits that hold for the entry as it stands."""
    row = db.execute(
        "SELECT e.edits, s.id, s.fields FROM entries e JOIN submissions s ON s.id = e.current "
        "WHERE e.id = ? AND e.edits != '{}'",
        [entry],
    ).fetchone()
    return holding(read(row[0]), row[1], json.loads(row[2])) if row else {}


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
    db.execute(
        "INSERT INTO events (act, entry, submission, what, before, after, reason) "
        "VALUES ((SELECT p.act FROM pen p JOIN acts a ON a.id = p.act "
        "AND a.at = ? AND a.actor = ? AND a.command = ?), ?, ?, ?, ?, ?, ?)",
        [
            moment(act.at), act.actor, act.command, entry, submission, what,
            None if before is None else json.dumps(before, ensure_ascii=False),
            None if after is None else json.dumps(after, ensure_ascii=False),
            reason,
        ],
    )  # fmt: skip


def _new_entry(db: Database, report: Report) -> int:
    fields = json.dumps(dict(report.title.fields), ensure_ascii=False)
    status = report.verdict or "review"
    return insert(db, "entries", {"status": str(status), "fields": fields})


def next_version(db: Database, entry: int | None) -> int:
    """A number that no version of the entry has or had: a split takes versions away."""
    row = db.execute(
        "SELECT max(coalesce((SELECT max(version) FROM submissions WHERE entry = :entry), 0), "
        "coalesce((SELECT max(before ->> 'last') FROM events "
        "WHERE what = 'split' AND entry = :entry), 0))",
        {"entry": entry},
    ).fetchone()
    return int(row[0]) + 1


def _files(db: Database, number: int, report: Report) -> None:
    for position, file in enumerate(report.submission.files):
        insert(db, "submission_files", {
            "submission": number, "position": position, "name": file.name, "size": file.size,
            "kind": file.kind, "url": file.url, "expires_at": moment(file.expires_at),
            "video": int(file.video), "sha256": file.sha256, "code": file.code,
            "old": int(file.old),
        })  # fmt: skip


def keep_findings(db: Database, number: int, report: Report) -> None:
    """Write down what was found wrong with a submission and its videos, where nothing stands."""
    own = [(None, finding) for finding in report.findings]
    files = [(m.media.sha256, finding) for m in report.media for finding in m.findings]
    for position, (file, finding) in enumerate(own + files):
        insert(
            db,
            "findings",
            {"submission": number, "position": position, "file": file} | finding_row(finding),
        )


def insert(db: Database, table: str, row: dict[str, object], *, replace: bool = False) -> int:
    """Named columns and plain SQL: sqlite-utils' insert is 38 times dearer row by row, and would
    make a table of a mistyped name."""
    columns = ", ".join(f'"{name}"' for name in row)
    verb = "INSERT OR REPLACE" if replace else "INSERT"
    # Table and column names come from this package alone, values are bound.
    statement = f"{verb} INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})"
    return int(db.execute(statement, list(row.values())).lastrowid or 0)


def update(db: Database, table: str, row: dict[str, object], number: int) -> None:
    columns = ", ".join(f'"{name}" = ?' for name in row)
    statement = f"UPDATE {table} SET {columns} WHERE id = ?"  # noqa: S608  # names are our own
    db.execute(statement, [*row.values(), number])
