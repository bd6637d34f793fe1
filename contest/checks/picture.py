"""What can be wrong with a video's pictures and where they come from, seen without decoding all.

Thresholds are those of practice, not of a standard, where none is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from contest.checks.base import Case
from contest.model import Fault, Media
from contest.quantities import length_text
from contest.rules import Rulebook

VARIABLE: Final = 1.25
"""Fastest to slowest usual rate from which the rate is called variable; times in whole
milliseconds alone come to 1.13 at 120 pictures a second."""
HOLE: Final = 2.0
"""Seconds without a picture, or without sound, that are told."""
FEW_BITS: Final = 0.02
"""Bits a pixel below which H.264 shows blocks; newer codecs need about half."""
_THRIFTY: Final = frozenset(("hevc", "av1", "vp9", "vvc"))
_PLAIN: Final = frozenset(("yuv420p", "yuvj420p", "nv12"))
"""Pixel formats that every player and screen takes."""

_APPS: Final = (
    ("Douyin", "comment", re.compile(r"\bvid:v[01]")),
    ("WeChat", "comment", re.compile(r"wxmm_|wechat", re.IGNORECASE)),
    ("CapCut (剪映)", "comment", re.compile(r"jianying|capcut|lvlocal|videocut", re.IGNORECASE)),
    ("FFmpeg", "encoder", re.compile(r"^Lavf")),
    ("HandBrake", "encoder", re.compile(r"^HandBrake")),
)
_NAMES: Final = re.compile(
    r"(?:^|[^a-z])(wx_camera_\d{10,}|mmexport\d{10,}|microMsg|tmp_[0-9a-f]{16,}|"
    r"VID-\d{8}-WA\d+|douyin_|v0[0-9a-f]{3}g\w{10,})",
    re.IGNORECASE,
)
"""File names that WeChat, WhatsApp and Douyin give."""


def variable_rate(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The pictures don't follow each other at one pace.

    Phones and screen recorders do that. Editing and projection programs may let sound and picture
    drift apart; export it with a constant frame rate for the big screen.
    """
    slow, fast = media.details.slowest, media.details.fastest
    if slow and fast and fast / slow >= VARIABLE:
        yield Fault("M113", args={"least": f"{slow:.3g}", "most": f"{fast:.3g}"})


def hole(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """For some seconds the file holds no picture at all.

    The picture stands still there. A slide show may be made so; otherwise the recording or the
    export failed.
    """
    still, slow = media.details.still, media.details.slowest
    if still and still >= HOLE and (not slow or still > 4 / slow):
        at = length_text(media.details.still_at or 0)
        yield Fault("M114", args={"seconds": round(still, 1), "at": at})


def high_range(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The video is made for screens of high dynamic range (HDR).

    Phones record so by default. On ordinary screens and projectors it looks pale or too bright: it
    needs tone mapping before it is shown, or ask for an export in SDR (Rec. 709).
    """
    if media.details.hdr or media.details.dolby_vision:
        sorts = [(media.details.hdr or "").upper(), "Dolby Vision"]
        what = " + ".join(sorts[not sorts[0] : 1 + media.details.dolby_vision])
        yield Fault("M115", args={"what": what})


def covers(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The file brings still pictures along, such as a cover.

    They are no part of the film; players show them in lists.
    """
    if media.details.covers:
        yield Fault("M116", args={"number": media.details.covers})


def odd_pixels(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The pictures are stored in a way that not every player and screen takes.

    Cameras and editors keep more colour or more bits than H.264 players in hardware decode. Try it
    on the machine that will show it.
    """
    pixels, hdr = media.details.pixel_format, media.details.hdr or media.details.dolby_vision
    if pixels and pixels not in _PLAIN and not hdr:
        yield Fault("M119", args={"pixels": pixels})


def interlaced(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """Every picture consists of two half pictures, as on television.

    On computers and LED walls moving edges show as combs; it needs deinterlacing before.
    """
    if media.details.interlaced:
        yield Fault("M120")


def few_bits(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The pictures have few bits for their size: a sign that the video was compressed again.

    Bits a pixel are the video's bits a second over pixels and pictures a second. Still scenes need
    few; it is evidence, no proof. Ask for the original where it will be shown on a big screen.
    """
    share = bits_a_pixel(media)
    if share is not None and share < fewest_bits(media) and (media.duration or 0) >= 1:
        yield Fault("M122", args={"value": f"{share:.3f}"})


def fewest_bits(media: Media) -> float:
    """Bits a pixel below which this file's codec shows blocks."""
    return FEW_BITS / 2 if media.video_codec in _THRIFTY else FEW_BITS


def bits_a_pixel(media: Media) -> float | None:
    """Bits of the video stream a pixel and picture; None where anything is unknown."""
    bits, rate = media.details.video_bit_rate, media.frame_rate
    if not bits or not rate or not media.width or not media.height:
        return None
    return bits / (media.width * media.height * float(rate))


def written_by(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The file says that a platform or a conversion program wrote it: signs of a re-encode.

    Douyin, WeChat, HandBrake and FFmpeg leave their marks in the file. Editors use FFmpeg too, so
    this is evidence and no verdict. Ask for the original if the picture matters.
    """
    told = {"comment": media.details.comment or "", "encoder": media.details.encoder or ""}
    signs = [(name, told[where]) for name, where, mark in _APPS if mark.search(told[where])]
    if signs and not media.details.make:
        names = dict.fromkeys(name for name, _ in signs)
        yield Fault("M123", args={"who": "、".join(names), "value": signs[0][1]})


def chat_name(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The file's name is one that a chat program or platform gives.

    WeChat names what it has saved wx_camera_… or mmexport…, and it compresses videos when it sends
    them. It is a sign and no verdict. Ask for the original.
    """
    return _named(media.path.rpartition("/")[2])


def chat_names(case: Case) -> Iterable[Fault]:
    """The same of the files of a submission, by the names under which they came."""
    for file in case.submission.files:
        if file.video:
            yield from _named(file.name)


chat_names.__doc__ = chat_name.__doc__


def _named(name: str) -> Iterable[Fault]:
    match = _NAMES.search(name)
    if match:
        yield Fault("M125", args={"value": match[1]})
