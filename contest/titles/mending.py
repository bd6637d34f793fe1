"""Cuts a title into the pieces that the alignment looks at, and mends what cutting by signs alone
gets wrong: brackets round several parts, values run together, words in front of or behind a part.
"""

from __future__ import annotations

import re

from contest.titles import segments
from contest.titles.choices import meaning, together
from contest.titles.fold import Folded
from contest.titles.joined import UNITS
from contest.titles.pattern import Pattern
from contest.titles.segments import Segment
from contest.titles.units import BEGUN, unit_like
from contest.titles.values import like_a_person

_BETWEEN = re.compile(
    r"[\]］】〕」』〗)）》〉>}｝]\s*([+_|｜·~、，,;；=/])\s*(?=[\[［【〔「『〖(（《〈<{｛])"
)
_COLON = re.compile(r"[:,，、.．)）！! ]\s*")
_RUNS_ON = re.compile(r"[\s，,。！!；;（(_]+")


def pieces_of(
    text: str, folded: Folded, begin: int, end: int, pattern: Pattern
) -> tuple[list[Segment], list[tuple[int, int]]]:
    """The pieces between two folded positions, and where the names of fields stand that were
    written in front of their values."""
    looked_at = folded.text[begin:end]
    rough = segments.cut(
        folded,
        text,
        begin,
        end,
        pattern.separators | _signs(looked_at),
        pattern.breaks | pattern.weak(looked_at),
        pattern.begun,
    )
    if not rough:
        return [], []
    pieces = _fronted(_opened(rough, folded, text, pattern), folded, pattern)
    pieces = _ended(_split(pieces, folded, pattern), folded, pattern)
    return _unlabelled(pieces, folded, pattern)


def _opened(pieces: list[Segment], folded: Folded, text: str, pattern: Pattern) -> list[Segment]:
    """The segments, a bracket that holds whole parts replaced by what is in it."""
    found: list[Segment] = []
    for piece in pieces:
        inside = folded.text[piece.start : piece.end] if piece.opening not in {"", "#"} else ""
        if pattern.separators.isdisjoint(inside):
            found.append(piece)
            continue
        inner = segments.cut(folded, text, piece.start, piece.end, pattern.separators)
        words = [folded.text[s.start : s.end] for s in inner]
        parts = sum(any(meaning(slot, word) for slot in pattern.slots) for word in words)
        if len(inner) > 2 and parts > 1:
            first = inner[0]._replace(before=piece.before, dashed=piece.dashed)
            found += [first, *inner[1:]]
        else:
            found.append(piece)
    return found[: segments.LIMIT]


def _split(pieces: list[Segment], folded: Folded, pattern: Pattern) -> list[Segment]:
    """The segments, each that runs several fixed values together replaced by one for each."""
    if len(pattern.choices) < 2:
        return pieces
    found: list[Segment] = []
    for piece in pieces:
        word = folded.text[piece.start : piece.end]
        ends: tuple[int, ...] = ()
        if word[:1] in pattern.initials and piece.opening != "#":
            ends = together(pattern.choices, word)
        if not ends:
            found.append(piece)
            continue
        at = piece.start
        for number, end in enumerate(ends, 1):
            start = at
            while folded.text[start] in " /·、,，|_-":
                start += 1
            stop = piece.start + end
            left = piece.left if number == 1 else start
            right = piece.right if number == len(ends) else stop
            before = piece.before if number == 1 else folded.text[at:start]
            dashed = piece.dashed if number == 1 else bool(before.strip())
            found.append(Segment(start, stop, left, right, piece.opening, before, dashed))
            at = stop
    return found[: segments.LIMIT]


def _signs(text: str) -> frozenset[str]:
    """Signs that stand between brackets at least twice: they separate the parts of this title."""
    signs = _BETWEEN.findall(text)
    return frozenset(sign for sign in set(signs) if signs.count(sign) > 1)


def _fronted(pieces: list[Segment], folded: Folded, pattern: Pattern) -> list[Segment]:
    """The segments, a greeting cut off in front of the first value, as in 投稿：个人-短视频."""
    first = pieces[0]
    word = folded.text[first.start : first.end]
    if first.opening or any(meaning(slot, word) for slot in pattern.slots):
        return pieces
    for match in _COLON.finditer(word):
        if any(meaning(slot, word[match.end() :]) for slot in pattern.slots):
            at = first.start + match.end()
            front = first._replace(end=first.start + match.start(), right=at)
            return [front, Segment(at, first.end, at, first.right, "", "", True), *pieces[1:]]
    return pieces


def _ended(pieces: list[Segment], folded: Folded, pattern: Pattern) -> list[Segment]:
    """The segments, what runs on behind a department cut off: 编辑部 这是一个故事."""
    joiners = [s.joiner for s in pattern.slots if s.joiner and s.fields[-1] in UNITS]
    if not joiners:
        return pieces
    found = list(pieces)
    for index, piece in enumerate(pieces):
        if piece.opening:
            continue
        word = folded.text[piece.start : piece.end]
        joiner = next((j for j in joiners if j in word), None)
        if joiner is not None:
            start = word.rindex(joiner) + len(joiner)
        elif index and word[:2] in BEGUN and like_a_person(_word(folded, pieces[index - 1])):
            start = 0  # 张三-编辑部 这是一个故事
        else:
            continue
        for match in _RUNS_ON.finditer(word, start):
            if unit_like(word[start : match.start()].strip()) and not unit_like(word):
                at, to = piece.start + match.start(), piece.start + match.end()
                to = at if folded.text[at] in "(（" else to
                rest = Segment(to, piece.end, to, piece.right, "", folded.text[at:to])
                short = piece._replace(end=at, right=at)
                found[index : index + 1] = [short, rest] if rest.end > rest.start else [short]
                return found
    return found


def _word(folded: Folded, piece: Segment) -> str:
    return folded.text[piece.start : piece.end]


def _unlabelled(
    pieces: list[Segment], folded: Folded, pattern: Pattern
) -> tuple[list[Segment], list[tuple[int, int]]]:
    """The segments without the names of their fields in front, as in 类别：短视频, and where those
    stand."""
    if ":" not in folded.text:
        return pieces, []
    found: list[Segment] = []
    labels: list[tuple[int, int]] = []
    for piece in pieces:
        label = pattern.label(folded.text[piece.start : piece.end])
        if label and piece.start + label < piece.end:
            labels.append((piece.start, piece.start + label))
            piece = piece._replace(start=piece.start + label)
        found.append(piece)
    return found, labels
