"""What each segment of a title looks like: what it would cost to take it for each slot.

The costs stand for how odd it would be to write the part so; they are ordered by what was seen in
titles and held to it by the tests and the bench, not measured one by one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from contest.titles.align import MISSING, MISSING_OPTIONAL, NEVER, Trait
from contest.titles.choices import meaning, near, undecided
from contest.titles.fold import WEAK
from contest.titles.joined import fused, halves
from contest.titles.pattern import Pattern, Slot
from contest.titles.segments import Segment
from contest.titles.units import unit_like
from contest.titles.values import WIDE, like_a_person

LONGEST_RUN = 14
"""Segments that one free part may have."""
MERGED = 0.6
MERGED_WORK = 0.05
"""A work's name may hold the separator; other parts hardly ever do."""
BOUND = 3.0
"""Two parts in brackets of their own are hardly one."""
UNKNOWN, UNKNOWN_BARE = 2.2, 3.4
"""A value that no choice has: in brackets, or among as many parts as there should be, it was meant
for one; bare, it is rather something else."""
UNFIT = 2.0
SLIPPED = 0.5
FOREIGN = 3.0
UNLIKE = 0.7
LONE = 2.0
"""A single name where there should be author and department."""

SENTENCE = frozenset("，。！？…；!?;")
_GREETING = re.compile(r"投稿|参赛|报送|提交|作品名单|您好|你好|大赛|附件|查收")


class Row(NamedTuple):
    """The segments of a title with their texts. ``bare`` says that the parts with fixed values
    stand there without the brackets that they should have."""

    pattern: Pattern
    segments: list[Segment]
    texts: list[str]
    bare: bool

    @property
    def bracketed(self) -> bool:
        """Whether the pattern has brackets at all."""
        return any(slot.opening for slot in self.pattern.slots)


def gaps_of(pattern: Pattern) -> tuple[float, ...]:
    """What it costs that nothing is found for each slot."""
    return tuple(
        MISSING_OPTIONAL if slot.optional else MISSING * len(slot.fields) ** 0.5
        for slot in pattern.slots
    )


def traits_of(pattern: Pattern, segments: list[Segment], texts: list[str]) -> tuple[Trait, ...]:
    """The traits of all segments in a row."""
    fixed = [s for s in pattern.slots if s.choice and not s.optional]
    told = [
        segment.opening
        for segment, text in zip(segments, texts, strict=True)
        if any(meaning(slot, text) for slot in fixed)
    ]
    bare = bool(told) and not any(told)
    row = Row(pattern, segments, texts, bare)
    return tuple(
        Trait(
            tuple(_one(row, slot, at) for slot in pattern.slots),
            tuple(_longer(row, slot, at) for slot in pattern.slots),
        )
        for at in range(len(segments))
    )


def _one(row: Row, slot: Slot, at: int) -> float:
    """What it costs to take one segment for a slot."""
    segment, text = row.segments[at], row.texts[at]
    if slot.choice:
        foreign = any(s is not slot and meaning(s, text) for s in row.pattern.slots)
        whole = not row.pattern.enclosed and len(row.segments) == len(row.pattern.slots)
        unknown = UNKNOWN if segment.opening or whole else UNKNOWN_BARE
        if at == 0 and not segment.opening and slot.opening and not row.bare:
            unknown += FOREIGN  # what stands in front of bracketed parts is none of them
        if text and text in row.pattern.labels.get(slot.fields[0], "").split("/"):
            unknown = 0.8
        return _choice(slot, segment, text, unknown) + (FOREIGN if foreign else 0)
    cost = 6.0 if segment.opening == "#" else 0.0
    cost += _description(row, slot, at, at)
    if not text:
        return cost + 0.2
    if any(s.choice and text in s.choice.values for s in row.pattern.slots):
        return cost + FOREIGN
    if len(slot.fields) > 1:
        return cost + _people(slot, text)
    if "+" in text and any(s.joiner == "+" for s in row.pattern.slots):
        cost += 0.3 if segment.opening else 1.0
    return cost + _shaped(row.pattern, slot, text)


def _people(slot: Slot, text: str) -> float:
    """What it costs to take a text for author and department."""
    if slot.joiner and slot.joiner in text:
        first, last = text.split(slot.joiner, 1)[0], text.rsplit(slot.joiner, 1)[-1]
        sure = unit_like(last.strip()) or unit_like(first.strip()) or like_a_person(first.strip())
        return 0.0 if sure else 1.0
    if apart := halves(text):
        # [早安,编辑部]-[邓秋雁] is a work and its author: the first half must be a name.
        return 0.6 if like_a_person(text[slice(*apart[0])]) else 1.8
    if fused(text) is not None:
        return 0.6
    named = like_a_person(text) or unit_like(text)
    return LONE if named else LONE + 0.6


def _longer(row: Row, slot: Slot, at: int) -> tuple[float, ...]:
    """What it costs to take two and more segments in a row for a slot."""
    if slot.choice or (slot.shape and slot.shape.telling):
        return ()
    joined = len(slot.fields) > 1
    most = min(len(row.segments) - at, 3 if joined else LONGEST_RUN)
    costs: list[float] = []
    merging = 0.0
    for last in range(at + 1, at + most):
        merging += _merge(row, slot, at, last)
        if merging >= NEVER:
            break
        costs.append(merging + (_two(row, slot, at, last) if joined else _run(row, slot, at, last)))
    return tuple(costs)


def _merge(row: Row, slot: Slot, first: int, last: int) -> float:
    """What it costs that a part goes on over the gap in front of segment ``last``."""
    one, two = row.segments[last - 1], row.segments[last]
    work = slot.fields == ("work",)
    cost = MERGED_WORK if work else MERGED
    if any(meaning(s, row.texts[last]) for s in row.pattern.slots if not s.optional):
        cost += FOREIGN
    if len(slot.fields) == 1 and two.opening not in {"", "#"} and two.opening not in WEAK:
        cost += 0.1 if row.bare or not two.dashed else BOUND
        cost += BOUND if two.dashed and one.opening not in {"", "#"} else 0.0
    own = row.segments[first].opening
    if own and own != "#" and not row.bare and last == first + 1 and row.bracketed:
        cost += BOUND if own not in WEAK else 1.0
    if slot.fields == ("work",) and _joins(row, last):
        cost += 1.5
    return cost


def _joins(row: Row, at: int) -> bool:
    """Whether a segment is author and department by every sign."""
    return any(
        len(s.fields) > 1 and s.joiner in row.texts[at] and _people(s, row.texts[at]) == 0.0
        for s in row.pattern.slots
    )


def _run(row: Row, slot: Slot, first: int, last: int) -> float:
    """What it costs to take several segments for one free part, their merging apart."""
    cost = _description(row, slot, first, last)
    if row.segments[first].opening == "#":
        cost += 1.0 if row.segments[first].dashed else 6.0
    if any(meaning(s, row.texts[first]) for s in row.pattern.slots if not s.optional):
        cost += FOREIGN
    return cost + (0.5 if slot.shape and slot.shape.person else 0.0)


def _two(row: Row, slot: Slot, first: int, last: int) -> float:
    """What it costs to take several segments for a part of several fields."""
    cost = _description(row, slot, first, last)
    joined = "-".join(row.texts[first : last + 1])
    if row.segments[first].opening:
        # [张三]-[编辑部]: two brackets for the one part that has two fields.
        if row.segments[first].opening in "(（#" or last > first + 1:
            return NEVER
        if not row.segments[last].opening:
            return NEVER
    apart = halves(joined)
    if row.segments[last].opening and not apart:
        return cost + 6
    lone = 0.0 if slot.joiner in joined else 0.6 if apart else LONE
    return cost + lone


def _shaped(pattern: Pattern, slot: Slot, text: str) -> float:
    """What it costs to take a text for a field that asks for a certain sort of text, or for one
    that takes any although another field asks for just this one."""
    shape = slot.shape
    text = text.translate(WIDE)
    if shape is not None and shape.telling and shape.fits(text):
        return 0.0
    cost = 0.0
    for other in pattern.slots:
        if other is not slot and other.shape and other.shape.telling and other.shape.fits(text):
            cost = FOREIGN
    if shape is not None and shape.telling:
        return SLIPPED if shape.close(text) else max(UNFIT, cost)
    if shape is not None and shape.person:
        return cost + (0.0 if like_a_person(text) else UNLIKE if shape.fits(text) else UNFIT)
    people = any(s.shape and s.shape.person for s in pattern.slots)
    return cost + (UNLIKE if people and like_a_person(text) else 0.0)


def _description(row: Row, slot: Slot, first: int, last: int) -> float:
    """What it costs that this looks like running text rather than like a part of the title."""
    segment = row.segments[first]
    text = "".join(row.texts[first : last + 1])
    cost = 0.0
    front = first == 0 and not segment.opening and slot.opening and not row.bare
    if front or (first == 0 and _GREETING.search(text) and row.pattern.slots[0] is not slot):
        cost += 3.0  # what stands in front of a title is rather a greeting
    if segment.opening:
        aside = segment.opening in "(（" and slot.opening not in {"(", "（"}
        return cost + (4.0 if aside and first > 0 and not segment.dashed else 0.0)
    running = len(text) > 60 or any(c in SENTENCE for c in text)
    if running and not row.pattern.almost_free:
        after = last + 1 < len(row.segments) and row.segments[last + 1].dashed
        return cost + (0.8 if segment.dashed and after else 4.0)
    if first > 0 and bool(row.segments[first - 1].opening) and not segment.dashed:
        # Right behind a bracket: where the part should be bare, a forgotten separator.
        return cost + (4.0 if slot.opening else 1.0 if slot.separator else 0.0)
    return cost


def _choice(slot: Slot, segment: Segment, text: str, unknown: float) -> float:
    word = meaning(slot, text)
    if word is not None:
        return 0.0 if text == word else 0.3
    if undecided(slot, text):
        return 0.8
    if not text and segment.opening:
        return 0.3
    if near(slot, text):
        return 1.0
    if segment.opening == "#":
        return 6.0
    if slot.optional:
        return 1.2 if segment.opening and segment.left < 3 and len(text) <= 20 else 6.0
    return unknown if len(text) <= 10 else UNKNOWN_BARE
