"""contest probe --deep and --full: decoding on demand."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import contest

from contest.media.run import run
from contest.media.tools import find_ffmpeg

SCENES = (
    "color=black:s=320x240:r=25:d=4[a];"
    "testsrc2=s=320x240:r=25:d=2,tpad=stop_mode=clone:stop_duration=7[b];[a][b]concat=n=2"
)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("film") / "a.mp4"
    command = [find_ffmpeg().path, "-v", "error", "-f", "lavfi", "-i", SCENES]
    sound = ["-f", "lavfi", "-i", "anullsrc=d=13", "-shortest", "-c:a", "aac"]
    assert run([*command, *sound, "-c:v", "libx264", "-g", "25", str(out)], seconds=60).ok
    return out


def codes(*arguments: str) -> set[str]:
    (result,) = contest("probe", *arguments, "--format", "json").json()["results"]
    return {finding["code"] for finding in result["findings"]}


def test_nothing_is_decoded_unless_asked_for(film: Path) -> None:
    assert not {code for code in codes(str(film)) if code.startswith("M4")}


def test_deep_finds_black_and_mute(film: Path) -> None:
    assert {"M401", "M404"} <= codes(str(film), "--deep")


def test_full_finds_what_stands_still_too(film: Path) -> None:
    assert {"M401", "M402", "M404"} <= codes(str(film), "--full")


def test_people_read_where_it_is(film: Path) -> None:
    said = contest("probe", str(film), "--full").out
    assert "M401 From 0:00 on the picture is black for 4.0 s." in said
    assert "M402 From 0:06 on the picture stands still for 7.0 s." in said


def test_a_file_that_shows_nothing_is_told_as_before(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_text("no video")
    assert codes(str(tmp_path / "a.mp4"), "--full") == {"M103"}
