"""What a worker may use: memory, processor time, no files written, no core dumps.

FFmpeg reads what strangers send; a file that asks for too much ends its worker, never the
organiser's machine. Where a system knows no such limit (macOS: address space), it is left out.
"""

from __future__ import annotations

import contextlib
import resource
from pathlib import Path
from typing import Final

MEMORY: Final = 1 << 30
"""Bytes of address space beyond what the worker uses when it starts; enough for 4K AV1."""

SECONDS: Final = 60.0
"""Processor time and wall-clock time that every file may take."""

BYTES_PER_SECOND: Final = 20e6
"""A large file gets one second more for each so many bytes."""


def patience(size: int) -> float:
    """How many seconds a file of ``size`` bytes may take."""
    return SECONDS + size / BYTES_PER_SECOND


def confine() -> None:
    """Set the limits that hold for the worker's whole life. Call it after the imports."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    used = _address_space()
    if used is not None:
        _lower(resource.RLIMIT_AS, used + MEMORY)


def allow_seconds(seconds: float) -> None:
    """Let the worker use ``seconds`` of processor time from now on, then die of SIGXCPU.

    Only the soft limit is set: it is raised again before the next file.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime + seconds) + 1, soft_only=True)


def _lower(which: int, value: int, *, soft_only: bool = False) -> None:
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(which)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(which, (value, hard if soft_only else value))


def _address_space() -> int | None:
    """Bytes of address space in use; None where the system doesn't tell (macOS)."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except (OSError, IndexError):
        return None
    return int(pages) * resource.getpagesize()
