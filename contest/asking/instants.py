"""Dates and times of a query: a day, a month, a minute counts whole, in the contest's time zone."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone, tzinfo

from contest.quantities import EARLIEST, LATEST, day

_ZONE = r"\s*(Z|[+-]\d{2}:?\d{2})?"
_TIME = rf"(\d{{1,2}})(?::(\d{{2}})(?::(\d{{2}})(?:\.\d{{1,6}})?)?|[时点])?{_ZONE}"
_BACK = r"-(\d{1,4})([hdwm])"
_STEPS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_NAMED = {
    "today": 0, "今天": 0, "yesterday": -1, "昨天": -1, "前天": -2, "tomorrow": 1, "明天": 1,
}  # fmt: skip
_MONTH = timedelta(days=30)

Stretch = tuple[datetime, datetime]


def within(
    text: str, zone: tzinfo, now: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """From when, and before when; None is no limit. 2025-08-25 is the whole day, -2d.. the last
    two days before ``now``. Raises ValueError for no date, or a stretch that nothing lies in."""
    plain = unicodedata.normalize("NFKC", text).strip()
    first, two, last = plain.partition("..")
    begin = _stretch(first.strip(), zone, now) if first.strip() else None
    end = _stretch(last.strip(), zone, now) if last.strip() else None
    if not two:
        end = begin
    if begin is None and end is None:
        raise ValueError(text)
    since, before = begin[0] if begin else None, end[1] if end else None
    if since is not None and before is not None and since >= before:
        raise ValueError(text)
    return since, before


def _stretch(text: str, zone: tzinfo, now: datetime | None) -> Stretch:
    """What one date or time means, from its first instant to the one after its last."""
    if now is not None:
        here = now.astimezone(zone).replace(microsecond=0)
        if match := re.fullmatch(_BACK, text):
            back = (_STEPS.get(match[2], _MONTH)) * int(match[1])
            return here - back, here - back + timedelta(seconds=1)
        if text.casefold() in _NAMED:
            return _days(here.date() + timedelta(days=_NAMED[text.casefold()]), 1, zone)
    if re.fullmatch(r"\d{4}年?", text):
        year = int(text[:4])
        return _checked(date(year, 1, 1), zone), _checked(date(year + 1, 1, 1), zone)
    date_, time_ = _halves(text)
    found = day(date_)
    if found.clock is not None:
        raise ValueError(text)
    if not time_:
        return _checked(found.first, zone), _checked(found.after, zone)
    match = re.fullmatch(_TIME, time_)
    if not match:
        raise ValueError(text)
    hour, minute, second, offset = match.groups()
    where = _offset(offset, zone)
    start = datetime(
        found.first.year, found.first.month, found.first.day,
        int(hour), int(minute or 0), int(second or 0), tzinfo=where,
    )  # fmt: skip
    whole = timedelta(seconds=1) if second else timedelta(minutes=1 if minute else 60)
    return start, start + whole


def _halves(text: str) -> tuple[str, str]:
    """Date and time: 2025-08-25T18:00, 2025-08-25 18:00, 2025年8月25日18:00."""
    match = re.fullmatch(r"(.*?(?:日|\d))(?:T|\s+|(?<=日))(\d{1,2}(?:[:时点].*)?)", text)
    return (match[1], match[2]) if match else (text, "")


def _offset(text: str | None, zone: tzinfo) -> tzinfo:
    if text is None:
        return zone
    if text == "Z":
        return timezone.utc  # noqa: UP017  # a tzinfo, as the others are
    hours, minutes = int(text[1:3]), int(text[-2:])
    away = timedelta(hours=hours, minutes=minutes)
    return timezone(-away if text[0] == "-" else away)


def _days(first: date, number: int, zone: tzinfo) -> Stretch:
    return _checked(first, zone), _checked(first + timedelta(days=number), zone)


def _checked(at: date, zone: tzinfo) -> datetime:
    if not EARLIEST <= at.year <= LATEST + 1:
        raise ValueError(at)
    return datetime(at.year, at.month, at.day, tzinfo=zone)
