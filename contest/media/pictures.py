"""One frame of a video as a picture, for the board and the jury's sheets."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

from contest.errors import SourceError
from contest.media.allowed import MAX_PIXELS, input_options
from contest.media.limits import patience
from contest.media.run import run
from contest.media.spelling import command_line, spelt
from contest.media.tools import find_ffmpeg

WIDEST: Final = 1280
"""A poster's width in pixels at most; a smaller video keeps its own."""

_CODECS: Final = {".jpg": "mjpeg", ".jpeg": "mjpeg", ".png": "png"}


def poster(path: Path, out: Path, *, at: float) -> None:
    """Write the frame ``at`` seconds into the video as ``out`` (.jpg or .png), as displayed.

    After the end of the video it is the first frame. ``out`` appears whole or not at all, 0600.

    Raises: SourceError where the video gives no picture, ToolError without ffmpeg, ValueError for
    another file name ending.
    """
    codec = _CODECS.get(out.suffix.lower())
    if codec is None:
        raise ValueError(f"a poster is .jpg or .png, not {out.suffix!r}")
    program = find_ffmpeg().path
    if not path.is_file():  # a pipe would keep ffmpeg waiting
        raise SourceError(
            "No picture could be taken from {path}; look at the file by hand.", path=str(path)
        )
    seconds = patience(path.stat().st_size)
    descriptor, name = tempfile.mkstemp(suffix=".part", dir=out.parent)
    os.close(descriptor)
    part = Path(name)
    try:
        for moment in dict.fromkeys((max(0.0, at), 0.0)):
            ran = run(_command(program, path, part, codec, moment), seconds=seconds)
            if ran.ok and part.stat().st_size:
                part.replace(out)
                return
        raise SourceError(
            "No picture could be taken from {path}; look at the file by hand.", path=str(path)
        )
    finally:
        part.unlink(missing_ok=True)


def _command(program: str, path: Path, part: Path, codec: str, at: float) -> list[str]:
    """The command line: whitelists before the input, ``-ss`` too, so that it seeks by the index."""
    import ffmpeg  # here, because importing contest.media must stay cheap

    video = ffmpeg.input(
        spelt(path),
        ss=f"{at:.3f}",
        max_pixels=MAX_PIXELS,
        threads=1,
        **input_options(),
    ).video
    # Square pixels first; turning by the rotation is ffmpeg's own default.
    square = video.filter("scale", w="trunc(iw*sar/2)*2", h="ih").filter("setsar", "1")
    small = square.filter("scale", w=f"min({WIDEST},iw)", h="-2")
    # image2pipe: the image2 muxer would take a % in the name for a number.
    output = small.output(
        spelt(part),
        format="image2pipe",
        vcodec=codec,
        vframes=1,
    ).global_args("-hide_banner", "-nostdin", "-nostats", "-v", "info")
    return command_line(output, program)
