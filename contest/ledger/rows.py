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


def moment(at: datetime | None) -> str | None:
    """An instant as the ledger keeps it: ISO 8601 with offset."""
    return at.isoformat() if at else None


def moment_of(text: str | None) -> datetime | None:
    """The instant that a column holds, None where it holds none."""
    return datetime.fromisoformat(text) if text else None


def submission_row(report: Report) -> dict[str, object]:
    """The columns of a submission that come from its report."""
    item, title, times = report.submission, report.title, report.submission.times
    sender = item.sender
    return {
        "key": item.key,
        "source": item.source,
        "part": item.part,
        "channel": item.channel.value,
        "kind": report.kind.value,
        "reason": report.reason,
        "title": title.text,
        "title_from": title.where,
        "suggested": title.suggested,
        "repaired": int(title.repaired),
        "fields": json.dumps(dict(title.fields), ensure_ascii=False),
        "spans": json.dumps(dict(title.spans)),
        "sender_name": sender.name if sender else None,
        "sender_address": sender.address if sender else None,
        "sent_at": moment(times.sent_at),
        "received_at": moment(times.received_at),
        "received_by": times.received_by.value if times.received_by else None,
        "internaldate": moment(times.internaldate),
        "hop": moment(times.hop),
        "late_by": report.late_by,
        "message_id": item.message_id,
        "refers": json.dumps(item.references),
        "url": item.url,
        "duration": item.duration,
        **{aspect.value: outcome.value for aspect, outcome in report.aspects.items()},
        "verdict": report.verdict.value if report.verdict else None,
    }


def finding_row(finding: Finding) -> dict[str, object]:
    """The columns of a finding."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "aspect": finding.aspect.value,
        "field": finding.field,
        "start": finding.start,
        "end": finding.end,
        "args": json.dumps(dict(finding.args), ensure_ascii=False),
        "fix": finding.fix,
    }


def read_finding(row: Row) -> Finding:
    """A finding from its row."""
    return Finding(
        code=row["code"],
        field=row["field"],
        start=row["start"],
        end=row["end"],
        args=json.loads(row["args"]),
        fix=row["fix"],
        severity=Severity(row["severity"]),
        aspect=Aspect(row["aspect"]),
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
        references=tuple(json.loads(row["refers"])),
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
        aspects={aspect: Outcome(row[aspect.value]) for aspect in Aspect},
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        late_by=row["late_by"],
        media=media,
        entry=row["entry"],
    )
