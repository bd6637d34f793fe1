"""What two fingerprints share: on made-up ones, where the right answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from contest.media.likeness.compare import SHOWN, compare
from contest.media.likeness.fingerprint import Fingerprint

from .prints import joined, made_up, wavering


def test_a_work_is_like_itself() -> None:
    likeness = compare(made_up(1), made_up(1))
    assert likeness is not None
    assert (likeness.share_one, likeness.share_other) == (1.0, 1.0)
    assert (likeness.start_one, likeness.start_other) == (0.0, 0.0)
    assert likeness.matched == 120
    assert not likeness.mirrored
    assert likeness.speed == pytest.approx(1.0, abs=0.01)


def test_strangers_share_nothing() -> None:
    prints = [made_up(seed) for seed in range(40)]
    assert not any(compare(a, b) for at, a in enumerate(prints) for b in prints[:at])


def test_a_shared_opening_gives_small_shares() -> None:
    opening = made_up(1, pictures=20, scene=4)
    one, other = joined(opening, made_up(2)), joined(made_up(3, 30), opening, made_up(4, 200))
    likeness = compare(one, other)
    assert likeness is not None
    assert likeness.share_one == pytest.approx(20 / 140, abs=0.02)
    assert likeness.share_other == pytest.approx(20 / 250, abs=0.02)
    assert likeness.start_one == 0.0
    assert likeness.start_other == 15.0


def test_pairs_are_spread_and_lie_at_the_same_place() -> None:
    likeness = compare(made_up(1), joined(made_up(2, 40), wavering(made_up(1), 9, 4)))
    assert likeness is not None
    assert len(likeness.pairs) == SHOWN
    assert all(other - one == pytest.approx(20, abs=1) for one, other in likeness.pairs)
    assert likeness.pairs[-1][0] - likeness.pairs[0][0] > 50


@pytest.mark.parametrize("speed", [0.85, 1 / 1.12, 1.0, 1.12, 1.22])
def test_the_speed_is_found(speed: float) -> None:
    one = made_up(1, pictures=160, scene=4)
    numbers = (np.arange(int(159 * speed)) / speed).round().astype(np.int64)
    count = len(numbers)
    other = Fingerprint(
        one.hashes[:, numbers], np.arange(count, dtype=np.uint32), np.ones(count, np.uint8), count
    )
    likeness = compare(one, other)
    assert likeness is not None
    assert likeness.speed == pytest.approx(speed, abs=0.02)
    assert likeness.share_one > 0.95


def test_a_scene_cut_out_of_the_middle_leaves_two_pieces() -> None:
    parts = [made_up(seed, 80) for seed in (1, 2, 3)]
    likeness = compare(joined(*parts), joined(parts[0], parts[2]))
    assert likeness is not None
    assert likeness.share_one == pytest.approx(2 / 3, abs=0.05)
    assert likeness.share_other > 0.95


def test_one_still_picture_is_no_work() -> None:
    """However long it is shown, and whatever stands around it."""
    still = made_up(1, pictures=60, scene=100)
    one, other = joined(still, made_up(2)), joined(made_up(3), still)
    assert compare(still, still) is None
    assert compare(one, other) is None


def test_a_slideshow_is_known_by_its_slides() -> None:
    slides = made_up(1, pictures=60, scene=10)
    likeness = compare(slides, wavering(slides, 5, 2))
    assert likeness is not None
    assert likeness.share_one > 0.9


def test_pictures_in_another_order_are_no_copy() -> None:
    forwards = made_up(1, pictures=120, scene=2)
    backwards = forwards._replace(hashes=forwards.hashes[:, ::-1].copy())
    assert compare(forwards, backwards) is None


def test_shares_are_counted_in_seconds_not_in_kept_pictures() -> None:
    """Half of the time a still picture that only the one has, kept in few pictures."""
    action = made_up(1, pictures=80, scene=4)
    long = Fingerprint(
        made_up(2, 10).hashes, np.arange(0, 80, 8, dtype=np.uint32), np.full(10, 8, np.uint8), 80
    )
    likeness = compare(joined(action, long), action)
    assert likeness is not None
    assert likeness.share_one == pytest.approx(0.5, abs=0.02)
    assert likeness.share_other == 1.0


def test_nothing_is_like_nothing() -> None:
    nothing = Fingerprint.from_bytes(made_up(1, 0).to_bytes())
    assert compare(nothing, nothing) is None
    assert compare(nothing, made_up(1)) is None
    assert compare(made_up(1), nothing) is None
