"""One pass over the packets of an open container: true times, and the first picture.

Headers lie and tables disagree; packets are what a player plays. Reading all of them costs less
than hashing the file. Only the worker imports this module: it needs PyAV.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import av
import av.logging
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from contest.media.allowed import CODECS, MAX_PIXELS, VIDEO_CODECS, file_url, input_options

# A recording that begins in the middle of a GOP shows its first picture some seconds later; an
# encrypted one never does.
_MOST_PACKETS = 900
# Their key pictures stand alone; those of VP9 may be hidden and needed later.
_REORDERED = frozenset(("h264", "hevc"))
_PICTURES = Disposition.attached_pic | Disposition.timed_thumbnails


class Span:
    """From the first to the last packet of one stream, in its time base."""

    __slots__ = ("count", "end", "first", "last", "time_base")

    def __init__(self, time_base: Fraction | None) -> None:
        self.time_base = time_base
        self.count = 0
        self.first = self.last = self.end = 0

    def add(self, start: int, length: int) -> None:
        """Take one packet in."""
        end = start + length
        if not self.count:
            self.first, self.last, self.end = start, start, end
        else:
            if start < self.first:
                self.first = start
            if start > self.last:
                self.last = start
            if end > self.end:
                self.end = end
        self.count += 1

    @property
    def limits(self) -> tuple[Fraction, Fraction] | None:
        """Start of the first and end of the last packet, in seconds; None without any.

        Where the last packet doesn't tell how long it is, it is as long as the others.
        """
        if not self.count or self.time_base is None:
            return None
        end = Fraction(self.end)
        if self.end == self.last and self.count > 1:
            end += Fraction(self.last - self.first, self.count - 1)
        return self.first * self.time_base, end * self.time_base

    @property
    def rate(self) -> Fraction | None:
        """Packets a second, None where fewer than two."""
        if self.count < 2 or self.last <= self.first or self.time_base is None:
            return None
        rate = (self.count - 1) / ((self.last - self.first) * self.time_base)
        return rate.limit_denominator(1001)


@dataclass(slots=True)
class Walk:
    """What a pass found. ``failure`` is FFmpeg's first complaint about damage, or its last word."""

    spans: list[Span]
    picture: VideoFrame | None = None
    failure: str | None = None

    @property
    def reach(self) -> float | None:
        """Seconds from the first packet of any stream to the end of the last."""
        limits = [limits for span in self.spans if (limits := span.limits)]
        if not limits:
            return None
        return float(max(end for _, end in limits) - min(start for start, _ in limits))


def open_video(path: str) -> InputContainer:
    """Open the file at ``path`` (absolute) with every whitelist set.

    Raises: av.FFmpegError where no allowed demuxer knows it, MemoryError.
    """
    options = input_options()
    return av.open(
        file_url(path),
        # The codec list stands here for avformat_find_stream_info, which decodes on its own.
        container_options=options,
        options={"max_pixels": str(MAX_PIXELS), "threads": "1"},
        metadata_errors="replace",  # Windows' editors write GBK
    )


def videos_of(container: InputContainer) -> list[VideoStream]:
    """The moving pictures, best first: no cover art, no thumbnails."""
    videos = [stream for stream in container.streams.video if not stream.disposition & _PICTURES]
    best = container.streams.best("video")
    return sorted(videos, key=lambda stream: stream is not best)


def codec_of(stream: Stream) -> str | None:
    """FFmpeg's name of a stream's codec ("h264"); None for one that it has no decoder for."""
    # The stubs don't say that the context can be None.
    context: object = stream.codec_context
    return stream.codec.canonical_name if context is not None else None


def decodable(stream: Stream) -> bool:
    """Whether the whitelist lets us decode it."""
    context: object = stream.codec_context
    return context is not None and stream.codec_context.name in VIDEO_CODECS


def walk(container: InputContainer, video: VideoStream | None) -> Walk:
    """Read every packet; decode those of ``video`` up to its first picture (None: no decoding).

    Raises: MemoryError. Everything else that is wrong with the file ends up in the result.
    """
    found = Walk([Span(stream.time_base) for stream in container.streams])
    if video is not None:
        _tame(video)
    av.logging.set_level(av.logging.ERROR)
    av.logging.set_skip_repeated(False)  # a held-back repetition would come out in the next file
    try:
        with av.logging.Capture() as complaints:
            _read(container, video, found, complaints)
    except MemoryError:
        raise
    except IndexError:
        pass  # PyAV at the end of a file in which a stream came up late; all was read
    except av.FFmpegError as error:
        found.failure = found.failure or error.strerror or type(error).__name__
    finally:
        av.logging.set_level(None)
    return found


def _read(
    container: InputContainer,
    video: VideoStream | None,
    found: Walk,
    complaints: list[tuple[int, str, str]],
) -> None:
    budget = 0 if video is None else _MOST_PACKETS
    for packet in container.demux():
        index = packet.stream_index
        start = packet.pts if packet.pts is not None else packet.dts
        # Packets that an edit list cuts away are decoded but never shown.
        if start is not None and not packet.is_discard:
            found.spans[index].add(start, packet.duration or 0)
        if complaints or packet.is_corrupt:
            # Before the first picture they only say that a recording began in the middle.
            if not budget and found.failure is None:
                found.failure = _readable(complaints[0][2] if complaints else "corrupt packet")
            complaints.clear()
        if budget and video is not None and index == video.index:
            found.picture = _picture(packet, video)
            budget = 0 if found.picture is not None else budget - 1
            complaints.clear()


def _tame(video: VideoStream) -> None:
    """Set the limits once more: the container's don't reach the decoder that PyAV makes."""
    context = video.codec_context
    context.options = {
        "codec_whitelist": ",".join(sorted(CODECS)),
        "max_pixels": str(MAX_PIXELS),
        "skip_loop_filter": "all",  # polish; only the picture's size and turn are wanted
    }
    context.thread_count = 1


def _readable(message: str) -> str:
    """A complaint without what a stranger may have put into it."""
    return "".join(letter for letter in message if " " <= letter <= "~")[:120].strip()


def _picture(packet: Packet[Stream], video: VideoStream) -> VideoFrame | None:
    """The first picture that comes out when ``packet`` goes in; a broken packet gives none."""
    try:
        frames = packet.decode()
        if not frames and packet.is_keyframe and video.codec_context.name in _REORDERED:
            # It waits for pictures that are shown before it: two more to decode, for nothing.
            frames = [*video.decode(None)]
            if not frames:
                video.codec_context.flush_buffers()
    except MemoryError:
        raise
    except av.FFmpegError:
        return None
    for frame in frames:
        if isinstance(frame, VideoFrame) and frame.width and frame.height:
            return frame
    return None
