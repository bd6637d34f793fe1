"""Files that make FFmpeg open something else, and witnesses that tell whether it did (Linux)."""

from __future__ import annotations

import ctypes
import os
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

_OPENED: Final = 0x20  # IN_OPEN, inotify(7)
_EVENT: Final = 16  # bytes, without a name: the file itself is watched

DASH = """<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT7S"
 minBufferTime="PT1S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period>
<AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1000">
<BaseURL>{target}</BaseURL></Representation></AdaptationSet></Period></MPD>
"""
SDP = (
    "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
    "m=video {port} RTP/AVP 96\na=rtpmap:96 H264/90000\n"
)
NETWORK: Final = {"protocol_whitelist": "file,http,tcp"}


@dataclass(frozen=True)
class Lure:
    """A playlist: its text with {target} or {port} in it, whether the target is on the network,
    and with which options a plain FFmpeg follows it though it is called .mp4."""

    text: str
    plainly: Mapping[str, str]
    remote: bool = False
    form: str | None = None

    def write(self, path: Path, target: str, port: int) -> None:
        text = self.text.replace("{target}", target).replace("{port}", str(port))
        path.write_text(text, encoding="ascii")


_CONCAT: Final = "ffconcat version 1.0\nfile '{target}'\n"
_HLS: Final = "#EXTM3U\n#EXT-X-TARGETDURATION:7\n#EXTINF:7,\n{target}\n#EXT-X-ENDLIST\n"

LURES: Final = {
    "ffconcat": Lure(_CONCAT, {}),
    "ffconcat-http": Lure(_CONCAT, {"safe": "0", **NETWORK}, remote=True),
    # FFmpeg 8 takes no .mp4 for these by itself: here it is told what they are.
    "hls": Lure(_HLS, {}, form="hls"),
    "hls-http": Lure(_HLS, NETWORK, remote=True, form="hls"),
    "dash": Lure(DASH, {}, form="dash"),
    "dash-http": Lure(DASH, NETWORK, remote=True, form="dash"),
    "sdp": Lure(SDP, {"protocol_whitelist": "file,udp,rtp"}, remote=True),
    # The name of a box where an MP4 has one, so that the first bytes don't give it away; FFmpeg
    # looks for an address in any line.
    "sdp-in-a-box": Lure(
        "\x7f\x7f\x7f\x7fsidx\n" + SDP, {"protocol_whitelist": "file,udp,rtp"}, True
    ),
}


class Canary:
    """A file that must not be opened: the kernel tells when somebody does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        system = ctypes.CDLL(None, use_errno=True)
        self._events = system.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        watch = system.inotify_add_watch(self._events, os.fsencode(path), _OPENED)
        assert min(self._events, watch) >= 0, os.strerror(ctypes.get_errno())

    def opened(self) -> bool:
        """Whether it was opened since the last question."""
        try:
            return len(os.read(self._events, 64 * _EVENT)) >= _EVENT
        except BlockingIOError:
            return False

    def close(self) -> None:
        os.close(self._events)


class Server(ThreadingHTTPServer):
    """Serves one file under every name on the loopback, and counts who connects."""

    daemon_threads = True

    def __init__(self, content: bytes) -> None:
        self.connections = 0
        self.content = content
        super().__init__(("127.0.0.1", 0), _Answer)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/canary.mp4"

    def get_request(self) -> tuple[socket.socket, Any]:
        self.connections += 1
        return super().get_request()


class _Answer(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:  # the library's name
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.content)))
        self.end_headers()
        self.wfile.write(self.server.content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Ports:
    """A pair of UDP ports that nobody listens at, and whether somebody did meanwhile."""

    port: int = field(default_factory=lambda: _free_pair())
    bound: bool = False
    _done: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def _watch(self) -> None:
        # The local address is the second word of a line, the port in hexadecimal.
        wanted = f":{self.port:04X}"
        while not self._done.wait(0.005):
            for table in ("/proc/net/udp", "/proc/net/udp6"):
                lines = Path(table).read_text(encoding="ascii").splitlines()[1:]
                self.bound = self.bound or any(x.split()[1].endswith(wanted) for x in lines)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()


def _free_pair() -> int:
    """An even port that is free, as is the next one: RTP wants both (RFC 3550, section 11)."""
    while True:
        with (
            socket.socket(type=socket.SOCK_DGRAM) as one,
            socket.socket(type=socket.SOCK_DGRAM) as two,
        ):
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            if port % 2:
                continue
            try:
                two.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@dataclass
class Witnesses:
    """All that would notice that a lure was followed."""

    canary: Canary
    server: Server
    ports: Ports

    def saw(self) -> bool:
        """Whether anything was opened, connected to or listened at since the last question."""
        time.sleep(0.02)  # one more look at the ports
        seen = self.canary.opened() or self.server.connections > 0 or self.ports.bound
        self.server.connections, self.ports.bound = 0, False
        return seen

    def write(self, lure: Lure, path: Path) -> Path:
        """The lure as a file that leads here; a local target is given as it lies beside it."""
        target = self.server.url if lure.remote else f"kept/{self.canary.path.name}"
        lure.write(path, target, self.ports.port)
        return path
