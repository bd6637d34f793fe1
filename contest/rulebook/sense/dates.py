"""Dates that are none, that contradict each other, or that can't satisfy the rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from contest.model import Scalar
from contest.quantities import day, instant, seconds
from contest.rulebook.sense.base import fails, unreadable
from contest.rulebook.shape import Path_, Wrong
from contest.rulebook.written import LENGTH, NO_DATE
from contest.rules import Milestone, Rulebook

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

LATER = frozenset({"voting", "publicity", "results", "ceremony", "screening"})
"""Milestones that come after the closing."""


def nonsense(rules: Rulebook) -> Iterator[Wrong]:
    """Every problem with a date of the rulebook."""
    zone = _zone(rules.contest.timezone)
    if zone is None:
        yield Wrong(("contest", "timezone"), "no such time zone; “Asia/Shanghai” is one")
        zone = _zone("UTC")
    if zone is None:
        return
    yield from unreadable(rules.contest.grace, seconds, ("contest", "grace"), LENGTH)
    bad = [*_unreadable(rules, zone), *_own(rules, zone)]
    yield from bad
    if not any(not w.warning for w in bad):
        yield from _impossible(rules, zone)


def _zone(name: str) -> ZoneInfo | None:
    from zoneinfo import ZoneInfo

    return None if fails(ZoneInfo, name) else ZoneInfo(name)


def _dates(rules: Rulebook) -> Iterator[tuple[Path_, str]]:
    """Every date of the rulebook with its place."""
    for key in ("opens", "closes", "corrections"):
        yield ("contest", key), getattr(rules.contest, key)
    for number, milestone in enumerate(rules.milestones, 1):
        for key in ("begins", "ends"):
            yield ("milestones", str(number), key), getattr(milestone, key)
    for number, extension in enumerate(rules.extensions, 1):
        yield ("extensions", str(number), "until"), extension.until
    for key in ("opens", "closes"):
        yield ("scoring", "votes", key), getattr(rules.scoring.votes, key)


def _unreadable(rules: Rulebook, zone: ZoneInfo) -> Iterator[Wrong]:
    for path, value in _dates(rules):
        if fails(lambda v: instant(v, zone, end=True), value):
            yield Wrong(path, NO_DATE, {"value": value})
        elif value and not fails(day, value):
            found = day(value)
            if found.weekday is not None and found.first.weekday() != found.weekday:
                yield Wrong(
                    path, "{date} is no {named} but a {weekday}",
                    {"date": found.first.isoformat(), "named": WEEKDAYS[found.weekday],
                     "weekday": WEEKDAYS[found.first.weekday()]},
                    warning=True,
                )  # fmt: skip


def _own(rules: Rulebook, zone: ZoneInfo) -> Iterator[Wrong]:
    """The contest's own dates against each other."""
    contest = rules.contest
    if any(fails(lambda v: instant(v, zone, end=True), v) for _, v in _dates(rules)):
        return
    opens, closes = instant(contest.opens, zone, end=False), instant(contest.closes, zone, end=True)
    if opens and closes and opens >= closes:
        yield Wrong(("contest", "closes"), "the contest closes before it opens")
    until = instant(contest.corrections, zone, end=True)
    if until and closes and until <= closes:
        yield Wrong(("contest", "corrections"), "corrections end before the contest closes")
    for number, one in enumerate(rules.milestones, 1):
        begins, ends = instant(one.begins, zone, end=False), instant(one.ends, zone, end=True)
        if begins and ends and begins >= ends:
            yield Wrong(
                ("milestones", str(number), "ends"), "“{name}” ends before it begins",
                {"name": one.name},
            )  # fmt: skip
    for number, later in enumerate(rules.extensions, 1):
        at = instant(later.until, zone, end=True)
        if at and closes and at <= closes:
            yield Wrong(
                ("extensions", str(number), "until"),
                "this is no later than the closing for all", warning=True,
            )  # fmt: skip


def _impossible(rules: Rulebook, zone: ZoneInfo) -> Iterator[Wrong]:
    """Dates of which each is one and which together can't be kept."""
    closes = instant(rules.contest.closes, zone, end=True)
    for number, one in enumerate(rules.milestones, 1):
        path = ("milestones", str(number))
        begins, ends = instant(one.begins, zone, end=False), instant(one.ends, zone, end=True)
        first, last = begins or ends, ends or begins
        if closes and last and one.kind in LATER and last < closes:
            yield Wrong(
                path, "“{name}” is over before the contest closes", {"name": one.name}, warning=True
            )
        yield from _ceremony(rules, zone, one, path, last)
        yield from _working_days(rules, zone, one, path, (begins, ends))
        if one.kind == "voting" and closes and first and first < closes:
            yield Wrong(
                path, "“{name}” begins before the contest closes", {"name": one.name}, warning=True
            )


def _ceremony(
    rules: Rulebook, zone: ZoneInfo, one: Milestone, path: Path_, last: datetime | None
) -> Iterator[Wrong]:
    """A publicity period must be over before anything is handed out."""
    held = _first_of(rules, zone, "ceremony")
    if one.kind == "publicity" and held and last and last > held + timedelta(days=1):
        yield Wrong(
            path, "“{name}” ends after the award ceremony", {"name": one.name}, warning=True
        )


def _working_days(
    rules: Rulebook,
    zone: ZoneInfo,
    one: Milestone,
    path: Path_,
    span: tuple[datetime | None, datetime | None],
) -> Iterator[Wrong]:
    """Whether a period has as many working days as it must; without dates of its own, whether
    there is room for them between closing and ceremony. Public holidays are not known."""
    if one.working_days is None:
        return
    begins = span[0] or instant(rules.contest.closes, zone, end=True)
    ends = span[1] or _first_of(rules, zone, "ceremony")
    if begins is None or ends is None:
        return
    found = working_days(begins.date(), ends.date())
    if found >= one.working_days:
        return
    last = timedelta(seconds=1)
    arguments: dict[str, Scalar] = {"name": one.name, "wanted": one.working_days, "found": found}
    if span[0] and span[1]:
        text = "“{name}” needs {wanted} working days, but from {begins} to {ends} there are {found}"
        dates = begins, ends - last
    else:
        text = "“{name}” needs {wanted} working days; between {begins} and {ends} there are {found}"
        dates = begins if span[0] else begins - last, ends - last if span[1] else ends
    arguments |= {"begins": dates[0].date().isoformat(), "ends": dates[1].date().isoformat()}
    yield Wrong((*path, "working_days"), text, arguments, warning=True)


def working_days(first: date, after: date) -> int:
    """How many days from ``first`` until before ``after`` are no Saturday and no Sunday."""
    days = max(0, (after - first).days)
    weeks, rest = divmod(min(days, 36_600), 7)
    return weeks * 5 + sum((first + timedelta(days=d)).weekday() < 5 for d in range(rest))


def _first_of(rules: Rulebook, zone: ZoneInfo, kind: str) -> datetime | None:
    found = (
        instant(m.begins, zone, end=False) or instant(m.ends, zone, end=False)
        for m in rules.milestones
        if m.kind == kind
    )
    return min((at for at in found if at), default=None)
