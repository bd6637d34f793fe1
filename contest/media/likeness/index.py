"""One new video against all known ones: which of thousands are worth a comparison, then compare.

Every known picture is looked up by parts of its hash (``buckets``), which finds few strangers;
the works that share most pictures with the new one, rare pictures first, are compared in full.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from contest.media.likeness.buckets import Buckets
from contest.media.likeness.compare import Likeness, compare
from contest.media.likeness.fingerprint import CROPS, WHOLE, Fingerprint
from contest.media.likeness.phash import Hashes

CANDIDATES: Final = 40
"""Works that are compared in full at most. A title card may be shared by thousands."""

_ALIKE: Final = 3  # bits to the last picture that was taken, up to which the next one is not
_ASKED: Final = 128  # pictures of the new video that are looked up


class Index:
    """Known videos by their keys; a key added again counts as another video."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._prints: list[Fingerprint] = []
        self._sorted: list[Buckets] = []  # each at least twice as long as the next
        self._new: list[tuple[Hashes, int]] = []

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, key: str, fingerprint: Fingerprint) -> None:
        """Make a video known; it is sorted in at the next search."""
        owner = len(self._keys)
        self._keys.append(key)
        self._prints.append(fingerprint)
        taken = _distinct(fingerprint)
        if len(taken):
            self._new.append((fingerprint.hashes[: len(CROPS), taken].ravel(), owner))

    def search(self, fingerprint: Fingerprint) -> list[tuple[str, Likeness]]:
        """The known videos that share something with this one, most shared seconds first.

        In each Likeness "one" is ``fingerprint`` and "other" the known video.
        """
        self._sort()
        found = []
        for owner in self._candidates(fingerprint):
            likeness = compare(fingerprint, self._prints[owner])
            if likeness is not None:
                found.append((self._keys[owner], likeness))
        found.sort(key=lambda pair: (-pair[1].share_one, -pair[1].share_other, pair[0]))
        return found

    def _sort(self) -> None:
        """Sort in what is new, together with whatever sorted part is not twice as long.

        So each picture is sorted anew only as often as the index doubles.
        """
        if not self._new:
            return
        hashes = [new for new, _ in self._new]
        owners = [np.full(len(new), owner, dtype=np.uint32) for new, owner in self._new]
        self._new = []
        size = sum(map(len, hashes))
        while self._sorted and len(self._sorted[-1]) < 2 * size:
            last = self._sorted.pop()
            hashes.append(last.hashes)
            owners.append(last.owners)
            size += len(last)
        self._sorted.append(Buckets(np.concatenate(hashes), np.concatenate(owners)))

    def _candidates(self, fingerprint: Fingerprint) -> list[int]:
        """Works that share pictures; one that few works have counts for more."""
        taken = _distinct(fingerprint)
        if len(taken) > _ASKED:
            taken = taken[np.linspace(0, len(taken) - 1, _ASKED).astype(np.int64)]
        if not len(taken) or not self._sorted:
            return []
        wanted = fingerprint.hashes[:, taken].ravel()
        known = len(self._keys)
        hits = []
        for part in self._sorted:
            asks, owners = part.near(wanted)
            hits.append(asks % len(taken) * known + owners)
        pictures, owners = np.divmod(np.unique(np.concatenate(hits)), known)
        rarity = 1.0 / np.bincount(pictures, minlength=len(taken))[pictures]
        score = np.bincount(owners, weights=rarity, minlength=known)
        best = np.argsort(-score, kind="stable")[:CANDIDATES]
        return [int(owner) for owner in best if score[owner] > 0]


def _distinct(fingerprint: Fingerprint) -> npt.NDArray[np.int64]:
    """Places of pictures that differ from the last one taken: slow scenes need few."""
    taken: list[int] = []
    last = 0
    for place, whole in enumerate(fingerprint.hashes[WHOLE].tolist()):
        if not taken or (whole ^ last).bit_count() > _ALIKE:
            taken.append(place)
            last = whole
    return np.array(taken, dtype=np.int64)
