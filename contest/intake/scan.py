"""The one pass over a whole mail: its hash, and every line that may be a MIME boundary."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from contest.intake.stretch import Stretch

MOST_LINES = 100_000
MOST_BYTES = 8 << 20
LONGEST_LINE = 256
"""RFC 2046 allows 74 bytes; some mailers take more."""


class Dash(NamedTuple):
    """A line that begins with ``--``, in offsets of the file."""

    before: int
    """Where the bytes before it end, their last line break taken off."""
    start: int
    after: int
    """Where the next line begins."""


@dataclass(slots=True)
class Scan:
    """What the pass found. ``overflow`` says that boundary lines were left out."""

    digest: str = ""
    lines: dict[bytes, list[Dash]] = field(default_factory=dict)
    overflow: bool = False

    def find(self, line: bytes, start: int, end: int) -> list[Dash]:
        """The lines that read ``line`` between two offsets, in order."""
        found = self.lines.get(line, [])
        first = bisect_left(found, start, key=lambda dash: dash.start)
        return found[first : bisect_left(found, end, key=lambda dash: dash.start)]


def scan(stretch: Stretch, *, keyed: bool = True) -> Scan:
    """Reads the stretch once; its digest is taken only if it is to be ``keyed``. Raises OSError."""
    result = Scan()
    digest = hashlib.sha256() if keyed else None
    count = size = 0
    for dash, line in _dashes(stretch, digest):
        if count >= MOST_LINES or size >= MOST_BYTES:
            result.overflow = True
            continue
        count += 1
        size += len(line)
        result.lines.setdefault(line.rstrip(), []).append(dash)
    result.digest = digest.hexdigest() if digest else ""
    return result


def _dashes(stretch: Stretch, digest: hashlib._Hash | None) -> Iterator[tuple[Dash, bytes]]:
    # The buffer always begins with one byte of the past, so that a "\r" before the "\n" is
    # seen; a line break before the first byte makes the first line a line like any other.
    buffer = b"\n"
    base = stretch.start - 1
    search = 0
    for piece in stretch.pieces():
        if digest:
            digest.update(piece)
        buffer += piece
        while (at := buffer.find(b"\n--", search)) >= 0:
            end = buffer.find(b"\n", at + 1)
            if end < 0:
                break
            if end - at <= LONGEST_LINE:
                yield _dash(buffer, at, end + 1, base), buffer[at + 1 : end]
            search = end
        if at < 0:
            search = max(search, len(buffer) - 3)
        elif len(buffer) - at > LONGEST_LINE:
            search = max(at + 1, len(buffer) - 3)  # too long to be a boundary
        else:
            search = at
        keep = max(0, search - 1)
        buffer, base, search = buffer[keep:], base + keep, search - keep
    at = buffer.find(b"\n--", search)
    if at >= 0 and buffer.find(b"\n", at + 1) < 0 and len(buffer) - at <= LONGEST_LINE:
        yield _dash(buffer, at, len(buffer), base), buffer[at + 1 :]


def _dash(buffer: bytes, at: int, after: int, base: int) -> Dash:
    cut = at - 1 if at and buffer[at - 1] == 0x0D else at
    return Dash(base + cut, base + at + 1, base + after)
