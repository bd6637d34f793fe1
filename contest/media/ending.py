"""Does the end of a video decode? The last packets are kept while all are read, then decoded.

Keeping them spares the seek, which damaged files do badly. A cut file often shows no other sign:
its index lies at the beginning, its last picture ends in the middle.
"""

from __future__ import annotations

from collections import deque
from typing import Final

import av
import av.logging
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

SECONDS: Final = 2.0
"""How much of the end is decoded at least."""
_BYTES: Final = 48 << 20
_PACKETS: Final = 900
"""The most that is kept and decoded; a recording whose only key picture is its first is let be."""

_HARMLESS: Final = (
    # Said of whole streams too: by decoders that begin anew, and of marks that players pass over.
    "mmco",
    "number of reference frames",
    "co located POCs unavailable",
    "Could not find ref with POC",
    "SEI type",
    "no frame!",
)


class Ending:
    """Holds groups of pictures, each from a key packet on; the oldest go while the rest reach back
    far enough, or where they are too much."""

    def __init__(self, video: VideoStream) -> None:
        self._video = video
        self._groups: deque[list[Packet[Stream]]] = deque()
        self._bytes = self._packets = 0
        base = video.time_base
        self._reach = int(SECONDS / base) if base else 0

    def add(self, packet: Packet[Stream]) -> None:
        """Take the stream's next packet in."""
        if packet.is_keyframe:
            self._groups.append([])
            self._drop(packet)
        elif not self._groups:
            return
        self._groups[-1].append(packet)
        self._bytes += packet.size
        self._packets += 1
        if self._bytes > _BYTES or self._packets > _PACKETS:
            self._forget()

    def _drop(self, newest: Packet[Stream]) -> None:
        """Let go what lies before the last group that begins early enough."""
        while len(self._groups) > 2:
            second = self._groups[1][0]
            if newest.pts is None or second.pts is None or newest.pts - second.pts < self._reach:
                return
            self._forget()

    def _forget(self) -> None:
        gone = self._groups.popleft()
        self._packets -= len(gone)
        self._bytes -= sum(packet.size for packet in gone)

    def complaint(self) -> str | None:
        """What the decoder says of damage when it decodes the end; None where nothing.

        Raises: MemoryError.
        """
        context = self._video.codec_context
        context.flush_buffers()
        with av.logging.Capture() as complaints:
            for packet in self._kept():
                try:
                    packet.decode()
                except MemoryError:
                    raise
                except av.FFmpegError as error:
                    return error.strerror or type(error).__name__
        return next((text for _, _, text in complaints if _tells(text)), None)

    def _kept(self) -> list[Packet[Stream]]:
        if not self._groups:
            return []
        key = self._groups[0][0].pts
        packets = [packet for group in self._groups for packet in group]
        # Pictures that are shown before the first key picture lean on what is not here any more.
        return [p for p in packets if p.pts is None or key is None or p.pts >= key]


def _tells(complaint: str) -> bool:
    return not any(word in complaint for word in _HARMLESS)
