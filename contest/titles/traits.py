"""What it costs to take the segments of a title for the slots of its pattern, by their looks.

The costs stand for how odd it would be to write the part so; they are ordered by what was seen in
titles and held to it by the tests and the bench, not measured one by one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from contest.titles.align import MISSING, MISSING_OPTIONAL, NEVER, Reading, Trait, align
from contest.titles.fold import WEAK
from contest.titles.looks import FOREIGN, LONE, STEP, Look
from contest.titles.plan import Facts, Plan

LONGEST_RUN, LONGEST_WORK = 4, 14
"""Segments that one free part may have; a work's name may be a sentence."""
MERGED = 0.6
MERGED_WORK = 0.05
"""A work's name may hold the separator; other parts hardly ever do."""
BOUND = 3.0
"""Two parts in brackets of their own are hardly one."""
UNKNOWN, UNKNOWN_BARE = 2.2, 3.4
"""A value that no choice has: in brackets, or among as many parts as there should be, it was meant
for one; bare, it is rather something else."""
VALUES = frozenset(("exact", "alias"))
RUNNING = 60
"""Characters beyond which a text is rather a description."""


class Row(NamedTuple):
    """A title's segments. ``bare`` says that the parts with fixed values stand there without the
    brackets that they should have."""

    plan: Plan
    looks: tuple[Look, ...]
    bare: bool

    def means(self, at: int, *, but: int = -1) -> bool:
        """Whether a segment is a value of a required slot, ``but`` one."""
        told = self.looks[at].face.told
        return any(
            told[i] in VALUES and not slot.optional and i != but
            for i, slot in enumerate(self.plan.slots)
        )


USUAL = 12
"""Segments of a title that may come again; what has more is hardly one. Few of such rows are kept:
they are large."""


def readings(plan: Plan, looks: tuple[Look, ...]) -> tuple[Reading, ...]:
    """The cheapest reading of segments that look so, and a close second one."""
    return _known(plan, looks) if len(looks) <= USUAL else _seen(plan, looks)


@lru_cache(maxsize=256)
def _seen(plan: Plan, looks: tuple[Look, ...]) -> tuple[Reading, ...]:
    return _readings(plan, looks)


@lru_cache(maxsize=8192)
def _known(plan: Plan, looks: tuple[Look, ...]) -> tuple[Reading, ...]:
    return _readings(plan, looks)


def _readings(plan: Plan, looks: tuple[Look, ...]) -> tuple[Reading, ...]:
    gaps = tuple(
        MISSING_OPTIONAL if slot.optional else MISSING * (2**0.5 if slot.joined else 1.0)
        for slot in plan.slots
    )
    row = Row(plan, looks, bare=False)
    told = [look.opening for at, look in enumerate(looks) if row.means(at)]
    row = row._replace(bare=bool(told) and not any(told))
    slots = range(len(plan.slots))
    traits = tuple(
        Trait(
            tuple(_one(row, slot, at) for slot in slots),
            tuple(_longer(row, slot, at) for slot in slots),
        )
        for at in range(len(looks))
    )
    free = sum(
        1 << i
        for i, slot in enumerate(plan.slots)
        if not (slot.choice or slot.joined or slot.telling or slot.person)
    )
    return align(gaps, traits, free)


def _one(row: Row, number: int, at: int) -> float:
    """What it costs to take one segment for a slot."""
    slot, look = row.plan.slots[number], row.looks[at]
    if slot.choice:
        return _choice(row, number, at)
    cost = 6.0 if look.opening == "#" else 0.0
    cost += _description(row, number, at, at)
    if look.face.size < 0:
        return cost + look.face.costs[number]
    if "exact" in look.face.told:
        return cost + FOREIGN
    if look.face.joiner and not slot.joined:
        cost += 0.3 if look.opening else 1.0
    return cost + look.face.costs[number]


def _choice(row: Row, number: int, at: int) -> float:
    slot, look = row.plan.slots[number], row.looks[at]
    told = look.face.told[number]
    foreign = any(t in VALUES for i, t in enumerate(look.face.told) if i != number)
    return _valued(row, slot, told, at) + (FOREIGN if foreign else 0)


def _valued(row: Row, slot: Facts, told: str, at: int) -> float:
    look = row.looks[at]
    known = {"exact": 0.0, "alias": 0.3, "choices": 0.8, "near": 1.0}
    if told in known:
        return known[told]
    if look.face.size < 0 and look.opening:
        return 0.3
    if look.opening == "#":
        return 6.0
    if slot.optional:
        return 1.2 if look.opening and look.early and look.face.size <= 0 else 6.0
    if told == "label":
        return 0.8
    whole = not row.plan.enclosed and len(row.looks) == len(row.plan.slots)
    cost = UNKNOWN if (look.opening or whole) and look.face.short else UNKNOWN_BARE
    if at == 0 and not look.opening and slot.opening and not row.bare:
        cost += FOREIGN  # what stands in front of bracketed parts is none of them
    return cost


def _longer(row: Row, number: int, at: int) -> tuple[float, ...]:
    """What it costs to take two and more segments in a row for a slot."""
    slot = row.plan.slots[number]
    if slot.choice or slot.telling:
        return ()
    longest = 3 if slot.joined else LONGEST_WORK if slot.work else LONGEST_RUN
    most = min(len(row.looks) - at, longest)
    costs: list[float] = []
    merging = 0.0
    for last in range(at + 1, at + most):
        merging += _merge(row, slot, at, last)
        if merging >= NEVER:
            break
        run = _two(row, at, last) if slot.joined else _run(row, slot, at)
        costs.append(merging + run + _description(row, number, at, last))
    return tuple(costs)


def _merge(row: Row, slot: Facts, first: int, last: int) -> float:
    """What it costs that a part goes on over the gap in front of segment ``last``."""
    one, two = row.looks[last - 1], row.looks[last]
    cost = MERGED_WORK if slot.work else MERGED
    if row.means(last):
        cost += FOREIGN
    if not slot.joined and two.opening not in {"", "#"} and two.opening not in WEAK:
        cost += 0.1 if row.bare or not two.dashed else BOUND
        cost += BOUND if two.dashed and one.opening not in {"", "#"} else 0.0
    own = row.looks[first].opening
    pair = slot.joined and last == first + 1 and row.looks[first].pair
    bound = own not in {"", "#"} and last == first + 1 and row.plan.bracketed and not row.bare
    if bound and not pair:
        cost += BOUND if own not in WEAK else 1.0
    people = [i for i, s in enumerate(row.plan.slots) if s.joined]
    if slot.work and two.face.joiner and any(two.face.costs[i] == 0.0 for i in people):
        cost += 1.5
    return cost


def _run(row: Row, slot: Facts, first: int) -> float:
    """What it costs to take several segments for one free part, their merging apart."""
    cost = 0.5 if slot.person else 0.0
    if row.looks[first].opening == "#":
        cost += 1.0 if row.looks[first].dashed else 6.0
    return cost + (FOREIGN if row.means(first) else 0.0)


def _two(row: Row, first: int, last: int) -> float:
    """What it costs to take several segments for a part of several fields."""
    look = row.looks[first]
    # [张三]-[编辑部]: two brackets for the one part that has two fields.
    two = last == first + 1 and bool(row.looks[last].opening) and look.opening not in "(（#"
    apart = look.pair and last == first + 1
    if look.opening and not (two or apart):
        return NEVER
    if row.looks[last].opening and not apart:
        return 6.0
    people = [i for i, each in enumerate(row.plan.slots) if each.joined]
    if look.face.joiner and apart:
        return 0.2  # 张三+读特-视频部
    if look.face.joiner and any(look.face.costs[i] == 0.0 for i in people):
        return 2.0  # whole already: what follows is a description
    joined = any(row.looks[i].face.joiner for i in range(first, last + 1))
    return 0.0 if joined else 0.6 if apart else LONE


def _description(row: Row, number: int, first: int, last: int) -> float:
    """What it costs that this looks like running text rather than like a part of the title."""
    slot, look = row.plan.slots[number], row.looks[first]
    run = row.looks[first : last + 1]
    cost = 0.0
    front = first == 0 and not look.opening and slot.opening and not row.bare
    if front or (first == 0 and look.face.greeting and number):
        cost += 3.0  # what stands in front of a title is rather a greeting
    if look.opening:
        aside = look.opening in "(（" and slot.opening not in {"(", "（"}
        return cost + (4.0 if aside and first > 0 and not look.dashed else 0.0)
    long = sum(max(each.face.size, 0) for each in run) * STEP >= RUNNING
    if (long or any(each.face.sentence for each in run)) and not row.plan.almost_free:
        after = last + 1 < len(row.looks) and row.looks[last + 1].dashed
        return cost + (0.8 if look.dashed and after else 4.0)
    if first > 0 and bool(row.looks[first - 1].opening) and not look.dashed:
        # Right behind a bracket: where the part should be bare, a forgotten separator.
        return cost + (4.0 if slot.opening else 1.0 if slot.separator else 0.0)
    return cost
