"""Does every packet of an AVI begin where the one before it ends? A walk from header to header.

An AVI is a RIFF file: chunks of four letters, a length (32 bits, little-endian, the header not
counted) and so many bytes, padded to an even number. The packets are the chunks of ``LIST movi``
("00dc", "01wb"), with indexes ("ix00"), padding ("JUNK") and groups ("LIST rec ") among them;
OpenDML 1.02 goes on with a ``movi`` in each of several ``RIFF AVIX``.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import BinaryIO, Final

_MOST: Final = 500_000
"""Chunks that are looked at, a second's work: two hours of pictures and sound."""
_PADDING: Final = 4096
"""Bytes of zeros that a recorder may leave to fill a sector or a page; a hole has more."""
_HEADER: Final = struct.Struct("<4sI")


def holed(file: BinaryIO, parts: Iterable[tuple[int, int]]) -> bool:
    """Whether something lies between the packets of ``file`` (seekable) that is no chunk.

    ``parts`` are the contents of its RIFF chunks, each from its first byte to after its last. Where
    a length leads out of them there is nothing to be said: False.
    """
    left = _MOST
    for start, end in parts:
        for first, after in _movies(file, start, end):
            left, whole = _follow(file, first, after, left)
            if not whole:
                return True
    return False


def _movies(file: BinaryIO, place: int, end: int) -> Iterable[tuple[int, int]]:
    """Where the contents of each ``LIST movi`` begin and end."""
    for _ in range(_MOST):
        if end - place < 12:
            return
        file.seek(place)
        header = file.read(12)
        if len(header) < 12 or not _named(header):
            return
        (length,) = struct.unpack_from("<I", header, 4)
        after = place + 8 + length
        if header[:4] == b"LIST" and header[8:] == b"movi":
            yield place + 12, min(after, end)
        place = after + length % 2


def _follow(file: BinaryIO, place: int, end: int, left: int) -> tuple[int, bool]:
    """How many chunks may be looked at yet, and whether all have followed one another."""
    odd, names = 0, set[bytes]()
    while left > 0 and end - place >= 8:
        left -= 1
        file.seek(place)
        header = file.read(8)
        if len(header) < 8:
            break
        kind, length = _HEADER.unpack(header)
        if kind not in names:
            if not _named(kind):
                found = _resume(file, place, end, odd)
                if found is None:
                    return left, False
                place, odd = found, 0
                continue
            if kind == b"LIST" and file.read(4) == b"rec ":
                place, odd = place + 12, 0
                continue
            if kind != b"LIST":
                names.add(kind)
        odd = length & 1
        place += 8 + length + odd
    return left, True


def _resume(file: BinaryIO, place: int, end: int, odd: int) -> int | None:
    """Where the chunks go on after what is no header at ``place``; None where it is a hole.

    Some writers leave the byte out that pads an odd chunk, some fill up with zeros and no name.
    """
    start = place - odd
    file.seek(start)
    found = file.read(min(_PADDING + 8, end - start))
    if odd and _named(found):
        return start
    filling = found[odd:]  # the byte that pads an odd chunk may be any
    rest = filling.lstrip(b"\0")
    if not rest:
        return None if len(filling) > _PADDING else end
    if len(rest) == len(filling) or len(rest) < 4:
        return None if len(rest) >= 8 else end
    return start + len(found) - len(rest) if _named(rest) else None


def _named(header: bytes) -> bool:
    """Whether a chunk can begin so: its name is printable, whatever it means."""
    return header[:4].isascii() and header[:4].decode("ascii").isprintable()
