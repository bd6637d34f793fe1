"""Entries that seem to be one work: the same bytes, the same film packed otherwise, its pictures.

They are found among all entries, and told of both. What persons have decided of two entries
("same", "different") stands above all of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from contest.checks.base import Case
from contest.model import Fault, Scalar
from contest.quantities import length_text
from contest.rules import Rulebook

SAME: Final = 0.5
"""Share of either video from which equal pictures make it the same work; less is a shared
opening, a title card, an excerpt."""


class Twin(NamedTuple):
    """Another entry that looks like this one.

    ``how`` is "bytes", "streams", "pictures" or "sound". ``mine`` and ``its`` are the shares of
    each video that match, 0 to 1; ``at`` and ``its_at`` seconds at which that begins. ``earlier``
    says that the other entry came first; ``decided`` is a person's word: True for the same work,
    None while nobody has said anything. ``title`` is the other's, as received.
    """

    entry: int
    title: str
    how: str
    mine: float
    its: float
    at: float
    its_at: float
    mirrored: bool
    earlier: bool
    decided: bool | None


def faults(twins: Iterable[Twin], rules: Rulebook) -> list[Fault]:
    """What there is to say of an entry's twins; what was decided to be another work is none."""
    return [_fault(twin, rules) for twin in twins if twin.decided is not False]


def code_of(twin: Twin) -> str:
    """The finding's code."""
    if twin.how == "pictures":
        return "S213" if max(twin.mine, twin.its) >= SAME else "S214"
    return {"bytes": "S205", "streams": "S212"}.get(twin.how, "S215")


def _fault(twin: Twin, rules: Rulebook) -> Fault:
    code = code_of(twin)
    args: dict[str, Scalar] = {"entry": twin.entry, "title": twin.title}
    if twin.how in ("pictures", "sound"):
        args |= {"mine": round(100 * twin.mine), "its": round(100 * twin.its)}
        args |= {"at": length_text(twin.at)}
    weight = None
    if twin.decided:
        weight = "info"
    elif not twin.earlier and rules.severity.get(code) == "error":
        # It came first: another one can't put it out of the contest.
        weight = "review"
    return Fault(code, args=args, weight=weight)


def same_video(case: Case) -> Iterable[Fault]:
    """Another entry has the same video, byte for byte.

    Either one of the two titles is wrong, or two people hand in one work. Both entries wait;
    “contest entries same” and “contest entries different” keep what you decide.
    """
    return case.noticed("S205")


def same_stream(case: Case) -> Iterable[Fault]:
    """Another entry has the same film in another wrapping: picture for picture, bit for bit.

    Somebody has saved it as another sort of file or changed its tags. Both entries wait;
    “contest entries same” and “contest entries different” keep what you decide.
    """
    return case.noticed("S212")


def same_pictures(case: Case) -> Iterable[Fault]:
    """At least half of a video shows the same pictures as another entry's. Found by --full.

    It is told also where one was cut, shrunk, mirrored, given bars, a logo or another speed.
    “contest entries alike --pictures” lays the pictures side by side; “contest entries same” and
    “contest entries different” keep what you decide.
    """
    return case.noticed("S213")


def overlap(case: Case) -> Iterable[Fault]:
    """A smaller part of the video shows the same pictures as another entry's. Found by --full.

    It may be a shared opening, a title card of the house or an excerpt; it is no verdict.
    """
    return case.noticed("S214")


def same_sound(case: Case) -> Iterable[Fault]:
    """The video sounds like another entry's, and its pictures differ. Found by --full.

    The same song is not the same work; it is no verdict.
    """
    return case.noticed("S215")
