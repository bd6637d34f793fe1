"""The required title, compiled once from the rulebook's pattern.

A pattern is a row of slots with separators between them; a slot is one field, or several with a
joiner between them, in brackets or bare: ``【{topic}】-[{form}]-[{author}+{department}]``. What
stands in front of the first slot and behind the last one is literal: ``“创文巩卫”{work}+{author}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from contest.errors import RulebookError
from contest.rules import Field, Place, Rulebook
from contest.titles.fold import PAIRS, fold
from contest.titles.plan import Facts, Plan
from contest.titles.values import Shape, shape_of

_OPENING = re.escape("".join(PAIRS))
_CLOSING = re.escape("".join(PAIRS.values()))
_LABEL = re.compile(r"([^:：]{1,10})[:：]\s*")
_FIELD = r"\{([a-z][a-z0-9_]*)\}"
_JOINED = rf"{_FIELD}(?:[^{{}}{_OPENING}{_CLOSING}]{{1,3}}{_FIELD})*"
_SLOT = re.compile(rf"([{_OPENING}])({_JOINED})([{_CLOSING}])|{_FIELD}")
"""Several fields share a slot only inside brackets; bare, whatever stands between two fields
separates them."""

WEDGE = "\x1f"
"""Stands for a letter of a separator that is a word, while a title is cut. No title holds it: the
folding drops what shows nothing."""

_WEAK_FAMILIES = tuple(map(frozenset, ("(（", "《〈<", "{｛")))

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


class Pattern(NamedTuple):
    """The compiled pattern. ``strict`` matches titles that need no repair, with named groups.
    ``words`` are separators that hold letters, ``derived`` fields that follow from others. Parts
    are cut at the sign ``joint``, whatever was typed instead, and at the weak brackets ``breaks``;
    ``people`` are fields that name some, ``phones`` says that a part is a telephone. ``groups`` are
    the field and whether it is a hashtag for each group of ``strict``; ``fields`` are all names in
    order, those that follow from others last; ``omissible`` those that may be missing, ``required``
    all others. ``shaped``: not every text will do for a part without fixed values."""

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
    plan: Plan = Plan()
    begun: re.Pattern[str] | None = None
    enclosing: re.Pattern[str] | None = None

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
        if "/" not in value and "／" not in value:
            return value in self.template
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


def compile_pattern(rules: Rulebook, place: str = "") -> Pattern:
    """The pattern of ``rules``, or that which one of PLACES asks for. Raises RulebookError where
    it can't be read."""
    own: Place | None = getattr(rules.title, place) if place in PLACES else None
    if own is None or not own.pattern:
        return _compile(rules.title.pattern, rules.title.optional, _Key(rules))
    return _compile(own.pattern, own.optional, _Key(rules))


class _Key:
    """Lets the cache ask by the pattern's parts alone: structs with dicts can't be hashed."""

    def __init__(self, rules: Rulebook) -> None:
        self.fields = rules.fields
        self.labels = rules.title.labels
        self.rosters = rules.rosters
        self.text = repr((self.fields, self.labels, self.rosters))

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.text == other.text


@lru_cache(maxsize=16)
def _compile(text: str, optional: tuple[str, ...], key: _Key) -> Pattern:
    slots: list[Slot] = []
    prefix = ""
    end = 0
    for match in _SLOT.finditer(text):
        inner = match[0][1:-1] if match[1] else match[0]
        names = tuple(re.findall(_FIELD, inner))
        joiners = re.split(_FIELD, inner)[2:-1:2]
        opening, closing = (match[0][0], match[0][-1]) if match[1] else ("", "")
        literal = text[end : match.start()]
        if PAIRS.get(opening, "") != closing or len(set(joiners)) > 1:
            raise RulebookError("The title pattern can't be read at “{part}”.", part=match[0])
        if slots and not literal and not opening and not slots[-1].opening:
            raise RulebookError(
                "The title pattern needs a separator between its parts: “{part}”.", part=match[0]
            )
        if not slots:
            prefix, literal = literal, ""
        choice = _choice(key.fields.get(names[0])) if len(names) == 1 else None
        meanings = _meanings(choice)
        slots.append(
            Slot(
                fields=names,
                joiner=joiners[0] if joiners else "",
                opening=opening,
                closing=closing,
                separator=literal,
                optional=all(name in optional for name in names),
                choice=choice,
                shapes=tuple(shape_of(key.fields.get(n), key.rosters) for n in names),
                meanings=meanings,
                widest=max(map(len, meanings), default=0),
                labels=frozenset(w for n in names for w in key.labels.get(n, "").split("/")),
            )
        )
        end = match.end()
    strange = re.search(r"\{([^{}]*)\}", re.sub(_FIELD, "", text))
    if strange:
        raise RulebookError(
            "The field {part} can't be read: its name is lower-case Latin letters, such as "
            "{{work}}; what the call names it goes into [title.labels].",
            part=strange[0],
        )
    suffix = text[end:]
    literals = (prefix, *(s.separator for s in slots), suffix)
    if not slots or any(c in "{}" for part in literals for c in part) or _lopsided(literals):
        raise RulebookError("The title pattern can't be read at “{part}”.", part=suffix or text)
    seen = [name for slot in slots for name in slot.fields]
    if len(seen) != len(set(seen)):
        raise RulebookError("The title pattern names a field twice: “{part}”.", part=text)
    words = tuple(s.separator for s in slots if any(c.isalnum() for c in s.separator))
    # A space beside another sign only sets it off; it separates where it stands alone.
    signs = "".join(
        s.separator.strip(" ") or s.separator for s in slots if s.separator not in words
    )
    separators = frozenset(fold(signs).text) | ({WEDGE} if words else frozenset())
    if not separators - {" "} or any(slot.opening for slot in slots):
        separators |= {"-"}  # what most people type; bare parts may hold one, as telephones do
    derived = tuple(
        (name, shape)
        for name, field in key.fields.items()
        if field.of in seen and name not in seen and (shape := shape_of(field, key.rosters))
    )
    own = {slot.opening for slot in slots}
    shaped = [(n, s) for slot in slots for n, s in zip(slot.fields, slot.shapes, strict=True) if s]
    strict = _strict(slots, prefix, suffix)
    return Pattern(
        slots=tuple(slots),
        strict=strict,
        separators=separators,
        labels=key.labels,
        prefix=prefix,
        suffix=suffix,
        words=words,
        derived=derived,
        joint="-" if "-" in separators else min(separators - {" "}, default="-"),
        breaks=frozenset().union(*(family for family in _WEAK_FAMILIES if own & family)),
        people=frozenset(name for name, shape in shaped if shape.person),
        phones=any(shape.field.kind == "phone" for _, shape in shaped),
        groups=tuple((n.removesuffix("_tag"), n.endswith("_tag")) for n in strict.groupindex),
        fields=(*seen, *(name for name, _ in derived)),
        omissible=tuple(name for slot in slots if slot.optional for name in slot.fields),
        required=frozenset(n for slot in slots if not slot.optional for n in slot.fields),
        shaped=bool(shaped),
        template=frozenset(w for label in key.labels.values() for w in label.split("/")),
        plan=_plan(slots),
        begun=_begun(slots, separators),
        enclosing=_enclosing(slots),
    )


def _plan(slots: list[Slot]) -> Plan:
    """The facts of the slots."""
    facts = tuple(
        Facts(
            choice=bool(s.choice),
            optional=s.optional,
            opening=s.opening,
            separator=bool(s.separator),
            joined=len(s.fields) > 1,
            work=s.fields == ("work",),
            telling=bool(s.shape and s.shape.telling),
            person=bool(s.shape and s.shape.person),
        )
        for s in slots
    )
    bare = [s for s in slots if not s.choice]
    alone = len(bare) == 1 and len(bare[0].fields) == 1 and not bare[0].opening
    return Plan(
        facts,
        bracketed=any(s.opening for s in slots),
        enclosed=all(s.opening and s.closing for s in (*slots[:2], slots[-1])),
        almost_free=alone and len(slots) == 2 and not bare[0].shape,
    )


def _meanings(choice: Field | None) -> dict[str, str]:
    """Each way of writing a fixed value, capitals made small, and the value meant."""
    if choice is None:
        return {}
    plain = {alias.casefold(): value for alias, value in choice.aliases.items()}
    plain |= {value.casefold(): value for value in choice.values}
    return plain | dict(choice.aliases) | {value: value for value in choice.values}


def _values(slots: list[Slot]) -> str:
    """The fixed values as an expression, the longest first."""
    words = {w for s in slots if s.choice for w in (*s.choice.values, *s.choice.aliases)}
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))


def _begun(slots: list[Slot], separators: frozenset[str]) -> re.Pattern[str] | None:
    """What stands behind a bracket that was never closed: a value, a separator, another bracket."""
    values = _values(slots)
    signs = re.escape("".join(separators))
    if not values:
        return None
    row = rf"(?:\s*[{signs}]\s*(?:{values}))*"
    return re.compile(rf"\s*({values})(?={row}\s*[{signs}]\s*[\[［【〔「『〖])")


def _enclosing(slots: list[Slot]) -> re.Pattern[str] | None:
    """A weak bracket round a value, the bracket as its group."""
    values = _values(slots)
    return re.compile(rf"([(（《〈<{{｛])\s*(?:{values})\s*[)）》〉>}}｝]") if values else None


def _choice(field: Field | None) -> Field | None:
    return field if field is not None and field.values else None


def _lopsided(literals: tuple[str, ...]) -> bool:
    """Whether a bracket among the literals has no partner: then a slot was meant to be in it."""
    text = "".join(literals)
    return any(text.count(opening) != text.count(closing) for opening, closing in PAIRS.items())


def _strict(slots: list[Slot], prefix: str, suffix: str) -> re.Pattern[str]:
    """One regular expression for the good titles. Inside brackets a text field may hold anything
    but its own brackets, a bare one anything but the separator."""
    whole = re.escape(prefix)
    for slot in slots:
        field = _field(slot, slots)
        inner = re.escape(slot.joiner).join(f"(?P<{n}>{field})" for n in slot.fields)
        part = f"{re.escape(slot.opening)}{inner}{re.escape(slot.closing)}"
        if slot.choice and slot.choice.hashtag:
            tag = f"#(?P<{slot.fields[0]}_tag>{field})#"
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
    return re.compile(whole + re.escape(suffix))


def _field(slot: Slot, slots: list[Slot]) -> str:
    if slot.choice:
        return "|".join(map(re.escape, slot.choice.values))
    separators = [s.separator for s in slots if s.separator]
    plain = [s for s in separators if not any(c.isalnum() for c in s)]
    # A space beside another sign may stand in a value as well; one that separates alone may not,
    # or every part could take it and a long text would be tried in every way.
    signs = "".join(s if not s.strip() else s.replace(" ", "") for s in plain)
    brackets = "".join(s.opening + s.closing for s in slots)
    outer = slot.opening + slot.closing or "-－–—" + signs + brackets
    words = "|".join(re.escape(s) for s in separators if any(c.isalnum() for c in s))
    ahead = f"(?!{words})" if words and not slot.opening else ""
    inner = f"[^{re.escape(outer + slot.joiner)}]"
    return rf"(?!\s)(?:{ahead}{inner})+(?<!\s)" if ahead else rf"(?!\s){inner}+(?<!\s)"
