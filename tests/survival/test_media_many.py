"""Ten thousand files through one pool: nothing is left over, nothing grows."""

from __future__ import annotations

import os
import threading
from collections import Counter
from pathlib import Path

import pytest
from media.conftest import Studio, codes
from media.test_pool import children, descriptors, gone

from contest.media import Pool, probe_all

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc"),
]

MANY = 10_000


@pytest.fixture(scope="module")
def files(studio: Studio, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Ten thousand names of eight tiny files: some videos, some not, some broken."""
    source = ("-f", "lavfi", "-i", "testsrc2=s=32x32:r=5:d=0.4", "-c:v", "mpeg4")
    film = studio.command("tiny.mp4", *source).read_bytes()
    contents = (
        *(film, film[: len(film) // 2], film[:40], b"", b"words"),
        *(b"ffconcat version 1.0\nfile a\n", bytes(range(256)) * 4, b"\x47" * 1000),
    )
    folder = tmp_path_factory.mktemp("many")
    for number, content in enumerate(contents):
        (folder / f"kind{number}").write_bytes(content)
    found = []
    for number in range(MANY):
        found.append(folder / f"{number}.mp4")
        found[-1].hardlink_to(folder / f"kind{number % len(contents)}")
    return found


def opened(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def memory(pid: int) -> int:
    """Bytes that the process has in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_one_pool_takes_ten_thousand_files(files: list[Path]) -> None:
    list(probe_all(files[:8]))  # what is opened once stays open
    before = descriptors(), threading.active_count()
    with Pool(2) as pool:
        futures = [pool.submit(path) for path in files[:1000]]
        found = [codes(future.result()) for future in futures]
        workers = pool.pids
        assert len(workers) == 2
        held = [(opened(pid), memory(pid)) for pid in workers]
        ours = descriptors()
        for start in range(1000, MANY, 1000):
            futures = [pool.submit(path) for path in files[start : start + 1000]]
            found += [codes(future.result()) for future in futures]
        assert pool.pids == workers  # none of them has died
        for pid, (count, size) in zip(workers, held, strict=True):
            assert opened(pid) == count
            assert memory(pid) - size < 8 << 20  # 9,000 files later
        assert (descriptors(), threading.active_count()) == (ours, before[1] + 2)
    assert (descriptors(), threading.active_count()) == before
    assert gone(list(workers))
    assert "contest.media.worker" not in children()
    kinds = Counter(tuple(each) for each in found)
    assert sum(kinds.values()) == MANY
    assert found == found[:8] * (MANY // 8)  # each is judged like its likes
    assert len(kinds) >= 5


def test_many_that_kill_their_worker_leave_nothing(files: list[Path]) -> None:
    """A new worker every time, forty times."""
    list(probe_all(files[:8]))
    before = descriptors(), threading.active_count()
    seen: set[int] = set()
    with Pool(1) as pool:
        for path in files[:40]:
            pool.submit(path).result()
            (pid,) = pool.pids
            seen.add(pid)
            os.kill(pid, 9)
            assert gone([pid])
    assert len(seen) == 40
    assert (descriptors(), threading.active_count()) == before
    assert "contest.media.worker" not in children()
