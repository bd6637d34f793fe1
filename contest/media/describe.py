"""An open container → the numbers and faults of a ``Media``. Runs in the worker only."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from contest.media.details import details
from contest.media.walk import Walk, codec_of, decodable, videos_of, walk
from contest.media.whole import Wholeness
from contest.model import Fault, Media

# Containers without a duration of their own: what FFmpeg says of them is a guess from the size.
_UNDECLARED = frozenset(("mpegts", "mpeg"))
# Where the declared duration is the recorder's own clock, so that less means a missing end. In an
# MP4 the box walk says so better, and its durations are often merely wrong.
_JUDGED_BY_CLOCK = frozenset(("flv", "asf", "matroska", "webm", "avi"))
_WEBM = frozenset(("vp8", "vp9", "av1", "opus", "vorbis"))
_FASTEST = 1000  # pictures a second


@dataclass(frozen=True, slots=True)
class _Size:
    """In pixels as displayed; ``rotation`` clockwise in degrees."""

    width: int
    height: int
    rotation: int


def describe(media: Media, container: InputContainer, whole: Wholeness, head: bytes) -> Media:
    """Complete ``media`` (path, hash and size) with what the open file shows.

    ``head`` is the file's first bytes, ``whole`` what its outermost lengths say.

    Raises: MemoryError.
    """
    videos = videos_of(container)
    video = videos[0] if videos else None
    allowed = video is not None and decodable(video)
    # Lengths that add up say that the end is there, thirty times as fast as decoding it does.
    found = walk(container, video if allowed else None, ending=whole is None)
    sound = next(iter(container.streams.audio), None)
    name = _container(container, media.path, head)
    media = media._replace(
        container=name,
        declared=None if name in _UNDECLARED else _declared(container, video),
        duration=_duration(found, video),
        audio_codec=codec_of(sound) if sound is not None else None,
        audio_channels=_channels(sound) if sound is not None else None,
    )
    if media.duration:
        media = media._replace(bit_rate=round((media.size or 0) * 8 / media.duration))
    if video is not None:
        media = media._replace(video_codec=codec_of(video), frame_rate=_frame_rate(video, found))
    if video is not None and found.picture is not None:
        # The stream's word, else the codec's, which has decoded by now.
        aspect = video.sample_aspect_ratio or video.codec_context.sample_aspect_ratio
        size = _size(found.picture, aspect)
        media = media._replace(width=size.width, height=size.height, rotation=size.rotation)
    media = media._replace(details=details(container, video, found))
    faults = [*_pictures(len(videos), media, allowed, found), *_times(media, found, whole)]
    return media._replace(faults=_silence(faults))


def _pictures(videos: int, media: Media, allowed: bool, found: Walk) -> list[Fault]:
    """Is there one video stream, and does it show a picture?"""
    if not videos:
        return [Fault(code="M105", args={"audio": media.audio_codec or ""})]
    codec = media.video_codec or "unknown"
    faults = []
    if not allowed:
        faults.append(Fault(code="M111", args={"codec": codec}))
    elif found.picture is None:
        faults.append(Fault(code="M106", args={"codec": codec}))
    if videos > 1:
        faults.append(Fault(code="M112", args={"number": videos}))
    return faults


def _times(media: Media, found: Walk, whole: Wholeness) -> list[Fault]:
    """Is the file whole, and does it last as long as it says?"""
    # The end is there, the middle isn't.
    damaged = whole == "hole" or (whole == "whole" and found.failure is not None)
    early = not damaged and (_ends_early(media, found) or found.ending is not None)
    if whole in ("cut", "moov") or early:
        reason = "end" if whole in ("whole", None) else whole
        times = {"declared": media.declared, "measured": media.duration}
        known = {name: round(time, 3) for name, time in times.items() if time is not None}
        return [Fault(code="M107", args={"reason": reason, **known})]
    failure = found.failure or found.ending or ("hole" if whole == "hole" else None)
    if failure is not None:
        return [Fault(code="M108", args={"reason": failure})]
    if media.duration is None:
        return [Fault(code="M109")]
    if media.declared is not None and _differ(media.declared, media.duration):
        declared, measured = round(media.declared, 3), round(media.duration, 3)
        return [Fault(code="M110", args={"declared": declared, "measured": measured})]
    return []


def _silence(faults: list[Fault]) -> tuple[Fault, ...]:
    """One mistake, one fault: without a video there is no duration to miss or to contradict, and
    nobody cares for the state of a mere sound."""
    codes = {fault.code for fault in faults}
    quiet: set[str] = set()
    if codes & {"M105", "M106"}:
        quiet |= {"M109", "M110"}
    if "M105" in codes:
        quiet.add("M108")
    return tuple(fault for fault in faults if fault.code not in quiet)


def _ends_early(media: Media, found: Walk) -> bool:
    """Whether no stream at all goes on until the declared end."""
    if media.container not in _JUDGED_BY_CLOCK:
        return False
    reach, declared = found.reach, media.declared
    if reach is None or declared is None:
        return False
    return reach < declared and _differ(declared, reach)


def _differ(one: float, other: float) -> bool:
    """By more than a second and more than two per cent."""
    return abs(one - other) > max(1.0, 0.02 * max(one, other))


def _declared(container: InputContainer, video: VideoStream | None) -> float | None:
    """Seconds: the container's word, else the stream's; a duration of nothing is no word."""
    if container.duration is not None and container.duration > 0:
        return container.duration / 1_000_000
    if video is not None and video.duration and video.duration > 0 and video.time_base:
        return float(video.duration * video.time_base)
    return None


def _duration(found: Walk, video: VideoStream | None) -> float | None:
    """Seconds from the first packet to the end of the last; of the sound if there is no video."""
    if video is None:
        return found.reach or None
    return found.tracks[video.index].seconds


def _frame_rate(video: VideoStream, found: Walk) -> Fraction | None:
    average, measured = video.average_rate, found.tracks[video.index].rate
    # Some tables name the ticks of the clock (1000, 90000) instead of the pictures.
    if average and (measured is None or Fraction(1, 2) < average / measured < 2):
        measured = Fraction(average)
    return measured if measured is not None and 0 < measured <= _FASTEST else None


def _size(picture: VideoFrame, aspect: Fraction | None) -> _Size:
    """What a viewer sees: pixels made square by widening, then turned.

    FFmpeg gives the turn anti-clockwise; a phone's is a multiple of 90°.
    """
    width, height = picture.width, picture.height
    if aspect is not None and Fraction(1, 10) <= aspect <= 10:
        width = round(width * aspect)
    rotation = round(-picture.rotation / 90) * 90 % 360
    if rotation in (90, 270):
        width, height = height, width
    return _Size(width, height, rotation)


def _channels(sound: AudioStream) -> int | None:
    context: object = sound.codec_context  # None for a codec without a decoder
    return sound.codec_context.channels or None if context is not None else None


def _container(container: InputContainer, path: str, head: bytes) -> str:
    """One word for FFmpeg's lists of names: which of a family it is, the file itself shows."""
    name = container.format.name.split(",")[0]
    if name == "mov":
        brand = container.metadata.get("major_brand", "qt  ")  # QuickTime is older than brands
        return "mov" if brand == "qt  " else "mp4"
    if name == "matroska":
        claims = b"webm" in head[:64] or path.lower().endswith(".webm")
        streams = (*container.streams.video, *container.streams.audio)
        return "webm" if claims and {codec_of(stream) for stream in streams} <= _WEBM else name
    return name
