"""A query cut into its pieces: field, value, sign, and where each stands.

A quote opens only where a value begins, so that don't is a word. A backslash inside of quotes keeps
the next character.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from contest.errors import QueryError

QUOTES: Final = {'"': '"', "'": "'", "“": "”", "「": "」"}
COLONS: Final = (":", "：")
NOT_SIGNS: Final = ("-", "－")


class Piece(NamedTuple):
    """One term as written. ``name`` is what stands before the colon, None without one, and
    ``wide`` says that the colon is a full-width one; ``at`` is where the value begins."""

    name: str | None
    value: str
    negated: bool
    exact: bool
    quoted: bool
    wide: bool
    start: int
    at: int
    end: int


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a query in their order. Raises QueryError for a quote that is never closed."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        piece = _piece(text, at)
        yield piece
        at = piece.end


def _piece(text: str, start: int) -> Piece:
    at = start
    negated = text[at] in NOT_SIGNS and at + 1 < len(text) and not text[at + 1].isspace()
    at += negated
    name, wide, exact = None, False, False
    if text[at] not in QUOTES:
        end = _word_end(text, at)
        colon = next((i for i in range(at, end) if text[i] in COLONS), None)
        if colon is not None:
            name, wide, at = text[at:colon], text[colon] == COLONS[1], colon + 1
            if text[at : at + 1] in ("=", "＝"):
                exact, at = True, at + 1
    if text[at : at + 1] in QUOTES and at < len(text):
        value, end = _quoted(text, at)
        return Piece(name, value, negated, exact, True, wide, start, at, end)
    end = _word_end(text, at)
    return Piece(name, text[at:end], negated, exact, False, wide, start, at, end)


def _word_end(text: str, at: int) -> int:
    return next((i for i in range(at, len(text)) if text[i].isspace()), len(text))


def _quoted(text: str, start: int) -> tuple[str, int]:
    closing = QUOTES[text[start]]
    value, at = "", start + 1
    while at < len(text):
        if text[at] == closing:
            return value, at + 1
        if text[at] == "\\" and text[at + 1 : at + 2] in ("\\", closing):
            at += 1
        value += text[at]
        at += 1
    raise QueryError(
        "The quote {quote} is never closed.", text, start, start + 1, quote=text[start]
    )
