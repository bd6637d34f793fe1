"""Documents, quotas, teams, checklists, codes and profiles that refer to nothing."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from contest.errors import RulebookError
from contest.quantities import octets
from contest.rulebook.sense.base import least_and_most, no_category, unreadable
from contest.rulebook.shape import Path_, Wrong, nearest
from contest.rulebook.written import SIZE
from contest.rules import Rulebook
from contest.titles import compile_pattern
from contest.titles.pattern import PLACES

ALSO = ("person", "sender")
"""What quotas count besides the fields of a title."""


def nonsense(rules: Rulebook, folder: Path | None) -> Iterator[Wrong]:
    """Every problem with what an entry must bring and how many there may be."""
    for number, document in enumerate(rules.documents, 1):
        path = ("documents", str(number))
        yield from unreadable(document.largest, octets, (*path, "largest"), SIZE)
        yield from least_and_most(document.least, document.most, (*path, "most"))
        yield from no_category(rules, document.category, (*path, "category"))
    yield from _quotas(rules)
    yield from least_and_most(rules.team.least, rules.team.most, ("team", "most"))
    for number, tick in enumerate(rules.checklist, 1):
        yield from no_category(rules, tick.category, ("checklist", str(number), "category"))
    yield from _twice("checklist", [tick.name for tick in rules.checklist])
    yield from _codes(rules)
    for name, file in rules.profiles.items():
        inside = Path(file)
        if inside.is_absolute() or ".." in inside.parts:
            yield Wrong(("profiles", name), "the file must lie beside contest.toml")
        elif folder is not None and not os.path.isfile(  # noqa: PTH113  # pathlib raises for a long name
            folder / inside
        ):
            message = "{path} can't be read: {reason}"
            yield Wrong(("profiles", name), message, {"path": file, "reason": "absent"})


def _quotas(rules: Rulebook) -> Iterator[Wrong]:
    known = [*_fields(rules), *ALSO]
    for number, quota in enumerate(rules.quotas, 1):
        path = ("quotas", str(number))
        if not quota.per:
            yield Wrong((*path, "per"), "at least one value is needed")
        for name in quota.per:
            if name not in known:
                near = nearest(name, dict.fromkeys(known))
                message = "no such field “{name}”; there are {known}"
                arguments = {"name": name, "known": ", ".join(known)}
                if near:
                    message = "no such field “{name}”; did you mean “{near}”? There are {known}"
                    arguments["near"] = near
                yield Wrong((*path, "per"), message, arguments)
        if quota.most is None and quota.least is None:
            yield Wrong(path, "a quota needs “most” or “least”")
        yield from least_and_most(quota.least, quota.most, (*path, "most"))
        yield from no_category(rules, quota.category, (*path, "category"))


def _fields(rules: Rulebook) -> dict[str, None]:
    found: dict[str, None] = {}
    for place in ("", *PLACES):
        try:
            found |= dict.fromkeys(compile_pattern(rules, place).fields)
        except (RulebookError, ValueError):
            continue  # told where the pattern stands
    return found


def _codes(rules: Rulebook) -> Iterator[Wrong]:
    if not rules.severity:
        return
    from contest.checks import CHECKS  # every check there is: only where one is named

    for code in rules.severity:
        if code in CHECKS:
            continue
        near = nearest(code, CHECKS)
        if near:
            yield Wrong(("severity", code), "no such code; did you mean {near}?", {"near": near})
        else:
            yield Wrong(("severity", code), "no such code")


def _twice(table: str, names: list[str]) -> Iterator[Wrong]:
    counts = Counter(names)
    for number, name in enumerate(names, 1):
        if counts[name] > 1 and names.index(name) == number - 1:
            path: Path_ = (table, str(number), "name")
            yield Wrong(path, "two of them are called “{name}”", {"name": name})
