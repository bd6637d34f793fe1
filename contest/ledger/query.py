"""Questions to the ledger: the entries, the board."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from contest.checks.weigh import worsened
from contest.ledger.acts import taken_back
from contest.ledger.lean import Database
from contest.ledger.media import media_of_all
from contest.ledger.reports import recorded as recorded
from contest.ledger.reports import report as report
from contest.ledger.rows import moment_of, read_finding
from contest.model import (
    Aspect,
    Finding,
    Media,
    Outcome,
    Status,
)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as lists show it. ``links`` are the files whose bytes are not here, ``expires_at``
    is when the first of those can't be fetched any more. ``findings`` are those of its current
    version and of what waits for a person: corrections, withdrawals."""

    number: int
    status: Status
    title: str
    fields: Mapping[str, str | None]
    received_at: str | None
    versions: int
    late_by: int | None
    aspects: Mapping[Aspect, Outcome]
    findings: tuple[Finding, ...]
    media: tuple[Media, ...]
    awards: tuple[str, ...]
    names: tuple[str, ...]
    links: int
    expires_at: datetime | None


def parts(db: Database, entry: int) -> tuple[int, dict[str, str | None], dict[str, str | None]]:
    """An entry's current submission, the parts of the title as written there, and as they stand."""
    number, own, fields = db.execute(
        "SELECT s.id, s.fields, e.fields FROM entries e JOIN submissions s ON s.id = e.current "
        "WHERE e.id = ?",
        [entry],
    ).fetchone()
    return int(number), json.loads(own), json.loads(fields)


_FITTING = """
SELECT e.id FROM entries e JOIN submissions s ON s.id = e.current
WHERE e.id BETWEEN coalesce(:only, 0) AND coalesce(:only, 9223372036854775807) AND NOT EXISTS (
  SELECT 1 FROM json_each(:words) AS word
  WHERE instr(lower(
    s.title || ' ' || e.fields || ' ' || coalesce(s.sender_name, '') || ' '
    || coalesce(s.sender_address, '')
  ), lower(word.value)) = 0
)
ORDER BY e.id
"""
_AMONG_THESE = "e.id IN (SELECT value FROM json_each(:numbers))"
_HEADS = f"""
SELECT e.id, e.status, e.fields AS parts, s.id AS submission, s.title, s.received_at, s.late_by,
  s.form, s.eligibility, s.material, s.formalities,
  (SELECT count(*) FROM submissions v WHERE v.entry = e.id AND v.version IS NOT NULL) AS versions,
  (SELECT count(*) FROM submissions w WHERE w.entry = e.id AND e.decided IS NULL
    AND w.id != e.current AND (w.kind IN ('correction', 'withdrawal') OR EXISTS (
      SELECT 1 FROM findings f WHERE f.submission = w.id AND f.code IN ('S209', 'S210')
    ))) AS waiting
FROM entries e JOIN submissions s ON s.id = e.current WHERE {_AMONG_THESE}
"""  # noqa: S608  # numbers are bound
_FILES = f"""
SELECT e.id AS entry, f.name, f.kind, f.sha256, f.expires_at
FROM entries e JOIN submission_files f ON f.submission = e.current
WHERE {_AMONG_THESE} AND (f.video = 1 OR f.kind = 'link') AND NOT f.old ORDER BY f.position
"""  # noqa: S608  # as above
_FINDINGS = f"""
SELECT e.id AS entry, f.* FROM entries e JOIN submissions s ON s.entry = e.id
JOIN findings f ON f.submission = s.id
WHERE {_AMONG_THESE} AND (s.id = e.current OR s.kind IN ('correction', 'withdrawal')
  OR f.code IN ('S209', 'S210'))
ORDER BY s.id != e.current, s.id, f.position
"""  # noqa: S608  # as above
_AMONG = f"""
SELECT f.*, NULL AS start, NULL AS 'end', NULL AS fix FROM entries e
JOIN entry_findings f ON f.entry = e.id WHERE {_AMONG_THESE} ORDER BY f.position
"""  # noqa: S608  # as above
_AWARDS = f"""
SELECT e.id AS entry, a.prize FROM entries e JOIN awards a ON a.entry = e.id
WHERE {_AMONG_THESE} AND a.revoked_at IS NULL ORDER BY a.id
"""  # noqa: S608  # as above

AT_A_TIME = 500
"""Entries that are loaded together: one query for all of them instead of one for each."""


def entries(
    db: Database, words: tuple[str, ...] = (), only: int | None = None
) -> Iterator[EntryRow]:
    """The entries in order of number, those whose title or parts hold every one of ``words``."""
    values = {"only": only, "words": json.dumps(words, ensure_ascii=False)}
    yield from entries_of(db, [row[0] for row in db.execute(_FITTING, values)])


def entries_of(db: Database, numbers: Sequence[int], *, media: bool = True) -> Iterator[EntryRow]:
    """The entries with these numbers, in that order; without ``media`` nothing is told of what
    was measured."""
    for start in range(0, len(numbers), AT_A_TIME):
        yield from _loaded(db, numbers[start : start + AT_A_TIME], media=media)


def _loaded(db: Database, numbers: Sequence[int], *, media: bool) -> Iterator[EntryRow]:
    values = {"numbers": json.dumps(numbers)}
    heads = {row["id"]: row for row in _rows(db, _HEADS, values)}
    files, findings, among, awards = (
        _grouped(_rows(db, sql, values)) for sql in (_FILES, _FINDINGS, _AMONG, _AWARDS)
    )
    measured = media_of_all(db, [head["submission"] for head in heads.values()]) if media else {}
    for number in numbers:
        head = heads.get(number)
        if head is None:
            continue
        theirs = files.get(number, [])
        links = [f for f in theirs if f["kind"] == "link" and not f["sha256"]]
        own = tuple(read_finding(f) for f in among.get(number, []))
        aspects = worsened({aspect: Outcome(head[aspect.value]) for aspect in Aspect}, own)
        if head["waiting"]:
            aspects[Aspect.FORMALITIES] = Outcome.OPEN
        yield EntryRow(
            number=number,
            status=Status(head["status"]),
            title=head["title"],
            fields=json.loads(head["parts"]),
            received_at=head["received_at"],
            versions=head["versions"],
            late_by=head["late_by"],
            aspects=aspects,
            findings=(*(read_finding(f) for f in findings.get(number, [])), *own),
            media=measured.get(head["submission"], ()),
            awards=tuple(row["prize"] for row in awards.get(number, [])),
            names=tuple(f["name"] for f in theirs),
            links=len(links),
            expires_at=min(filter(None, (moment_of(f["expires_at"]) for f in links)), default=None),
        )


def _grouped(rows: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """Rows by their entry."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["entry"]].append(row)
    return found


def states(db: Database) -> Iterator[tuple[int, Status, str, bool]]:
    """Every entry as (number, status, parts of the title as JSON, whether it has an award)."""
    rows = db.execute(
        "SELECT e.id, e.status, e.fields, EXISTS (SELECT 1 FROM awards a WHERE a.entry = e.id "
        "AND a.revoked_at IS NULL) FROM entries e WHERE e.merged IS NULL ORDER BY e.id"
    )
    for number, status, fields, awarded in rows.fetchall():
        yield int(number), Status(status), fields, bool(awarded)


def versions(db: Database, entry: int) -> tuple[tuple[int, int | None], ...]:
    """The submissions of an entry as (id, version), the oldest first."""
    rows = db.execute(
        "SELECT id, version FROM submissions WHERE entry = ? ORDER BY received_at, id", [entry]
    )
    return tuple((int(number), version) for number, version in rows)


def work_files(db: Database) -> Iterator[tuple[int, Mapping[str, str | None], str, str]]:
    """Each current video as (entry, fields, name as received, sha256), for works/."""
    for row in _rows(
        db,
        "SELECT e.id, e.fields, f.name, f.sha256 FROM entries e JOIN submission_files f "
        "ON f.submission = e.current WHERE f.video = 1 AND f.sha256 IS NOT NULL "
        "AND e.status NOT IN ('withdrawn', 'disqualified') ORDER BY e.id, f.position",
        [],
    ):
        yield row["id"], json.loads(row["fields"]), row["name"], row["sha256"]


def _rows(db: Database, sql: str, values: list[Any] | dict[str, Any]) -> list[dict[str, Any]]:
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def kept(db: Database) -> list[str]:
    """The hashes of all files whose bytes should be there."""
    return [row[0] for row in db.execute("SELECT sha256 FROM files ORDER BY sha256")]


def judged_otherwise(db: Database, rules: str) -> int:
    """How many submissions were judged by other rules than those with this fingerprint."""
    row = db.execute("SELECT count(*) FROM submissions WHERE rules != ?", [rules]).fetchone()
    return int(row[0])


def decisions(db: Database, entry: int) -> list[tuple[str, str, str, str]]:
    """What persons decided on an entry and was not taken back, the oldest first: (instant, who,
    new status, reason)."""
    return [
        (row["at"], row["actor"], json.loads(row["after"])["status"], row["reason"] or "")
        for row in _rows(
            db,
            "SELECT a.at, a.actor, e.act, e.after, e.reason FROM events e "
            "JOIN acts a ON a.id = e.act WHERE e.entry = ? AND e.what = 'decided' ORDER BY e.id",
            [entry],
        )
        if taken_back(db, row["act"]) is None
    ]


class Correction(NamedTuple):
    """What a person changed of an entry: when, who, what ("edited", "extended", "took in", "split",
    "split off", "overtaken"), how it was, how it is, why."""

    at: str
    who: str
    what: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str


def corrections(db: Database, entry: int) -> list[Correction]:
    """What persons changed of an entry and was not taken back, the oldest first."""
    return [
        Correction(
            row["at"], row["actor"], row["what"], json.loads(row["before"] or "{}"),
            json.loads(row["after"] or "{}"), row["reason"] or "",
        )
        for row in _rows(
            db,
            "SELECT a.at, a.actor, e.act, e.what, e.before, e.after, e.reason "
            "FROM events e JOIN acts a ON a.id = e.act WHERE e.entry = ? AND e.what IN "
            "('edited', 'extended', 'took in', 'split', 'split off', 'overtaken') ORDER BY e.id",
            [entry],
        )
        if taken_back(db, row["act"]) is None
    ]  # fmt: skip
