"""Hashes sorted into buckets by each quarter of their bits, to find near ones without reading all.

Two hashes up to three bits apart agree in at least one quarter; of those ten apart one pair in
six does, and a copy has dozens of pictures. (The banding of near-duplicate detection: Manku,
Jain and Das Sarma, "Detecting Near-Duplicates for Web Crawling", 2007.)
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from contest.media.likeness.pairs import NEAR, Places
from contest.media.likeness.phash import Hashes

_QUARTERS: Final = 4
_KEYS: Final = 1 << 16
_COMMON: Final = 2048  # a bucket so full holds title cards and the like: it is passed over …
_SKEW: Final = 32  # … unless the average bucket is not much emptier
_AT_ONCE: Final = 1 << 20  # candidates checked at once: some 30 MB


class Buckets:
    """Hashes with their owners, sorted once; ``len`` is how many."""

    def __init__(self, hashes: Hashes, owners: npt.NDArray[np.uint32]) -> None:
        self.hashes, self.owners = hashes, owners
        self._order: list[npt.NDArray[np.uint32]] = []
        self._starts: list[Places] = []
        for keys in _keys(hashes):
            self._order.append(np.argsort(keys, kind="stable").astype(np.uint32))
            counts = np.bincount(keys, minlength=_KEYS)
            self._starts.append(np.concatenate([[0], np.cumsum(counts)]))
        self._full = max(_COMMON, _SKEW * len(hashes) // _KEYS)

    def __len__(self) -> int:
        return len(self.hashes)

    def near(self, wanted: Hashes) -> tuple[Places, Places]:
        """Pairs (place in ``wanted``, owner) at most NEAR bits apart; some pairs come twice."""
        found: list[tuple[Places, Places]] = []
        for keys, order, starts in zip(_keys(wanted), self._order, self._starts, strict=True):
            first = starts[keys]
            counts = starts[keys.astype(np.int64) + 1] - first
            counts[counts > self._full] = 0
            ends = np.cumsum(counts)
            begin = 0
            while begin < len(keys):
                done = int(ends[begin - 1]) if begin else 0
                end = max(begin + 1, int(np.searchsorted(ends, done + _AT_ONCE, side="right")))
                part = slice(begin, end)
                found.append(self._check(wanted, order, first[part], counts[part], begin))
                begin = end
        return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])

    def _check(
        self,
        wanted: Hashes,
        order: npt.NDArray[np.uint32],
        first: Places,
        counts: Places,
        begin: int,
    ) -> tuple[Places, Places]:
        """Read the buckets that start at ``first`` and keep what is really near."""
        asks = np.repeat(np.arange(begin, begin + len(first)), counts)
        # first[0], first[0] + 1, …, then first[1], first[1] + 1, …
        skipped = np.repeat(first - (np.cumsum(counts) - counts), counts)
        places = order[np.arange(len(asks)) + skipped]
        near = np.bitwise_count(self.hashes[places] ^ wanted[asks]) <= NEAR
        return asks[near], self.owners[places[near]].astype(np.int64)


def _keys(hashes: Hashes) -> list[npt.NDArray[np.uint16]]:
    return [(hashes >> np.uint64(16 * quarter)).astype(np.uint16) for quarter in range(_QUARTERS)]
