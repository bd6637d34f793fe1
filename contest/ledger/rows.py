"""Between the words of the model and the ledger's rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contest.model import (
    Aspect,
    Channel,
    Clock,
    FileKind,
    Finding,
    Kind,
    MediaReport,
    Outcome,
    ReceivedFile,
    Report,
    Sender,
    Severity,
    Submission,
    Times,
    Title,
    Verdict,
)

Row = Mapping[str, Any]

written = json.JSONEncoder(ensure_ascii=False).encode
"""A value as JSON, as ``json.dumps`` writes it, which makes an encoder for each."""
_NO_ARGS = written({})
_TEXT: Mapping[str, str] = {
    word: word.value
    for words in (Aspect, Channel, Clock, Kind, Outcome, Severity, Verdict)
    for word in words
}
"""The house's words as plain text, which SQLite takes as it is: asking each for its value is a call
of Python code, a dozen for each submission of a long list."""

_ASPECTS = {aspect.value: aspect for aspect in Aspect}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_SEVERITIES = {severity.value: severity for severity in Severity}


def moment(at: datetime | None) -> str | None:
    """An instant as the ledger keeps it: ISO 8601 with offset."""
    return at.isoformat() if at else None


def moment_of(text: str | None) -> datetime | None:
    """The instant that a column holds, None where it holds none."""
    return datetime.fromisoformat(text) if text else None


def submission_row(report: Report) -> dict[str, object]:
    """The columns of a submission that come from its report."""
    item, title, times = report.submission, report.title, report.submission.times
    sender, sent, received = item.sender, times.sent_at, times.received_at
    sent_at = moment(sent)
    row: dict[str, object] = {
        "key": item.key,
        "source": item.source,
        "part": item.part,
        "channel": _TEXT[item.channel],
        "kind": _TEXT[report.kind],
        "reason": report.reason,
        "title": title.text,
        "title_from": title.where,
        "suggested": title.suggested,
        "repaired": int(title.repaired),
        "fields": written(dict(title.fields)),
        "spans": json.dumps(dict(title.spans)),
        "sender_name": sender.name if sender else None,
        "sender_address": sender.address if sender else None,
        "sent_at": sent_at,
        "received_at": sent_at if received is sent else moment(received),
        "received_by": _TEXT[times.received_by] if times.received_by else None,
        "internaldate": moment(times.internaldate),
        "hop": moment(times.hop),
        "late_by": report.late_by,
        "message_id": item.message_id,
        "refers": json.dumps(item.references) if item.references else "[]",
        "url": item.url,
        "duration": item.duration,
        "verdict": _TEXT[report.verdict] if report.verdict else None,
    }
    for aspect, outcome in report.aspects.items():
        row[_TEXT[aspect]] = _TEXT[outcome]
    return row


def finding_row(finding: Finding) -> dict[str, object]:
    """The columns of a finding."""
    return {
        "code": finding.code,
        "severity": _TEXT[finding.severity],
        "aspect": _TEXT[finding.aspect],
        "field": finding.field,
        "start": finding.start,
        "end": finding.end,
        "args": written(dict(finding.args)) if finding.args else _NO_ARGS,
        "fix": finding.fix,
    }


def read_finding(row: Row) -> Finding:
    """A finding from its row."""
    return Finding(
        code=row["code"],
        field=row["field"],
        start=row["start"],
        end=row["end"],
        args=json.loads(row["args"]) if row["args"] != _NO_ARGS else {},
        fix=row["fix"],
        severity=_SEVERITIES[row["severity"]],
        aspect=_ASPECTS[row["aspect"]],
    )


def read_file(row: Row) -> ReceivedFile:
    """A submission's file from its row."""
    return ReceivedFile(
        name=row["name"],
        size=row["size"],
        kind=FileKind(row["kind"]),
        url=row["url"],
        expires_at=moment_of(row["expires_at"]),
        video=bool(row["video"]),
        sha256=row["sha256"],
        code=row["code"],
        old=bool(row["old"]),
    )


def read_report(
    row: Row,
    files: tuple[ReceivedFile, ...],
    findings: tuple[Finding, ...],
    media: tuple[MediaReport, ...],
) -> Report:
    """A report as it was recorded."""
    named = row["sender_name"] is not None or row["sender_address"] is not None
    submission = Submission(
        source=row["source"],
        part=row["part"],
        channel=Channel(row["channel"]),
        key=row["key"],
        sender=Sender(row["sender_name"] or "", row["sender_address"] or "") if named else None,
        times=Times(
            sent_at=moment_of(row["sent_at"]),
            received_at=moment_of(row["received_at"]),
            received_by=Clock(row["received_by"]) if row["received_by"] else None,
            internaldate=moment_of(row["internaldate"]),
            hop=moment_of(row["hop"]),
        ),
        files=files,
        message_id=row["message_id"],
        references=tuple(json.loads(row["refers"])) if row["refers"] != "[]" else (),
        url=row["url"],
        duration=row["duration"],
    )
    title = Title(
        text=row["title"],
        fields=json.loads(row["fields"]),
        spans={name: (a, b) for name, (a, b) in json.loads(row["spans"]).items()},
        suggested=row["suggested"],
        repaired=bool(row["repaired"]),
        where=row["title_from"],
    )
    return Report(
        submission=submission,
        kind=Kind(row["kind"]),
        reason=row["reason"],
        title=title,
        findings=findings,
        aspects={aspect: _OUTCOMES[row[name]] for name, aspect in _ASPECTS.items()},
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        late_by=row["late_by"],
        media=media,
        entry=row["entry"],
    )
