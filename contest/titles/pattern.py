"""The required title, compiled once from the rulebook's pattern.

A pattern is a row of slots with separators between them; a slot is one field, or several with a
joiner between them, in brackets or bare: ``【{topic}】-[{form}]-[{author}+{department}]``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from contest.errors import RulebookError
from contest.rules import Choice, Rulebook
from contest.titles.fold import PAIRS, fold

_OPENING = re.escape("".join(PAIRS))
_CLOSING = re.escape("".join(PAIRS.values()))
_LABEL = re.compile(r"([^:：]{1,10})[:：]\s*")
_FIELD = r"\{([a-z_]+)\}"
_JOINED = rf"{_FIELD}(?:[^{{}}{_OPENING}{_CLOSING}]{{1,3}}{_FIELD})*"
_SLOT = re.compile(rf"([{_OPENING}])({_JOINED})([{_CLOSING}])|{_FIELD}")
"""Several fields share a slot only inside brackets; bare, whatever stands between two fields
separates them."""


class Slot(NamedTuple):
    """One part of the title: its fields, what joins them, its brackets, what stands before it."""

    fields: tuple[str, ...]
    joiner: str
    opening: str
    closing: str
    separator: str
    optional: bool
    choice: Choice | None

    def render(self, values: Mapping[str, str | None]) -> str:
        """The part as it should be written."""
        inner = self.joiner.join(values[name] or "" for name in self.fields)
        return f"{self.opening}{inner}{self.closing}"


class Pattern(NamedTuple):
    """The compiled pattern. ``strict`` matches titles that need no repair, with named groups."""

    slots: tuple[Slot, ...]
    strict: re.Pattern[str]
    separators: frozenset[str]
    labels: Mapping[str, str]

    @property
    def fields(self) -> tuple[str, ...]:
        """All field names in order."""
        return tuple(name for slot in self.slots for name in slot.fields)

    @property
    def enclosed(self) -> bool:
        """Whether brackets hold both ends, so that nothing outside can pass for a part."""
        return all(slot.opening and slot.closing for slot in (*self.slots[:2], self.slots[-1]))

    @property
    def required(self) -> frozenset[str]:
        """Fields that no title may leave out."""
        return frozenset(n for slot in self.slots if not slot.optional for n in slot.fields)

    def is_template(self, value: str) -> bool:
        """Whether ``value`` is the call's own name for a field, left standing."""
        words = {word for label in self.labels.values() for word in label.split("/")}
        return any(piece in words for piece in value.replace("／", "/").split("/"))

    def label(self, value: str) -> int:
        """How many characters of ``value`` are a field's own name in front, as in 作者：张三."""
        match = _LABEL.match(value)
        return match.end() if match and self.is_template(match[1]) else 0

    def render(self, values: Mapping[str, str | None]) -> str:
        """The title with these values; optional slots without a value are left out."""
        parts = [s for s in self.slots if not s.optional or all(values[n] for n in s.fields)]
        return "".join(
            (slot.separator if i else "") + slot.render(values) for i, slot in enumerate(parts)
        )


def compile_pattern(rules: Rulebook) -> Pattern:
    """The pattern of ``rules``. Raises RulebookError where it can't be read."""
    return _compile(rules.title.pattern, rules.title.optional, _Key(rules))


class _Key:
    """Lets the cache ask by the pattern's parts alone: structs with dicts can't be hashed."""

    def __init__(self, rules: Rulebook) -> None:
        self.choices = rules.fields
        self.labels = rules.title.labels
        self.text = repr((self.choices, self.labels))

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.text == other.text


@lru_cache(maxsize=8)
def _compile(text: str, optional: tuple[str, ...], key: _Key) -> Pattern:
    slots: list[Slot] = []
    end = 0
    for match in _SLOT.finditer(text):
        inner = match[0][1:-1] if match[1] else match[0]
        names = tuple(re.findall(_FIELD, inner))
        joiners = re.split(_FIELD, inner)[2:-1:2]
        opening, closing = (match[0][0], match[0][-1]) if match[1] else ("", "")
        separator = text[end : match.start()]
        if PAIRS.get(opening, "") != closing or len(set(joiners)) > 1:
            raise RulebookError("The title pattern can't be read at “{part}”.", part=match[0])
        if bool(slots) != bool(separator):
            raise RulebookError(
                "The title pattern needs a separator between its parts, none in front: “{part}”.",
                part=match[0],
            )
        slots.append(
            Slot(
                fields=names,
                joiner=joiners[0] if joiners else "",
                opening=opening,
                closing=closing,
                separator=separator,
                optional=all(name in optional for name in names),
                choice=key.choices.get(names[0]) if len(names) == 1 else None,
            )
        )
        end = match.end()
    if not slots or end != len(text):
        raise RulebookError("The title pattern can't be read at “{part}”.", part=text[end:] or text)
    seen = [name for slot in slots for name in slot.fields]
    if len(seen) != len(set(seen)):
        raise RulebookError("The title pattern names a field twice: “{part}”.", part=text)
    separators = frozenset(fold("".join(s.separator for s in slots)).text) | {"-"}
    return Pattern(tuple(slots), _strict(slots), separators, key.labels)


def _strict(slots: list[Slot]) -> re.Pattern[str]:
    """One regular expression for the good titles. Inside brackets a text field may hold anything
    but its own brackets, a bare one anything but the separator."""
    whole = ""
    for slot in slots:
        inner = re.escape(slot.joiner).join(f"(?P<{n}>{_field(slot)})" for n in slot.fields)
        part = f"{re.escape(slot.opening)}{inner}{re.escape(slot.closing)}"
        if slot.choice and slot.choice.hashtag:
            tag = f"#(?P<{slot.fields[0]}_tag>{_field(slot)})#"
            part = f"(?:{part}|{tag})"
        if slot.optional and slot is slots[0] and len(slots) > 1:
            part = f"(?:{part}(?:{re.escape(slots[1].separator)}|(?<=#)))?"
            whole += part
            continue
        lead = slot.separator
        if len(slots) > 1 and slot is slots[1] and slots[0].optional:
            lead = ""
        part = re.escape(lead) + part
        whole += f"(?:{part})?" if slot.optional else part
    return re.compile(whole)


def _field(slot: Slot) -> str:
    if slot.choice:
        return "|".join(map(re.escape, slot.choice.values))
    outer = slot.opening + slot.closing or "-－–—"
    return rf"(?!\s)[^{re.escape(outer + slot.joiner)}]+(?<!\s)"
