"""What the ledger holds of submissions, put right when they were judged anew."""

from __future__ import annotations

from contest.ledger import query
from contest.ledger.lean import Database
from contest.ledger.record import Act, event, keep_findings, update
from contest.ledger.rows import finding_row
from contest.model import Finding, Report


def restate(db: Database, number: int, report: Report, act: Act) -> bool:
    """Put what was found now in the place of what was found before; False if it is the same. What
    was received, and what was read of its title, stays."""
    before = query.recorded(db, number)
    if _said(before) == _said(report):
        return False
    db.execute("DELETE FROM findings WHERE submission = ?", [number])
    keep_findings(db, number, report)
    outcomes = {aspect.value: outcome.value for aspect, outcome in report.aspects.items()}
    verdict = report.verdict.value if report.verdict else None
    update(
        db, "submissions", {**outcomes, "verdict": verdict, "late_by": report.late_by}, number
    )  # fmt: skip
    if before.verdict != report.verdict:
        event(
            db, act, "judged anew", entry=before.entry, submission=number,
            before={"verdict": before.verdict}, after={"verdict": report.verdict},
        )  # fmt: skip
    return True


def _said(report: Report) -> object:
    files = [(m.media.sha256, list(map(_row, m.findings))) for m in report.media]
    found = list(map(_row, report.findings))
    return found, files, dict(report.aspects), report.verdict, report.late_by


def _row(finding: Finding) -> dict[str, object]:
    return finding_row(finding)
