"""A video of which everything is known and in order, and what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from msgspec.structs import replace as with_rules

from contest.checks import judge_media
from contest.checks.asked import asked_of
from contest.model import Answer, Asked, Details, Look, Media
from contest.rules import Category, Lengths, MediaRules, Rulebook

from .cases import RULES

LOOK = Look(
    "full", 60.0, black=((0.0, 1.0),), silent=((3.0, 6.0),), loudness=-21.8, peak=-3.0,
    levels=(-20.0, -21.0), frame=(0.0, 0.0, 1.0, 1.0),
)  # fmt: skip
WHOLE = Media(
    path="clips/微光.mp4", sha256="ab" * 32, size=40_000_000, container="mp4", duration=60.0,
    declared=60.02, width=1920, height=1080, rotation=0, frame_rate=Fraction(25),
    video_codec="h264", audio_codec="aac", audio_channels=2, bit_rate=5_333_333,
    details=Details(
        pixel_format="yuv420p", interlaced=False, slowest=25.0, fastest=25.0, still=0.04,
        still_at=1.0, key_interval=2.0, sound_duration=60.0, sound_starts=0.0, quiet=0.02,
        quiet_at=1.0, video_bit_rate=5_000_000, videos=1, encoder="Editor 5",
    ),
    look=LOOK,
)  # fmt: skip
UNSEEN = WHOLE._replace(look=None)
OWN = with_rules(
    RULES, categories={"短视频": Category(longest="3:00", media=MediaRules(short_side=1080))}
)


def asked(
    media: Media, rules: Rulebook = RULES, category: str | None = None
) -> Mapping[str, Asked]:
    report = judge_media(media, rules, category)
    return {one.code: one for one in asked_of(report, rules, category)}


def outcomes(answers: Mapping[str, Asked], outcome: Answer) -> set[str]:
    return {code for code, one in answers.items() if one.outcome is outcome}


def detailed(**values: Any) -> Media:
    return WHOLE._replace(details=WHOLE.details._replace(**values))


def looked(**values: Any) -> Media:
    return WHOLE._replace(look=LOOK._replace(**values))


def ruled(**values: Any) -> Rulebook:
    return with_rules(RULES, media=MediaRules(**values))


def limited(**values: Any) -> Rulebook:
    return with_rules(RULES, lengths=Lengths(**values))
