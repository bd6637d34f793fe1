"""A path → a ``Media``: hash, sniff, walk the packets, look at the first picture.

Runs in the worker, the only importer of PyAV. Whatever is wrong with a file becomes a fault; one
mistake makes one fault. Only a lack of memory is raised: the worker is replaced after it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from io import BufferedReader
from pathlib import PurePath

import av

from contest.media.describe import describe
from contest.media.sniff import HEAD, Sniffed, sniff
from contest.media.walk import open_video
from contest.media.whole import Wholeness, wholeness
from contest.model import Fault, Media, Scalar

_CHUNK = 1 << 20
_KINDS = (
    (stat.S_ISDIR, "directory"),
    (stat.S_ISFIFO, "fifo"),
    (stat.S_ISSOCK, "socket"),
)


def measure(path: str, known: str | None = None) -> Media:
    """Everything that can be known of the file at ``path`` (absolute) without decoding it whole.
    ``known`` is its SHA-256, where somebody has counted it.

    Raises: MemoryError.
    """
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  # Path would choke on a NUL in the same way
        if not stat.S_ISREG(mode):
            return _only(path, "M101", reason=_kind(mode))
        # Non-blocking, for the file that has become a pipe meanwhile.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            return _measure(path, file, known)
    except (OSError, ValueError) as error:
        absent = isinstance(error, OSError) and error.errno == errno.ENOENT
        return _only(path, "M101", reason="absent" if absent else "unreadable")


def _measure(path: str, file: BufferedReader, known: str | None) -> Media:
    sha256, size, head = _begun(file, known) if known else _read(file)
    media = Media(path=path, sha256=sha256, size=size)
    if size == 0:
        return _with(media, Fault(code="M102"))
    sniffed = sniff(head, PurePath(path).suffix)
    if sniffed.kind == "playlist":
        return _with(media, Fault(code="M104", args={"what": sniffed.what}))
    if sniffed.kind == "foreign":
        return _with(media, Fault(code="M103", args={"what": sniffed.what}))
    whole = wholeness(file, size)
    try:
        container = open_video(path, sniffed.what)
    except MemoryError:
        raise
    except av.FFmpegError as error:
        return _with(media, _unopened(sniffed, whole, error.strerror or type(error).__name__))
    with container:
        return describe(media, container, whole, head)


def _read(file: BufferedReader) -> tuple[str, int, bytes]:
    """SHA-256, size in bytes and first bytes, in one reading."""
    digest, size, head = hashlib.sha256(), 0, b""
    buffer = bytearray(_CHUNK)
    view = memoryview(buffer)
    while count := file.readinto(buffer):
        if size == 0:
            head = bytes(view[: min(count, HEAD)])
        digest.update(view[:count])
        size += count
    return digest.hexdigest(), size, head


def _begun(file: BufferedReader, known: str) -> tuple[str, int, bytes]:
    """The same of a file whose SHA-256 is known."""
    return known, os.fstat(file.fileno()).st_size, file.read(HEAD)


def _unopened(sniffed: Sniffed, whole: Wholeness, reason: str) -> Fault:
    """Why FFmpeg didn't take the file: cut short, damaged, or no video at all."""
    if whole in ("cut", "moov"):
        return Fault(code="M107", args={"reason": whole})
    if sniffed.kind == "video":
        return Fault(code="M108", args={"reason": reason})
    return Fault(code="M103", args={"what": sniffed.what})


def _kind(mode: int) -> str:
    return next((name for test, name in _KINDS if test(mode)), "device")


def _only(path: str, code: str, **args: Scalar) -> Media:
    return Media(path=path, faults=(Fault(code=code, args=args),))


def _with(media: Media, fault: Fault) -> Media:
    return media._replace(faults=(*media.faults, fault))
