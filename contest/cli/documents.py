"""Reports as the JSON of interface.md, version 1. Keys are a contract: added, never renamed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from contest.checks import CHECKS
from contest.cli.people import message
from contest.cli.safe import readable
from contest.model import Asked, Finding, MediaReport, ReceivedFile, Report, Verdict
from contest.model.plain import plain
from contest.wording import Wording

if TYPE_CHECKING:
    from contest.ledger.query import EntryRow
    from contest.rules import Rulebook

Document = dict[str, Any]

VERSION = 1


BUILT_IN = frozenset({"topic", "form", "category", "work", "author", "department"})
"""Fields that stand in columns of their own, or always have a place in a table for programs."""


def own_columns(rules: Rulebook) -> tuple[str, ...]:
    """Columns for the fields that only this contest's titles have."""
    from contest.titles import compile_pattern

    return tuple(f"fields.{n}" for n in compile_pattern(rules).fields if n not in BUILT_IN)


def document(command: str, summary: Document, results: Iterable[Document]) -> Document:
    """The one object that ``--format json`` prints."""
    return {
        "version": VERSION,
        "command": command,
        "summary": summary,
        "results": list(results),
    }


def report(item: Report, wording: Wording) -> Document:
    """A submission, as ``validate`` and ``track`` print it."""
    submission, title, times = item.submission, item.title, item.submission.times
    sender = submission.sender
    sent, received = times.sent_at, times.received_at
    return {
        "source": readable(submission.source),
        "part": submission.part,
        "channel": submission.channel,
        "kind": item.kind,
        "reason": item.reason,
        "title": title.text,
        "title_from": title.where,
        "sender": {"name": sender.name, "address": sender.address} if sender else None,
        "sent_at": sent.isoformat() if sent else None,
        "received_at": received.isoformat() if received else None,
        "received_by": times.received_by,
        "late_by": item.late_by,
        "fields": dict(title.fields),
        "files": [_file(f) for f in submission.files] if submission.files else [],
        "url": submission.url,
        "findings": [finding(f, wording) for f in item.findings] if item.findings else [],
        "suggested_title": title.suggested,
        "repaired": title.repaired,
        "aspects": dict(item.aspects),
        "verdict": item.verdict,
    }


def _file(file: ReceivedFile) -> Document:
    return {
        "name": file.name,
        "size": file.size,
        "kind": file.kind,
        "url": file.url,
        "expires_at": file.expires_at.isoformat() if file.expires_at else None,
        "code": file.code,
        "old": file.old,
    }


def tracked(item: Report, wording: Wording) -> Document:
    """A submission, as ``track`` prints it: with its entry and its measured videos."""
    return report(item, wording) | {
        "entry": item.entry,
        "media": [media(m, wording) for m in item.media],
    }


def probed(item: MediaReport, wording: Wording) -> Document:
    """A video, as ``probe`` prints it: with every question that was asked of it."""
    return media(item, wording) | {"checks": [_answer(asked) for asked in item.asked]}


def _answer(asked: Asked) -> Document:
    """A question and its answer, the same in every language."""
    return {
        "code": asked.code,
        "name": CHECKS[asked.code].name,
        "outcome": asked.outcome,
        "clause": readable(asked.clause),
        "expected": asked.expected,
        "actual": None if asked.actual is None else readable(asked.actual),
    }


def media(item: MediaReport, wording: Wording) -> Document:
    """A video, as ``track`` prints it."""
    facts = item.media
    return {
        "path": readable(facts.path),
        "sha256": facts.sha256,
        "size": facts.size,
        "container": facts.container,
        "duration": facts.duration,
        "width": facts.width,
        "height": facts.height,
        "rotation": facts.rotation,
        "frame_rate": _rate(facts.frame_rate),
        "video_codec": facts.video_codec,
        "audio_codec": facts.audio_codec,
        "audio_channels": facts.audio_channels,
        "bit_rate": facts.bit_rate,
        "details": plain(facts.details),
        "look": plain(facts.look) if facts.look else None,
        "findings": [finding(f, wording) for f in item.findings],
        "verdict": item.verdict,
    }


def _rate(rate: Any) -> str | None:
    return f"{rate.numerator}/{rate.denominator}" if rate is not None else None


def entry(row: EntryRow, wording: Wording) -> Document:
    """An entry, as ``entries list`` prints it."""
    get = row.fields.get
    return {
        "entry": row.number,
        "status": row.status,
        "form": get("form"),
        "category": get("category"),
        "work": get("work"),
        "author": get("author"),
        "department": get("department"),
        "topic": get("topic"),
        "fields": dict(row.fields),
        "received_at": row.received_at,
        "versions": row.versions,
        "links": row.links,
        "links_expire_at": row.expires_at.isoformat() if row.expires_at else None,
        "aspects": {aspect.value: outcome for aspect, outcome in row.aspects.items()},
        "media": [
            {
                "path": m.path,
                "sha256": m.sha256,
                "size": m.size,
                "duration": m.duration,
                "width": m.width,
                "height": m.height,
            }
            for m in row.media
        ],
        "findings": [finding(f, wording) for f in row.findings],
        "awards": list(row.awards),
    }


def finding(item: Finding, wording: Wording) -> Document:
    """A finding; its message is in the interface's language, its code is not."""
    return {
        "code": item.code,
        "severity": item.severity,
        "message": message(item, wording),
        "field": item.field,
        "start": item.start,
        "end": item.end,
        "fix": item.fix,
    }


def verdicts(found: Iterable[Verdict | None]) -> Mapping[str, int]:
    """How many of each verdict; ``other`` are those of whom nothing is asked."""
    counts = dict.fromkeys(("accepted", "returned", "review", "other"), 0)
    for verdict in found:
        counts[verdict.value if verdict else "other"] += 1
    return counts
