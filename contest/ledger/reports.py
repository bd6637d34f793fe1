"""Submissions' reports as they were recorded, many at once: a run that meets what it knows reads
them by the hundred.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from contest.checks.weigh import joined, verdict
from contest.ledger.lean import Database
from contest.ledger.media import media_of_all
from contest.ledger.rows import read_file, read_finding, read_report
from contest.model import Finding, Media, MediaReport, ReceivedFile, Report

_THESE = "IN (SELECT value FROM json_each(:numbers))"
_SUBMISSIONS = f"SELECT * FROM submissions WHERE id {_THESE}"  # noqa: S608  # bound, as all below
_FILES = f"""
SELECT * FROM submission_files WHERE submission {_THESE} ORDER BY submission, position
"""  # noqa: S608  # as above
_FINDINGS = f"""
SELECT * FROM findings WHERE submission {_THESE} ORDER BY submission, position
"""  # noqa: S608  # as above
_AMONG = f"""
SELECT e.current AS submission, f.*, NULL AS start, NULL AS "end", NULL AS fix
FROM entries e JOIN entry_findings f ON f.entry = e.id WHERE e.current {_THESE}
ORDER BY e.id, f.position
"""  # noqa: S608  # as above


def report(db: Database, number: int) -> Report:
    """A submission's report as recorded, with what is wrong with its entry among all others."""
    return reports(db, [number])[number]


def reports(db: Database, numbers: Iterable[int]) -> dict[int, Report]:
    """The reports of these submissions, as ``report`` has them."""
    numbers = list(numbers)
    among: dict[int, list[Finding]] = defaultdict(list)
    for row in _rows(db, _AMONG, json.dumps(numbers)):
        among[row["submission"]].append(read_finding(row))
    # What is wrong with an entry among all others is told of its current version alone.
    return {n: joined(own, among.get(n, ())) for n, own in _recorded(db, numbers)}


def recorded(db: Database, number: int) -> Report:
    """A submission's own report as recorded."""
    return dict(_recorded(db, [number]))[number]


def _recorded(db: Database, numbers: Sequence[int]) -> Iterator[tuple[int, Report]]:
    wanted = json.dumps(numbers)
    files: dict[int, list[ReceivedFile]] = defaultdict(list)
    for row in _rows(db, _FILES, wanted):
        files[row["submission"]].append(read_file(row))
    findings: dict[int, list[tuple[str | None, Finding]]] = defaultdict(list)
    for row in _rows(db, _FINDINGS, wanted):
        findings[row["submission"]].append((row["file"], read_finding(row)))
    media = media_of_all(db, numbers) if files else {}
    for row in _rows(db, _SUBMISSIONS, wanted):
        number = row["id"]
        theirs = findings.get(number, ())
        own = tuple(finding for file, finding in theirs if file is None)
        videos = tuple(_on(item, theirs) for item in media.get(number, ()))
        yield number, read_report(row, tuple(files.get(number, ())), own, videos)


def _on(media: Media, found: Iterable[tuple[str | None, Finding]]) -> MediaReport:
    theirs = tuple(finding for file, finding in found if file == media.sha256)
    return MediaReport(media=media, findings=theirs, verdict=verdict(theirs))


def _rows(db: Database, sql: str, numbers: str) -> Iterator[dict[str, Any]]:
    cursor = db.execute(sql, {"numbers": numbers})
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
