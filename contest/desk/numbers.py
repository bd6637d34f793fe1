"""Numbers of entries as people write them: 5, or 12-24."""

from __future__ import annotations

from contest.errors import UsageError

MOST_NUMBERS = 10_000
"""Entries named by one range; more is a slip of the keyboard."""


def numbers_of(text: str) -> range:
    """The numbers of one word: "5" or "12-24". Raises UsageError."""
    found = read(text)
    if not found:
        raise UsageError("“{value}” is no number of an entry; write 5, or 12-24.", value=text)
    return found


def read(text: str) -> range:
    """The numbers of one word, none where it is no set of numbers."""
    first, _, last = text.partition("-")
    plain = [word for word in (first, last or first) if word.isascii() and word.isdigit()]
    if len(plain) < 2 or max(map(len, plain)) > len(str(2**63)):
        return range(0)
    found = range(int(plain[0]), int(plain[1]) + 1)
    return found if 0 < len(found) <= MOST_NUMBERS and found[-1] < 2**63 else range(0)
