"""What the rules ask of a video's length: the limits of its category, or of all."""

from __future__ import annotations

from collections.abc import Iterable

from contest.checks.asked.base import NO_LENGTH, Question, category_table, setting
from contest.checks.lengths import lengths_of, outside, stepped, unadvised
from contest.model import Media
from contest.quantities import length_text, seconds
from contest.rules import Lengths, Rulebook

_LEAST = {"shortest": "≥", "above": ">"}
_MOST = {"longest": "≤", "below": "<"}
_ADVICE = {"advised_shortest": "≥", "advised_longest": "≤", "about": "≈"}


def _of_category(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    limits, own = lengths_of(rules, category)
    return _limits(limits, _hard(limits)) if own else None


def _of_all(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    """Of all, and where a category with penalties ends."""
    limits, own = lengths_of(rules, category)
    signs = {} if own else _hard(limits)
    return _limits(limits, signs | _end(limits))


def _limits(limits: Lengths, signs: dict[str, str]) -> str | None:
    """Limits as one text; None where there are none, or where the rules weigh them at nothing."""
    if limits.severity == "off":
        return None
    text = ", ".join(_parts(limits, signs))
    spare = seconds(limits.tolerance) if signs.keys() - {"cutoff"} else None
    return (f"{text} (± {length_text(spare)})" if spare and text else text) or None


def _parts(limits: Lengths, signs: dict[str, str]) -> Iterable[str]:
    for name, sign in signs.items():
        value = seconds(getattr(limits, name))
        if value is not None:
            yield f"{sign} {length_text(value)}"


def _hard(limits: Lengths) -> dict[str, str]:
    """The limits that must be kept: what is longer may cost points instead."""
    return _LEAST if stepped(limits) else _LEAST | _MOST


def _end(limits: Lengths) -> dict[str, str]:
    return {"cutoff": "≤"} if stepped(limits) else {}


def _advice(media: Media, rules: Rulebook, category: str | None) -> str | None:
    """Advice is not asked for where a limit is broken: that is told once."""
    limits, _ = lengths_of(rules, category)
    if media.duration is not None:
        whole = round(media.duration)
        if unadvised(limits, whole) and outside(limits, whole, upper=not stepped(limits)):
            return None
    return ", ".join(_parts(limits, _ADVICE)) or None


def _free(media: Media, rules: Rulebook, category: str | None) -> str | None:
    """The length from which on points are lost; beyond the end of all steps it is refused."""
    limits, _ = lengths_of(rules, category)
    longest, cutoff = seconds(limits.longest), seconds(limits.cutoff)
    if longest is None or not limits.penalties:
        return None
    if cutoff is not None and media.duration is not None and round(media.duration) > cutoff:
        return None
    first = min(seconds(step.over) or 0 for step in limits.penalties)
    return f"< {length_text(longest + first)}" if first > 0 else f"≤ {length_text(longest)}"


def _length(media: Media) -> str | None:
    return None if media.duration is None else length_text(media.duration)


def _clause_of_category(rules: Rulebook, category: str | None) -> str:
    limits, own = lengths_of(rules, category)
    return _place(limits, own, _hard(limits)) if own else "[categories]"


def _clause_of_all(rules: Rulebook, category: str | None) -> str:
    limits, own = lengths_of(rules, category)
    if own is None:
        return _place(limits, None, _hard(limits) | _end(limits))
    return _place(limits, own, _end(limits)) if limits.cutoff is not None else "[lengths]"


def _clause_of_advice(rules: Rulebook, category: str | None) -> str:
    return _place(*lengths_of(rules, category), _ADVICE)


def _clause_of_points(rules: Rulebook, category: str | None) -> str:
    return _place(*lengths_of(rules, category), ("penalties",))


def _place(limits: Lengths, own: str | None, names: Iterable[str]) -> str:
    """Those of the settings that are made, in the table in which they stand."""
    made = [name for name in names if getattr(limits, name) not in (None, ())]
    return setting(category_table(own) if own is not None else "lengths", *made)


LENGTHS = {
    "M201": Question("length of the category", _of_category, _length, NO_LENGTH,
                     _clause_of_category),
    "M210": Question("allowed length", _of_all, _length, NO_LENGTH, _clause_of_all),
    "M211": Question("advised length", _advice, _length, NO_LENGTH, _clause_of_advice),
    "M212": Question("length without penalty", _free, _length, NO_LENGTH, _clause_of_points),
}  # fmt: skip
"""By code."""
