"""What is asked of a video as it is seen and heard: only decoding answers it."""

from __future__ import annotations

from contest.checks import sight, sound
from contest.checks.asked.base import (
    NO_LOOK,
    Expected,
    Question,
    always,
    in_seconds,
    per_cent,
    soundless,
    standard,
    with_sound,
)
from contest.model import Look, Media, Spans
from contest.rules import Rulebook

_NEAR = 0.1
"""Share of the length that a decoding may leave out at its end; and a second."""


def _whole(media: Media) -> Look | None:
    """The look, if it reached the end: what broke off has not seen what comes after. Key pictures
    end up to one interval before the end."""
    look = media.look
    if look is None or not media.duration or look.seconds <= 0:
        return None
    left = max(1.0, _NEAR * media.duration)
    if look.depth == "deep":
        left += media.details.key_interval or 0
    return look if look.seconds >= max(media.duration - left, media.duration / 2) else None


def _full(media: Media) -> Look | None:
    """The same, where every picture was decoded."""
    look = _whole(media)
    return look if look is not None and look.depth == "full" else None


def _longest(spans: Spans) -> str | None:
    """None was noted where none was long enough for a note."""
    return in_seconds(max(b - a for a, b in spans)) if spans else "none"


def _black(media: Media) -> str | None:
    """Between two key pictures it may be black and nobody has seen it."""
    look = _whole(media)
    if look is None:
        return None
    interval = media.details.key_interval
    rare = look.depth == "deep" and (not interval or interval > sight.BLACK)
    if rare and all(b - a < sight.BLACK for a, b in look.black):
        return None
    return _longest(look.black)


def _frozen(media: Media) -> str | None:
    look = _full(media)
    return None if look is None else _longest(sight.still(look))


def _errors(media: Media) -> str | None:
    look = _full(media)
    return None if look is None else str(look.errors)


def _filled(media: Media) -> str | None:
    look = _whole(media)
    if look is None or not look.frame or not media.width or not media.height:
        return None
    return per_cent(look.frame[2] * look.frame[3])


def _heard(media: Media) -> Look | None:
    """The look, if it heard the sound to the end."""
    look = _whole(media)
    known = look is not None and (look.levels or look.loudness is not None)
    return look if known and media.audio_codec else None


def _silent(media: Media) -> str | None:
    look = _heard(media)
    return None if look is None else _longest(look.silent)


def _silence(media: Media) -> str | None:
    look = _heard(media)
    return None if look is None else per_cent(sum(b - a for a, b in look.silent) / look.seconds)


def _sides(media: Media) -> str | None:
    look = _heard(media)
    if look is None or len(look.levels) != 2:
        return None
    return f"{abs(look.levels[0] - look.levels[1]):.1f} dB"


def _peak(media: Media) -> str | None:
    look = _heard(media)
    return None if look is None or look.peak is None else f"{look.peak:+.1f} dBTP"


def _loudness(media: Media) -> str | None:
    loudness = sound.loudness_of(media) if _heard(media) else None
    return None if loudness is None else f"{loudness:.1f} LUFS"


def _if_heard(text: str) -> Expected:
    """What is mute is told once: nothing else is asked of its sound."""

    def expected(media: Media, _rules: Rulebook, _category: str | None) -> str | None:
        return None if soundless(media) or sound.is_mute(media) else text

    return expected


def _of_both_sides(media: Media, rules: Rulebook, category: str | None) -> str | None:
    """Sound of one channel, or of six, has no two sides."""
    channels = media.audio_channels or (len(media.look.levels) if media.look else 0)
    if channels and channels != 2:
        return None
    return _if_heard(f"< {sound.ONE_SIDED:g} dB")(media, rules, category)


LOOKS = {
    "M401": Question("longest black", always(f"< {sight.BLACK:g} s"), _black, NO_LOOK),
    "M402": Question("longest frozen picture", always(f"< {sight.FROZEN:g} s"), _frozen, NO_LOOK),
    "M403": Question("longest silence", _if_heard(f"< {sound.SILENCE:g} s"), _silent, NO_LOOK),
    "M404": Question("silent share", with_sound(f"< {per_cent(sound.MUTE)}"), _silence, NO_LOOK),
    "M405": Question("left against right", _of_both_sides, _sides, NO_LOOK),
    "M406": Question(
        "true peak", with_sound(f"≤ {sound.PEAK:+g} dBTP"), _peak, NO_LOOK,
        standard("ITU-R BS.1770"),
    ),
    "M407": Question(
        "least loudness", _if_heard(f"≥ {sound.QUIET:g} LUFS"), _loudness, NO_LOOK,
        standard("EBU R 128"),
    ),
    "M408": Question(
        "greatest loudness", _if_heard(f"≤ {sound.LOUD:g} LUFS"), _loudness, NO_LOOK,
        standard("EBU R 128"),
    ),
    "M409": Question("decoder's complaints", always("0"), _errors, NO_LOOK),
    "M410": Question(
        "filled frame", always(f"≥ {per_cent(sight.BARS)}"), _filled, NO_LOOK
    ),
}  # fmt: skip
"""By code."""
