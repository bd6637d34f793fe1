"""What is left of a probe when Ctrl-C comes, or when a process of its own is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from media.conftest import Studio
from running import REPOSITORY

from survival.runs import family, variables

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="needs /proc to see the processes"
)

WORKER = "contest.media.worker"
DETECTOR = "blackdetect"
SOON = 8.0
"""Seconds within which all must be over."""


@pytest.fixture(scope="module")
def film(studio: Studio) -> Path:
    source = "testsrc2=s=320x240:r=25:d=2"
    small = ("-c:v", "libx264", "-crf", "51", "-g", "50")
    return studio.command("short.mkv", "-f", "lavfi", "-i", source, *small)


@pytest.fixture(scope="module")
def long(studio: Studio, film: Path) -> Iterator[Path]:
    """Three hours: a minute to decode, and long enough to read."""
    loop = ("-stream_loop", "5400", "-i", str(film), "-c", "copy")
    path = studio.command("long.mkv", *loop)
    yield path
    path.unlink()  # pytest would keep it


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A file that a worker reads for many seconds: four gigabytes of which the disk keeps none."""
    path = tmp_path / "m-slow.mp4"
    with path.open("wb") as file:
        file.write(b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2")
        file.truncate(4 << 30)
    return path


@contextmanager
def probing(tmp: Path, *arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """The program at work in a process group of its own, its temporary files in ``tmp``."""
    with subprocess.Popen(
        [sys.executable, "-m", "contest", "probe", *map(str, arguments)],
        cwd=REPOSITORY,
        env=variables(TMPDIR=str(tmp)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        process_group=0,
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def find(program: subprocess.Popen[bytes], tmp: Path, word: str, reads: Path | None = None) -> int:
    """The process of that command line, once there is one (which has this file open)."""
    while True:
        assert program.poll() is None, "it was done too early"
        for pid, line in family(tmp).items():
            if word in line and (reads is None or reads in opened(pid)):
                return pid
        time.sleep(0.005)


def opened(pid: int) -> set[Path]:
    found = set()
    for link in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            found.add(link.readlink())
        except OSError:
            continue
    return found


def gone(tmp: Path) -> bool:
    """Whether no process of the program is left, now or a moment later."""
    deadline = time.monotonic() + SOON
    while family(tmp) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not family(tmp)


def to_all(program: subprocess.Popen[bytes]) -> None:
    """As a terminal does it."""
    os.killpg(program.pid, signal.SIGINT)


def to_it_alone(program: subprocess.Popen[bytes]) -> None:
    program.send_signal(signal.SIGINT)


def twice(program: subprocess.Popen[bytes]) -> None:
    """By somebody impatient."""
    os.killpg(program.pid, signal.SIGINT)
    time.sleep(0.05)
    if program.poll() is None:
        os.killpg(program.pid, signal.SIGINT)


Strike = Callable[[subprocess.Popen[bytes]], None]
WAYS: dict[Strike, frozenset[int]] = {
    to_all: frozenset((130,)),
    to_it_alone: frozenset((130,)),
    # The second one may meet Python on its way out, which then dies of it: 130 to a shell too.
    twice: frozenset((130, -signal.SIGINT)),
}
"""Who is struck how, and the exit codes that may come of it."""


def assert_stopped(
    program: subprocess.Popen[bytes], tmp: Path, codes: frozenset[int] = frozenset((130,))
) -> bytes:
    """Stopped soon, in one sentence, with nothing left; what was on standard output."""
    began = time.monotonic()
    out, err = program.communicate(timeout=60)
    assert time.monotonic() - began < SOON
    assert program.returncode in codes, err
    assert b"Traceback" not in err
    assert b"Stopped." in err
    assert gone(tmp), family(tmp)
    assert not list(tmp.iterdir())
    return out


@pytest.mark.parametrize("strike", WAYS)
def test_ctrl_c_while_a_worker_reads(slow: Path, elsewhere: Path, strike: Strike) -> None:
    with probing(elsewhere, slow) as program:
        find(program, elsewhere, WORKER, slow)
        strike(program)
        assert_stopped(program, elsewhere, WAYS[strike])


def test_ctrl_c_among_many_files(film: Path, slow: Path, elsewhere: Path) -> None:
    """What was measured before it came has been printed."""
    files = [slow.with_name(f"a{number}.mkv") for number in range(5)]
    for path in files:
        path.hardlink_to(film)
    with probing(elsewhere, *files, *[slow] * 20, "--jobs", "2") as program:
        find(program, elsewhere, WORKER, slow)
        time.sleep(0.5)  # for what is measured to be told
        to_all(program)
        out = assert_stopped(program, elsewhere).decode()
    assert [path for path in files if f"{path}: accepted" in out] == files
    assert "slow" not in out


@pytest.mark.slow
@pytest.mark.parametrize("depth", ["--deep", "--full"])
@pytest.mark.parametrize("strike", WAYS)
def test_ctrl_c_while_a_long_video_is_decoded(
    long: Path, elsewhere: Path, strike: Strike, depth: str
) -> None:
    with probing(elsewhere, long, depth) as program:
        find(program, elsewhere, DETECTOR, long)
        assert list(elsewhere.glob("contest-look-*"))
        strike(program)
        assert_stopped(program, elsewhere, WAYS[strike])


def results(program: subprocess.Popen[bytes]) -> list[Any]:
    out, err = program.communicate(timeout=60)
    assert program.returncode == 1, err
    assert err == b""
    found: list[Any] = json.loads(out)["results"]
    return found


def reasons(result: Any) -> list[str]:
    return [f["message"] for f in result["findings"] if f["code"] == "M118"]


KILLS = [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS]


@pytest.mark.parametrize("number", KILLS)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_worker_that_dies_at_work_costs_its_file_alone(
    film: Path, slow: Path, elsewhere: Path, number: signal.Signals, jobs: str
) -> None:
    files = [slow.with_name(name) for name in ("a.mkv", "b.mkv", "x.mkv", "y.mkv", "z.mkv")]
    for path in files:
        path.hardlink_to(film)
    order = [*files[:2], slow, *files[2:]]
    with probing(elsewhere, *order, "--jobs", jobs, "--format", "json") as program:
        os.kill(find(program, elsewhere, WORKER, slow), number)
        found = results(program)
    assert [result["path"] for result in found] == [str(path) for path in order]
    hit = found.pop(2)
    assert f"signal {number.value}" in reasons(hit)[0]
    assert (hit["verdict"], hit["size"]) == ("review", 4 << 30)
    assert not any(reasons(result) for result in found)
    assert all(result["duration"] == pytest.approx(2, abs=0.1) for result in found)
    assert gone(elsewhere)


@pytest.mark.slow
@pytest.mark.parametrize("number", KILLS)
def test_an_ffmpeg_that_dies_at_work_costs_its_video_alone(
    film: Path, long: Path, elsewhere: Path, number: signal.Signals
) -> None:
    order = [film, long, film]
    with probing(elsewhere, *order, "--full", "--format", "json") as program:
        os.kill(find(program, elsewhere, DETECTOR, long), number)
        before, hit, after = results(program)
    assert f"signal {number.value}" in reasons(hit)[0]
    assert hit["duration"] > 10_000  # measured all the same
    for result in (before, after):
        assert reasons(result) == []
        assert result["look"]["seconds"] == pytest.approx(2, abs=0.2)
    assert gone(elsewhere)
    assert not list(elsewhere.iterdir())
