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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from contest.errors import ToolError
from contest.media.drain import Drain, Lines

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


class Stop:
    """A way to end running commands from another thread: all at once, and none starts after."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self.stopped = False

    def __call__(self) -> None:
        """End every command that runs now, and let none begin."""
        with self._lock:
            self.stopped = True
            for process in self._running:
                _signal(process, signal.SIGKILL)

    @contextlib.contextmanager
    def watching(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """End ``process`` too, should it be stopped meanwhile."""
        with self._lock:
            self._running.add(process)
            if self.stopped:
                _signal(process, signal.SIGKILL)
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(process)


def run(
    command: Sequence[str],
    *,
    seconds: float,
    take: Callable[[bytes], object] | None = None,
    hear: Callable[[str], object] | None = None,
    stop: Stop | None = None,
) -> Ran:
    """Run ``command`` for ``seconds`` at most, in a process group of its own.

    The last megabyte of its standard output and error is kept, undecodable bytes replaced. Where
    ``take`` is given it gets the output piece by piece instead, ``hear`` every line of standard
    error as it comes; both are called in a thread of their own. ``stop`` ends it early.

    Raises: ToolError where it can't be started. KeyboardInterrupt ends the group and goes on up,
    and so does what ``take`` or ``hear`` raises.
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
    with process, (stop or Stop()).watching(process):
        drains = [Drain(process.stdout, take), Drain(process.stderr, Lines(hear) if hear else None)]
        timed_out = False
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            timed_out = True
        finally:  # also for Ctrl-C
            _end(process)
        stdout, stderr = (drain.text() for drain in drains)
    return Ran(process.returncode, stdout, stderr, timed_out)


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
