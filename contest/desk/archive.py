"""The archive of a contest: a zip whose manifest names every member with its size and hash.

It is read as something that comes from a stranger: only names that this program gives are known,
nothing is compressed, so that it can't grow, and every byte is held against the manifest.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from contest.desk.folder import LEDGER_FILE
from contest.errors import ContestError, SourceError
from contest.rulebook.folder import FILE as RULES_FILE

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
RULES: Final = "rules/"
"""Under which the files lie that contest.toml names."""
PIECE: Final = 1 << 20

_LARGEST: Final = 256 << 20
"""Bytes of a manifest that are read; one of a million files is smaller."""
_KEPT: Final = re.compile(r"files/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_PART: Final = re.compile(r"[^\0-\x1f/\\:*?\"<>|.][^\0-\x1f/\\:*?\"<>|]{0,99}")
_SUFFIXES: Final = frozenset({".toml", ".txt", ".csv"})
_OURS: Final = frozenset({"files", "works", "exports", "outbox", "backups"})


class Member(msgspec.Struct, frozen=True):
    """A file of the archive."""

    name: str
    size: int
    sha256: str


class Stamped(msgspec.Struct, frozen=True):
    """A seal."""

    number: int
    value: str


class Manifest(msgspec.Struct, frozen=True):
    """What an archive holds. ``files``: whether the kept bytes are in it; ``faults`` are hashes of
    those that were missing or changed when it was made."""

    format: int
    program: str
    contest: str
    made_at: datetime
    seal: Stamped | None
    entries: int
    submissions: int
    awards: int
    acts: int
    files: bool
    faults: tuple[str, ...]
    members: tuple[Member, ...]

    @property
    def kept(self) -> int:
        """How many files of kept bytes there are."""
        return sum(m.name.startswith("files/") for m in self.members)


def kept_name(sha256: str) -> str:
    """The name under which kept bytes lie in an archive."""
    return f"files/{sha256[:2]}/{sha256}"


def sha_of(name: str) -> str | None:
    """The hash in the name of a member; None for one that isn't kept bytes."""
    match = _KEPT.fullmatch(name)
    return match[2] if match else None


def rules_name(path: str) -> str | None:
    """The name in an archive of a file that contest.toml names; None where it can't be one."""
    parts = PurePosixPath(path).parts
    if not parts or len(parts) > 4 or parts[0].lower() in _OURS or path in {RULES_FILE, MANIFEST}:
        return None
    if PurePosixPath(path).suffix.lower() not in _SUFFIXES:
        return None
    return RULES + "/".join(parts) if all(map(_PART.fullmatch, parts)) else None


class Archive:
    """An archive whose manifest fits its members; their bytes are checked as they are read."""

    def __init__(self, path: Path, opened: zipfile.ZipFile) -> None:
        self.path = path
        self._zip = opened
        infos = {info.filename: info for info in opened.infolist()}
        if len(infos) != len(opened.infolist()) or MANIFEST not in infos:
            raise _foreign(path)
        whole = path.stat().st_size
        plain = all(
            info.compress_type == zipfile.ZIP_STORED
            and info.compress_size == info.file_size
            and not info.flag_bits & 1
            for info in infos.values()
        )
        # Members that share their bytes would unpack to more than there is.
        if not plain or sum(info.file_size for info in infos.values()) > whole:
            raise _foreign(path)
        manifest = infos.pop(MANIFEST)
        if manifest.file_size > _LARGEST:
            raise _foreign(path)
        text = opened.read(manifest)
        version = msgspec.json.decode(text, type=dict[str, object]).get("format")
        if isinstance(version, int) and version > FORMAT:
            raise SourceError(
                "{path} was made by a newer version of this program: upgrade it.", path=str(path)
            )
        self.manifest = msgspec.json.decode(text, type=Manifest)
        self.members = {member.name: member for member in self.manifest.members}
        sizes = {member.name: member.size for member in self.manifest.members}
        if (
            self.manifest.format != FORMAT
            or self.manifest.made_at.tzinfo is None
            or sizes != {name: info.file_size for name, info in infos.items()}
            or not {RULES_FILE, LEDGER_FILE} <= sizes.keys()
            or not all(map(_is_known, sizes))
        ):
            raise _foreign(path)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a member. Raises SourceError, at the end, where they aren't the
        manifest's."""
        digest = hashlib.sha256()
        with _explained(self.path), self._zip.open(name) as stream:
            while piece := stream.read(PIECE):
                digest.update(piece)
                yield piece
        if digest.hexdigest() != self.members[name].sha256:
            raise SourceError(
                "{path} is damaged ({name}): its bytes are not those of its manifest. Take another "
                "backup.",
                path=str(self.path),
                name=name,
            )

    def verify(self) -> None:
        """Read all of it. Raises SourceError."""
        for name, member in self.members.items():
            for _ in self.pieces(name):
                pass
            kept = sha_of(name)
            if kept not in {None, member.sha256, *self.manifest.faults}:
                raise _foreign(self.path)


def _is_known(name: str) -> bool:
    if name in {RULES_FILE, LEDGER_FILE} or sha_of(name):
        return True
    return name.startswith(RULES) and rules_name(name.removeprefix(RULES)) == name


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """An archive, open. Raises SourceError for what is none, or is damaged."""
    with _explained(path):
        if path.exists() and not path.is_file():
            raise _foreign(path)
        stream = zipfile.ZipFile(path)
    with stream:
        with _explained(path):
            archive = Archive(path, stream)
        yield archive


def _foreign(path: Path) -> SourceError:
    return SourceError(
        "{path} is no archive of “contest backup”, or it is damaged.", path=str(path)
    )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except ContestError:
        raise
    except OSError as error:
        raise SourceError(
            "{path} can't be read: {reason}.", path=str(path), reason=error.strerror or str(error)
        ) from error
    except (
        zipfile.BadZipFile, msgspec.MsgspecError, ValueError, KeyError, NotImplementedError,
        RuntimeError, EOFError, struct.error, MemoryError,
    ) as error:  # fmt: skip
        raise _foreign(path) from error
