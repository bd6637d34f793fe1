"""The part that names people: author and department, however they were joined."""

from __future__ import annotations

import re
from collections.abc import Iterable

from contest.model import Fault
from contest.titles.units import COMMON, LAST, ends_like_unit, unit_like
from contest.titles.values import like_a_person

UNITS = ("department", "unit", "organisation", "company", "college")
"""Fields that hold the place where somebody works or studies."""
_APART = r"\s/／、，,;；&·_\-－—–|｜（(）)\]\[【】［］"
_NUMBER = re.compile(r"\d{7,}")
_PAIR = (
    rf"([^{_APART}]{{1,12}}|[\u3400-\u9fff] [\u3400-\u9fff])"
    rf"([{_APART}]+)([^{_APART}]{{2,20}})[）)]?"
)


def fused(text: str, names: Iterable[str] = ()) -> int | None:
    """Where the department begins in 张三编辑部, with nothing between; None where that can't be
    told for certain. ``names`` is the roster of departments; without one the common ones tell."""
    if not names and text[-1:] not in LAST:
        return None
    known = frozenset(names) or COMMON
    cuts = [
        at
        for at in range(2, min(len(text), 30))
        if text[at:] in known and (bool(names) or like_a_person(text[:at]))
    ]
    return cuts[0] if len(cuts) == 1 and "+" not in text else None


def halves(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where author and department stand in a text without the joiner, as in 张三（编辑部）: only
    if the second half ends as a department does and the first does not."""
    end = text.rstrip("）)]】 ")
    if not ends_like_unit(end):
        return None  # most titles: the expression below need not even be compiled
    match = re.fullmatch(_PAIR, text.strip())
    if not match or unit_like(match[1]) or not unit_like(match[3]):
        return None
    lead = len(text) - len(text.lstrip())
    a, b = match.span(1), match.span(3)
    return (a[0] + lead, a[1] + lead), (b[0] + lead, b[1] + lead)


def _exchanged(
    fields: dict[str, str | None], spans: dict[str, tuple[int, int]], people: frozenset[str]
) -> list[Fault]:
    """Where a field that names people holds something else and another field holds people: the
    two have probably changed places."""
    found = []
    for name in sorted(people):
        value = fields.get(name)
        if not value or like_a_person(value) or value.isascii():
            continue
        other = next(
            (o for o, v in fields.items() if v and o not in people and like_a_person(v)), None
        )
        if other and other in spans:
            ends = (*spans[name], *spans[other])
            args = {"one": value, "two": fields[other] or ""}
            found.append(Fault("T136", name, min(ends), max(ends), args))
    return found


def doubts(
    fields: dict[str, str | None],
    spans: dict[str, tuple[int, int]],
    people: frozenset[str] = frozenset(),
) -> list[Fault]:
    """What a person should look at before these names stand on a list: author and department that
    seem to have changed places, and numbers that nobody wants printed."""
    found = []
    unit = "department"
    if not fields.get(unit):
        unit = next((name for name in UNITS if fields.get(name)), unit)
    author, department = fields.get("author"), fields.get(unit)
    if author and department and unit_like(author) and not unit_like(department):
        ends = (*spans["author"], *spans[unit])
        start, end = min(ends), max(ends)
        args = {"author": author, "department": department}
        found.append(Fault(code="T121", field="author", start=start, end=end, args=args))
    elif people:
        found += _exchanged(fields, spans, people)
    for name in ("author", "department"):
        value = fields.get(name)
        if value and _NUMBER.search(value) and name in spans:
            start, end = spans[name]
            found.append(Fault(code="T124", field=name, start=start, end=end))
    return found
