"""What each segment of a title looks like, in so few words that most titles look like another.

Everything that the alignment weighs is said here, and nothing else of the text: titles that look
alike are aligned once (``traits.readings``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from contest.titles.choices import meaning, near, undecided
from contest.titles.joined import fused, halves
from contest.titles.pattern import Pattern, Slot
from contest.titles.segments import Segment
from contest.titles.units import unit_like
from contest.titles.values import WIDE, like_a_person

UNFIT = 2.0
SLIPPED = 0.5
FOREIGN = 3.0
UNLIKE = 0.7
LONE = 2.0
"""A single name where there should be author and department."""
KEPT, MOST_KEPT = 30, 2_000
"""The faces of short texts are kept, as many as this: most values and names come again."""
STEP = 20
"""Characters by which lengths are told apart."""

_SENTENCE = re.compile("[，。！？…；!?;]")
_GREETING = re.compile(r"投稿|参赛|报送|提交|作品名单|您好|你好|大赛|附件|查收")


class Face(NamedTuple):
    """What a text alone tells. ``told[slot]`` says how it is one of a slot's fixed values: "exact",
    "alias", "choices", "label", "near" or "". ``costs[slot]`` is what it costs for a slot that
    takes any text. ``size`` is in steps of 20 characters, ``joiner`` whether author and department
    are joined in it."""

    size: int
    short: bool
    sentence: bool
    greeting: bool
    joiner: bool
    told: tuple[str, ...]
    costs: tuple[float, ...]


class Look(NamedTuple):
    """One segment: its text's face, how it is set off, and whether the next segment makes author
    and department of it."""

    face: Face
    opening: str
    dashed: bool
    early: bool
    pair: bool


def looks_of(pattern: Pattern, segments: list[Segment], texts: list[str]) -> tuple[Look, ...]:
    """The looks of all segments in a row."""
    joined = pattern.plan.joined
    known = pattern.faces
    found = []
    following = ""
    unit = False
    for segment, text in zip(reversed(segments), reversed(texts), strict=True):
        face, unit_here = known.get(text) or _kept(pattern, text)
        pair = unit and joined and halves(f"{text.rstrip('+ ')}-{following}") is not None
        found.append(Look(face, segment.opening, segment.dashed, segment.left < 3, pair))
        following, unit = text, unit_here
    return tuple(reversed(found))


def _kept(pattern: Pattern, text: str) -> tuple[Face, bool]:
    """A text's face, and whether it ends as a department does; kept for the next time."""
    seen = _face(pattern, text), unit_like(text)
    known = pattern.faces
    if len(text) <= KEPT:
        if len(known) >= MOST_KEPT:
            known.clear()
        known[text] = seen
    return seen


def _face(pattern: Pattern, text: str) -> Face:
    told = ("",) * len(pattern.slots)
    if text in pattern.template or not pattern.letters.isdisjoint(text):
        told = tuple([_told(s, text) if s.choice else "" for s in pattern.slots])
    costs = (0.0,) * len(pattern.slots)
    if "exact" not in told:
        costs = tuple([0.0 if s.choice else _content(pattern, s, text) for s in pattern.slots])
    size = len(text)
    return Face(
        min(size // STEP, 4) if text else -1,
        size <= STEP // 2,
        _SENTENCE.search(text) is not None,
        _GREETING.search(text) is not None,
        any(s.joiner in text for s in pattern.slots if s.joiner),
        told,
        costs,
    )


def _told(slot: Slot, text: str) -> str:
    if len(text) > 2 * slot.widest + 4:
        return ""
    word = meaning(slot, text)
    if word is not None:
        return "exact" if text == word else "alias"
    if undecided(slot, text):
        return "choices"
    if text and text in slot.labels:
        return "label"
    return "near" if near(slot, text) else ""


def _content(pattern: Pattern, slot: Slot, text: str) -> float:
    """What it costs to take a text for a slot without fixed values, by what it says."""
    if not text:
        return 0.2
    if len(slot.fields) > 1:
        return _people(slot, text)
    return _shaped(pattern, slot, text) if pattern.shaped else 0.0


def _people(slot: Slot, text: str) -> float:
    """What it costs to take a text for author and department."""
    if slot.joiner and slot.joiner in text:
        first, last = text.split(slot.joiner, 1)[0], text.rsplit(slot.joiner, 1)[-1]
        if not last.strip() or not first.strip():
            return 1.0
        sure = unit_like(last.strip()) or unit_like(first.strip()) or like_a_person(first.strip())
        return 0.0 if sure else 1.0
    if apart := halves(text):
        # [早安,编辑部]-[邓秋雁] is a work and its author: the first half must be a name.
        return 0.6 if like_a_person(text[slice(*apart[0])]) else 1.8
    if fused(text) is not None:
        return 0.6
    named = like_a_person(text) or unit_like(text)
    return LONE if named else LONE + 0.6


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
