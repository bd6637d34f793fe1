"""Reads a part of several fields, such as author and department, however they were joined."""

from __future__ import annotations

import re

from contest.model import Fault
from contest.titles.fold import tidy
from contest.titles.joined import UNITS, fused, guessed, halves
from contest.titles.pattern import Slot
from contest.titles.units import COMMON, unit_like
from contest.titles.workpiece import Interpretation, Workpiece, put, take


def joined(
    piece: Workpiece, slot: Slot, run: tuple[int, int], found: Interpretation
) -> list[Fault]:
    """Split a part of several fields at its joiner; the last field takes what is left over."""
    first, last = piece.segments[run[0]], piece.segments[run[1]]
    start, end = first.start, last.end
    if last is not first and (last.opening or first.opening):
        return _brackets_apart(piece, slot, run, found)
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


def _brackets_apart(
    piece: Workpiece, slot: Slot, run: tuple[int, int], found: Interpretation
) -> list[Fault]:
    """Take the two fields of a part from brackets of their own, as in [张三]-[编辑部]."""
    first, last = piece.segments[run[0]], piece.segments[run[1]]
    name = piece.folded.text[first.start : first.end].rstrip(slot.joiner + " ")
    apart = (0, len(name)), (last.start - first.start, last.end - first.start)
    return _apart(piece, slot, first.start, apart, found)


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
        faults += take(piece, name, written, piece.span(left, right), found, slot.shapes[index])
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
    return [missing, *take(piece, slot.fields[1], written, place, found, slot.shapes[1])]


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
        faults += take(piece, name, written, place, found, shape)
    a, b = piece.span(start + apart[0][1], start + apart[1][0])
    between = piece.text[a:b]
    faults.append(Fault("T110", None, a, b, {"value": between}, slot.joiner))
    one, two = (found.fields[name] or "" for name in slot.fields)
    if one and slot.fields[1] in UNITS and not _listed(slot, two) and guessed(one, between):
        args = {"one": f"{one}{slot.joiner}{two}", "two": f"{one}{between}{two}"}
        faults.append(Fault("T115", slot.fields[0], place[0], place[1], args))
    return faults


def _listed(slot: Slot, unit: str) -> bool:
    """Whether a roster of departments tells where this one begins."""
    shape = slot.shapes[1]
    return bool(shape and shape.roster and shape.fits(unit))


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
    put(found, slot.fields[0], tidy(piece.text[a:b]), (a, b))
    return [Fault(code="T123", field=slot.fields[0], start=a, end=b, args=args)]
