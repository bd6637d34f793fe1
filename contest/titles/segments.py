"""Cuts a folded title into segments: bracketed groups, hashtags and bare text between dashes."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from typing import NamedTuple

from contest.titles.fold import PAIRS, WEAK, Folded
from contest.titles.pattern import ENDING

LIMIT = 24
"""Segments looked at; what comes after is description."""

_PREFIX = re.compile(
    r"(?i:\s*(?:re|fw|fwd|回复|回覆|答复|答覆|转发|轉發|轉寄|转寄)\s*(?:\[\d{1,3}\])?\s*:)+\s*"
)
_MARK = re.compile(r"\s*[【\[(（]([^】\])）【\[]{1,12})[】\])）]\s*")
_SUFFIX = rf" *(?:\(\d{{1,3}}\)|（\d{{1,3}}）)?{ENDING.pattern}"
SIGNS = frozenset("+_|｜·~、，,.。:;；=→>/\\&*•")
"""What people type between brackets when they type no dash."""
_STRONG_OPENING = frozenset(PAIRS) - WEAK
_STRONG_CLOSING = frozenset(PAIRS[c] for c in _STRONG_OPENING)
CLOSING = frozenset(PAIRS.values())
_STRONG = re.compile("[" + re.escape("".join(sorted(_STRONG_OPENING | _STRONG_CLOSING))) + "]")
_BRACKET = re.compile("[" + re.escape("".join(sorted(CLOSING | PAIRS.keys()))) + "]")
_OF_ITS_FAMILY = {c: re.compile("[" + re.escape(c + PAIRS[c]) + "]") for c in WEAK}


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


def prefix(folded: Folded, start: int, values: Container[str] = ()) -> int:
    """Where the title begins after reply and forward marks, in folded positions. What somebody
    marked in front of them, as in 【重要】Fw:, goes with them unless it is one of ``values``."""
    if ":" not in folded.text:
        return start
    mark = _MARK.match(folded.text, start)
    at = mark.end() if mark and mark[1] not in values else start
    match = _PREFIX.match(folded.text, at)
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
    was never closed. Linear in the text: each character is looked at once, a bracket's partner is
    searched once for each family."""
    text, places = folded
    signs = _signs(separators, breaks)
    found: list[Segment] = []
    at = begin
    shut = False
    while at < end and len(found) < LIMIT:
        gap = at
        at = _past(text, at, end, signs, shut)
        if at >= end:
            break
        char = text[at]
        open_end = begun.match(text, at + 1) if begun and char in PAIRS else None
        if open_end:
            piece = _trimmed(text, at + 1, open_end.end(1), at, open_end.end(1), char)
        elif char in PAIRS:
            piece = _bracketed(text, at, end, signs)
        elif char == "#":
            if at + 1 >= end or text[at + 1] in PAIRS or text[at + 1] in " #":
                at += 1  # a sign that opens nothing, as the second of two hashtags' last
                continue
            piece = _hashtag(text, at, end)
        else:
            piece = _bare(text, at, end, signs)
        before = original[places[gap] : places[at]] if gap < at else ""
        dashed = gap < at and text[gap:at].strip(" ") != ""
        found.append(Segment(*piece, before, dashed))
        shut = piece[4] != ""
        at = max(piece[3], at + 1)
    return found


class _Signs(NamedTuple):
    """What separates parts, and expressions for it: ``gap`` what lies between two pieces, ``stop``
    the next sign at which a bare piece may end."""

    separators: frozenset[str]
    breaks: frozenset[str]
    gap: re.Pattern[str]
    stop: re.Pattern[str]


@lru_cache(maxsize=256)
def _signs(separators: frozenset[str], breaks: frozenset[str]) -> _Signs:
    ending = separators | (frozenset(PAIRS) - (WEAK - breaks)) | _STRONG_CLOSING | {"#"}
    return _Signs(separators, breaks, re.compile(f"{_any(separators)}*"), re.compile(_any(ending)))


def _any(signs: frozenset[str]) -> str:
    """An expression for one of these signs or a space."""
    return f"[ {''.join(map(re.escape, sorted(signs)))}]"


def _past(text: str, at: int, end: int, signs: _Signs, shut: bool) -> int:
    """Where the next piece begins. Between brackets any sign separates, what else should it do."""
    gap = signs.gap.match(text, at, end)
    at = gap.end() if gap else at
    if shut and at < end and text[at] in SIGNS:
        after = at
        while after < end and (text[after] in SIGNS or text[after] == " "):
            after += 1
        if after < end and text[after] in PAIRS:
            return after
    return at


_Piece = tuple[int, int, int, int, str]
"""Where the content of a segment stands, where all of it, and its opening bracket."""


def _bracketed(text: str, at: int, end: int, signs: _Signs) -> _Piece:
    opening = text[at]
    # Strong brackets of any family close each other, as in [个人】: only the nesting counts. A weak
    # one is closed by its own partner alone.
    weak = opening in WEAK
    depth = 0
    for match in (_OF_ITS_FAMILY[opening] if weak else _STRONG).finditer(text, at, end):
        i = match.start()
        if text[i] in PAIRS:
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            if weak and opening not in signs.breaks and _runs_on(text, i + 1, end, signs):
                break
            return _trimmed(text, at + 1, i, at, i + 1, opening)
    if weak:
        return _bare(text, at, end, signs)
    # Never closed, or closed by another family's bracket: it ends where the next part begins.
    bracket = _BRACKET.search(text, at + 1, end)
    stop = bracket.start() if bracket else end
    right = stop + 1 if bracket and text[stop] in CLOSING else stop
    inner = stop
    while inner > at + 1 and (text[inner - 1] == " " or text[inner - 1] in signs.separators):
        inner -= 1
    return _trimmed(text, at + 1, inner, at, right if right > stop else inner, opening)


def _runs_on(text: str, at: int, end: int, signs: _Signs) -> bool:
    """Whether a weak bracket's text goes on behind it, as in 《晚霞》续集."""
    return at < end and text[at] not in " #" and text[at] not in signs.separators | PAIRS.keys()


def _hashtag(text: str, at: int, end: int) -> _Piece:
    stop = at + 1
    while stop < end and text[stop] not in "#- " and text[stop] not in PAIRS:
        stop += 1
    right = stop + 1 if stop < end and text[stop] == "#" else stop
    return _trimmed(text, at + 1, stop, at, right, "#")


def _bare(text: str, at: int, end: int, signs: _Signs) -> _Piece:
    for match in signs.stop.finditer(text, at, end):
        stop = match.start()
        char = text[stop]
        if char in signs.separators:
            return _trimmed(text, at, stop, at, stop, "")
        if stop == at or char == " ":
            continue
        if char not in _STRONG_CLOSING:
            return _trimmed(text, at, stop, at, stop, "")
        if _set_off(text, stop + 1, end, signs):
            # The opening one was forgotten, as in 个人]-[短视频].
            return _trimmed(text, at, stop, at, stop + 1, "")
    return _trimmed(text, at, end, at, end, "")


def _set_off(text: str, at: int, end: int, signs: _Signs) -> bool:
    """Whether a part can end here: the text does, or the next part begins."""
    while at < end and text[at] == " ":
        at += 1
    if at >= end or text[at] in signs.separators:
        return True
    return text[at] in _STRONG_OPENING or text[at] == "#"


def _trimmed(text: str, start: int, end: int, left: int, right: int, opening: str) -> _Piece:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    if not opening and right > end and text[end:right].isspace():
        right = end  # the space behind bare text belongs to what separates it
    return start, end, left, max(right, end), opening
