"""The walk over a container's outermost lengths, on files of a few bytes."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest

from contest.media.whole import Wholeness, wholeness


def box(kind: bytes, content: bytes = b"", length: int | None = None) -> bytes:
    size = 8 + len(content) if length is None else length
    return struct.pack(">I4s", size, kind) + content


FTYP, MOOV = box(b"ftyp", b"isom"), box(b"moov", bytes(20))


def chunk(kind: bytes, content: bytes = b"", length: int | None = None) -> bytes:
    size = len(content) if length is None else length
    return struct.pack("<4sI", kind, size) + content + b"\0" * (size % 2)


def avi(*movi: bytes, kind: bytes = b"AVI ", after: bytes = b"") -> bytes:
    head = chunk(b"LIST", b"hdrl" + chunk(b"avih", bytes(56)))
    return chunk(b"RIFF", kind + head + chunk(b"LIST", b"movi" + b"".join(movi)) + after)


EBML = b"\x1a\x45\xdf\xa3\x84webm"
SEGMENT = b"\x18\x53\x80\x67"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (FTYP + MOOV + box(b"mdat", bytes(9)), "whole"),
        (FTYP + MOOV + box(b"mdat", bytes(9), length=0), "whole"),
        (FTYP + MOOV + struct.pack(">I4sQ", 1, b"mdat", 20) + bytes(4), "whole"),
        (FTYP + MOOV + struct.pack(">I4sQ", 1, b"mdat", 1 << 40) + bytes(4), "cut"),
        (FTYP + MOOV + box(b"mdat", bytes(9), length=18), "cut"),
        (FTYP + box(b"mdat", bytes(9)), "moov"),
        (FTYP + box(b"mdat", bytes(9), length=99), "cut"),
        (FTYP + MOOV + bytes(100), "whole"),
        (FTYP + MOOV + b"\x7f\xff\xff\xff\x00\xff\x00\xff", "whole"),
        (FTYP + MOOV + b"tail", "whole"),
        (EBML + SEGMENT + b"\x85" + bytes(5), "whole"),
        (EBML + SEGMENT + b"\x85" + bytes(4), "cut"),
        (EBML + SEGMENT + b"\xff" + bytes(4), None),
        (EBML + SEGMENT + b"\x01" + b"\xff" * 7, None),
        (EBML + SEGMENT, None),
        (b"RIFF" + struct.pack("<I", 8) + b"AVI LIST", "whole"),
        (b"RIFF" + struct.pack("<I", 90) + b"AVI LIST", "cut"),
        (b"RIFF" + struct.pack("<I", 0) + b"AVI LIST", None),
        (b"\x47" * 400, None),
        (b"", None),
    ],
)
def test_the_outermost_lengths(content: bytes, expected: Wholeness) -> None:
    assert wholeness(BytesIO(content), len(content)) == expected


PICTURE, SOUND = chunk(b"00dc", b"\1" * 9), chunk(b"01wb", b"\2" * 8)
UNPADDED = PICTURE[:-1]
INDEX = chunk(b"idx1", bytes(64))


@pytest.mark.parametrize(
    "content",
    [
        avi(),
        avi(PICTURE, SOUND, PICTURE, after=INDEX),
        avi(chunk(b"LIST", b"rec " + PICTURE + SOUND), chunk(b"LIST", b"rec " + SOUND)),
        avi(chunk(b"JUNK", bytes(9000)), PICTURE, chunk(b"ix00", bytes(24)), chunk(b"00dc")),
        avi(PICTURE, after=chunk(b"JUNK", bytes(9000)) + bytes(8000)),
        avi(PICTURE) + avi(SOUND, PICTURE, kind=b"AVIX"),
        avi(UNPADDED, UNPADDED, SOUND),
        avi(PICTURE, bytes(2000), SOUND, bytes(4096)),
        avi(PICTURE, bytes(3)),
        avi(PICTURE, chunk(b"00dc", b"\1" * 8, length=1 << 31)[:16]),
        avi(PICTURE, SOUND, after=b"\xff" * 99),
        avi(PICTURE, chunk(b"LIST", b"INFO" + bytes(40)), SOUND),
    ],
)
def test_chunks_that_follow_one_another(content: bytes) -> None:
    assert wholeness(BytesIO(content), len(content)) == "whole"


@pytest.mark.parametrize(
    "content",
    [
        avi(PICTURE, bytes(5000), SOUND),
        avi(PICTURE, bytes(5000)),
        avi(PICTURE, b"\xff" * 5000, SOUND),
        avi(PICTURE, bytes(64), b"\xff" * 64, SOUND),
        avi(UNPADDED, bytes(5000), SOUND),
        avi(chunk(b"LIST", b"rec " + PICTURE + bytes(5000)), SOUND),
        avi(PICTURE) + avi(SOUND, bytes(5000), PICTURE, kind=b"AVIX"),
    ],
)
def test_a_hole_between_chunks(content: bytes) -> None:
    assert wholeness(BytesIO(content), len(content)) == "hole"


def test_a_cut_avi_is_cut_whatever_else_is_missing() -> None:
    content = avi(PICTURE, bytes(5000), SOUND)[:-9]
    assert wholeness(BytesIO(content), len(content)) == "cut"
