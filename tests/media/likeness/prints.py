"""Fingerprints out of nothing, for tests that need no pictures."""

from __future__ import annotations

import numpy as np

from contest.media.likeness.fingerprint import Fingerprint


def made_up(seed: int, pictures: int = 120, scene: int = 8) -> Fingerprint:
    """Scenes of ``scene`` pictures; within one, four bits of each hash waver."""
    chance = np.random.default_rng(seed)
    scenes = chance.integers(0, 1 << 64, size=(4, pictures // scene + 1), dtype=np.uint64)
    hashes = np.repeat(scenes, scene, axis=1)[:, :pictures]
    numbers = np.arange(pictures, dtype=np.uint32)
    steady = Fingerprint(hashes, numbers, np.ones(pictures, dtype=np.uint8), pictures)
    return wavering(steady, seed, 4)


def wavering(fingerprint: Fingerprint, seed: int, bits: int) -> Fingerprint:
    """With up to so many bits of each hash turned over, as in a copy."""
    chance = np.random.default_rng(seed)
    hashes = fingerprint.hashes.copy()
    for _ in range(bits):
        hashes ^= np.uint64(1) << chance.integers(0, 64, size=hashes.shape, dtype=np.uint64)
    return fingerprint._replace(hashes=hashes)


def joined(*parts: Fingerprint) -> Fingerprint:
    """One after another."""
    starts = np.cumsum([0, *(part.total for part in parts)])
    numbers = [part.numbers + start for part, start in zip(parts, starts, strict=False)]
    return Fingerprint(
        np.concatenate([part.hashes for part in parts], axis=1),
        np.concatenate(numbers).astype(np.uint32),
        np.concatenate([part.lengths for part in parts]),
        int(starts[-1]),
    )
