"""From faults to findings, aspects and a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from contest.checks.base import Case
from contest.checks.chosen import SILENT, UNREADABLE, Chooser
from contest.checks.deadline import early_by, late_by
from contest.checks.table import CHECKS, ROWS
from contest.model import (
    Aspect,
    Fault,
    Finding,
    Media,
    MediaReport,
    Outcome,
    Report,
    Severity,
    Verdict,
)
from contest.rules import Rulebook

SEVERITIES = {severity.value: severity for severity in Severity}
VERSIONS = frozenset({"S204", "S208", "S209", "S210"})
"""What is said of a version of a known work."""
AROUND = frozenset({"T132", "T133", "T134", "T135"})
"""What rests on the texts around a title."""
ERROR, REVIEW = Severity.ERROR, Severity.REVIEW


class Examiner:
    """Judges submissions under one rulebook, which it has looked through once."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._chooser = Chooser(rules)

    def judge(self, case: Case) -> Report:
        """The report on one submission."""
        chosen = self._chooser.chosen(case)
        faults = chosen.faults(case)
        findings = tuple(sorted(weigh(faults, self._rules), key=_reading_order)) if faults else ()
        media: tuple[MediaReport, ...] = ()
        everything = findings
        if case.media:
            category = case.title.fields.get("category")
            media = tuple(judge_media(m, self._rules, category) for m in case.media)
            everything = (*findings, *(f for m in media for f in m.findings))
        return Report(
            case.submission,
            case.kind,
            case.reason,
            case.title,
            findings,
            worsened(chosen.aspects, everything) if everything else chosen.aspects,
            None if case.kind in SILENT else verdict(everything),
            late_by(case) if chosen.timed else None,
            media,
            early_by=early_by(case) if chosen.timed else None,
        )

    def again(self, case: Case, before: Report) -> Report:
        """The report on a submission that was judged ``before``, of whose mail only the title and
        what was measured are at hand: what rests on the rest of it stays as it was found."""
        fresh = self.judge(case)
        kept = [finding for finding in before.findings if not _is_remade(finding.code)]
        new = [finding for finding in fresh.findings if _is_remade(finding.code)]
        findings = tuple(sorted((*new, *kept), key=_reading_order))
        everything = (*findings, *(f for m in fresh.media for f in m.findings))
        return fresh._replace(
            findings=findings,
            aspects=worsened(self._chooser.chosen(case).aspects, everything),
            verdict=None if case.kind in SILENT else verdict(everything),
        )


def _is_remade(code: str) -> bool:
    """Whether a code rests on the parts of the title, the clock, the videos, or the versions."""
    return code in VERSIONS or (code[0] in "TDEM" and code not in AROUND)


def judge(case: Case) -> Report:
    """The report on a single submission; an Examiner is for many."""
    return Examiner(case.rules).judge(case)


def joined(report: Report, among: Sequence[Finding]) -> Report:
    """The report with what is wrong with its entry ``among`` all others."""
    if not among:
        return report
    findings = (*report.findings, *among)
    everything = (*findings, *(f for m in report.media for f in m.findings))
    return report._replace(
        findings=findings,
        aspects=worsened(report.aspects, among),
        verdict=None if report.verdict is None else verdict(everything),
    )


def worsened(
    aspects: Mapping[Aspect, Outcome], findings: Iterable[Finding]
) -> dict[Aspect, Outcome]:
    """What the four questions come to with some more findings."""
    found = dict(aspects)
    for finding in findings:
        if finding.severity is ERROR:
            found[finding.aspect] = Outcome.FAIL
        elif finding.severity is REVIEW and found[finding.aspect] is not Outcome.FAIL:
            found[finding.aspect] = Outcome.OPEN
    return found


def judge_media(media: Media, rules: Rulebook, category: str | None = None) -> MediaReport:
    """The report on one file, for an entry of ``category`` (None: no category is claimed)."""
    faults = (
        fault
        for check in ROWS
        if check.find_media
        for fault in check.find_media(media, rules, category)
    )
    findings = tuple(weigh(faults, rules))
    return MediaReport(media=media, findings=findings, verdict=verdict(findings))


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Returned if any finding is an error, else review if any asks for a person."""
    weights = {finding.severity for finding in findings}
    if ERROR in weights:
        return Verdict.RETURNED
    return Verdict.REVIEW if REVIEW in weights else Verdict.ACCEPTED


def _reading_order(finding: Finding) -> tuple[bool, int]:
    """Findings about the title first, as one reads it; the rest stay in the table's order."""
    return finding.start is None, finding.start or 0


def weigh(faults: Iterable[Fault], rules: Rulebook) -> Iterable[Finding]:
    """The faults with the weight that the rulebook gives them; those that are off left out."""
    weights = rules.severity
    for code, field, start, end, args, fix, own in faults:
        check = CHECKS[code]
        weight = weights.get(code)
        severity = check.severity
        off = "off" in (weight, own)
        if not off and (given := own or weight):
            severity = SEVERITIES[given]
        if not off or code in UNREADABLE:
            yield Finding(code, severity, check.aspect, field, start, end, args, fix)
