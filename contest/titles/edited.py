"""A title in which a person has changed parts: written anew by the pattern and looked at again."""

from __future__ import annotations

from collections.abc import Mapping

from contest.model import Fault, Title
from contest.titles.parse import parse
from contest.titles.pattern import Pattern
from contest.titles.values import examine

LONGEST_QUOTE = 60
"""Characters of a part that a fault quotes."""


def retold(title: Title, changed: Mapping[str, str | None], pattern: Pattern) -> Title:
    """The title with its parts ``changed``. Its text stays what was received; the faults are those
    of the title as it now reads, and have no places in that text."""
    derived = {name for name, _ in pattern.derived}
    fields = {**title.fields, **changed}
    wanted = {name: fields.get(name) for name in pattern.fields if name not in derived}
    text = pattern.render(wanted)
    read = parse(text, pattern, where=title.where)
    faults = tuple(_placeless(fault, text) for fault in read.faults)
    if any(read.fields.get(name) != value for name, value in wanted.items()):
        # A part that holds the pattern's own signs: what it says is certain all the same.
        faults = _of_parts(wanted, pattern)
    followed = {name: read.fields.get(name) for name in derived}
    whole = all(wanted[name] for name in pattern.required - derived)
    return title._replace(
        fields={**fields, **wanted, **followed},
        spans={},
        faults=faults,
        suggested=text if whole else None,
        repaired=False,
    )


def _of_parts(fields: Mapping[str, str | None], pattern: Pattern) -> tuple[Fault, ...]:
    """What is wrong with the parts, each looked at by itself."""
    found = [
        Fault("T101" if name in pattern.required else "T114", name)
        for slot in pattern.slots
        for name in slot.fields
        if not fields.get(name)
    ]
    for slot in pattern.slots:
        for name, shape in zip(slot.fields, slot.shapes, strict=True):
            value = fields.get(name)
            if shape is not None and value:
                _, fault = examine(name, shape, value, (0, len(value)))
                found += [_placeless(fault, value)] if fault else []
    return tuple(found)


def _placeless(fault: Fault, text: str) -> Fault:
    """A fault that points nowhere, with the text that it pointed at."""
    args = fault.args
    if fault.start is not None and "value" not in args:
        args = {**args, "value": text[fault.start : fault.end][:LONGEST_QUOTE].strip()}
    return fault._replace(start=None, end=None, args=args)
