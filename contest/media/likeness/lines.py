"""Find the line time_other = speed · time_one + offset that joins the most scenes.

Votes on offsets for some thirty speeds (a Hough transform), then least squares on the winners.
Each scene has one vote for a line, however long it lasts and however often it looks the same:
a still picture can't vote a line up.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from contest.media.likeness.pairs import Places

Times = npt.NDArray[np.float64]

SLOWEST: Final = 0.8
FASTEST: Final = 1.25

_STEP: Final = 0.015  # between neighbouring speeds
_BIN: Final = 4.0  # pictures; wide enough for the half step that a speed is off over two minutes
_MOST_VOTES: Final = 4000  # pairs; two long still videos have millions
_NARROWER: Final = 4  # rounds of least squares, each on half the width

_powers = np.arange(int(np.log(FASTEST) / _STEP) + 1)
_SPEEDS: Final[Times] = np.exp(_STEP * np.concatenate([[0], *([p, -p] for p in _powers[1:])]))
"""Nearest to 1 first: argmax prefers them where votes are equal."""


class Line(NamedTuple):
    """``speed`` is a ratio of times, ``offset`` in pictures of the other video."""

    speed: float
    offset: float

    def away(self, one: Times, other: Times) -> Times:
        """How far each pair is from the line, in pictures of the other video."""
        return np.abs(other - self.speed * one - self.offset)


class Votes(NamedTuple):
    """Pairs of pictures that look alike, ordered by ``one``.

    ``one`` and ``other``: their times, in pictures; ``scene``: what the picture of the one
    belongs to; ``apart``: bits between them; ``near``: how far from the line each may be.
    """

    one: Times
    other: Times
    scene: Places
    apart: npt.NDArray[np.uint8]
    near: Times

    def only(self, chosen: Places | npt.NDArray[np.bool_]) -> Votes:
        """Some of them, by their index or by a mask."""
        return Votes(
            self.one[chosen],
            self.other[chosen],
            self.scene[chosen],
            self.apart[chosen],
            self.near[chosen],
        )

    def width(self) -> float:
        """How far a line may miss them when its speed is half a step off."""
        return max(_BIN, _STEP * float(min(np.ptp(self.one), np.ptp(self.other))))


def best_line(votes: Votes) -> Line | None:
    """The line through most scenes; None without a pair."""
    if not len(votes.one):
        return None
    voted = _count(votes)
    refined = _refine(voted, votes)
    return max((refined, voted), key=lambda line: _joined(line, votes))


def _count(votes: Votes) -> Line:
    """The middle of the bin, of all speeds, that pairs of most scenes fall in."""
    width = votes.width()
    if len(votes.one) > _MOST_VOTES:
        votes = votes.only(np.linspace(0, len(votes.one) - 1, _MOST_VOTES).astype(np.int64))
    offsets = (votes.other - _SPEEDS[:, None] * votes.one) / width
    offsets = np.stack([offsets, offsets + 0.5], axis=1)  # a second set of bins, half a bin on
    bins = np.floor(offsets).astype(np.int64)
    lowest = int(bins.min())
    across, voters = int(bins.max()) - lowest + 1, int(votes.scene.max()) + 1
    family = np.arange(2 * len(_SPEEDS)).reshape(len(_SPEEDS), 2, 1)
    ballots = np.unique(((family * across + bins - lowest) * voters + votes.scene).ravel())
    row, column = divmod(int(np.bincount(ballots // voters).argmax()), across)
    speed, shifted = divmod(row, 2)
    middle = column + lowest + 0.5 - 0.5 * shifted
    return Line(float(_SPEEDS[speed]), middle * width)


def _refine(line: Line, votes: Votes) -> Line:
    """Least squares over pairs near the line; within a slow scene the most alike say when."""
    for round_ in range(_NARROWER):
        width = votes.width() / 2**round_
        x, y = _most_alike(votes.only(line.away(votes.one, votes.other) <= votes.near + width))
        if len(x) < 2 or np.ptp(x) < _BIN:  # too short to tell a speed
            return line
        centred = x - x.mean()
        speed = float(centred @ y / (centred @ centred))
        speed = min(max(speed, SLOWEST), FASTEST)
        line = Line(speed, float(np.median(y - speed * x)))
    return line


def _most_alike(votes: Votes) -> tuple[Times, Times]:
    """Times of pairs of which neither has a partner that is more alike.

    A still picture that was cut short in the other video is like its last one all the time, and
    would pull the line; but the last one has a better partner.
    """
    best = np.ones(len(votes.one), dtype=np.bool_)
    for side in (votes.one, votes.other):
        _, which = np.unique(side, return_inverse=True)
        least = np.full(len(side), np.iinfo(np.uint8).max, dtype=np.uint8)
        np.minimum.at(least, which, votes.apart)
        best &= votes.apart == least[which]
    return votes.one[best], votes.other[best]


def _joined(line: Line, votes: Votes) -> int:
    on = line.away(votes.one, votes.other) <= votes.near
    return len(np.unique(votes.scene[on]))
