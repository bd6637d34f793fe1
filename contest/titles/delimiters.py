"""Brackets, dashes and spaces that are not the pattern's."""

from __future__ import annotations

from contest.model import Fault
from contest.titles.align import Reading, Run
from contest.titles.fold import SPACES
from contest.titles.joined import UNITS
from contest.titles.pattern import Slot
from contest.titles.segments import Segment
from contest.titles.units import unit_like
from contest.titles.workpiece import Workpiece, extent


def delimiters(
    piece: Workpiece, reading: Reading, moved: frozenset[Run] = frozenset()
) -> list[Fault]:
    """Brackets, dashes and spaces that are not the pattern's: one finding for each sort, at its
    first place, however often it occurs. Nothing is said of runs that were ``moved`` as a whole."""
    wrong: dict[str, list[tuple[int, int, str]]] = {"T107": [], "T108": [], "T109": []}
    cut: list[Fault] = []
    placed = [
        (run, slot)
        for slot, run in zip(piece.pattern.slots, reading.runs, strict=True)
        if run and run not in moved
    ]
    previous = False
    # What separates two parts follows from their places, also where parts were swapped.
    for (run, slot), (_, due) in zip(sorted(placed, key=_run), placed, strict=True):
        first = piece.segments[run[0]]
        tag = first.opening == "#" and bool(slot.choice and slot.choice.hashtag)
        enclosed = ("#", "#") if tag else (slot.opening, slot.closing)
        # Author and department in brackets of their own: what joins them is told by itself.
        ends = {first.opening, piece.segments[run[1]].opening}
        own = len(slot.fields) > 1 and run[0] < run[1] and ends != {""}
        if not own and _brackets(piece, run) != enclosed:
            start, end = extent(piece, run)
            last = piece.segments[run[1]]
            shut = piece.folded.text[end : last.right].strip()
            if ended := _cut_off(piece, slot, run, shut):
                cut += ended  # no bracket would make it whole
            else:
                whole = f"{slot.opening}{piece.original(start, end)}{slot.closing}"
                wrong["T107"].append((first.left, last.right, whole))
        _padding(piece, run, wrong)
        # What stands between the first part and words in front of it goes with those.
        led = not previous and run[0] > 0
        if not led and first.before != (due.separator if previous else ""):
            _separator(piece, due, first, previous, wrong)
        previous = not tag
    return [*(_first(piece, code, places) for code, places in wrong.items() if places), *cut]


def _run(placed: tuple[Run, Slot]) -> Run:
    return placed[0]


def _brackets(piece: Workpiece, run: Run) -> tuple[str, str]:
    """What stands in front of a part's content and behind it."""
    text = piece.folded.text
    first, last = piece.segments[run[0]], piece.segments[run[1]]
    start, end = (first.start, first.end) if first is last else extent(piece, run)
    # A label in front of the content, as in [类别：短视频], is told on its own.
    lead = first.opening if first is last else text[first.left : start].strip()
    return lead, text[end : last.right].strip()


def _padding(piece: Workpiece, run: Run, wrong: dict[str, list[tuple[int, int, str]]]) -> None:
    """Spaces inside the brackets of a part."""
    first, last = piece.segments[run[0]], piece.segments[run[1]]
    for start, end in ((first.left + 1, first.start), (last.end, last.right - 1)):
        if first.opening and piece.folded.text[start:end].isspace():
            wrong["T109"].append((start, end, ""))
            return


def _cut_off(piece: Workpiece, slot: Slot, run: Run, shut: str) -> list[Fault]:
    """The text ends inside a bracket: it was forgotten, or the end of the text is gone. A
    department that is whole tells that only the bracket is missing."""
    first, last = piece.segments[run[0]], piece.segments[run[1]]
    if not first.opening or shut.strip() or last.right < piece.end or slot.choice:
        return []
    text = piece.original(first.start, last.end)
    name, shape = slot.fields[-1], slot.shapes[-1]
    value = text.rsplit(slot.joiner, 1)[-1] if slot.joiner else text
    if (shape and shape.telling and shape.fits(value)) or (name in UNITS and unit_like(value)):
        return []
    start, end = piece.span(first.left, last.right)
    return [Fault("T137", name, start, end, {"value": piece.text[start:end]})]


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
