"""Small real videos, made with ffmpeg's own sources; no two the same unless they should be.

ffmpeg-python builds every command line. The ffmpeg is the one in imageio-ffmpeg's wheel, the
system's where the wheel has none: Debian 12's 5.1 knows no ``-display_rotation``, and one binary
gives one set of bytes.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import ffmpeg
import imageio_ffmpeg


@dataclass(frozen=True, slots=True)
class Clip:
    """A video to be filmed; calling it gives its bytes.

    ``picture`` is a lavfi source, ``effects`` a chain of filters on it. ``tone`` is the pitch of
    its sound in hertz, None for no sound track; ``grain`` how many pixels wide its finest detail is
    (fine noise costs bytes). ``rotation`` in degrees counter-clockwise is
    written into the file, not applied. ``keep`` cuts the finished file to that part of its bytes.
    """

    picture: str
    effects: str = ""
    tone: int | None = 440
    width: int = 1280
    height: int = 720
    seconds: float = 2
    rate: int = 10
    grain: int = 1
    container: str = "mp4"
    rotation: int = 0
    faststart: bool = True
    keep: float = 1.0

    def __call__(self) -> bytes:
        return film(self)


@cache
def film(clip: Clip) -> bytes:
    """The bytes of a clip: the same for the same ffmpeg."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, f"clip.{clip.container}")
        _run(_encode(clip, made))
        if clip.rotation:
            upright, made = made, Path(folder, f"rotated.{clip.container}")
            _run(_rotate(clip, upright, made))
        data = made.read_bytes()
    return data[: int(len(data) * clip.keep)]


def _encode(clip: Clip, target: Path) -> Any:
    source = (
        f"{clip.picture}{':' if '=' in clip.picture else '='}"
        f"size={clip.width // clip.grain}x{clip.height // clip.grain}:rate={clip.rate}"
    )
    edges = "bicubic" if clip.grain % 16 else "neighbor"  # squares that fit the codec's cost little
    enlarge = f"scale={clip.width}:{clip.height}:flags={edges}" if clip.grain > 1 else ""
    chain = ",".join(filter(None, [source, enlarge, clip.effects]))
    streams = [ffmpeg.input(chain, f="lavfi", t=clip.seconds)]
    options: dict[str, Any] = {
        "c:v": "libx264",
        "preset": "slow",
        "crf": 42,
        "pix_fmt": "yuv420p",
        "threads": 1,
        "max_interleave_delta": 0,  # else the order of packets hangs on the scheduler
        "flags:v": "+bitexact",
    }
    if clip.tone is not None:
        # A long film has a thin sound, or its sound would be most of its bytes.
        hertz, bits = (22050, "24k") if clip.seconds < 60 else (8000, "2k")
        tone = f"sine=frequency={clip.tone}:sample_rate={hertz}"
        streams.append(ffmpeg.input(tone, f="lavfi", t=clip.seconds))
        options |= {"c:a": "aac", "b:a": bits, "ac": 1, "flags:a": "+bitexact"}
        options |= {"aac_coder": "fast"}
    return ffmpeg.output(*streams, str(target), **options, **_container(clip))


def _rotate(clip: Clip, source: Path, target: Path) -> Any:
    upright = ffmpeg.input(str(source), display_rotation=clip.rotation)
    return ffmpeg.output(upright, str(target), c="copy", **_container(clip))


def _container(clip: Clip) -> dict[str, Any]:
    options: dict[str, Any] = {"f": clip.container, "map_metadata": -1, "fflags": "+bitexact"}
    return options | {"movflags": "+faststart"} if clip.faststart else options


def _run(stream: Any) -> None:
    command = stream.global_args("-hide_banner", "-nostdin", "-loglevel", "error").compile(
        cmd=imageio_ffmpeg.get_ffmpeg_exe(), overwrite_output=True
    )
    done = subprocess.run(
        command,
        # Static builds crash by loading the host's character set modules.
        env={**os.environ, "GCONV_PATH": "/nonexistent"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr.decode(errors='replace')}")
