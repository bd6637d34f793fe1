"""Another season: the text of a contest.toml with new dates, its comments kept.

Programs may look for the four lines of [contest] that every file of ours has; a text that lacks
one of them gets it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from contest.quantities import day
from contest.rulebook.places import Places

WANTED = {"opens": '""', "timezone": '"Asia/Shanghai"'}
"""Lines that are added where they are missing."""

_VALUE = re.compile(r"(\s*[\w.\"'-]+\s*=\s*)((\"[^\"]*\"|'[^']*'|[^#\s][^#]*?))(\s*(?:#.*)?)$")


def with_dates(text: str, opens: str | None, closes: str | None) -> str:
    """The text with new dates. The opening, milestones, corrections and votes move with the closing
    by as many days; extensions of single works belong to the last season and are left out."""
    # An opening that is given is set below, whatever it moved to.
    moved = _moved(text, closes) if closes is not None else text
    for key, value in (("opens", opens), ("closes", closes)):
        if value is not None:
            moved = _set(moved, ("contest", key), f'"{value}"')
    for key, default in WANTED.items():
        if ("contest", key) not in Places(moved).known:
            moved = _add(moved, key, default)
    return moved


def _moved(text: str, closes: str) -> str:
    """All other dates by as many days as the closing moved."""
    old = _value(text, ("contest", "closes"))
    text = _without(text, "extensions")
    try:
        shift = day(closes[:10]).first - day((old or "")[:10]).first
    except (ValueError, OverflowError):
        return text
    for path in list(Places(text).known):
        if path == ("contest", "closes"):
            continue
        if path[-1] in {"begins", "ends", "corrections", "opens", "closes"}:
            value = _value(text, path)
            later = _later(value, shift) if value else None
            if later:
                text = _set(text, path, f'"{later}"')
    return text


def _later(value: str, shift: timedelta) -> str | None:
    """A date as it is written, so many days later; what it says besides stays."""
    match = re.search(r"(\d{4})([-/年])(\d{1,2})([-/月])(\d{1,2})", value)
    if not match:
        return None
    try:
        first = date(int(match[1]), int(match[3]), int(match[5])) + shift
    except (ValueError, OverflowError):
        return None
    plain = f"{first.year:04}{match[2]}{first.month:02}{match[4]}{first.day:02}"
    rest = re.sub(r"[(（]?(?:周|星期|礼拜)[一二三四五六日天][)）]?", "", value[match.end() :])
    return f"{value[: match.start()]}{plain}{rest}"


def _value(text: str, path: tuple[str, ...]) -> str | None:
    places = Places(text)
    if path not in places.known:
        return None
    match = _VALUE.match(places.lines[places.known[path][0] - 1])
    return match[2].strip().strip("\"'") if match else None


def _set(text: str, path: tuple[str, ...], value: str) -> str:
    places = Places(text)
    if path not in places.known:
        return _add(text, path[-1], value) if path[0] == "contest" else text
    number = places.known[path][0] - 1
    lines = text.split("\n")
    match = _VALUE.match(lines[number])
    if match:
        lines[number] = f"{match[1]}{value}{match[4]}"
    return "\n".join(lines)


def _add(text: str, key: str, value: str) -> str:
    """A line of [contest] behind its name."""
    places = Places(text)
    at = places.known.get(("contest", "name")) or places.known.get(("contest",))
    lines = text.split("\n")
    if at is None:
        return f"[contest]\n{key} = {value}\n\n{text}"
    lines.insert(at[0], f"{key} = {value}")
    return "\n".join(lines)


def _without(text: str, table: str) -> str:
    """The text without the tables of one list."""
    kept, inside = [], False
    for line in text.split("\n"):
        header = re.match(r"\s*\[+\s*([\w.]+)", line)
        if header:
            inside = header[1].split(".")[0] == table
        if not inside:
            kept.append(line)
    return "\n".join(kept)
