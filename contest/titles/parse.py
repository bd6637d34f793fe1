"""Text → Title: strict first, then aligned with the pattern, every fault with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from contest.model import Fault, Title
from contest.titles.fold import hides, tidy
from contest.titles.joined import NAMING, doubts
from contest.titles.pattern import ENDING, Pattern
from contest.titles.values import derive, examine

_ODD = re.compile("[ /／:：.《〈“‘\"'*_XxＸｘ×?？]")
"""Signs that what is no value might have: padding, a label, a video's ending, a stand-in."""
LONGEST = 1000
"""Characters of a title that may be good as it stands; longer ones are looked at with care."""


def parse(text: str, pattern: Pattern, *, start: int = 0, where: str = "text") -> Title:
    """Take ``text`` apart by ``pattern``. ``start`` says how many characters in front are known
    not to belong to the title. Never raises; what is wrong is in the title's ``faults``."""
    good = pattern.enclosed and len(text) <= LONGEST
    match = pattern.strict.fullmatch(text, start) if good else None
    title = None
    if match and not hides(text):
        title = clean(match, pattern, where)
    if title is None:
        from contest.titles.tolerant import tolerant

        title = tolerant(text, pattern, start, where)
    return _derived(title, pattern) if pattern.derived else title


def _derived(title: Title, pattern: Pattern) -> Title:
    """The title with the fields that follow from those that it names."""
    fields = dict(title.fields)
    for name, shape in pattern.derived:
        value = fields.get(shape.field.of)
        fields[name] = derive(shape, value) if value else None
    return title._replace(fields=fields)


def choose(candidates: Iterable[tuple[str, str, int, Pattern]]) -> Title | None:
    """The best title among (where, text, start, pattern), in the order of preference: the first
    that has every required part, else the one in which most parts were found; None without
    candidates."""
    best: Title | None = None
    for where, text, start, pattern in candidates:
        title = parse(text, pattern, start=start, where=where)
        if all(title.fields[name] for name in pattern.required):
            return title
        if best is None or title.recognised > best.recognised:
            best = title
    return best


def is_title(pattern: Pattern) -> Callable[[str], bool]:
    """A test whether a text holds every required part of a title. Where any text is a title, none
    tells of one."""

    def holds(text: str) -> bool:
        title = parse(text, pattern)
        return not pattern.free and all(title.fields[name] for name in pattern.required)

    return holds


def clean(match: re.Match[str], pattern: Pattern, where: str) -> Title | None:
    """The title of a strict match, or None if a value is a word of the template."""
    fields: dict[str, str | None] = dict.fromkeys(pattern.fields)
    spans: dict[str, tuple[int, int]] = {}
    text = match.string
    asis = True
    # Most titles hold no sign that a template's word or a label could be told by, and no space.
    odd = not text.isprintable() or _ODD.search(text) is not None
    found = match.groups()
    if not pattern.template.isdisjoint(found):
        return None
    for (name, tag), written, span in zip(pattern.groups, found, match.regs[1:], strict=True):
        if written is None:
            continue
        value = tidy(written) if odd else written
        fields[name], spans[name] = value, span
        asis = asis and not tag and value == written
        if odd and not _is_value(pattern, name, value):
            return None
    wrong = _misfits(pattern, fields, spans) if pattern.shaped else []
    if wrong is None:
        return None
    faults = [
        Fault("T114", name, match.start(), match.start())
        for name in pattern.omissible
        if fields[name] is None
    ]
    doubtful = [*wrong, *doubts(fields, spans, pattern.people)]
    good = None if doubtful else match[0] if asis else pattern.render(fields)
    return Title(text, fields, spans, (*faults, *doubtful), good, False, where)


def _is_value(pattern: Pattern, name: str, value: str) -> bool:
    if pattern.is_template(value) or pattern.label(value):
        return False
    return not (name in NAMING and ENDING.search(value, 1))


def _misfits(
    pattern: Pattern, fields: dict[str, str | None], spans: dict[str, tuple[int, int]]
) -> list[Fault] | None:
    """What is wrong with the values of a title whose form is good; None if one must be put right,
    which is the tolerant parser's work."""
    found = []
    for slot in pattern.slots:
        for name, shape in zip(slot.fields, slot.shapes, strict=True):
            value = fields[name]
            if shape is None or value is None:
                continue
            taken, wrong = examine(name, shape, value, spans[name])
            if taken != value:
                return None
            found += [wrong] if wrong else []
    return found
