"""Fingerprints to bytes and back; whatever else the database holds is refused."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.media.likeness.fingerprint import LONGEST_RUN, Fingerprint

from .prints import made_up

EMPTY = Fingerprint(np.empty((4, 0), np.uint64), np.empty(0, np.uint32), np.empty(0, np.uint8), 7)


@st.composite
def fingerprints(draw: st.DrawFn) -> Fingerprint:
    gaps = draw(st.lists(st.integers(0, 1000), max_size=20))
    lengths = [draw(st.integers(1, LONGEST_RUN)) for _ in gaps]
    ends = np.cumsum(np.array(gaps, dtype=np.int64) + lengths)
    numbers = (ends - lengths).astype(np.uint32)
    hashes = [[draw(st.integers(0, (1 << 64) - 1)) for _ in gaps] for _ in range(4)]
    total = int(ends[-1] if gaps else 0) + draw(st.integers(0, 100))
    rows = np.array(hashes, dtype=np.uint64).reshape(4, len(gaps))
    return Fingerprint(rows, numbers, np.array(lengths, dtype=np.uint8), total)


@given(fingerprints())
def test_bytes_and_back(fingerprint: Fingerprint) -> None:
    again = Fingerprint.from_bytes(fingerprint.to_bytes())
    assert np.array_equal(again.hashes, fingerprint.hashes)
    assert again.hashes.dtype == np.uint64
    assert np.array_equal(again.numbers, fingerprint.numbers)
    assert np.array_equal(again.lengths, fingerprint.lengths)
    assert again.total == fingerprint.total
    assert again.to_bytes() == fingerprint.to_bytes()


@given(st.binary(max_size=200))
def test_any_bytes_are_a_fingerprint_or_refused(data: bytes) -> None:
    try:
        fingerprint = Fingerprint.from_bytes(data)
    except ValueError:
        return
    assert fingerprint.to_bytes() == data


@given(st.data())
def test_a_damaged_byte_is_refused_or_harmless(data: st.DataObject) -> None:
    good = bytearray(made_up(1, pictures=9).to_bytes())
    good[data.draw(st.integers(0, len(good) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        fingerprint = Fingerprint.from_bytes(bytes(good))
    except ValueError:
        return
    assert fingerprint.to_bytes() == good


def changed(**columns: object) -> bytes:
    return made_up(1, pictures=3)._replace(**columns).to_bytes()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        EMPTY.to_bytes()[:-1],
        EMPTY.to_bytes() + b"\0",
        b"\2" + EMPTY.to_bytes()[1:],
        struct.pack("<BII", 1, (1 << 32) - 1, 0),
        changed(total=2),
        changed(numbers=np.array([0, 2, 1], dtype=np.uint32)),
        changed(numbers=np.array([0, 1, 1], dtype=np.uint32)),
        changed(lengths=np.array([1, 0, 1], dtype=np.uint8)),
        changed(lengths=np.array([2, 1, 1], dtype=np.uint8)),
        changed(lengths=np.array([1, 1, LONGEST_RUN + 1], dtype=np.uint8), total=99),
    ],
)
def test_malformed_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="fingerprint"):
        Fingerprint.from_bytes(data)


def test_a_video_without_pictures_has_a_fingerprint_too() -> None:
    again = Fingerprint.from_bytes(EMPTY.to_bytes())
    assert (len(again.numbers), again.seconds, again.telling) == (0, 3.5, 0.0)
