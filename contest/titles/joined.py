"""The part that names people: author and department, however they were joined."""

from __future__ import annotations

import re
from collections.abc import Iterable

from contest.model import Fault
from contest.titles.units import BEGUN, COMMON, LAST, ends_like_unit, unit_like
from contest.titles.values import like_a_person, people_of

UNITS = ("department", "unit", "organisation", "company", "college")
"""Fields that hold the place where somebody works or studies."""
NAMING = frozenset(("author", *UNITS))
"""Fields in which no file's name can stand."""
_APART = r"\s/／、，,;；&·_\-－—–|｜（(）)\]\[【】［］"
_ASIDE = re.compile(r"(.+)[（(]([^（()）]{2,20})[)）]")
_NUMBER = re.compile(r"\d{7,}")
_PAIR = rf"(.*[^{_APART}])([{_APART}]+)([^{_APART}]{{2,20}})[）)]?"
_ONE_NAME = re.compile(rf"[^{_APART}]{{1,12}}|[\u3400-\u9fff] [\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.']*")
_WORDLY = frozenset(
    "安文房时金万周高项车古林方白石江温康黄马华龙史易关童柴管纪武司农鲁宁包成季单钟路游蓝田夏雷陶"
    "施牛尚阳解简章毛严向谷曲盛苗凌毕祝左辛焦岳申范齐罗董顾"
)
"""Surnames with which many words begin that are no names: 安全, 文艺, 时事, 高清, 龙岗."""


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
    if not match or not unit_like(match[3]):
        return None
    first, people = match[1], like_a_person(match[1])
    if not people and (ends_like_unit(first) or not _ONE_NAME.fullmatch(first)):
        return None
    lead = len(text) - len(text.lstrip())
    (start, stop), (begin, finish) = match.span(1), match.span(3)
    told = match[3] in COMMON or match[3][0] in _WORDLY
    if people and not told and (seam := fused(match[3])):
        stop = begin = begin + seam  # 张三、李四视频部: the second half begins with a name
    elif first.isascii() and (name := _LATIN.match(match[3])) and unit_like(match[3][name.end() :]):
        stop = begin = begin + name.end()  # Li Ming视频部
    return (start + lead, stop + lead), (begin + lead, finish + lead)


def guessed(author: str, between: str) -> bool:
    """Whether ``author`` may as well be a part of the department that stands right behind it."""
    if between.strip():
        return len(author) == 2 and not author.isascii() and not like_a_person(author)
    if between:
        return not author.isascii() and not like_a_person(author)
    whole = author.isascii() or (len(author) > 3 and not people_of(author)[1:])
    return whole or author[0] in _WORDLY


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


def _otherwise(author: str, department: str) -> str | None:
    """Another way in which author and department may be meant: two people, each with a department
    in brackets; a department with words behind it."""
    if department[-1] in "）)" and author[-1] in "）)":
        pairs = [_ASIDE.fullmatch(text) for text in (author, department)]
        if all(pair and ends_like_unit(pair[2]) for pair in pairs):
            return " / ".join("、".join(pair[i] for pair in pairs if pair) for i in (1, 2))
    if department[:2] in BEGUN and not ends_like_unit(department):
        name = next((department[:n] for n in range(7, 2, -1) if department[:n] in COMMON), None)
        if name and len(department) > len(name):
            return f"{author} / {name}"
    return None


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
    if author and department and (other := _otherwise(author, department)):
        place = (*spans["author"], *spans[unit])
        args = {"one": f"{author} / {department}", "two": other}
        found.append(Fault("T115", unit, min(place), max(place), args))
    for name in ("author", "department"):
        value = fields.get(name)
        if value and _NUMBER.search(value) and name in spans:
            start, end = spans[name]
            found.append(Fault(code="T124", field=name, start=start, end=end))
    return found
