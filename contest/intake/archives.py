"""The files inside a zip that a mail brings, in bounded memory: the list from its end, each file
unpacked as it is read. Nothing is ever written under a name from the archive.

The format is PKWARE's APPNOTE 6.3: local headers with their data, then the central directory, then
its end record, at most 65,557 bytes before the end.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from contest.intake.base import Chunks
from contest.intake.charsets import decode
from contest.intake.videos import SUFFIXES, suffix_of

MOST = 100
"""Files listed of one archive, its videos first: each is found by reading the archive up to it."""
MOST_LISTED = 10_000
"""Entries read of one archive's directory."""
TAIL = 2 << 20
"""Bytes kept of an archive's end, where its directory stands."""
LARGEST = 2 << 30
"""Bytes that the files of one archive may unpack to together."""
RATIO = 100
"""How many times its packed size a file may unpack to; films hardly shrink at all."""
SMALL = 4 << 20
"""Bytes up to which a file may unpack to any multiple."""

ENCRYPTED = "it has a password"
DAMAGED = "it is damaged"
LIMITS = "it would unpack to more than any mail brings"

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_STEP = 1 << 20
_UNWANTED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class Inner(NamedTuple):
    """A file inside another: its name without folders, its size, and the way to its bytes."""

    name: str
    size: int
    contents: Chunks


class Unpacked(NamedTuple):
    """The files inside an archive, and why there are no more: "" where that is all, else one of
    ENCRYPTED, DAMAGED, LIMITS."""

    files: tuple[Inner, ...] = ()
    what: str = ""


class _Entry(NamedTuple):
    name: str
    flags: int
    method: int
    packed: int
    size: int
    at: int


def unzipped(contents: Chunks) -> Unpacked:
    """The files inside a zip. Raises OSError."""
    tail, length = _tail(contents())
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < _END.size:
        return Unpacked(what=DAMAGED)
    _, _, _, _, number, size, offset, _ = _END.unpack_from(tail, end)
    if size > end:
        return Unpacked(what=LIMITS if size > TAIL - _END.size else DAMAGED)
    # What stands in front of the archive, as in one that unpacks itself, shifts every offset.
    shift = length - len(tail) + end - size - offset
    entries = list(_entries(tail[end - size : end], min(number, MOST_LISTED)))
    what = "" if len(entries) == number else LIMITS if number > MOST_LISTED else DAMAGED
    files: list[Inner] = []
    total = 0
    for entry in entries:
        name = entry.name.replace("\\", "/")
        base = name.rpartition("/")[2]
        if not base or base.startswith("._") or name.startswith(_UNWANTED) or base in _UNWANTED:
            continue
        total += entry.size
        bomb = entry.size > SMALL and entry.size > RATIO * max(1, entry.packed)
        if total > LARGEST or bomb:
            what = LIMITS
        elif entry.flags & 1:
            what = ENCRYPTED
        elif entry.method not in {_STORED, _DEFLATED} or 0xFFFFFFFF in entry:
            what = DAMAGED
        else:
            files.append(Inner(base, entry.size, _member(contents, entry, entry.at + shift)))
    files.sort(key=lambda file: suffix_of(file.name) not in SUFFIXES)
    return Unpacked(tuple(files[:MOST]), what if len(files) <= MOST else LIMITS)


def _tail(pieces: Iterable[bytes]) -> tuple[bytes, int]:
    """The last bytes of a stream, and how many there were."""
    kept = bytearray()
    length = 0
    for piece in pieces:
        kept += piece
        length += len(piece)
        if len(kept) > 2 * TAIL:
            del kept[:-TAIL]
    return bytes(kept[-TAIL:]), length


def _entries(directory: bytes, most: int) -> Iterator[_Entry]:
    at = 0
    while at + _ENTRY.size <= len(directory) and most > 0:
        found = _ENTRY.unpack_from(directory, at)
        if found[0] != b"PK\x01\x02":
            return
        flags, method = found[3:5]
        packed, size, named, extra, comment = found[8:13]
        start = at + _ENTRY.size
        raw = directory[start : start + named]
        # Without the flag for UTF-8 the name is in the encoding of whoever packed it.
        yield _Entry(decode(raw)[0], flags, method, packed, size, found[-1])
        at = start + named + extra + comment
        most -= 1


def _member(contents: Chunks, entry: _Entry, at: int) -> Chunks:
    def chunks() -> Iterator[bytes]:
        source = window(contents(), at, None)
        head = bytearray()
        rest = b""
        for piece in source:
            head += piece
            if len(head) >= _LOCAL.size + 2 * 0xFFFF:
                break
        if len(head) >= _LOCAL.size and head.startswith(b"PK\x03\x04"):
            named, extra = _LOCAL.unpack_from(head)[-2:]
            rest = bytes(head[_LOCAL.size + named + extra :])
            packed = window(_joined(rest, source), 0, entry.packed)
            yield from packed if entry.method == _STORED else _inflated(packed, entry.size)

    return chunks


def _joined(first: bytes, more: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from more


def window(pieces: Iterable[bytes], start: int, length: int | None) -> Iterator[bytes]:
    """The bytes of a stream from ``start`` on, at most ``length`` of them."""
    end = None if length is None else start + length
    at = 0
    for piece in pieces:
        if end is not None and at >= end:
            return
        low = max(0, start - at)
        high = len(piece) if end is None else min(len(piece), end - at)
        if low < high:
            yield piece[low:high]
        at += len(piece)


def _inflated(packed: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The unpacked bytes, never more than the archive says; what is broken ends there."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    left = size
    for piece in packed:
        data = piece
        while data and left > 0:
            try:
                plain = inflater.decompress(data, min(_STEP, left))
            except zlib.error:
                return
            left -= len(plain)
            if plain:
                yield plain
            data = inflater.unconsumed_tail
            if inflater.eof:
                return
