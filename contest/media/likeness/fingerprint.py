"""What is kept of a video: its pictures' hashes and their times, to and from bytes.

Successive pictures that look the same are kept once, with their number. Flat pictures are not
kept at all: they have no say.
"""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

RATE: Final = 2
"""Pictures a second."""

CROPS: Final = (1.0, 0.92, 0.84)
"""The middle parts of a picture that are hashed, of each side; rows 0, 1, 2 of the hashes."""

WHOLE: Final = 0
MIRROR: Final = 3
"""Rows of the hashes: the whole picture, and the whole picture in a mirror."""

LONGEST_RUN: Final = 8
"""Pictures that one may stand for; more would blur the time of a match."""

_VERSION: Final = 1
_HEADER: Final = struct.Struct("<BII")
_ROWS: Final = len(CROPS) + 1
_EACH: Final = 4 + 1 + 8 * _ROWS  # bytes of one kept picture


class Fingerprint(NamedTuple):
    """The n kept pictures of a video, in order of time.

    ``hashes``: (4, n) uint64, rows as WHOLE, the crops and MIRROR say. ``numbers``: (n,) uint32,
    a picture's place in the video (time = number / RATE). ``lengths``: (n,) uint8, how many
    successive pictures it stands for, itself included. ``total``: pictures of the whole video,
    flat ones included.
    """

    hashes: npt.NDArray[np.uint64]
    numbers: npt.NDArray[np.uint32]
    lengths: npt.NDArray[np.uint8]
    total: int

    @property
    def seconds(self) -> float:
        """Of the whole video."""
        return self.total / RATE

    @property
    def telling(self) -> float:
        """Seconds that show something: what shares are counted in."""
        return int(self.lengths.sum(dtype=np.int64)) / RATE

    def to_bytes(self) -> bytes:
        """Little-endian: version, n, total, then numbers, lengths and hashes, row by row."""
        return b"".join(
            [
                _HEADER.pack(_VERSION, len(self.numbers), self.total),
                self.numbers.astype("<u4").tobytes(),
                self.lengths.astype("u1").tobytes(),
                self.hashes.astype("<u8").tobytes(),
            ]
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Fingerprint:
        """The inverse of ``to_bytes``.

        Raises: ValueError for anything that ``to_bytes`` can't have written.
        """
        if len(data) < _HEADER.size:
            raise ValueError("too short for a fingerprint")
        version, count, total = _HEADER.unpack_from(data)
        if version != _VERSION:
            raise ValueError(f"a fingerprint of version {version}, not {_VERSION}")
        if len(data) != _HEADER.size + count * _EACH:
            raise ValueError("a fingerprint of the wrong length")
        at = _HEADER.size
        numbers = np.frombuffer(data, "<u4", count, at).astype(np.uint32)
        lengths = np.frombuffer(data, "u1", count, at + 4 * count).copy()
        hashes = np.frombuffer(data, "<u8", _ROWS * count, at + 5 * count).astype(np.uint64)
        ends = numbers.astype(np.int64) + lengths
        if count and (not lengths.all() or lengths.max() > LONGEST_RUN or ends[-1] > total):
            raise ValueError("a fingerprint with impossible lengths")
        if np.any(numbers[1:] < ends[:-1]):
            raise ValueError("a fingerprint with its pictures out of order")
        return cls(hashes.reshape(_ROWS, count), numbers, lengths, total)
