"""A stream of small grey pictures → a fingerprint, in bounded memory.

The pictures come as ``SIDE`` × ``SIDE`` bytes, ``RATE`` a second, the whole video squeezed to a
square; ffmpeg makes them with ``fps=2,scale=SIDE:SIDE:flags=area,format=gray``.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from contest.media.likeness.bars import bars
from contest.media.likeness.fingerprint import CROPS, LONGEST_RUN, RATE, Fingerprint
from contest.media.likeness.phash import Floats, Hashes, bits, contrast, mirrored, transform

__all__ = ["RATE", "SIDE", "Hasher"]

SIDE: Final = 64
"""Pixels along each side of an incoming picture."""

_BATCH: Final = 64  # pictures hashed at once: their floats fill 2.4 MB
_HELD: Final = 32  # kept back with each batch, so that the last one is not too short for bars
_FLAT: Final = 3.0  # grey levels; below it, one re-encoded picture in ten is unlike itself
_SAME: Final = 2  # bits between successive pictures that look the same


class Hasher:
    """Takes pictures one by one; ``finish`` gives what is to be kept of them."""

    def __init__(self) -> None:
        self._pictures = np.empty((_BATCH + _HELD, SIDE, SIDE), dtype=np.uint8)
        self._waiting = 0
        self._total = 0
        self._run = _Runs()

    def add(self, picture: bytes | memoryview) -> None:
        """The next picture, SIDE × SIDE bytes, row by row.

        Raises: ValueError for any other size.
        """
        pixels = np.frombuffer(picture, dtype=np.uint8)
        self._pictures[self._waiting] = pixels.reshape(SIDE, SIDE)
        self._waiting += 1
        if self._waiting == _BATCH + _HELD:
            self._hash(_BATCH)
            self._pictures[:_HELD] = self._pictures[_BATCH:]
            self._waiting = _HELD

    def finish(self) -> Fingerprint:
        """The fingerprint of all pictures so far; nothing may be added after it."""
        self._hash(self._waiting)
        return self._run.fingerprint(self._total)

    def _hash(self, count: int) -> None:
        """Hash the first ``count`` of the pictures that wait; the others help to see the bars."""
        if count == 0:
            return
        widths = bars(self._pictures[: self._waiting])[:count]
        pictures = self._pictures[:count].astype(np.float32)
        hashes = np.empty((len(CROPS) + 1, count), dtype=np.uint64)
        telling = np.empty(count, dtype=bool)
        for lines, columns in np.unique(widths, axis=0):
            chosen = np.flatnonzero((widths == (lines, columns)).all(axis=1))
            part = pictures if len(chosen) == count else pictures[chosen]
            hashes[:, chosen], telling[chosen] = _hashes(part, int(lines), int(columns))
        self._run.extend(hashes, telling, self._total)
        self._total += count


def _hashes(pictures: Floats, lines: int, columns: int) -> tuple[Hashes, npt.NDArray[np.bool_]]:
    """The (4, n) hashes of (n, SIDE, SIDE) pictures within bars so wide, and which are not flat."""
    down = np.concatenate([_cut(lines, crop) for crop in CROPS])
    across = np.concatenate([_cut(columns, crop) for crop in CROPS])
    kept = len(down) // len(CROPS)
    # (n · SIDE, SIDE) @ (SIDE, 24): one product for all pictures and crops.
    rows = pictures.reshape(-1, SIDE) @ across.T
    rows = rows.reshape(len(pictures), SIDE, -1)
    coefficients = [
        down[part : part + kept] @ rows[:, :, part : part + kept]
        for part in range(0, len(down), kept)
    ]
    found = [bits(each) for each in coefficients]
    found.append(bits(mirrored(coefficients[0])))
    return np.stack(found), contrast(coefficients[0]) >= _FLAT


def _cut(bar: int, crop: float) -> Floats:
    inside = SIDE - 2 * bar
    away = bar + inside * (1 - crop) / 2
    return transform(SIDE, away, SIDE - away)


class _Runs:
    """Joins successive pictures that look the same."""

    def __init__(self) -> None:
        self._hashes: list[Hashes] = []
        self._numbers: list[int] = []
        self._lengths: list[int] = []
        self._first = 0  # the hash of the run's first picture

    def extend(self, hashes: Hashes, telling: npt.NDArray[np.bool_], number: int) -> None:
        """Take in the (4, n) ``hashes`` of pictures ``number``, ``number`` + 1, …"""
        starts = []
        for at in np.flatnonzero(telling).tolist():
            whole = int(hashes[0, at])
            if self._goes_on(whole, number + at):
                self._lengths[-1] += 1
                continue
            starts.append(at)
            self._first = whole
            self._numbers.append(number + at)
            self._lengths.append(1)
        self._hashes.append(hashes[:, starts])

    def _goes_on(self, whole: int, number: int) -> bool:
        if not self._numbers or self._lengths[-1] == LONGEST_RUN:
            return False
        follows = self._numbers[-1] + self._lengths[-1] == number
        return follows and (whole ^ self._first).bit_count() <= _SAME

    def fingerprint(self, total: int) -> Fingerprint:
        empty = np.empty((len(CROPS) + 1, 0), dtype=np.uint64)
        return Fingerprint(
            np.concatenate([empty, *self._hashes], axis=1),
            np.array(self._numbers, dtype=np.uint32),
            np.array(self._lengths, dtype=np.uint8),
            total,
        )
