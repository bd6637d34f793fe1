"""One pass over the packets of an open container: true times, first picture, last pictures.

Headers lie and tables disagree; packets are what a player plays. Reading all of them costs less
than hashing the file. Only the worker imports this module: it needs PyAV.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import av
import av.logging
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from contest.media.allowed import CODECS, MAX_PIXELS, VIDEO_CODECS, file_url, input_options
from contest.media.ending import Ending
from contest.media.tracks import Track

# A recording that begins in the middle of a GOP shows its first picture some seconds later; an
# encrypted one never does.
_MOST_PACKETS = 900
# Their key pictures stand alone; those of VP9 may be hidden and needed later.
_REORDERED = frozenset(("h264", "hevc", "mpeg1video", "mpeg2video", "mpeg4"))
_CAREFUL = input_options()
# FFmpeg, left to itself, decodes while it opens, and throws the pictures away. Where a container's
# headers tell all that it looks for, the dearest codecs are kept from it and decoded once, by us.
# Not H.264 in Matroska: it would read on for times that it can't find, past what we listen for.
_SPARED = {
    what: _CAREFUL | {"codec_whitelist": ",".join(sorted(CODECS - {codec}))}
    for what, codec in (("mp4", "h264"), ("flv", "h264"), ("matroska", "vp9"))
}
# Whose first bytes leave no doubt: three hundred other demuxers need not be asked.
_DEMUXERS = {"mp4": "mov", "matroska": "matroska", "avi": "avi", "asf": "asf"}
_PROBING = {"max_pixels": str(MAX_PIXELS), "threads": "1", "skip_frame": "nokey"}
_DECODING = {
    "codec_whitelist": _CAREFUL["codec_whitelist"],
    "max_pixels": str(MAX_PIXELS),
    # Polish and colour (which only some can leave out); the picture's size and turn are wanted.
    "skip_loop_filter": "all",
    "flags": "gray",
}
_PICTURES = Disposition.attached_pic | Disposition.timed_thumbnails


@dataclass(slots=True)
class Walk:
    """What a pass found. ``failure`` is FFmpeg's first complaint about damage, or its last word;
    ``ending`` what the decoder said of the last pictures. ``streams`` is the SHA-256 of the video's
    packets."""

    tracks: list[Track]
    picture: VideoFrame | None = None
    failure: str | None = None
    ending: str | None = None
    streams: str | None = None

    @property
    def reach(self) -> float | None:
        """Seconds from the first packet of any stream to the end of the last."""
        limits = [limits for track in self.tracks if (limits := track.limits)]
        if not limits:
            return None
        return float(max(end for _, end in limits) - min(start for start, _ in limits))


def open_video(path: str, what: str = "unknown") -> InputContainer:
    """Open the file at ``path`` (absolute), of which :func:`sniff` said ``what`` it is, with every
    whitelist set.

    Raises: av.FFmpegError where no allowed demuxer knows it, MemoryError.
    """
    return av.open(
        file_url(path),
        format=_DEMUXERS.get(what),
        # The codec list stands here for avformat_find_stream_info, which decodes on its own.
        container_options=_SPARED.get(what, _CAREFUL),
        options=_PROBING,
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


def walk(container: InputContainer, video: VideoStream | None, *, ending: bool) -> Walk:
    """Read every packet; decode those of ``video`` up to its first picture (None: no decoding),
    and its ``ending`` too where asked.

    Raises: MemoryError. Everything else that is wrong with the file ends up in the result.
    """
    found = Walk([Track(stream.time_base) for stream in container.streams])
    last = None
    if video is not None:
        _tame(video)
        last = Ending(video) if ending else None
    av.logging.set_level(av.logging.ERROR)
    av.logging.set_skip_repeated(False)  # a held-back repetition would come out in the next file
    try:
        with av.logging.Capture() as complaints:
            _read(container, video, found, last, complaints)
        if last is not None and found.picture is not None:
            found.ending = _readable(last.complaint())
    except MemoryError:
        raise
    except av.FFmpegError as error:
        found.failure = found.failure or error.strerror or type(error).__name__
    finally:
        av.logging.set_level(None)
    return found


def _read(
    container: InputContainer,
    video: VideoStream | None,
    found: Walk,
    ending: Ending | None,
    complaints: list[tuple[int, str, str]],
) -> None:
    budget = 0 if video is None else _MOST_PACKETS
    chosen = -1 if video is None else video.index
    tracks, digest = found.tracks, hashlib.sha256()
    adds = [track.add for track in tracks]
    try:
        for packet in container.demux():
            index, size, shown = packet.stream_index, packet.size, packet.pts
            start = packet.dts if shown is None else shown
            # Packets that an edit list cuts away are decoded but never shown.
            if start is not None and not packet.is_discard:
                adds[index](start, packet.duration or 0, size, packet.is_keyframe)
            if complaints or packet.is_corrupt:
                # Before the first picture they only say that a recording began in the middle.
                if not budget:
                    _note(found, complaints)
                complaints.clear()
            if size and index == chosen:
                digest.update(packet)
                if ending is not None:
                    ending.add(packet)
                if budget and video is not None:
                    found.picture = _picture(packet, video)
                    budget = 0 if found.picture is not None else budget - 1
                    complaints.clear()
    except IndexError:
        pass  # PyAV at the end of a file in which a stream came up late; all was read
    if chosen >= 0 and tracks[chosen].count:
        found.streams = digest.hexdigest()


def _note(found: Walk, complaints: list[tuple[int, str, str]]) -> None:
    """Keep the first complaint about the packets."""
    if found.failure is None:
        found.failure = _readable(complaints[0][2] if complaints else "corrupt packet")


def _tame(video: VideoStream) -> None:
    """Set the limits once more: the container's don't reach the decoder that PyAV makes."""
    context = video.codec_context
    context.options = _DECODING
    context.thread_count = 1


def _readable(message: str | None) -> str | None:
    """A complaint without what a stranger may have put into it."""
    if message is None:
        return None
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
