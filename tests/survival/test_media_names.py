"""A video may be called anything: no option, no address, no pattern, nothing for the terminal."""

from __future__ import annotations

import csv
import json
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_words import ATTACK, harmless
from media.conftest import Studio
from media.lures import Canary, Server
from running import contest, on_a_terminal

from contest.media import poster
from contest.media.drawing import grab
from contest.media.run import run
from contest.media.tools import find_ffmpeg

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems refuse some of these names"
)

KEPT = "kept"
"""A file that some names lead to, if anybody takes them for more than names."""

NAMES = (
    "-i.mp4", "-y", "--full", "--help.mp4", "-", "a:b.mp4", "file:a.mp4", "http:foo.mp4",
    "http:127.0.0.1:{port}.mp4", "tcp:127.0.0.1:{port}", "pipe:0.mp4", "fd:.mp4", "data:,x.mp4",
    f"concat:{KEPT}|{KEPT}", f"subfile,,start,0,end,0,,:{KEPT}", f"async:{KEPT}", f"cache:{KEPT}",
    "%d.mp4", "%03d.mp4", "100%.mp4", "*.mp4", "[ab]?.mp4", "{a,b}.mp4", "~.mp4", "$HOME.mp4",
    "`touch x`.mp4", "$(touch x).mp4", "a;b;.mp4", "a'b\"c.mp4", "a\\b.mp4", " .mp4", ".. .mp4",
    "a.mp4\nb.mp4: accepted", "a\r\n\r\nerror: all is lost.mp4", "\x1b[31;7m[bold]\x1b]0;t\x07.mp4",
    "\x1b[2J\x9b5m\x08\x7f.mp4", "\udc9b31;7m.mp4", "\u202e4pm.\u2066exe.mp4", "\u2028\u2029.mp4",
    "\udcff\udcfe\udced\udca0\udc80.mp4", "[bold][link=x]y.mp4", "影" * 83 + ".mp4",
    ATTACK.replace("/", "") + ".mp4",
)  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(b"") as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def folder(studio: Studio, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One short film under all names, and another that nobody asks for."""
    source = ("-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=1")
    film = studio.command("tiny.mkv", *source, "-c:v", "libx264", "-g", "5")
    folder = tmp_path_factory.mktemp("names")
    for name in NAMES:
        path = folder / name.replace("{port}", str(server.server_port))
        path.write_bytes(film.read_bytes())
    longer = ("-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=3", "-c:v", "libx264")
    (folder / KEPT).write_bytes(studio.command("longer.ts", *longer).read_bytes())
    return folder


@pytest.fixture
def names(folder: Path, server: Server) -> Iterator[list[str]]:
    """Their names; when all is done nobody has connected to anything, opened the other film or
    written into the folder."""
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    canary = Canary(folder / KEPT)
    server.connections = 0
    yield sorted(before.keys() - {KEPT})
    assert not canary.opened()
    assert server.connections == 0
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    canary.close()


DEPTHS = [
    pytest.param([], id="plain"),
    pytest.param(["--deep"], id="deep", marks=pytest.mark.slow),
    pytest.param(["--full"], id="full", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("depth", DEPTHS)
def test_every_name_is_the_name_of_that_file(
    folder: Path, names: list[str], depth: list[str]
) -> None:
    done = contest("probe", *depth, "--format", "json", "--", *names, cwd=folder)
    assert done.err == ""
    results = done.json()["results"]
    assert len(results) == len(names)
    for name, result in zip(names, results, strict=True):
        codes = {finding["code"] for finding in result["findings"]}
        assert not {code for code in codes if code < "M123"}, name
        assert result["path"] == name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        assert result["duration"] == pytest.approx(1, abs=0.1)
        assert (result["width"], result["height"]) == (64, 48)
        assert not depth or result["look"]["seconds"] == pytest.approx(1, abs=0.6)


@pytest.mark.slow
def test_posters_are_called_after_them_and_lie_where_they_should(
    folder: Path, names: list[str], tmp_path: Path
) -> None:
    posters = tmp_path / "posters"
    done = contest("probe", "--posters", posters, "--", *names, cwd=folder)
    assert "Traceback" not in done.err
    harmless(done.err)
    assert done.err.count("\n") == len(names)
    made = [path.name for path in posters.iterdir()]
    assert all(re.fullmatch(r"\w[\w-]*-[0-9a-f]{8}\.jpg", name) for name in made), made
    assert len(made) > len(names) / 2  # two names may lose what they differ in
    assert [path.name for path in tmp_path.iterdir()] == ["posters"]


@pytest.mark.slow
def test_pictures_are_taken_of_them(
    folder: Path, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (tmp_path / "out").mkdir()
    for name in names:
        (shot,) = grab(Path(name), [0.5], width=64, source=(64, 48))
        assert (shot.width, shot.height) == (64, 48)
        out = tmp_path / "out" / f"{name[:60]}.jpg"  # and one that is called so itself
        poster(Path(name), out, at=0.5)
        assert out.read_bytes().startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("depth", DEPTHS)
def test_no_name_does_anything_to_a_terminal(
    folder: Path, names: list[str], tmp_path: Path, depth: list[str]
) -> None:
    paths = [folder / name for name in names]
    posters = ["--posters", str(tmp_path / "posters")] if depth else []
    seen = on_a_terminal("probe", *paths, *depth, *posters)
    harmless(seen, "[bold][link=x]y.mp4", "影影", "b.mp4: accepted")
    assert "Traceback" not in seen
    lines = seen.replace("\r\n", "\n").splitlines()
    assert not [line for line in lines if line.startswith(("b.mp4", "error"))]


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv"])
def test_nor_where_programs_read(folder: Path, names: list[str], format_: str) -> None:
    harmless(on_a_terminal("probe", folder, "--format", format_))
    done = contest("probe", folder, "--format", format_)
    assert done.err == ""
    assert not set(done.out) & {"\x1b", "\x07", "\r", "\0"}
    videos = [name for name in names if name.endswith(".mp4") and name[0] != "."]
    lines = done.out.removesuffix("\n").split("\n")
    if format_ == "json":
        assert len(json.loads(done.out)["results"]) == len(videos)
    elif format_ == "jsonl":
        assert [Path(json.loads(line)["path"]).parent for line in lines] == [folder] * len(videos)
    else:
        assert len(list(csv.DictReader(done.out.splitlines(keepends=True)))) == len(videos)


def test_every_line_begins_with_the_file_that_it_is_about(folder: Path, names: list[str]) -> None:
    done = contest("probe", folder)
    assert done.err == ""
    harmless(done.out)
    lines = done.out.splitlines()
    assert len(lines) >= len(names) / 2
    assert all(re.match(rf"{folder}/.+: (accepted|[A-Z]\d{{3}}) ", line) for line in lines)


@pytest.mark.parametrize("name", [NAMES[5], *NAMES[8:17]])
def test_ffmpeg_takes_such_a_name_for_more(
    folder: Path, server: Server, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would come of it, were it handed over as it is: another file, an address, nothing."""
    monkeypatch.chdir(folder)
    word = name.replace("{port}", str(server.server_port))
    canary = Canary(folder / KEPT)
    server.connections = 0
    ran = run([find_ffmpeg().path, "-v", "info", "-i", word, "-f", "null", "-"], seconds=1)
    followed = canary.opened() or server.connections > 0
    assert followed or "64x48" not in ran.stderr
    assert followed == ("{port}" in name or KEPT in name)
    canary.close()
