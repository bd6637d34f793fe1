"""The command that decodes a video once and finds all that one pass can find.

ffmpeg-python builds it: pictures go through one chain at a few a second and small, sound through
another; both are looked at by filters that write what they find to standard error, and the
pictures for the fingerprint come out of standard output.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from contest.media.allowed import MAX_PIXELS, input_options
from contest.media.likeness.frames import RATE, SIDE
from contest.media.spelling import command_line, spelt

Depth = Literal["deep", "full"]

STEPS: Final = 6
"""Pictures a second that are looked at for black and for standing still: a third of a second is
near enough, and a small picture of each costs more than finding it black."""
_HEIGHT: Final = 270
BLACK: Final = 0.5
"""Seconds of black from which on it is noted."""
FROZEN: Final = 2.0
SILENT: Final = 2.0


class Wanted(NamedTuple):
    """What a pass is to look at: ``video`` and ``sound`` say that there is such a stream, ``print``
    is the file for the fingerprint of the sound (None: the program can't make one)."""

    path: Path
    depth: Depth
    video: bool
    sound: bool
    print: Path | None
    threads: int


def command(program: str, wanted: Wanted) -> list[str]:
    """The command line: gray pictures of SIDE × SIDE, RATE a second, on standard output."""
    import ffmpeg  # here, because importing contest.media must stay cheap

    options: dict[str, Any] = dict(input_options(), max_pixels=MAX_PIXELS, threads=wanted.threads)
    if wanted.depth == "deep":
        options["skip_frame"] = "nokey"
    source = ffmpeg.input(spelt(wanted.path), **options)
    outputs = []
    if wanted.video:
        outputs.append(_pictures(source["v:0"], wanted.depth))
    if wanted.sound:
        outputs += _sounds(source["a:0"], wanted.print)
    made = ffmpeg.merge_outputs(*outputs).global_args(
        *("-hide_banner", "-nostdin", "-nostats", "-loglevel", "repeat+level+info"),
        *("-progress", "pipe:2", "-max_error_rate", "1", "-filter_threads", "1"),
    )
    return command_line(made, program)


def _pictures(video: Any, depth: Depth) -> Any:
    rate = STEPS if depth == "full" else RATE
    seen = video.filter("fps", rate).filter(
        # The shorter side, so that a portrait costs no more than a landscape.
        "scale",
        w=f"if(gt(iw,ih),-2,{_HEIGHT})",
        h=f"if(gt(iw,ih),{_HEIGHT},-2)",
        flags="fast_bilinear",
    )
    seen = seen.filter("blackdetect", d=BLACK, pic_th=0.98, pix_th=0.1)
    if depth == "full":
        seen = seen.filter("freezedetect", n="-60dB", d=FROZEN).filter("fps", RATE)
    gray = seen.filter("scale", w=SIDE, h=SIDE, flags="area").filter("format", "gray")
    return gray.output("pipe:1", format="rawvideo")


def _sounds(sound: Any, print_: Path | None) -> list[Any]:
    heard = sound.filter("silencedetect", n="-50dB", d=SILENT).filter(
        "astats", measure_perchannel="RMS_level", measure_overall="none"
    )
    # Its line a tenth of a second would be most of what is written: only the summary is wanted.
    heard = heard.filter("ebur128", peak="true", framelog="verbose")
    outputs = [heard.output("-", format="null")]
    if print_ is not None:
        outputs.append(
            sound.output(spelt(print_), format="chromaprint", fp_format="raw", ac=1, ar=11025)
        )
    return outputs
