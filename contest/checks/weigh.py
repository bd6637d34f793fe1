"""From faults to findings, aspects and a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from contest.checks.base import Case
from contest.checks.deadline import counted, late_by
from contest.checks.table import CHECKS, ROWS
from contest.model import (
    Aspect,
    Channel,
    Fault,
    Finding,
    Kind,
    Media,
    MediaReport,
    Outcome,
    Report,
    Severity,
    Verdict,
)
from contest.rules import Rulebook

UNREADABLE = frozenset({"S101", "S102"})
SILENT = frozenset({Kind.QUESTION, Kind.UNRELATED})
"""Kinds of mail that ask nothing of anybody: they get no verdict and no findings."""


def judge(case: Case) -> Report:
    """The report on one submission."""
    findings = tuple(sorted(weigh(_faults(case), case.rules), key=_reading_order))
    media = tuple(
        judge_media(m, case.rules, case.title.fields.get("category")) for m in case.media or ()
    )
    everything = (*findings, *(f for m in media for f in m.findings))
    return Report(
        submission=case.submission,
        kind=case.kind,
        reason=case.reason,
        title=case.title,
        findings=findings,
        aspects=_aspects(case, everything),
        verdict=None if case.kind in SILENT else verdict(everything),
        late_by=late_by(case),
        media=media,
    )


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
        if finding.severity is Severity.ERROR:
            found[finding.aspect] = Outcome.FAIL
        elif finding.severity is Severity.REVIEW and found[finding.aspect] is not Outcome.FAIL:
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
    if Severity.ERROR in weights:
        return Verdict.RETURNED
    return Verdict.REVIEW if Severity.REVIEW in weights else Verdict.ACCEPTED


def _faults(case: Case) -> Iterable[Fault]:
    """The faults that matter for this kind of submission, in the order of the table."""
    if case.kind in SILENT:
        return
    unreadable = any(fault.code in UNREADABLE for fault in case.submission.faults)
    for check in ROWS:
        if check.find and _asked(check.code, case, unreadable=unreadable):
            yield from check.find(case)


def _reading_order(finding: Finding) -> tuple[bool, int]:
    """Findings about the title first, as one reads it; the rest stay in the table's order."""
    return finding.start is None, finding.start or 0


def _asked(code: str, case: Case, *, unreadable: bool) -> bool:
    if unreadable:
        return code in UNREADABLE
    if case.kind is Kind.ENTRY:
        # A mail that may be no submission at all is no bad one: a person looks at it first.
        return code[0] == "S" if case.unsure else True
    if case.kind is Kind.ORIGINAL:
        return code[0] not in "DEF"
    return code[0] == "S"


def weigh(faults: Iterable[Fault], rules: Rulebook) -> Iterable[Finding]:
    """The faults with the weight that the rulebook gives them; those that are off left out."""
    for fault in faults:
        check = CHECKS[fault.code]
        weight: str = rules.severity.get(fault.code, check.severity.value)
        if fault.weight and weight != "off":
            weight = fault.weight
        if weight != "off" or fault.code in UNREADABLE:
            yield Finding(
                code=fault.code,
                field=fault.field,
                start=fault.start,
                end=fault.end,
                args=fault.args,
                fix=fault.fix,
                severity=check.severity if weight == "off" else Severity(weight),
                aspect=check.aspect,
            )


def _aspects(case: Case, findings: Iterable[Finding]) -> Mapping[Aspect, Outcome]:
    """What each of the four questions came to. What was not looked at is "n/a", never "pass"."""
    looked = {a: Outcome.PASS if _looked_at(a, case) else Outcome.NA for a in Aspect}
    return worsened(looked, findings)


def _looked_at(aspect: Aspect, case: Case) -> bool:
    entry = case.kind in {Kind.ENTRY, Kind.ORIGINAL} and not case.unsure
    match aspect:
        case Aspect.FORM:
            return entry
        case Aspect.ELIGIBILITY:
            timed = counted(case) is not None and case.window.closes is not None
            return timed and entry and case.kind is Kind.ENTRY
        case Aspect.MATERIAL:
            return bool(case.media)
        case Aspect.FORMALITIES:
            asked = case.rules.documents or case.rules.checklist
            return bool(asked) and entry and case.submission.channel is Channel.MAIL
