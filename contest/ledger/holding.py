"""Whether a text holds another one, as names are compared: a function that SQLite calls."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from contest.asking.variants import PLAIN
from contest.checks.compare import DROPPED, comparable

MOST_KNOWN = 10_000
"""Answers that are kept for each needle: departments come again and again, titles don't."""

LONGEST_KNOWN = 16
"""Characters of a text whose answer is kept."""

_BETWEEN = f"[{re.escape(''.join(sorted(DROPPED)))}]*"


_ODD = re.compile(f"[^{PLAIN}]")


class _Needle(NamedTuple):
    """What is looked for in the folded text, and the answers so far."""

    pattern: re.Pattern[str]
    known: dict[str, bool]


class Holding:
    """The needles of one query."""

    def __init__(self) -> None:
        self._needles: dict[str, _Needle] = {}

    def holds(self, text: str | None, needle: str) -> bool:
        """Whether a text holds a needle that is written as it is compared."""
        if not text:
            return False
        made = self._needles.get(needle)
        if made is None:
            pattern = re.compile(_BETWEEN.join(map(re.escape, needle)))
            made = self._needles[needle] = _Needle(pattern, {})
        if len(text) > LONGEST_KNOWN:
            return _looked(text, needle, made.pattern)
        found = made.known.get(text)
        if found is None:
            found = _looked(text, needle, made.pattern)
            if len(made.known) < MOST_KNOWN:
                made.known[text] = found
        return found


def _looked(text: str, needle: str, pattern: re.Pattern[str]) -> bool:
    if needle.isascii() and needle not in text.lower() and not _ODD.search(text):
        return False  # most texts: none of their letters can stand for others
    if needle[:1] in DROPPED:  # it is nothing but quotes and spaces
        return needle in (comparable(text) or "")
    # Cheaper than to write the whole text as it is compared.
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return bool(pattern.search(folded))
