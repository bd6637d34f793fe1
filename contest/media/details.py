"""What headers, packets and the first picture show beyond the basics. Runs in the worker only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from contest.media.tracks import Track
from contest.media.walk import Walk, videos_of
from contest.model import Details

_HDR: Final = {16: "pq", 18: "hlg"}
"""Transfer characteristics that need tone mapping (ITU-T H.273, table 3)."""
_DOLBY: Final = frozenset(("dvh1", "dvhe", "dva1", "dvav", "dav1"))
"""Codec tags of streams that are Dolby Vision alone; others bring it as side data."""

_TAGS: Final = {
    "encoder": ("encoder", "com.apple.quicktime.software", "software"),
    "comment": ("comment", "description", "com.apple.quicktime.comment"),
    "make": ("com.apple.quicktime.make", "com.android.manufacturer", "make"),
    "model": ("com.apple.quicktime.model", "com.android.model", "model"),
    "created": ("com.apple.quicktime.creationdate", "creation_time"),
}
_LONGEST: Final = 100


def details(container: InputContainer, video: VideoStream | None, found: Walk) -> Details:
    """Everything that an open container, read through, tells of itself."""
    sound = next(iter(container.streams.audio), None)
    origin = _origin(container, video)
    told = _heard(sound, video, found)
    moving = len(videos_of(container))
    told = told._replace(
        videos=moving, covers=len(container.streams.video) - moving, streams=found.streams, **origin
    )
    if video is None:
        return told
    told = _timed(told, found.tracks[video.index])
    return told if found.picture is None else _seen(told, video, found.picture)


def _timed(told: Details, track: Track) -> Details:
    rates, gap = track.usual_rates, track.gap
    return told._replace(
        slowest=_rounded(rates[0] if rates else None),
        fastest=_rounded(rates[1] if rates else None),
        still=_rounded(gap.seconds if gap else None),
        still_at=_rounded(gap.at if gap else None),
        key_interval=_rounded(track.key_interval),
        video_bit_rate=track.bit_rate,
    )


def _heard(sound: AudioStream | None, video: VideoStream | None, found: Walk) -> Details:
    if sound is None:
        return Details()
    track = found.tracks[sound.index]
    starts, gap = track.limits, track.gap
    shown = found.tracks[video.index].limits if video is not None else None
    context: object = sound.codec_context
    return Details(
        sound_duration=_rounded(track.seconds),
        sound_starts=_rounded(float(starts[0] - shown[0]) if starts and shown else None),
        quiet=_rounded(gap.seconds if gap else None),
        quiet_at=_rounded(gap.at if gap else None),
        audio_bit_rate=track.bit_rate,
        sample_rate=sound.codec_context.sample_rate or None if context is not None else None,
    )


def _seen(told: Details, video: VideoStream, picture: VideoFrame) -> Details:
    # The stubs say that iterating gives names; it gives the data.
    kinds = {str(getattr(data, "type", data)) for data in picture.side_data}
    return told._replace(
        pixel_format=picture.format.name,
        hdr=_HDR.get(int(picture.color_trc or 0)),
        dolby_vision=video.codec_context.codec_tag.lower() in _DOLBY
        or any("DOVI" in kind for kind in kinds),
        interlaced=bool(picture.interlaced_frame),
    )


def _origin(container: InputContainer, video: VideoStream | None) -> dict[str, Any]:
    """What the file says of itself: the container's word, else the stream's."""
    places: list[Mapping[str, str]] = [container.metadata]
    places += [_metadata(stream) for stream in ([video] if video is not None else [])]
    lower = [{key.lower(): value for key, value in place.items()} for place in places]
    found = {}
    for name, keys in _TAGS.items():
        told = (place[key] for key in keys for place in lower if key in place)
        word = next(filter(None, map(_readable, told)), None)
        if word:
            found[name] = word
    return found


def _metadata(stream: Stream) -> Mapping[str, str]:
    return stream.metadata


def _readable(text: str) -> str:
    """What shows: no controls, and no lone halves that UTF-8 can't hold."""
    if not text.isprintable():
        text = "".join(filter(str.isprintable, text))
    return text[:_LONGEST].strip()


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
