"""A film of 400 MB: what measuring it costs beyond reading and hashing it, and the memory.

SHA-256 is the unit: nobody can know a file for the same without it.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.media.films import ffmpeg, kept
from bench.media.peers import Cost, Run, take_turns, warm, whole
from contest.media.pool import Pool

VERSION: Final = 1
_LOOPS: Final = 9
"""Times that 20 seconds are repeated: 200 s in all."""
_PROBE: Final = (sys.executable, "-m", "contest", "probe", "--format", "jsonl")
ROUNDS: Final = 3
WANTED: Final = 4.0
HASH: Final = "SHA-256 alone"
PROBE: Final = "contest probe, start-up taken off"


def film() -> Path:
    """The film, in a folder of its own."""
    return kept(f"large-{VERSION}", _fill) / "large.mp4"


def _fill(folder: Path) -> None:
    part = folder / "part.mp4"
    picture = "testsrc2=s=1920x1080:r=30:d=20,noise=alls=12:allf=t"
    x264 = ("-c:v", "libx264", "-preset", "ultrafast", "-b:v", "15800k", "-g", "60")
    sound = ("-f", "lavfi", "-i", "sine=d=20", "-c:a", "aac")
    ffmpeg("-f", "lavfi", "-i", picture, *sound, *x264, "-pix_fmt", "yuv420p", str(part))
    whole_film = ("-stream_loop", str(_LOOPS), "-i", str(part), "-c", "copy")
    ffmpeg(*whole_film, str(folder / "large.mp4"))
    part.unlink()


def large() -> None:
    """The table in seconds and as multiples of the hash, then the memory."""
    path = film()
    folder = path.parent
    tiny = kept("tiny-1", _tiny) / "tiny.mp4"
    runs: dict[str, Run] = {
        HASH: warm("hash", folder),
        "headers, packets, first picture": warm("walk", folder),
        "… and the hash of the packets": warm("unended", folder),
        "… and the end decoded": warm("unhashed", folder),
        "… and the hash of the file: all of it": warm("measure", folder),
        "contest probe": whole(*_PROBE, str(path)),
        "contest probe of a tiny film": whole(*_PROBE, str(tiny)),
    }
    for name in ("contest probe", "contest probe of a tiny film"):
        runs[name]()  # compiles the modules and brings the film into memory
    costs = take_turns(runs, ROUNDS)
    ours, start = costs["contest probe"], costs.pop("contest probe of a tiny film")
    costs[PROBE] = Cost(ours.cpu - start.cpu, ours.wall - start.wall)
    unit = costs[HASH].cpu
    sys.stdout.write(f"\nA film of {path.stat().st_size / 1e6:.0f} MB, 1080p, 200 s\n")
    for name, found in costs.items():
        row = f"{found.cpu:7.2f} s CPU  {found.wall:7.2f} s wall  {found.cpu / unit:6.2f}× the hash"
        sys.stdout.write(f"  {name:40} {row}\n")
    beyond = costs[PROBE].cpu / unit - 1
    sys.stdout.write(f"  beyond the hash: {beyond:.2f}× the hash (at most {WANTED:.0f}×)\n")
    for name, peak in (("a tiny film", worker_peak(tiny)), ("this film", worker_peak(path))):
        sys.stdout.write(f"  the worker's peak of memory for {name}: {peak / 1024:.0f} MiB\n")


def _tiny(folder: Path) -> None:
    picture = "testsrc2=s=320x240:r=25:d=2"
    ffmpeg("-f", "lavfi", "-i", picture, "-c:v", "libx264", str(folder / "tiny.mp4"))


def worker_peak(path: Path) -> int:
    """KiB that the worker of one pool held at most while it measured the file (Linux only)."""
    with Pool(1) as pool:
        waiting = pool.submit(path)
        return highest(lambda: next(iter(pool.pids), None), waiting.done)


def highest(pid: Callable[[], int | None], done: Callable[[], bool]) -> int:
    """The highest peak (VmHWM, KiB) that a process shows until it is ``done``."""
    peak, last = 0, False
    while not last:
        last = done()  # one more look then: the peak stays until the process is gone
        number = pid()
        with contextlib.suppress(OSError, StopIteration):
            status = Path(f"/proc/{number}/status").read_text(encoding="ascii").splitlines()
            line = next(line for line in status if line.startswith("VmHWM"))
            peak = max(peak, int(line.split()[1]))
        time.sleep(0.02)
    return peak


if __name__ == "__main__":
    large()
