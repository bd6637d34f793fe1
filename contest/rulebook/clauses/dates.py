"""When: closing, milestones, extensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contest.model import Scalar
from contest.rulebook.clauses.base import Clause, length
from contest.rules import Milestone, Rulebook

CLOCKS = {
    "received": "Closes: {date}, {zone}; what counts is when the mail server received it.",
    "sent": "Closes: {date}, {zone}; what counts is when the sender sent it.",
    "posted": "Closes: {date}, {zone}; what counts is when it was posted.",
}
"""What a closing means by each clock."""


def dates(rules: Rulebook) -> Iterator[Clause]:
    contest, of = rules.contest, "contest"
    if contest.opens:
        yield Clause(of, "Open from {date}.", {"date": contest.opens}, path=("contest", "opens"))
    clock = CLOCKS[contest.clock]
    if contest.closes:
        arguments = {"date": contest.closes, "zone": contest.timezone}
        yield Clause(of, clock, arguments, path=("contest", "closes"))
    else:
        yield Clause(of, "There is no closing date.", path=("contest", "closes"))
    if contest.grace:
        yield Clause(
            of, "Up to {length} later is let in with a warning.",
            {"length": length(contest.grace)}, path=("contest", "grace"),
        )  # fmt: skip
    if contest.corrections:
        yield Clause(
            of, "What was in time may be corrected until {date}.",
            {"date": contest.corrections}, path=("contest", "corrections"),
        )  # fmt: skip
    if contest.first:
        yield Clause(
            of, "Only the first {number} entries take part.", {"number": contest.first},
            path=("contest", "first"),
        )  # fmt: skip
    if contest.versions == "earliest":
        yield Clause(
            of, "Of several versions of a work the earliest counts.", path=("contest", "versions")
        )
    else:
        yield Clause(
            of, "Of several versions of a work the latest in time counts.",
            path=("contest", "versions"),
        )  # fmt: skip
    for number, later in enumerate(rules.extensions, 1):
        yield Clause(
            of, "“{work}” may come until {date}: {reason}",
            {"work": later.work, "date": later.until, "reason": later.reason},
            path=("extensions", str(number)),
        )  # fmt: skip


def milestones(rules: Rulebook) -> Iterator[Clause]:
    for number, one in enumerate(rules.milestones, 1):
        path = ("milestones", str(number))
        yield Clause("dates", *_milestone(one), by="people", path=path)
        if one.working_days:
            text = "“{name}” lasts at least {days} working days."
            arguments: dict[str, Scalar] = {"name": one.name, "days": one.working_days}
            yield Clause("dates", text, arguments, path=(*path, "working_days"))


def _milestone(one: Milestone) -> tuple[str, Mapping[str, Scalar]]:
    arguments = {"name": one.name, "begins": one.begins, "ends": one.ends}
    if one.begins and one.ends and one.begins != one.ends:
        return "{name}: {begins} to {ends}", arguments
    if one.begins:
        return "{name}: {begins}", arguments
    return ("{name}: until {ends}" if one.ends else "{name}: no date is given"), arguments
