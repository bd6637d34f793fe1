"""Text from strangers as a terminal may show it."""

from __future__ import annotations

import os
import unicodedata
from functools import cache
from pathlib import Path

_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0")
"""Letters and marks that show nothing."""

_ESCAPED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that a terminal obeys, or that show nothing."""

_JOINER = "\u200d"
"""Holds emoji together."""

LEGACY = ("GB", "BIG5", "EUC", "CP936", "CP950")
"""Encodings of before Unicode in which “ ” … — · are as wide as a character."""


def shown(text: str) -> str:
    """``text`` with control characters, bidi marks and lone surrogates as visible escapes."""
    if text.isprintable() and _FILLERS.isdisjoint(text):
        return text
    return "".join(map(_escape, text))


def _escape(char: str) -> str:
    hidden = unicodedata.category(char) in _ESCAPED or char in _FILLERS
    return char.encode("unicode_escape").decode() if hidden and char != _JOINER else char


def near(path: Path, here: Path) -> str:
    """A path of ours as short as it can be written from ``here``."""
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def width(text: str) -> int:
    """How many terminal cells ``text`` takes: CJK is two wide, combining marks none."""
    if text.isascii():
        return len(text)
    wide = "WFA" if ambiguous_is_wide() else "WF"
    return sum(
        0
        if unicodedata.category(c) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(c) in wide
        else 1
        for c in text
    )


@cache
def ambiguous_is_wide() -> bool:
    """Whether characters that Unicode leaves open, such as “ ” … — ·, take two cells. They take
    one with glibc and nearly all terminals, in Chinese too, unless the locale's encoding is one of
    before Unicode; CONTEST_AMBIGUOUS, wide or narrow, outweighs that."""
    asked = os.environ.get("CONTEST_AMBIGUOUS")
    if asked:
        return asked.lower() == "wide"
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    locale = next((value for name in names if (value := os.environ.get(name))), "")
    return locale.partition(".")[2].upper().startswith(LEGACY)


def fitted(text: str, cells: int) -> str:
    """``text`` cut to so many terminal cells, with … where it was longer."""
    if width(text) <= cells:
        return text
    used, kept = 1, 0
    for char in text:
        used += width(char)
        if used > cells:
            break
        kept += 1
    return text[:kept] + "…"


def pad(text: str, cells: int) -> str:
    """``text`` filled with spaces to ``cells`` terminal cells."""
    return text + " " * max(0, cells - width(text))


def readable(text: str) -> str:
    """``text`` without lone surrogates, as JSON and UTF-8 need it (odd bytes in file names)."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text
