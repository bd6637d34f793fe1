"""One worker process as its parent sees it: start, ask with a time limit, kill, start again."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from contest.errors import ToolError
from contest.media.limits import patience
from contest.media.pipes import close, read_line, start, write_line
from contest.media.wire import Wire, from_line, to_line, unpack
from contest.model import Fault, Media

_START: Final = 60.0  # seconds to import PyAV, on a cold disk


class Prober:
    """Probes one file after the other in a process of its own, started when first needed.

    ``allowed`` gives the seconds that a file of so many bytes may take. ``probe`` belongs to one
    thread, and so does ``close``; ``kill`` may come from any.
    """

    def __init__(self, allowed: Callable[[int], float] = patience) -> None:
        self._allowed = allowed
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._stopped = False

    @property
    def pid(self) -> int | None:
        """The worker's process id while there is one."""
        return None if self._process is None else self._process.pid

    def probe(self, path: Path, known: str | None = None) -> Media:
        """Measure the file at ``path``, whose SHA-256 may be ``known``.

        A worker that dies or hangs makes fault M118.

        Raises: ToolError where no worker can be started.
        """
        size = _size(path)
        # Not resolve(): the name as given decides, and a loop of links is the worker's to meet.
        place = os.path.abspath(path)  # noqa: PTH100  # links are not to be resolved
        request: Wire = {"path": place, "known": known}
        answer = self._ask(request, lambda: self._allowed(size or 0))
        try:
            if "failed" not in answer:
                return unpack(str(path), answer)
            reason = str(answer["failed"])
            if reason == "memory":  # whatever FFmpeg still holds goes with the worker
                self._end()
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            self._end()
            reason = "protocol"
        return Media(
            path=str(path), size=size, faults=(Fault(code="M118", args={"reason": reason}),)
        )

    def versions(self) -> Wire:
        """``{"av": …, "libraries": …}``: PyAV's version and that of the FFmpeg inside.

        Raises: ToolError where no worker can be started.
        """
        return self._ask({"ask": "versions"}, lambda: _START)

    def kill(self) -> None:
        """End the worker at once, for good; a ``probe`` under way comes back with a fault."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """End the worker and give its descriptors back."""
        self.kill()
        self._end()

    def _ask(self, request: Wire, seconds: Callable[[], float]) -> Wire:
        line = to_line(request)
        for _ in range(2):
            process = self._running()
            try:
                write_line(process, line)
            except OSError:  # it died while idle; the file is not to blame
                self._end()
                continue
            return self._receive(process, seconds())
        return {"failed": "start"}

    def _receive(self, process: subprocess.Popen[bytes], seconds: float) -> Wire:
        """The next answer, or ``{"failed": reason}`` once the worker is beyond help."""
        try:
            if line := read_line(process, seconds):
                return from_line(line)
        except TimeoutError:
            self._end()
            return {"failed": "timeout"}
        except ValueError:
            self._end()
            return {"failed": "protocol"}
        return {"failed": _death(self._end(patient=True))}

    def _running(self) -> subprocess.Popen[bytes]:
        process = self._process
        if process is not None and process.poll() is None:
            return process
        self._end()
        with self._lock:
            if self._stopped:
                raise ToolError("The probing of videos was stopped.")
            process = self._process = start()
        hello = self._receive(process, _START)
        if hello.get("ready") is True:
            return process
        reason = str(hello.get("broken") or hello.get("failed") or "?")
        self._end()
        raise ToolError("The video prober (PyAV) can't start: {reason}", reason=reason)

    def _end(self, *, patient: bool = False) -> int:
        """Reap the worker, by force unless it is ``patient``ly awaited; its return code."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return 0
        with process:
            try:
                process.wait(5 if patient else 0)
            except subprocess.TimeoutExpired:
                process.kill()
            close(process)
        return process.returncode


def _death(code: int) -> str:
    """Why a worker is gone, in the words of fault M118."""
    if code == -signal.SIGXCPU:  # its processor time was used up
        return "timeout"
    return f"signal {-code}" if code < 0 else f"exit {code}"


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return None
