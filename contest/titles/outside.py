"""What an alignment left over: text that belongs to no part, a topic behind, a second title."""

from __future__ import annotations

from contest.model import Fault
from contest.titles.align import Reading
from contest.titles.choices import meaning
from contest.titles.segments import Segment
from contest.titles.workpiece import Interpretation, Workpiece


def outside(piece: Workpiece, reading: Reading, found: Interpretation) -> list[Fault]:
    """One fault for each run of segments that no part took, in order. A topic that stands
    somewhere else than required is taken into ``found``."""
    used = {i for run in reading.runs if run for i in range(run[0], run[1] + 1)}
    faults = []
    run: list[int] = []
    for index in range(len(piece.segments) + 1):
        if index < len(piece.segments) and index not in used:
            run.append(index)
        elif run:
            faults.append(_fault(piece, run, found))
            run = []
    return faults


def _fault(piece: Workpiece, run: list[int], found: Interpretation) -> Fault:
    first, last = piece.segments[run[0]], piece.segments[run[-1]]
    # Behind the last part the text may go on beyond the segments that were looked at.
    stop = piece.end if run[-1] == len(piece.segments) - 1 else last.right
    if run[0] == 0 and run[-1] + 1 < len(piece.segments):
        stop = piece.segments[run[-1] + 1].left  # in front, the sign behind it goes with it
    start, end = piece.span(first.left, max(stop, first.left))
    args = {"value": piece.text[start:end][:60]}
    for index in run:
        moved = _topic(piece, piece.segments[index], piece.contents[index], found)
        if moved:
            return moved
    if any(_part_again(piece, index) for index in run):
        return Fault(code="T122", start=start, end=end, args=args)
    return Fault(code="T112", start=start, end=end, args=args, fix="")


def _topic(piece: Workpiece, segment: Segment, text: str, found: Interpretation) -> Fault | None:
    for slot in piece.pattern.slots:
        value = meaning(slot, text) if slot.optional else None
        name = slot.fields[0]
        if value and found.fields[name] is None:
            start, end = piece.span(segment.start, segment.end)
            found.fields[name] = value
            found.spans[name] = (start, end)
            return Fault(code="T126", field=name, start=start, end=end, args={"value": value})
    return None


def _part_again(piece: Workpiece, index: int) -> bool:
    """Whether a left-over segment is itself a part of a title: then there are two of them."""
    segment, text = piece.segments[index], piece.contents[index].strip("/／|、或 ")
    if any(meaning(slot, text) for slot in piece.pattern.slots):
        return True
    joiners = {slot.joiner for slot in piece.pattern.slots if slot.joiner}
    return bool(segment.opening) and any(joiner in text for joiner in joiners)
