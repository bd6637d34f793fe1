"""A stretch of a file: a range of bytes, read in pieces of bounded size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PIECE = 1 << 20
"""Bytes read at once. Buffered reads, no mmap: mapped pages would count into the peak."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The bytes ``start`` (included) to ``end`` (excluded) of the regular file ``path``.

    ``path`` is the name as the system knows it, which may hold surrogates; it is never shown.
    ``escaped`` says that lines which begin with "From " have a ">" in front, as in an mbox.
    """

    path: str
    start: int
    end: int
    escaped: bool = False

    def __len__(self) -> int:
        return max(0, self.end - self.start)

    def inside(self, start: int, end: int) -> Stretch:
        """The part of this stretch between two offsets of the file, clipped to this stretch."""
        start = min(max(start, self.start), self.end)
        return Stretch(self.path, start, min(max(end, start), self.end), self.escaped)

    def pieces(self, size: int = PIECE) -> Iterator[bytes]:
        """The bytes in order, in pieces of at most ``size``. Raises OSError."""
        left = len(self)
        if not left:
            return
        with Path(self.path).open("rb", buffering=0) as file:
            file.seek(self.start)
            while left > 0 and (piece := file.read(min(size, left))):
                left -= len(piece)
                yield piece

    def head(self, size: int) -> bytes:
        """The first ``size`` bytes, fewer if the stretch is shorter. Raises OSError."""
        wanted = min(size, len(self))
        return b"".join(self.inside(self.start, self.start + wanted).pieces())


def whole(path: str) -> Stretch:
    """The stretch that covers the file. Raises OSError."""
    return Stretch(path, 0, Path(path).stat().st_size)
