"""Reads an alignment: the value of every field, and what was not written as the pattern asks."""

from __future__ import annotations

from contest.model import Fault
from contest.titles.align import Reading
from contest.titles.choices import is_variant, meaning, near, undecided
from contest.titles.fold import tidy
from contest.titles.pattern import MOST_TOLD, Slot
from contest.titles.people import joined
from contest.titles.values import like_a_person
from contest.titles.workpiece import Interpretation, Workpiece, extent, put, take

SURE = frozenset(("exact", "alias", "choices", "near"))
"""How a text is one of a slot's fixed values, so that it is surely no other text in its place."""


def interpret(piece: Workpiece, reading: Reading) -> Interpretation:
    """The fields, their places and the faults of one reading."""
    faults: list[Fault] = []
    found = Interpretation(dict.fromkeys(piece.pattern.fields), {}, faults)
    anchors = 0
    for index, (slot, run) in enumerate(zip(piece.pattern.slots, reading.runs, strict=True)):
        if run is None:
            faults += _missing(piece, slot, _place(piece, reading, index))
        elif slot.choice:
            told = piece.looks[run[0]].face.told[index]
            if told == "exact":
                segment = piece.segments[run[0]]
                found.fields[slot.fields[0]] = piece.contents[run[0]]
                found.spans[slot.fields[0]] = piece.span(segment.start, segment.end)
            else:
                faults += _choice(piece, slot, run, found)
            anchors += told in SURE and not slot.optional
        elif len(slot.fields) > 1:
            faults += joined(piece, slot, run, found)
            anchors += _joined_surely(piece, slot, run)
        else:
            start, end = extent(piece, run)
            written = tidy(piece.original(start, end))
            faults += take(
                piece, slot.fields[0], written, piece.span(start, end), found, slot.shape
            )
            anchors += _fits_surely(piece, slot, run)
    if not anchors and not _told(piece, reading, found, faults):
        return Interpretation(found.fields, found.spans, [], told=False)
    return found


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


def _joined_surely(piece: Workpiece, slot: Slot, run: tuple[int, int]) -> bool:
    """Whether the sign between author and department tells that this is their part."""
    segment = piece.segments[run[0]]
    return slot.joiner in piece.contents[run[0]] and bool(segment.opening or segment.dashed)


def _fits_surely(piece: Workpiece, slot: Slot, run: tuple[int, int]) -> bool:
    """Whether what is asked for here is rare enough to tell that this is the part."""
    text, shape = piece.contents[run[0]], slot.shape
    return bool(shape and shape.telling and (shape.fits(text) or shape.close(text)))


def _place(piece: Workpiece, reading: Reading, slot: int) -> int:
    """Where a missing part belongs: behind the part before it, or in front of those behind it."""
    first = min((run for run in reading.runs[slot + 1 :] if run), default=None)
    before = -1
    for run in reading.runs[:slot]:
        if run and (first is None or run < first):
            before = max(before, run[1])
    return piece.begin if before < 0 else piece.segments[before].right


def _missing(piece: Workpiece, slot: Slot, at: int) -> list[Fault]:
    place, _ = piece.span(at, at)
    code = "T114" if slot.optional else "T101"
    return [Fault(code=code, field=name, start=place, end=place) for name in slot.fields]


def _choice(
    piece: Workpiece, slot: Slot, run: tuple[int, int], found: Interpretation
) -> list[Fault]:
    """Take one of a slot's fixed values, however it was written."""
    name = slot.fields[0]
    start, end = extent(piece, run)
    written = tidy(piece.original(start, end))
    place = piece.span(start, end)
    text = tidy(piece.contents[run[0]])
    value = meaning(slot, text)
    fault = None
    if value is None and piece.pattern.is_template(text) and not undecided(slot, text):
        return take(piece, name, written, place, found)
    if value is not None and slot.choice and text not in slot.choice.values:
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
    put(found, name, value, place)
    return [fault] if fault else []


def _allowed(slot: Slot) -> str:
    return "、".join(slot.choice.values) if slot.choice else ""
