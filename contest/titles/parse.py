"""Text → Title: strict first, then aligned with the pattern, every fault with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from contest.model import Fault, Title
from contest.titles import segments
from contest.titles.align import CLOSE, Reading, align
from contest.titles.fold import INVISIBLE, Folded, fold
from contest.titles.pattern import Pattern
from contest.titles.repair import Workpiece, interpret, tidy

LONGEST = 4000
"""Characters of a title or post that are looked at."""


def parse(text: str, pattern: Pattern, *, start: int = 0, where: str = "text") -> Title:
    """Take ``text`` apart by ``pattern``. ``start`` says how many characters in front are known
    not to belong to the title. Never raises; what is wrong is in the title's ``faults``."""
    match = pattern.strict.fullmatch(text, start) if len(text) <= LONGEST else None
    if match and not INVISIBLE.intersection(text):
        title = _clean(match, pattern, where)
        if title:
            return title
    return _tolerant(text, pattern, start, where)


def choose(candidates: Iterable[tuple[str, str, int]], pattern: Pattern) -> Title | None:
    """The best title among (where, text, start), in the order of preference: the first that has
    every required part, else the one in which most parts were found; None without candidates."""
    best: Title | None = None
    for where, text, start in candidates:
        title = parse(text, pattern, start=start, where=where)
        if all(title.fields[name] for name in pattern.required):
            return title
        if best is None or title.recognised > best.recognised:
            best = title
    return best


def is_title(pattern: Pattern) -> Callable[[str], bool]:
    """A test whether a text holds every required part of a title."""

    def holds(text: str) -> bool:
        title = parse(text, pattern)
        return all(title.fields[name] for name in pattern.required)

    return holds


def _clean(match: re.Match[str], pattern: Pattern, where: str) -> Title | None:
    """The title of a strict match, or None if a value is a word of the template."""
    fields: dict[str, str | None] = dict.fromkeys(pattern.fields)
    spans: dict[str, tuple[int, int]] = {}
    for group, value in match.groupdict().items():
        if value is None:
            continue
        name = group.removesuffix("_tag")
        fields[name], spans[name] = tidy(value), match.span(group)
        if value in pattern.labels.values():
            return None
    faults = tuple(
        Fault(code="T114", field=n, start=match.start(), end=match.start())
        for slot in pattern.slots
        if slot.optional
        for n in slot.fields
        if fields[n] is None
    )
    return Title(
        text=match.string,
        fields=fields,
        spans=spans,
        faults=faults,
        suggested=match[0],
        where=where,
    )


def _tolerant(text: str, pattern: Pattern, start: int, where: str) -> Title:
    folded = fold(text[:LONGEST])
    faults: list[Fault] = []
    if len(text) > LONGEST:
        faults.append(Fault(code="T118", start=LONGEST, end=len(text), args={"limit": LONGEST}))
    begin, end = _bounds(folded, start, faults)
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
    return Title(
        text=text,
        fields=best.fields,
        spans=best.spans,
        faults=tuple(faults),
        suggested=suggested,
        repaired=sound and any(f.code in REPAIRS for f in faults),
        where=where,
    )


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
    faults.append(Fault(code="T102" if end > begin else "T119", start=begin, end=end))
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
