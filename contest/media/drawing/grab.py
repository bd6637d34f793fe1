"""Takes pictures of a video at given moments, for the sheets."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from contest.errors import SourceError
from contest.media.allowed import MAX_PIXELS, input_options
from contest.media.drawing.shots import Shot
from contest.media.limits import patience
from contest.media.run import run
from contest.media.spelling import command_line, spelt
from contest.media.tools import find_ffmpeg
from contest.temporary import TemporaryFolder, no_place

_THREADS: Final = 2
"""Per process. One process for all moments is no faster than one each with two threads (12
pictures of 1080p, GOP of 250, on two cores: 2.1 s both) but takes five times the memory, and a
crash in it would take all pictures along."""

_EACH: Final = 5.0
"""Seconds of patience that each picture adds to those that the file may take."""

_WINDOW: Final = 3.0
"""A picture must come within so many seconds after its moment: behind a damaged part, the next
whole picture may be far away, and its time code would be wrong."""

_STEEPEST: Final = 4.0  # height by width; a narrower picture gets narrower, not taller


class _Wanted(NamedTuple):
    path: Path
    part: Path
    width: int
    height: int

    @property
    def size(self) -> int:
        return self.width * self.height * 3


def grab(
    path: Path, moments: Sequence[float], *, width: int, source: tuple[int, int]
) -> list[Shot]:
    """The pictures of the video at ``moments`` (seconds from its beginning), in their order.

    ``source`` is the video's width and height as displayed; the pictures are ``width`` wide, or
    as wide as the source, in even numbers. A moment beyond the end or in a damaged part gives
    none, and neither does one after the time that the file may take. Each is the first picture
    that begins at its moment or within three seconds after it.

    Raises: SourceError where there is no such file, ToolError without ffmpeg, ContestError where
    temporary files find no room, ValueError for sizes below 1.
    """
    columns, rows = output_size(width, source)
    program = find_ffmpeg().path
    if not path.is_file():  # a pipe would keep ffmpeg waiting
        raise SourceError(
            "No picture could be taken from {path}; look at the file by hand.", path=str(path)
        )
    deadline = time.monotonic() + patience(path.stat().st_size) + _EACH * len(moments)
    shots = []
    with TemporaryFolder() as folder:
        wanted = _Wanted(path, folder / "picture", columns, rows)
        for moment in moments:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            if math.isfinite(moment) and moment >= 0:
                rgb = _one(program, wanted, moment, left)
                if rgb is not None:
                    shots.append(Shot(rgb, columns, rows, moment))
    return shots


def output_size(width: int, source: tuple[int, int]) -> tuple[int, int]:
    """Width and height, both even, of a picture ``width`` wide at most of a video of that size.

    Raises: ValueError for sizes below 1.
    """
    if min(width, *source) < 1:
        raise ValueError(f"no picture {width} wide of a video of {source[0]}×{source[1]}")
    wide = min(width, source[0], width * _STEEPEST * source[0] / source[1])
    return _even(wide), _even(wide * source[1] / source[0])


def _even(length: float) -> int:
    return max(2, int(length) // 2 * 2)


def _one(program: str, wanted: _Wanted, moment: float, seconds: float) -> bytes | None:
    """One picture's pixels; None where there is none."""
    wanted.part.unlink(missing_ok=True)
    ran = run(_command(program, wanted, moment), seconds=seconds)
    try:
        rgb = wanted.part.read_bytes()
    except FileNotFoundError:  # it has not even come to writing
        return None
    if len(rgb) != wanted.size:
        if "No space left on device" in ran.stderr:
            raise no_place()
        return None
    return rgb


def _command(program: str, wanted: _Wanted, moment: float) -> list[str]:
    """The command line: whitelists before the input, ``-ss`` too, so that it seeks by the index."""
    import ffmpeg  # here, because importing contest.media must stay cheap

    film = ffmpeg.input(
        spelt(wanted.path),
        ss=f"{moment:.3f}",
        max_pixels=MAX_PIXELS,
        threads=_THREADS,
        **input_options(),
    )
    # V is a video where v might be a cover. Turning by the rotation is ffmpeg's own default; the
    # size sees to pixels that aren't square.
    near = film["V"].filter("trim", end=_WINDOW)  # -t would count from the first picture on
    small = near.filter("scale", w=wanted.width, h=wanted.height, flags="bicubic")
    output = small.output(
        spelt(wanted.part), format="rawvideo", pix_fmt="rgb24", vframes=1
    ).global_args("-hide_banner", "-nostdin", "-nostats", "-v", "error")
    return command_line(output, program)
