"""Reads the quantities of a rulebook: lengths, sizes and dates. Raises ValueError on nonsense."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from contest.checks.base import Window
from contest.rules import Contest

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_UNITS = {"": 1, "B": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?)I?B?\s*", re.I)
_LENGTH = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6}(?:\.\d+)?)")
_INSTANT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")


def seconds(value: str | float | None) -> float | None:
    """A length in seconds from '3:00', '1:02:03' or a number; None stays None."""
    if value is None:
        return None
    if isinstance(value, int | float):
        if not 0 <= value < 1e9:
            raise ValueError(value)
        return value
    match = _LENGTH.fullmatch(value.strip().replace("：", ":"))
    if not match:
        raise ValueError(value)
    hours, minutes, rest = match.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(rest)


def octets(value: str | int | None) -> int | None:
    """A size in bytes from '10 MB' (binary multiples, as file managers count) or a number."""
    if value is None:
        return None
    if isinstance(value, int):
        if value < 0:
            raise ValueError(value)
        return value
    match = _SIZE.fullmatch(value)
    if not match:
        raise ValueError(value)
    return int(float(match[1]) * _UNITS[match[2].upper()])


def instant(value: str | None, zone: ZoneInfo, *, end: bool) -> datetime | None:
    """The instant meant by a date or time of the rulebook, in ``zone``. A date alone means its
    beginning, or with ``end`` the beginning of the next day: the day counts whole."""
    if not value:
        return None
    match = _INSTANT.fullmatch(value.strip())
    if not match:
        read = datetime.fromisoformat(value.strip())
        return read if read.tzinfo else read.replace(tzinfo=zone)
    year, month, day, hour, minute, second = match.groups()
    start = datetime(int(year), int(month), int(day), tzinfo=zone)
    if hour is None:
        return start + timedelta(days=1) if end else start
    clock = (int(hour), int(minute), int(second or 0))
    if clock > (24, 0, 0) or clock[1] > 59 or clock[2] > 59:
        raise ValueError(value)
    return start + timedelta(hours=clock[0], minutes=clock[1], seconds=clock[2])


def window(contest: Contest) -> Window:
    """Opening and (exclusive) closing instant. Raises ValueError for dates that make no sense,
    KeyError for an unknown time zone."""
    from zoneinfo import ZoneInfo  # only here: a title without a time needs no zone

    zone = ZoneInfo(contest.timezone)
    return Window(instant(contest.opens, zone, end=False), instant(contest.closes, zone, end=True))
