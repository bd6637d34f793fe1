"""What reading a video costs: a loop of ``ffmpeg.probe``, MediaInfo three ways, and ourselves.

CPU time decides, the wall clock stands beside it. Each method takes its turn in each round.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from bench.cost import REPOSITORY, cost, environment
from bench.media.films import films

PYTHON: Final = sys.executable
ROUNDS: Final = 3
PROBE: Final = "a loop of ffmpeg.probe"
_LOOP: Final = """
import sys
from pathlib import Path
import ffmpeg
for path in sorted(Path(sys.argv[2]).iterdir()):
    try:
        ffmpeg.probe(str(path), cmd=sys.argv[1])
    except ffmpeg.Error:
        pass
"""
_EACH: Final = """
import subprocess, sys
from pathlib import Path
for path in sorted(Path(sys.argv[-1]).iterdir()):
    subprocess.run([*sys.argv[1:-1], path], stdin=subprocess.DEVNULL, capture_output=True)
"""


class Cost(NamedTuple):
    """Seconds for the whole set."""

    cpu: float
    wall: float


Run = Callable[[], Cost]


def ffprobe() -> str | None:
    """The ffprobe to compare with: named by ``CONTEST_BENCH_FFPROBE``, or on the path."""
    return os.environ.get("CONTEST_BENCH_FFPROBE") or shutil.which("ffprobe")


def whole(*command: str) -> Run:
    """A process from start to end, its children included."""

    def run() -> Cost:
        start = time.perf_counter()
        cpu = cost(command)
        return Cost(cpu, time.perf_counter() - start)

    return run


def warm(method: str, folder: Path) -> Run:
    """A method of :mod:`bench.media.warm`, without its start."""

    def run() -> Cost:
        done = subprocess.run(
            [PYTHON, "-m", "bench.media.warm", method, str(folder)],
            cwd=REPOSITORY / "tests",
            env=environment(),
            capture_output=True,
            check=True,
            text=True,
        )
        cpu, wall = done.stdout.split()
        return Cost(float(cpu), float(wall))

    return run


def take_turns(runs: Mapping[str, Run], rounds: int = ROUNDS) -> dict[str, Cost]:
    """The median cost of each, taken in turns so that a noisy moment meets all."""
    taken: dict[str, list[Cost]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            taken[name].append(run())
    return {
        name: Cost(
            statistics.median(c.cpu for c in costs), statistics.median(c.wall for c in costs)
        )
        for name, costs in taken.items()
    }


def peers() -> None:
    """The table in milliseconds a file, and what our own stages cost."""
    files = films()
    folder, runs, absent = files[0].parent, dict[str, Run](), list[str]()
    program = ffprobe()
    if program:
        runs[PROBE] = whole(PYTHON, "-c", _LOOP, program, str(folder))
    else:
        absent.append("ffprobe (set CONTEST_BENCH_FFPROBE)")
    for tool, options in (("mediainfo", ("--Output=JSON",)), ("mediaconch", ())):
        if shutil.which(tool):
            runs[f"a loop of {tool}"] = whole(PYTHON, "-c", _EACH, tool, *options, str(folder))
        else:
            absent.append(tool)
    if _has_pymediainfo():
        runs["pymediainfo in one process"] = warm("pymediainfo", folder)
    else:
        absent.append("pymediainfo (set PYTHONPATH)")
    probe = (PYTHON, "-m", "contest", "probe", str(folder), "--format", "jsonl")
    runs |= {
        "ours: headers, packets, first picture": warm("walk", folder),
        "… and the hash of the packets": warm("unended", folder),
        "… and the end decoded": warm("unhashed", folder),
        "… and the hash of the file: all of it": warm("measure", folder),
        "the hash of the file alone": warm("hash", folder),
        "contest probe --jobs 1": whole(*probe, "--jobs", "1"),
        "contest probe": whole(*probe),
    }
    for run in (whole(*probe, "--help"), runs["contest probe"]):
        run()  # compiles the modules and brings the files into memory
    _show(take_turns(runs), files)
    for name in absent:
        sys.stdout.write(f"  not installed: {name}\n")
    sys.stdout.write(
        "  wanted: headers, packets, first picture at most 0.067× and below pymediainfo;\n"
        "  contest probe at most 0.286×\n"
    )


def _show(costs: Mapping[str, Cost], files: list[Path]) -> None:
    size = sum(path.stat().st_size for path in files) / len(files) / 1e6
    sys.stdout.write(f"\n{len(files)} videos, {size:.2f} MB on average: ms a file\n")
    sys.stdout.write(f"  {'':40} {'CPU':>8} {'wall':>8} {'CPU, of ffmpeg.probe':>22}\n")
    unit = costs[PROBE].cpu if PROBE in costs else None
    for name, found in costs.items():
        share = f"{found.cpu / unit:.3f}×  (1/{unit / found.cpu:.1f})" if unit else ""
        cpu, wall = (seconds / len(files) * 1000 for seconds in found)
        sys.stdout.write(f"  {name:40} {cpu:8.2f} {wall:8.2f} {share:>22}\n")


def _has_pymediainfo() -> bool:
    check = [PYTHON, "-c", "import pymediainfo"]
    return (
        subprocess.run(check, env=environment(), capture_output=True, check=False).returncode == 0
    )


if __name__ == "__main__":
    peers()
