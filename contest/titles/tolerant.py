"""The tolerant half of the parser: for titles that are not written as the pattern asks.

Apart, because a good title needs none of it, and most are good.
"""

from __future__ import annotations

from collections.abc import Iterable

from contest.model import Fault, Title
from contest.titles import segments
from contest.titles.choices import simplified
from contest.titles.fold import PAIRS, Folded, fold, tidy, visible
from contest.titles.free import free
from contest.titles.joined import doubts
from contest.titles.parse import clean
from contest.titles.pattern import Pattern
from contest.titles.reading import read
from contest.titles.second import say

_QUOTES = {"“": "”", '"': '"', "‘": "’", "'": "'", "＂": "＂"}
_BRACKETS = frozenset(PAIRS) | frozenset(PAIRS.values())
LONGEST = 4000
"""Characters of a title or post that are looked at."""


def tolerant(text: str, pattern: Pattern, start: int, where: str) -> Title:
    """Take ``text`` apart by aligning it with the pattern at the least cost."""
    folded = fold(text[:LONGEST])
    faults: list[Fault] = []
    if len(text) > LONGEST:
        faults.append(Fault(code="T118", start=LONGEST, end=len(text), args={"limit": LONGEST}))
    begin, end = _bounds(folded, start, faults, pattern)
    if pattern.free:
        named, any_ = free(text, folded, begin, end, pattern, where)
        if any_:
            return named._replace(faults=(*faults, *named.faults))
        return _nothing(text, folded, begin, end, pattern, where, faults)
    if pattern.hopeless(simplified(folded.text)):
        return _nothing(text, folded, begin, end, pattern, where, faults)
    plain = None
    if not folded.shifted and not pattern.enclosed:
        match = pattern.strict.fullmatch(text, begin, end)
        plain = clean(match, pattern, where) if match else None
        if plain and not _misfits(plain.faults):
            return plain._replace(faults=(*faults, *plain.faults))
    found = read(text, folded, begin, end, pattern, where)
    # Where only separators tell parts apart, a value that doesn't fit may be the next part's.
    fits = found is not None and found.best.told and not found.other
    if plain and not (found and fits and not _misfits(found.best.faults)):
        return plain._replace(faults=(*faults, *plain.faults))
    if found is None or not found.best.told:
        return _nothing(text, folded, begin, end, pattern, where, faults)
    best = found.best
    if found.other:
        faults.append(
            Fault(code="T115", args={"one": say(best.fields, pattern), "two": found.other})
        )
    faults += [*best.faults, *doubts(best.fields, best.spans, pattern.people)]
    suggested = _suggestion(best.fields, pattern, faults)
    mended = any(fault.code in REPAIRS for fault in faults)
    return Title(
        text=text,
        fields=best.fields,
        spans=best.spans,
        faults=tuple(faults),
        suggested=suggested,
        repaired=suggested is not None and mended,
        where=where,
    )


def _misfits(faults: Iterable[Fault]) -> bool:
    return any(fault.code in MISFITS for fault in faults)


def _suggestion(fields: dict[str, str | None], pattern: Pattern, faults: list[Fault]) -> str | None:
    """The title as it should be; None where a part is missing or a person must decide. One that
    would not read back as it is meant, for a stray bracket in a value, is a fault of its own."""
    if not all(fields[name] for name in pattern.required):
        return None
    if any(fault.code in DOUBTS for fault in faults):
        return None
    suggested = pattern.render(fields)
    meant = {name: value for name, value in fields.items() if value}
    match = pattern.strict.fullmatch(suggested)
    if match:
        groups = match.groupdict().items()
        if {n.removesuffix("_tag"): tidy(v) for n, v in groups if v} == meant:
            return suggested
    folded = fold(suggested)
    again = read(suggested, folded, 0, len(folded.text), pattern, "text")
    same = again is not None and not again.other and again.best.fields == fields
    if same and again and all(fault.code == "T114" for fault in again.best.faults):
        return suggested
    if any(c in _BRACKETS for value in fields.values() for c in value or ""):
        faults.append(Fault(code="T120", args={"value": suggested}))
    return None


MISFITS = frozenset({"T124", "T128", "T129"})
"""Faults of a value that may stand in the wrong part."""

DOUBTS = frozenset(
    {"T115", "T121", "T122", "T123", "T124", "T128", "T129", "T130", "T131", "T136", "T137"}
)
"""Faults that only a person can settle."""

REPAIRS = frozenset(
    {"T105", "T106", "T107", "T108", "T109", "T110", "T112", "T113", "T116", "T125", "T126", "T127"}
)
"""Faults that a unique correction has mended."""


def _bounds(folded: Folded, start: int, faults: list[Fault], pattern: Pattern) -> tuple[int, int]:
    places = folded.places
    begin = next((i for i, place in enumerate(places) if place >= start), len(places) - 1)
    if folded.shifted:
        dropped = places[-1] - (len(places) - 1)
        at = next((i for i, place in enumerate(places[:-1]) if place != i), len(places) - 1)
        faults.append(Fault(code="T116", start=at, end=places[at], args={"number": dropped}))
    values = {word for slot in pattern.choices for word in slot.meanings}
    after = segments.prefix(folded, begin, values)
    if after > begin:
        place = (places[begin], places[after])
        faults.append(Fault(code="T111", start=place[0], end=place[1], fix=""))
    end = max(segments.suffix(folded), after)
    if end < len(folded.text):
        faults.append(Fault(code="T113", start=places[end], end=places[-1], fix=""))
    left, right = after, end
    while left < right and folded.text[left].isspace():
        left += 1
    while right > left and folded.text[right - 1].isspace():
        right -= 1
    if right - left > 2 and folded.text[right - 1] == _QUOTES.get(folded.text[left]):
        value = folded.text[left]
        faults.append(Fault("T112", None, places[left], places[left] + 1, {"value": value}, ""))
        return left + 1, right - 1
    return after, end


def _nothing(
    text: str,
    folded: Folded,
    begin: int,
    end: int,
    pattern: Pattern,
    where: str,
    faults: list[Fault],
) -> Title:
    """A text in which no part of a title can be told; a topic may still stand in it."""
    fields: dict[str, str | None] = dict.fromkeys(pattern.fields)
    spans: dict[str, tuple[int, int]] = {}
    places = folded.places
    for slot in pattern.slots:
        for value in slot.choice.values if slot.choice and slot.choice.hashtag else ():
            at = folded.text.find("#" + value, 0, end)
            if at >= 0:
                fields[slot.fields[0]] = value
                spans[slot.fields[0]] = (places[at + 1], places[at + len(value)] + 1)
                break
    start, stop = places[begin], max(places[begin], places[end])
    code = "T102" if visible(text[start:stop]) else "T119"
    faults.append(Fault(code=code, start=start, end=stop))
    return Title(text=text, fields=fields, spans=spans, faults=tuple(faults), where=where)
