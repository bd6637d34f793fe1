"""Copies found, strangers taken for copies, and what hashing and searching cost."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from media.likeness.films import VARIANTS, Cinema, fingerprint, real
from media.likeness.prints import made_up, wavering

from contest.media.likeness.compare import Likeness, compare
from contest.media.likeness.fingerprint import RATE, Fingerprint
from contest.media.likeness.index import Index
from contest.media.tools import find_ffmpeg

WORKS = 10_000
FILMS = range(1, 25)


def likeness() -> None:
    """All tables."""
    with tempfile.TemporaryDirectory() as scratch:
        cinema = Cinema(Path(scratch), find_ffmpeg().path)
        films = [*map(cinema.film, FILMS), *real()]
        _recall(cinema, films)
        _false(cinema, films)
        _hashing(cinema, films)
    for minutes in (1, 3):
        _searching(minutes)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _recall(cinema: Cinema, films: list[Path]) -> None:
    _say("\nCopies found")
    for variant in VARIANTS:
        found = [
            likeness
            for film in films
            if (likeness := _compare(cinema, film, cinema.copy(film, variant))) is not None
        ]
        shares = statistics.mean(each.share_other for each in found) if found else 0.0
        _say(f"  {variant:20} {len(found):3} of {len(films)}   share of the copy {shares:4.2f}")


def _false(cinema: Cinema, films: list[Path]) -> None:
    _say("\nStrangers taken for copies")
    versions = [(f, v) for f in films for v in [f, *(cinema.copy(f, name) for name in VARIANTS)]]
    groups = {
        "films and all their copies": versions,
        "cards under one logo": [(c, c) for c in map(cinema.cards, range(40))],
        "people in one studio": [
            (path, path)
            for wall in range(1, 7)
            for path in (cinema.speaker(seed, wall) for seed in range(16))
        ],
    }
    for name, group in groups.items():
        pairs = [(a, b) for (f, a), (g, b) in combinations(group, 2) if f != g]
        false = sum(_compare(cinema, a, b) is not None for a, b in pairs)
        _say(f"  {name:28} {false:3} of {len(pairs)} pairs")


def _compare(cinema: Cinema, one: Path, other: Path) -> Likeness | None:
    return compare(cinema.fingerprint(one), cinema.fingerprint(other))


def _hashing(cinema: Cinema, films: list[Path]) -> None:
    pictures = [picture for film in films for picture in cinema.pictures(film)] * 4
    made: list[Fingerprint] = []
    spent = _cpu(lambda: made.append(fingerprint(pictures)))
    minute = len(made[0].to_bytes()) / len(pictures) * 60 * RATE
    _say(f"\nHashing: {spent / len(pictures) * 1e6:.0f} µs of CPU a picture")
    _say(f"Kept: {minute:.0f} bytes a minute of video")


def _searching(minutes: int) -> None:
    index = Index()
    works = [made_up(seed, minutes * 60 * RATE) for seed in range(WORKS)]
    for number, work in enumerate(works):
        index.add(str(number), work)
    first = _cpu(lambda: index.search(works[0]))
    strange = [made_up(WORKS + n, minutes * 60 * RATE) for n in range(15)]
    copies = [wavering(work, 1, 6) for work in works[:15]]
    _say(f"\n{WORKS} works of {minutes} min (first search, with sorting: {first:.1f} s of CPU)")
    for name, queries in (("a new work", strange), ("a copy", copies)):
        costs = [_cpu(lambda query=query: index.search(query)) for query in queries]  # type: ignore[misc]
        _say(f"  search for {name:12} {statistics.median(costs) * 1000:6.1f} ms of CPU")


def _cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU that ``work`` takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    likeness()
