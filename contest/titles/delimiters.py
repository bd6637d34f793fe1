"""Brackets, dashes and spaces that are not the pattern's."""

from __future__ import annotations

from contest.model import Fault
from contest.titles.align import Reading
from contest.titles.fold import SPACES
from contest.titles.pattern import Slot
from contest.titles.repair import Workpiece
from contest.titles.segments import Segment


def delimiters(piece: Workpiece, reading: Reading) -> list[Fault]:
    """Brackets, dashes and spaces that are not the pattern's: one finding for each sort, at its
    first place, however often it occurs."""
    wrong: dict[str, list[tuple[int, int, str]]] = {"T107": [], "T108": [], "T109": []}
    previous = False
    for slot, run in zip(piece.pattern.slots, reading.runs, strict=True):
        if run is None:
            continue
        first, last = piece.segments[run[0]], piece.segments[run[1]]
        shut = piece.original(last.right - 1, last.right) if last.right > last.left else ""
        tag = first.opening == "#" and bool(slot.choice and slot.choice.hashtag)
        if (first.opening, shut if first.opening else "") != (
            ("#", "#") if tag else (slot.opening, slot.closing)
        ):
            inner = piece.original(first.start, last.end)
            wrong["T107"].append((first.left, last.right, f"{slot.opening}{inner}{slot.closing}"))
        if previous or first.before:
            _separator(piece, slot, first, previous, wrong)
        previous = not tag
    return [_first(piece, code, places) for code, places in wrong.items() if places]


def _separator(
    piece: Workpiece,
    slot: Slot,
    segment: Segment,
    previous: bool,
    wrong: dict[str, list[tuple[int, int, str]]],
) -> None:
    start, end = segment.left - len(segment.before), segment.left
    start = max(start, piece.begin)
    expected = slot.separator if previous else ""
    bare = "".join(c for c in segment.before if c not in SPACES)
    if bare != expected and (previous or bare != slot.separator):
        wrong["T108"].append((start, end, expected))
    elif bare != segment.before:
        wrong["T109"].append((start, end, bare))


def _first(piece: Workpiece, code: str, places: list[tuple[int, int, str]]) -> Fault:
    start, end, fix = places[0]
    first, last = piece.span(start, end)
    return Fault(
        code=code,
        start=first,
        end=last,
        fix=fix,
        args={"value": piece.text[first:last], "number": len(places)},
    )
