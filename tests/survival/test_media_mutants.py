"""Damaged videos by the hundred: each ends in a verdict, and the program goes on."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from media.conftest import Studio
from running import Outcome, contest

pytestmark = pytest.mark.slow

CONTAINERS: Mapping[str, tuple[str, ...]] = {
    "a.mp4": ("-c:v", "libx264", "-c:a", "aac"),
    "fragments.mp4": ("-c:v", "libx264", "-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"),
    "a.mov": ("-c:v", "mjpeg", "-c:a", "pcm_s16le"),
    "a.mkv": ("-c:v", "libx265", "-x265-params", "log-level=none", "-c:a", "flac"),
    "a.webm": ("-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"),
    "a.avi": ("-c:v", "mpeg4", "-c:a", "mp2"),
    "a.ts": ("-c:v", "libx264", "-c:a", "ac3"),
    "a.mpg": ("-c:v", "mpeg1video", "-c:a", "mp2"),
    "a.flv": ("-c:v", "flv", "-c:a", "mp3", "-ar", "44100"),
    "a.wmv": ("-c:v", "wmv2", "-c:a", "wmav2"),
}
EACH = 24
"""Mutants of each: 240 together."""

Draw = random.Random
Film = bytearray


def flip_bits(film: Film, draw: Draw) -> None:
    for _ in range(draw.choice([1, 8, 64, 512])):
        film[draw.randrange(len(film))] ^= 1 << draw.randrange(8)


def flip_the_head(film: Film, draw: Draw) -> None:
    """Where the numbers are that everything else hangs on."""
    for _ in range(draw.randint(1, 20)):
        film[draw.randrange(min(len(film), 1024))] = draw.choice([0, 1, 0x7F, 0x80, 0xFF])


def cut(film: Film, draw: Draw) -> None:
    del film[draw.randrange(len(film)) :]


def leave_out(film: Film, draw: Draw) -> None:
    start = draw.randrange(len(film))
    del film[start : start + draw.randint(1, len(film) // 4)]


def insert_rubbish(film: Film, draw: Draw) -> None:
    start = draw.randrange(len(film))
    film[start:start] = draw.randbytes(draw.choice([1, 7, 188, 4096, 30_000]))


def repeat(film: Film, draw: Draw) -> None:
    start = draw.randrange(len(film))
    film[start:start] = film[start : start + draw.randint(8, 10_000)] * draw.randint(1, 9)


def swap_pieces(film: Film, draw: Draw) -> None:
    """Two pieces of the same length in each other's place."""
    size = draw.randint(4, len(film) // 4)
    one, other = draw.randrange(len(film) - size), draw.randrange(len(film) - size)
    first, second = film[one : one + size], film[other : other + size]
    film[one : one + size], film[other : other + size] = second, first


def swap_boxes(film: Film, draw: Draw) -> None:
    """The outermost boxes of an MP4 in another order; what has none is swapped in quarters."""
    parts, place = [], 0
    while place + 8 <= len(film):
        size = int.from_bytes(film[place : place + 4], "big")
        if size < 8 or place + size > len(film):
            break
        parts.append(film[place : place + size])
        place += size
    if place < len(film):
        quarter = len(film) // 4
        parts = [film[at : at + quarter] for at in range(0, len(film), quarter)]
    draw.shuffle(parts)
    film[:] = b"".join(parts)


WAYS: tuple[Callable[[Film, Draw], None], ...] = (
    *(flip_bits, flip_the_head, cut, leave_out),
    *(insert_rubbish, repeat, swap_pieces, swap_boxes),
)


@pytest.fixture(scope="module")
def mutants(studio: Studio, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same ones in every run, as far as ffmpeg makes the same films."""
    folder = tmp_path_factory.mktemp("mutants")
    found = []
    for name, options in CONTAINERS.items():
        sources = ("-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=1", "-f", "lavfi", "-i")
        whole = studio.command(f"whole-{name}", *sources, "sine=d=1", *options).read_bytes()
        for number in range(EACH):
            draw = random.Random(f"{name} {number}")  # noqa: S311  # the same in every run
            film = bytearray(whole)
            for _ in range(draw.choice([1, 1, 1, 3])):
                WAYS[number % len(WAYS)](film, draw)
            found.append(folder / f"{number:02}-{WAYS[number % len(WAYS)].__name__}-{name}")
            found[-1].write_bytes(film)
    assert len(found) == 240
    return found


def assert_judged(done: Outcome, paths: list[Path]) -> list[set[str]]:
    """Every file has a verdict; the codes of their findings."""
    assert done.code == 1, done.err[-2000:]
    assert "Traceback" not in done.err
    results = done.json()["results"]
    assert [result["path"] for result in results] == [str(path) for path in paths]
    verdicts = Counter(result["verdict"] for result in results)
    assert set(verdicts) <= {"accepted", "review", "returned"}
    for path, result in zip(paths, results, strict=True):
        assert result["size"] == path.stat().st_size
        died = [f["message"] for f in result["findings"] if f["code"] == "M118"]
        # Some ask for gigabytes, and are refused them; none hangs or kills its worker.
        assert all("(memory)" in message for message in died), (path.name, died)
        assert died or len(result["sha256"]) == 64
    return [{finding["code"] for finding in result["findings"]} for result in results]


def test_every_mutant_is_judged(mutants: list[Path]) -> None:
    found = assert_judged(contest("probe", *mutants, "--format", "json"), mutants)
    damaged = sum(bool(codes & {"M103", "M105", "M106", "M107", "M108"}) for codes in found)
    assert damaged > len(mutants) / 2  # so that they are mutants indeed


def test_and_every_one_is_looked_at(mutants: list[Path], tmp_path: Path) -> None:
    posters = tmp_path / "posters"
    more = ("--full", "--posters", posters, "--format", "json")
    assert_judged(contest("probe", *mutants, *more, timeout=300), mutants)
    made = list(posters.iterdir())
    assert all(path.suffix == ".jpg" and path.stat().st_size for path in made)
    assert len(made) > len(mutants) / 3
