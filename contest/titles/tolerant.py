"""The tolerant half of the parser: for titles that are not written as the pattern asks.

Apart, because a good title needs none of it, and most are good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from contest.model import Fault, Title
from contest.titles import segments
from contest.titles.align import CLOSE, Reading, align
from contest.titles.fold import Folded, fold, visible
from contest.titles.parse import clean
from contest.titles.pattern import Pattern
from contest.titles.repair import Workpiece, interpret

LONGEST = 4000
"""Characters of a title or post that are looked at."""


def tolerant(text: str, pattern: Pattern, start: int, where: str) -> Title:
    """Take ``text`` apart by aligning it with the pattern at the least cost."""
    folded = fold(text[:LONGEST])
    faults: list[Fault] = []
    if len(text) > LONGEST:
        faults.append(Fault(code="T118", start=LONGEST, end=len(text), args={"limit": LONGEST}))
    begin, end = _bounds(folded, start, faults)
    if not folded.shifted and not pattern.enclosed:
        match = pattern.strict.fullmatch(text, begin, end)
        title = clean(match, pattern, where) if match else None
        if title:
            return replace(title, faults=(*faults, *title.faults))
    pieces = segments.cut(folded, text, begin, end, pattern.separators)
    contents = [folded.text[s.start : s.end] for s in pieces]
    piece = Workpiece(text, folded, pieces, contents, pattern, begin, end, where)
    readings = align(pattern, pieces, contents)
    best = interpret(piece, readings[0])
    if not best.told or not pieces:
        return _nothing(piece, faults)
    other = _second(piece, readings)
    if other:
        faults.append(Fault(code="T115", args={"one": _say(best.fields), "two": other}))
    faults += best.faults
    sound = all(best.fields[name] for name in pattern.required) and not other
    suggested = pattern.render(best.fields) if sound else None
    if suggested is not None and not _lasting(suggested, best.fields, pattern):
        faults.append(Fault(code="T120", args={"value": suggested}))
        suggested = None
    return Title(
        text=text,
        fields=best.fields,
        spans=best.spans,
        faults=tuple(faults),
        suggested=suggested,
        repaired=suggested is not None and any(f.code in REPAIRS for f in faults),
        where=where,
    )


def _lasting(suggested: str, fields: Mapping[str, str | None], pattern: Pattern) -> bool:
    """Whether the suggestion says the same when it is read: a stray bracket in a value would
    change it. A value that holds whole pairs needs the tolerant reading, which must be sure."""
    if pattern.enclosed and pattern.strict.fullmatch(suggested):
        return True
    folded = fold(suggested)
    pieces = segments.cut(folded, suggested, 0, len(folded.text), pattern.separators)
    contents = [folded.text[s.start : s.end] for s in pieces]
    piece = Workpiece(suggested, folded, pieces, contents, pattern, 0, len(folded.text), "text")
    again = interpret(piece, align(pattern, pieces, contents)[0])
    known = all(fault.code == "T114" for fault in again.faults)
    return again.told and known and again.fields == fields


REPAIRS = frozenset({"T105", "T106", "T107", "T108", "T109", "T110", "T112", "T116"})
"""Faults that a unique correction has mended."""


def _bounds(folded: Folded, start: int, faults: list[Fault]) -> tuple[int, int]:
    places = folded.places
    begin = next((i for i, place in enumerate(places) if place >= start), len(places) - 1)
    if folded.shifted:
        dropped = places[-1] - (len(places) - 1)
        at = next((i for i, place in enumerate(places[:-1]) if place != i), len(places) - 1)
        faults.append(Fault(code="T116", start=at, end=places[at], args={"number": dropped}))
    after = segments.prefix(folded, begin)
    if after > begin:
        place = (places[begin], places[after])
        faults.append(Fault(code="T111", start=place[0], end=place[1], fix=""))
    end = max(segments.suffix(folded), after)
    if end < len(folded.text):
        faults.append(Fault(code="T113", start=places[end], end=places[-1], fix=""))
    return after, end


def _nothing(piece: Workpiece, faults: list[Fault]) -> Title:
    """A text in which no part of a title can be told; a topic may still stand in it."""
    fields: dict[str, str | None] = dict.fromkeys(piece.pattern.fields)
    spans: dict[str, tuple[int, int]] = {}
    for slot in piece.pattern.slots:
        if slot.choice and slot.choice.hashtag:
            for value in slot.choice.values:
                at = piece.folded.text.find("#" + value, 0, piece.end)
                if at >= 0:
                    fields[slot.fields[0]] = value
                    spans[slot.fields[0]] = piece.span(at + 1, at + 1 + len(value))
                    break
    begin, end = piece.span(piece.begin, piece.end)
    code = "T102" if visible(piece.text[begin:end]) else "T119"
    faults.append(Fault(code=code, start=begin, end=end))
    return Title(
        text=piece.text, fields=fields, spans=spans, faults=tuple(faults), where=piece.where
    )


def _second(piece: Workpiece, readings: list[Reading]) -> str | None:
    """The fields of a second reading that costs about as little and says something else."""
    if len(readings) < 2 or readings[1].cost - readings[0].cost >= CLOSE:
        return None
    first, second = (interpret(piece, r) for r in readings[:2])
    return _say(second.fields) if second.told and first.fields != second.fields else None


def _say(fields: dict[str, str | None]) -> str:
    return " / ".join(value or "?" for value in fields.values())
