"""Soundtracks by their Chromaprint items; silence and steady noise have no say."""

from __future__ import annotations

import subprocess

import numpy as np
import numpy.typing as npt
import pytest

from contest.media.likeness.sound import ITEM_RATE, compare_sound
from contest.media.run import run

from .films import Cinema

Items = npt.NDArray[np.uint32]


def music(seed: int, items: int = 240) -> Items:
    """Items that change half of their bits every few steps, as those of music do."""
    chance = np.random.default_rng(seed)
    notes = chance.integers(0, 1 << 32, size=items // 3 + 1, dtype=np.uint32)
    return waver(np.repeat(notes, 3)[:items], seed, 2)


def waver(items: Items, seed: int, bits: int) -> Items:
    chance = np.random.default_rng(seed)
    turned = items.copy()
    for _ in range(bits):
        turned ^= np.uint32(1) << chance.integers(0, 32, size=len(items), dtype=np.uint32)
    return turned


def test_a_copy_at_an_offset_is_found() -> None:
    one, copy = music(1), np.concatenate([music(2, 81), waver(music(1), 9, 3)])
    found = compare_sound(one.tobytes(), copy.tobytes())
    assert found is not None
    assert found.share_one == 1.0
    assert found.share_other == pytest.approx(240 / 321, abs=0.02)
    assert found.offset == pytest.approx(81 / ITEM_RATE)
    assert found.errors < 0.12


def test_other_music_is_no_copy() -> None:
    songs = [music(seed).tobytes() for seed in range(20)]
    assert not any(compare_sound(a, b) for at, a in enumerate(songs) for b in songs[:at])


def test_silence_has_no_say() -> None:
    silence = np.full(400, 627964279, dtype=np.uint32)
    assert compare_sound(silence.tobytes(), silence.tobytes()) is None
    one = np.concatenate([silence, music(1), silence])
    other = np.concatenate([silence, music(2), silence])
    assert compare_sound(one.tobytes(), other.tobytes()) is None
    found = compare_sound(one.tobytes(), music(1).tobytes())
    assert found is not None
    assert found.share_one > 0.95


def test_a_steady_sound_has_no_say() -> None:
    rain = np.full(400, 0x5A5A1234, dtype=np.uint32)
    assert compare_sound(waver(rain, 1, 4).tobytes(), waver(rain, 2, 4).tobytes()) is None


def test_nothing_and_broken_items() -> None:
    assert compare_sound(b"", music(1).tobytes()) is None
    assert compare_sound(music(1, 8).tobytes(), music(1, 8).tobytes()) is None
    with pytest.raises(ValueError, match="broken"):
        compare_sound(b"123", b"")


def chromaprint(cinema: Cinema, source: str, *between: str) -> bytes:
    """The raw fingerprint of a lavfi sound, or a skip where ffmpeg was built without it."""
    muxers = run([cinema.program, "-hide_banner", "-muxers"], seconds=20).stdout
    if "chromaprint" not in muxers:
        pytest.skip("this ffmpeg has no chromaprint")
    command = [cinema.program, "-nostdin", "-v", "error", "-f", "lavfi", "-i", source, *between]
    command += ["-ac", "1", "-f", "chromaprint", "-fp_format", "raw", "-"]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout


def song(*notes: int) -> str:
    """Thirty seconds of notes that come and go, each at a beat of its own."""
    voices = "+".join(
        f"sin(2*PI*{note}*t)*exp(-mod(t*{1.3 + at / 3:.2f},{2 + at})*2)"
        for at, note in enumerate(notes)
    )
    return f"aevalsrc='0.2*({voices})':s=22050:d=30"


def test_real_chromaprints_of_ffmpeg(cinema: Cinema) -> None:
    first = chromaprint(cinema, song(220, 262, 330, 415, 494))
    quiet = chromaprint(cinema, song(220, 262, 330, 415, 494), "-af", "atrim=8,volume=0.3")
    other = chromaprint(cinema, song(233, 311, 370, 466, 587))
    found = compare_sound(first, quiet)
    assert found is not None
    assert found.offset == pytest.approx(-8, abs=0.3)
    assert found.share_other > 0.9
    assert compare_sound(first, other) is None
    noise = [chromaprint(cinema, f"anoisesrc=d=30:seed={seed}") for seed in (1, 2)]
    assert compare_sound(*noise) is None
