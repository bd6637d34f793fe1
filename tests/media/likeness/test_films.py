"""Films and what people do to them: every copy found, no stranger taken for one."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from contest.media.likeness.compare import Likeness, compare

from .films import SECONDS, VARIANTS, WANTED, Cinema, real

FEW = (1, 4)
MANY = tuple(range(1, 25))


def shared(cinema: Cinema, one: Path, other: Path) -> Likeness | None:
    return compare(cinema.fingerprint(one), cinema.fingerprint(other))


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_copy_is_found(cinema: Cinema, variant: str) -> None:
    for seed in FEW:
        original = cinema.film(seed)
        likeness = shared(cinema, original, cinema.copy(original, variant))
        assert likeness is not None
        assert likeness.mirrored == (variant == "mirror")
        assert likeness.share_other > 0.7
        if variant == "speed 1.12":
            assert likeness.speed == pytest.approx(1 / 1.12, abs=0.05)
        if variant == "title card":
            assert likeness.start_other - likeness.start_one == pytest.approx(2.5, abs=0.8)
        if variant == "trim":
            assert likeness.share_one == pytest.approx(0.6, abs=0.15)
            assert likeness.start_one - likeness.start_other == pytest.approx(0.2 * SECONDS, abs=1)


def test_strangers_are_strangers(cinema: Cinema) -> None:
    films = [*map(cinema.film, FEW), cinema.cards(1), cinema.cards(2)]
    films += [cinema.speaker(seed, wall=1) for seed in (1, 2, 3)]
    assert not [(a, b) for a, b in combinations(films, 2) if shared(cinema, a, b)]


def test_a_dark_film_is_found_again(cinema: Cinema) -> None:
    dark = "[0:v]lutyuv=y='16+(val-16)*0.22'[v]"
    original = cinema.film(FEW[0])
    night = cinema.command(
        "night.mp4", "-i", f"file:{original}", "-filter_complex", dark, "-map", "[v]",
        "-crf", "20", "-pix_fmt", "yuv420p",
    )  # fmt: skip
    assert shared(cinema, night, cinema.copy(night, "letterbox")) is not None
    assert shared(cinema, night, cinema.copy(night, "re-encode")) is not None


@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_recall_of_each_variant(cinema: Cinema, variant: str) -> None:
    originals = [*map(cinema.film, MANY), *real()]
    found = [film for film in originals if shared(cinema, film, cinema.copy(film, variant))]
    assert len(found) >= WANTED[variant] * len(originals)


@pytest.mark.slow
def test_a_real_video_is_found(cinema: Cinema) -> None:
    videos = real()
    if not videos:
        pytest.skip("the corpus of real videos is not here")
    for video in videos:
        assert shared(cinema, video, cinema.copy(video, "re-encode"))


@pytest.mark.slow
def test_no_pair_of_different_works_is_alike(cinema: Cinema) -> None:
    """Not a film, not a copy of one: each with each of another work."""
    originals = [*map(cinema.film, MANY), *real()]
    versions = [
        (original, version)
        for original in originals
        for version in [original, *(cinema.copy(original, variant) for variant in VARIANTS)]
    ]
    assert not [
        (a, b)
        for (work, a), (other, b) in combinations(versions, 2)
        if work != other and shared(cinema, a, b)
    ]


@pytest.mark.slow
def test_cards_under_one_logo_and_people_in_one_studio_are_not_alike(cinema: Cinema) -> None:
    cards = [cinema.cards(seed) for seed in range(30)]
    people = [cinema.speaker(seed, wall) for wall in (1, 2) for seed in range(16)]
    for group in (cards, people):
        assert not [(a, b) for a, b in combinations(group, 2) if shared(cinema, a, b)]
