"""A check that is not called would have found nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import product

import pytest
from msgspec.structs import replace

from contest.checks import CHECKS, Case, Examiner, needs
from contest.checks.chosen import SILENT, UNREADABLE
from contest.checks.table import ROWS
from contest.model import Channel, Clock, Fault, FileKind, Kind, ReceivedFile, Times
from contest.rules import Contest, Document, Extension, Place, Rulebook, Team, TitleRules

from .cases import CLOSING, FINE, GOOD, IN_TIME, LINK, RULES, VIDEO, case, received

SHORT = "[个人/团队]-[短片]-[微光]-[张三]"
CROWD = "【报家生活秀】-[团队]-[短视频]-[夜色]-[张三、李四、王五、赵六+编辑部]"
LATE = CLOSING + timedelta(hours=1)
EARLIER = CLOSING - timedelta(days=2)
ASKING = replace(
    RULES,
    contest=Contest(
        opens="2025-08-25 23:30", closes="2025-08-25", grace="30m", corrections="2026-01-31"
    ),
    title=TitleRules(
        forbidden=("微光",),
        subject=Place(required=True),
        post=Place(hashtags=("劳动美",), mentions=("读特",)),
    ),
    extensions=(Extension(work="微光", until="2025-08-27", reason="延期"),),
    team=Team(least=2, most=3),
    documents=(Document(name="报名表"),),
)
BY_SENDER = replace(RULES, contest=Contest(closes="2025-08-25", clock="sent"))
ARCHIVE = ReceivedFile("微光.zip", 1, FileKind.ATTACHMENT)
TIMES = (
    Times(),
    received(IN_TIME),
    received(LATE, Clock.DATE),
    Times(sent_at=IN_TIME, received_at=LATE, received_by=Clock.RECEIVED, hop=LATE),
    Times(internaldate=IN_TIME, hop=LATE + timedelta(days=3), sent_at=EARLIER),
)
BROUGHT: tuple[tuple[ReceivedFile, ...], ...] = ((), (VIDEO, VIDEO), (ARCHIVE,), (LINK,))
SEEN: tuple[tuple[Fault, ...], ...] = (
    (), (Fault("S101"),), (Fault("S103", args={"header": "subject"}),)
)  # fmt: skip
KNOWN: tuple[tuple[Fault, ...], ...] = ((), (Fault("S204", args={"entry": 1}),))


def all_called(one: Case) -> Iterable[Fault]:
    """What all checks of the table find, whatever they need."""
    unreadable = any(fault.code in UNREADABLE for fault in one.submission.faults)
    for check in ROWS:
        if check.find and one.kind not in SILENT and _asked(check.code, one, unreadable=unreadable):
            yield from check.find(one)


def _asked(code: str, one: Case, *, unreadable: bool) -> bool:
    if unreadable:
        return code in UNREADABLE
    if one.kind is Kind.ENTRY and not one.unsure:
        return True
    return code[0] in ("TMS" if one.kind is Kind.ORIGINAL else "S")


def cases(rules: Rulebook, channel: Channel, kind: Kind) -> Iterator[Case]:
    """Cases of every setting: title, times, files and all else in every combination."""
    for title in (GOOD, SHORT, CROWD):
        usual = case(title, channel=channel, kind=kind, rules=rules, media=(FINE,))
        ways = product(TIMES, BROUGHT, SEEN, KNOWN, ("title", "unsure"), (None, 4_000.0))
        for times, files, faults, known, reason, duration in ways:
            submission = usual.submission._replace(
                times=times, files=files, faults=faults, duration=duration
            )
            yield usual._replace(submission=submission, known=known, reason=reason)


@pytest.mark.parametrize("rules", [RULES, ASKING, BY_SENDER], ids=["usual", "asking", "sender"])
@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("kind", Kind)
def test_whatever_is_not_called_finds_nothing(
    rules: Rulebook, channel: Channel, kind: Kind
) -> None:
    examiner = Examiner(rules)
    for one in cases(rules, channel, kind):
        told = [(f.code, f.field, f.start, f.args) for f in examiner.judge(one).findings]
        wanted = [(f.code, f.field, f.start, f.args) for f in all_called(one)]
        assert told == sorted(wanted, key=lambda f: (f[2] is None, f[2] or 0))


def test_the_cases_above_meet_every_need() -> None:
    met: set[needs.Need] = {needs.nothing}
    for channel, kind in product((Channel.MAIL, Channel.POST), (Kind.ENTRY, Kind.WITHDRAWAL)):
        examiner = Examiner(ASKING)
        for one in cases(ASKING, channel, kind):
            met |= {CHECKS[f.code].needs for f in examiner.judge(one).findings}
    assert {check.needs for check in ROWS} <= met


def test_a_check_that_needs_nothing_but_a_noticed_fault_finds_no_other() -> None:
    quiet = case()
    for check in ROWS:
        if check.find and check.needs is needs.noticed:
            assert list(check.find(quiet)) == []
