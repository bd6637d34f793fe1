"""Where everything stands, in numbers: counted by SQLite, no row for each entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from contest.ledger.needs import Links, Need, links, needs
from contest.model import Aspect, Outcome, Status

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from contest.ledger.reading import Look


@dataclass(frozen=True, slots=True)
class Board:
    """Where everything stands: submissions by kind, entries by status, category and department
    (None where the title has none), outcomes by aspect, what arrived in which hour of the
    contest's own time, open links, awards by prize, what needs a person, and how many submissions
    were judged by other rules."""

    submissions: Mapping[str, int]
    entries: Mapping[str, int]
    categories: Mapping[str | None, int]
    departments: Mapping[str | None, int]
    aspects: Mapping[Aspect, Mapping[Outcome, int]]
    hours: Mapping[datetime, int]
    links: Links
    awards: Mapping[str, int]
    needs: tuple[Need, ...]
    stale: int

    @property
    def days(self) -> Mapping[date, int]:
        """What arrived on which day, the first day first; a day without anything too."""
        found = Counter[date]()
        for hour, number in self.hours.items():
            found[hour.date()] += number
        first, last = min(found, default=None), max(found, default=None)
        if first is None or last is None:
            return {}
        whole = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return {day: found[day] for day in whole}


OPEN_STATES = (Status.RETURNED, Status.REVIEW)
"""Those of whom something is still asked."""

# An entry that went into another has no current version; unlike ``merged`` that is in the index.
_ENTRIES = (
    "SELECT status, category, department, count(*) FROM entries WHERE current IS NOT NULL "
    "GROUP BY 1, 2, 3"
)
_AWARDS = "SELECT prize, count(*) FROM awards WHERE revoked_at IS NULL GROUP BY 1"
_HOURS = """
SELECT substr(received_at, 1, 13) AS hour, substr(received_at, -6) AS offset, kind, rules, count(*)
FROM submissions GROUP BY 1, 2, 3, 4
"""
_MINUTES = """
SELECT substr(received_at, 1, 16), count(*) FROM submissions
WHERE received_at IS NOT NULL AND substr(received_at, -6) = ? GROUP BY 1
"""


def board(
    db: Look, *, now: datetime, zone: ZoneInfo, rules: str, states: tuple[Status, ...] = OPEN_STATES
) -> Board:
    """Where everything stands ``now``, in the ``zone`` of the contest; ``rules`` is the
    fingerprint of those that are in force. The aspects are those of entries in these ``states``."""
    entries, categories = Counter[str](), Counter[str | None]()
    departments = Counter[str | None]()
    for status, category, department, number in db.execute(_ENTRIES):
        entries[status] += number
        categories[category or None] += number
        departments[department or None] += number
    kinds, stale = Counter[str](), 0
    arrived = Counter[tuple[str, str]]()
    for hour, offset, kind, judged, number in db.execute(_HOURS):
        kinds[kind] += number
        stale += number if judged != rules else 0
        if hour is not None:
            arrived[hour, offset] += number
    return Board(
        submissions=kinds,
        entries=entries,
        categories=_largest_first(categories),
        departments=_largest_first(departments),
        aspects=aspects(db, states),
        hours=_in_zone(db, arrived, zone),
        links=links(db, now),
        awards=dict(db.execute(_AWARDS).fetchall()),
        needs=tuple(needs(db)),
        stale=stale,
    )


def _largest_first(counts: Counter[str | None]) -> dict[str | None, int]:
    """Those without a value last, whatever their number."""
    return dict(sorted(counts.items(), key=lambda item: (item[0] is None, -item[1], item[0] or "")))


def _in_zone(
    db: Look, arrived: Mapping[tuple[str, str], int], zone: ZoneInfo
) -> dict[datetime, int]:
    """What arrived by the hours of ``zone``, the earliest first. Where an hour of a server's clock
    lies in two of the contest's, as in half of India's mail, its minutes are looked at."""
    found, split = Counter[datetime](), set[str]()
    for (hour, offset), number in arrived.items():
        at = datetime.fromisoformat(f"{hour}:00{offset}").astimezone(zone)
        if at.minute:
            split.add(offset)
        else:
            found[at] += number
    for offset in split:
        for minute, number in db.execute(_MINUTES, [offset]):
            at = datetime.fromisoformat(f"{minute}{offset}").astimezone(zone)
            if datetime.fromisoformat(f"{minute[:13]}:00{offset}").astimezone(zone).minute:
                found[at.replace(minute=0)] += number
    return dict(sorted(found.items()))


def _worse(aspect: Aspect) -> str:
    """How an entry stands with one aspect: as its current version, or worse for what is wrong
    with it among all others."""
    name = aspect.value
    return (
        f"CASE WHEN a.{name} = 2 THEN 'fail' WHEN a.{name} = 1 AND s.{name} != 'fail' "
        f"THEN 'open' ELSE s.{name} END"
    )


def _weight(aspect: Aspect) -> str:
    """2 where an error is among an entry's findings, 1 for something that a person must decide."""
    return f"max((aspect = '{aspect.value}') * ((severity = 'error') + 1)) AS {aspect.value}"


# SQLite would rather read a whole submission for its four words; the index is a fiftieth of that.
# First all by their current versions alone, then those again of which more is known: taken away as
# they were counted, and put in as they stand. They are few, and looking for each would cost more.
_CURRENT = (
    "JOIN submissions s INDEXED BY submissions_by_aspect ON s.id = e.current "
    "WHERE e.status IN ({states}) GROUP BY 1, 2, 3, 4"
)
_AS_SENT = ", ".join(f"s.{aspect.value}" for aspect in Aspect)
_ASPECTS = f"""
WITH among AS MATERIALIZED (
  SELECT entry, {", ".join(map(_weight, Aspect))}
  FROM entry_findings WHERE severity IN ('error', 'review') GROUP BY entry
)
SELECT * FROM (SELECT {_AS_SENT}, count(*) FROM entries e {_CURRENT})
UNION ALL
SELECT * FROM (
  SELECT {_AS_SENT}, -count(*) FROM among a CROSS JOIN entries e ON e.id = a.entry {_CURRENT}
)
UNION ALL
SELECT * FROM (
  SELECT {", ".join(map(_worse, Aspect))}, count(*)
  FROM among a CROSS JOIN entries e ON e.id = a.entry {_CURRENT}
)
"""  # noqa: S608  # the names of aspects are our own enumeration


def aspects(db: Look, states: tuple[Status, ...]) -> dict[Aspect, dict[Outcome, int]]:
    """Outcomes by aspect of the entries in these states."""
    found = {aspect: Counter[Outcome]() for aspect in Aspect}
    marks = ", ".join(f"?{number}" for number in range(1, len(states) + 1))
    for *outcomes, number in db.execute(_ASPECTS.format(states=marks), states):
        for aspect, outcome in zip(Aspect, outcomes, strict=True):
            found[aspect][Outcome(outcome)] += number
    return {
        aspect: {o: counts[o] for o in Outcome if counts[o]} for aspect, counts in found.items()
    }
