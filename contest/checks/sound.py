"""What can be wrong with a video's sound.

Loudness and true peak are those of EBU R 128 and ITU-R BS.1770: programmes at −23 LUFS, platforms
at about −14; the limits here are where a hall has to turn the knob.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from contest.model import Fault, Media
from contest.quantities import length_text
from contest.rules import Rulebook

APART: Final = 2.0
"""Seconds by which sound and picture may differ in length; and five per cent."""
LATE: Final = 0.5
"""Seconds by which the sound may start before or after the picture."""
HOLE: Final = 2.0
"""Seconds without a packet of sound."""
QUIET: Final = -33.0
"""LUFS; ten less than a television programme."""
LOUD: Final = -8.0
"""LUFS; louder than what streaming platforms turn down."""
PEAK: Final = 0.5
"""dBTP above which it is distorted for certain."""
ONE_SIDED: Final = 18.0
"""Decibels between the two channels."""
MUTE: Final = 0.98
"""Share of the video that is silent."""
SILENCE: Final = 10.0
"""Seconds of silence that are told."""
_NOTHING: Final = -70.0
"""LUFS: what ebur128 says of silence."""


def other_length(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The sound is shorter or longer than the picture.

    Part of the video is mute, or the sound goes on over a black or still picture. The export was
    probably cut at the wrong place.
    """
    sound, picture = media.details.sound_duration, media.duration
    if not sound or not picture or not media.video_codec:
        return
    if abs(sound - picture) > max(APART, 0.05 * picture):
        yield Fault("M117", args={"sound": round(sound, 1), "picture": round(picture, 1)})


def apart(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """Sound and picture start at different times.

    Players keep the distance or lose it: lips and words may not fit. Look at it.
    """
    starts = media.details.sound_starts
    if starts is not None and abs(starts) > LATE:
        yield Fault("M121", args={"seconds": round(starts, 2)})


def hole(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """For some seconds the file holds no sound at all, though it has a sound track.

    It is no silence but a gap: the recording or the export failed there.
    """
    if media.details.quiet and media.details.quiet >= HOLE and media.video_codec:
        at = length_text(media.details.quiet_at or 0)
        yield Fault("M124", args={"seconds": round(media.details.quiet, 1), "at": at})


def silence(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """For a long while nothing is heard. Found by --deep and --full.

    It may be meant so. Below −50 dB the hall hears nothing.
    """
    if media.look is None or is_mute(media):
        return
    long = [(a, b) for a, b in media.look.silent if b - a >= SILENCE]
    if long:
        start, end = max(long, key=lambda span: span[1] - span[0])
        yield Fault("M403", args={"seconds": round(end - start, 1), "at": length_text(start)})


def mute(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """There is a sound track, and nothing is heard on it. Found by --deep and --full.

    The microphone was off, or the export lost the sound. Ask the author.
    """
    if is_mute(media):
        yield Fault("M404")


def is_mute(media: Media) -> bool:
    """Whether the whole sound track is silence."""
    look = media.look
    if look is None or not media.audio_codec or not look.seconds:
        return False
    return sum(b - a for a, b in look.silent) >= MUTE * look.seconds


def one_sided(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """Nearly all of the sound comes from one side. Found by --deep and --full.

    A microphone was plugged into one channel. Half of the hall hears nothing; put it on both.
    """
    levels = media.look.levels if media.look else ()
    if len(levels) == 2 and not is_mute(media) and abs(levels[0] - levels[1]) >= ONE_SIDED:
        side = "left" if levels[0] > levels[1] else "right"
        yield Fault("M405", args={"side": side, "decibels": round(abs(levels[0] - levels[1]))})


def clipped(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The sound's peaks are cut off: it is distorted. Found by --deep and --full.

    The true peak is measured after ITU-R BS.1770-4, annex 2; above 0 dBTP a player can't follow.
    """
    if media.look and media.look.peak is not None and media.look.peak > PEAK:
        yield Fault("M406", args={"value": f"{media.look.peak:+.1f}"})


def too_quiet(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The sound is very quiet as a whole. Found by --deep and --full.

    Loudness after EBU R 128. Television has −23 LUFS, platforms have about −14.
    """
    loudness = loudness_of(media)
    if loudness is not None and loudness < QUIET:
        yield Fault("M407", args={"value": f"{loudness:.1f}"})


def too_loud(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The sound is very loud as a whole. Found by --deep and --full.

    Loudness after EBU R 128. Among other works it hurts; turn it down for the screening.
    """
    loudness = loudness_of(media)
    if loudness is not None and loudness > LOUD:
        yield Fault("M408", args={"value": f"{loudness:.1f}"})


def loudness_of(media: Media) -> float | None:
    """LUFS; None where nothing was measured, or nothing is heard."""
    look = media.look
    if look is None or look.loudness is None or look.loudness <= _NOTHING or is_mute(media):
        return None
    return look.loudness
