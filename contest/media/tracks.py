"""The packets of one stream as numbers: when each is shown, how many bytes, which are key ones."""

from __future__ import annotations

from array import array
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

_MOST: Final = 4_000_000
"""Packets whose times are kept: 18 hours at 60 pictures a second, 32 MB."""
_USUAL: Final = 0.01
"""Distances at either end of their row that say nothing of the rest."""


class Gap(NamedTuple):
    """The longest distance between two packets: how long, and where it begins, in seconds."""

    seconds: float
    at: float


class Track:
    """Takes the packets of one stream in; times are in its time base until they are asked for."""

    def __init__(self, time_base: Fraction | None) -> None:
        self.time_base = time_base
        self.bytes = 0
        self.count = 0
        self._times = array("q")
        self._keys = array("q")
        self._first = self._last = self._end = 0

    def add(self, start: int, length: int, size: int, *, key: bool) -> None:
        """Take one packet in."""
        end = start + length
        if not self.count:
            self._first, self._last, self._end = start, start, end
        else:
            if start < self._first:
                self._first = start
            if start > self._last:
                self._last = start
            if end > self._end:
                self._end = end
        self.count += 1
        self.bytes += size
        if self.count <= _MOST:
            self._times.append(start)
            if key:
                self._keys.append(start)

    @property
    def limits(self) -> tuple[Fraction, Fraction] | None:
        """Start of the first and end of the last packet, in seconds; None without any.

        Where the last packet doesn't tell how long it is, it is as long as the others.
        """
        if not self.count or self.time_base is None:
            return None
        end = Fraction(self._end)
        if self._end == self._last and self.count > 1:
            end += Fraction(self._last - self._first, self.count - 1)
        return self._first * self.time_base, end * self.time_base

    @property
    def seconds(self) -> float | None:
        """From the start of the first to the end of the last packet; None where that is nothing."""
        limits = self.limits
        return None if limits is None else float(limits[1] - limits[0]) or None

    @property
    def rate(self) -> Fraction | None:
        """Packets a second, None where fewer than two."""
        if self.count < 2 or self._last <= self._first or self.time_base is None:
            return None
        rate = (self.count - 1) / ((self._last - self._first) * self.time_base)
        return rate.limit_denominator(1001)

    @property
    def bit_rate(self) -> int | None:
        """Bits a second of this stream alone."""
        seconds = self.seconds
        return round(self.bytes * 8 / seconds) if seconds else None

    @cached_property
    def _steps(self) -> list[int]:
        """The distances between neighbours as they are shown, shortest first."""
        times = sorted(self._times)
        # Pictures that are never shown by themselves stand at the time of another.
        return sorted(late - early for early, late in pairwise(times) if late > early)

    @property
    def usual_rates(self) -> tuple[float, float] | None:
        """The slowest and the fastest of the usual rates, packets a second: one distance in a
        hundred may be longer, one shorter. None where fewer than three packets."""
        steps = self._steps
        if len(steps) < 2 or not self.time_base:
            return None
        off = max(int(len(steps) * _USUAL), len(steps) > 2)  # one odd one says nothing at all
        shortest, longest = steps[off], steps[-1 - off]
        return float(1 / (longest * self.time_base)), float(1 / (shortest * self.time_base))

    @property
    def gap(self) -> Gap | None:
        """The longest distance between two neighbours, None where fewer than two packets."""
        steps = self._steps
        if not steps or not self.time_base:
            return None
        longest, times = steps[-1], sorted(self._times)
        at = next(early for early, late in pairwise(times) if late - early == longest)
        return Gap(float(longest * self.time_base), float((at - self._first) * self.time_base))

    @property
    def key_interval(self) -> float | None:
        """The longest distance between two key packets in seconds, the end counted as one."""
        if not self._keys or not self.time_base:
            return None
        keys = sorted(self._keys)
        longest = max(late - early for early, late in pairwise([*keys, self._last]))
        return float(longest * self.time_base)
