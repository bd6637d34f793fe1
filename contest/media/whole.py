"""Is the end of the file still there? A walk over a container's outermost lengths, a few reads.

No exit code of FFmpeg says that a file was cut; the lengths written at its beginning do:
ISO/IEC 14496-12 boxes, the Matroska segment (RFC 8794, RFC 9559), RIFF chunks of AVI, the size
that an ASF (WMV) file says it has. In an AVI the packets are chunks too, and FFmpeg seeks in
silence for the next one where there is none: :mod:`contest.media.riff` goes from each to the next.
"""

from __future__ import annotations

import struct
from typing import BinaryIO, Final, Literal

from contest.media.riff import holed
from contest.media.sniff import BOXES, HEAD

Wholeness = Literal["whole", "cut", "moov", "hole"] | None
"""``cut``: a part reaches beyond the end; ``moov``: an MP4 without its index; ``hole``: an AVI with
something else where a packet should begin; None: can't tell."""

_MOST_BOXES: Final = 100_000  # a fragmented hour has some thousands; a hostile file has no end
_EBML: Final = b"\x1a\x45\xdf\xa3"
_SEGMENT: Final = b"\x18\x53\x80\x67"
_ASF: Final = bytes.fromhex("3026b2758e66cf11")
_FILE_PROPERTIES: Final = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")


def wholeness(file: BinaryIO, size: int) -> Wholeness:
    """Walk ``file`` (``size`` bytes, seekable) and say whether its outermost parts all fit in."""
    file.seek(0)
    head = file.read(HEAD)
    if head[4:8] in BOXES:
        return _boxes(file, size)
    if head.startswith(_EBML):
        return _segment(head, size)
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return _chunks(file, size)
    if head.startswith(_ASF):
        return _written_size(head, size)
    return None


def _boxes(file: BinaryIO, size: int) -> Wholeness:
    place, index = 0, False
    for _ in range(_MOST_BOXES):
        if size - place < 8:  # a few stray bytes after the last box harm nobody
            break
        file.seek(place)
        header = file.read(16)
        length, kind = struct.unpack(">I4s", header[:8])
        if length == 1 and len(header) == 16:
            (length,) = struct.unpack(">Q", header[8:])
        elif length == 0:  # "to the end of the file"
            length = size - place
        if length < 8 or not kind.isascii() or not kind.decode("ascii").isprintable():
            break  # padding or rubbish after the last box; players pass over it
        index = index or kind == b"moov"
        place += length
        if place > size:
            return "cut"
    return "whole" if index else "moov"


def _segment(head: bytes, size: int) -> Wholeness:
    header = _vint(head, 4)
    if header is None:
        return None
    place = header[1] + header[0]
    if head[place : place + 4] != _SEGMENT:
        return None
    segment = _vint(head, place + 4)
    if segment is None:  # a live recording leaves the length open
        return None
    return "cut" if segment[1] + segment[0] > size else "whole"


def _vint(data: bytes, place: int) -> tuple[int, int] | None:
    """An EBML length and the place after it; None where it is unknown or out of sight."""
    if place >= len(data) or data[place] == 0:
        return None
    width = 9 - data[place].bit_length()
    if place + width > len(data):
        return None
    value = int.from_bytes(data[place : place + width], "big") & ((1 << 7 * width) - 1)
    return None if value == (1 << 7 * width) - 1 else (value, place + width)


def _chunks(file: BinaryIO, size: int) -> Wholeness:
    place, parts = 0, list[tuple[int, int]]()
    while size - place >= 12:  # one RIFF chunk a gigabyte (OpenDML)
        file.seek(place)
        kind, length = struct.unpack("<4sI", file.read(8))
        if kind != b"RIFF":
            break
        if length == 0:  # a recorder that died before writing it
            return None
        parts.append((place + 12, place + 8 + length))
        place += 8 + length + length % 2
    if place > size + 1:  # the padding byte may be left out
        return "cut"
    return "hole" if holed(file, parts) else "whole"


def _written_size(head: bytes, size: int) -> Wholeness:
    """ASF specification 3.2: GUID, object size (8), file id (16), file size (8), …, flags."""
    place = head.find(_FILE_PROPERTIES)
    if place < 0 or place + 92 > len(head):
        return None
    (written,) = struct.unpack_from("<Q", head, place + 40)
    (flags,) = struct.unpack_from("<I", head, place + 88)
    if flags & 1 or not written:  # a broadcast doesn't know
        return None
    return "cut" if written > size else "whole"
