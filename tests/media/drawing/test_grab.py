"""Pictures at given moments, taken by the real ffmpeg."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from contest.errors import ContestError, SourceError
from contest.media.drawing import Shot, grab
from contest.media.drawing.grab import output_size
from contest.media.run import Ran

from ..conftest import Studio

MODULE = sys.modules[grab.__module__]  # the package gives the function under its name
H264 = ("-c:v", "libx264", "-g", "25")


@pytest.fixture
def film(studio: Studio) -> Path:
    """Twelve seconds, every one in a colour of its own: second n has the red of 20·n."""
    source = "color=s=320x240:r=25:d=12,format=rgb24,geq=r='20*floor(T)':g=40:b=90"
    return studio.command("seconds.mp4", "-f", "lavfi", "-i", source, *H264, "-pix_fmt", "yuv444p")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go in this test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def red(shot: Shot) -> int:
    """The red of the pixel in the middle."""
    return shot.rgb[(shot.height // 2 * shot.width + shot.width // 2) * 3]


def test_each_moment_gives_its_picture(film: Path, temporary: Path) -> None:
    shots = grab(film, [10.5, 0, 3.9], width=161, source=(320, 240))
    assert [(shot.width, shot.height, shot.seconds) for shot in shots] == [
        (160, 120, 10.5), (160, 120, 0), (160, 120, 3.9),
    ]  # fmt: skip
    assert all(len(shot.rgb) == 160 * 120 * 3 for shot in shots)
    assert [round(red(shot) / 20) for shot in shots] == [10, 0, 3]
    assert list(temporary.iterdir()) == []


def test_moments_without_a_picture_are_left_out(film: Path) -> None:
    odd = [12.5, -1.0, float("nan"), float("inf"), 1e300, 1e9]
    shots = grab(film, [*odd, 5.5, *odd], width=64, source=(320, 240))
    assert [shot.seconds for shot in shots] == [5.5]
    assert grab(film, [], width=64, source=(320, 240)) == []


def test_a_damaged_part_costs_its_own_pictures_only(film: Path, tmp_path: Path) -> None:
    content = bytearray(film.read_bytes())
    # The pictures lie between the two boxes mdat and moov.
    first, last = content.index(b"mdat") + 4, content.index(b"moov")
    begin, end = first + (last - first) // 3, first + (last - first) * 3 // 4
    content[begin:end] = bytes(end - begin)
    (tmp_path / "a.mp4").write_bytes(content)
    shots = grab(tmp_path / "a.mp4", [1.5, 5.2, 11.5], width=64, source=(320, 240))
    assert [(shot.seconds, round(red(shot) / 20)) for shot in shots] == [(1.5, 1), (11.5, 11)]


def test_pictures_are_as_displayed(studio: Studio) -> None:
    plain = studio.film("upright.mp4", *H264, sound=False)
    turned = studio.command(
        "turned.mp4", "-display_rotation", "90", "-i", f"file:{plain}", "-c", "copy"
    )
    (shot,) = grab(turned, [1.0], width=120, source=(240, 320))
    assert (shot.width, shot.height) == (120, 160)
    (upright,) = grab(plain, [1.0], width=160, source=(320, 240))
    corner = upright.rgb[(10 * 160 + 155) * 3 :][:3]  # near the upper right one
    turned_corner = shot.rgb[(5 * 120 + 10) * 3 :][:3]  # turned left, it is the upper left one
    assert all(abs(a - b) < 40 for a, b in zip(corner, turned_corner, strict=True))


@pytest.mark.parametrize(
    ("width", "source", "size"),
    [
        (372, (1920, 1080), (372, 208)),
        (371, (1920, 1080), (370, 208)),
        (1280, (320, 240), (320, 240)),
        (243, (1080, 1920), (242, 432)),
        (400, (30000, 2), (400, 2)),
        (400, (400, 90000), (6, 1600)),
        (1, (1, 1), (2, 2)),
    ],
)
def test_sizes_are_even_and_never_above_the_source(
    width: int, source: tuple[int, int], size: tuple[int, int]
) -> None:
    assert output_size(width, source) == size


def test_sizes_that_are_none(film: Path) -> None:
    for width, source in ((0, (320, 240)), (64, (0, 240)), (64, (320, -1))):
        with pytest.raises(ValueError, match="no picture"):
            grab(film, [1.0], width=width, source=source)


@pytest.mark.usefixtures("studio")
def test_what_is_no_film_gives_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"ffconcat version 1.0\nfile neighbour.mp4\n")
    assert grab(tmp_path / "a.mp4", [0.0], width=64, source=(320, 240)) == []
    os.mkfifo(tmp_path / "pipe.mp4")
    for name in ("pipe.mp4", "absent.mp4"):
        with pytest.raises(SourceError):
            grab(tmp_path / name, [0.0], width=64, source=(320, 240))


def test_a_codec_outside_the_list_gives_no_picture(studio: Studio) -> None:
    film = studio.film("magic.mkv", "-c:v", "magicyuv", sound=False)
    assert grab(film, [0.5], width=64, source=(320, 240)) == []


def test_a_full_disk_is_told(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(command: list[str], **options: object) -> Ran:
        assert options
        *_, part = (word for word in command if word.startswith("file:"))
        Path(part.removeprefix("file:")).write_bytes(b"half")
        return Ran(228, "", "Error writing trailer: No space left on device", timed_out=False)

    monkeypatch.setattr(MODULE, "run", fill)
    with pytest.raises(ContestError, match="disk is full"):
        grab(film, [0.5], width=64, source=(320, 240))


def test_a_film_that_takes_too_long_gives_what_there_was(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MODULE, "patience", lambda _: -1000.0)
    assert grab(film, [0.5, 1.5], width=64, source=(320, 240)) == []
