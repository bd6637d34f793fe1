"""What the rules ask of picture, sound and bytes. Lengths have a file of their own."""

from __future__ import annotations

from contest.checks.asked.base import (
    NO_LENGTH,
    NO_PICTURE,
    NO_STREAM,
    NO_VIDEO,
    NOT_WHOLE,
    Question,
    frame,
    listed,
    media_clause,
)
from contest.checks.limits import media_rules
from contest.model import Media
from contest.rules import Rulebook


def _short_side(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    least = media_rules(rules, category).short_side
    return f"≥ {least}" if least else None


def _orientation(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    wanted = media_rules(rules, category).orientation
    return None if wanted == "any" else wanted


def _sound(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    return "present" if media_rules(rules, category).audio else None


def _codec_of_sound(media: Media) -> str | None:
    return media.audio_codec or ("none" if media.container and media.video_codec else None)


def _containers(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    return listed(media_rules(rules, category).containers)


def _preferred(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    return listed(media_rules(rules, category).preferred)


def _container(media: Media) -> str | None:
    return media.container or None


def _codecs(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    return listed(media_rules(rules, category).codecs)


def _codec(media: Media) -> str | None:
    return media.video_codec or None


def _smallest(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    return _limit("≥", media_rules(rules, category).smallest, "B")


def _largest(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    return _limit("≤", media_rules(rules, category).largest, "B")


def _limit(sign: str, value: str | int | None, unit: str) -> str | None:
    """A limit as the rules write it; a bare number is given its unit."""
    if value is None:
        return None
    bare = str(value).strip()
    return f"{sign} {int(bare):,} {unit}" if bare.isdecimal() else f"{sign} {bare}"


def _bytes(media: Media) -> str | None:
    return f"{media.size:,} B" if media.size else None


def _sizes(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    wanted = media_rules(rules, category)
    least = f"≥ {wanted.least}" if wanted.least else ""
    return "; ".join(filter(None, (listed(wanted.sizes), least))) or None


def _aspects(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    return listed(media_rules(rules, category).aspects)


def _shape(media: Media) -> str | None:
    size = frame(media)
    return (
        f"{size} ({media.width / media.height:.2f})"
        if size and media.width and media.height
        else None
    )


def _rates(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    allowed = media_rules(rules, category).frame_rates
    return listed(tuple(r if isinstance(r, str) else f"{r:g}" for r in allowed))


def _rate(media: Media) -> str | None:
    rate = media.frame_rate
    return None if rate is None else f"{float(rate):.2f}".rstrip("0").rstrip(".")


def _bit_rates(_media: Media, rules: Rulebook, category: str | None) -> str | None:
    wanted = media_rules(rules, category)
    least = _limit("≥", wanted.least_bit_rate, "bps")
    most = _limit("≤", wanted.most_bit_rate, "bps")
    return ", ".join(filter(None, (least, most))) or None


def _bit_rate(media: Media) -> str | None:
    return None if media.bit_rate is None else f"{media.bit_rate / 1e6:.2f} Mbps"


LIMITS = {
    "M202": Question("shorter side", _short_side, frame, NO_PICTURE, media_clause("short_side")),
    "M203": Question("orientation", _orientation, frame, NO_PICTURE, media_clause("orientation")),
    "M204": Question("sound track", _sound, _codec_of_sound, NO_STREAM, media_clause("audio")),
    "M205": Question("container", _containers, _container, NO_VIDEO, media_clause("containers")),
    "M206": Question("allowed codec", _codecs, _codec, NO_STREAM, media_clause("codecs")),
    "M207": Question("least file size", _smallest, _bytes, NO_VIDEO, media_clause("smallest")),
    "M208": Question("largest file size", _largest, _bytes, NO_VIDEO, media_clause("largest")),
    "M213": Question("picture size", _sizes, frame, NO_PICTURE, media_clause("sizes", "least")),
    "M214": Question("shape of the picture", _aspects, _shape, NO_PICTURE, media_clause("aspects")),
    "M215": Question("frame rate", _rates, _rate, NOT_WHOLE, media_clause("frame_rates")),
    "M216": Question(
        "bit rate", _bit_rates, _bit_rate, NO_LENGTH,
        media_clause("least_bit_rate", "most_bit_rate"),
    ),
    "M217": Question(
        "preferred container", _preferred, _container, NO_VIDEO, media_clause("preferred")
    ),
}  # fmt: skip
"""By code."""
