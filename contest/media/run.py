"""The one runner of every ffmpeg command line: nothing hangs, nothing is left running.

ffmpeg-python only builds commands; its own ways of running them wait for ever on a full pipe.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Final

from contest.errors import ToolError

_CAP: Final = 1 << 20  # bytes kept of each stream; a broken film complains without end
_CHUNK: Final = 1 << 16
_MERCY: Final = 2.0  # seconds between asking to stop and making it stop


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended. A negative ``returncode`` is the signal that ended it."""

    returncode: int
    stdout: str
    stderr: str
    timed_out: bool

    @property
    def ok(self) -> bool:
        """Ended by itself with 0. It says nothing about the film: look at what was written."""
        return self.returncode == 0 and not self.timed_out


def run(command: Sequence[str], *, seconds: float) -> Ran:
    """Run ``command`` for ``seconds`` at most, in a process group of its own.

    The last megabyte of its standard output and error is kept, undecodable bytes replaced.

    Raises: ToolError where it can't be started. KeyboardInterrupt ends the group and goes on up.
    """
    try:
        process = subprocess.Popen(  # noqa: S603  # a list, no shell, the program found by us
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # A static build crashes when it loads the host's gconv modules (every .ts file).
            env=dict(os.environ, GCONV_PATH="/nonexistent"),
            start_new_session=True,
        )
    except OSError as error:
        raise ToolError(
            "{tool} can't be started: {reason}",
            tool=command[0],
            reason=error.strerror or type(error).__name__,
        ) from error
    with process:
        drains = [_Drain(process.stdout), _Drain(process.stderr)]
        timed_out = False
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            timed_out = True
        finally:  # also for Ctrl-C
            _end(process)
        stdout, stderr = (drain.text() for drain in drains)
    return Ran(process.returncode, stdout, stderr, timed_out)


class _Drain:
    """A thread that empties a pipe and keeps its end."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        self._pipe = pipe
        self._kept = bytearray()
        self._thread = threading.Thread(target=self._empty, daemon=True)
        self._thread.start()

    def _empty(self) -> None:
        if self._pipe is None:
            return
        # OSError, ValueError: closed under our hands once the process is gone.
        with contextlib.suppress(OSError, ValueError):
            while chunk := os.read(self._pipe.fileno(), _CHUNK):
                self._kept += chunk
                del self._kept[:-_CAP]

    def text(self) -> str:
        """What came, once the pipe is empty."""
        self._thread.join(_MERCY)
        return bytes(self._kept).decode("utf-8", errors="replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to stop, then kill its whole group."""
    if process.poll() is None:
        _signal(process, signal.SIGTERM)
        deadline = time.monotonic() + _MERCY
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
    if process.poll() is None:
        _signal(process, signal.SIGKILL)
        process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
