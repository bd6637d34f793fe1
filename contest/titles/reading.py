"""Tries the ways in which a title may be cut, and keeps the one in which most parts are told.

The usual cut comes first and is left only for one that tells clearly more: a bracket round the
whole title, or parts set apart by spaces, slashes or underlines instead of dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from contest.model import Fault
from contest.titles.align import Reading, Run
from contest.titles.delimiters import delimiters
from contest.titles.fold import Folded
from contest.titles.literal import trim, wedged
from contest.titles.looks import looks_of
from contest.titles.mending import pieces_of
from contest.titles.outside import outside
from contest.titles.pattern import Pattern
from contest.titles.repair import interpret
from contest.titles.second import second, strays
from contest.titles.traits import readings
from contest.titles.workpiece import Interpretation, Workpiece

STAND_INS = "-_|｜·~=→ /"
"""What people type between parts when they type no dash."""

CLEARLY = 2
"""Parts more that another cut must tell."""


_PADDED = re.compile(r"(?<![^\s-])[\u3400-\u9fff] [\u3400-\u9fff](?=\+)")


class Read(NamedTuple):
    """A title as read: what it says, and a close second reading in words, if there is one."""

    best: Interpretation
    other: str | None
    sure: bool = False
    """Whether brackets hold several parts, so that no sign between words can separate any."""

    def told(self, pattern: Pattern) -> int:
        """How many required parts were told."""
        return sum(self.best.fields[n] is not None for n in pattern.required) * self.best.told


def read(
    text: str, folded: Folded, begin: int, end: int, pattern: Pattern, where: str
) -> Read | None:
    """The best reading of ``text`` between two folded positions; None without any segment."""
    usual: Read | None = None
    begin, end, faults = trim(folded, begin, end, pattern)
    for variant in _variants(wedged(folded, pattern), pattern):
        found = _read(text, variant, begin, end, pattern, where)
        if found and faults:
            found = found._replace(best=found.best._replace(faults=[*faults, *found.best.faults]))
        if usual is None:
            usual = found
            if found and (found.sure or found.told(pattern) >= len(pattern.required) - 1):
                return usual
        elif found and found.told(pattern) >= usual.told(pattern) + CLEARLY and not found.other:
            return found
    return usual


def _variants(folded: Folded, pattern: Pattern) -> Iterator[Folded]:
    joint = pattern.joint
    yield folded
    for sign in STAND_INS if pattern.telling else STAND_INS.rstrip(" /"):
        if sign == joint or sign not in folded.text:
            continue
        replaced = folded.text.replace(sign, joint)
        if sign == " ":  # but not inside a padded name, 王　钊
            for match in _PADDED.finditer(folded.text):
                replaced = f"{replaced[: match.start() + 1]} {replaced[match.start() + 2 :]}"
        yield Folded(replaced, folded.places)


def _read(
    text: str, folded: Folded, begin: int, end: int, pattern: Pattern, where: str
) -> Read | None:
    pieces, labels = pieces_of(text, folded, begin, end, pattern)
    if not pieces:
        return None
    contents = [folded.text[s.start : s.end] for s in pieces]
    looks = looks_of(pattern, pieces, contents)
    piece = Workpiece(text, folded, pieces, contents, looks, pattern, begin, end, where)
    found = readings(pattern.plan, looks)
    runs = found[0].runs
    best = interpret(piece, found[0])
    other = second(piece, found, best)
    extra = outside(piece, found[0], best)
    swapped, moved = _swapped(piece, found[0])
    faults = [f for f in best.faults if f.code != "T114" or f.field not in best.spans]
    faults += (*delimiters(piece, found[0], moved), *extra, *swapped)
    for start, stop in labels:
        a, b = piece.span(start, stop)
        faults.append(Fault("T112", None, a, b, {"value": text[a:b]}, ""))
    faults += strays(piece, found[0], best, swapped=bool(swapped))
    if len(faults) > 1:
        faults.sort(key=_order)
    bound = sum(pieces[run[0]].opening not in {"", "#"} for run in runs if run)
    return Read(best._replace(faults=faults), other, bound > 2 and best.told)


def _order(fault: Fault) -> tuple[int, str]:
    """Faults are told in the order of their places, those without one first."""
    return -1 if fault.start is None else fault.start, fault.code


def _swapped(piece: Workpiece, reading: Reading) -> tuple[list[Fault], frozenset[Run]]:
    """Parts that stand behind one that belongs behind them: one fault for all; and the runs of
    those that may be missing and stand behind all others."""
    placed = [
        (run, slot)
        for slot, run in zip(piece.pattern.slots, reading.runs, strict=True)
        if run is not None
    ]
    if all(one[0] < two[0] for one, two in pairwise(placed)):
        return [], frozenset()
    faults: list[Fault] = []
    moved: set[Run] = set()
    wrong: set[Run] = set()
    for index, (run, slot) in enumerate(placed):
        behind = [other for other, _ in placed[index + 1 :] if other < run]
        if not behind:
            continue
        if slot.optional and len(behind) == len(placed) - index - 1:
            segment = piece.segments[run[0]]
            start, end = piece.span(segment.start, segment.end)
            args = {"value": piece.text[start:end]}
            faults.append(Fault("T126", slot.fields[0], start, end, args))
            moved.add(run)
            continue
        wrong |= {run, *behind}
    if wrong:
        left = piece.segments[min(wrong)[0]].left
        right = piece.segments[max(wrong)[1]].right
        start, end = piece.span(left, right)
        faults.append(Fault("T125", None, start, end, {"value": piece.text[start:end]}))
    return faults, frozenset(moved)
