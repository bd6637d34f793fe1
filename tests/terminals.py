"""A person at a terminal: a program on a pseudo-terminal, keys pressed, what is to be seen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any, Self

from running import REPOSITORY, environment

CLEAR = "\x1b[H\x1b[2J"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

IUTF8 = 0x4000
"""A deleted character is a whole one, as every terminal asks for; Python has no name for it."""


class Terminal:
    """``contest ARGUMENTS`` on a terminal of 80 columns and 24 rows."""

    def __init__(self, *arguments: str | Path, cwd: Path = REPOSITORY, **more: str) -> None:
        self.ours, self._theirs = pty.openpty()
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        modes = termios.tcgetattr(self._theirs)
        modes[0] |= IUTF8
        termios.tcsetattr(self._theirs, termios.TCSANOW, modes)
        self.seen = ""
        self._bytes = b""
        self.before = self.modes()
        clean = environment(**({"TERM": "xterm-256color"} | more))
        self.program = subprocess.Popen(
            [sys.executable, "-m", "contest", *map(str, arguments)],
            cwd=cwd,
            env={name: value for name, value in clean.items() if name not in {"LINES", "COLUMNS"}},
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # one thread
        )

    def modes(self) -> list[Any]:
        """The terminal's modes; what it is set to while lines are edited."""
        return termios.tcgetattr(self._theirs)

    def set_modes(self, modes: list[Any]) -> None:
        """Set them, as a shell does when it takes the terminal back."""
        termios.tcsetattr(self._theirs, termios.TCSANOW, modes)

    def until(self, text: str, patience: float = 20.0) -> str:
        """Read until ``text`` is on the screen; the screen, without colours."""
        end = time.monotonic() + patience
        while text not in self.screen():
            assert time.monotonic() < end, f"{text!r} is not in:\n{self.screen()}"
            self._read(0.2)
        self._read(0.05)
        return self.screen()

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self.ours, keys.encode())

    def screen(self) -> str:
        """What was written since the screen was cleared last, without colours."""
        plain = COLOUR.sub("", self.seen).replace("\r\n", "\n")
        return plain.rpartition(CLEAR)[2]

    def over(self, patience: float = 60.0) -> int:
        """Wait for the program; its exit code."""
        end = time.monotonic() + patience
        while self.program.poll() is None and time.monotonic() < end:
            self._read(0.1)
        self._read(0.05)
        return self.program.wait(timeout=1)

    def hang_up(self) -> None:
        """The window is closed: the terminal is gone."""
        os.close(self._theirs)
        os.close(self.ours)
        self.ours = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        if self.ours >= 0:
            os.close(self.ours)
            os.close(self._theirs)

    def _read(self, patience: float) -> None:
        if select.select([self.ours], [], [], patience)[0]:
            try:
                self._bytes += os.read(self.ours, 65536)
            except OSError:  # Linux says so when nobody has the other side open
                return
            self.seen = self._bytes.decode("utf-8", "replace")
