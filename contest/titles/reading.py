"""Tries the ways in which a title may be cut, and keeps the one in which most parts are told.

The usual cut comes first and is left only for one that tells clearly more: a bracket round the
whole title, or parts set apart by spaces, slashes or underlines instead of dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from contest.model import Fault
from contest.titles import segments
from contest.titles.align import Reading
from contest.titles.choices import VARIANTS, meaning, together
from contest.titles.delimiters import delimiters
from contest.titles.fold import Folded
from contest.titles.joined import UNITS
from contest.titles.literal import trim, wedged
from contest.titles.looks import looks_of
from contest.titles.outside import outside
from contest.titles.pattern import Pattern
from contest.titles.repair import interpret
from contest.titles.segments import Segment
from contest.titles.traits import readings
from contest.titles.units import unit_like
from contest.titles.workpiece import Interpretation, Workpiece

STAND_INS = "-_|｜·~=→ /"
"""What people type between parts when they type no dash."""

CLEARLY = 2
"""Parts more that another cut must tell."""


_BETWEEN = re.compile(
    r"[\]］】〕」』〖)）》〉>}｝]\s*([_|｜·~、，,;；=/])\s*(?=[\[［【〔「『〖(（《〈<{｛])"
)
_PADDED = re.compile(r"(?<![^\s-])[\u3400-\u9fff] [\u3400-\u9fff](?=\+)")
_COLON = re.compile(r"[:,，！! ]\s*")
_RUNS_ON = re.compile(r"[\s，,。！!；;（(_]+")


class Read(NamedTuple):
    """A title as read: what it says, and a close second reading in words, if there is one."""

    best: Interpretation
    other: str | None
    sure: bool = False
    """Whether brackets hold several parts, so that no sign between words can separate any."""

    def told(self, pattern: Pattern) -> int:
        """How many required parts were told."""
        return sum(self.best.fields[n] is not None for n in pattern.required) * self.best.told


def read(
    text: str, folded: Folded, begin: int, end: int, pattern: Pattern, where: str
) -> Read | None:
    """The best reading of ``text`` between two folded positions; None without any segment."""
    usual: Read | None = None
    begin, end, faults = trim(folded, begin, end, pattern)
    for variant in _variants(wedged(folded, pattern), pattern):
        found = _read(text, variant, begin, end, pattern, where)
        if found and faults:
            found = found._replace(best=found.best._replace(faults=[*faults, *found.best.faults]))
        if usual is None:
            usual = found
            if found and (found.sure or found.told(pattern) >= len(pattern.required) - 1):
                return usual
        elif found and found.told(pattern) >= usual.told(pattern) + CLEARLY and not found.other:
            return found
    return usual


def _variants(folded: Folded, pattern: Pattern) -> Iterator[Folded]:
    joint = pattern.joint
    yield folded
    for sign in STAND_INS if pattern.telling else STAND_INS.rstrip(" /"):
        if sign == joint or sign not in folded.text:
            continue
        replaced = folded.text.replace(sign, joint)
        if sign == " ":  # but not inside a padded name, 王　钊
            for match in _PADDED.finditer(folded.text):
                replaced = f"{replaced[: match.start() + 1]} {replaced[match.start() + 2 :]}"
        yield Folded(replaced, folded.places)


def _read(
    text: str, folded: Folded, begin: int, end: int, pattern: Pattern, where: str
) -> Read | None:
    rough = segments.cut(
        folded,
        text,
        begin,
        end,
        pattern.separators | _signs(folded.text[begin:end]),
        pattern.breaks | pattern.weak(folded.text[begin:end]),
        pattern.begun,
    )
    if not rough:
        return None
    pieces = _opened(rough, folded, text, pattern)
    pieces = _ended(_split(_fronted(pieces, folded, pattern), folded, pattern), folded, pattern)
    pieces, labels = _unlabelled(pieces, folded, pattern)
    contents = [folded.text[s.start : s.end] for s in pieces]
    piece = Workpiece(text, folded, pieces, contents, pattern, begin, end, where)
    found = readings(pattern.plan, looks_of(pattern, pieces, contents))
    best = interpret(piece, found[0])
    other = _second(piece, found, best)
    extra = outside(piece, found[0], best)
    known = [f for f in best.faults if not (f.code == "T114" and f.field in best.spans)]
    faults = [*known, *delimiters(piece, found[0]), *extra, *_swapped(piece, found[0])]
    for start, stop in labels:
        a, b = piece.span(start, stop)
        faults.append(Fault("T112", None, a, b, {"value": text[a:b]}, ""))
    faults.sort(key=lambda f: (f.start if f.start is not None else -1, f.code))
    bound = sum(pieces[r[0]].opening not in {"", "#"} for r in found[0].runs if r)
    return Read(best._replace(faults=faults), other, bound > 2 and best.told)


def _opened(pieces: list[Segment], folded: Folded, text: str, pattern: Pattern) -> list[Segment]:
    """The segments, a bracket that holds whole parts replaced by what is in it."""
    found: list[Segment] = []
    for piece in pieces:
        inner = (
            segments.cut(folded, text, piece.start, piece.end, pattern.separators)
            if piece.opening
            and piece.opening != "#"
            and not pattern.separators.isdisjoint(folded.text[piece.start : piece.end])
            else []
        )
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
        if word[:1].translate(VARIANTS) in pattern.initials and piece.opening != "#":
            ends = together(pattern.choices, word)
        if not ends:
            found.append(piece)
            continue
        at = piece.start
        for number, end in enumerate(ends, 1):
            start = at
            while folded.text[start] in " /·、,，|_":
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
    found = list(pieces)
    for index, piece in enumerate(pieces):
        word = folded.text[piece.start : piece.end]
        joiner = next((j for j in joiners if j in word), None)
        if piece.opening or joiner is None:
            continue
        start = word.rindex(joiner) + len(joiner)
        for match in _RUNS_ON.finditer(word, start):
            if unit_like(word[start : match.start()].strip()) and not unit_like(word):
                at, to = piece.start + match.start(), piece.start + match.end()
                to = at if folded.text[at] in "(（" else to
                rest = Segment(to, piece.end, to, piece.right, "", folded.text[at:to])
                short = piece._replace(end=at, right=at)
                found[index : index + 1] = [short, rest] if rest.end > rest.start else [short]
                return found
    return found


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


def _swapped(piece: Workpiece, reading: Reading) -> list[Fault]:
    """Parts that stand behind one that belongs behind them: one fault for all."""
    placed = [
        (run, slot)
        for slot, run in zip(piece.pattern.slots, reading.runs, strict=True)
        if run is not None
    ]
    faults: list[Fault] = []
    wrong: set[tuple[int, int]] = set()
    for index, (run, slot) in enumerate(placed):
        behind = [other for other, _ in placed[index + 1 :] if other < run]
        if not behind:
            continue
        if slot.optional and len(behind) == len(placed) - index - 1:
            segment = piece.segments[run[0]]
            start, end = piece.span(segment.start, segment.end)
            args = {"value": piece.text[start:end]}
            faults.append(Fault("T126", slot.fields[0], start, end, args))
            continue
        wrong |= {run, *behind}
    if wrong:
        left = piece.segments[min(wrong)[0]].left
        right = piece.segments[max(wrong)[1]].right
        start, end = piece.span(left, right)
        faults.append(Fault("T125", None, start, end, {"value": piece.text[start:end]}))
    return faults


def _second(piece: Workpiece, found: tuple[Reading, ...], best: Interpretation) -> str | None:
    """The fields of a second reading that costs about as little and says something else."""
    if len(found) < 2:
        return None
    second = interpret(piece, found[1])
    optional = {n for n in best.fields if n not in piece.pattern.required}
    same = all(
        value == best.fields[name] or (value is None and name in optional)
        for name, value in second.fields.items()
    )
    return say(second.fields) if second.told and not same else None


def say(fields: dict[str, str | None]) -> str:
    """The fields of a reading in one line."""
    return " / ".join(value or "?" for value in fields.values())
