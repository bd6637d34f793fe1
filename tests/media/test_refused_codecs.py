"""A codec outside the whitelist decodes nothing, and costs the video nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import pytest
from running import contest

from contest.errors import SourceError
from contest.media import poster
from contest.media.allowed import VIDEO_CODECS
from contest.media.drawing import grab
from contest.media.look import Glance, look_at
from contest.media.run import run
from contest.media.tools import find_ffmpeg
from contest.model import Media

from .conftest import Studio

REFUSED = ("magicyuv", "huffyuv", "utvideo", "ffvhuff", "snow", "jpeg2000", "png", "zlib")
"""Video codecs that FFmpeg can write; the first one had a hole (CVE-2026-8461)."""


def film(studio: Studio, codec: str) -> Path:
    source = "testsrc2=s=176x144:r=5:d=2"
    options = ("-strict", "-2", "-f", "lavfi", "-i", source, "-c:v", codec, "-strict", "-2")
    return studio.command(f"refused-{codec}.mkv", *options)


def pictures(path: Path, *options: str) -> int:
    """How many pictures ffmpeg decodes."""
    words = ["-nostdin", "-v", "error", *options, "-i", f"file:{path}", "-map", "0:v"]
    ran = run([find_ffmpeg().path, *words, "-f", "framehash", "-"], seconds=30)
    return sum(line[:1].isdigit() for line in ran.stdout.splitlines())


@pytest.mark.parametrize("depth", [[], ["--deep"], ["--full"]], ids=["plain", "deep", "full"])
def test_what_may_not_be_decoded_is_named(studio: Studio, tmp_path: Path, depth: list[str]) -> None:
    films = [film(studio, codec) for codec in REFUSED]
    options = ("--posters", tmp_path / "posters", "--format", "json")
    done = contest("probe", *films, *depth, *options)
    assert done.code == 1, done.err
    for codec, result in zip(REFUSED, done.json()["results"], strict=True):
        found = [f["code"] for f in result["findings"] if f["severity"] != "info"]
        assert codec not in VIDEO_CODECS
        assert found == ["M111", "M204"], codec  # and it has no sound
        assert (result["verdict"], result["video_codec"]) == ("review", codec)
        assert (result["width"], result["height"], result["look"]) == (None, None, None)
        assert result["duration"] == pytest.approx(2, abs=0.2)  # packets are counted, not read
    assert not (tmp_path / "posters").exists()


@pytest.mark.parametrize("codec", REFUSED)
def test_nor_is_a_picture_taken_of_it(studio: Studio, tmp_path: Path, codec: str) -> None:
    """As if the worker had let it pass."""
    path = film(studio, codec)
    media = Media(path=str(path), size=path.stat().st_size, duration=2.0, width=176, height=144)
    for depth in ("deep", "full"):
        seen = look_at(media, path, Glance(depth))
        assert seen is not None
        assert seen.look.seconds == 0
        assert seen.look.errors
    with pytest.raises(SourceError):
        poster(path, tmp_path / "a.jpg", at=0)
    assert grab(path, [0.0], width=64, source=(176, 144)) == []


@pytest.mark.parametrize("codec", REFUSED)
def test_without_the_list_it_would_be_decoded(studio: Studio, codec: str) -> None:
    path = film(studio, codec)
    assert pictures(path) == 10
    assert pictures(path, "-codec_whitelist", "h264") == 0
    with av.open(f"file:{path}") as container:
        assert next(container.decode(video=0)).width == 176


def test_what_is_allowed_of_the_same_kind_is_decoded(studio: Studio, tmp_path: Path) -> None:
    """So that the tests above don't pass for want of an ffmpeg."""
    allowed = studio.command("allowed.mkv", *_SOURCE, "-c:v", "ffv1")
    poster(allowed, tmp_path / "a.png", at=0)
    done = contest("probe", allowed, "--full", "--format", "json").json()["results"][0]
    assert done["look"]["seconds"] == pytest.approx(1, abs=0.2)
    assert done["width"] == 176


_SOURCE = ("-f", "lavfi", "-i", "testsrc2=s=176x144:r=25:d=1")
_BLACK = ("-f", "lavfi", "-i", "color=black:s=176x144:r=25:d=4")


def looked_at(path: Path) -> tuple[set[str], dict[str, Any]]:
    """The findings of --full and what was seen."""
    (result,) = contest("probe", path, "--full", "--format", "json").json()["results"]
    return {finding["code"] for finding in result["findings"]}, result["look"]


@pytest.mark.parametrize(
    ("name", "codec"), [("tone.mkv", "wavpack"), ("tone.flv", "nellymoser"), ("tone2.mkv", "tta")]
)
def test_sound_that_may_not_be_decoded_leaves_the_pictures_to_be_looked_at(
    studio: Studio, name: str, codec: str
) -> None:
    sound = ("-f", "lavfi", "-i", "sine=d=4", "-ar", "44100", "-c:a", codec, "-strict", "-2")
    codes, look = looked_at(studio.command(name, *_BLACK, *sound, "-c:v", "libx264"))
    assert "M401" in codes  # black from beginning to end
    assert not codes & {"M404", "M409", "M118"}
    assert look["seconds"] == pytest.approx(4, abs=0.2)


@pytest.mark.parametrize("codec", ["ass", "srt"])
def test_subtitles_are_not_read_and_are_no_damage(
    studio: Studio, tmp_path: Path, codec: str
) -> None:
    words = "1\n00:00:00,000 --> 00:00:01,000\nwords\n"
    (tmp_path / "a.srt").write_text(words, encoding="ascii")
    texts = ("-i", f"file:{tmp_path / 'a.srt'}", "-c:s", codec)
    path = studio.command(f"subtitled-{codec}.mkv", *_BLACK, *texts, "-c:v", "libx264")
    codes, look = looked_at(path)
    assert "M401" in codes
    assert "M409" not in codes
    assert "errors" not in look


def test_damage_is_still_told_beside_subtitles(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nx\n", encoding="ascii")
    texts = ("-i", f"file:{tmp_path / 'a.srt'}", "-c:s", "srt")
    whole = studio.command("noise.mkv", *_SOURCE, *texts, "-c:v", "libx264", "-g", "5")
    data = bytearray(whole.read_bytes())
    for place in range(len(data) // 3, len(data) // 2, 150):
        data[place] ^= 0x55
    (tmp_path / "a.mkv").write_bytes(data)
    assert "errors" not in looked_at(whole)[1]
    _, look = looked_at(tmp_path / "a.mkv")
    assert look["errors"]
    assert "whitelist" not in str(look["error"])
