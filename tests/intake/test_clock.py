"""Dates and the traps in them. The contest's zone is Asia/Shanghai."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.intake.clock import hop_time, parse_date, unread_hop, zone_of

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("Mon, 25 Aug 2025 23:58:10 +0800", "2025-08-25T23:58:10"),
        ("Mon, 25 Aug 2025 23:58:10 +0800 (CST)", "2025-08-25T23:58:10"),
        ("Mon, 25 Aug 2025 23:58:10 CST", "2025-08-25T23:58:10"),
        ("Mon, 25 Aug 2025 23:58:10 (CST)", "2025-08-25T23:58:10"),
        ("Mon, 25 Aug 2025 23:58:10 +08:00", "2025-08-25T23:58:10"),
        ("Mon, 25 Aug 2025 23:58:10 +800", "2025-08-25T23:58:10"),
        ("Mon, 25 Aug 2025 23:58:10 GMT+0800 (China Standard Time)", "2025-08-25T23:58:10"),
        ("Mon, 25 Aug 2025 15:58:10 -0000", "2025-08-25T23:58:10"),
        ("Mon, 25 Aug 2025 15:58:10 GMT", "2025-08-25T23:58:10"),
        ("Mon, 25 Aug 2025 11:58:10 -0400 (EDT)", "2025-08-25T23:58:10"),
        ("Mon, 25 Aug 2025 24:00:00 +0800", "2025-08-26T00:00:00"),
        ("Mon, 25 Aug 2025 23:59:60 +0800", "2025-08-26T00:00:00"),
        ("Mon, 25 Aug 2025 23:58:10.25 +0800", "2025-08-25T23:58:10.250000"),
        ("25 Aug 2025 23:58", "2025-08-25T23:58:00"),
        ("Mon, 25 Aug 2025 23:58:10", "2025-08-25T23:58:10"),
        ("25 Aug 25 23:58:10 +0800", "2025-08-25T23:58:10"),
        ("Mon Aug 25 23:58:10 2025", "2025-08-25T23:58:10"),
        ("Mon, 25-Aug-2025 11:58:10 PM", "2025-08-25T23:58:10"),
        ("2025-08-25T15:58:10Z", "2025-08-25T23:58:10"),
        ("2025/8/25 23:58", "2025-08-25T23:58:00"),
        ("2025年8月25日 23:58", "2025-08-25T23:58:00"),
        ("2025-08-25", "2025-08-25T00:00:00"),
    ],
)
def test_a_date_is_read_as_it_was_meant(text: str, local: str) -> None:
    assert parse_date(text, ZONE) == datetime.fromisoformat(local).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "Mon, 32 Aug 2025 10:00:00 +0800",
        "Mon, 25 Aug 2025 25:00:00 +0800",
        "Mon, 25 Aug 2025 24:00:01 +0800",
        "Mon, 25 Aug 2025 10:61:00 +0800",
        "1 Jan 0001 00:00:00 +1400",
        "31 Dec 9999 23:59:00 -1200",
        "25 Aug 2025 10:00:00 +9999",
        "3小时前",
    ],
)
def test_no_date_is_none(text: str) -> None:
    assert parse_date(text, ZONE) is None


@given(st.text())
def test_no_text_raises(text: str) -> None:
    parse_date(text, ZONE)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001  # local times
def test_what_is_written_is_read(local: datetime) -> None:
    local = local.replace(microsecond=0)
    assert parse_date(f"{local:%d} {local:%b} {local:%Y %H:%M:%S} +0800", zone_of("Etc/GMT-8")) == (
        local.replace(tzinfo=zone_of("Etc/GMT-8"))
    )


def test_the_topmost_line_of_the_own_provider_counts() -> None:
    lines = [
        "from mx by backup.example.com; Tue, 26 Aug 2025 09:00:00 +0800",
        "from x by gzga-mx-1 (Coremail) with SMTP id abc; Mon, 25 Aug 2025 23:58:40 +0800 (CST)",
        "from phone (unknown [1.2.3.4]) by smtp.163.com; Mon, 25 Aug 2025 23:58:10 +0800",
    ]
    assert hop_time(lines, ("coremail",), ZONE) == datetime(2025, 8, 25, 23, 58, 40, tzinfo=ZONE)
    assert hop_time(lines, ("163.COM",), ZONE) == datetime(2025, 8, 25, 23, 58, 10, tzinfo=ZONE)
    assert hop_time(lines, (), ZONE) == datetime(2025, 8, 26, 9, tzinfo=ZONE)
    assert hop_time(lines, ("qq.com",), ZONE) is None


def test_a_host_that_only_sent_the_mail_is_not_its_receiver() -> None:
    lines = ["from smtp.163.com by mx.example.com with SMTP; Mon, 25 Aug 2025 23:00:00 +0800"]
    assert hop_time(lines, ("163.com",), ZONE) is None


def test_an_unknown_zone_is_chinas() -> None:
    at = parse_date("25 Aug 2025 10:00", zone_of("Nowhere/At all"))
    assert at is not None
    assert at.isoformat() == "2025-08-25T10:00:00+08:00"


@pytest.mark.parametrize(
    ("lines", "unread"),
    [
        (["from a by mx.163.com; Mon, 32 Aug 2025"], "Mon, 32 Aug 2025"),
        (["by mx.163.com; ?", "by mx.163.com; Mon, 25 Aug 2025 12:00:00 +0800"], None),
        (["by elsewhere; ?"], None),
        ([], None),
    ],
)
def test_a_server_s_time_that_is_none_is_shown(lines: list[str], unread: str | None) -> None:
    assert unread_hop(lines, ["163.com"], ZONE) == unread
