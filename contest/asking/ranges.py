"""Numbers, lengths and sizes of a query, from one to another: 3:00.., ..90, 1:00..3:00."""

from __future__ import annotations

import math
import re
import unicodedata

from contest.asking.fields import Sort
from contest.quantities import octets, seconds

TO = ".."
GREATEST_NUMBER = 2**63 - 1
_SPAN = r"#?(\d{1,4000})(?:\s*(-|–|—|~|\.\.)\s*#?(\d{1,4000})?)?"


def plain(text: str) -> str:
    """A value in the letters that numbers are read in: full-width ones are as good."""
    return unicodedata.normalize("NFKC", text.replace("—", "-")).strip()


def between(text: str, sort: Sort) -> tuple[float | None, float | None]:
    """From one value to another, both counted in; None is no limit. Raises ValueError for no such
    value, or for a range that nothing can lie in."""
    first, two, last = plain(text).partition(TO)
    least = _value(first, sort)
    most = _value(last, sort) if two else least
    if least is None and most is None:
        raise ValueError(text)
    if least is not None and most is not None and least > most:
        raise ValueError(text)
    return least, most


def _value(text: str, sort: Sort) -> float | None:
    text = text.strip()
    if not text:
        return None
    found: float | None
    if sort is Sort.LENGTH:
        found = seconds(text)
    elif sort is Sort.SIZE:
        found = octets(text)
    elif text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        found = int(text)
    else:
        raise ValueError(text)
    if found is None or not math.isfinite(found):
        raise ValueError(text)
    return int(found) if found == int(found) else found


MOST_DIGITS = 15


def numbers(text: str) -> tuple[int, int | None] | None:
    """The span of entry numbers that a word names: 5, #005, 12-24, 12..24, 12..; None for a word
    that looks otherwise. Raises ValueError for a span that no number lies in."""
    match = re.fullmatch(_SPAN, plain(text), re.ASCII)
    if not match:
        return None
    first, to, last = match.groups()
    if to and last is None:
        return (int(first), None) if to == TO else None
    span = int(first), int(last or first)
    if not span[0] <= span[1] <= GREATEST_NUMBER:
        raise ValueError(text)
    return span
