"""Reads an alignment: the value of every field, and what was not written as the pattern asks."""

from __future__ import annotations

import re
from typing import NamedTuple

from contest.model import Fault
from contest.titles.align import Reading
from contest.titles.choices import is_variant, meaning, near, undecided
from contest.titles.fold import PAIRS, WEAK, Folded, tidy
from contest.titles.joined import UNITS, fused, halves
from contest.titles.pattern import Pattern, Slot
from contest.titles.segments import Segment
from contest.titles.units import COMMON, unit_like
from contest.titles.values import Shape, examine, like_a_person

MOST_TOLD = 3
"""Parts of a pattern in brackets that are told by their brackets alone, whatever stands in them:
longer patterns would be seen in any text with brackets."""


OPENING, CLOSING = frozenset(PAIRS) - WEAK, frozenset(PAIRS[c] for c in frozenset(PAIRS) - WEAK)


class Workpiece(NamedTuple):
    """A title on the bench: the text, folded and cut, and the pattern that it should follow."""

    text: str
    folded: Folded
    segments: list[Segment]
    contents: list[str]
    pattern: Pattern
    begin: int
    end: int
    where: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Folded positions as offsets in the original."""
        places = self.folded.places
        first = places[start]
        return first, max(first, places[end - 1] + 1 if end > start else first)

    def original(self, start: int, end: int) -> str:
        """The text as written between two folded positions."""
        first, last = self.span(start, end)
        return self.text[first:last]


class Interpretation(NamedTuple):
    """What a reading says. ``told`` is False if nothing in it tells of a title."""

    fields: dict[str, str | None]
    spans: dict[str, tuple[int, int]]
    faults: list[Fault]
    told: bool = True


def interpret(piece: Workpiece, reading: Reading) -> Interpretation:
    """The fields, their places and the faults of one reading."""
    found = Interpretation(dict.fromkeys(piece.pattern.fields), {}, [])
    faults: list[Fault] = []
    anchors = 0
    for index, (slot, run) in enumerate(zip(piece.pattern.slots, reading.runs, strict=True)):
        if run is None:
            faults += _missing(piece, slot, _place(piece, reading, index))
            continue
        if len(slot.fields) > 1:
            faults += _joined(piece, slot, run, found)
        else:
            faults += _single(piece, slot, run, found)
        anchors += _anchors(piece, slot, run)
    if not anchors and not _told(piece, reading, found, faults):
        return found._replace(told=False)
    faults.sort(key=lambda f: (f.start if f.start is not None else -1, f.code))
    return found._replace(faults=faults)


def _told(piece: Workpiece, reading: Reading, found: Interpretation, faults: list[Fault]) -> bool:
    """Whether this is likely a title although none of its parts tells so by itself."""
    # Where no part has fixed values, only a title with all of its parts can be told from any text.
    choices = any(slot.choice for slot in piece.pattern.slots)
    whole = len(reading.runs) > 1 and all(found.fields[name] for name in piece.pattern.required)
    least = 2 if piece.pattern.literal else max(3, len(piece.pattern.required) - 1)
    nearly = sum(map(bool, found.fields.values())) >= least
    brackets = any(slot.opening for slot in piece.pattern.slots)
    people = any(
        slot.shape and slot.shape.person and like_a_person(found.fields[slot.fields[0]] or "")
        for slot in piece.pattern.slots
    )
    sure = whole and (len(reading.runs) > 2 or piece.pattern.literal or brackets or people)
    filled = all(
        run is not None or slot.optional
        for slot, run in zip(piece.pattern.slots, reading.runs, strict=True)
    )
    short = brackets and filled and len(reading.runs) <= MOST_TOLD
    # A word of the template, or a separator with nothing behind it: a title was begun.
    begun = any(fault.code == "T103" for fault in faults) or (
        len(piece.pattern.slots) == 2 and people and _hangs(piece)
    )
    likely = sure or nearly or begun
    # Bare parts, as many as the pattern has: whatever their values, this was meant for a title.
    exact = filled and not brackets and len(piece.segments) == len(piece.pattern.slots) > 2
    template = sum(fault.code == "T103" for fault in faults) > 1
    told = short or exact or template or piece.pattern.almost_free
    return told or (likely and not choices)


def _hangs(piece: Workpiece) -> bool:
    """Whether a separator stands at the very beginning or end."""
    text = piece.folded.text[piece.begin : piece.end].strip()
    return text[:1] in piece.pattern.separators or text[-1:] in piece.pattern.separators


def _anchors(piece: Workpiece, slot: Slot, run: tuple[int, int]) -> int:
    """How surely this part is a part of a title, and not just any text in its place."""
    segment, text = piece.segments[run[0]], piece.contents[run[0]]
    if slot.choice:
        sure = meaning(slot, text) or undecided(slot, text) or near(slot, text)
        return int(bool(sure) and not slot.optional)
    if len(slot.fields) > 1:
        return int(slot.joiner in text and bool(segment.opening or segment.dashed))
    shape = slot.shape
    return int(bool(shape and shape.telling and (shape.fits(text) or shape.close(text))))


def _place(piece: Workpiece, reading: Reading, slot: int) -> int:
    """Where a missing part belongs: behind the part before it, or in front of those behind it."""
    behind = [run for run in reading.runs[slot + 1 :] if run]
    first = min(behind, default=None)
    before = [run for run in reading.runs[:slot] if run and (first is None or run < first)]
    return piece.segments[max(before)[1]].right if before else piece.begin


def _missing(piece: Workpiece, slot: Slot, at: int) -> list[Fault]:
    place, _ = piece.span(at, at)
    code = "T114" if slot.optional else "T101"
    return [Fault(code=code, field=name, start=place, end=place) for name in slot.fields]


def _single(
    piece: Workpiece, slot: Slot, run: tuple[int, int], found: Interpretation
) -> list[Fault]:
    name = slot.fields[0]
    start, end = extent(piece, run)
    written = tidy(piece.original(start, end))
    place = piece.span(start, end)
    if not slot.choice:
        return _take(piece, name, written, place, found, slot.shape)
    text = tidy(piece.contents[run[0]])
    value = meaning(slot, text)
    fault = None
    if value is None and piece.pattern.is_template(text) and not undecided(slot, text):
        return _take(piece, name, written, place, found)
    if value is not None and text not in slot.choice.values:
        fault = Fault(
            code="T105" if is_variant(slot.choice, text) else "T106",
            field=name,
            start=place[0],
            end=place[1],
            args={"value": written, "meant": value},
            fix=value,
        )
    elif value is None and undecided(slot, text):
        fault = Fault(
            code="T117" if slot.optional else "T103",
            field=name,
            start=place[0],
            end=place[1],
            args={"value": written, "allowed": _allowed(slot)},
        )
    elif value is None and (value := near(slot, text)):
        fault = Fault(
            code="T105",
            field=name,
            start=place[0],
            end=place[1],
            args={"value": written, "meant": value},
            fix=value,
        )
    elif value is None and not text:
        return [Fault(code="T101", field=name, start=place[0], end=place[1])]
    elif value is None:
        fault = Fault(
            code="T117" if slot.optional else "T104",
            field=name,
            start=place[0],
            end=place[1],
            args={"value": written, "allowed": _allowed(slot)},
        )
    _set(found, name, value, place)
    return [fault] if fault else []


def extent(piece: Workpiece, run: tuple[int, int]) -> tuple[int, int]:
    """Where the content of a run stands: without the brackets of a single segment, with those that
    stand inside a longer one."""
    first, last = piece.segments[run[0]], piece.segments[run[1]]
    if first is last:
        return first.start, first.end
    left, right = first.left, last.right if last.opening else last.end
    text = piece.folded.text[left:right]
    # A closing bracket too many at the end is the part's own, its opening one was forgotten.
    stray = text[-1:] in CLOSING and sum(text.count(c) for c in CLOSING) > sum(
        text.count(c) for c in OPENING
    )
    return left, right - 1 if stray else right


def _allowed(slot: Slot) -> str:
    return "、".join(slot.choice.values) if slot.choice else ""


def _set(found: Interpretation, name: str, value: str | None, place: tuple[int, int]) -> None:
    found.fields[name] = value
    if value is not None:
        found.spans[name] = place


def _take(
    piece: Workpiece,
    name: str,
    value: str,
    place: tuple[int, int],
    found: Interpretation,
    shape: Shape | None = None,
) -> list[Fault]:
    """Take a free text as the value, unless it is empty or a word of the template."""
    if not value:
        return [Fault(code="T101", field=name, start=place[0], end=place[1])]
    label = piece.pattern.label(value)
    if label:
        start = place[0] + piece.text[place[0] : place[1]].find(value[:label])
        args = {"value": value[:label]}
        fault = Fault(code="T112", start=start, end=start + label, args=args, fix="")
        inner = (start + label, place[1])
        return [fault, *_take(piece, name, value[label:], inner, found, shape)]
    if piece.pattern.is_template(value):
        return [
            Fault(
                code="T103",
                field=name,
                start=place[0],
                end=place[1],
                args={"value": value, "allowed": ""},
            )
        ]
    value, wrong = examine(name, shape, value, place) if shape else (value, None)
    _set(found, name, value, place)
    return [wrong] if wrong else []


def _joined(
    piece: Workpiece, slot: Slot, run: tuple[int, int], found: Interpretation
) -> list[Fault]:
    """Split a part of several fields at its joiner; the last field takes what is left over."""
    start, end = piece.segments[run[0]].start, piece.segments[run[1]].end
    text = piece.folded.text[start:end]
    faults: list[Fault] = []
    if slot.joiner not in text and len(slot.fields) == 2:
        apart = halves(text)
        if not apart and _unit_alone(slot, text):
            return _department(piece, slot, start, end, found)
        if apart := apart or _seam(slot, text):
            return _apart(piece, slot, start, apart, found)
    text = re.sub(rf"{re.escape(slot.joiner)}{{2,}}", slot.joiner, text) if slot.joiner else text
    if len(text) != end - start:
        return _doubled(piece, slot, start, end, found)
    cuts = text.split(slot.joiner, len(slot.fields) - 1)
    if slot.joiner in cuts[-1]:
        a, b = piece.span(start, end)
        faults.append(
            Fault(
                code="T123", field=slot.fields[0], start=a, end=b, args={"value": piece.text[a:b]}
            )
        )
    faults += _each(piece, slot, start, end, cuts, found)
    joint = start + len(cuts[0])
    wide = len(cuts[0]) - len(cuts[0].rstrip()), len(cuts[-1]) - len(cuts[-1].lstrip())
    left, right = joint - wide[0], joint + len(slot.joiner) + wide[1]
    if len(cuts) > 1 and piece.original(left, right) != slot.joiner:
        a, b = piece.span(left, right)
        faults.append(
            Fault(code="T110", start=a, end=b, args={"value": piece.text[a:b]}, fix=slot.joiner)
        )
    return faults


def _each(
    piece: Workpiece, slot: Slot, start: int, end: int, cuts: list[str], found: Interpretation
) -> list[Fault]:
    """Take the fields of a part that was split at its joiner."""
    faults: list[Fault] = []
    at = start
    for index, name in enumerate(slot.fields):
        if index >= len(cuts):
            place, _ = piece.span(end, end) if end == start else (piece.span(end - 1, end)[1], 0)
            faults.append(Fault(code="T101", field=name, start=place, end=place))
            continue
        left, right = at, at + len(cuts[index])
        while left < right and piece.folded.text[left] == " ":
            left += 1
        while right > left and piece.folded.text[right - 1] == " ":
            right -= 1
        written = tidy(piece.original(left, right))
        faults += _take(piece, name, written, piece.span(left, right), found, slot.shapes[index])
        at += len(cuts[index]) + len(slot.joiner)
    return faults


def _seam(slot: Slot, text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where author and department stand if nothing is between them."""
    shape = slot.shapes[1]
    if slot.fields[1] not in UNITS:
        return None
    at = fused(text, (*shape.names, *shape.aliases) if shape and shape.roster else ())
    return ((0, at), (at, len(text))) if at else None


def _unit_alone(slot: Slot, text: str) -> bool:
    shape = slot.shapes[1]
    if slot.fields[1] not in UNITS or (fused(text) and text not in COMMON):
        return False
    return bool(shape and shape.roster and shape.fits(text)) or text in COMMON or unit_like(text)


def _department(
    piece: Workpiece, slot: Slot, start: int, end: int, found: Interpretation
) -> list[Fault]:
    """Take a department that stands alone: nobody is called 财务部."""
    place = piece.span(start, end)
    missing = Fault("T101", slot.fields[0], place[0], place[0])
    written = tidy(piece.original(start, end))
    return [missing, *_take(piece, slot.fields[1], written, place, found, slot.shapes[1])]


def _apart(
    piece: Workpiece,
    slot: Slot,
    start: int,
    apart: tuple[tuple[int, int], tuple[int, int]],
    found: Interpretation,
) -> list[Fault]:
    """Take the two halves of a part that were joined by something else."""
    faults: list[Fault] = []
    for name, (left, right), shape in zip(slot.fields, apart, slot.shapes, strict=True):
        place = piece.span(start + left, start + right)
        written = tidy(piece.original(start + left, start + right))
        faults += _take(piece, name, written, place, found, shape)
    a, b = piece.span(start + apart[0][1], start + apart[1][0])
    args = {"value": piece.text[a:b]}
    return [*faults, Fault(code="T110", start=a, end=b, args=args, fix=slot.joiner)]


def _doubled(
    piece: Workpiece, slot: Slot, start: int, end: int, found: Interpretation
) -> list[Fault]:
    """Take the halves of a part in which the joiner was typed twice."""
    text = piece.folded.text[start:end]
    match = re.fullmatch(
        rf"([^{re.escape(slot.joiner)}]+)({re.escape(slot.joiner)}{{2,}})(.+)", text
    )
    if match and slot.joiner not in match[3]:
        return _apart(piece, slot, start, (match.span(1), match.span(3)), found)
    a, b = piece.span(start, end)
    args = {"value": piece.text[a:b]}
    _set(found, slot.fields[0], tidy(piece.text[a:b]), (a, b))
    return [Fault(code="T123", field=slot.fields[0], start=a, end=b, args=args)]
