"""Whole videos: every number is the one that a viewer would see."""

from __future__ import annotations

import hashlib
import os
from fractions import Fraction
from pathlib import Path

import pytest

from .conftest import Probe, Studio, codes

H264 = ("-c:v", "libx264", "-c:a", "aac")


def test_an_ordinary_video(studio: Studio, probe: Probe) -> None:
    path = studio.film("plain.mp4", *H264)
    media = probe(path)
    assert media.path == str(path)
    assert media.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert media.size == path.stat().st_size
    assert (media.width, media.height, media.rotation) == (320, 240, 0)
    assert media.duration == pytest.approx(2.0, abs=0.05)
    assert media.declared == pytest.approx(2.0, abs=0.05)
    assert media.frame_rate == Fraction(25)
    assert (media.video_codec, media.audio_codec, media.audio_channels) == ("h264", "aac", 1)
    assert media.bit_rate == round(path.stat().st_size * 8 / (media.duration or 1))
    assert media.faults == ()


@pytest.mark.parametrize(
    ("name", "options", "container"),
    [
        ("k.mp4", H264, "mp4"),
        ("k.m4v", ("-f", "mp4", *H264), "mp4"),
        ("k.mov", H264, "mov"),
        ("k.mkv", H264, "matroska"),
        ("k.webm", ("-c:v", "libvpx", "-c:a", "libopus"), "webm"),
        ("vp8.mkv", ("-c:v", "libvpx", "-c:a", "libopus"), "matroska"),
        ("k.avi", ("-c:v", "mpeg4", "-c:a", "mp2"), "avi"),
        ("k.ts", H264, "mpegts"),
        ("k.mts", ("-f", "mpegts", "-mpegts_m2ts_mode", "1", *H264), "mpegts"),
        ("k.mpg", ("-c:v", "mpeg2video", "-c:a", "mp2"), "mpeg"),
        ("k.wmv", ("-c:v", "wmv2", "-c:a", "wmav2"), "asf"),
        ("k.flv", H264, "flv"),
        ("fragments.mp4", ("-movflags", "frag_keyframe+empty_moov", *H264), "mp4"),
    ],
)
def test_every_container_is_named_and_found_whole(
    studio: Studio, probe: Probe, name: str, options: tuple[str, ...], container: str
) -> None:
    media = probe(studio.film(name, *options))
    assert media.container == container
    assert media.faults == ()
    assert media.duration == pytest.approx(2.0, abs=0.1)
    assert (media.width, media.height) == (320, 240)


@pytest.mark.parametrize(("anticlockwise", "clockwise"), [("90", 270), ("-90", 90), ("180", 180)])
def test_a_phones_portrait_is_turned(
    studio: Studio, probe: Probe, anticlockwise: str, clockwise: int
) -> None:
    plain = studio.film("plain.mp4", *H264)
    turned = studio.command(
        f"turned{anticlockwise}.mp4",
        *("-display_rotation", anticlockwise, "-i", f"file:{plain}", "-c", "copy"),
    )
    media = probe(turned)
    assert media.rotation == clockwise
    upright = (320, 240) if clockwise == 180 else (240, 320)
    assert (media.width, media.height) == upright


def test_pixels_that_are_not_square_are_widened(studio: Studio, probe: Probe) -> None:
    media = probe(studio.film("wide.mp4", "-vf", "setsar=2/1", *H264))
    assert (media.width, media.height) == (640, 240)


def test_a_video_without_sound(studio: Studio, probe: Probe) -> None:
    media = probe(studio.film("silent.mp4", "-c:v", "libx264", sound=False))
    assert (media.audio_codec, media.audio_channels, media.faults) == (None, None, ())


def test_sound_alone_is_no_video(studio: Studio, probe: Probe) -> None:
    media = probe(studio.film("sound.mp4", "-vn", "-c:a", "aac"))
    assert codes(media) == ["M105"]
    assert (media.video_codec, media.audio_codec) == (None, "aac")


def test_cover_art_is_no_video(studio: Studio, probe: Probe) -> None:
    art = ("-map", "0:v", "-map", "1:a", "-frames:v", "1", "-c:v", "png", "-c:a", "aac")
    media = probe(studio.film("cover.m4v", "-f", "mp4", *art, "-disposition:v", "attached_pic"))
    assert codes(media) == ["M105"]


def test_several_video_streams_are_told(studio: Studio, probe: Probe) -> None:
    media = probe(studio.film("two.mkv", "-map", "0:v", "-map", "0:v", "-c:v", "libx264"))
    assert [(fault.code, dict(fault.args)) for fault in media.faults] == [("M112", {"number": 2})]


def test_a_codec_outside_the_list_is_not_decoded(studio: Studio, probe: Probe) -> None:
    media = probe(studio.film("magic.mkv", "-c:v", "magicyuv", sound=False))
    assert [(f.code, dict(f.args)) for f in media.faults] == [("M111", {"codec": "magicyuv"})]
    assert (media.width, media.height, media.video_codec) == (None, None, "magicyuv")


def test_a_giant_picture_is_not_decoded(studio: Studio, probe: Probe) -> None:
    giant = studio.command(
        "giant.mp4",
        *("-f", "lavfi", "-i", "color=s=8192x8192:r=1:d=1", "-c:v", "mjpeg", "-frames:v", "1"),
    )
    media = probe(giant)
    assert codes(media) == ["M106"]
    assert (media.width, media.height) == (None, None)


AWKWARD = [
    "a\nb.mp4",
    "%d 100%.mp4",
    "-i.mp4",
    "http:x.mp4",
    "concat:a|b.mp4",
    " .mp4",
    "【45】.mp4",
]


@pytest.mark.parametrize("name", AWKWARD)
def test_any_name_will_do(
    studio: Studio, probe: Probe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).write_bytes(studio.film("plain.mp4", *H264).read_bytes())
    assert probe(tmp_path / name).faults == ()
    monkeypatch.chdir(tmp_path)  # and as a relative path
    media = probe(Path(name))
    assert (media.path, media.faults) == (name, ())


def test_a_name_in_another_encoding(studio: Studio, probe: Probe, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("光影.mp4".encode("gbk"))
    try:
        path.write_bytes(studio.film("plain.mp4", *H264).read_bytes())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    media = probe(path)
    assert (media.path, media.faults) == (str(path), ())
