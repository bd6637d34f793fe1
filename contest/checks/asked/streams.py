"""What is asked of pictures and sound as they lie in the file: pace, range, gaps, origin."""

from __future__ import annotations

from contest.checks import picture, sound
from contest.checks.asked.base import (
    NO_LENGTH,
    NO_PICTURE,
    NO_STREAM,
    NOT_WHOLE,
    Question,
    always,
    in_seconds,
    soundless,
    standard,
    with_sound,
)
from contest.model import Media
from contest.rules import Rulebook


def _pace(media: Media) -> str | None:
    slow, fast = media.details.slowest, media.details.fastest
    return f"{slow:.4g}–{fast:.4g} fps" if slow and fast else None


def _still_at_most(media: Media, _rules: Rulebook, _category: str | None) -> str | None:
    """A slide show may leave each of its pictures as long as it does."""
    slow = media.details.slowest
    usual = 4 / slow if slow else 0.0
    return f"≤ {usual:.2f} s" if usual >= picture.HOLE else f"< {picture.HOLE:g} s"


def _still(media: Media) -> str | None:
    return in_seconds(media.details.still or None)


def _range(media: Media) -> str | None:
    details = media.details
    sorts = [f"HDR ({details.hdr.upper()})"] if details.hdr else []
    sorts += ["Dolby Vision"] if details.dolby_vision else []
    return " + ".join(sorts) or ("SDR" if details.pixel_format else None)


def _covers(media: Media) -> str | None:
    known = media.details.videos or media.details.covers
    return str(media.details.covers) if known else None


def _apart_at_most(media: Media, _rules: Rulebook, _category: str | None) -> str | None:
    if soundless(media):
        return None
    return f"± {max(sound.APART, 0.05 * (media.duration or 0)):.1f} s"


def _lasts(media: Media) -> str | None:
    heard, seen = media.details.sound_duration, media.duration
    if not heard or not seen or not media.video_codec:
        return None
    return f"{heard - seen:+.2f} s"


def _plain(media: Media, _rules: Rulebook, _category: str | None) -> str | None:
    """HDR can't be stored plainly; it is told as what it is."""
    return None if media.details.hdr or media.details.dolby_vision else "yuv420p, nv12"


def _pixels(media: Media) -> str | None:
    return media.details.pixel_format or None


def _scan(media: Media) -> str | None:
    scan = media.details.interlaced
    return None if scan is None else "interlaced" if scan else "progressive"


def _starts(media: Media) -> str | None:
    starts = media.details.sound_starts
    return None if starts is None else f"{starts:+.2f} s"


def _bits_at_least(media: Media, _rules: Rulebook, _category: str | None) -> str | None:
    return f"≥ {picture.fewest_bits(media):g}"


def _bits(media: Media) -> str | None:
    """Of less than a second nothing can be told."""
    share = picture.bits_a_pixel(media)
    return None if share is None or (media.duration or 0) < 1 else f"{share:.3f}"


def _writer(media: Media) -> str | None:
    """The camera, else the program; what says nothing of itself proves nothing."""
    details = media.details
    camera = " ".join(filter(None, (details.make, details.model)))
    return (camera if details.make else None) or details.encoder or details.comment or None


def _quiet(media: Media) -> str | None:
    return in_seconds(media.details.quiet or None) if media.video_codec else None


STREAMS = {
    "M113": Question(
        "steady frame rate", always(f"max/min < {picture.VARIABLE:g}"), _pace, NOT_WHOLE
    ),
    "M114": Question("longest still picture", _still_at_most, _still, NOT_WHOLE),
    "M115": Question("dynamic range", always("SDR"), _range, NO_PICTURE, standard("ITU-R BT.709")),
    "M116": Question("attached pictures", always("0"), _covers, NO_STREAM),
    "M117": Question("sound against picture", _apart_at_most, _lasts, NO_LENGTH),
    "M119": Question("pixel format", _plain, _pixels, NO_PICTURE),
    "M120": Question("scanning", always("progressive"), _scan, NO_PICTURE),
    "M121": Question("start of the sound", with_sound(f"± {sound.LATE:g} s"), _starts, NOT_WHOLE),
    "M122": Question("bits a pixel", _bits_at_least, _bits, NO_LENGTH | NO_PICTURE),
    "M123": Question("written by", always("no converter"), _writer, NO_STREAM),
    "M124": Question("longest gap in sound", with_sound(f"< {sound.HOLE:g} s"), _quiet, NOT_WHOLE),
}
"""By code."""
