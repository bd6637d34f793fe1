"""What every source needs to know besides its path: the given time, the zone, the own servers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from contest.intake.base import Received
from contest.intake.charsets import shown
from contest.intake.clock import zone_of
from contest.intake.scratch import Scratch
from contest.model import Channel, Clock, Fault, Submission, Times
from contest.rules import Rulebook

Familiar = Callable[[str, datetime | None], bool]
"""Whether a mail is known so well, by its key and its mailbox's instant, that nobody reads it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """``given`` is the time the organiser states (``--received``), in the contest's zone.
    ``keyed`` says that somebody wants to know submissions again: their keys cost a pass over
    every byte of a video. What must be decoded to be read lies in ``scratch`` meanwhile.
    ``internaldate`` is when the mailbox took the mail that is being read, where that is known. A
    mail that is ``familiar``, by its key and that instant, is not taken apart again."""

    zone: tzinfo
    given: datetime | None = None
    hosts: tuple[str, ...] = ()
    keyed: bool = True
    scratch: Scratch = field(default_factory=Scratch)
    internaldate: datetime | None = None
    familiar: Familiar | None = None

    def times(self, sent: datetime | None = None, hop: datetime | None = None) -> Times:
        """The instants of a submission: the given time, else the mailbox's, else the server's,
        else the sender's."""
        known = (
            (self.given, Clock.GIVEN),
            (self.internaldate, Clock.INTERNALDATE),
            (hop, Clock.RECEIVED),
            (sent, Clock.DATE),
        )
        at, by = next(((at, by) for at, by in known if at), (None, None))
        return Times(sent, at, by, self.internaldate, hop)

    def arrived(self, internaldate: datetime | None) -> Terms:
        """These terms for a mail that a mailbox took at this instant."""
        if internaldate is None:
            return self
        return replace(self, internaldate=internaldate.astimezone(self.zone))


def terms_of(
    rules: Rulebook,
    given: datetime | None,
    *,
    keyed: bool = True,
    familiar: Familiar | None = None,
) -> Terms:
    """The terms of a rulebook. A given time without a zone is in the contest's."""
    zone = zone_of(rules.contest.timezone)
    if given is not None:
        given = given.replace(tzinfo=zone) if given.tzinfo is None else given.astimezone(zone)
    return Terms(zone, given, rules.channels.hosts, keyed, Scratch(), familiar=familiar)


def dated(submission: Submission, internaldate: datetime) -> Submission:
    """A submission with the instant at which a mailbox took it, where it doesn't know it yet."""
    times = submission.times
    if times.internaldate:
        return submission
    times = times._replace(internaldate=internaldate)
    if times.received_by is not Clock.GIVEN:
        times = times._replace(received_at=internaldate, received_by=Clock.INTERNALDATE)
    return submission._replace(times=times)


def senseless(path: str, channel: Channel, code: str, part: str | None = None) -> Received:
    """What exists but is empty (S101) or makes no sense (S102), as a submission with a fault.

    Its key is made of its path: all empty files have the same bytes and are not the same.
    """
    digest = hashlib.sha256(f"{code}\0{shown(path)}\0{part or ''}".encode()).hexdigest()
    return Received(
        Submission(
            source=shown(path),
            part=part,
            channel=channel,
            key=f"{channel}:{digest}",
            faults=(Fault(code=code),),
        )
    )
