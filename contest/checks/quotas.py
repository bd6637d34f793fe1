"""How many entries there are of a person, a department or a school, and which are too many.

Other checks look at one entry; these look at all of them at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from contest.checks.base import Case
from contest.checks.compare import comparable
from contest.model import Fault, Scalar
from contest.quantities import span_text
from contest.rules import Quota, Rulebook
from contest.titles.values import people_of


class Work(NamedTuple):
    """An entry as quotas see it. ``received_at`` is comparable text or None; ``sound`` says that
    nothing but a quota returns it."""

    entry: int
    fields: Mapping[str, str | None]
    received_at: str | None
    sender: str | None
    sound: bool = True


class Shortfall(NamedTuple):
    """A value of which there are fewer entries than there should be."""

    value: str
    number: int
    least: int


def over_quota(case: Case) -> Iterable[Fault]:
    """There are more entries of this person, department or school than the rules allow.

    Those that came first count, unless the rules say otherwise; co-authors are counted too. What
    was returned or withdrawn takes no place.
    """
    return case.noticed("E101")


def beyond_the_first(case: Case) -> Iterable[Fault]:
    """Only so many entries take part, and there are as many earlier ones."""
    return case.noticed("E102")


def team_size(case: Case) -> Iterable[Fault]:
    """The team that the title names has more or fewer people than the rules allow."""
    team = case.rules.team
    fields = case.title.fields
    if not (team.least or team.most):
        return
    people = [name for key in ("author", "members") for name in people_of(fields.get(key) or "")]
    size = len(dict.fromkeys(people))
    alone = "form" in fields and fields["form"] != team.form
    if not size or alone:
        return
    listed = "members" in fields or size > 1
    if (team.most and size > team.most) or (team.least and listed and size < team.least):
        limit = span_text(team.least, team.most)
        yield Fault(code="E103", args={"size": size, "limit": limit})


def exceeding(
    works: Iterable[Work], rules: Rulebook, *, first: bool = True
) -> dict[int, list[Fault]]:
    """The faults of every entry that is one too many, by its number; without ``first`` only those
    of quotas."""
    found: dict[int, list[Fault]] = defaultdict(list)
    sound = sorted(
        (work for work in works if work.sound), key=lambda w: (w.received_at or "~", w.entry)
    )
    for counts in ("earliest", "latest"):
        quotas = [q for q in rules.quotas if q.most is not None and q.counts == counts]
        order = [w for w in sound if w.entry not in found]
        for entry, quota, value, number in _too_many(
            order if counts == "earliest" else order[::-1], quotas
        ):
            args: dict[str, Scalar] = {"value": value, "number": number, "most": quota.most or 0}
            found[entry].append(Fault("E101", args=args, weight=quota.severity))
    if first and rules.contest.first:
        for place, work in enumerate(sound[rules.contest.first :], rules.contest.first + 1):
            found[work.entry].append(
                Fault("E102", args={"place": place, "most": rules.contest.first})
            )
    return dict(found)


def shortfalls(works: Iterable[Work], rules: Rulebook) -> Iterator[Shortfall]:
    """Values with fewer entries than there should be; with a roster also those that have none."""
    sound = [work for work in works if work.sound]
    for quota in rules.quotas:
        if quota.least is None:
            continue
        counts: dict[str, int] = dict.fromkeys(_expected(quota, rules), 0)
        written = {comparable(value): value for value in counts}
        for work in sound:
            for value in values_of(work, quota.per) if is_counted(work, quota) else ():
                value = written.setdefault(comparable(value), value)
                counts[value] = counts.get(value, 0) + 1
        for value, number in counts.items():
            if number < quota.least:
                yield Shortfall(value, number, quota.least)


def values_of(work: Work, per: Sequence[str]) -> list[str]:
    """What an entry is counted under: one value, or one for each of its people."""
    values = [""]
    for name in per:
        if name == "person":
            keys = ("author", "members")
            people = [p for key in keys for p in people_of(work.fields.get(key) or "")]
            each = list(dict.fromkeys(people))
        elif name == "sender":
            each = [work.sender] if work.sender else []
        else:
            value = work.fields.get(name)
            each = [value] if value else []
        values = [f"{v} {e}".strip() for v in values for e in each]
    return values


def _too_many(
    works: Iterable[Work], quotas: Sequence[Quota]
) -> Iterator[tuple[int, Quota, str, int]]:
    """Each entry that is one too many, with the quota, the value and its number there. Such an
    entry takes no place under the other quotas either."""
    counts: list[dict[str, int]] = [defaultdict(int) for _ in quotas]
    for work in works:
        under = [
            (number, value, comparable(value) or "")
            for number, quota in enumerate(quotas)
            if is_counted(work, quota)
            for value in values_of(work, quota.per)
        ]
        full = [
            (number, value, counts[number][key] + 1)
            for number, value, key in under
            if counts[number][key] >= (quotas[number].most or 0)
        ]
        for number, value, place in full[:1]:
            yield work.entry, quotas[number], value, place
        if not full:
            for number, _, key in under:
                counts[number][key] += 1


def is_counted(work: Work, quota: Quota) -> bool:
    """Whether a quota is about this entry at all."""
    get = work.fields.get
    other = quota.category and get("category") != quota.category
    return not other and (not quota.form or get("form") == quota.form)


def _expected(quota: Quota, rules: Rulebook) -> Iterable[str]:
    if len(quota.per) != 1 or quota.per[0] not in rules.fields:
        return ()
    field = rules.fields[quota.per[0]]
    roster = rules.rosters.get(field.roster)
    return field.values or (roster.names if roster else ())
