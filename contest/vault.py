"""files/: received bytes under their hash. works/: the same bytes under names a person can read.

What strangers call their files is never a path here: bytes lie under their SHA-256, names of
links are made of cleaned parts.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from contest.errors import ContestError

LONGEST_NAME = 200
"""Bytes of a link's name, under the 255 that file systems take."""

_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


PART = ".part-"
"""What the name of a file begins with that is still being written."""

ABANDONED = 6 * 3600.0
"""Seconds after which a half-written file belongs to no run any more."""

HALF_MADE = ".link-"
"""What the name of a link begins with that a run, perhaps another one, is about to put in place."""


class Vault:
    """The kept bytes of one contest folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = folder / "files"
        self.works = folder / "works"

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash lie."""
        return self.files / sha256[:2] / sha256

    def put(
        self, chunks: Iterable[bytes], known: Callable[[], str | None] | None = None
    ) -> tuple[str, int]:
        """Keep the bytes and return (sha256, size). Written beside and renamed, so that there is
        never half a file under a hash. ``known`` is asked for the hash once all is written, by
        somebody who has seen the bytes before. Raises ContestError when the disk is full, and the
        OSErrors of whoever gives the bytes."""
        private(self.files)
        digest, size = hashlib.sha256(), 0
        # A name of its own before there is a file: it goes also where Ctrl-C comes in between.
        part = self.files / f"{PART}{secrets.token_hex(8)}"
        try:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                for chunk in _readable(chunks):
                    if known is None:
                        digest.update(chunk)
                    size += len(chunk)
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            sha256 = digest.hexdigest() if known is None else known() or _sha256(part)
            target = self.path(sha256)
            private(target.parent)
            part.replace(target)
        except OSError as error:
            _forget(part)
            raise no_room(error, self.files) from error
        except _UnreadableError as error:
            _forget(part)
            raise error.reason from error
        except BaseException:
            _forget(part)
            raise
        return sha256, size

    def was_used(self) -> bool:
        """Whether something was kept or shown here before."""
        return os.path.lexists(self.files) or os.path.lexists(self.works)

    def verify(self, sha256: str) -> bool:
        """Whether the bytes are there and still have this hash."""
        try:
            return _sha256(self.path(sha256)) == sha256
        except OSError:
            return False

    def link(self, wanted: dict[str, str]) -> None:
        """Make works/ hold exactly these links, name → sha256. Names that a person put there and
        that are no links are left alone; another run may do the same at the same time."""
        private(self.works)
        try:
            with os.scandir(self.works) as found:
                there = {e.name: _target(e.path) for e in found if e.is_symlink()}
            for name in there:
                if name not in wanted and not name.startswith(HALF_MADE):
                    (self.works / name).unlink(missing_ok=True)
            up = os.path.relpath(self.files, self.works)
            for name, sha256 in wanted.items():
                target = f"{up}/{sha256[:2]}/{sha256}"
                if there.get(name) != target:
                    self._link(name, target)
        except OSError as error:
            raise no_room(error, self.works) from error

    def _link(self, name: str, target: str) -> None:
        link = self.works / name
        if link.is_symlink():
            with contextlib.suppress(FileNotFoundError):
                if str(link.readlink()) == target:
                    return
        elif os.path.lexists(link):
            return
        fresh = self.works / f"{HALF_MADE}{os.getpid()}-{secrets.token_hex(4)}"
        fresh.symlink_to(target)
        fresh.replace(link)

    def stale(self, wanted: dict[str, str]) -> list[str]:
        """The names in works/ that ``link`` would put right: what is wanted and not there, and
        links that are there and not wanted."""
        there = {}
        if self.works.is_dir():
            there = {p.name: str(p.readlink()) for p in self.works.iterdir() if p.is_symlink()}
        right = {n: os.path.relpath(self.path(sha256), self.works) for n, sha256 in wanted.items()}
        others = {name for name in there.keys() - right.keys() if not name.startswith(HALF_MADE)}
        wrong = {
            name
            for name, target in right.items()
            if there.get(name) != target
            and not (name not in there and os.path.lexists(self.works / name))
        }
        return sorted(others | wrong)

    def unknown(self, known: set[str]) -> list[str]:
        """Whole files in files/ whose names are not among the ``known`` hashes."""
        return sorted(
            path.name
            for path in self.files.rglob("*")
            if path.is_file() and path.name not in known and not path.name.startswith(PART)
        )

    def halves(self, older: float) -> list[Path]:
        """What a killed run left half written before the instant ``older`` (seconds since the
        epoch)."""
        found = []
        for name in ("files", "works", "exports", "backups"):
            place = self.folder / name
            for path in (*place.glob(f"{PART}*"), *place.glob(f"{HALF_MADE}*")):
                with contextlib.suppress(OSError):
                    if path.lstat().st_mtime < older and not path.is_dir():
                        found.append(path)
        return sorted(found)

    def sweep(self, older: float) -> int:
        """Remove what a killed run left half written before the instant ``older``; the number of
        files."""
        removed = 0
        for path in self.halves(older):
            with contextlib.suppress(OSError):
                path.unlink()
                removed += 1
        return removed


def _target(link: str) -> str | None:
    """Where a link leads that another run may just be removing."""
    with contextlib.suppress(FileNotFoundError):
        return os.readlink(link)  # noqa: PTH115  # a Path costs as much
    return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _UnreadableError(Exception):
    """What gives the bytes has failed, not what keeps them."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(reason)
        self.reason = reason


def _forget(part: Path) -> None:
    """Take away what was half written. Where even that fails, as on a disk that is mounted
    read-only, what comes out is why it couldn't be written; a later run sweeps it up."""
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)


def _readable(chunks: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield from chunks
    except OSError as error:
        raise _UnreadableError(error) from error


def private(folder: Path) -> None:
    """Make ``folder`` for its owner alone: it holds personal data."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise no_room(error, folder) from error


def readable(number: str, work: str | None, people: Iterable[str | None], suffix: str) -> str:
    """A file name for a work: ``短-017《微光成炬》_张三_编辑部.mp4``, cut to size."""
    work = (work or "?").removeprefix("《").removesuffix("》")
    stem = f"{number}《{work}》" + "".join(f"_{p}" for p in people if p)
    clean = "".join(
        "_" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} else c
        for c in stem.translate(_FORBIDDEN)
    ).strip(". ")
    room = LONGEST_NAME - len(suffix.encode())
    return clean.encode()[:room].decode(errors="ignore") + suffix


def no_room(error: OSError, path: Path) -> ContestError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return ContestError(
            "The disk is full ({path}). Make room and run the command again; "
            "what was recorded so far is safe.",
            path=str(path),
        )
    return ContestError(
        "{path} can't be written: {reason}.", path=str(path), reason=error.strerror or str(error)
    )
