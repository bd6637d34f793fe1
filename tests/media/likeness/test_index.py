"""The index finds what a comparison with every work finds."""

from __future__ import annotations

from contest.media.likeness.buckets import Buckets
from contest.media.likeness.compare import compare
from contest.media.likeness.index import CANDIDATES, Index

from .prints import joined, made_up, wavering


def test_the_index_agrees_with_comparing_all() -> None:
    known = {f"work {seed}": made_up(seed) for seed in range(60)}
    known["copy"] = wavering(made_up(7), 3, 5)
    known["overlap"] = joined(made_up(100), made_up(8, 40), made_up(101))
    index = Index()
    for key, fingerprint in known.items():
        index.add(key, fingerprint)
    for wanted in [made_up(7), made_up(8), wavering(made_up(9), 1, 6), made_up(200)]:
        every = {k: found for k, f in known.items() if (found := compare(wanted, f))}
        assert dict(index.search(wanted)) == every
    assert len(index) == 62


def test_works_are_found_as_soon_as_they_are_added() -> None:
    index = Index()
    for seed in range(40):
        assert index.search(made_up(seed)) == []
        index.add(str(seed), made_up(seed))
        (found,) = index.search(wavering(made_up(seed), 1, 3))
        assert found[0] == str(seed)


def test_the_most_shared_comes_first() -> None:
    index = Index()
    index.add("part", joined(made_up(1, 40), made_up(2)))
    index.add("all", made_up(1))
    assert [key for key, _ in index.search(made_up(1))] == ["all", "part"]


def test_an_opening_shared_by_all_hides_no_copy() -> None:
    opening = made_up(1000, pictures=20, scene=4)
    index = Index()
    for seed in range(3 * CANDIDATES):
        index.add(str(seed), joined(opening, made_up(seed)))
    found = index.search(wavering(joined(opening, made_up(2 * CANDIDATES)), 1, 4))
    assert found[0][0] == str(2 * CANDIDATES)
    assert len(found) <= CANDIDATES


def test_an_empty_index_and_a_work_without_pictures() -> None:
    index = Index()
    assert index.search(made_up(1)) == []
    index.add("nothing", made_up(1, 0))
    assert index.search(made_up(1)) == []
    assert index.search(made_up(1, 0)) == []


def test_buckets_find_every_hash_three_bits_away() -> None:
    known = made_up(1, 200)
    index = Buckets(known.hashes[0], known.numbers)
    asks, owners = index.near(wavering(known, 5, 3).hashes[0])
    assert {(at, at) for at in range(200)} <= set(zip(asks.tolist(), owners.tolist(), strict=True))
