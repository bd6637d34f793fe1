"""Cuts a folded title into segments: bracketed groups, hashtags and bare text between dashes."""

from __future__ import annotations

import re
from typing import NamedTuple

from contest.titles.fold import PAIRS, WEAK, Folded

LIMIT = 24
"""Segments looked at; what comes after is description."""

_PREFIX = re.compile(
    r"(?i:\s*(?:re|fw|fwd|回复|回覆|答复|答覆|转发|轉發|轉寄|转寄)\s*(?:\[\d{1,3}\])?\s*:)+\s*"
)
_SUFFIX = (
    r"(?i: *(?:\(\d{1,3}\)|（\d{1,3}）)?"
    r"\.(?:mp4|m4v|mov|mkv|webm|avi|ts|mts|mpg|mpeg|wmv|flv|3gp)$)"
)
SIGNS = frozenset("_|｜·~、，,.。:;；=→>/\\&*•")
"""What people type between brackets when they type no dash."""
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
    dashed: bool = False
    """Whether a dash or separator sets it off from the piece before."""


def prefix(folded: Folded, start: int) -> int:
    """Where the title begins after reply and forward marks, in folded positions."""
    if ":" not in folded.text:
        return start
    match = _PREFIX.match(folded.text, start)
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
    begun: re.Pattern[str] | None = None,
) -> list[Segment]:
    """The segments between ``begin`` and ``end``, at most LIMIT of them. ``breaks`` are weak
    brackets that open a part wherever they stand, ``begun`` matches what follows a bracket that
    was never closed. Linear in the text: each character is looked at
    once, a bracket's partner is searched once for each family."""
    text = folded.text
    found: list[Segment] = []
    at = begin
    while at < end and len(found) < LIMIT:
        gap = at
        at = _past(text, at, end, separators, bool(found and found[-1].opening))
        if at >= end:
            break
        before = original[folded.places[gap] : folded.places[at]]
        char = text[at]
        open_end = begun.match(text, at + 1) if begun and char in PAIRS else None
        if open_end:
            found.append(_trimmed(text, at + 1, open_end.end(1), at, open_end.end(1), char, before))
        elif char in PAIRS:
            found.append(_bracketed(text, at, end, before, separators, breaks))
        elif char == "#":
            found.append(_hashtag(text, at, end, before))
        else:
            found.append(_bare(text, at, end, before, separators, breaks))
        if any(c != " " for c in text[gap:at]):
            found[-1] = found[-1]._replace(dashed=True)
        at = max(found[-1].right, at + 1)
    return found


def _past(text: str, at: int, end: int, separators: frozenset[str], shut: bool) -> int:
    """Where the next piece begins. Between brackets any sign separates, what else should it do."""
    while at < end and (text[at] == " " or text[at] in separators):
        at += 1
    if shut and at < end and text[at] in SIGNS:
        after = at
        while after < end and (text[after] in SIGNS or text[after] == " "):
            after += 1
        if after < end and text[after] in PAIRS:
            return after
    return at


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
    return at < end and text[at] not in " #" and text[at] not in separators | PAIRS.keys()


def _hashtag(text: str, at: int, end: int, before: str) -> Segment:
    stop = at + 1
    while stop < end and text[stop] not in "#- " and text[stop] not in PAIRS:
        stop += 1
    right = stop + 1 if stop < end and text[stop] == "#" else stop
    return _trimmed(text, at + 1, stop, at, right, "#", before)


def _bare(
    text: str, at: int, end: int, before: str, separators: frozenset[str], breaks: frozenset[str]
) -> Segment:
    stop = at
    while stop < end and text[stop] not in separators:
        char = text[stop]
        if stop > at and char in PAIRS and (char not in WEAK or char in breaks):
            break
        if stop > at and char == "#":
            break
        if stop > at and char in _STRONG_CLOSING and _set_off(text, stop + 1, end, separators):
            # The opening one was forgotten, as in 个人]-[短视频].
            return _trimmed(text, at, stop, at, stop + 1, "", before)
        stop += 1
    return _trimmed(text, at, stop, at, stop, "", before)


def _set_off(text: str, at: int, end: int, separators: frozenset[str]) -> bool:
    """Whether a part can end here: the text does, or the next part begins."""
    while at < end and text[at] == " ":
        at += 1
    return at >= end or text[at] in separators or text[at] in _STRONG_OPENING or text[at] == "#"


def _trimmed(
    text: str, start: int, end: int, left: int, right: int, opening: str, before: str
) -> Segment:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return Segment(start, end, left, max(right, end), opening, before)
