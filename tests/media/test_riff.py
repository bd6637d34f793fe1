"""Chunks of an AVI follow one another, or there is a hole."""

from __future__ import annotations

import io
import struct

import pytest

from contest.media.riff import holed


def chunk(name: bytes, content: bytes, pad: bytes = b"\0") -> bytes:
    return name + struct.pack("<I", len(content)) + content + (pad if len(content) % 2 else b"")


def movie(*chunks: bytes) -> bytes:
    content = b"movi" + b"".join(chunks)
    return b"AVI " + b"LIST" + struct.pack("<I", len(content)) + content


def is_holed(*chunks: bytes) -> bool:
    content = movie(*chunks)
    return holed(io.BytesIO(content), [(4, len(content))])


PICTURE, ODD = chunk(b"00dc", bytes(range(1, 101))), chunk(b"01wb", b"\x11" * 33)
GARBAGE = b"\x80\x81\x82\x83" * 10


@pytest.mark.parametrize(
    "chunks",
    [
        (PICTURE, ODD, PICTURE),
        (PICTURE, chunk(b"JUNK", b"\0" * 4000), ODD),
        (PICTURE, b"\0" * 512, PICTURE),  # filled up to a sector
        (ODD[:-1], PICTURE),  # the padding left out
        (ODD[:-1] + b"\x90", PICTURE),  # padded with something else than zero
        (ODD[:-1] + b"\x90", b"\0" * 512, PICTURE),
        (ODD[:-1] + b"\x90", b"\0" * 512),
    ],
)
def test_a_writer_s_habits_are_no_hole(chunks: tuple[bytes, ...]) -> None:
    assert not is_holed(*chunks)


@pytest.mark.parametrize(
    "chunks",
    [
        (PICTURE, GARBAGE, PICTURE),
        (ODD, GARBAGE, PICTURE),
        (ODD[:-1] + b"\x90", GARBAGE, PICTURE),
        (PICTURE, b"\0" * 5000, PICTURE),
        (ODD, b"\0" * 5000),
        (PICTURE, b"\0" * 64 + GARBAGE, PICTURE),
    ],
)
def test_what_is_no_chunk_is_a_hole(chunks: tuple[bytes, ...]) -> None:
    assert is_holed(*chunks)
