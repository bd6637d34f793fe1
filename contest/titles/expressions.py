"""The regular expressions of a pattern: for good titles, and for brackets typed instead."""

from __future__ import annotations

import re

from contest.titles.pattern import Slot


def strict(slots: list[Slot], prefix: str, suffix: str) -> re.Pattern[str]:
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


def _values(slots: list[Slot]) -> str:
    """The fixed values as an expression, the longest first."""
    words = {w for s in slots if s.choice for w in (*s.choice.values, *s.choice.aliases)}
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))


def begun(slots: list[Slot], separators: frozenset[str]) -> re.Pattern[str] | None:
    """What stands behind a bracket that was never closed: a value, a separator, another bracket."""
    values = _values(slots)
    signs = re.escape("".join(separators))
    if not values:
        return None
    row = rf"(?:\s*[{signs}]\s*(?:{values}))*"
    return re.compile(rf"\s*({values})(?={row}\s*[{signs}]\s*[\[［【〔「『〖])")


def enclosing(slots: list[Slot]) -> re.Pattern[str] | None:
    """A weak bracket round a value, the bracket as its group."""
    values = _values(slots)
    return re.compile(rf"([(（《〈<{{｛])\s*(?:{values})\s*[)）》〉>}}｝]") if values else None
