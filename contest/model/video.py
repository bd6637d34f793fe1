"""A video file, measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contest.model.faults import Fault, Finding
from contest.model.words import Verdict

if TYPE_CHECKING:
    # Only named in types; importing it costs a bare start of Python.
    from fractions import Fraction


class Media(NamedTuple):
    """One video file, measured. None is "unknown", never zero.

    ``duration`` in seconds, from the packets; ``declared`` is what the container claims.
    ``width`` and ``height`` in pixels as displayed: rotation (degrees, clockwise) and pixel
    aspect applied. ``bit_rate`` in bits a second.
    """

    path: str
    sha256: str | None = None
    size: int | None = None
    container: str | None = None
    duration: float | None = None
    declared: float | None = None
    width: int | None = None
    height: int | None = None
    rotation: int | None = None
    frame_rate: Fraction | None = None
    video_codec: str | None = None
    audio_codec: str | None = None
    audio_channels: int | None = None
    bit_rate: int | None = None
    faults: tuple[Fault, ...] = ()


class MediaReport(NamedTuple):
    """A measured file against the rules."""

    media: Media
    findings: tuple[Finding, ...]
    verdict: Verdict
