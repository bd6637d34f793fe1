"""What can be wrong with a video's pictures that only decoding shows: probe --deep and --full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from contest.model import Fault, Look, Media, Spans
from contest.quantities import length_text
from contest.rules import Rulebook

BLACK: Final = 3.0
"""Seconds of black that are told; a fade is shorter."""
FROZEN: Final = 5.0
"""Seconds of one picture that are told."""
BARS: Final = 0.8
"""Share of the frame that the picture fills at least."""


def black(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """For some seconds the picture is black. Found by --deep and --full.

    Fades are shorter than three seconds. Often the export went on beyond the film's end.
    """
    yield from _longest("M401", media.look.black if media.look else (), BLACK)


def frozen(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """For some seconds the picture doesn't move. Found by --full.

    A still picture may be meant so; or the recording hung.
    """
    if media.look is not None:
        yield from _longest("M402", still(media.look), FROZEN)


def still(look: Look) -> Spans:
    """Where the picture doesn't move and is not black: a black one is told once."""
    return tuple(span for span in look.frozen if not _inside(span, look.black))


def decoder_errors(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The decoder stumbled over parts of the video. Found by --full.

    Blocks or grey patches may show there. The file was damaged on its way or on a disk: look at
    it, and ask for it again.
    """
    look = media.look
    told = any(fault.code in {"M107", "M108"} for fault in media.faults)
    if look is not None and look.depth == "full" and look.errors and not told:
        yield Fault("M409", args={"number": look.errors, "value": look.error or ""})


def bars(media: Media, _rules: Rulebook, _category: str | None) -> Iterable[Fault]:
    """The picture doesn't fill its frame. Found by --deep and --full.

    There are black bars around it: a portrait video was put into a landscape frame, or the other
    way round. For the big screen the video without its bars is better.
    """
    look = media.look
    if look is None or not look.frame or not media.width or not media.height:
        return
    share = look.frame[2] * look.frame[3]
    if share >= BARS:
        return
    width, height = round(look.frame[2] * media.width), round(look.frame[3] * media.height)
    yield Fault("M410", args={"share": round(100 * share), "size": f"{width}×{height}"})


def _longest(code: str, spans: Spans, least: float) -> Iterable[Fault]:
    long = [(a, b) for a, b in spans if b - a >= least]
    if long:
        start, end = max(long, key=lambda span: span[1] - span[0])
        at = length_text(start)
        yield Fault(code, args={"seconds": round(end - start, 1), "at": at})


def _inside(span: tuple[float, float], others: Spans) -> bool:
    """Whether most of a stretch lies in one of the others."""
    return any(min(span[1], b) - max(span[0], a) > 0.5 * (span[1] - span[0]) for a, b in others)
