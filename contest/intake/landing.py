"""Where fetched mails land: a folder of .eml files with a journal of when each arrived.

The journal ``.fetched.jsonl`` is appended to, a line for each message that is whole on the disk.
What it says of a file holds as long as the file has the size that it had; ``contest track`` takes
INTERNALDATE from it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

JOURNAL = ".fetched.jsonl"
_LONGEST_NAME = 100
"""Bytes."""


class Landed(NamedTuple):
    """A message that is whole on the disk. ``size`` in bytes."""

    path: Path
    uid: int
    internaldate: datetime | None
    size: int
    sha256: str


class Landing:
    """The place of one folder of one account under one UIDVALIDITY. Raises OSError."""

    def __init__(self, inbox: Path, user: str, folder: str, uidvalidity: int) -> None:
        self.path = inbox / _name(user) / f"{_name(folder)}-{uidvalidity}"
        for each in (inbox, self.path.parent, self.path):
            each.mkdir(mode=0o700, exist_ok=True)
        self._journal = self.path / JOURNAL
        rows = list(_rows(self._journal))
        self.done = {row["uid"] for row in rows if isinstance(row.get("uid"), int)}
        """UIDs that are here."""
        self.seen = [
            (row["through"], str(row.get("since")))
            for row in rows
            if isinstance(row.get("through"), int)
        ]
        """UIDs up to which everything that arrived since a day is here."""

    @contextlib.contextmanager
    def alone(self) -> Iterator[bool]:
        """Keep other runs out; False where one is at work."""
        descriptor = os.open(self._journal, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(descriptor)

    def first(self, since: str) -> int:
        """The UID from which on there may be something new that arrived on the day ``since``, an
        ISO date, or later. An empty one is before all others."""
        return max((uid for uid, day in self.seen if day <= since), default=0) + 1

    def part(self, uid: int) -> Path:
        """Where a message lies that has not come whole yet."""
        return self.path / f".{uid:06}.part"

    def keep(self, uid: int, pieces: Iterable[bytes], internaldate: datetime | None) -> Landed:
        """Add the pieces to what has come of a message, then give it its name."""
        part = self.part(uid)
        digest, size = hashlib.sha256(), 0
        with _opened(part) as out:
            out.seek(0)
            while chunk := out.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
            for piece in pieces:
                out.write(piece)
                _settle(out)
                digest.update(piece)
                size += len(piece)
        target = self.path / f"{uid:06}.eml"
        part.replace(target)
        landed = Landed(target, uid, internaldate, size, digest.hexdigest())
        self._note({
            "file": target.name,
            "uid": uid,
            "internaldate": internaldate.isoformat() if internaldate else None,
            "size": size,
            "sha256": landed.sha256,
        })  # fmt: skip
        self.done.add(uid)
        return landed

    def forget(self, uid: int) -> None:
        """Take away what has come of a message that is gone."""
        self.part(uid).unlink(missing_ok=True)

    def through(self, uid: int, since: str) -> None:
        """Note that everything up to this UID that arrived since a day is here."""
        if self.first(since) <= uid:
            self.seen.append((uid, since))
            self._note({"through": uid, "since": since})

    def _note(self, row: dict[str, Any]) -> None:
        """Append a line; one that a stopped run left half written is closed first."""
        with _opened(self._journal) as out:
            end = out.seek(0, os.SEEK_END)
            if end:
                out.seek(end - 1)
                if out.read(1) != b"\n":
                    out.write(b"\n")
            out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            _settle(out)


def internaldate_of(path: str) -> datetime | None:
    """When the server took the mail in this file, where its folder has a journal that says so."""
    folder, name = os.path.split(path)
    journal = os.path.join(folder, JOURNAL)  # noqa: PTH118  # a Path costs as much as the question
    try:
        found = os.stat(journal)  # noqa: PTH116  # as above
    except (OSError, ValueError):
        return None
    with contextlib.suppress(OSError):
        known = _dates(journal, found.st_mtime_ns, found.st_size)
        size, date = known.get(name, (-1, None))
        if date is not None and Path(path).stat().st_size == size:
            return date
    return None


@lru_cache(maxsize=8)
def _dates(journal: str, _mtime: int, _size: int) -> dict[str, tuple[int, datetime]]:
    found = {}
    for row in _rows(Path(journal)):
        with contextlib.suppress(KeyError, TypeError, ValueError):
            date = datetime.fromisoformat(row["internaldate"])
            if date.tzinfo is not None:
                found[str(row["file"])] = (int(row["size"]), date)
    return found


def _rows(journal: Path) -> Iterator[dict[str, Any]]:
    """The lines of a journal; one that a stopped run left half written is none."""
    try:
        text = journal.read_bytes()
    except OSError:
        return
    for line in text.splitlines():
        with contextlib.suppress(ValueError):
            row = json.loads(line)
            if isinstance(row, dict):
                yield row


def _settle(out: BinaryIO) -> None:
    out.flush()
    os.fsync(out.fileno())


def _opened(path: Path) -> BinaryIO:
    """To be read and added to, by its owner alone."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "ab+")


def _name(text: str) -> str:
    """A name for a folder on the disk, and another one for each other text."""
    plain = "".join(c if c.isalnum() or c in "@._+-" else "_" for c in text).lstrip(".")
    while len(plain.encode()) > _LONGEST_NAME:
        plain = plain[:-1]
    if plain == text:
        return plain
    return f"{plain}~{hashlib.sha256(text.encode()).hexdigest()[:6]}"
