"""The pool: order, laziness, workers that die or hang, nothing left running."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

import contest
import contest.media.pool as pool_module
from contest.errors import ToolError
from contest.media import VIDEO_SUFFIXES, Pool, probe_all
from contest.media.prober import Prober
from contest.model import Fault, Media

from .conftest import Studio, codes

SOURCE = Path(contest.__file__).parents[1]


@pytest.fixture
def film(studio: Studio) -> Path:
    return studio.film("plain.mp4", "-c:v", "libx264", "-c:a", "aac")


def running(pid: int) -> bool:
    """Whether a process is alive; a dead one that nobody has reaped is not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    process = Path(f"/proc/{pid}")
    try:
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        threads = len(list((process / "task").iterdir()))
    except OSError:  # no Linux, or gone meanwhile
        return not Path("/proc/self").exists()
    return state != "Z" or threads > 1  # the main thread dies first


def gone(pids: list[int]) -> bool:
    """Whether all of them end; waits for it."""
    deadline = time.monotonic() + 30
    while any(running(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not any(running(pid) for pid in pids)


def test_results_come_in_the_order_of_the_files(film: Path, tmp_path: Path) -> None:
    paths = []
    for number in range(30):
        paths.append(tmp_path / f"{number}.mp4")
        paths[-1].write_bytes(film.read_bytes() if number % 3 else b"words")
    found = list(probe_all(paths, jobs=3))
    assert [media.path for media in found] == [str(path) for path in paths]
    assert [bool(media.faults) for media in found] == [number % 3 == 0 for number in range(30)]


def test_nothing_to_probe_starts_nothing() -> None:
    assert list(probe_all([])) == []
    with Pool() as pool:
        assert pool.pids == ()


def test_only_a_few_files_are_ahead_of_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted: list[Path] = []

    class Counting(Pool):
        def submit(self, path: Path, *, known: str | None = None) -> Future[Media]:
            submitted.append(path)
            return super().submit(path, known=known)

    monkeypatch.setattr(pool_module, "Pool", Counting)
    results = probe_all([tmp_path / str(number) for number in range(1000)], jobs=2)
    next(results)
    assert len(submitted) < 20
    results.close()  # type: ignore[attr-defined]  # it is a generator


def test_a_worker_is_warm_for_the_next_file(film: Path) -> None:
    with Pool(2) as pool:
        pool.submit(film).result()
        before = pool.pids
        for _ in range(20):
            pool.submit(film).result()
        assert pool.pids == before
        assert len(before) == 1
    assert gone(list(before))


def hurt(how: Callable[[Pool], None], seconds: float) -> tuple[Pool, list[int]]:
    """A pool that does something to its worker once, right after it has got a file."""
    strikes: list[int] = []

    def allowed(size: int) -> float:
        if not strikes and size > 5:
            strikes.append(size)
            how(pool)
            return seconds
        return 60.0

    pool = Pool(1, allowed=allowed)
    return pool, strikes


def test_a_worker_that_is_killed_costs_one_file(film: Path, tmp_path: Path) -> None:
    tiny = tmp_path / "a.mp4"
    tiny.write_bytes(b"words")

    def kill(pool: Pool) -> None:
        os.kill(pool.pids[0], signal.SIGSEGV)
        os.kill(pool.pids[0], signal.SIGCONT)

    pool, strikes = hurt(kill, 60.0)
    with pool:
        assert codes(pool.submit(tiny).result()) == ["M103"]
        os.kill(pool.pids[0], signal.SIGSTOP)  # so that it can't be done before it dies
        hit = pool.submit(film).result()
        after = [pool.submit(film).result() for _ in range(3)]
    assert strikes
    assert hit.faults == (Fault(code="M118", args={"reason": "signal 11"}),)
    assert hit.size == film.stat().st_size
    assert all(media.faults == () for media in after)


def test_a_worker_that_hangs_is_killed(film: Path, tmp_path: Path) -> None:
    tiny = tmp_path / "a.mp4"
    tiny.write_bytes(b"words")
    pids: list[int] = []

    def stop(pool: Pool) -> None:
        pids.extend(pool.pids)
        os.kill(pids[0], signal.SIGSTOP)

    pool, _ = hurt(stop, 0.0)
    with pool:
        pool.submit(tiny).result()
        hit = pool.submit(film).result()
        assert gone(pids)
        assert pool.submit(film).result().faults == ()
    assert hit.faults == (Fault(code="M118", args={"reason": "timeout"}),)


def test_a_worker_that_dies_while_idle_costs_nothing(film: Path) -> None:
    with Pool(1) as pool:
        pool.submit(film).result()
        pids = list(pool.pids)
        os.kill(pids[0], signal.SIGKILL)
        assert gone(pids)
        assert pool.submit(film).result().faults == ()
        assert pool.pids != tuple(pids)


def test_an_answer_that_makes_no_sense_is_a_fault(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prober = Prober()
    monkeypatch.setattr(prober, "_ask", lambda *_: {"size": "many"})
    assert prober.probe(film).faults == (Fault(code="M118", args={"reason": "protocol"}),)


def test_a_worker_that_cant_start_stops_the_program(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Pool(1) as pool, pytest.raises(ToolError, match="can't start"):
        pool.submit(film).result()


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOMEM, errno.EAGAIN])
def test_a_system_that_starts_no_worker_says_why(
    film: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with Pool(1) as pool, pytest.raises(ToolError, match="can't start") as raised:
        pool.submit(film).result()
    assert raised.value.arguments == {"reason": os.strerror(number)}


def test_neither_descriptors_nor_processes_leak(film: Path, tmp_path: Path) -> None:
    list(probe_all([film]))  # what is opened once stays open
    before = descriptors()
    paths = [tmp_path / str(number) for number in range(500)]
    for path in paths:
        path.write_bytes(b"words")
    assert len(list(probe_all(paths, jobs=2))) == 500
    for _ in range(3):
        with Pool(1) as pool:
            pool.submit(film).result()
            os.kill(pool.pids[0], signal.SIGKILL)
            pool.submit(film).result()
    assert descriptors() == before
    assert "contest.media.worker" not in children()


def descriptors() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def children() -> str:
    """The command lines of this process's children (Linux; empty elsewhere)."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    pids = listed.read_text().split() if listed.exists() else []
    return " ".join(Path(f"/proc/{pid}/cmdline").read_text() for pid in pids if running(int(pid)))


def test_leaving_by_an_exception_cancels_the_rest(film: Path) -> None:
    pids: list[int] = []

    def leave() -> None:
        with Pool(1) as pool:
            pool.submit(film).result()
            pids.extend(pool.pids)
            os.kill(pids[0], signal.SIGSTOP)
            waiting.extend(pool.submit(film) for _ in range(5))
            raise KeyboardInterrupt

    waiting: list[object] = []
    with pytest.raises(KeyboardInterrupt):
        leave()
    assert gone(pids)
    assert len(waiting) == 5


PARENT = """
import os, signal, sys
from pathlib import Path
from contest.media import Pool
with Pool(2) as pool:
    films = [Path(sys.argv[1])] * 50
    for future in [pool.submit(film) for film in films]:
        future.result()
    print(*pool.pids, flush=True)
    signal.pause()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_whatever_ends_the_program_ends_the_workers(film: Path, number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(film)],
        env=dict(os.environ, PYTHONPATH=str(SOURCE)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert pids
        assert all(os.getsid(pid) == pid for pid in pids)  # the terminal's Ctrl-C misses them
        parent.send_signal(number)
        parent.wait(30)
    assert gone(pids)


def test_importing_the_room_imports_no_library() -> None:
    code = "import sys, contest.media; print({'av', 'ffmpeg', 'imageio_ffmpeg'} & {*sys.modules})"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=dict(os.environ, PYTHONPATH=str(SOURCE)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "set()\n"


def test_a_module_in_the_current_folder_is_not_imported(
    film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "av.py").write_text("raise SystemExit('a stranger')")
    monkeypatch.chdir(tmp_path)
    media: list[Media] = list(probe_all([film]))
    assert media[0].faults == ()


def test_the_name_endings_of_the_contract() -> None:
    named = ".mp4 .m4v .mov .mkv .webm .avi .ts .mts .mpg .wmv .flv"
    assert set(named.split()) <= VIDEO_SUFFIXES
