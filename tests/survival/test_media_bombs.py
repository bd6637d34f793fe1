"""What a small file with a huge picture costs: no process of ours takes the memory to decode it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from media.conftest import Studio

from contest.media.look.graph import Wanted, command
from contest.media.tools import find_ffmpeg
from survival.runs import launch, run

pytestmark = pytest.mark.slow  # making such pictures takes longer than refusing them

MOST = 150_000_000
"""Bytes of memory that each process may have at its peak."""

HUGE = "color=gray:s=16000x16000:r=1:d=1"
SMALL = "testsrc2=s=320x240:r=1:d=5"
KINDS = {
    "h264.mp4": ("-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "ultrafast"),
    "mjpeg.mkv": ("-pix_fmt", "yuvj420p", "-c:v", "mjpeg"),
}
"""One picture of 256 million points in about a megabyte."""

LATE = ("late.mkv", "late.ts")
"""Five small pictures, then the huge one: what the first picture promises doesn't hold."""

POSTER = """
import sys
from pathlib import Path
from contest.errors import SourceError
from contest.media import poster
from contest.media.drawing import grab
film, out = map(Path, sys.argv[1:])
try:
    poster(film, out, at=5.2)
except SourceError:
    print("no poster")
print(len(grab(film, [5.2], width=320, source=(320, 240))))
"""
PLAINLY = "import av, sys; [frame.width for frame in av.open(sys.argv[1]).decode(video=0)]"


@pytest.fixture(scope="module")
def bombs(studio: Studio, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All of them, none larger than two megabytes."""
    found = {}
    for name, options in KINDS.items():
        found[name] = studio.command(
            f"huge-{name}", "-f", "lavfi", "-i", HUGE, "-threads", "1", *options, "-frames:v", "1"
        )
    folder = tmp_path_factory.mktemp("late")
    small = studio.command("small.mkv", "-f", "lavfi", "-i", SMALL, *KINDS["mjpeg.mkv"])
    (folder / "list").write_text(f"file '{small}'\nfile '{found['mjpeg.mkv']}'\n")
    found["late.mkv"] = studio.command(
        "late.mkv", "-f", "concat", "-safe", "0", "-i", str(folder / "list"), "-c", "copy"
    )
    parts = [
        studio.command("small.ts", "-f", "lavfi", "-i", SMALL, *KINDS["h264.mp4"], "-g", "1"),
        studio.command(
            "huge.ts", "-i", str(found["h264.mp4"]), "-c", "copy", "-output_ts_offset", "5"
        ),
    ]
    found["late.ts"] = folder / "late.ts"
    found["late.ts"].write_bytes(b"".join(part.read_bytes() for part in parts))
    assert all(path.stat().st_size < 2_000_000 for path in found.values())
    return found


@pytest.mark.parametrize("depth", [[], ["--deep"], ["--full"]], ids=["plain", "deep", "full"])
@pytest.mark.parametrize("name", [*KINDS, *LATE])
def test_probing_takes_little(
    bombs: dict[str, Path], tmp_path: Path, name: str, depth: list[str]
) -> None:
    """The program, its worker and every ffmpeg: the largest of them is measured."""
    posters = tmp_path / "posters"
    done = run("probe", bombs[name], *depth, "--posters", posters, "--format", "json")
    assert done.memory <= MOST
    assert done.code in {0, 1}, done.err
    assert "Traceback" not in done.err
    (result,) = done.json()["results"]
    codes = {finding["code"] for finding in result["findings"]}
    # Of a transport stream FFmpeg reads much before it shows anything, and then gives it up.
    assert bool(posters.exists() and list(posters.iterdir())) == (name == "late.mkv")
    if name in LATE:
        assert (result["width"], result["height"]) == (320, 240)
        assert result["duration"] == pytest.approx(6, abs=0.1)
    else:
        assert "M106" in codes
        assert result["width"] is None
    if name == "late.mkv" and depth == ["--full"]:
        assert "M409" in codes
        assert result["look"]["seconds"] >= 4
    if name == "late.ts":
        assert "M107" in codes


@pytest.mark.parametrize("name", [*KINDS, *LATE])
def test_so_does_every_ffmpeg_that_is_handed_one(bombs: dict[str, Path], name: str) -> None:
    """Though the worker had taken it for a video of that size."""
    words = command(find_ffmpeg().path, Wanted(bombs[name], "full", True, False, None, 2))
    assert launch(words).memory <= MOST
    place = words.index("-max_pixels")
    assert launch([*words[:place], *words[place + 2 :]]).memory > 2 * MOST


@pytest.mark.parametrize("name", LATE)
def test_so_does_a_picture_taken_of_it(bombs: dict[str, Path], tmp_path: Path, name: str) -> None:
    words = [sys.executable, "-c", POSTER, str(bombs[name]), str(tmp_path / "a.jpg")]
    done = launch(words)
    assert done.code == 0, done.err
    assert done.memory <= MOST


@pytest.mark.parametrize("name", [*KINDS, *LATE])
def test_whoever_decodes_it_plainly_takes_much(bombs: dict[str, Path], name: str) -> None:
    assert launch([sys.executable, "-c", PLAINLY, str(bombs[name])]).memory > 2 * MOST
