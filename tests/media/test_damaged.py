"""Files that are cut, holed, empty or no files at all: one mistake, one fault."""

from __future__ import annotations

import os
import socket
import struct
from pathlib import Path

import pytest

from .conftest import Probe, Studio, codes

H264 = ("-c:v", "libx264", "-c:a", "aac")


def cut(film: Path, out: Path, share: float) -> Path:
    whole = film.read_bytes()
    out.write_bytes(whole[: int(len(whole) * share)])
    return out


@pytest.mark.parametrize("share", [0.5, 0.95, 0.995])
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("end.mp4", H264),
        ("fast.mp4", ("-movflags", "+faststart", *H264)),
        ("end.mov", H264),
        ("end.mkv", H264),
        ("end.avi", ("-c:v", "mpeg4", "-c:a", "mp2")),
        ("end.wmv", ("-c:v", "wmv2", "-c:a", "wmav2")),
    ],
)
def test_a_cut_file_is_truncated_and_nothing_else(
    studio: Studio, probe: Probe, tmp_path: Path, name: str, options: tuple[str, ...], share: float
) -> None:
    media = probe(cut(studio.film(name, *options), tmp_path / name, share))
    assert codes(media) == ["M107"]
    assert media.faults[0].args["reason"] == "cut"


def test_a_cut_file_with_its_index_tells_both_durations(
    studio: Studio, probe: Probe, tmp_path: Path
) -> None:
    film = studio.film("fast.mp4", "-movflags", "+faststart", *H264)
    media = probe(cut(film, tmp_path / "fast.mp4", 0.5))
    args = media.faults[0].args
    assert args["declared"] == pytest.approx(2.0, abs=0.05)
    assert args["measured"] == pytest.approx(media.duration, abs=0.001)
    assert float(args["measured"]) < 1.9
    assert (media.width, media.height) == (320, 240)


def test_a_recording_that_stops_before_its_declared_end(
    studio: Studio, probe: Probe, tmp_path: Path
) -> None:
    film = studio.command(
        "long.flv",
        *("-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=6", "-c:v", "libx264"),
    )
    media = probe(cut(film, tmp_path / "long.flv", 0.5))
    assert codes(media) == ["M107"]
    assert media.faults[0].args["reason"] == "end"


def test_an_mp4_without_its_index(studio: Studio, probe: Probe, tmp_path: Path) -> None:
    film = studio.film("end.mp4", *H264).read_bytes()
    (tmp_path / "a.mp4").write_bytes(film[: film.rindex(b"moov") - 4])
    media = probe(tmp_path / "a.mp4")
    assert [(f.code, dict(f.args)) for f in media.faults] == [("M107", {"reason": "moov"})]


def test_a_hole_in_the_middle_is_damage(studio: Studio, probe: Probe, tmp_path: Path) -> None:
    film = bytearray(studio.film("end.mkv", *H264).read_bytes())
    middle = len(film) // 2
    film[middle : middle + 10_000] = bytes(10_000)
    (tmp_path / "a.mkv").write_bytes(film)
    media = probe(tmp_path / "a.mkv")
    assert codes(media) == ["M108"]  # though it also ends early: its last byte is there
    assert media.faults[0].args["reason"]


def test_a_hole_that_ffmpeg_passes_over_in_silence(
    studio: Studio, probe: Probe, tmp_path: Path
) -> None:
    whole = studio.film("end.avi", "-c:v", "mpeg4", "-c:a", "mp2")
    film = bytearray(whole.read_bytes())
    middle = len(film) // 2
    film[middle : middle + 20_000] = bytes(20_000)
    (tmp_path / "a.avi").write_bytes(film)
    media = probe(tmp_path / "a.avi")
    assert [(f.code, dict(f.args)) for f in media.faults] == [("M108", {"reason": "hole"})]
    assert probe(whole).faults == ()


def test_one_files_damage_is_not_told_of_the_next(
    studio: Studio, probe: Probe, tmp_path: Path
) -> None:
    film = studio.film("end.mp4", *H264)
    for share in (0.3, 0.5):
        probe(cut(film, tmp_path / "a.mp4", share))
    assert probe(film).faults == ()


def test_a_header_without_pictures(studio: Studio, probe: Probe, tmp_path: Path) -> None:
    film = studio.film(
        "parts.mp4", "-movflags", "frag_keyframe+empty_moov", "-c:v", "libx264", sound=False
    ).read_bytes()
    (tmp_path / "init.mp4").write_bytes(film[: film.index(b"moof") - 4])
    media = probe(tmp_path / "init.mp4")
    assert [(f.code, dict(f.args)) for f in media.faults] == [("M106", {"codec": "h264"})]
    assert media.duration is None


def test_a_container_that_lies_about_its_duration(
    studio: Studio, probe: Probe, tmp_path: Path
) -> None:
    film = bytearray(studio.film("end.mkv", *H264).read_bytes())
    place = film.index(b"\x44\x89\x88") + 3  # Duration, a float of eight bytes, in milliseconds
    film[place : place + 8] = struct.pack(">d", 500.0)
    (tmp_path / "a.mkv").write_bytes(film)
    media = probe(tmp_path / "a.mkv")
    assert codes(media) == ["M110"]
    assert media.faults[0].args == {"declared": 0.5, "measured": media.duration}
    assert media.duration == pytest.approx(2.0, abs=0.1)


def test_an_empty_file(probe: Probe, tmp_path: Path) -> None:
    (tmp_path / "a.mp4").touch()
    media = probe(tmp_path / "a.mp4")
    assert (codes(media), media.size) == (["M102"], 0)


def test_what_is_no_file(probe: Probe, tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    os.mkfifo(tmp_path / "pipe.mp4")
    (tmp_path / "loop.mp4").symlink_to("loop.mp4")
    reasons = {
        path.name: probe(path).faults[0].args["reason"]
        for path in [*sorted(tmp_path.iterdir()), tmp_path / "none.mp4", Path("/dev/null")]
    }
    assert reasons == {
        "folder.mp4": "directory",
        "pipe.mp4": "fifo",
        "loop.mp4": "unreadable",
        "none.mp4": "absent",
        "null": "device",
    }


def test_a_socket_is_no_file(probe: Probe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.mp4")
        media = probe(Path("s.mp4"))
    assert (codes(media), media.faults[0].args["reason"]) == (["M101"], "socket")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(studio: Studio, probe: Probe, tmp_path: Path) -> None:
    path = cut(studio.film("end.mp4", *H264), tmp_path / "a.mp4", 1)
    path.chmod(0)
    assert probe(path).faults[0].args["reason"] == "unreadable"
