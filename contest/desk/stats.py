"""Stats: how many entries there are of each department, category, day; and who took part at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from itertools import product
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from contest.asking import Asked
from contest.asking.fields import Sort
from contest.checks.compare import comparable
from contest.desk.ask import fields_of, rows
from contest.desk.folder import Folder
from contest.errors import UsageError
from contest.rules import Roster, Rulebook
from contest.titles.values import people_of

PEOPLE: Final = ("author", "members")
NO_GROUPS: Final = frozenset({Sort.NUMBERS, Sort.LENGTH, Sort.SIZE})
_SEVERAL: Final = re.compile(r"\s*[、,，/／;；&＆+＋]\s*")
"""What stands between departments that made a work together."""


class Group(NamedTuple):
    """A value of each field that was asked by, empty where an entry has none; how many entries, a
    fraction where several share one; how many people they name, how many there are in all, None
    where no roster says so."""

    values: tuple[str, ...]
    entries: Fraction
    people: int | None = None
    heads: int | None = None

    @property
    def share(self) -> float | None:
        """The share of the people that took part."""
        return self.people / self.heads if self.people is not None and self.heads else None


@dataclass
class _Count:
    values: tuple[str, ...]
    entries: Fraction = Fraction(0)
    people: set[str] = field(default_factory=set)


def stats(folder: Folder, asked: Asked, by: Sequence[str]) -> list[Group]:
    """The entries that were asked for, in groups: known values in the order of the rules, with
    those of a roster that nobody has, then the others, the most first. Raises UsageError for a
    field that makes no groups."""
    rules = folder.rules
    known = fields_of(rules)
    for name in by:
        if known.fields[name].sort in NO_GROUPS:
            raise UsageError("Entries can't be counted by “{value}”.", value=name)
    roster = _roster(rules, by[0])
    columns = (*by, *(PEOPLE if roster and roster.heads else ()))
    zone = ZoneInfo(rules.contest.timezone)
    orders = [_order(rules, name) for name in by]
    counts: dict[tuple[str, ...], _Count] = {}
    for row in rows(folder, asked, columns):
        each = [_values(rules, name, value, zone) for name, value in zip(by, row, strict=False)]
        people = {
            key for text in row[len(by) :] for one in people_of(str(text or ""))
            if (key := comparable(one))
        }  # fmt: skip
        for values, share in _places(each, [_roster(rules, name) for name in by]):
            count = counts.setdefault(_key(values), _Count(values))
            count.entries += share
            count.people |= people
    there = {values[0] for values in counts}
    for key, value in orders[0].items():
        if key not in there:  # nobody has handed anything in: that is told too
            values = (value, *("" for _ in by[1:]))
            counts[_key(values)] = _Count(values)
    found = [_group(count, roster) for count in counts.values()]
    return sorted(found, key=lambda group: _rank(group, orders))


def _group(count: _Count, roster: Roster | None) -> Group:
    if roster is None or not roster.heads:
        return Group(count.values, count.entries)
    heads = roster.columns.get(roster.heads, {}).get(count.values[0])
    return Group(count.values, count.entries, len(count.people), int(heads) if heads else None)


def _rank(group: Group, orders: Sequence[dict[str, str]]) -> tuple[object, ...]:
    places: list[object] = []
    for value, order in zip(group.values, orders, strict=True):
        known = list(order)
        key = comparable(value) or ""
        places.append((known.index(key), "") if key in order else (len(known), value))
    if len(group.values) == 1 and not orders[0]:
        return (-group.entries, group.values)
    return tuple(places)


def _key(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(comparable(value) or "" for value in values)


def _roster(rules: Rulebook, name: str) -> Roster | None:
    known = rules.fields.get(name)
    return rules.rosters.get(known.roster) if known else None


def _order(rules: Rulebook, name: str) -> dict[str, str]:
    """The values that the rules know, as they are compared and as they are written."""
    known = rules.fields.get(name)
    roster = _roster(rules, name)
    values = known.values if known and known.values else roster.names if roster else ()
    return {comparable(value) or "": value for value in values}


def _values(rules: Rulebook, name: str, value: object, zone: ZoneInfo) -> list[str]:
    """The values of one field of an entry as they are counted; a time counts as its day."""
    if isinstance(value, list):
        return list(dict.fromkeys(map(str, value))) or [""]
    if value is None or value == "":
        return [""]
    if name == "received":
        return [datetime.fromisoformat(str(value)).astimezone(zone).date().isoformat()]
    roster = _roster(rules, name)
    known = _order(rules, name)
    text = str(value)
    if roster is None or (comparable(text) or "") in known:
        return [known.get(comparable(text) or "", text)]
    aliases = {comparable(other) or "": meant for other, meant in roster.aliases.items()}
    parts = [str(part) for part in _SEVERAL.split(text) if part]
    meant = (aliases.get(comparable(part) or "", part) for part in parts)
    named = (known.get(comparable(part) or "", part) for part in meant)
    return list(dict.fromkeys(named)) or [""]


def _places(
    each: Sequence[Sequence[str]], rosters: Sequence[Roster | None]
) -> Iterator[tuple[tuple[str, ...], Fraction]]:
    """The groups in which an entry is counted, and for how much."""
    share = Fraction(1)
    kept = []
    for values, roster in zip(each, rosters, strict=True):
        if roster is not None and roster.counted == "first":
            kept.append(values[:1])
        else:
            kept.append(values)
            if roster is not None and roster.counted == "share":
                share /= len(values)
    for values in product(*kept):
        yield values, share
