"""How long it is until something, as people say it."""

from __future__ import annotations

from contest.wording import Wording

DAY, HOUR, MINUTE = 86_400, 3_600, 60


def span(seconds: int, wording: Wording) -> str:
    """A length of time by its largest unit, and within a week also the one below: "2 days
    3 hours", "40 minutes". Less than a minute is one."""
    days, rest = divmod(abs(seconds), DAY)
    hours, rest = divmod(rest, HOUR)
    minutes = rest // MINUTE
    parts = []
    if days:
        parts.append(wording.count("{number} day", "{number} days", days))
    if hours and days < 7:
        parts.append(wording.count("{number} hour", "{number} hours", hours))
    if not days and (minutes or not hours):
        minutes = minutes if hours else max(1, minutes)
        parts.append(wording.count("{number} minute", "{number} minutes", minutes))
    if len(parts) == 1:
        return parts[0]
    return wording.say("{first} {second}", first=parts[0], second=parts[1])
