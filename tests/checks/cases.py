"""Makes the cases that the tests judge: everything is as it should be but what is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from contest.checks import Case, Window, judge, judge_media, window
from contest.model import (
    Channel,
    Clock,
    Fault,
    FileKind,
    Finding,
    Kind,
    Media,
    ReceivedFile,
    Report,
    Submission,
    Times,
)
from contest.rules import Contest, Rulebook
from contest.titles import compile_pattern, parse

SHANGHAI = ZoneInfo("Asia/Shanghai")
CLOSING = datetime(2025, 8, 26, tzinfo=SHANGHAI)
IN_TIME = CLOSING - timedelta(hours=1)
GOOD = "【报家生活秀】-[个人]-[短视频]-[微光]-[张三+编辑部]"
RULES = Rulebook()
VIDEO = ReceivedFile("微光.mp4", 1, FileKind.ATTACHMENT, video=True)
LINK = ReceivedFile("微光.mp4", None, FileKind.LINK, url="https://pan.example/s/1")
FINE = Media(
    path="微光.mp4", sha256="ab" * 32, size=10_000_000, container="mp4", duration=60.0,
    declared=60.0, width=1920, height=1080, rotation=0, video_codec="h264", audio_codec="aac",
    audio_channels=2,
)  # fmt: skip

Weight = Literal["error", "review", "warning", "info", "off"]


def weighed(**weights: Weight) -> Rulebook:
    return replace(RULES, severity=weights)


def received(at: datetime | None, by: Clock | None = Clock.RECEIVED) -> Times:
    return Times(received_at=at, received_by=by if at else None)


def case(
    title: str = GOOD,
    *,
    channel: Channel = Channel.MAIL,
    kind: Kind = Kind.ENTRY,
    reason: str = "title",
    times: Times | None = None,
    files: tuple[ReceivedFile, ...] = (VIDEO,),
    faults: tuple[Fault, ...] = (),
    known: tuple[Fault, ...] = (),
    media: tuple[Media, ...] | None = None,
    duration: float | None = None,
    rules: Rulebook = RULES,
    span: Window | None = None,
) -> Case:
    return Case(
        submission=Submission(
            source="1.eml",
            part=None,
            channel=channel,
            key="1",
            times=received(IN_TIME) if times is None else times,
            files=files,
            faults=faults,
            duration=duration,
        ),
        kind=kind,
        reason=reason,
        title=parse(title, compile_pattern(rules)),
        rules=rules,
        window=window(rules) if span is None else span,
        media=media,
        known=known,
    )


def window_of(closes: str, opens: str = "", timezone: str = "Asia/Shanghai") -> Window:
    return window(Rulebook(contest=Contest(opens=opens, closes=closes, timezone=timezone)))


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def found(one: Case) -> list[str]:
    return codes(judge(one).findings)


def found_in(media: Media, rules: Rulebook = RULES, category: str | None = None) -> list[str]:
    return codes(judge_media(media, rules, category).findings)


def the(code: str, report: Report) -> Finding:
    (finding,) = (f for f in report.findings if f.code == code)
    return finding


def args_of(code: str, one: Case) -> Mapping[str, object]:
    return the(code, judge(one)).args
