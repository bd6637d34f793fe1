"""Pictures to hashes: bars go, flat pictures have no say, still ones are kept once."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from contest.media.likeness.bars import bars
from contest.media.likeness.fingerprint import LONGEST_RUN, MIRROR, WHOLE
from contest.media.likeness.frames import SIDE, Hasher

from .films import fingerprint

Picture = npt.NDArray[np.uint8]


def scene(seed: int, side: int = SIDE) -> Picture:
    """A picture of soft blots."""
    chance = np.random.default_rng(seed)
    coarse = chance.uniform(40, 215, size=(9, 9))
    places = np.linspace(0, 8, side)
    lines = np.array([np.interp(places, range(9), line) for line in coarse])
    columns = np.array([np.interp(places, range(9), column) for column in lines.T])
    return columns.T.round().astype(np.uint8)


def boxed(picture: Picture, lines: int, columns: int, noise: int = 0) -> Picture:
    """The picture scaled down into black bars, with compression noise on them."""
    chance = np.random.default_rng(lines)
    out = chance.integers(0, noise + 1, size=(SIDE, SIDE)).astype(np.uint8)
    down = np.linspace(0, SIDE - 1, SIDE - 2 * lines).round().astype(int)
    across = np.linspace(0, SIDE - 1, SIDE - 2 * columns).round().astype(int)
    out[lines : SIDE - lines, columns : SIDE - columns] = picture[np.ix_(down, across)]
    return out


def bits_apart(one: np.uint64, other: np.uint64) -> int:
    return int(one ^ other).bit_count()


def test_the_mirrored_hash_is_that_of_the_mirrored_picture() -> None:
    picture = scene(1)
    plain = fingerprint([picture.tobytes()])
    turned = fingerprint([picture[:, ::-1].tobytes()])
    assert bits_apart(plain.hashes[MIRROR, 0], turned.hashes[WHOLE, 0]) <= 2
    assert bits_apart(plain.hashes[WHOLE, 0], turned.hashes[WHOLE, 0]) > 16


@pytest.mark.parametrize(("lines", "columns"), [(8, 0), (0, 8), (5, 5), (0, 22), (4, 0)], ids=str)
def test_bars_go(lines: int, columns: int) -> None:
    scenes = [scene(seed) for seed in range(10)]
    plain = fingerprint([each.tobytes() for each in scenes])
    within = fingerprint([boxed(each, lines, columns, noise=6).tobytes() for each in scenes])
    apart = np.bitwise_count(plain.hashes[WHOLE] ^ within.hashes[WHOLE])
    assert apart.max() <= 10


def test_a_logo_in_a_bar_does_not_hide_it() -> None:
    pictures = np.stack([boxed(scene(seed), 9, 0) for seed in range(10)])
    pictures[:, 2:6, 55:61] = 230
    assert bars(pictures).tolist() == [[9, 0]] * 10


def test_a_title_card_without_bars_spoils_neither() -> None:
    pictures = [scene(99)] * 15 + [boxed(scene(seed), 9, 0) for seed in range(20)]
    widths = bars(np.stack(pictures))[:, 0].tolist()
    assert widths == [0] * 15 + [9] * 20


def test_a_dark_scene_is_not_cropped_away() -> None:
    rows, columns = np.mgrid[0:SIDE, 0:SIDE]
    night = []
    for at in range(30):  # a lamp crosses a night that is black above and below
        houses = np.where(abs(rows - 32) < 20, scene(1) / 5, 0)
        lamp = 200 * np.exp(-((rows - 30) ** 2 + (columns - 2 * at) ** 2) / 150)
        night.append(np.clip(lamp + houses, 0, 255).astype(np.uint8))
    widths = bars(np.stack(night))
    assert (SIDE - 2 * widths).min() > SIDE // 3
    assert fingerprint([each.tobytes() for each in night]).telling > 10


def test_a_black_picture_between_letterboxed_ones_changes_nothing() -> None:
    pictures = np.stack([boxed(scene(seed), 9, 0) for seed in range(30)])
    pictures[10:14] = 0
    assert bars(pictures)[:, 0].tolist() == [9] * 30


def test_flat_pictures_have_no_say() -> None:
    chance = np.random.default_rng(1)
    noisy = chance.integers(118, 123, size=(SIDE, SIDE)).astype(np.uint8)
    flat = [bytes(SIDE * SIDE), b"\xff" * SIDE * SIDE, b"\x80" * SIDE * SIDE, noisy.tobytes()]
    found = fingerprint([*flat, scene(1).tobytes(), *flat])
    assert found.numbers.tolist() == [4]
    assert found.total == 9


def test_a_still_picture_is_kept_once_with_its_length() -> None:
    found = fingerprint([scene(1).tobytes()] * 20)
    assert found.numbers.tolist() == [0, 8, 16]
    assert found.lengths.tolist() == [LONGEST_RUN, LONGEST_RUN, 4]
    assert found.telling == 10.0


def test_batches_make_no_difference() -> None:
    """A long video is hashed piece by piece; its second half is as it is alone."""
    pictures = [scene(seed).tobytes() for seed in range(300)]
    found = fingerprint(pictures)
    assert found.numbers.tolist() == list(range(300))
    alone = fingerprint(pictures[250:])
    assert np.bitwise_count(found.hashes[:, 250:] ^ alone.hashes).max() <= 2


def test_a_memoryview_is_as_good_and_the_size_is_checked() -> None:
    hasher = Hasher()
    hasher.add(memoryview(scene(1).tobytes()))
    with pytest.raises(ValueError, match="reshape"):
        hasher.add(b"short")
    assert hasher.finish().total == 1


def test_no_pictures_no_hashes() -> None:
    assert Hasher().finish().hashes.shape == (4, 0)


def test_different_scenes_have_different_hashes() -> None:
    found = fingerprint([scene(seed).tobytes() for seed in range(40)])
    assert all(bits_apart(a, b) > 10 for a, b in pairwise(found.hashes[WHOLE]))
