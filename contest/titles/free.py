"""Titles of contests that ask for none: any text is the work's name."""

from __future__ import annotations

import re

from contest.model import Fault, Title
from contest.titles.fold import Folded, tidy
from contest.titles.literal import trim
from contest.titles.pattern import Pattern
from contest.titles.values import examine

_MARKS = r"(?:[#＃][^#＃\s]{1,40}[#＃]?|[@＠][^\s@＠#＃]{1,40})\s*"
"""Hashtags and accounts, which posts put before and behind what they say."""
LONGEST = 80
"""Characters of a post that are taken for the work's name."""


def free(
    text: str, folded: Folded, begin: int, end: int, pattern: Pattern, where: str
) -> tuple[Title, bool]:
    """The title that ``text`` is between two folded positions, and whether there is any."""
    begin, end, faults = trim(folded, begin, end, pattern)
    start, stop = folded.places[begin], max(folded.places[begin], folded.places[end])
    lead = re.match(rf"\s*(?:{_MARKS})*", text[start:stop])
    start += lead.end() if lead else 0
    line = re.match(r"[^\r\n]*", text[start:stop])
    stop = start + (line.end() if line else 0)
    tail = re.search(rf"\s*(?:{_MARKS})*$", text[start:stop])
    if tail and tail.start():
        stop = start + tail.start()
    stop = min(stop, start + LONGEST)
    value = tidy(text[start:stop])
    (name,) = pattern.slots[0].fields
    found = list(faults)
    if value and pattern.is_template(value):
        args = {"value": value, "allowed": ""}
        found.append(Fault("T103", name, start, stop, args))
    elif value and (shape := pattern.slots[0].shape):
        value, wrong = examine(name, shape, value, (start, stop))
        found += [wrong] if wrong else []
    taken = value if value and not any(f.code == "T103" for f in found) else None
    good = pattern.render({name: taken}) if taken and len(found) == len(faults) else None
    title = Title(
        text=text,
        fields=dict.fromkeys(pattern.fields) | {name: taken},
        spans={name: (start, stop)} if taken else {},
        faults=tuple(found),
        suggested=good,
        where=where,
    )
    return title, bool(value)
