"""The clock: the last day counts whole, the closing instant is exclusive, whose clock counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from contest.checks import Case, Window, judge
from contest.checks.deadline import late_by
from contest.model import Channel, Clock, Fault, Kind, Severity, Times, Verdict
from contest.rules import Extension

from .cases import CLOSING, IN_TIME, RULES, SHANGHAI, args_of, case, found, received, the, window_of

SECOND = timedelta(seconds=1)
AFTER = CLOSING + timedelta(seconds=41)


def late(at: datetime) -> int | None:
    return late_by(case(times=received(at)))


def test_the_twenty_fifth_of_august_counts_whole() -> None:
    assert late(CLOSING - SECOND) is None
    assert late(CLOSING - timedelta(microseconds=1)) is None
    assert found(case(times=received(CLOSING - timedelta(microseconds=1)))) == []


def test_the_closing_instant_itself_is_late_by_nothing() -> None:
    assert late(CLOSING) == 0
    report = judge(case(times=received(CLOSING)))
    assert report.late_by == 0
    assert the("D101", report).severity is Severity.ERROR
    assert report.verdict is Verdict.RETURNED


def test_forty_one_seconds_are_forty_one_seconds() -> None:
    assert late(AFTER) == 41
    assert args_of("D101", case(times=received(AFTER))) == {"late": "0:41", "seconds": 41}


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0, "0:00"), (59, "0:59"), (60, "1:00"), (3_599, "59:59"), (3_600, "1:00:00"),
     (86_399, "23:59:59"), (86_400, "1d 0:00:00"), (200_000, "2d 7:33:20")],
)  # fmt: skip
def test_lateness_is_written_without_leading_units(seconds: int, written: str) -> None:
    one = case(times=received(CLOSING + timedelta(seconds=seconds)))
    assert args_of("D101", one)["late"] == written


def test_parts_of_a_second_are_cut_off() -> None:
    assert late(CLOSING + timedelta(microseconds=999_999)) == 0
    assert late(CLOSING + timedelta(seconds=1, microseconds=999_999)) == 1


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Kolkata"])
def test_an_instant_is_the_same_in_every_time_zone(zone: str) -> None:
    assert late(CLOSING.astimezone(ZoneInfo(zone))) == 0
    assert late((CLOSING - SECOND).astimezone(ZoneInfo(zone))) is None


@settings(deadline=None)
@given(st.integers(-(10**7), 10**7), st.sampled_from([UTC, SHANGHAI, ZoneInfo("Asia/Kolkata")]))
def test_late_by_counts_whole_seconds_since_the_closing(offset: int, zone: ZoneInfo) -> None:
    at = (CLOSING + timedelta(seconds=offset)).astimezone(zone)
    assert late(at) == (offset if offset >= 0 else None)


@pytest.mark.parametrize(
    ("closes", "instant"),
    [
        ("2025-08-25", CLOSING),
        ("2025-08-25 24:00", CLOSING),
        ("2025-08-25T24:00:00", CLOSING),
        ("2025-08-26 00:00", CLOSING),
        ("2025-8-25", CLOSING),
        (" 2025-08-25 ", CLOSING),
        ("2025-08-25 18:00", datetime(2025, 8, 25, 18, tzinfo=SHANGHAI)),
        ("2025-08-25 23:59:59", CLOSING - SECOND),
        ("2025-08-25T16:00:00+00:00", CLOSING),
        ("2025-12-31", datetime(2026, 1, 1, tzinfo=SHANGHAI)),
        ("2024-02-29", datetime(2024, 3, 1, tzinfo=SHANGHAI)),
    ],
)
def test_a_closing_is_understood_as_it_is_written(closes: str, instant: datetime) -> None:
    assert window_of(closes).closes == instant


def test_a_day_in_another_zone_ends_there() -> None:
    closes = window_of("2025-11-02", timezone="America/New_York").closes
    assert closes == datetime(2025, 11, 3, 5, tzinfo=UTC), "the day has 25 hours"


@pytest.mark.parametrize(
    "nonsense",
    ["tomorrow", "2025-13-01", "2025-02-30", "2025-08-25 24:01", "2025-08-25 25:00", "25.8.2025",
     "2025-08-25 18:60", "2025-08-25 24:00:01"],
)  # fmt: skip
def test_a_closing_that_makes_no_sense_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        window_of(nonsense)


def test_without_a_closing_nothing_is_late() -> None:
    one = case(times=received(AFTER), span=Window(None, None))
    assert late_by(one) is None
    assert found(one) == []


def test_what_arrives_before_the_opening_is_a_warning() -> None:
    span = window_of("2025-08-25", opens="2025-07-01")
    opening = datetime(2025, 7, 1, tzinfo=SHANGHAI)
    assert found(case(times=received(opening - SECOND), span=span)) == ["D106"]
    assert found(case(times=received(opening), span=span)) == []
    assert judge(case(times=received(opening - SECOND), span=span)).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("by", [Clock.RECEIVED, Clock.INTERNALDATE])
def test_a_lying_date_alone_is_only_told(by: Clock) -> None:
    times = Times(sent_at=AFTER, received_at=IN_TIME, received_by=by)
    report = judge(case(times=times))
    assert the("D104", report).severity is Severity.INFO
    assert report.verdict is Verdict.ACCEPTED
    assert report.late_by is None


def test_a_date_of_yesterday_saves_nobody() -> None:
    times = Times(sent_at=CLOSING - timedelta(seconds=110), received_at=AFTER,
                  received_by=Clock.RECEIVED)  # fmt: skip
    report = judge(case(times=times))
    assert [f.code for f in report.findings] == ["D101", "D104"]
    assert report.late_by == 41
    assert report.verdict is Verdict.RETURNED


def test_a_date_on_the_same_side_is_no_lie() -> None:
    times = Times(sent_at=IN_TIME - SECOND, received_at=IN_TIME, received_by=Clock.RECEIVED)
    assert found(case(times=times)) == []


def test_two_servers_on_different_sides_are_for_a_person() -> None:
    times = Times(received_at=IN_TIME, received_by=Clock.INTERNALDATE, internaldate=IN_TIME,
                  hop=AFTER)  # fmt: skip
    report = judge(case(times=times))
    assert the("D103", report).severity is Severity.REVIEW
    assert report.verdict is Verdict.REVIEW


def test_two_servers_on_the_same_side_agree_well_enough() -> None:
    times = Times(received_at=IN_TIME, received_by=Clock.INTERNALDATE, internaldate=IN_TIME,
                  hop=IN_TIME - timedelta(days=3))  # fmt: skip
    assert found(case(times=times)) == []


def test_only_the_sender_s_clock_is_a_warning_for_a_mail_and_nothing_for_a_post() -> None:
    times = received(IN_TIME, Clock.DATE)
    assert found(case(times=times)) == ["D105"]
    assert judge(case(times=times)).verdict is Verdict.ACCEPTED
    assert found(case(times=times, channel=Channel.POST)) == []


@pytest.mark.parametrize(
    ("channel", "expected"),
    [(Channel.MAIL, ["D102"]), (Channel.POST, ["D102"]), (Channel.FILE, []), (Channel.TEXT, [])],
)
def test_without_a_time_only_mails_and_posts_wait_for_a_person(
    channel: Channel, expected: list[str]
) -> None:
    report = judge(case(times=Times(), channel=channel))
    assert [f.code for f in report.findings] == expected
    assert report.verdict is (Verdict.REVIEW if expected else Verdict.ACCEPTED)
    assert report.late_by is None


def test_an_original_after_the_closing_is_not_late() -> None:
    assert found(case(times=received(AFTER), kind=Kind.ORIGINAL)) == []


def under(
    at: datetime, *, known: bool = False, sent: datetime | None = None, **contest: str
) -> Case:
    """A mail under other rules of time; ``known`` says that the work was in time before."""
    rules = replace(RULES, contest=replace(RULES.contest, **contest))
    times = Times(sent_at=sent, received_at=at, received_by=Clock.RECEIVED, hop=at)
    faults = (Fault("S204", args={"entry": 1}),) if known else ()
    return case(times=times, rules=rules, known=faults)


def test_grace_lets_in_with_a_warning_and_ends_by_the_second() -> None:
    inside = under(CLOSING + timedelta(seconds=599), grace="10:00")
    assert (late_by(inside), found(inside)) == (None, ["D107"])
    assert judge(inside).verdict is Verdict.ACCEPTED
    outside = under(CLOSING + timedelta(seconds=600), grace="10:00")
    assert (late_by(outside), found(outside)) == (600, ["D101"])


def test_a_known_work_may_be_corrected_until_its_own_deadline() -> None:
    until = "2025-08-28"
    inside = under(CLOSING + timedelta(days=2), known=True, corrections=until)
    assert (late_by(inside), found(inside)) == (None, ["D108"])
    assert found(under(CLOSING + timedelta(days=3), known=True, corrections=until)) == [
        "D101",
        "S204",
    ]
    assert found(under(CLOSING + timedelta(days=2), corrections=until)) == ["D101"]


def test_the_sender_s_clock_decides_where_the_rules_say_so() -> None:
    sent = CLOSING - SECOND
    assert found(under(CLOSING + timedelta(minutes=5), sent=sent, clock="sent")) == []
    assert found(under(CLOSING - SECOND, sent=CLOSING, clock="sent")) == ["D101"]
    doubtful = under(CLOSING + timedelta(days=1), sent=sent, clock="sent")
    assert (found(doubtful), judge(doubtful).verdict) == (["D110"], Verdict.REVIEW)


def test_no_mail_is_judged_by_the_clock_where_posts_decide() -> None:
    assert found(under(AFTER, clock="posted")) == []
    rules = replace(RULES, contest=replace(RULES.contest, clock="posted"))
    post = case(channel=Channel.POST, times=received(AFTER), files=(), rules=rules)
    assert found(post) == ["D101"]


@pytest.mark.parametrize(
    ("work", "codes"),
    [("微光", ["D109"]), ("《微光》", ["D109"]), ("张三", ["D109"]), ("夜色", ["D101"])],
)
def test_one_work_may_have_a_later_closing(work: str, codes: list[str]) -> None:
    later = Extension(work=work, until="2025-08-27", reason="邮箱故障")
    rules = replace(RULES, extensions=(later,))
    assert found(case(times=received(AFTER), rules=rules)) == codes
    after_that = received(CLOSING + timedelta(days=2))
    assert found(case(times=after_that, rules=rules)) == ["D101"]
