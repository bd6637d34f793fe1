"""A title on the bench: cut into segments, and what is read from them."""

from __future__ import annotations

from typing import NamedTuple

from contest.model import Fault, Scalar
from contest.titles.fold import PAIRS, WEAK, Folded
from contest.titles.joined import NAMING
from contest.titles.looks import Look
from contest.titles.pattern import ENDING, Pattern
from contest.titles.segments import Segment
from contest.titles.values import Shape, examine

_WORKS_OWN = frozenset("《〈")
OPENING, CLOSING = frozenset(PAIRS) - WEAK, frozenset(PAIRS[c] for c in frozenset(PAIRS) - WEAK)


class Workpiece(NamedTuple):
    """A title on the bench: the text, folded and cut, and the pattern that it should follow."""

    text: str
    folded: Folded
    segments: list[Segment]
    contents: list[str]
    looks: tuple[Look, ...]
    pattern: Pattern
    begin: int
    end: int
    where: str

    @property
    def bare(self) -> bool:
        """Whether one part alone has brackets, those of a work's name, though the pattern has some
        round every part: they are the work's own then, as in 个人-短视频-《微光》."""
        if not self.pattern.plan.bracketed or not self.pattern.breaks.isdisjoint(_WORKS_OWN):
            return False
        own = [s.opening for s in self.segments if s.opening not in {"", "#"}]
        return len(own) == 1 and own[0] in _WORKS_OWN and len(self.segments) > 2

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Folded positions as offsets in the original."""
        places = self.folded.places
        first = places[start]
        return first, max(first, places[end - 1] + 1 if end > start else first)

    def original(self, start: int, end: int) -> str:
        """The text as written between two folded positions."""
        first, last = self.span(start, end)
        return self.text[first:last]


class Interpretation(NamedTuple):
    """What a reading says. ``told`` is False if nothing in it tells of a title."""

    fields: dict[str, str | None]
    spans: dict[str, tuple[int, int]]
    faults: list[Fault]
    told: bool = True


def extent(piece: Workpiece, run: tuple[int, int]) -> tuple[int, int]:
    """Where the content of a run stands: without the brackets of a single segment, with those that
    stand inside a longer one."""
    first, last = piece.segments[run[0]], piece.segments[run[1]]
    if first is last:
        if first.opening in _WORKS_OWN and piece.bare:
            return first.left, first.right
        return first.start, first.end
    left, right = first.left, last.right if last.opening else last.end
    text = piece.folded.text[left:right]
    # A closing bracket too many at the end is the part's own, its opening one was forgotten.
    stray = text[-1:] in CLOSING and sum(text.count(c) for c in CLOSING) > sum(
        text.count(c) for c in OPENING
    )
    return left, right - 1 if stray else right


def put(found: Interpretation, name: str, value: str | None, place: tuple[int, int]) -> None:
    found.fields[name] = value
    if value is not None:
        found.spans[name] = place


def take(
    piece: Workpiece,
    name: str,
    value: str,
    place: tuple[int, int],
    found: Interpretation,
    shape: Shape | None = None,
) -> list[Fault]:
    """Take a free text as the value, unless it is empty or a word of the template; the field's own
    name in front and a video's ending behind are no part of it."""
    faults: list[Fault] = []
    while label := piece.pattern.label(value):
        start = place[0] + max(0, piece.text[place[0] : place[1]].find(value[:label]))
        args: dict[str, Scalar] = {"value": value[:label]}
        faults.append(Fault("T112", None, start, start + label, args, ""))
        value, place = value[label:], (start + label, place[1])
    if ending := ENDING.search(value, 1) if name in NAMING else None:
        start = place[1] - len(ending[0])
        faults.append(Fault("T113", None, start, place[1], fix=""))
        value, place = value[: ending.start()], (place[0], start)
    if not value:
        return [*faults, Fault("T101", name, place[0], place[1])]
    if piece.pattern.is_template(value):
        start, end = place
        return [*faults, Fault("T103", name, start, end, {"value": value, "allowed": ""})]
    value, wrong = examine(name, shape, value, place) if shape else (value, None)
    put(found, name, value, place)
    return [*faults, wrong] if wrong else faults
