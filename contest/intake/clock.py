"""Date headers and stated times → aware instants, past the traps of real mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "|".join(_MONTHS)
_TIME = (
    r"(?P<hour>\d{1,2})[:.：](?P<minute>\d{2})(?:[:.：](?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 25 Aug 2025 23:58:10
        rf"\b(?P<day>\d{{1,2}})[\s-]+(?P<month>{_MONTH})[a-z]*\.?[\s-]+(?P<year>\d{{2,4}})"
        rf"[\s,T]+{_TIME}",
        # Aug 25 23:58:10 2025
        rf"\b(?P<month>{_MONTH})[a-z]*\.?\s+(?P<day>\d{{1,2}})\s+{_TIME}"
        r"(?:\s+[A-Z]{3,4})?\s+(?P<year>\d{4})",
        # 2025-08-25T23:58:10, 2025/8/25 23:58, 2025年8月25日 23:58
        rf"\b(?P<year>\d{{4}})\s?[-/.年]\s?(?P<month>\d{{1,2}})\s?[-/.月]\s?(?P<day>\d{{1,2}})日?"
        rf"(?:[\sT,，]*{_TIME})?",
    )
)
_OFFSET = re.compile(r"(?:GMT|UTC?)?\s*([+-])(\d{1,2}):?(\d{2})?(?!\d)", re.IGNORECASE)
_NAMED = re.compile(r"\(?([A-Za-z]{1,5})\b")
_HOURS = {
    # CST on a Chinese server is China Standard Time; taken for America's it is 14 hours wrong.
    "CST": 8,
    "HKT": 8,
    "SGT": 8,
    "Z": 0,
    "UT": 0,
    "UTC": 0,
    "GMT": 0,
    "WET": 0,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "JST": 9,
    "KST": 9,
    "EST": -5,
    "EDT": -4,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
_BY = re.compile(r"\bby\s+(.*?)(?=\s(?:with|id|for|via)\s|;|$)", re.IGNORECASE | re.DOTALL)
_LONGEST = 2_000


def zone_of(name: str) -> tzinfo:
    """The contest's time zone; one that the system doesn't know is read as Asia/Shanghai."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return timezone(timedelta(hours=8))


def parse_date(text: str, zone: tzinfo) -> datetime | None:
    """The instant that ``text`` names, in ``zone``; None where there is none. Never raises.

    Reads RFC 5322 dates and their misspellings, asctime, ISO 8601 and Chinese dates. A
    missing or unknown time zone is ``zone``; a leap second is the second after it; 24:00 ends
    its day.
    """
    text = " ".join(text[:_LONGEST].split())
    for form in _FORMS:
        if (found := form.search(text)) is not None:
            try:
                return _instant(found, text[found.end() :], zone)
            except (ValueError, OverflowError):
                return None
    return None


def hop_time(received: Iterable[str], hosts: Sequence[str], zone: tzinfo) -> datetime | None:
    """When the contest's own server took the mail: the topmost Received line that is its own.

    ``received`` in the order of the mail, topmost first; ``hosts`` are words of the ``by …``
    that mark the contest's provider, none of them meaning that every line counts.
    """
    for text in _own(received, hosts):
        if instant := parse_date(text, zone):
            return instant
    return None


def unread_hop(received: Iterable[str], hosts: Sequence[str], zone: tzinfo) -> str | None:
    """What stands for a time in the topmost line of the contest's own server, where it wrote lines
    and none of them has a time that can be read."""
    texts = list(_own(received, hosts))
    if not texts or any(parse_date(text, zone) for text in texts):
        return None
    return " ".join(texts[0].split())


def _own(received: Iterable[str], hosts: Sequence[str]) -> Iterator[str]:
    """The times of the Received lines that the contest's own servers wrote."""
    words = [host.lower() for host in hosts if host]
    for line in received:
        line = line[-_LONGEST:] if ";" in line[-_LONGEST:] else line[:_LONGEST]
        by = _BY.search(line) if words else None
        if not words or (by and any(word in by[1].lower() for word in words)):
            yield line.rpartition(";")[2]


def _instant(found: re.Match[str], rest: str, zone: tzinfo) -> datetime:
    parts = found.groupdict()
    month = parts["month"].lower()[:3]
    year = int(parts["year"])
    if len(parts["year"]) < 4:
        year += 2000 if year < 50 else 1900
    hour, second = int(parts["hour"] or 0), int(parts["second"] or 0)
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    minute = int(parts["minute"] or 0)
    if (hour, minute, second) > (24, 0, 0) or minute > 59 or second > 60:
        raise ValueError(found[0])
    fraction = int((parts["fraction"] or "0")[:6].ljust(6, "0"))
    day = datetime(
        year,
        _MONTHS.index(month) + 1 if month in _MONTHS else int(month),
        int(parts["day"]),
        tzinfo=UTC,
    )
    local = day + timedelta(hours=hour, minutes=minute, seconds=second, microseconds=fraction)
    offset = _offset(rest)
    if offset is None:
        return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return (local - offset).astimezone(zone)


def _offset(rest: str) -> timedelta | None:
    """The offset that stands after a time; a number wins over a name in brackets."""
    rest = rest.lstrip(" ,")
    if (found := _OFFSET.match(rest)) is not None:
        digits = found[2] + (found[3] or "")
        # +800 is +08:00; +8 and +08 are hours.
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        size = timedelta(hours=int(hours), minutes=int(minutes))
        if size >= timedelta(hours=24):
            raise ValueError(rest)
        return size if found[1] == "+" else -size
    if (named := _NAMED.match(rest)) is not None:
        hours_east = _HOURS.get(named[1].upper())
        return None if hours_east is None else timedelta(hours=hours_east)
    return None
