"""The packets of one stream as numbers: when each is shown, how many bytes, which are key ones."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from fractions import Fraction
from functools import cached_property
from itertools import islice, pairwise
from operator import sub
from typing import Final, NamedTuple

_MOST: Final = 4_000_000
"""Packets whose times are kept: 18 hours at 60 pictures a second, 32 MB."""
_NEVER: Final = 1 << 63
"""Later than every time that a container can write."""
_USUAL: Final = 0.01
"""Distances at either end of their row that say nothing of the rest."""


class Gap(NamedTuple):
    """The longest distance between two packets: how long, and where it begins, in seconds."""

    seconds: float
    at: float


class Track:
    """Takes the packets of one stream in; times are in its time base until they are asked for.

    Ask only when all are in: what has been counted once is kept.
    """

    def __init__(self, time_base: Fraction | None) -> None:
        self.time_base = time_base
        self.bytes = 0
        self.count = 0
        self._times = array("q")
        self._keys = array("q")
        self._first, self._last, self._end = _NEVER, -_NEVER, -_NEVER

    def add(self, start: int, length: int, size: int, key: bool) -> None:
        """Take one packet in. Called for each of them, hence plain arguments and few lines."""
        end = start + length
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

    @cached_property
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

    @cached_property
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
    def _shown(self) -> array[int]:
        """The times as they are shown. A list of them would be five times as large."""
        return array("q", sorted(self._times))

    @cached_property
    def _steps(self) -> list[int]:
        """The distances between neighbours as they are shown, shortest first."""
        steps = sorted(map(sub, islice(self._shown, 1, None), self._shown))
        # Pictures that are never shown by themselves stand at the time of another.
        return steps[bisect_right(steps, 0) :]

    @property
    def usual_rates(self) -> tuple[float, float] | None:
        """The slowest and the fastest of the usual rates, packets a second: one distance in a
        hundred may be longer, one shorter. None where fewer than three packets."""
        steps = self._steps
        if len(steps) < 2 or not self.time_base:
            return None
        off = max(int(len(steps) * _USUAL), len(steps) > 2)  # one odd one says nothing at all
        ticks, base = self.time_base.denominator, self.time_base.numerator
        return ticks / (steps[-1 - off] * base), ticks / (steps[off] * base)

    @property
    def gap(self) -> Gap | None:
        """The longest distance between two neighbours, None where fewer than two packets."""
        steps = self._steps
        if not steps or not self.time_base:
            return None
        longest, times = steps[-1], self._shown
        at = next(early for early, late in pairwise(times) if late - early == longest)
        return Gap(self._seconds(longest), self._seconds(at - self._first))

    @property
    def key_interval(self) -> float | None:
        """The longest distance between two key packets in seconds, the end counted as one."""
        if not self._keys or not self.time_base:
            return None
        keys = sorted(self._keys)
        return self._seconds(max(late - early for early, late in pairwise([*keys, self._last])))

    def _seconds(self, ticks: int) -> float:
        # Fractions would round to the same and take five times as long.
        base = self.time_base or Fraction(0)
        return ticks * base.numerator / base.denominator
