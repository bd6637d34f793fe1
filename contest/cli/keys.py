"""Keys as they are pressed, without Enter, where stdin is a terminal; lines where it is not."""

from __future__ import annotations

import io
import os
import select
import signal
import sys
import termios
import tty
import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple, Self

END = "\x04"
"""Ctrl-D, or the end of what was piped in."""


NAP = 0.5
"""Seconds of waiting for a key at a time: a signal that another thread has taken is seen then."""


class Pressed(NamedTuple):
    """A key in lower case and half width, as an input method may not write it; whether it was a
    capital; and what stands behind it on its line, where lines are read."""

    key: str
    capital: bool = False
    rest: str = ""


class Keys:
    """A context in which keys are read. However it is left, the terminal is as it was."""

    def __init__(self) -> None:
        self.terminal = sys.stdin is not None and sys.stdin.isatty()
        self._fd = sys.stdin.fileno() if self.terminal else -1
        self._before: Any = None
        piped = io.BytesIO() if sys.stdin is None else sys.stdin.buffer
        self._lines = None if self.terminal else piped

    def __enter__(self) -> Self:
        if self.terminal:
            self._before = termios.tcgetattr(self._fd)
            self._raw()
            # Ctrl-Z and fg: the shell has put the terminal back to lines meanwhile.
            signal.signal(signal.SIGCONT, lambda *_: self._raw())
        return self

    def __exit__(self, *_exc: object) -> None:
        if self.terminal:
            signal.signal(signal.SIGCONT, signal.SIG_DFL)
            self._restore()

    def forget(self) -> None:
        """Drop what was typed before the screen was there: nobody answers what he hasn't seen."""
        if self.terminal:
            termios.tcflush(self._fd, termios.TCIFLUSH)

    def key(self, tick: Callable[[], None], every: float) -> Pressed:
        """The next key; ``tick`` is called whenever so many seconds pass without one."""
        if self._lines is not None:
            return _from_line(self._lines.readline())
        idle = 0.0
        while not select.select([self._fd], [], [], NAP)[0]:
            idle += NAP
            if idle >= every:
                idle = 0.0
                tick()
        first = os.read(self._fd, 1)
        if first in (b"", END.encode()):
            return Pressed(END)
        if first == b"\x1b":
            self._pass_over()
            return Pressed("")
        while not _whole(first) and len(first) < 4:
            first += os.read(self._fd, 1)
        return _pressed(first.decode("utf-8", "replace"))

    def _pass_over(self) -> None:
        """Read the rest of an arrow or a function key, which is none of ours."""
        opened, byte = False, b""
        while select.select([self._fd], [], [], 0.02)[0] and (byte := os.read(self._fd, 1)):
            if not opened and byte in (b"[", b"O"):
                opened = True
            elif not opened or b"@" <= byte <= b"~":
                return

    def line(self) -> str:
        """A whole line, typed with echo."""
        if self._lines is not None:
            return self._lines.readline().decode("utf-8", "replace").strip()
        self._restore()
        try:
            data = b""
            while not data.endswith(b"\n") and (piece := os.read(self._fd, 4096)):
                data += piece
            return data.decode("utf-8", "replace").strip()
        finally:
            self._raw()

    def _raw(self) -> None:
        tty.setcbreak(self._fd, termios.TCSANOW)

    def _restore(self) -> None:
        try:
            termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)
        except termios.error:  # the terminal is gone
            return


def _whole(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.reason != "unexpected end of data"
    return True


def _pressed(char: str) -> Pressed:
    plain = unicodedata.normalize("NFKC", char)
    return Pressed(plain.lower(), plain.lower() != plain)


def _from_line(data: bytes) -> Pressed:
    if not data:
        return Pressed(END)
    text = data.decode("utf-8", "replace").strip()
    return _pressed(text[:1])._replace(rest=text[1:].strip())
