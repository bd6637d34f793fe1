"""One method over a folder in one process that is warm: ``python -m bench.media.warm METHOD DIR``.

Prints the seconds of CPU and of wall-clock time that a pass over all files took, after one over a
tenth of them to warm up.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Final

Method = Callable[[str], object]
KNOWN: Final = "0" * 64
"""A SHA-256 that is given, so that it is not counted."""
_MIB: Final = 1 << 20


def pymediainfo() -> Method:
    """MediaInfo's library; ImportError where PyPI's pymediainfo is not on the path."""
    parse = importlib.import_module("pymediainfo").MediaInfo.parse
    return lambda path: parse(path)


def walk() -> Method:
    """Headers, packets, first picture: our walk without any hash, and no end decoded."""
    from contest.media import walk as module

    nothing = SimpleNamespace(update=lambda _: None, hexdigest=lambda: KNOWN)
    setattr(module, "hashlib", SimpleNamespace(sha256=lambda: nothing))  # noqa: B010  # for mypy
    return unended()


def unended() -> Method:
    """The same and the hash of the video's packets, which tells a film in another container."""
    from contest.media import walk as module

    blind = SimpleNamespace(add=lambda _: None, complaint=lambda: None)
    setattr(module, "Ending", lambda _: blind)  # noqa: B010  # for mypy
    return unhashed()


def unhashed() -> Method:
    """The same and the decoding of the end."""
    from contest.media.measure import measure

    return lambda path: measure(path, KNOWN)


def measured() -> Method:
    """All that a worker does with a file, SHA-256 of the file included."""
    from contest.media.measure import measure

    return measure


def hashing() -> Method:
    """SHA-256 of the file alone."""
    import hashlib

    def digest(path: str) -> str:
        digest, buffer = hashlib.sha256(), bytearray(_MIB)
        view = memoryview(buffer)
        with open(path, "rb") as file:  # noqa: PTH123  # as the worker does
            while count := file.readinto(buffer):
                digest.update(view[:count])
        return digest.hexdigest()

    return digest


METHODS: Final = {
    "pymediainfo": pymediainfo,
    "hash": hashing,
    "walk": walk,
    "unended": unended,
    "unhashed": unhashed,
    "measure": measured,
}


def main(name: str, folder: str) -> None:
    """Warm up, run, print."""
    method = METHODS[name]()
    paths = [str(path) for path in sorted(Path(folder).iterdir())]
    for path in paths[::10]:
        method(path)
    cpu, wall = time.process_time(), time.perf_counter()
    for path in paths:
        method(path)
    sys.stdout.write(f"{time.process_time() - cpu} {time.perf_counter() - wall}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
