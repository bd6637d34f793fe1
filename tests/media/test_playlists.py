"""A playlist under a video's name opens no other file and reaches nobody, whatever reads it.

The kernel and a server on the loopback are the witnesses. That they would notice, and that FFmpeg
would follow each of the lures if only it were let, is shown too.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import av
import pytest
from running import contest

from contest.errors import SourceError
from contest.media import poster
from contest.media.drawing import grab
from contest.media.look import Glance, look_at
from contest.media.run import run
from contest.media.tools import find_ffmpeg
from contest.media.walk import open_video
from contest.model import Media

from .conftest import Studio
from .lures import LURES, Canary, Lure, Ports, Server, Witnesses

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells who opens a file (inotify)"
)

SECONDS = 7.0
"""The canary's duration: whoever tells it has opened it."""


@pytest.fixture(scope="module")
def film(studio: Studio) -> Path:
    """Seven seconds as a transport stream, which every sort of playlist can name."""
    source = f"testsrc2=s=176x144:r=25:d={SECONDS:.0f}"
    return studio.command(
        "canary.ts", "-f", "lavfi", "-i", source, "-c:v", "libx264", "-g", "25", "-f", "mpegts"
    )


@pytest.fixture
def witnesses(film: Path, tmp_path: Path) -> Iterator[Witnesses]:
    (tmp_path / "kept").mkdir()
    path = tmp_path / "kept" / "canary.ts"
    path.write_bytes(film.read_bytes())
    server = Server(film.read_bytes())
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    canary = Canary(path)
    with Ports() as ports:
        yield Witnesses(canary, server, ports)
    server.shutdown()
    server.server_close()
    canary.close()


@pytest.fixture
def lures(witnesses: Witnesses, tmp_path: Path) -> list[Path]:
    """Every lure under two names: a video's, and one by which FFmpeg knows such a list."""
    endings = {"ffconcat": "ffconcat", "hls": "m3u8", "dash": "mpd", "sdp": "sdp"}
    return [
        witnesses.write(lure, tmp_path / f"{name}.{ending}")
        for name, lure in LURES.items()
        for ending in ("mp4", endings[name.partition("-")[0]])
    ]


@pytest.mark.parametrize("depth", [[], ["--deep"], ["--full"]], ids=["plain", "deep", "full"])
def test_probing_a_playlist_opens_nothing_else(
    witnesses: Witnesses, lures: list[Path], tmp_path: Path, depth: list[str]
) -> None:
    posters = tmp_path / "posters"
    done = contest("probe", *lures, *depth, "--posters", posters, "--format", "json")
    assert not witnesses.saw()
    assert done.code == 1, done.err
    results = done.json()["results"]
    assert [result["path"] for result in results] == [str(path) for path in lures]
    for path, result in zip(lures, results, strict=True):
        found = [finding["code"] for finding in result["findings"]]
        assert found == (["M107"] if "in-a-box" in path.name else ["M104"]), path.name
        assert result["size"] == path.stat().st_size
        assert (result["duration"], result["width"]) == (None, None)
    assert not posters.exists()


def claimed(path: Path) -> Media:
    """What a playlist would have to be measured as, for anybody to decode it."""
    size = path.stat().st_size
    return Media(path=str(path), size=size, duration=SECONDS, width=176, height=144)


def _open(path: Path) -> None:
    with pytest.raises(av.FFmpegError):
        open_video(str(path))


def _look(depth: str) -> Callable[[Path], None]:
    def look(path: Path) -> None:
        seen = look_at(claimed(path), path, Glance(depth))
        assert seen is not None
        assert seen.look.seconds == 0

    return look


def _poster(path: Path) -> None:
    with pytest.raises(SourceError):
        poster(path, path.with_name("poster.jpg"), at=0)
    assert not path.with_name("poster.jpg").exists()


def _grab(path: Path) -> None:
    assert grab(path, [0.0, 1.0], width=64, source=(176, 144)) == []


READERS: Mapping[str, Callable[[Path], None]] = {
    "the worker": _open,
    "--deep": _look("deep"),
    "--full": _look("full"),
    "posters": _poster,
    "sheets": _grab,
}


@pytest.mark.parametrize("reader", READERS)
def test_nor_does_ffmpeg_once_it_is_handed_one(
    witnesses: Witnesses, lures: list[Path], reader: str
) -> None:
    """As if the first look at a file had taken every one of them for a video."""
    for path in lures:
        READERS[reader](path)
        assert not witnesses.saw(), path.name


def with_the_program(lure: Lure, path: Path) -> None:
    """Read it with ffmpeg, as one would who thinks of nothing."""
    options = [word for name, value in lure.plainly.items() for word in (f"-{name}", value)]
    form = ["-f", lure.form] if lure.form else []
    words = [*form, *options, "-i", f"file:{path}", "-f", "null", "-"]
    run([find_ffmpeg().path, "-nostdin", "-v", "error", *words], seconds=1.5)


def with_the_library(lure: Lure, path: Path) -> None:
    """The same with PyAV."""
    if lure.form and not av.ContainerFormat(lure.form).is_input:
        pytest.skip(f"PyAV's own FFmpeg reads no {lure.form}")
    given: dict[str, Any] = {
        "options": dict(lure.plainly),
        "format": lure.form,
        "timeout": (1.0, 0.2),
    }
    with contextlib.suppress(av.FFmpegError), av.open(f"file:{path}", **given) as container:
        next(container.demux())


@pytest.mark.parametrize("follow", [with_the_program, with_the_library])
@pytest.mark.parametrize("name", LURES)
def test_the_witnesses_would_have_seen_it(
    witnesses: Witnesses, tmp_path: Path, name: str, follow: Callable[[Lure, Path], None]
) -> None:
    path = witnesses.write(LURES[name], tmp_path / "a.mp4")
    assert not witnesses.saw()
    follow(LURES[name], path)
    assert witnesses.saw()
    assert not witnesses.saw()
