"""Empties a process's pipe in a thread of its own, so that the process never waits for us."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from typing import IO, Final

_CAP: Final = 1 << 20  # bytes kept of each stream; a broken film complains without end
_CHUNK: Final = 1 << 16
_LINE: Final = 4096  # bytes of a line that are looked at
_MERCY: Final = 2.0  # seconds for what is left in the pipe once the process is gone
_DIGEST: Final = 60.0  # the same where somebody still works on it


class Drain:
    """Takes all that comes and keeps its end, or hands it to ``take``."""

    def __init__(self, pipe: IO[bytes] | None, take: Callable[[bytes], object] | None) -> None:
        self._pipe = pipe
        self._take = take
        self._kept = bytearray()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._empty, daemon=True)
        self._thread.start()

    def _empty(self) -> None:
        if self._pipe is None:
            return
        # OSError, ValueError: closed under our hands once the process is gone.
        with contextlib.suppress(OSError, ValueError):
            while chunk := os.read(self._pipe.fileno(), _CHUNK):
                self._keep(chunk)

    def _keep(self, chunk: bytes) -> None:
        if self._take is not None and self._error is None:
            try:
                self._take(chunk)
            except BaseException as error:  # told in the thread that waits; the pipe goes on
                self._error = error
        if self._take is None or isinstance(self._take, Lines):
            self._kept += chunk
            del self._kept[:-_CAP]

    def text(self) -> str:
        """What came, once the pipe is empty. Raises what ``take`` has raised."""
        self._thread.join(_MERCY if self._take is None else _DIGEST)
        if self._error is not None:
            raise self._error
        return bytes(self._kept).decode("utf-8", errors="replace")


class Lines:
    """Cuts bytes into lines and hands each one on, decoded; what is too long is cut off."""

    def __init__(self, hear: Callable[[str], object]) -> None:
        self._hear = hear
        self._rest = b""

    def __call__(self, chunk: bytes) -> None:
        *lines, rest = (self._rest + chunk).replace(b"\r", b"\n").split(b"\n")
        self._rest = rest[:_LINE]
        for line in lines:
            if line:
                self._hear(line[:_LINE].decode("utf-8", errors="replace"))
