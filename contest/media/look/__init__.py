"""Decodes a video once and says what a person would see and hear: probe --deep and --full.

Importing it is cheap; numpy and ffmpeg-python come with the first look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from contest.media.allowed import SOUNDS
from contest.media.limits import patience
from contest.media.run import Stop, run
from contest.media.tools import find_ffmpeg
from contest.model import Look, Media
from contest.temporary import TemporaryFolder

_SLOWEST: Final = 12.0
"""Seconds that a second of video may take: 4K AV1 on an old processor."""


class Seen(NamedTuple):
    """What a look came to. ``pictures`` and ``sound`` are fingerprints; None where there are none.
    ``failure`` says why it ended early: "timeout", "signal N", "absent"."""

    look: Look
    pictures: bytes | None = None
    sound: bytes | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Glance:
    """How a look is made: how deep, with how many threads, who is told of the seconds that are
    done, and what stops it."""

    depth: str = "full"
    threads: int = 1
    progress: Callable[[float], object] | None = None
    stop: Stop | None = None


def look_at(media: Media, path: Path, glance: Glance) -> Seen | None:
    """Decode the video at ``path``, which ``media`` was measured from; None where it shows and
    plays nothing that may be decoded.

    Raises: ToolError without an ffmpeg to run.
    """
    from contest.media.likeness.frames import SIDE, Hasher
    from contest.media.look.bars import Bars
    from contest.media.look.graph import Wanted, command
    from contest.media.look.lines import Listener

    # One stream that may not be decoded would stop the whole pass.
    video, sound = bool(media.width), media.audio_codec in SOUNDS
    if not video or media.size is None:
        return None
    program = find_ffmpeg().path
    if not path.is_file():  # ffmpeg would complain of it as of a damaged film
        return Seen(Look(glance.depth), failure="absent")
    listener, hasher, bars = Listener(), Hasher(), Bars(SIDE)
    rest = bytearray()

    def take(chunk: bytes) -> None:
        rest.extend(chunk)
        size = SIDE * SIDE
        while len(rest) >= size:
            picture = bytes(rest[:size])
            del rest[:size]
            hasher.add(picture)
            bars.add(picture)

    def hear(line: str) -> None:
        before = listener.seconds
        listener.hear(line)
        if glance.progress is not None and listener.seconds != before:
            glance.progress(listener.seconds)

    with TemporaryFolder("contest-look-") as scratch:
        print_ = (
            scratch / "sound" if sound and glance.depth == "full" and _prints(program) else None
        )
        wanted = Wanted(
            path, "full" if glance.depth == "full" else "deep", video, sound, print_, glance.threads
        )
        seconds = patience(media.size) + _SLOWEST * (media.duration or 0)
        ran = run(command(program, wanted), seconds=seconds, take=take, hear=hear, stop=glance.stop)
        heard = print_.read_bytes() if print_ is not None and print_.exists() else None
    failure = "timeout" if ran.timed_out else None
    if ran.returncode < 0:
        failure = failure or f"signal {-ran.returncode}"
    fingerprint = hasher.finish() if glance.depth == "full" else None
    return Seen(
        look=listener.look(glance.depth, bars.frame()),
        pictures=fingerprint.to_bytes() if fingerprint is not None else None,
        sound=heard or None,
        failure=failure,
    )


@cache
def _prints(program: str) -> bool:
    """Whether this ffmpeg can make fingerprints of sound."""
    return " chromaprint " in run([program, "-hide_banner", "-muxers"], seconds=30).stdout
