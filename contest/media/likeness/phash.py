"""A picture → 64 bits that stay nearly the same when it is scaled, re-encoded or brightened.

The pHash of C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions"
(2010), section 3.2: scale to 32 × 32, take the DCT-II, keep 8 × 8 low frequencies, and let each
bit say whether its coefficient is above their median.

Scaling by area and the DCT are both linear, so one 8 × side matrix does both along one axis and
a batch of pictures costs two matrix products.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]

KEPT: Final = 8
"""Frequencies kept along each axis: 8 × 8 coefficients are 64 bits."""

_SCALED: Final = 32
_FIRST: Final = 1  # the lowest frequency kept


@lru_cache(maxsize=256)
def transform(side: int, start: float, stop: float) -> Floats:
    """The (8, side) matrix that cuts a line of ``side`` pixels to [start, stop), scales and DCTs.

    ``start`` and ``stop`` are in pixels and may lie within one: it then counts in part.
    """
    edges = np.linspace(start, stop, _SCALED + 1)
    pixels = np.arange(side)
    overlap = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    scale = np.maximum(overlap, 0) / (edges[1:] - edges[:-1])[:, None]
    frequency = np.arange(_FIRST, _FIRST + KEPT)[:, None]
    place = np.arange(_SCALED) + 0.5
    # DCT-II, orthonormal, so that a threshold on coefficients is one in grey levels.
    cosines = np.cos(np.pi / _SCALED * frequency * place) * np.sqrt(2 / _SCALED)
    cosines[frequency[:, 0] == 0] /= np.sqrt(2)
    matrix: Floats = (cosines @ scale).astype(np.float32)
    return matrix


def bits(coefficients: Floats) -> Hashes:
    """(n, 8, 8) coefficients → n hashes: which of them lie above their picture's median."""
    flat = coefficients.reshape(len(coefficients), KEPT * KEPT)
    above = flat > np.median(flat, axis=1, keepdims=True)
    packed = np.packbits(above, axis=1)
    return packed.view(">u8")[:, 0].astype(np.uint64)


def mirrored(coefficients: Floats) -> Floats:
    """The coefficients of the pictures seen in a mirror: odd horizontal waves change sign."""
    sign = np.where(np.arange(_FIRST, _FIRST + KEPT) % 2, -1, 1).astype(np.float32)
    return coefficients * sign


def contrast(coefficients: Floats) -> Floats:
    """How far a picture's typical coefficient is from the median, in grey levels of a 32 × 32 DCT.

    Where it is small, more than half of the bits are decided by noise.
    """
    flat = coefficients.reshape(len(coefficients), KEPT * KEPT)
    away = np.abs(flat - np.median(flat, axis=1, keepdims=True))
    typical: Floats = np.median(away, axis=1)
    return typical
