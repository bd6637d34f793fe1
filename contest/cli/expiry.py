"""How long a link still leads to its file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from contest.cli.safe import shown
from contest.cli.state import State
from contest.model import ReceivedFile

MEGABYTE = 1_000_000


def days_left(expires_at: datetime | None, now: datetime) -> int | None:
    """Whole days until a link expires, below zero where it has; None where it doesn't."""
    return None if expires_at is None else (expires_at - now) // timedelta(days=1)


def expiry(state: State, expires_at: datetime | None) -> str:
    """The same in words."""
    left = days_left(expires_at, state.now)
    if left is None:
        return state.wording.say("link")
    if left < 0:
        return state.wording.say("link, expired")
    if left == 0:
        return state.wording.say("link, expires within a day")
    return state.wording.count(
        "link, expires in {number} day", "link, expires in {number} days", left
    )


def link_lines(state: State, files: Iterable[ReceivedFile]) -> list[str]:
    """A line for each file that lies elsewhere and isn't here, also for those in quoted mails."""
    say = state.wording.say
    lines = []
    for file in files:
        if not file.url or file.sha256:
            continue
        old = file.old
        parts = [
            say("link in a quoted mail") if old else expiry(state, file.expires_at),
            shown(file.name),
            f"{file.size / MEGABYTE:.1f} MB" if file.size is not None else "",
            say("code {code}", code=shown(file.code)) if file.code else "",
            shown(file.url),
        ]
        lines.append("  " + "  ".join(part for part in parts if part))
    return lines
