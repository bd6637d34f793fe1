"""What every source needs to know besides its path: the given time, the zone, the own servers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from contest.intake.base import Received
from contest.intake.charsets import shown
from contest.intake.clock import zone_of
from contest.intake.scratch import Scratch
from contest.model import Channel, Clock, Fault, Submission, Times
from contest.rules import Rulebook


@dataclass(frozen=True, slots=True)
class Terms:
    """``given`` is the time the organiser states (``--received``), in the contest's zone.
    ``keyed`` says that somebody wants to know submissions again: their keys cost a pass over
    every byte of a video. What must be decoded to be read lies in ``scratch`` meanwhile."""

    zone: tzinfo
    given: datetime | None = None
    hosts: tuple[str, ...] = ()
    keyed: bool = True
    scratch: Scratch = field(default_factory=Scratch)

    def times(self, sent: datetime | None = None, hop: datetime | None = None) -> Times:
        """The instants of a submission: the given time, else the server's, else the sender's."""
        at, by = (
            (self.given, Clock.GIVEN)
            if self.given
            else (hop, Clock.RECEIVED)
            if hop
            else (sent, Clock.DATE)
            if sent
            else (None, None)
        )
        return Times(sent_at=sent, received_at=at, received_by=by, hop=hop)


def terms_of(rules: Rulebook, given: datetime | None, *, keyed: bool = True) -> Terms:
    """The terms of a rulebook. A given time without a zone is in the contest's."""
    zone = zone_of(rules.contest.timezone)
    if given is not None:
        given = given.replace(tzinfo=zone) if given.tzinfo is None else given.astimezone(zone)
    return Terms(zone, given, rules.channels.hosts, keyed, Scratch())


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
