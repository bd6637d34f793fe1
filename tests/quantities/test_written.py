"""Every way of writing a quantity that a published call uses, and what is refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.quantities import (
    aspect,
    bits,
    day,
    instant,
    length_text,
    octets,
    pixels,
    ranks,
    rate,
    seconds,
    share,
    video_codec,
)

ZONE = ZoneInfo("Asia/Shanghai")


def at(
    year: int, month: int, day_: int, hour: int = 0, minute: int = 0, second: int = 0
) -> datetime:
    return datetime(year, month, day_, hour, minute, second, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("3:00", 180), ("0:30", 30), ("1:02:03", 3723), ("90", 90), (75, 75), (90.5, 90.5),
        ("1分30秒", 90), ("2分钟", 120), ("45秒", 45), ("1小时", 3600), ("90s", 90), ("2 min", 120),
        ("3：00", 180), (None, None), (0, 0),
    ],
)  # fmt: skip
def test_a_length(written: str | float | None, meant: float | None) -> None:
    assert seconds(written) == meant


@pytest.mark.parametrize(
    "nonsense", ["", "lang", "3:00:00:00", "-5", -1, 1e12, float("nan"), "3m0x"]
)
def test_no_length(nonsense: str | float) -> None:
    with pytest.raises(ValueError, match=r".*"):
        seconds(nonsense)


@given(st.integers(0, 10**6))
def test_a_length_that_is_shown_is_read_back(length: int) -> None:
    assert seconds(length_text(length)) == length


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025-08-25", at(2025, 8, 26)),
        ("2025-8-25", at(2025, 8, 26)),
        ("2025/8/25", at(2025, 8, 26)),
        ("2025年8月25日", at(2025, 8, 26)),
        ("2025年8月25日（周一）", at(2025, 8, 26)),
        ("2025-08-25 24:00", at(2025, 8, 26)),
        ("2025年8月25日24时", at(2025, 8, 26)),
        ("2025-08-25 23:59", at(2025, 8, 26)),
        ("2025-08-25 23:59:59", at(2025, 8, 25, 23, 59, 59)),
        ("2025年8月25日下午5点", at(2025, 8, 25, 17)),
        ("2025年8月25日17时30分", at(2025, 8, 25, 17, 30)),
        ("Monday, 2020-03-02 11:59 p.m.", at(2020, 3, 3)),
        ("2020-03-02 12:00 am", at(2020, 3, 2)),
        ("2025-08", at(2025, 9, 1)),
        ("2025-12", at(2026, 1, 1)),
        ("2022年11月", at(2022, 12, 1)),
    ],
)
def test_the_instant_at_which_a_contest_closes(written: str, meant: datetime) -> None:
    assert instant(written, ZONE, end=True) == meant


def test_a_month_or_a_day_opens_with_its_beginning() -> None:
    for written in ("2025-08", "2025-08-01", "2025年8月1日 周五"):
        assert instant(written, ZONE, end=False) == datetime(2025, 8, 1, tzinfo=ZONE)


@pytest.mark.parametrize(
    "nonsense", ["morgen", "2022月1月3日", "2025-02-30", "2025-13", "2025-08-25 25:00", "8月25日",
                 "2025-08 12:00", "2025-08-25 24:01", "0000-01-01"]
)  # fmt: skip
def test_no_date(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        instant(nonsense, ZONE, end=True)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 30)))
def test_any_day_counts_whole(one: date) -> None:
    for written in (one.isoformat(), f"{one.year}年{one.month}月{one.day}日"):
        found = day(written)
        assert (found.first, found.after) == (one, one + timedelta(days=1))


@given(st.dates(date(1900, 1, 1), date(2999, 12, 30)))
def test_a_weekday_is_read_in_both_languages(one: date) -> None:
    chinese = "一二三四五六日"[one.weekday()]
    assert day(f"{one.isoformat()} 周{chinese}").weekday == one.weekday()
    assert day(f"{one.strftime('%A')}, {one.isoformat()}").weekday == one.weekday()


def test_sizes_and_rates() -> None:
    assert (octets("10 MB"), octets("1G"), octets(5), octets(None)) == (10 << 20, 1 << 30, 5, None)
    assert (bits("5 Mbps"), bits("800kbps"), bits(1)) == (5_000_000, 800_000, 1)
    assert (rate(25), rate("29.97"), rate("30000/1001")) == (
        Fraction(25), Fraction(2997, 100), Fraction(30000, 1001),
    )  # fmt: skip
    assert (pixels("1920x1080"), pixels("720×1280")) == ((1920, 1080), (720, 1280))
    assert aspect("16:9") == pytest.approx(16 / 9)
    assert (share("15%"), share(0.15), share("0.3")) == pytest.approx((0.15, 0.15, 0.3))
    assert (ranks("11-20"), ranks("第11"), ranks("20-11")) == ((11, 20), None, None)
    assert [video_codec(n) for n in ("H.264", "AVC", "h265", "ProRes")] == [
        "h264", "h264", "hevc", "prores",
    ]  # fmt: skip


@given(st.text(max_size=30))
def test_any_text_is_a_quantity_or_refused(text: str) -> None:
    for read in (seconds, octets, bits, rate, pixels, aspect, share, day):
        try:
            read(text)
        except (ValueError, OverflowError):
            continue
