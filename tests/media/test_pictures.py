"""Posters, and the ffmpeg that makes them."""

from __future__ import annotations

import os
import shutil
import stat
import struct
import sys
from pathlib import Path

import pytest

from contest.errors import SourceError, ToolError
from contest.media import find_tools, poster
from contest.media.tools import find_ffmpeg

from .conftest import Studio

H264 = ("-c:v", "libx264")


def png_size(path: Path) -> tuple[int, int]:
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def test_a_poster_is_as_displayed(studio: Studio, tmp_path: Path) -> None:
    plain = studio.film("plain.mp4", *H264, "-c:a", "aac")
    turned = studio.command(
        "poster.mp4", "-display_rotation", "90", "-i", f"file:{plain}", "-c", "copy"
    )
    poster(turned, tmp_path / "a.png", at=1.0)
    assert png_size(tmp_path / "a.png") == (240, 320)


def test_pixels_are_square_and_the_width_is_limited(studio: Studio, tmp_path: Path) -> None:
    film = studio.film("huge.mp4", "-vf", "setsar=2/1", *H264, sound=False, size="1000x400")
    poster(film, tmp_path / "a.png", at=0)
    assert png_size(tmp_path / "a.png") == (1280, 256)


def test_after_the_end_it_is_the_first_picture(studio: Studio, tmp_path: Path) -> None:
    poster(studio.film("plain.mp4", *H264, "-c:a", "aac"), tmp_path / "a.jpg", at=600)
    assert (tmp_path / "a.jpg").read_bytes().startswith(b"\xff\xd8\xff")


def test_only_the_poster_is_left_and_only_for_its_owner(studio: Studio, tmp_path: Path) -> None:
    out = tmp_path / "100%d.jpg"
    poster(studio.film("plain.mp4", *H264, "-c:a", "aac"), out, at=1)
    assert [path.name for path in tmp_path.iterdir()] == ["100%d.jpg"]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"words", b"ffconcat version 1.0\nfile neighbour.mp4\n"])
def test_what_is_no_video_gives_no_poster(studio: Studio, tmp_path: Path, content: bytes) -> None:
    film = studio.film("plain.mp4", *H264, "-c:a", "aac")
    (tmp_path / "neighbour.mp4").write_bytes(film.read_bytes())
    (tmp_path / "a.mp4").write_bytes(content)
    with pytest.raises(SourceError):
        poster(tmp_path / "a.mp4", tmp_path / "a.jpg", at=0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "neighbour.mp4"]


def test_a_pipe_gives_no_poster(studio: Studio, tmp_path: Path) -> None:
    assert studio.folder.is_dir()
    os.mkfifo(tmp_path / "a.mp4")
    with pytest.raises(SourceError):
        poster(tmp_path / "a.mp4", tmp_path / "a.jpg", at=0)


def test_a_codec_outside_the_list_gives_no_poster(studio: Studio, tmp_path: Path) -> None:
    film = studio.film("magic.mkv", "-c:v", "magicyuv", sound=False)
    with pytest.raises(SourceError):
        poster(film, tmp_path / "a.jpg", at=0)


def test_a_poster_is_a_jpeg_or_a_png(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="webp"):
        poster(tmp_path / "a.mp4", tmp_path / "a.webp", at=0)


@pytest.mark.usefixtures("studio")  # which skips where there is no ffmpeg
def test_the_doctor_sees_every_tool() -> None:
    tools = find_tools()
    assert tools.av is not None
    assert tools.libraries is not None
    assert tools.version is not None
    assert tools.ffmpeg == find_ffmpeg().path
    assert tools.origin in ("system", "imageio-ffmpeg")


def test_the_systems_ffmpeg_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "ffmpeg"
    own.write_text("#!/bin/sh\necho 'ffmpeg version 9.9 Copyright'\n")
    own.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert (find_ffmpeg().path, find_ffmpeg().origin) == (str(own), "system")
    assert find_tools().version == "9.9"


def test_without_any_ffmpeg_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(ToolError, match="pip install imageio-ffmpeg"):
        find_ffmpeg()
    tools = find_tools()
    assert (tools.ffmpeg, tools.version, tools.origin) == (None, None, None)
    assert tools.av is not None
