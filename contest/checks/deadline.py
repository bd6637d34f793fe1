"""What can be wrong with the time of a submission. The closing instant is exclusive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from contest.checks.base import Case
from contest.model import Channel, Clock, Fault


def late_by(case: Case) -> int | None:
    """Whole seconds since the closing instant, 0 at the instant itself; None when in time."""
    at, closes = case.submission.times.received_at, case.window.closes
    if at is None or closes is None or at < closes:
        return None
    return int((at - closes).total_seconds())


def late(case: Case) -> Iterable[Fault]:
    """The submission arrived at or after the closing instant.

    What counts is the receiving server's clock, not the sender's. A day given as the deadline
    counts whole: 25 August ends when the 26th begins.
    """
    late = late_by(case)
    if late is not None:
        yield Fault(code="D101", args={"late": _length(late), "seconds": late})


def no_time(case: Case) -> Iterable[Fault]:
    """No clock says when the submission arrived.

    Neither a Received line nor a Date could be read, so a person has to say whether it was in
    time. Give the time with --received where you know it.
    """
    timed = case.submission.channel in {Channel.MAIL, Channel.POST}
    if timed and case.submission.times.received_at is None and case.window.closes:
        yield Fault(code="D102")


def clocks_disagree(case: Case) -> Iterable[Fault]:
    """Two servers' clocks stand on different sides of the closing instant.

    The mailbox's own date and the provider's Received line contradict each other just where it
    matters. A person decides which of them counts.
    """
    times = case.submission.times
    if times.internaldate and times.hop and _straddle(case, times.internaldate, times.hop):
        yield Fault(code="D103", args={"one": _stamp(times.internaldate), "two": _stamp(times.hop)})


def lying_date(case: Case) -> Iterable[Fault]:
    """The mail's Date and the server's clock stand on different sides of the closing instant.

    Date is what the sender's computer claims. The server's clock was used.
    """
    times = case.submission.times
    at = times.received_at
    server = times.received_by in {Clock.RECEIVED, Clock.INTERNALDATE}
    if server and at and times.sent_at and _straddle(case, times.sent_at, at):
        yield Fault(code="D104", args={"sent": _stamp(times.sent_at), "received": _stamp(at)})


def only_senders_clock(case: Case) -> Iterable[Fault]:
    """Only the sender's own Date says when the mail was sent.

    The mail has no Received line, as drafts and some exports have none. Date was used, but
    anybody can set it.
    """
    mail = case.submission.channel is Channel.MAIL
    if mail and case.submission.times.received_by is Clock.DATE:
        yield Fault(code="D105")


def too_early(case: Case) -> Iterable[Fault]:
    """The submission arrived before the contest opened.

    Check whether it was meant for this season.
    """
    at, opens = case.submission.times.received_at, case.window.opens
    if at and opens and at < opens:
        yield Fault(code="D106", args={"opens": _stamp(opens)})


def _straddle(case: Case, one: datetime, two: datetime) -> bool:
    closes = case.window.closes
    return closes is not None and (one < closes) != (two < closes)


def _stamp(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="seconds")


def _length(seconds: int) -> str:
    """Lateness as d:hh:mm:ss without leading zero units, at least m:ss."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days}d {hours}:{minutes:02}:{rest:02}"
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
