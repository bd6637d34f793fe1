"""From which status to which an entry may be moved, and by whom: one table, and nothing else moves.

The program moves an entry while no person has decided on it, or when another version has become
current since. A person's word stands above the program's.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from contest.errors import RefusedError
from contest.model import Status

ACCEPTED, RETURNED, REVIEW = Status.ACCEPTED, Status.RETURNED, Status.REVIEW
WITHDRAWN, DISQUALIFIED = Status.WITHDRAWN, Status.DISQUALIFIED

Mover = Literal["the program", "a person"]


class Move(NamedTuple):
    """One way: from a status to another (the same: it is confirmed), who may go it, with which
    command, and the condition as a message id."""

    source: Status
    target: Status
    by: Mover
    command: str
    condition: str


_NOTHING: Final = "nothing is wrong with its current version nor with its place among the others"
_WRONG: Final = "something must be mended: an error"
_ASKED: Final = "a person is asked something"
_TICKED: Final = "all that the checklist requires is ticked"
_FREE: Final = "it has no award"
_WHY: Final = "it has no award; a reason is given"
_BACK: Final = "it comes back into the contest; all that the checklist requires is ticked"

_JUDGED: Final = (ACCEPTED, RETURNED, REVIEW)

MOVES: Final[tuple[Move, ...]] = (
    *(Move(source, ACCEPTED, "the program", "track", _NOTHING) for source in _JUDGED),
    *(Move(source, RETURNED, "the program", "track", _WRONG) for source in _JUDGED),
    *(Move(source, REVIEW, "the program", "track", _ASKED) for source in _JUDGED),
    *(Move(source, ACCEPTED, "a person", "entries accept", _TICKED) for source in _JUDGED),
    *(Move(source, RETURNED, "a person", "entries return", _FREE) for source in _JUDGED),
    *(Move(source, WITHDRAWN, "a person", "entries withdraw", _FREE)
      for source in (*_JUDGED, WITHDRAWN)),
    *(Move(source, DISQUALIFIED, "a person", "entries disqualify", _WHY)
      for source in (*_JUDGED, WITHDRAWN, DISQUALIFIED)),
    *(Move(source, ACCEPTED, "a person", "entries accept", _BACK)
      for source in (WITHDRAWN, DISQUALIFIED)),
)  # fmt: skip
"""Every move that there is."""

_WAYS: Final = frozenset((move.source, move.target, move.by) for move in MOVES)


def may(source: Status, target: Status, by: Mover) -> bool:
    """Whether the table has this way."""
    return (source, target, by) in _WAYS


def ensure(entry: int, source: Status, target: Status) -> None:
    """Raise RefusedError for a move that no person may make."""
    if not may(source, target, "a person"):
        raise RefusedError(
            "Entry {entry} is {status} and can't be {wanted} from there; “contest entries accept” "
            "brings it back first.",
            entry=entry,
            status=source.value,
            wanted=target.value,
        )
