"""The process in which strangers' videos are opened: requests in, one line of JSON each out.

``python -P -m contest.media.worker``. A line ``{"path": …, "known": SHA-256 or null}`` is answered
with a packed ``Media`` or ``{"failed": reason}``, ``{"ask": "versions"}`` with versions. First
comes ``{"ready": true}``, or ``{"broken": reason}`` where PyAV can't be imported. It ends when its
input does.
"""

from __future__ import annotations

import gc
import itertools
import os
import signal
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import NoReturn

from contest.media.limits import allow_seconds, confine, patience
from contest.media.wire import Wire, from_line, pack, to_line
from contest.model import Media

OFTEN = 10
"""Files between two collections; after each one the memory would only go and come."""


def main() -> None:
    """Answer requests until the parent closes the pipe, dies or kills us."""
    # The terminal's Ctrl-C is the parent's to handle; we are in a session of our own anyway.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = _take_stdout()
    try:  # here, so that the absence of PyAV can be told in words
        from contest.media.measure import measure
    except Exception as error:
        _send(answers, {"broken": f"{type(error).__name__}: {error}"})
        return
    requests: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    confine()
    _send(answers, {"ready": True})
    for count in itertools.count(1):
        _send(answers, _answer(from_line(requests.get()), measure))
        if count % OFTEN == 0:
            # PyAV's pictures and their side data hold each other: without this, hundreds of
            # megabytes wait for a collection that comes late.
            gc.collect(1)


def _take_stdout() -> int:
    """Keep the protocol's descriptor for ourselves: what a library prints goes nowhere."""
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return answers


def _listen(requests: SimpleQueue[bytes]) -> NoReturn:
    """Hand requests over; leave at once when the parent is gone, also in the middle of a file."""
    for line in sys.stdin.buffer:
        requests.put(line)
    os._exit(0)


def _send(answers: int, message: Wire) -> None:
    rest = to_line(message)
    while rest:
        rest = rest[os.write(answers, rest) :]


def _answer(request: Wire, measure: Callable[[str, str | None], Media]) -> Wire:
    if request.get("ask") == "versions":
        return _versions()
    path = str(request["path"])
    allow_seconds(patience(_size(path)))
    try:
        return pack(measure(path, request.get("known")))
    except MemoryError:
        return {"failed": "memory"}
    except Exception as error:  # one odd file must not cost the others
        return {"failed": type(error).__name__}


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116  # a NUL in the path is a ValueError here too
    except (OSError, ValueError):
        return 0


def _versions() -> Wire:
    import av

    return {"av": av.__version__, "libraries": str(av.ffmpeg_version_info)}


if __name__ == "__main__":
    main()
