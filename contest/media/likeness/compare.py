"""Two fingerprints → how much of each video is in the other, and where; None for strangers.

Shared pictures must come in the same order at a steady speed, close together, and show at least
three different scenes. What is found may be the same work, or an opening that two works share:
the shares tell, and the caller decides.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from contest.media.likeness.fingerprint import RATE, WHOLE, Fingerprint
from contest.media.likeness.lines import Line, Times, Votes, best_line
from contest.media.likeness.pairs import (
    MIRRORED,
    PLAIN,
    SCENES,
    Pairs,
    Way,
    alike,
    convince,
    join,
    pieces,
    scenes,
)

SHOWN: Final = 6
"""Most pairs of pictures to lay side by side."""

_NEAR: Final = 1.5  # pictures that a pair may be off its line: sampling at another moment
_GAP: Final = 16.0  # pictures that may go by in a piece without a match: eight seconds
_PIECES: Final = 8  # most lines that are looked for: a film that was cut and put together again


class Likeness(NamedTuple):
    """What two videos share.

    ``share_one`` and ``share_other``, above 0 and at most 1: how many of the seconds that show
    something (flat pictures don't) lie in pieces that match. ``start_one`` and ``start_other``:
    seconds at which the first match of the longest piece lies. ``pairs``: seconds in the one and
    the other of up to SHOWN matched pictures, spread over all pieces. ``matched``: pictures of
    the one that match. ``mirrored``: left is right. ``speed``: time in the other per time in the
    one, 0.8 to 1.25; below 1 the other is faster.
    """

    share_one: float
    share_other: float
    start_one: float
    start_other: float
    pairs: tuple[tuple[float, float], ...]
    matched: int
    mirrored: bool
    speed: float


class _Piece(NamedTuple):
    pairs: Pairs
    line: Line


def compare(one: Fingerprint, other: Fingerprint) -> Likeness | None:
    """What the two share, as it is or in a mirror, whichever is more; None for nothing sure."""
    plain = _shared(one, other, PLAIN)
    mirrored = _shared(one, other, MIRRORED)
    a = _likeness(one, other, plain, mirrored=False)
    b = _likeness(one, other, mirrored, mirrored=True)
    if a is None or b is None:
        return a or b
    return b if b.matched > a.matched else a


def _shared(one: Fingerprint, other: Fingerprint, way: Way) -> list[_Piece]:
    """The pieces that match, the one that joins most scenes first."""
    pairs = alike(one, other, way)
    if len(pairs.one) < SCENES:
        return []
    scene = scenes(one.hashes[WHOLE])
    mine, its = _middles(one), _middles(other)
    # A picture that stands for a run may be matched by any of it.
    slack = _NEAR + (one.lengths[pairs.one] + other.lengths[pairs.other] - 2.0) / 2
    found: list[_Piece] = []
    for _ in range(_PIECES):
        x, y = mine[pairs.one], its[pairs.other]
        line = best_line(Votes(x, y, scene[pairs.one], pairs.apart, slack))
        if line is None:
            break
        close = np.flatnonzero(line.away(x, y) <= slack)
        new = [
            _Piece(part, line)
            for each in pieces(x[close], _GAP)
            if convince(one, other, part := pairs.only(close[each]))
        ]
        if not new:
            break
        found += new
        left = np.ones(len(pairs.one), dtype=np.bool_)
        for piece in new:
            left &= ~_between(pairs.one, piece.pairs.one)
            left &= ~_between(pairs.other, piece.pairs.other)
        pairs, slack = pairs.only(left), slack[left]
    return found


def _middles(fingerprint: Fingerprint) -> Times:
    return fingerprint.numbers + (fingerprint.lengths - 1.0) / 2


def _between(places: npt.NDArray[np.int64], piece: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    within: npt.NDArray[np.bool_] = (places >= piece.min()) & (places <= piece.max())
    return within


def _likeness(
    one: Fingerprint, other: Fingerprint, found: list[_Piece], *, mirrored: bool
) -> Likeness | None:
    if not found:
        return None
    longest = max(found, key=lambda piece: len(np.unique(piece.pairs.one)))
    steps = [_steps(piece, one, other) for piece in found]
    all_steps = join(steps)
    order = np.argsort(all_steps.one, kind="stable")
    shown = order[np.unique(np.linspace(0, len(order) - 1, SHOWN).round().astype(np.int64))]
    first = _steps(longest, one, other)
    return Likeness(
        share_one=_share(one, [piece.pairs.one for piece in found]),
        share_other=_share(other, [piece.pairs.other for piece in found]),
        start_one=_second(one, first.one[0]),
        start_other=_second(other, first.other[0]),
        pairs=tuple(
            (_second(one, all_steps.one[k]), _second(other, all_steps.other[k])) for k in shown
        ),
        matched=len(all_steps.one),
        mirrored=mirrored,
        speed=longest.line.speed,
    )


def _steps(piece: _Piece, one: Fingerprint, other: Fingerprint) -> Pairs:
    """For each matched picture of the one the picture of the other that is nearest in time."""
    away = piece.line.away(_middles(one)[piece.pairs.one], _middles(other)[piece.pairs.other])
    order = np.lexsort((away, piece.pairs.one))
    _, nearest = np.unique(piece.pairs.one[order], return_index=True)
    return piece.pairs.only(order[nearest])


def _share(fingerprint: Fingerprint, found: list[npt.NDArray[np.int64]]) -> float:
    inside = np.zeros(len(fingerprint.numbers), dtype=np.bool_)
    for places in found:
        inside[places.min() : places.max() + 1] = True
    lengths = fingerprint.lengths
    return int(lengths[inside].sum(dtype=np.int64)) / int(lengths.sum(dtype=np.int64))


def _second(fingerprint: Fingerprint, place: np.int64) -> float:
    return int(fingerprint.numbers[place]) / RATE
