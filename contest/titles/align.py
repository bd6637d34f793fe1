"""Aligns the segments of a title with the slots of the pattern at the least cost.

The method is sequence alignment with gaps (Needleman and Wunsch 1970; for error-correcting
parsing Aho and Peterson 1972): every way of giving segments to slots has a cost for parts that
are missing, extra or not what they should be, and the two cheapest ways are kept, so that a close
second reading is seen and not guessed away.
"""

from __future__ import annotations

from typing import NamedTuple

from contest.titles.fold import visible
from contest.titles.joined import halves
from contest.titles.pattern import Pattern, Slot
from contest.titles.segments import Segment
from contest.titles.slips import one_slip
from contest.titles.values import WIDE, like_a_person

MISSING = 2.5
MISSING_OPTIONAL = 0.3
LEADING = 1.5
MIDDLE = 3.0
TRAILING = 1.0
MERGED = 0.6
MERGED_WORK = 0.05
"""A work's name may hold the separator; other parts hardly ever do."""
UNKNOWN, UNKNOWN_BARE = 2.2, 3.4
"""A value that no choice has: in brackets, or among as many parts as there should be, it was meant
for one; bare, it is rather something else."""
UNFIT = 2.0
SLIPPED = 0.5
FOREIGN = 3.0
UNLIKE = 0.7
CLOSE = 0.5
"""Readings whose costs differ by less are both shown to a person."""

SENTENCE = frozenset("，。！？…；!?;")


class Reading(NamedTuple):
    """Which run of segments (first, last) each slot got, None where missing, and what it cost."""

    cost: float
    runs: tuple[tuple[int, int] | None, ...] = ()


class _Board(NamedTuple):
    """What the alignment looks up again and again."""

    pattern: Pattern
    segments: list[Segment]
    texts: list[str]
    best: dict[tuple[int, int], list[Reading]]


def align(pattern: Pattern, segments: list[Segment], texts: list[str]) -> list[Reading]:
    """The two cheapest readings, the cheaper first. ``texts`` are the segments' contents."""
    return _tail(_Board(pattern, segments, texts, {}), 0, 0)


def _tail(board: _Board, slot: int, segment: int) -> list[Reading]:
    known = board.best.get((slot, segment))
    if known is not None:
        return known
    slots, segments = board.pattern.slots, board.segments
    if slot == len(slots):
        left = len(segments) - segment
        return [Reading(TRAILING + 0.1 * (left - 1) if left else 0.0)]
    options: list[Reading] = []
    this = slots[slot]
    gap = MISSING_OPTIONAL if this.optional else MISSING * len(this.fields) ** 0.5
    options += [Reading(gap + r.cost, (None, *r.runs)) for r in _tail(board, slot + 1, segment)]
    for first in range(segment, min(segment + 3, len(segments))):
        skipped = first - segment
        extra = skipped * (LEADING if segment == 0 else MIDDLE)
        for last in range(first, _longest(this, segments, first) + 1):
            merged = MERGED_WORK if this.fields == ("work",) else MERGED
            cost = extra + (last - first) * merged + fit(this, board, first, last)
            options += [
                Reading(cost + r.cost, ((first, last), *r.runs))
                for r in _tail(board, slot + 1, last + 1)
            ]
    options.sort(key=lambda r: r.cost)
    best = [options[0], *[o for o in options[1:] if o.runs != options[0].runs][:1]]
    board.best[slot, segment] = best
    return best


def _longest(slot: Slot, segments: list[Segment], first: int) -> int:
    """A bare text may hold the separator, so it may take several bare segments in a row."""
    if slot.choice or (slot.shape and slot.shape.telling):
        return first
    if segments[first].opening:
        # [张三]-[编辑部]: two brackets for the one part that has two fields.
        two = len(slot.fields) == 2 and first + 1 < len(segments) and segments[first + 1].opening
        return first + 1 if two and two not in "(（#" else first
    last = first
    while last + 1 < min(len(segments), first + 4) and not segments[last + 1].opening:
        last += 1
    return last


def fit(slot: Slot, board: _Board, first: int, last: int) -> float:
    """What it costs to take these segments for this slot."""
    segment, text = board.segments[first], board.texts[first]
    cost = 0.0
    if segment.opening == "#" and not (slot.choice and slot.choice.hashtag):
        cost += 6
    if not slot.choice:
        cost += _description(slot, board, first, last)
    if slot.choice:
        foreign = any(s is not slot and meaning(s, text) for s in board.pattern.slots)
        whole = not board.pattern.enclosed and len(board.segments) == len(board.pattern.slots)
        unknown = UNKNOWN if segment.opening or whole else UNKNOWN_BARE
        return cost + _choice(slot, segment, text, unknown) + (3 if foreign else 0)
    if not text:
        return cost + 0.2
    if any(s.choice and text in s.choice.values for s in board.pattern.slots):
        return cost + 3
    if len(slot.fields) > 1:
        joined = "-".join(board.texts[first : last + 1])
        lone = 0.0 if slot.joiner in joined else 0.6 if halves(joined) else 2.0
        if last > first and board.segments[last].opening and not halves(joined):
            return cost + 6
        return cost + lone + (last - first) * MERGED
    cost += 1.0 if "+" in text and not segment.opening else 0.0
    return cost + _shaped(slot, board, text)


def _shaped(slot: Slot, board: _Board, text: str) -> float:
    """What it costs to take a text for a field that asks for a certain sort of text, or for one
    that takes any although another field asks for just this one."""
    shape = slot.shape
    text = text.translate(WIDE)
    if shape is not None and shape.telling and shape.fits(text):
        return 0.0
    cost = 0.0
    for other in board.pattern.slots:
        if other is not slot and other.shape and other.shape.telling and other.shape.fits(text):
            cost = FOREIGN
    if shape is not None and shape.telling:
        return SLIPPED if shape.close(text) else max(UNFIT, cost)
    if shape is not None and shape.person:
        return cost + (0.0 if like_a_person(text) else UNLIKE if shape.fits(text) else UNFIT)
    people = any(s.shape and s.shape.person for s in board.pattern.slots)
    return cost + (UNLIKE if people and like_a_person(text) else 0.0)


def _description(slot: Slot, board: _Board, first: int, last: int) -> float:
    """What it costs that this looks like running text rather than like a part of the title."""
    segment = board.segments[first]
    text = "".join(board.texts[first : last + 1])
    if segment.opening:
        aside = segment.opening in "(（" and slot.opening not in {"(", "（"}
        return 4.0 if aside and first > 0 and not segment.dashed else 0.0
    running = len(text) > 60 or any(c in SENTENCE for c in text)
    if running and not board.pattern.almost_free:
        return 4.0
    if first > 0 and bool(board.segments[first - 1].opening) and not segment.dashed:
        # Right behind a bracket: where the part should be bare, a forgotten separator.
        return 4.0 if slot.opening else 1.0 if slot.separator else 0.0
    return 0.0


def _choice(slot: Slot, segment: Segment, text: str, unknown: float) -> float:
    word = meaning(slot, text)
    if word is not None:
        return 0.0 if text == word else 0.3
    if undecided(slot, text):
        return 0.8
    if near(slot, text):
        return 1.0
    if segment.opening == "#":
        return 6.0
    if slot.optional:
        return 1.2 if segment.opening and segment.left < 3 and len(text) <= 20 else 6.0
    return unknown if len(text) <= 10 else UNKNOWN_BARE


def meaning(slot: Slot, text: str) -> str | None:
    """The value that ``text`` is, itself or by an alias."""
    if not slot.choice:
        return None
    if text in slot.choice.values:
        return text
    if text.isascii():  # capitals make no difference in English
        plain = text.casefold()
        for value in (*slot.choice.values, *slot.choice.aliases):
            if value.casefold() == plain:
                return slot.choice.aliases.get(value, value)
    return slot.choice.aliases.get(text)


def undecided(slot: Slot, text: str) -> bool:
    """Whether the template's choices were left standing, as in 个人/团队."""
    if slot.choice is None:
        return False
    found = [v for v in slot.choice.values if v in text]
    # 个人团队 is two choices, AB is not A and B.
    return len(found) > 1 and (any(len(v) > 1 for v in found) or not text.isalnum())


def near(slot: Slot, text: str) -> str | None:
    """The one value that is a single slip away: a character wrong, missing, extra or swapped."""
    if not slot.choice or not 2 <= len(text) <= 20:
        return None
    word = visible(text)
    close = [v for v in slot.choice.values if _same_but_ending(v, word) or _slipped(v, word)]
    return close[0] if len(close) == 1 else None


def _same_but_ending(value: str, word: str) -> bool:
    """个人赛 for 个人, 短视频类 for 短视频."""
    return len(word) == len(value) + 1 and word.startswith(value) and word[-1] in "类型组赛奖"


def _slipped(value: str, word: str) -> bool:
    """One slip in a value of at least three characters; a character in front is no slip, because
    非短视频 says the opposite."""
    return len(value) > 2 and not word.endswith(value) and one_slip(value, word)
