"""Two soundtracks' Chromaprint fingerprints → how much of each is in the other, and at what offset.

A fingerprint is what ffmpeg's ``-f chromaprint -fp_format raw`` writes or ``fpcalc -raw`` prints:
one 32-bit item for each step of a third of 4096 samples at 11,025 Hz. The same song is not the
same work, and Chromaprint doesn't recognise a changed speed: this is evidence beside the pictures.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Items = npt.NDArray[np.uint32]

ITEM_RATE: Final = 11025 / (4096 // 3)
"""Items a second, 8.08: Chromaprint's frames of 4096 samples overlap by two thirds."""

_PLAIN: Final = 4  # the same item so often in a row is silence or a constant tone
_LAGS: Final = (13, 29, 47)  # items; a rhythm may repeat after one of them, noise is like itself …
_STEADY: Final = 0.3  # … after each, in all but this part of its bits
_WINDOW: Final = 16  # items, two seconds, over which bit errors are averaged
_ERRORS: Final = 0.25  # of the bits in a window; 0.5 is chance, a re-encode has 0.02 to 0.15
_LEAST: Final = 32  # items that must match: four seconds
_VARIED: Final = 12  # different items among them
_OFFSETS: Final = 8  # offsets with most votes that are looked at
_ROUND: Final = 4096  # items of the one whose halves are looked up at a time


class SoundLikeness(NamedTuple):
    """What two soundtracks share.

    ``share_one`` and ``share_other``: how much of the sound of each matches, above 0 and at most
    1, silence and constant tones not counted. ``offset``: seconds from the place in the one to
    the same sound in the other. ``errors``: wrong bits in what matches, 0 to 0.25.
    """

    share_one: float
    share_other: float
    offset: float
    errors: float


def compare_sound(one: bytes, other: bytes) -> SoundLikeness | None:
    """What the two raw fingerprints (32-bit little-endian items) share at their best offset.

    Raises: ValueError for bytes that are no whole items.
    """
    mine, its = _items(one), _items(other)
    say_one, say_other = _has_say(mine), _has_say(its)
    found = [
        likeness
        for offset in _offsets(mine, its, say_one, say_other)
        if (likeness := _overlap(mine, its, say_one, say_other, offset)) is not None
    ]
    # Most bits beyond chance: an offset of one item too many matches too, but worse.
    return max(found, key=lambda each: each.share_one * (0.5 - each.errors), default=None)


def _items(data: bytes) -> Items:
    if len(data) % 4:
        raise ValueError("a sound fingerprint of broken items")
    return np.frombuffer(data, dtype="<u4").astype(np.uint32)


def _has_say(items: Items) -> npt.NDArray[np.bool_]:
    """False within runs of one item, and where the sound goes on like an engine or the rain."""
    if not len(items):
        return np.zeros(0, dtype=np.bool_)
    starts = np.flatnonzero(np.concatenate([[True], items[1:] != items[:-1]]))
    lengths: npt.NDArray[np.int64] = np.diff(np.concatenate([starts, [len(items)]]))
    say: npt.NDArray[np.bool_] = np.repeat(lengths < _PLAIN, lengths)
    say[_steady(items)] = False
    say[_steady(items[::-1])[::-1]] = False
    return say


def _steady(items: Items) -> npt.NDArray[np.bool_]:
    """Where the two seconds from here on sound like those after each of the lags."""
    steady = np.zeros(len(items), dtype=np.bool_)
    count = len(items) - max(_LAGS)
    if count < _WINDOW:
        return steady
    errors = [_errors(np.bitwise_count(items[:count] ^ items[lag : lag + count])) for lag in _LAGS]
    steady[:count] = _spread(np.max(errors, axis=0) <= _STEADY)
    return steady


def _errors(wrong: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """The part of wrong bits in each window, from the wrong bits of each item."""
    sums = np.concatenate([[0.0], np.cumsum(wrong, dtype=np.float64)])
    errors: npt.NDArray[np.float64] = (sums[_WINDOW:] - sums[:-_WINDOW]) / (32 * _WINDOW)
    return errors


def _spread(windows: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """True for each item that lies in any of the windows that are True."""
    padded = np.pad(windows, _WINDOW - 1)
    around = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)
    inside: npt.NDArray[np.bool_] = np.logical_or.reduce(around, axis=1)
    return inside


def _offsets(
    one: Items,
    other: Items,
    say_one: npt.NDArray[np.bool_],
    say_other: npt.NDArray[np.bool_],
) -> list[int]:
    """Where most items agree in their upper or lower 16 bits, best first."""
    votes = np.zeros(len(one) + len(other) + 1, dtype=np.int64)
    mine, its = np.flatnonzero(say_one), np.flatnonzero(say_other)
    for shift in (0, 16):
        keys = (other[its] >> shift).astype(np.uint16)
        order = its[np.argsort(keys, kind="stable")]
        starts = np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=1 << 16))])
        for begin in range(0, len(mine), _ROUND):
            part = mine[begin : begin + _ROUND]
            wanted = (one[part] >> shift).astype(np.int64) & 0xFFFF
            first, counts = starts[wanted], starts[wanted + 1] - starts[wanted]
            asks = np.repeat(part, counts)
            skipped = np.repeat(first - (np.cumsum(counts) - counts), counts)
            places = order[np.arange(len(asks)) + skipped]
            votes += np.bincount(places - asks + len(one), minlength=len(votes))
    best = np.argsort(-votes, kind="stable")[:_OFFSETS]
    return [int(at) - len(one) for at in best if votes[at] > 1]


def _overlap(
    one: Items,
    other: Items,
    say_one: npt.NDArray[np.bool_],
    say_other: npt.NDArray[np.bool_],
    offset: int,
) -> SoundLikeness | None:
    """Compare one[k] with other[k + offset], bit by bit."""
    start, stop = max(0, -offset), min(len(one), len(other) - offset)
    both = say_one[start:stop] & say_other[start + offset : stop + offset]
    mine = one[start:stop][both]
    wrong = np.bitwise_count(mine ^ other[start + offset : stop + offset][both])
    if len(wrong) < _LEAST:
        return None
    matched = _spread(_errors(wrong) <= _ERRORS)
    count = int(np.count_nonzero(matched))
    if count < _LEAST or len(np.unique(mine[matched])) < _VARIED:
        return None
    return SoundLikeness(
        share_one=count / int(np.count_nonzero(say_one)),
        share_other=count / int(np.count_nonzero(say_other)),
        offset=offset / ITEM_RATE,
        errors=float(wrong[matched].mean()) / 32,
    )
