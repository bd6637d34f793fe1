"""Reads the quantities of a rulebook: lengths, sizes, rates, dates. ValueError on nonsense.

People write a quantity as their call does: '3:00', '1分30秒', '10 MB', '2025年8月25日24时'. Every
form that is read here is one that a published call uses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction
    from zoneinfo import ZoneInfo

_BINARY = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}
_DECIMAL = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}
_SIZE = r"\s*(\d{1,15}(?:\.\d{1,9})?)\s*([KMGT]?)I?B?\s*"
_RATE = r"\s*(\d{1,15}(?:\.\d{1,9})?)\s*([KMG]?)(?:BPS|BIT/S|B/S)?\s*"
_LENGTH = r"(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6}(?:\.\d{1,6})?)"
_WORDS = (
    r"(?:(\d{1,3})\s*(?:小时|时|h(?:ours?)?))?\s*(?:(\d{1,4})\s*(?:分钟?|m(?:in(?:utes?)?)?))?\s*"
    r"(?:(\d{1,5}(?:\.\d{1,6})?)\s*(?:秒钟?|s(?:ec(?:onds?)?)?))?"
)
_DAY = r"(\d{4})(?:-|/|年)\s*(\d{1,2})(?:(?:-|/|月)\s*(\d{1,2})日?|月)?"
_CLOCK = (
    r"(上午|下午|晚上|晚)?\s*(\d{1,2})(?:[:：](\d{2})(?:[:：](\d{2}))?|[时点](?:(\d{1,2})分?)?)"
    r"\s*([ap]\.?m\.?)?"
)
_WEEKDAY = (
    r"[(（]?\s*(?:(?:周|星期|礼拜)([一二三四五六日天])|"
    r"\b(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b)\s*[)）,，.]?"
)
_ASPECT = r"\s*(\d{1,4}(?:\.\d{1,4})?)\s*[:：/x×*]\s*(\d{1,4}(?:\.\d{1,4})?)\s*"
_PIXELS = r"\s*(\d{1,5})\s*[x×*X]\s*(\d{1,5})\s*"

CONTAINERS = {
    "mp4": "mp4", "m4v": "mp4", "mov": "mov", "qt": "mov", "quicktime": "mov",
    "matroska": "matroska", "mkv": "matroska", "webm": "webm", "avi": "avi",
    "mpegts": "mpegts", "ts": "mpegts", "mts": "mpegts", "mpeg": "mpeg", "mpg": "mpeg",
    "asf": "asf", "wmv": "asf", "flv": "flv",
}  # fmt: skip
"""What calls call a format, and the container that probe prints for it."""

_CODECS = {"avc": "h264", "x264": "h264", "h265": "hevc", "x265": "hevc", "prores422": "prores"}


EARLIEST, LATEST = 1900, 2999
"""Years of contests; sums of other dates may leave the calendar."""


class Day(NamedTuple):
    """A date as written: its first day, the day after its last, and the weekday (0 = Monday) that
    the text names, None where it names none. ``clock`` is seconds since midnight."""

    first: date
    after: date
    weekday: int | None
    clock: int | None


def seconds(value: str | float | None) -> float | None:
    """A length in seconds from '3:00', '1:02:03', '1分30秒', '90s' or a number; None stays None."""
    if value is None:
        return None
    if isinstance(value, int | float):
        if not 0 <= value < 1e9:
            raise ValueError(value)
        return value
    text = value.strip().replace("：", ":")
    match = re.fullmatch(_LENGTH, text)
    if not match and text:
        match = re.fullmatch(_WORDS, text, re.I)
    if not match:
        raise ValueError(value)
    hours, minutes, rest = match.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(rest or 0)


def octets(value: str | int | None) -> int | None:
    """A size in bytes from '10 MB' (binary multiples, as file managers count) or a number."""
    return _scaled(value, _SIZE, _BINARY)


def bits(value: str | int | None) -> int | None:
    """A bit rate in bits a second from '5 Mbps' (decimal multiples, as rates are) or a number."""
    return _scaled(value, _RATE, _DECIMAL)


def _scaled(value: str | int | None, form: str, units: Mapping[str, int]) -> int | None:
    if isinstance(value, str):
        match = re.fullmatch(form, value, re.I)
        if not match:
            raise ValueError(value)
        return int(float(match[1]) * units[match[2].upper()])
    if value is not None and value < 0:
        raise ValueError(value)
    return value


def rate(value: str | float) -> Fraction:
    """A frame rate, pictures a second, from 25, 29.97 or '30000/1001'."""
    from fractions import Fraction

    try:
        found = Fraction(str(value).strip())
    except ZeroDivisionError:
        raise ValueError(value) from None
    if not 0 < found < 10_000:
        raise ValueError(value)
    return found


def pixels(value: str) -> tuple[int, int]:
    """Width and height from '1920x1080' or '1920×1080'."""
    match = re.fullmatch(_PIXELS, value)
    if not match or not int(match[1]) or not int(match[2]):
        raise ValueError(value)
    return int(match[1]), int(match[2])


def aspect(value: str) -> float:
    """Width over height from '16:9'."""
    match = re.fullmatch(_ASPECT, value)
    if not match or not float(match[1]) or not float(match[2]):
        raise ValueError(value)
    return float(match[1]) / float(match[2])


def share(value: str | float) -> float:
    """A share from '15%' or 0.15, between 0 and 1."""
    text = str(value).strip()
    found = float(text[:-1]) / 100 if text.endswith(("%", "％")) else float(text)
    if not 0 <= found <= 1:
        raise ValueError(value)
    return found


def day(value: str) -> Day:
    """A date as calls write it, with or without weekday and clock time. Raises ValueError."""
    value = value.strip()
    year_ = re.search(r"\d{4}", value)
    if year_ and not EARLIEST <= int(year_[0]) <= LATEST:
        raise ValueError(value)
    if len(value) == 10 and value[4] == value[7] == "-":  # most of them, and nothing to compile
        first = date.fromisoformat(value)
        return Day(first, first + timedelta(days=1), None, None)
    text, weekday = _without_weekday(value)
    match = re.fullmatch(rf"{_DAY}(?:\s*[T,，]?\s*{_CLOCK})?", text, re.I)
    if not match:
        raise ValueError(value)
    year, month, number = int(match[1]), int(match[2]), match[3]
    first = date(year, month, int(number or 1))
    after = first + timedelta(days=1) if number else date(year + month // 12, month % 12 + 1, 1)
    if match[5] is None:
        return Day(first, after, weekday, None)
    if number is None:
        raise ValueError(value)
    return Day(first, after, weekday, _clock(value, *match.groups()[3:]))


def _without_weekday(text: str) -> tuple[str, int | None]:
    match = re.search(_WEEKDAY, text, re.I)
    if not match:
        return text, None
    names = "一二三四五六日"
    number = (
        names.index(match[1].replace("天", "日"))
        if match[1]
        else ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(match[2].lower())
    )
    rest = f"{text[: match.start()].rstrip()} {text[match.end() :].lstrip()}"
    return rest.strip(), number


def _clock(
    value: str, half: str | None, hour: str, minute: str | None, second: str | None,
    minute_word: str | None, meridiem: str | None,
) -> int:  # fmt: skip
    """Seconds since midnight. A last minute such as 23:59 counts whole, as people mean it."""
    h, m, s = int(hour), int(minute or minute_word or 0), int(second or 0)
    if half in {"下午", "晚上", "晚"} or (meridiem and meridiem[0] in "pP"):
        h += 12 if h < 12 else 0
    elif meridiem and h == 12:
        h = 0
    if (h, m, s) > (24, 0, 0) or m > 59 or s > 59:
        raise ValueError(value)
    whole_minute = m == 59 and second is None
    return h * 3600 + m * 60 + s + (60 if whole_minute else 0)


def instant(value: str | None, zone: ZoneInfo, *, end: bool) -> datetime | None:
    """The instant meant by a date or time of the rulebook, in ``zone``. A day or a month alone
    means its beginning, or with ``end`` its end: the last day counts whole."""
    if not value:
        return None
    try:
        found = day(value)
    except ValueError:
        read = datetime.fromisoformat(value.strip())
        if not EARLIEST <= read.year <= LATEST:
            raise
        return read if read.tzinfo else read.replace(tzinfo=zone)
    if found.clock is None:
        whole = found.after if end else found.first
        return datetime(whole.year, whole.month, whole.day, tzinfo=zone)
    start = datetime(found.first.year, found.first.month, found.first.day, tzinfo=zone)
    return start + timedelta(seconds=found.clock)


def length_text(length: float) -> str:
    """A length in seconds as people write it: m:ss, or h:mm:ss."""
    minutes, rest = divmod(round(length), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def video_codec(name: str) -> str:
    """The codec as probe prints it, from what a call writes: 'H.264', 'AVC', 'H.265'."""
    plain = name.lower().replace(".", "").replace("-", "").replace(" ", "").partition("/")[0]
    return _CODECS.get(plain, plain)


def ranks(text: str) -> tuple[int, int] | None:
    """First and last rank from '11-20'; None where the text says none."""
    match = re.fullmatch(r"\s*(\d{1,6})\s*[-–—~至]\s*(\d{1,6})\s*", text)
    if not match or not 0 < int(match[1]) <= int(match[2]):
        return None
    return int(match[1]), int(match[2])


def span_text(least: int | None, most: int | None) -> str:
    """How many there may be: '2–4', '≥ 2', '≤ 4', or '4' alone; '1' where nothing is said."""
    if most is None:
        return f"≥ {least}" if least and least > 1 else "1"
    if not least:
        return f"≤ {most}"
    return f"{most}" if least == most else f"{least}–{most}"
