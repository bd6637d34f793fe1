"""From faults to a verdict: weights, kinds of mail, the four aspects."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.checks import CHECKS, Window, judge, verdict
from contest.model import (
    Aspect,
    Channel,
    Fault,
    Finding,
    Kind,
    Outcome,
    Severity,
    Times,
    Verdict,
)

from .cases import CLOSING, FINE, LINK, case, codes, found, received, the, weighed

BROKEN = "[个人/团队]-[短片]-[微光]-[张三]"
LATE = received(CLOSING + timedelta(hours=1))


def finding(severity: Severity) -> Finding:
    return Finding(code="T101", severity=severity, aspect=Aspect.FORM)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([], Verdict.ACCEPTED),
        ([Severity.INFO, Severity.WARNING], Verdict.ACCEPTED),
        ([Severity.REVIEW, Severity.WARNING], Verdict.REVIEW),
        ([Severity.ERROR], Verdict.RETURNED),
        ([Severity.ERROR, Severity.REVIEW, Severity.INFO], Verdict.RETURNED),
    ],
)
def test_the_heaviest_finding_decides_in_whatever_order(
    weights: list[Severity], expected: Verdict
) -> None:
    for order in permutations(weights):
        assert verdict(map(finding, order)) is expected


@settings(deadline=None)
@given(st.lists(st.sampled_from(Severity)))
def test_a_further_finding_never_makes_a_verdict_lighter(weights: list[Severity]) -> None:
    heaviness = [Verdict.ACCEPTED, Verdict.REVIEW, Verdict.RETURNED]
    before = heaviness.index(verdict(map(finding, weights[1:])))
    assert heaviness.index(verdict(map(finding, weights))) >= before


def test_a_rulebook_can_weigh_a_code_otherwise() -> None:
    topicless = "[个人]-[短视频]-[微光]-[张三+编辑部]"
    assert judge(case(topicless)).verdict is Verdict.ACCEPTED
    strict = judge(case(topicless, rules=weighed(T114="error")))
    assert the("T114", strict).severity is Severity.ERROR
    assert strict.verdict is Verdict.RETURNED
    assert strict.aspects[Aspect.FORM] is Outcome.FAIL
    careful = judge(case(topicless, rules=weighed(T114="review")))
    assert careful.verdict is Verdict.REVIEW
    assert careful.aspects[Aspect.FORM] is Outcome.OPEN


def test_a_code_that_is_off_is_not_found_at_all() -> None:
    report = judge(case(times=LATE, rules=weighed(D101="off")))
    assert report.findings == ()
    assert report.verdict is Verdict.ACCEPTED
    assert report.late_by == 3_600, "how late it was stays a fact"


def test_weights_hold_for_videos_too() -> None:
    small = FINE._replace(width=544, height=960)
    report = judge(case(media=(small,), rules=weighed(M202="error")))
    assert report.verdict is Verdict.RETURNED
    assert judge(case(media=(small,), rules=weighed(M202="off"))).media[0].findings == ()


def test_a_broken_video_returns_a_mail_with_a_good_title() -> None:
    broken = FINE._replace(faults=(Fault(code="M107", args={"reason": "cut"}),))
    report = judge(case(media=(FINE, broken)))
    assert report.findings == ()
    assert [m.verdict for m in report.media] == [Verdict.ACCEPTED, Verdict.RETURNED]
    assert report.verdict is Verdict.RETURNED
    assert report.aspects[Aspect.MATERIAL] is Outcome.FAIL


@pytest.mark.parametrize("kind", [Kind.QUESTION, Kind.UNRELATED])
def test_nothing_is_asked_of_a_question_or_of_what_is_unrelated(kind: Kind) -> None:
    report = judge(case(BROKEN, kind=kind, times=LATE, files=(LINK,)))
    assert report.verdict is None
    assert report.findings == ()
    assert set(report.aspects.values()) == {Outcome.NA}


@pytest.mark.parametrize(
    ("kind", "expected"), [(Kind.CORRECTION, ["S201"]), (Kind.WITHDRAWAL, ["S202"])]
)
def test_a_correction_or_a_withdrawal_waits_for_a_person_and_needs_no_title(
    kind: Kind, expected: list[str]
) -> None:
    report = judge(case(BROKEN, kind=kind, times=LATE, files=()))
    assert codes(report.findings) == expected
    assert report.verdict is Verdict.REVIEW
    assert report.aspects == dict.fromkeys(Aspect, Outcome.NA) | {Aspect.FORMALITIES: Outcome.OPEN}


def test_an_original_is_asked_for_title_and_video_but_not_for_the_time() -> None:
    report = judge(case(BROKEN, kind=Kind.ORIGINAL, times=LATE, files=()))
    assert {code[0] for code in codes(report.findings)} == {"T", "M"}
    assert report.aspects[Aspect.ELIGIBILITY] is Outcome.NA


def test_a_file_that_can_not_be_read_is_asked_nothing_else() -> None:
    for code in ("S101", "S102"):
        report = judge(case("", times=Times(), files=(), faults=(Fault(code=code),)))
        assert codes(report.findings) == [code]
        assert report.verdict is Verdict.RETURNED


def test_only_an_entry_that_nothing_tells_of_is_unsure() -> None:
    assert "S203" in found(case("你好", reason="unsure"))
    assert "S203" not in found(case("你好", reason="title"))
    assert "S203" not in found(case("你好", reason="unsure", kind=Kind.QUESTION))


def test_what_only_the_ledger_knows_is_weighed_with_the_rest() -> None:
    known = Fault(code="S205", args={"entry": 3, "title": "微光"})
    report = judge(case(known=(known,)))
    assert codes(report.findings) == ["S205"]
    assert the("S205", report).args == {"entry": 3, "title": "微光"}
    assert report.verdict is Verdict.REVIEW


def test_a_finding_keeps_place_field_arguments_and_fix_of_its_fault() -> None:
    one = case(BROKEN)
    by_code = {(f.code, f.field): f for f in one.title.faults}
    for found_ in judge(one).findings:
        fault = by_code[found_.code, found_.field]
        assert (found_.start, found_.end) == (fault.start, fault.end)
        assert (found_.args, found_.fix) == (fault.args, fault.fix)
        assert found_.aspect is CHECKS[found_.code].aspect


def test_findings_come_in_reading_order_and_those_without_a_place_behind() -> None:
    report = judge(case(f"Re: {BROKEN}", times=LATE, files=()))
    places = [f.start for f in report.findings]
    placed = [place for place in places if place is not None]
    assert placed == sorted(placed)
    assert places == [*placed, *[None] * (len(places) - len(placed))]
    assert codes(report.findings)[-2:] == ["D101", "M301"]


def test_every_aspect_is_answered_and_what_was_not_looked_at_is_not_passed() -> None:
    timeless = judge(case(channel=Channel.TEXT, times=Times(), files=()))
    assert timeless.aspects == {
        Aspect.FORM: Outcome.PASS,
        Aspect.ELIGIBILITY: Outcome.NA,
        Aspect.MATERIAL: Outcome.NA,
        Aspect.FORMALITIES: Outcome.NA,
    }
    probed = judge(case(media=(FINE,)))
    assert probed.aspects[Aspect.ELIGIBILITY] is Outcome.PASS
    assert probed.aspects[Aspect.MATERIAL] is Outcome.PASS


def test_without_a_closing_eligibility_was_not_looked_at() -> None:
    report = judge(case(span=Window(None, None)))
    assert report.aspects[Aspect.ELIGIBILITY] is Outcome.NA


def test_an_unprobed_video_is_not_a_passed_one() -> None:
    assert judge(case(media=None)).aspects[Aspect.MATERIAL] is Outcome.NA
    assert judge(case(media=())).aspects[Aspect.MATERIAL] is Outcome.NA


def test_an_error_outweighs_a_review_in_its_aspect_whichever_comes_first() -> None:
    faults = [Fault(code="M108", args={"reason": "x"}), Fault(code="M107", args={"reason": "x"})]
    for order in (faults, faults[::-1]):
        report = judge(case(media=(FINE._replace(faults=tuple(order)),)))
        assert report.aspects[Aspect.MATERIAL] is Outcome.FAIL


def test_the_report_of_two_hours_late_names_title_and_time_apart() -> None:
    report = judge(case(BROKEN, times=LATE))
    assert report.aspects[Aspect.FORM] is Outcome.FAIL
    assert report.aspects[Aspect.ELIGIBILITY] is Outcome.FAIL
    assert report.reason == "title"
