"""What a worker may use, as the system sees it; and what comes of wanting more."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import pytest

from contest.media import Pool
from contest.media.limits import MEMORY, patience
from contest.model import Fault, Media

from .conftest import Studio

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells another process's limits"
)


@pytest.fixture
def film(studio: Studio) -> Path:
    return studio.film("plain.mp4", "-c:v", "libx264", "-c:a", "aac")


def limit(pid: int, which: int) -> tuple[int, int]:
    assert sys.platform == "linux"
    return resource.prlimit(pid, which)


def test_a_worker_is_confined(film: Path) -> None:
    with Pool(1) as pool:
        assert pool.submit(film).result().faults == ()
        (pid,) = pool.pids
        assert limit(pid, resource.RLIMIT_CORE) == (0, 0)
        assert limit(pid, resource.RLIMIT_FSIZE) == (0, 0)
        space, _ = limit(pid, resource.RLIMIT_AS)
        assert MEMORY < space < 4 * MEMORY
        seconds, most = limit(pid, resource.RLIMIT_CPU)
        assert patience(0) < seconds < 2 * patience(0)
        assert most == limit(0, resource.RLIMIT_CPU)[1]  # so that the next file can get its own


def test_a_lack_of_memory_is_a_fault_and_the_next_file_is_probed(
    studio: Studio, film: Path
) -> None:
    assert sys.platform == "linux"
    large = studio.command(
        "8k.mp4",
        *("-f", "lavfi", "-i", "color=s=7680x4320:r=1:d=1", "-c:v", "mjpeg", "-frames:v", "1"),
    )
    with Pool(1) as pool:
        assert pool.submit(film).result().faults == ()
        (pid,) = pool.pids
        resource.prlimit(pid, resource.RLIMIT_AS, (1 << 20, 1 << 20))
        hit = pool.submit(large).result()
        after = pool.submit(film).result()
    assert hit.faults == (Fault(code="M118", args={"reason": "memory"}),)
    assert after.faults == ()


def test_a_loop_without_end_is_stopped_by_its_processor_time(film: Path) -> None:
    assert sys.platform == "linux"
    with Pool(1) as pool:
        assert pool.submit(film).result().faults == ()
        before = pool.pids
        resource.prlimit(before[0], resource.RLIMIT_CPU, (1, 1))
        found: list[Media] = []
        while pool.pids == before and len(found) < 50_000:
            found.append(pool.submit(film).result())
        assert pool.pids != before
    reasons = {fault.args["reason"] for media in found for fault in media.faults}
    assert reasons <= {"timeout", "signal 9"}  # the hard limit of one second kills


def test_a_large_file_gets_more_time() -> None:
    assert patience(0) == 60
    assert patience(2_000_000_000) == 160
