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
