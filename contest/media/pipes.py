"""A worker process and its two pipes: start it, write a line, read one within a time limit."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import contest
from contest.errors import ToolError

_LINE: Final = 1 << 20  # no answer is this long
_CHUNK: Final = 1 << 16


def start() -> subprocess.Popen[bytes]:
    """A new worker with its input and output as pipes.

    Raises: ToolError where the system has no memory, process or permission for one.
    """
    package = Path(contest.__file__).resolve().parent
    environment = dict(os.environ)
    # -P keeps a stranger's av.py in the current folder out, and with it a source tree: name that.
    if package.parent.name not in ("site-packages", "dist-packages"):
        others = [environment["PYTHONPATH"]] if environment.get("PYTHONPATH") else []
        environment["PYTHONPATH"] = os.pathsep.join([str(package.parent), *others])
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "contest.media.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=environment,
            start_new_session=True,  # Ctrl-C in the terminal is for the parent alone
        )
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ToolError("The video prober (PyAV) can't start: {reason}", reason=reason) from error


def write_line(process: subprocess.Popen[bytes], line: bytes) -> None:
    """All of the line. Raises OSError where the worker is gone."""
    assert process.stdin is not None  # noqa: S101  # opened as a pipe above
    while line:
        line = line[process.stdin.write(line) or 0 :]


def read_line(process: subprocess.Popen[bytes], seconds: float) -> bytes:
    """One line within so many seconds; empty at the end.

    Raises: TimeoutError, ValueError where it has no end.
    """
    assert process.stdout is not None  # noqa: S101  # opened as a pipe above
    descriptor = process.stdout.fileno()
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    deadline = time.monotonic() + seconds
    line = b""
    while not line.endswith(b"\n"):
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise TimeoutError
        if len(line) > _LINE:
            raise ValueError("too long")
        chunk = os.read(descriptor, _CHUNK)
        if not chunk:
            return b""
        line += chunk
    return line


def close(process: subprocess.Popen[bytes]) -> None:
    """Give both pipes back."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
