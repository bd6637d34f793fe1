"""What each program says of a video, in the same few words: the generous reading of its output.

A peer need not say "damaged": a non-zero exit, a line of stderr or a field that shows it to whoever
knows what to look for counts as told.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from bench.cost import REPOSITORY, environment
from bench.media.peers import ffprobe
from contest.media.tools import find_ffmpeg

Words = frozenset[str]
Answers = dict[Path, Words]
Reader = Callable[[Iterable[Path]], Answers]

_OURS: Final = {
    "M101": "broken", "M102": "broken", "M103": "foreign", "M104": "foreign", "M105": "no picture",
    "M106": "no frame", "M107": "broken", "M108": "broken", "M110": "length", "M112": "several",
    "M113": "vfr", "M114": "hole in time", "M115": "hdr", "M116": "cover", "M117": "sound length",
    "M120": "interlaced", "M121": "sound late", "M124": "hole in sound", "M204": "mute",
}  # fmt: skip
_VIDEOS: Final = ("mov", "matroska", "avi", "mpegts", "mpeg", "asf", "flv")


def readers() -> dict[str, Reader]:
    """The programs that are there, by name; ourselves last."""
    found: dict[str, Reader] = {}
    if ffprobe():
        found["ffprobe"] = _each(_ffprobe)
    if shutil.which("mediainfo"):
        found["mediainfo"] = _each(_mediainfo)
    if shutil.which("mediaconch"):
        found["mediaconch"] = _each(_mediaconch)
    try:
        library = importlib.import_module("pymediainfo").MediaInfo
    except ImportError:
        pass
    else:
        found["pymediainfo"] = _each(lambda path: _tracks(library.parse(path, output="JSON")))
    return found | {"a full decode by ffmpeg": _each(_decode), "contest probe": _contest}


def _each(read: Callable[[Path], Iterable[str]]) -> Reader:
    return lambda paths: {path: frozenset(read(path)) for path in paths}


def _run(*command: str | Path) -> subprocess.CompletedProcess[bytes]:
    clean = os.environ | {"GCONV_PATH": "/nonexistent"}
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=clean
    )


def decode_messages(path: Path) -> list[str]:
    """What ffmpeg complains of when it decodes all of a file."""
    done = _run(find_ffmpeg().path, "-v", "error", "-threads", "1", "-i", path, "-f", "null", "-")
    return done.stderr.decode(errors="replace").splitlines()


def _decode(path: Path) -> Iterable[str]:
    if decode_messages(path):
        yield "broken"


def _ffprobe(path: Path) -> Iterable[str]:
    wanted = ("-v", "error", "-show_format", "-show_streams", "-of", "json")
    done = _run(ffprobe() or "", *wanted, path)
    if done.returncode or done.stderr:
        yield "broken"
    told: dict[str, Any] = json.loads(done.stdout or b"{}")
    if not told.get("streams"):
        return
    if told["format"]["format_name"].split(",")[0] not in _VIDEOS:
        yield "foreign"
    covers = [s for s in told["streams"] if s["disposition"]["attached_pic"]]
    videos = [s for s in told["streams"] if s["codec_type"] == "video" and s not in covers]
    sounds = [s for s in told["streams"] if s["codec_type"] == "audio"]
    if covers:
        yield "cover"
    yield from _counted(len(videos), len(sounds))
    for video in videos[:1]:
        yield from _ffprobe_video(video)
    lengths = [_number(s.get("duration")) for s in (told["format"], *videos[:1], *sounds[:1])]
    starts = [_number(s.get("start_time")) for s in (*videos[:1], *sounds[:1])]
    yield from _lengths(lengths, starts)


def _ffprobe_video(video: Mapping[str, Any]) -> Iterable[str]:
    if video["r_frame_rate"] != video["avg_frame_rate"]:
        yield "vfr"
    if any(data.get("rotation") for data in video.get("side_data_list", ())):
        yield "turned"
    if video.get("sample_aspect_ratio", "1:1") not in ("1:1", "0:1"):
        yield "oblong pixels"
    if video.get("color_transfer") in ("smpte2084", "arib-std-b67"):
        yield "hdr"
    if video.get("field_order", "progressive") not in ("progressive", "unknown"):
        yield "interlaced"


def _counted(videos: int, sounds: int) -> Iterable[str]:
    if not videos:
        yield "no picture"
    if videos > 1:
        yield "several"
    if videos and not sounds:
        yield "mute"


def _lengths(lengths: list[float | None], starts: list[float | None]) -> Iterable[str]:
    """``lengths`` of file, picture and sound, ``starts`` of the latter two."""
    known = [length for length in lengths if length is not None]
    if known and max(known) - min(known) > 1:
        yield "length"
    if len(lengths) == 3 and None not in lengths[1:] and abs(lengths[1] - lengths[2]) > 1:  # type: ignore[operator]
        yield "sound length"
    if len(starts) == 2 and None not in starts and abs(starts[0] - starts[1]) > 0.5:  # type: ignore[operator]
        yield "sound late"


def _mediainfo(path: Path) -> Iterable[str]:
    done = _run("mediainfo", "--Output=JSON", path)
    if done.returncode or done.stderr:
        yield "broken"
    yield from _tracks(done.stdout.decode(errors="replace"))


def _tracks(text: str) -> Iterable[str]:
    tracks: list[dict[str, Any]] = (json.loads(text or "{}").get("media") or {}).get("track", [])
    by_type: dict[str, list[dict[str, Any]]] = {}
    for track in tracks:
        by_type.setdefault(track["@type"], []).append(track)
    videos, sounds = by_type.get("Video", []), by_type.get("Audio", [])
    general = by_type.get("General", [{}])[0]
    if any("IsTruncated" in str(t.get("extra")) or "Conformance" in str(t) for t in tracks):
        yield "broken"
    if "Format" not in general or not (videos or sounds):
        yield "foreign"
        return
    if general.get("Cover"):
        yield "cover"
    yield from _counted(len(videos), len(sounds))
    for video in videos[:1]:
        yield from _mediainfo_video(video)
    lengths = [_number(t.get("Duration")) for t in (general, *videos[:1], *sounds[:1])]
    starts = [_number(t.get("Delay", 0)) for t in (*videos[:1], *sounds[:1])]
    yield from _lengths(lengths, starts)


def _mediainfo_video(video: Mapping[str, Any]) -> Iterable[str]:
    if video.get("FrameRate_Mode") == "VFR":
        yield "vfr"
    if _number(video.get("Rotation")):
        yield "turned"
    if _number(video.get("PixelAspectRatio")) not in (None, 1.0):
        yield "oblong pixels"
    if video.get("transfer_characteristics") in ("PQ", "HLG"):
        yield "hdr"
    if video.get("ScanType") in ("Interlaced", "MBAFF"):
        yield "interlaced"


def _mediaconch(path: Path) -> Iterable[str]:
    if _run("mediaconch", path).stdout.startswith(b"fail"):
        yield "broken"


def _contest(paths: Iterable[Path]) -> Answers:
    paths = list(paths)
    command = (sys.executable, "-m", "contest", "probe", *map(str, paths), "--format", "jsonl")
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environment(), capture_output=True, check=False
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {Path(row["path"]): frozenset(_row(row)) for row in rows if "path" in row}


def _row(row: Mapping[str, Any]) -> Iterable[str]:
    yield from (_OURS[f["code"]] for f in row["findings"] if f["code"] in _OURS)
    if row.get("rotation"):
        yield "turned"
    if (row["width"], row["height"]) == (853, 360):  # the odd films are stored as 640×360
        yield "oblong pixels"


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
