"""A minute of 1080p looked at in full, against the bare decode that any such look needs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.cost import NOTHING
from bench.media.films import ffmpeg, kept
from bench.media.peers import Cost, Run, take_turns, whole
from contest.media.look.graph import Wanted, command
from contest.media.tools import find_ffmpeg

VERSION: Final = 1
SECONDS: Final = 60
WANTED: Final = 1.25
BARE: Final = "bare decode: ffmpeg -i X -f null -"
LOOK: Final = "the look alone, in a process of its own"
OURS: Final = "contest probe --full --jobs 1"
_LOOK: Final = """
import sys
from pathlib import Path
from contest.media import Pool
from contest.media.look import Glance, look_at
path = Path(sys.argv[1])
with Pool(1) as pool:
    media = pool.submit(path, known="0" * 64).result()
look_at(media, path, Glance())
"""
_WORDS: Final = {"v": "the picture", "a": "the sound"}
_STEP: Final = re.compile(r"^(?:\[[^\]]*\])*(.*?)(?:\[[^\]]*\])*$")
"""One filter of a graph, without the names of what goes in and comes out."""


def film() -> Path:
    """The film, in a folder of its own."""
    return kept(f"full-{VERSION}", _fill) / "full.mp4"


def _fill(folder: Path) -> None:
    picture = f"testsrc2=s=1920x1080:r=30:d={SECONDS},noise=alls=6:allf=t"
    x264 = ("-c:v", "libx264", "-preset", "veryfast", "-b:v", "8M", "-pix_fmt", "yuv420p")
    sound = ("-f", "lavfi", "-i", f"sine=d={SECONDS},aformat=channel_layouts=stereo")
    ffmpeg("-f", "lavfi", "-i", picture, *sound, *x264, "-c:a", "aac", str(folder / "full.mp4"))


def full() -> None:
    """The program against a bare decode; then the command that it runs, filter by filter."""
    path = film()
    bare = whole(*_decode(path))
    runs: dict[str, Run] = {BARE: bare, LOOK: whole(sys.executable, "-c", _LOOK, str(path))}
    probe = (sys.executable, "-m", "contest", "probe", "--full", str(path), "--format", "jsonl")
    runs[OURS] = whole(*probe, "--jobs", "1")
    for name in (LOOK, OURS):
        runs[name]()  # compiles the modules
    costs = take_turns(runs)
    sys.stdout.write(f"\n{SECONDS} s of 1080p30 looked at in full, one thread\n")
    _show(costs, costs[BARE])
    ratio = costs[OURS].cpu / costs[BARE].cpu
    sys.stdout.write(f"  wanted of contest probe --full: at most {WANTED}×, it is {ratio:.3f}×\n")
    steps = take_turns({BARE: bare, **dict(_steps(path))})
    sys.stdout.write("\nThe look's own command line, one filter more in each row\n")
    _show(steps, steps[BARE])


def _decode(path: Path, *options: str) -> tuple[str, ...]:
    one = ("-threads", "1", "-i", str(path), "-filter_threads", "1")
    return (find_ffmpeg().path, "-nostdin", "-nostats", *one, *options, "-f", "null", "-")


def _steps(path: Path) -> Iterator[tuple[str, Run]]:
    """Runs of what the look does with the pictures, then of what it does with the sound."""
    line = command(find_ffmpeg().path, Wanted(path, "full", True, True, None, 1))
    graph = line[line.index("-filter_complex") + 1].split(";")
    start = next(number for number, step in enumerate(graph) if step.startswith("[0:a"))
    names = [match[1] for step in graph if (match := _STEP.match(step))]
    for stream, option, chain in (("v", "-vf", names[:start]), ("a", "-af", names[start:])):
        alone = ("-map", f"0:{stream}:0")
        yield f"{_WORDS[stream]} alone: decoded", whole(*_decode(path, *alone))
        for number, name in enumerate(chain, 1):
            filters = ",".join(chain[:number])
            yield f"  + {name}"[:48], whole(*_decode(path, *alone, option, filters))
    yield "the look's ffmpeg without fingerprint of sound", whole(*line)
    with_print = Wanted(path, "full", True, True, NOTHING, 1)
    yield "the look's ffmpeg", whole(*command(find_ffmpeg().path, with_print))


def _show(costs: dict[str, Cost], unit: Cost) -> None:
    for name, found in costs.items():
        row = f"{found.cpu:7.2f} s CPU  {found.wall:7.2f} s wall  {found.cpu / unit.cpu:6.3f}×"
        sys.stdout.write(f"  {name:50} {row}\n")


if __name__ == "__main__":
    full()
