"""What only calls itself a video; above all what would make FFmpeg open other files."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

from contest.media.allowed import CODECS
from contest.media.sniff import sniff
from contest.media.walk import open_video

from .conftest import Probe, Studio

PLAYLISTS = {
    "ffconcat": "ffconcat version 1.0\nfile neighbour.mp4\n",
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nneighbour.mp4\n#EXT-X-ENDLIST\n",
    "dash": '<?xml version="1.0"?>\n<!-- x -->\n<MPD><BaseURL>neighbour.mp4</BaseURL></MPD>',
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
    "pls": "[playlist]\nFile1=neighbour.mp4\n",
}


@pytest.mark.parametrize("what", PLAYLISTS)
@pytest.mark.parametrize("before", ["", "\ufeff", "\n  "])
def test_a_playlist_is_named_and_never_opened(
    studio: Studio, probe: Probe, tmp_path: Path, what: str, before: str
) -> None:
    film = studio.film("plain.mp4", "-c:v", "libx264", "-c:a", "aac")
    (tmp_path / "neighbour.mp4").write_bytes(film.read_bytes())
    (tmp_path / "a.mp4").write_text(before + PLAYLISTS[what], encoding="utf-8")
    media = probe(tmp_path / "a.mp4")
    assert [(f.code, dict(f.args)) for f in media.faults] == [("M104", {"what": what})]
    assert (media.duration, media.declared, media.container) == (None, None, None)


@pytest.mark.parametrize("what", PLAYLISTS)
def test_nor_would_ffmpeg_follow_it(studio: Studio, tmp_path: Path, what: str) -> None:
    film = studio.film("plain.mp4", "-c:v", "libx264", "-c:a", "aac")
    (tmp_path / "neighbour.mp4").write_bytes(film.read_bytes())
    (tmp_path / "a.m3u8").write_text(PLAYLISTS[what], encoding="utf-8")
    with pytest.raises(av.FFmpegError):
        open_video(str(tmp_path / "a.m3u8"))


def test_the_decoder_itself_refuses_a_codec_outside_the_list(studio: Studio) -> None:
    film = studio.film("magic.mkv", "-c:v", "magicyuv", sound=False)
    with open_video(str(film)) as container:
        stream = container.streams.video[0]
        stream.codec_context.options = {"codec_whitelist": ",".join(CODECS)}
        with pytest.raises(av.FFmpegError):
            next(container.demux(stream)).decode()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"just words\n", "text"),
        ("只是文字".encode(), "text"),
        ("记事本".encode("utf-16"), "text"),
        (b"BM is how this text begins", "text"),
        (b"<!DOCTYPE html><p>404", "html"),
        (b"PK\x03\x04\x14\x00", "zip"),
        (b"%PDF-1.7\n\x00", "pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "jpeg"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "heic"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "wav"),
        (b"\x00\x01\x02\x03" * 50, "unknown"),
    ],
)
def test_an_impostor_is_named(probe: Probe, tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "a.mp4").write_bytes(content)
    media = probe(tmp_path / "a.mp4")
    assert [(f.code, dict(f.args)) for f in media.faults] == [("M103", {"what": what})]
    assert media.size == len(content)
    assert media.sha256 is not None


@pytest.mark.parametrize(
    ("suffix", "codec", "what"), [(".png", "png", "png"), (".gif", "gif", "gif")]
)
def test_a_real_picture_under_a_videos_name(
    studio: Studio, probe: Probe, tmp_path: Path, suffix: str, codec: str, what: str
) -> None:
    picture = studio.film(f"picture{suffix}", "-frames:v", "1", "-c:v", codec, sound=False)
    (tmp_path / "a.mp4").write_bytes(picture.read_bytes())
    assert probe(tmp_path / "a.mp4").faults[0].args["what"] == what


def test_real_sound_under_a_videos_name(studio: Studio, probe: Probe, tmp_path: Path) -> None:
    sound = studio.command("tone.mp3", "-f", "lavfi", "-i", "sine=d=1")
    (tmp_path / "a.mp4").write_bytes(sound.read_bytes())
    media = probe(tmp_path / "a.mp4")
    assert [(f.code, dict(f.args)) for f in media.faults] == [("M103", {"what": "mp3"})]


def test_a_plain_list_is_a_playlist_by_its_name() -> None:
    assert sniff(b"neighbour.mp4\n", ".m3u").kind == "playlist"
    assert sniff(b"neighbour.mp4\n", ".mp4").kind == "foreign"
    assert sniff(b"", ".mp4").kind == "unknown"


def test_only_what_reads_as_utf_16_is_text_in_it() -> None:
    text = "片名：凌晨四点的印刷厂 🎬\r\n" * 300
    for codec, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        for size in (60, 4094, 4096):
            assert sniff((mark + text.encode(codec))[:size], ".mp4").what == "text"
        assert sniff(mark + b"\0" * 4094, ".mp4").what == "unknown"
        assert sniff(mark, ".mp4").what == "unknown"
    for byte in (b"\xff", b"\xfe\xff\xff\xff", b"\xff\xfe\x00\xd8"):
        assert sniff((byte * 4096)[:4096], ".mp4").what == "unknown"
    for encoding in ("utf-8", "gb18030"):
        assert sniff(text.encode(encoding)[:4095], ".mp4").what == "text"
    assert sniff("café.mp4\nÿ.mp4\n".encode("latin-1"), ".m3u").kind == "playlist"
