"""Text from strangers as a terminal may show it."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset("\u200b\u200c\u200e\u200f\u2028\u2029\u2060\ufeff\u061c\xad") | frozenset(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)


def shown(text: str) -> str:
    """``text`` with control characters, bidi marks and lone surrogates as visible escapes."""
    if text.isprintable():
        return text  # controls, marks and surrogates are none of what Unicode calls printable
    return "".join(map(_escape, text))


def _escape(char: str) -> str:
    if char in _HIDDEN or unicodedata.category(char) in {"Cc", "Cs"}:
        return char.encode("unicode_escape").decode()
    return char


def width(text: str) -> int:
    """How many terminal cells ``text`` takes: CJK is two wide, combining marks none. Characters
    of ambiguous width count as one, as most terminals show them."""
    return sum(
        0
        if unicodedata.combining(c) or c == "\u200d"
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


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
