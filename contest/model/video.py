"""A video file, measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contest.model.faults import Fault, Finding
from contest.model.words import Answer, Verdict

if TYPE_CHECKING:
    # Only named in types; importing it costs a bare start of Python.
    from fractions import Fraction

Spans = tuple[tuple[float, float], ...]
"""Stretches of a video: (from, to) in seconds from its beginning."""


class Details(NamedTuple):
    """What headers, packets and the first picture show beyond the basics. None is "unknown".

    ``pixel_format`` is FFmpeg's name. ``hdr`` is "pq" or "hlg", None for a picture of ordinary
    range; ``dolby_vision`` says that such metadata come along. ``interlaced`` is that of the first
    picture.

    ``slowest`` and ``fastest`` are pictures a second: all but one in a hundred distances between
    pictures lie between them. ``still`` is the longest distance in seconds, ``still_at`` where it
    begins. ``key_interval`` is the longest distance between key pictures in seconds.
    ``sound_duration`` in seconds, ``sound_starts`` in seconds after the picture; ``quiet`` and
    ``quiet_at`` are the longest stretch without a packet of sound.

    ``video_bit_rate`` and ``audio_bit_rate`` in bits a second, counted from the packets;
    ``sample_rate`` in hertz. ``streams`` is the SHA-256 of the video's packets one after the other:
    the same for a film that was only put into another container. ``covers`` are attached pictures.

    ``encoder``, ``comment``, ``make``, ``model`` and ``created`` are what the file says of its
    origin, printable characters only, 100 at most.
    """

    pixel_format: str | None = None
    hdr: str | None = None
    dolby_vision: bool = False
    interlaced: bool | None = None
    slowest: float | None = None
    fastest: float | None = None
    still: float | None = None
    still_at: float | None = None
    key_interval: float | None = None
    sound_duration: float | None = None
    sound_starts: float | None = None
    quiet: float | None = None
    quiet_at: float | None = None
    video_bit_rate: int | None = None
    audio_bit_rate: int | None = None
    sample_rate: int | None = None
    streams: str | None = None
    videos: int = 0
    covers: int = 0
    encoder: str | None = None
    comment: str | None = None
    make: str | None = None
    model: str | None = None
    created: str | None = None


class Look(NamedTuple):
    """What a person would see and hear, found by decoding. None is "unknown", no span "nothing".

    ``depth`` is "deep" (key pictures and the whole sound) or "full" (every picture). ``black``,
    ``frozen`` and ``silent`` are stretches. ``loudness`` in LUFS and ``peak`` in dBTP, after EBU
    R 128; ``levels`` are the channels' mean levels in dBFS. ``frame`` is the picture inside black
    bars as (left, top, width, height), each a share of the whole. ``errors`` counts the decoder's
    complaints, ``error`` is the first. ``seconds`` is how much was decoded.
    """

    depth: str
    seconds: float = 0.0
    black: Spans = ()
    frozen: Spans = ()
    silent: Spans = ()
    loudness: float | None = None
    peak: float | None = None
    levels: tuple[float, ...] = ()
    frame: tuple[float, ...] = ()
    errors: int = 0
    error: str | None = None


class Media(NamedTuple):
    """One video file, measured. None is "unknown", never zero.

    ``duration`` in seconds, from the packets; ``declared`` is what the container claims.
    ``width`` and ``height`` in pixels as displayed: rotation (degrees, clockwise) and pixel
    aspect applied. ``bit_rate`` in bits a second. ``look`` is None until somebody asked for it.
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
    details: Details = Details()
    look: Look | None = None


class Asked(NamedTuple):
    """What a check asked and how it was answered.

    ``clause`` is a place in contest.toml ("[media] short_side"), a standard, or nothing where a
    check rests on practice. ``expected`` is None where nothing of the sort is asked, ``actual``
    where nothing was measured; both are short, of no language, or one of the program's words.
    """

    code: str
    outcome: Answer
    clause: str
    expected: str | None
    actual: str | None


class MediaReport(NamedTuple):
    """A measured file against the rules. ``asked`` is filled where somebody wants to know what was
    in order, and what nobody has looked at."""

    media: Media
    findings: tuple[Finding, ...]
    verdict: Verdict
    asked: tuple[Asked, ...] = ()
