"""The literal signs in front of the first part and behind the last one, however they were typed."""

from __future__ import annotations

import re

from contest.model import Fault, Scalar
from contest.titles.fold import PAIRS, Folded, fold
from contest.titles.pattern import WEDGE, Pattern
from contest.titles.values import BOUND, PHONE_WITH_DASHES

_QUOTES = frozenset("“”‘’\"'＂＇#《》〈〉") | frozenset(PAIRS) | frozenset(PAIRS.values())
"""Signs that people type in another form or leave out; the words between them must be there."""


def trim(
    folded: Folded, begin: int, end: int, pattern: Pattern
) -> tuple[int, int, tuple[Fault, ...]]:
    """Where the parts begin and end between two folded positions, and what is wrong with the
    literals around them: in other brackets, or missing. What is missing has a fix."""
    faults = []
    for literal, front in ((pattern.prefix, True), (pattern.suffix, False)):
        if not literal:
            continue
        match = _search(literal, folded.text[begin:end], front=front)
        if match is None:
            place = folded.places[begin if front else end]
            args = {"value": literal}
            faults.append(Fault("T127", start=place, end=place, args=args, fix=literal))
            continue
        start, stop = begin + match.start(), begin + match.end()
        if match[0].strip() != fold(literal).text.strip():
            places = folded.places[start], folded.places[stop]
            written: dict[str, Scalar] = {"value": match[0].strip(), "number": 1}
            faults.append(Fault("T107", None, *places, written, literal))
        begin, end = (stop, end) if front else (begin, start)
    return begin, end, tuple(faults)


def _search(literal: str, text: str, *, front: bool) -> re.Match[str] | None:
    signs = "".join(map(re.escape, _QUOTES))
    loose = "".join(
        f"[{signs}]?" if c in _QUOTES else re.escape(c) for c in fold(literal).text.strip()
    )
    if front:
        return re.match(rf"\s*{loose}\s*", text)
    return re.search(rf"\s*{loose}\s*\Z", text)


def wedged(folded: Folded, pattern: Pattern) -> Folded:
    """The text with every separator that is a word replaced by signs that separate, and with the
    dashes inside a telephone by ones that don't."""
    text = folded.text
    if pattern.phones:
        text = re.sub(PHONE_WITH_DASHES, lambda m: m[0].replace("-", BOUND), text)
    for word in pattern.words:
        plain = fold(word).text
        text = text.replace(plain, WEDGE * len(plain))
    return Folded(text, folded.places)
