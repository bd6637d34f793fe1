"""Aligns the segments of a title with the slots of the pattern at the least cost.

The method is error-correcting parsing as the cheapest path through a graph (Aho and Peterson
1972; for two strings Needleman and Wunsch 1970), searched from the cheap end (Dijkstra 1959): a
node is a place in the row of segments and the set of slots that have theirs already, an edge
gives the next run of segments to a slot or leaves it out. Every edge has a cost: for parts that
are missing, extra, swapped, wrongly delimited or not what they should be. Because a slot may be
filled at any place, parts that were swapped are nothing special. The search goes on a little
beyond the cheapest way, so that a close second reading is seen and not guessed away.

What an edge costs follows from what each segment looks like (``looks``, ``traits``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from heapq import heappop, heappush
from typing import NamedTuple

MISSING = 2.5
MISSING_OPTIONAL = 0.3
LEADING = 1.5
MIDDLE = 3.0
TRAILING = 1.0
SWAPPED = 0.9
"""A part behind one that belongs behind it; no more than its lack, for what may be missing."""
CLOSE = 0.5
"""Readings whose costs differ by less are both shown to a person."""
NEVER = 9.0
"""An edge of this cost is not tried: leaving parts out is cheaper."""
BUDGET = 1_000
"""Nodes that are looked at; the cheapest whole reading so far is taken beyond."""

Run = tuple[int, int]


END = -1
"""Stands for the place behind everything, where a reading is whole."""

_Node = tuple[float, float, int, int, tuple[Run | None, ...]]
"""Least cost of a whole reading through here, cost so far, place, mask of filled slots, runs."""


class Trait(NamedTuple):
    """What a segment looks like. ``costs[slot]`` is what it costs to take it for that slot;
    ``longer[slot]`` what runs cost that begin here, one segment longer each."""

    costs: tuple[float, ...]
    longer: tuple[tuple[float, ...], ...]


class Reading(NamedTuple):
    """Which run of segments (first, last) each slot got, None where missing, and what it cost."""

    cost: float
    runs: tuple[Run | None, ...] = ()


def align(gaps: tuple[float, ...], traits: tuple[Trait, ...], free: int = 0) -> tuple[Reading, ...]:
    """The cheapest reading, and a second one that costs less than CLOSE more, if there is one.

    ``gaps[slot]`` is what it costs that nothing is found for a slot. ``free`` has a bit for each
    slot that takes any text: nothing could tell that two of these were swapped.
    """
    nothing: tuple[Run | None, ...] = (None,) * len(gaps)
    heap: list[_Node] = [(_least(gaps, 0, len(traits)), 0.0, 0, 0, nothing)]
    seen: dict[tuple[int, int], int] = {}
    found: list[Reading] = []
    while heap and len(found) < 2:
        node = heappop(heap)
        bound, cost, at, mask, runs = node
        if found and (bound - found[0].cost >= CLOSE or len(seen) > BUDGET):
            break
        if at == END:
            if not found or runs != found[0].runs:
                found.append(Reading(cost, runs))
            continue
        known = seen.get((at, mask), 0)
        if known < 2 and len(seen) <= BUDGET:
            seen[at, mask] = known + 1
            for step in _steps(gaps, traits, free, node):
                heappush(heap, step)
    return tuple(found)


def _steps(
    gaps: tuple[float, ...], traits: tuple[Trait, ...], free: int, node: _Node
) -> Iterator[_Node]:
    """The nodes behind one, the end among them."""
    _, cost, at, mask, runs = node
    left = len(traits) - at
    whole = cost + sum(gap for slot, gap in enumerate(gaps) if not mask >> slot & 1)
    whole += TRAILING + 0.1 * (left - 1) if left else 0.0
    yield whole, whole, END, mask, runs
    if not left:
        return
    for price, to, slot in _edges(gaps, traits, free, at, mask):
        now, after, kept = cost + price, mask, runs
        if slot >= 0:
            after = mask | 1 << slot
            kept = (*runs[:slot], (at, to - 1), *runs[slot + 1 :])
        yield now + _least(gaps, after, len(traits) - to), now, to, after, kept


def _edges(
    gaps: tuple[float, ...], traits: tuple[Trait, ...], free: int, at: int, mask: int
) -> Iterator[tuple[float, int, int]]:
    """Cost, next place and slot (-1: left out) of every step from a node."""
    yield MIDDLE if mask else LEADING, at + 1, -1
    trait = traits[at]
    for slot, gap in enumerate(gaps):
        if mask >> slot & 1 or (free >> slot & 1 and (mask & free) >> slot):
            continue
        swapped = min(SWAPPED, gap) if mask >> slot else 0.0
        if trait.costs[slot] < NEVER:
            yield trait.costs[slot] + swapped, at + 1, slot
        for more, cost in enumerate(trait.longer[slot], 2):
            if cost < NEVER:
                yield cost + swapped, at + more, slot


@lru_cache(maxsize=4096)
def _least(gaps: tuple[float, ...], mask: int, left: int) -> float:
    """What a reading must still cost at least: each slot needs a segment of its own."""
    lacking = sorted(g for s, g in enumerate(gaps) if not mask >> s & 1)
    return sum(lacking[: max(0, len(lacking) - left)])
