"""From the rulebook's pattern to the compiled one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from contest.errors import RulebookError
from contest.rules import Field, Place, Rulebook
from contest.titles.choices import letters_of, simplified
from contest.titles.expressions import begun, enclosing, strict
from contest.titles.fold import PAIRS, fold
from contest.titles.pattern import MOST_TOLD, PLACES, STAND_IN_SIGNS, WEDGE, Hope, Pattern, Slot
from contest.titles.plan import Facts, Plan
from contest.titles.values import shape_of

_OPENING = re.escape("".join(PAIRS))
_CLOSING = re.escape("".join(PAIRS.values()))
_FIELD = r"\{([a-z][a-z0-9_]*)\}"
_JOINED = rf"{_FIELD}(?:[^{{}}{_OPENING}{_CLOSING}]{{1,3}}{_FIELD})*"
_SLOT = re.compile(rf"([{_OPENING}])({_JOINED})([{_CLOSING}])|{_FIELD}")
"""Several fields share a slot only inside brackets; bare, whatever stands between two fields
separates them."""

_WEAK_FAMILIES = tuple(map(frozenset, ("(（", "《〈<", "{｛")))


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
    good = strict(slots, prefix, suffix)
    return Pattern(
        slots=tuple(slots),
        strict=good,
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
        groups=tuple((n.removesuffix("_tag"), n.endswith("_tag")) for n in good.groupindex),
        fields=(*seen, *(name for name, _ in derived)),
        omissible=tuple(name for slot in slots if slot.optional for name in slot.fields),
        required=frozenset(n for slot in slots if not slot.optional for n in slot.fields),
        shaped=bool(shaped),
        template=frozenset(w for label in key.labels.values() for w in label.split("/")),
        choices=tuple(s for s in slots if s.choice),
        initials=letters_of(word[:1] for s in slots for word in s.meanings),
        letters=letters_of(word for s in slots for word in s.meanings),
        plan=_plan(slots),
        faces={},
        hope=_hope(slots, key.labels),
        begun=begun(slots, separators),
        enclosing=enclosing(slots),
    )


def _hope(slots: list[Slot], labels: Mapping[str, str]) -> Hope | None:
    """What no title of this pattern is without (``repair.interpret`` says what tells of one)."""
    fixed = [s for s in slots if s.choice and not s.optional]
    telling = any(shape and shape.telling for s in slots for shape in s.shapes)
    bracketed = any(s.opening for s in slots)
    if not fixed or telling or not bracketed or len(slots) <= MOST_TOLD:
        return None
    words = {w for label in labels.values() for w in label.split("/") if w}
    words |= {s.joiner for s in slots if s.joiner}
    signs = "|".join((*map(re.escape, sorted(words)), STAND_IN_SIGNS))
    variants = {frozenset(simplified(w).casefold()) for s in fixed for w in s.meanings}
    return Hope(re.compile(signs), tuple(variants))


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
        joined=any(len(s.fields) > 1 for s in slots),
        enclosed=all(s.opening and s.closing for s in (*slots[:2], slots[-1])),
        almost_free=alone and len(slots) == 2 and not bare[0].shape,
    )


def _meanings(choice: Field | None) -> dict[str, str]:
    """Each way of writing a fixed value, capitals made small, and the value meant."""
    if choice is None:
        return {}
    plain = {alias.casefold(): value for alias, value in choice.aliases.items()}
    plain |= {value.casefold(): value for value in choice.values}
    if choice.hashtag:
        plain |= {f"#{value}#": value for value in choice.values}
    return plain | dict(choice.aliases) | {value: value for value in choice.values}


def _choice(field: Field | None) -> Field | None:
    return field if field is not None and field.values else None


def _lopsided(literals: tuple[str, ...]) -> bool:
    """Whether a bracket among the literals has no partner: then a slot was meant to be in it."""
    text = "".join(literals)
    return any(text.count(opening) != text.count(closing) for opening, closing in PAIRS.items())
