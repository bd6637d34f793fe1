"""What is asked of the file itself: can it be read, is it a whole video, how is it called."""

from __future__ import annotations

from contest.checks.asked.base import (
    NO_BYTES,
    NO_FILE,
    NO_LENGTH,
    NO_PICTURE,
    NO_STREAM,
    NO_VIDEO,
    NOT_WHOLE,
    Question,
    always,
    frame,
    noticed,
    told,
)
from contest.model import Media
from contest.quantities import length_text
from contest.rules import Rulebook


def _sort(media: Media) -> str | None:
    return told(media, "M101", "reason") or ("regular file" if media.sha256 else None)


def _bytes(media: Media) -> str | None:
    return f"{media.size:,} B" if media.size else "0 B" if noticed(media, "M102") else None


def _format(media: Media) -> str | None:
    return told(media, "M103", "what") or media.container


def _opened(media: Media) -> str | None:
    if noticed(media, "M104"):
        return told(media, "M104", "what")
    return "none" if media.container else None


def _streams(media: Media) -> str | None:
    if noticed(media, "M105"):
        return "0"
    videos = media.details.videos or int(media.video_codec is not None)
    return str(videos) if videos else None


def _number(media: Media) -> str | None:
    return "1" if media.details.videos == 1 else told(media, "M112", "number")


def _first(media: Media) -> str | None:
    return "none" if noticed(media, "M106") else frame(media)


def _end(media: Media) -> str | None:
    # Without a decoded picture nobody has looked at the last ones.
    return "cut short" if noticed(media, "M107") else "complete" if frame(media) else None


def _packets(media: Media) -> str | None:
    return told(media, "M108", "reason") or ("readable" if frame(media) else None)


def _length(media: Media) -> str | None:
    if noticed(media, "M109"):
        return "none"
    return length_text(media.duration) if media.duration else None


def _declares(media: Media, _rules: Rulebook, _category: str | None) -> str | None:
    """Some containers declare no length at all."""
    return None if media.container and media.declared is None else "as measured"


def _declared(media: Media) -> str | None:
    if media.declared is None or media.duration is None:
        return None
    return f"{media.declared:.1f} / {media.duration:.1f} s"


def _codec(media: Media) -> str | None:
    return told(media, "M111", "codec") or media.video_codec


def _examined(media: Media) -> str | None:
    return told(media, "M118", "reason") or ("done" if media.sha256 or media.faults else None)


def _name(media: Media) -> str | None:
    return media.path.rpartition("/")[2] or None


FILE = {
    "M101": Question("kind of file", always("regular file"), _sort, frozenset()),
    "M102": Question("bytes in it", always("≥ 1 B"), _bytes, NO_FILE),
    "M103": Question("format of the file", always("video"), _format, NO_BYTES | {"M104"}),
    "M104": Question("files that it opens", always("none"), _opened),
    "M105": Question("video streams", always("≥ 1"), _streams, NO_VIDEO),
    "M106": Question("first picture", always("decodable"), _first, NO_PICTURE),
    "M107": Question("end of the file", always("complete"), _end, NO_STREAM | {"M108"}),
    "M108": Question("packets of the file", always("readable"), _packets, NOT_WHOLE),
    "M109": Question("length", always("measurable"), _length, NOT_WHOLE),
    "M110": Question("declared length", _declares, _declared, NO_LENGTH | {"M106"}),
    "M111": Question("codec", always("decodable"), _codec, NO_STREAM),
    "M112": Question("single video stream", always("1"), _number, NO_STREAM),
    "M118": Question("examination", always("done"), _examined, frozenset()),
    "M125": Question("file name", always("not from a chat"), _name, frozenset()),
}
"""By code."""
