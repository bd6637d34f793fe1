"""A stretch of a file: a range of bytes, read in pieces of bounded size."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

PIECE = 128 << 10
"""Bytes read at once: few enough to stay in the processor's cache while they are hashed, decoded
and written. Buffered reads, no mmap: mapped pages would count into the peak."""
SMALL = 1 << 20
"""Bytes of a mail that is read at once."""


@dataclass(slots=True)  # not frozen: that triples what one costs, and a mail has a dozen
class Stretch:
    """The bytes ``start`` (included) to ``end`` (excluded) of the regular file ``path``.

    ``path`` is the name as the system knows it, which may hold surrogates; it is never shown.
    ``escaped`` says that lines which begin with "From " have a ">" in front, as in an mbox.
    ``held`` are the file's bytes from ``base`` on, where they were read already.
    """

    path: str
    start: int
    end: int
    escaped: bool = False
    held: bytes | None = field(default=None, repr=False, compare=False)
    base: int = 0

    def __len__(self) -> int:
        return max(0, self.end - self.start)

    def inside(self, start: int, end: int) -> Stretch:
        """The part of this stretch between two offsets of the file, clipped to this stretch."""
        start = min(max(start, self.start), self.end)
        end = min(max(end, start), self.end)
        return Stretch(self.path, start, end, self.escaped, self.held, self.base)

    def pieces(self, size: int = PIECE) -> Iterator[bytes]:
        """The bytes in order, in pieces of at most ``size``. Raises OSError."""
        left = len(self)
        if not left:
            return
        if self.held is not None:
            for at in range(self.start - self.base, self.end - self.base, size):
                yield self.held[at : min(at + size, self.end - self.base)]
            return
        with open(self.path, "rb", buffering=0) as file:  # noqa: PTH123  # a Path costs as much
            file.seek(self.start)
            while left > 0 and (piece := file.read(min(size, left))):
                left -= len(piece)
                yield piece

    def head(self, size: int) -> bytes:
        """The first ``size`` bytes, fewer if the stretch is shorter. Raises OSError."""
        wanted = min(size, len(self))
        if self.held is not None:
            return self.held[self.start - self.base : self.start - self.base + wanted]
        return b"".join(self.inside(self.start, self.start + wanted).pieces())


def in_memory(stretch: Stretch) -> Stretch:
    """The stretch with its bytes read at once, if they are few: opening a file again for every
    part of a small mail would cost more than reading it. Raises OSError."""
    if len(stretch) > SMALL or stretch.held is not None:
        return stretch
    data = b"".join(stretch.pieces())
    end = stretch.start + len(data)  # a file may have become shorter
    return Stretch(stretch.path, stretch.start, end, stretch.escaped, data, stretch.start)


def stamp(stretch: Stretch) -> tuple[int, ...]:
    """What changes with the bytes of a stretch: its file's number, size and times; nothing where
    that can't be told."""
    if stretch.held is not None:
        return (len(stretch),)
    try:
        found = os.stat(stretch.path)  # noqa: PTH116  # a Path costs as much
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def whole(path: str) -> Stretch:
    """The stretch that covers the file. Raises OSError."""
    return Stretch(path, 0, os.stat(path).st_size)  # noqa: PTH116  # a Path costs as much
