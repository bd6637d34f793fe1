"""A measured file on its way from a worker, and lines that are none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from contest.media.wire import Wire, from_line, pack, to_line, unpack
from contest.model import Fault, Media

FULL = Media(
    path="光影\udcff.mp4",
    sha256="ab" * 32,
    size=1,
    container="mp4",
    duration=2.0,
    declared=2.04,
    width=1080,
    height=1920,
    rotation=90,
    frame_rate=Fraction(30000, 1001),
    video_codec="h264",
    audio_codec="aac",
    audio_channels=2,
    bit_rate=8,
    faults=(Fault(code="M107", args={"reason": "cut", "measured": 1.5}),),
)


@pytest.mark.parametrize("media", [FULL, Media(path="a")])
def test_a_media_comes_back_as_it_went(media: Media) -> None:
    line = to_line(pack(media))
    assert line.count(b"\n") == 1
    assert unpack(media.path, from_line(line)) == media


def test_a_name_that_is_no_utf8_comes_back() -> None:
    assert from_line(to_line({"path": FULL.path})) == {"path": FULL.path}


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": "many"},
        {"size": True},
        {"duration": "long"},
        {"frame_rate": "1/0"},
        {"frame_rate": "often"},
        {"faults": [["M101"]]},
        {"faults": [["M101", {"reason": []}]]},
        {"faults": [[7, {}]]},
    ],
)
def test_a_shape_that_is_none_is_refused(wrong: Wire) -> None:
    with pytest.raises((TypeError, ValueError, ZeroDivisionError)):
        unpack("a", {**pack(FULL), **wrong})


@pytest.mark.parametrize("line", [b"[]\n", b"{\n", b"\xff\n"])
def test_a_line_that_is_no_object_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"no object|Expecting|decode"):
        from_line(line)
