"""The required title, compiled once from the rulebook's pattern.

A pattern is a row of slots with separators between them; a slot is one field, or several with a
joiner between them, in brackets or bare: ``【{topic}】-[{form}]-[{author}+{department}]``. What
stands in front of the first slot and behind the last one is literal: ``“创文巩卫”{work}+{author}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from contest.rules import Field
from contest.titles.plan import Plan
from contest.titles.values import Shape

STAND_IN_SIGNS = "[XxＸｘ×?？*_]{2}"
_STAND_IN = re.compile(r"[XxＸｘ×?？*_]{2,8}(?:部门?|单位|公司|中心)?")
"""What forms print where something is to be filled in."""
ENDING = re.compile(r"(?i:\.(?:mp4|m4v|mov|mkv|webm|avi|ts|mts|mpg|mpeg|wmv|flv|3gp))\Z")
"""What the name of a video ends with."""
_LABEL = re.compile(r"([^:：]{1,10})[:：]\s*")

WEDGE = "\x1f"
"""Stands for a letter of a separator that is a word, while a title is cut. No title holds it: the
folding drops what shows nothing."""

MOST_TOLD = 3
"""Parts of a pattern in brackets that are told by their brackets alone, whatever stands in them:
longer patterns would be seen in any text with brackets."""

PLACES = ("subject", "post", "file", "archive")
"""Places that may ask for a pattern of their own."""


NO_MEANINGS: Mapping[str, str] = {}


class Slot(NamedTuple):
    """One part of the title: its fields, what joins them, its brackets, what stands before it.

    ``choice`` is set for a single field with fixed values; ``meanings`` are all ways of writing
    them, the longest of ``widest`` characters. ``shapes`` say what else may stand in each field,
    None for anything.
    """

    fields: tuple[str, ...]
    joiner: str
    opening: str
    closing: str
    separator: str
    optional: bool
    choice: Field | None
    shapes: tuple[Shape | None, ...] = ()
    meanings: Mapping[str, str] = NO_MEANINGS
    widest: int = 0
    labels: frozenset[str] = frozenset()

    @property
    def shape(self) -> Shape | None:
        """The shape of a single field without fixed values."""
        return self.shapes[0] if len(self.fields) == 1 and not self.choice else None

    def render(self, values: Mapping[str, str | None]) -> str:
        """The part as it should be written."""
        inner = self.joiner.join(values[name] or "" for name in self.fields)
        return f"{self.opening}{inner}{self.closing}"


class Hope(NamedTuple):
    """What a text must hold if anything in it is to tell of a title: one of the ``signs``, or of a
    fixed value (its letters) all ``letters`` but one, as a slip of the keyboard leaves."""

    signs: re.Pattern[str]
    words: tuple[frozenset[str], ...]

    def seen(self, text: str) -> bool:
        """Whether a text holds any of it."""
        if self.signs.search(text):
            return True
        letters = frozenset(text.casefold())
        return any(len(word - letters) <= (len(word) > 1) for word in self.words)


class Pattern(NamedTuple):
    """The compiled pattern.

    ``strict`` matches titles that need no repair; ``groups`` are the field and whether it is a
    hashtag for each of its groups. ``words`` are separators that hold letters, ``derived`` fields
    that follow from others. Parts are cut at the sign ``joint``, whatever was typed instead, and
    at the weak brackets ``breaks``; ``begun`` matches what follows a bracket that was never closed,
    ``enclosing`` a weak bracket round a value. ``fields`` are all names in order, those that
    follow from others last; ``omissible`` may be missing, ``required`` may not. ``people`` are
    fields that name some, ``phones`` says that a part is a telephone, ``shaped`` that not every
    text will do for a part without fixed values. ``choices`` are the slots with fixed values,
    ``letters`` all letters of these, ``initials`` their first ones. ``faces`` are texts already
    looked at. ``hope`` says what no title is without, None where that can't be said.
    """

    slots: tuple[Slot, ...]
    strict: re.Pattern[str]
    separators: frozenset[str]
    labels: Mapping[str, str]
    prefix: str = ""
    suffix: str = ""
    words: tuple[str, ...] = ()
    derived: tuple[tuple[str, Shape], ...] = ()
    joint: str = "-"
    breaks: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    phones: bool = False
    template: frozenset[str] = frozenset()
    groups: tuple[tuple[str, bool], ...] = ()
    fields: tuple[str, ...] = ()
    omissible: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()
    shaped: bool = False
    choices: tuple[Slot, ...] = ()
    initials: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    plan: Plan = Plan()
    begun: re.Pattern[str] | None = None
    enclosing: re.Pattern[str] | None = None
    faces: dict[str, Any] = {}  # noqa: RUF012  # each pattern gets its own
    hope: Hope | None = None

    @property
    def enclosed(self) -> bool:
        """Whether brackets hold both ends, so that nothing outside can pass for a part."""
        return self.plan.enclosed

    @property
    def free(self) -> bool:
        """Whether any text at all is a title: a single field, bare and without fixed values."""
        return len(self.slots) == 1 and not self.slots[0].opening and not self.slots[0].choice

    @property
    def literal(self) -> bool:
        """Whether signs that are rare in any text separate the parts."""
        return bool(self.prefix or self.suffix) or any(
            len(s.separator) > 1 or s.separator in set("+_＋") for s in self.slots[1:]
        )

    @property
    def almost_free(self) -> bool:
        """Whether any text at all has the one free part, and only a fixed value may be missing."""
        return self.plan.almost_free

    def hopeless(self, text: str) -> bool:
        """Whether nothing in a folded text can tell that it is a title: most lines of a mail are
        not, and need not be taken apart."""
        return self.hope is not None and not self.hope.seen(text)

    def weak(self, text: str) -> frozenset[str]:
        """The weak brackets that enclose a fixed value in ``text``, and so the other parts too."""
        found = self.enclosing.findall(text) if self.enclosing else ()
        return frozenset(found)

    @property
    def telling(self) -> bool:
        """Whether any part tells what it is: a fixed value, a certain sort, author and department.
        Where none does, any words with spaces between would pass for a title."""
        return any(
            slot.choice or len(slot.fields) > 1 or (slot.shape and slot.shape.telling)
            for slot in self.slots
        )

    def is_template(self, value: str) -> bool:
        """Whether ``value`` is the call's own name for a field, left standing."""
        value = value.strip("《》〈〉“”‘’\"'*_ ")
        if "/" not in value and "／" not in value:
            return value in self.template or _STAND_IN.fullmatch(value) is not None
        return any(piece in self.template for piece in value.replace("／", "/").split("/"))

    def label(self, value: str) -> int:
        """How many characters of ``value`` are a field's own name in front, as in 作者：张三."""
        match = _LABEL.match(value) if ":" in value or "：" in value else None
        return match.end() if match and self.is_template(match[1]) else 0

    def render(self, values: Mapping[str, str | None]) -> str:
        """The title with these values; optional slots without a value are left out."""
        parts = [s for s in self.slots if not s.optional or all(values[n] for n in s.fields)]
        inner = "".join(
            (slot.separator if i else "") + slot.render(values) for i, slot in enumerate(parts)
        )
        return f"{self.prefix}{inner}{self.suffix}"
