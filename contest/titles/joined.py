"""The part that names people: author and department, however they were joined."""

from __future__ import annotations

import re

from contest.model import Fault

_UNITS = (
    "部",
    "室",
    "中心",
    "社",
    "组",
    "公司",
    "集团",
    "站",
    "局",
    "处",
    "科",
    "院",
    "台",
    "报",
    "网",
    "频道",
    "工会",
    "团委",
    "党委",
    "学院",
    "系",
    "工作室",
)
_APART = r"\s/／、，,;；&·\-－—–|｜（(）)\]\[【】［］"
_PAIR = rf"([^{_APART}]{{1,12}})([{_APART}]+)([^{_APART}]{{2,20}})[）)]?"


def unit_like(text: str) -> bool:
    """Whether a name ends as departments and firms do; two characters are too few to tell."""
    return len(text) > 2 and text.endswith(_UNITS)


def halves(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where author and department stand in a text without the joiner, as in 张三（编辑部）: only
    if the second half ends as a department does and the first does not."""
    if not text.rstrip("）)]】 ").endswith(_UNITS):
        return None  # most titles: the expression below need not even be compiled
    match = re.fullmatch(_PAIR, text.strip())
    if not match or unit_like(match[1]) or not unit_like(match[3]):
        return None
    lead = len(text) - len(text.lstrip())
    a, b = match.span(1), match.span(3)
    return (a[0] + lead, a[1] + lead), (b[0] + lead, b[1] + lead)


def doubts(fields: dict[str, str | None], spans: dict[str, tuple[int, int]]) -> list[Fault]:
    """What a person should look at before these names stand on a list: author and department that
    seem to have changed places, and numbers that nobody wants printed."""
    found = []
    author, department = fields.get("author"), fields.get("department")
    if author and department and unit_like(author) and not unit_like(department):
        start, end = spans["author"][0], spans["department"][1]
        args = {"author": author, "department": department}
        found.append(Fault(code="T121", field="author", start=start, end=end, args=args))
    for name in ("author", "department"):
        value = fields.get(name)
        digits = sum(char.isdigit() for char in value or "")
        if digits > 6 and re.search(r"\d{7,}", value or "") and name in spans:
            start, end = spans[name]
            found.append(Fault(code="T124", field=name, start=start, end=end))
    return found
