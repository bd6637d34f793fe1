"""Tries the ways in which a title may be cut, and keeps the one in which most parts are told.

The usual cut comes first and is left only for one that tells clearly more: a bracket round the
whole title, or parts set apart by spaces, slashes or underlines instead of dashes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from contest.model import Fault
from contest.titles import segments
from contest.titles.align import CLOSE, Reading, align, meaning
from contest.titles.delimiters import delimiters
from contest.titles.fold import Folded
from contest.titles.literal import trim, wedged
from contest.titles.outside import outside
from contest.titles.pattern import Pattern
from contest.titles.repair import Interpretation, Workpiece, interpret
from contest.titles.segments import Segment

STAND_INS = "-_|｜·~=→ /"
"""What people type between parts when they type no dash."""

CLEARLY = 2
"""Parts more that another cut must tell."""


class Read(NamedTuple):
    """A title as read: what it says, and a close second reading in words, if there is one."""

    best: Interpretation
    other: str | None

    def told(self, pattern: Pattern) -> int:
        """How many required parts were told."""
        return sum(self.best.fields[n] is not None for n in pattern.required) * self.best.told


def read(
    text: str, folded: Folded, begin: int, end: int, pattern: Pattern, where: str
) -> Read | None:
    """The best reading of ``text`` between two folded positions; None without any segment."""
    usual: Read | None = None
    begin, end, faults = trim(folded, begin, end, pattern)
    for variant in _variants(wedged(folded, pattern), pattern.joint):
        found = _read(text, variant, begin, end, pattern, where)
        if found and faults:
            found = found._replace(best=found.best._replace(faults=[*faults, *found.best.faults]))
        if usual is None:
            usual = found
            if found and found.told(pattern) >= len(pattern.required) - 1:
                return usual
        elif found and found.told(pattern) >= usual.told(pattern) + CLEARLY and not found.other:
            return found
    return usual


def _variants(folded: Folded, joint: str) -> Iterator[Folded]:
    yield folded
    for sign in STAND_INS:
        if sign in folded.text and sign != joint:
            yield Folded(folded.text.replace(sign, joint), folded.places)


def _read(
    text: str, folded: Folded, begin: int, end: int, pattern: Pattern, where: str
) -> Read | None:
    pieces = _opened(
        segments.cut(folded, text, begin, end, pattern.separators, pattern.breaks),
        folded,
        text,
        pattern,
    )
    if not pieces:
        return None
    pieces, swapped = _in_order(pieces, folded, pattern)
    contents = [folded.text[s.start : s.end] for s in pieces]
    piece = Workpiece(text, folded, pieces, contents, pattern, begin, end, where)
    readings = align(pattern, pieces, contents)
    best = interpret(piece, readings[0])
    other = _second(piece, readings, best)
    extra = outside(piece, readings[0], best)
    known = [f for f in best.faults if not (f.code == "T114" and f.field in best.spans)]
    faults = [*known, *delimiters(piece, readings[0]), *extra]
    if swapped:
        start, stop = piece.span(swapped[0], swapped[1])
        faults.append(Fault(code="T125", start=start, end=stop, args={"value": text[start:stop]}))
    faults.sort(key=lambda f: (f.start if f.start is not None else -1, f.code))
    return Read(best._replace(faults=faults), other)


def _opened(pieces: list[Segment], folded: Folded, text: str, pattern: Pattern) -> list[Segment]:
    """The segments, a bracket that holds whole parts replaced by what is in it."""
    found: list[Segment] = []
    for piece in pieces:
        inner = (
            segments.cut(folded, text, piece.start, piece.end, pattern.separators)
            if piece.opening and piece.opening != "#"
            else []
        )
        words = [folded.text[s.start : s.end] for s in inner]
        parts = sum(any(meaning(slot, word) for slot in pattern.slots) for word in words)
        if len(inner) > 2 and parts > 1:
            found += [inner[0]._replace(before=piece.before), *inner[1:]]
        else:
            found.append(piece)
    return found[: segments.LIMIT]


def _in_order(
    pieces: list[Segment], folded: Folded, pattern: Pattern
) -> tuple[list[Segment], tuple[int, int] | None]:
    """The segments with two neighbouring parts of fixed values put in the pattern's order, and
    where they stand."""
    words = [folded.text[s.start : s.end] for s in pieces]
    for first, second in zip(pattern.slots, pattern.slots[1:], strict=False):
        if first.optional or second.optional or not (first.choice and second.choice):
            continue
        for at in range(len(pieces) - 1):
            if meaning(second, words[at]) and meaning(first, words[at + 1]):
                one, two = pieces[at], pieces[at + 1]
                turned = [two._replace(before=one.before), one._replace(before=two.before)]
                return [*pieces[:at], *turned, *pieces[at + 2 :]], (one.left, two.right)
    return pieces, None


def _second(piece: Workpiece, readings: list[Reading], best: Interpretation) -> str | None:
    """The fields of a second reading that costs about as little and says something else."""
    if len(readings) < 2 or readings[1].cost - readings[0].cost >= CLOSE:
        return None
    second = interpret(piece, readings[1])
    return say(second.fields) if second.told and second.fields != best.fields else None


def say(fields: dict[str, str | None]) -> str:
    """The fields of a reading in one line."""
    return " / ".join(value or "?" for value in fields.values())
