"""Which pictures of one video look like which of the other: by Hamming distance, all with all."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from contest.media.likeness.fingerprint import MIRROR, WHOLE, Fingerprint
from contest.media.likeness.phash import Hashes

Places = npt.NDArray[np.int64]

NEAR: Final = 10
"""Bits that may differ between two hashes of the same picture."""

SCENES: Final = 3
"""Different scenes that must match in each piece."""

POINTS: Final = 30
"""Three pairs of equal pictures have 36. Strangers who sit in the same studio before the same three
cameras reach 28; more scenes may be less alike, as under a logo."""

Way = tuple[tuple[int, int], ...]
PLAIN: Final[Way] = ((WHOLE, 0), (WHOLE, 1), (WHOLE, 2), (1, WHOLE), (2, WHOLE))
MIRRORED: Final[Way] = ((MIRROR, 0), (MIRROR, 1), (MIRROR, 2), (1, MIRROR), (2, MIRROR))
"""Rows of hashes that are compared, one's and the other's: whole with whole, or with a crop."""

_AT_ONCE: Final = 1 << 19  # distances in memory at once: 8 bytes each while they are counted


class Pairs(NamedTuple):
    """``one[k]`` and ``other[k]`` are places in the two fingerprints, ``apart[k]`` bits apart."""

    one: Places
    other: Places
    apart: npt.NDArray[np.uint8]

    def only(self, chosen: Places | npt.NDArray[np.bool_]) -> Pairs:
        """Some of the pairs, by their index or by a mask."""
        return Pairs(self.one[chosen], self.other[chosen], self.apart[chosen])


def alike(one: Fingerprint, other: Fingerprint, way: Way) -> Pairs:
    """All pairs of pictures at most NEAR bits apart, ordered by the place in ``one``."""
    rows = max(1, _AT_ONCE // max(1, other.hashes.shape[1]))
    found = []
    for start in range(0, one.hashes.shape[1], rows):
        apart = _apart(one.hashes[:, start : start + rows], other.hashes, way)
        ones, others = np.nonzero(apart <= NEAR)
        found.append(Pairs(ones + start, others, apart[ones, others]))
    return join(found)


def _apart(one: Hashes, other: Hashes, way: Way) -> npt.NDArray[np.uint8]:
    apart = np.full((one.shape[1], other.shape[1]), 64, dtype=np.uint8)
    for mine, its in way:
        np.minimum(apart, np.bitwise_count(one[mine][:, None] ^ other[its]), out=apart)
    return apart


def join(parts: list[Pairs]) -> Pairs:
    """All of them, in the order given."""
    none = np.empty(0, dtype=np.int64)
    return Pairs(
        np.concatenate([none, *(part.one for part in parts)]),
        np.concatenate([none, *(part.other for part in parts)]),
        np.concatenate([np.empty(0, dtype=np.uint8), *(part.apart for part in parts)]),
    )


def scenes(whole: Hashes) -> Places:
    """A number for each picture that grows whenever it no longer looks like its scene's first."""
    found: list[int] = []
    first, scene = 0, -1
    for each in whole.tolist():
        if scene < 0 or (each ^ first).bit_count() > NEAR:
            first, scene = each, scene + 1
        found.append(scene)
    return np.array(found, dtype=np.int64)


def convince(one: Fingerprint, other: Fingerprint, pairs: Pairs) -> bool:
    """Do the pairs show the same work, by SCENES different scenes and POINTS in all?

    Pictures of one scene count once, by the most alike pair; two scenes differ in both videos. A
    pair n bits apart has NEAR + 2 − n points.
    """
    order = np.argsort(pairs.apart, kind="stable")
    chosen: list[tuple[int, int]] = []
    found = 0
    for mine, its, apart in zip(
        one.hashes[WHOLE, pairs.one[order]].tolist(),
        other.hashes[WHOLE, pairs.other[order]].tolist(),
        pairs.apart[order].tolist(),
        strict=True,
    ):
        if all((mine ^ a).bit_count() > NEAR and (its ^ b).bit_count() > NEAR for a, b in chosen):
            chosen.append((mine, its))
            found += NEAR + 2 - apart
            if len(chosen) >= SCENES and found >= POINTS:
                return True
    return False


def pieces(times: npt.NDArray[np.float64], gap: float) -> list[slice]:
    """Cut ascending ``times`` wherever more than ``gap`` goes by without one."""
    if not len(times):
        return []
    cuts = np.flatnonzero(np.diff(times) > gap) + 1
    return [slice(a, b) for a, b in pairwise([0, *cuts.tolist(), len(times)])]
