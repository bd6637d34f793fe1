"""What decoding once shows: black, still, silent, loud, inside bars."""

from __future__ import annotations

import pytest

from contest.media.look import Glance, look_at
from contest.media.look.lines import Listener

from .conftest import Probe, Studio

PICTURES = (
    "testsrc2=s=640x360:r=30:d=8,drawbox=enable='between(t,2,4.5)':c=black:t=fill,"
    "pad=640:480:0:60,tpad=stop_mode=clone:stop_duration=4"
)
SOUND = "sine=d=8,volume=enable='between(t,3,6)':volume=0"
ODD = ("-f", "lavfi", "-i", PICTURES, "-f", "lavfi", "-i", SOUND, "-c:v", "libx264", "-g", "50")


def test_one_pass_finds_all_that_a_person_would_see_and_hear(studio: Studio, probe: Probe) -> None:
    film = studio.command("odd.mp4", *ODD)
    told: list[float] = []
    seen = look_at(probe(film), film, Glance("full", progress=told.append))
    assert seen is not None
    look = seen.look
    assert look.seconds == pytest.approx(12, abs=0.2)
    assert told[-1] == pytest.approx(12, abs=0.2)
    assert len(look.black) == 1
    assert look.black[0] == pytest.approx((2.0, 4.5), abs=0.2)
    assert look.frozen[-1] == pytest.approx((8.0, 12.0), abs=0.4)
    assert look.silent[0] == pytest.approx((3.0, 6.0), abs=0.2)
    assert look.loudness is not None
    assert -30 < look.loudness < -10
    assert look.frame == pytest.approx((0, 0.125, 1, 0.75), abs=0.03)
    assert look.errors == 0
    assert seen.failure is None
    assert seen.pictures
    assert seen.sound


def test_key_pictures_alone_show_what_is_black_but_not_what_stands_still(
    studio: Studio, probe: Probe
) -> None:
    film = studio.command("odd.mp4", *ODD)
    seen = look_at(probe(film), film, Glance("deep"))
    assert seen is not None
    assert seen.look.depth == "deep"
    assert seen.look.black
    assert not seen.look.frozen
    assert seen.look.silent[0] == pytest.approx((3.0, 6.0), abs=0.2)
    assert seen.pictures is None


def test_a_full_decode_counts_the_decoders_complaints(studio: Studio, probe: Probe) -> None:
    film = studio.film("whole.mkv", "-c:v", "libx264", "-c:a", "aac")
    data = bytearray(film.read_bytes())
    for place in range(len(data) // 3, len(data) // 2, 200):
        data[place] ^= 0x55
    broken = film.with_name("flipped.mkv")
    broken.write_bytes(data)
    seen = look_at(probe(broken), broken, Glance("full"))
    assert seen is not None
    assert seen.look.errors > 0
    assert seen.look.error


def test_what_is_no_video_is_not_decoded(studio: Studio, probe: Probe) -> None:
    sound = studio.command("sound.mp4", "-f", "lavfi", "-i", "sine=d=1")
    assert look_at(probe(sound), sound, Glance("full")) is None


def test_of_two_summaries_of_loudness_the_last_one_counts() -> None:
    listener = Listener()
    for line in ("    I:  -70.0 LUFS", "    I:  -21.5 LUFS", "    Peak:  -inf dBFS"):
        listener.hear(line)
    assert listener.look("full", ()).loudness == -21.5
    assert listener.look("full", ()).peak is None


def test_a_stretch_that_nothing_ends_goes_on_to_the_end() -> None:
    listener = Listener()
    listener.hear("[silencedetect @ 0x1] [info] silence_start: 3")
    listener.hear("out_time_us=9000000")
    assert listener.look("full", ()).silent == ((3.0, 9.0),)
