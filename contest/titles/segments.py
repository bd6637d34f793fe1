"""Cuts a folded title into segments: bracketed groups, hashtags and bare text between dashes."""

from __future__ import annotations

import re
from typing import NamedTuple

from contest.titles.fold import PAIRS, WEAK, Folded

LIMIT = 24
"""Segments looked at; what comes after is description."""

_PREFIX = (
    r"(?i:\s*(?:re|fw|fwd|回复|回覆|答复|答覆|转发|轉發|轉寄|转寄)\s*(?:\[\d{1,3}\])?\s*:)+\s*"
)
_SUFFIX = (
    r"(?i: *(?:\(\d{1,3}\)|（\d{1,3}）)?"
    r"\.(?:mp4|m4v|mov|mkv|webm|avi|ts|mts|mpg|mpeg|wmv|flv|3gp)$)"
)
_STRONG_OPENING = frozenset(PAIRS) - WEAK
_STRONG_CLOSING = frozenset(PAIRS[c] for c in _STRONG_OPENING)


class Segment(NamedTuple):
    """One piece. ``start`` and ``end`` hold its content, ``left`` and ``right`` the brackets too,
    all in folded positions. ``before`` is what stands between it and the piece before."""

    start: int
    end: int
    left: int
    right: int
    opening: str
    before: str

    @property
    def dashed(self) -> bool:
        """Whether a dash or separator sets it off from the piece before."""
        return bool(self.before.strip())


def prefix(folded: Folded, start: int) -> int:
    """Where the title begins after reply and forward marks, in folded positions."""
    if ":" not in folded.text:
        return start
    match = re.compile(_PREFIX).match(folded.text, start)
    return match.end() if match else start


def suffix(folded: Folded) -> int:
    """Where the title ends before a video file's extension and a copy's number."""
    end = len(folded.text.rstrip(" "))
    tail = max(0, end - 24)
    match = re.search(_SUFFIX, folded.text[tail:end]) if "." in folded.text[tail:end] else None
    return tail + match.start() if match else len(folded.text)


def cut(
    folded: Folded,
    original: str,
    begin: int,
    end: int,
    separators: frozenset[str],
    breaks: frozenset[str] = frozenset(),
) -> list[Segment]:
    """The segments between ``begin`` and ``end``, at most LIMIT of them. ``breaks`` are weak
    brackets that open a part wherever they stand. Linear in the text: each character is looked at
    once, a bracket's partner is searched once for each family."""
    text = folded.text
    found: list[Segment] = []
    at = begin
    while at < end and len(found) < LIMIT:
        gap = at
        while at < end and (text[at] == " " or text[at] in separators):
            at += 1
        if at >= end:
            break
        before = original[folded.places[gap] : folded.places[at]]
        char = text[at]
        if char in PAIRS:
            found.append(_bracketed(text, at, end, before, separators, breaks))
        elif char == "#":
            found.append(_hashtag(text, at, end, before))
        else:
            found.append(_bare(text, at, end, before, separators, breaks))
        at = max(found[-1].right, at + 1)
    return found


def _bracketed(
    text: str, at: int, end: int, before: str, separators: frozenset[str], breaks: frozenset[str]
) -> Segment:
    opening = text[at]
    # Strong brackets of any family close each other, as in [个人】: only the nesting counts. A weak
    # one is closed by its own partner alone.
    weak = opening in WEAK
    openings = {opening} if weak else _STRONG_OPENING
    closings = {PAIRS[opening]} if weak else _STRONG_CLOSING
    depth = 0
    for i in range(at, end):
        if text[i] in openings:
            depth += 1
        elif text[i] in closings:
            depth -= 1
            if depth == 0:
                if weak and opening not in breaks and _runs_on(text, i + 1, end, separators):
                    break
                return _trimmed(text, at + 1, i, at, i + 1, opening, before)
    if opening in WEAK:
        return _bare(text, at, end, before, separators, breaks)
    # Never closed, or closed by another family's bracket: it ends where the next part begins.
    stop = at + 1
    while stop < end and text[stop] not in PAIRS.values() and text[stop] not in PAIRS:
        stop += 1
    right = stop + 1 if stop < end and text[stop] in PAIRS.values() else stop
    inner = stop
    while inner > at + 1 and text[inner - 1] in separators | {" "}:
        inner -= 1
    return _trimmed(text, at + 1, inner, at, right if right > stop else inner, opening, before)


def _runs_on(text: str, at: int, end: int, separators: frozenset[str]) -> bool:
    """Whether a weak bracket's text goes on behind it, as in 《晚霞》续集."""
    return at < end and text[at] != " " and text[at] not in separators and text[at] not in PAIRS


def _hashtag(text: str, at: int, end: int, before: str) -> Segment:
    stop = at + 1
    while stop < end and text[stop] not in "# " and text[stop] not in PAIRS:
        stop += 1
    right = stop + 1 if stop < end and text[stop] == "#" else stop
    return _trimmed(text, at + 1, stop, at, right, "#", before)


def _bare(
    text: str, at: int, end: int, before: str, separators: frozenset[str], breaks: frozenset[str]
) -> Segment:
    stop = at
    while stop < end and text[stop] not in separators:
        if stop > at and text[stop] in PAIRS and (text[stop] not in WEAK or text[stop] in breaks):
            break
        if stop > at and text[stop] == "#":
            break
        stop += 1
    return _trimmed(text, at, stop, at, stop, "", before)


def _trimmed(
    text: str, start: int, end: int, left: int, right: int, opening: str, before: str
) -> Segment:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return Segment(start, end, left, max(right, end), opening, before)
