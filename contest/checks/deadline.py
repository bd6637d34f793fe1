"""What can be wrong with the time of a submission. The closing instant is exclusive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from contest.checks.base import Case, Window
from contest.checks.compare import comparable
from contest.model import Channel, Clock, Fault, Scalar
from contest.quantities import instant, seconds
from contest.rules import Rulebook

LONG_ON_THE_WAY = timedelta(days=1)
"""A mail that arrives so long after the closing was hardly sent before it."""


def window(rules: Rulebook) -> Window:
    """All instants that decide whether a submission is in time. Raises ValueError for dates that
    make no sense, KeyError for an unknown time zone."""
    from zoneinfo import ZoneInfo  # only here: a title without a time needs no zone

    contest = rules.contest
    zone = ZoneInfo(contest.timezone)
    later = ((e.work, instant(e.until, zone, end=True)) for e in rules.extensions)
    return Window(
        opens=instant(contest.opens, zone, end=False),
        closes=instant(contest.closes, zone, end=True),
        grace=seconds(contest.grace) or 0,
        corrections=instant(contest.corrections, zone, end=True),
        extensions=tuple((comparable(work) or "", until) for work, until in later if until),
    )


def counted(case: Case) -> datetime | None:
    """The instant by which the submission is judged: that of the clock which the rules name."""
    times = case.submission.times
    clock = case.rules.contest.clock
    if times.received_by is Clock.GIVEN:
        return times.received_at  # the organiser's own word
    if clock == "posted" and case.submission.channel is Channel.MAIL:
        return None
    return (times.sent_at or times.received_at) if clock == "sent" else times.received_at


def closing(case: Case) -> datetime | None:
    """The closing instant of this work: its extension's, else everybody's; a person may let it in
    later still."""
    until = _extended(case) or case.window.closes
    if case.let_in is not None and until is not None:
        return max(until, case.let_in.until)
    return until


def late_by(case: Case) -> int | None:
    """Whole seconds since the closing instant, 0 at the instant itself; None when in time, be it
    by grace or as a correction of a work that was."""
    over = _over(case)
    if over is None or over < case.window.grace or _is_correction(case):
        return None
    return over


def early_by(case: Case) -> int | None:
    """Whole seconds left until the closing instant; None when late or where none is known."""
    at, closes = counted(case), closing(case)
    if at is None or closes is None or at >= closes:
        return None
    return int((closes - at).total_seconds())


def late(case: Case) -> Iterable[Fault]:
    """The submission arrived at or after the closing instant.

    What counts is the receiving server's clock, not the sender's, unless the rules say so. A day
    given as the deadline counts whole: 25 August ends when the 26th begins.
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
    if case.rules.contest.clock == "posted" and case.submission.channel is Channel.MAIL:
        return
    if timed and counted(case) is None and case.window.closes:
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
    if case.rules.contest.clock != "received":
        return
    if server and at and times.sent_at and _straddle(case, times.sent_at, at):
        yield Fault(code="D104", args={"sent": _stamp(times.sent_at), "received": _stamp(at)})


def only_senders_clock(case: Case) -> Iterable[Fault]:
    """Only the sender's own Date says when the mail was sent.

    The mail has no Received line, as drafts and some exports have none. Date was used, but
    anybody can set it.
    """
    mail = case.submission.channel is Channel.MAIL and case.rules.contest.clock == "received"
    if mail and case.submission.times.received_by is Clock.DATE:
        yield Fault(code="D105")


def too_early(case: Case) -> Iterable[Fault]:
    """The submission arrived before the contest opened.

    Check whether it was meant for this season.
    """
    at, opens = counted(case), case.window.opens
    if at and opens and at < opens:
        yield Fault(code="D106", args={"opens": _stamp(opens)})


def in_grace(case: Case) -> Iterable[Fault]:
    """The submission arrived after the closing instant, but within the time of grace.

    It counts as in time, as the rules say ([contest] grace).
    """
    over = _over(case)
    if over is not None and over < case.window.grace:
        yield Fault(code="D107", args={"late": _length(over)})


def corrected_in_time(case: Case) -> Iterable[Fault]:
    """A version of a work that was in time came before the correction deadline.

    It takes the place of the one before, as the rules say ([contest] corrections).
    """
    if _over(case) is not None and _is_correction(case):
        yield Fault(code="D108")


def extended(case: Case) -> Iterable[Fault]:
    """The work has a later closing of its own in the rules, and came before that."""
    at, until, closes = counted(case), _extended(case), case.window.closes
    if at and until and closes and closes <= at < until:
        reasons = [
            e.reason
            for e in case.rules.extensions
            if comparable(e.work) in {work for work, _ in _matching(case)}
        ]
        yield Fault(code="D109", args={"until": _stamp(until), "why": "; ".join(reasons)})


def let_in(case: Case) -> Iterable[Fault]:
    """It arrived after the closing instant, and a person has let it in.

    “contest entries extend” notes who did so, until when and why.
    """
    at, word = counted(case), case.let_in
    closes = _extended(case) or case.window.closes
    if word is not None and at and closes and closes <= at < word.until:
        args: dict[str, Scalar] = {"who": word.who, "until": _stamp(word.until)}
        yield Fault(code="D112", args=args | ({"why": word.why} if word.why else {}))


def doubtful_date(case: Case) -> Iterable[Fault]:
    """The sender's own Date is in time, but the mail arrived more than a day after the closing.

    These rules go by the time of sending, and anybody can set his computer's clock. A person
    decides.
    """
    times = case.submission.times
    closes = closing(case)
    if case.rules.contest.clock != "sent" or not (times.sent_at and times.hop and closes):
        return
    if times.sent_at < closes and times.hop >= closes + LONG_ON_THE_WAY:
        yield Fault(
            code="D110", args={"sent": _stamp(times.sent_at), "received": _stamp(times.hop)}
        )


def unreadable_clock(case: Case) -> Iterable[Fault]:
    """The receiving server wrote down when the mail arrived, in a way that can't be read.

    Another clock was used instead: an earlier server's, or the sender's own, which anybody can
    set. A person looks at the line and decides.
    """
    return case.noticed("D111") if case.rules.contest.clock == "received" else ()


def is_late_correction(case: Case) -> bool:
    """Whether this version of a work that was in time came after the closing and counts."""
    return _over(case) is not None and _is_correction(case)


def _over(case: Case) -> int | None:
    """Whole seconds since the closing instant of this work, None before it."""
    at = counted(case)
    if at is None:
        return None
    closes = closing(case)
    if closes is None or at < closes:
        return None
    return int((at - closes).total_seconds())


def may_correct(case: Case) -> bool:
    """Whether it came early enough to correct a work that was in time."""
    at, until = counted(case), case.window.corrections
    return at is not None and until is not None and at < until


def _is_correction(case: Case) -> bool:
    """Whether the work was in time with another version and may still be corrected."""
    return any(fault.code == "S204" for fault in case.known) and may_correct(case)


def _matching(case: Case) -> list[tuple[str, datetime]]:
    sender = case.submission.sender
    fields = case.title.fields
    names = (fields.get("work"), fields.get("author"), sender.address if sender else None)
    known = {comparable(name) for name in names if name}
    return [(work, until) for work, until in case.window.extensions if work in known]


def _extended(case: Case) -> datetime | None:
    if not case.window.extensions:
        return None
    return max((until for _, until in _matching(case)), default=None)


def _straddle(case: Case, one: datetime, two: datetime) -> bool:
    closes = closing(case)
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
