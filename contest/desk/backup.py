"""Backup: rules, ledger and kept bytes of a contest in one archive, which is whole or not there."""

from __future__ import annotations

import hashlib
import os
import secrets
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from contest import __version__
from contest.desk import archive
from contest.desk.archive import Manifest, Member, Stamped, kept_name
from contest.desk.folder import LEDGER_FILE, Folder
from contest.errors import ContestError, SourceError, UsageError
from contest.ledger.contents import Contents, contents, kept_files
from contest.ledger.store import Store
from contest.rulebook.folder import FILE as RULES_FILE
from contest.vault import PART, no_room, private

BACKUPS = "backups"


class Made(NamedTuple):
    """An archive that was written, and what it holds."""

    path: Path
    manifest: Manifest


def backup(folder: Folder, target: Path | None, at: datetime, *, files: bool = True) -> Made:
    """Write an archive of the contest at ``target``, a folder or a file that is not there yet, else
    into backups/; without the kept bytes if so asked. What is recorded meanwhile is not in it: the
    ledger is copied first, then the files that this copy names. Raises ContestError."""
    at = at.astimezone(ZoneInfo(folder.rules.contest.timezone))
    path = _target(folder, target, at)
    part = path.parent / f"{PART}{secrets.token_hex(8)}"
    copy = part.with_name(f"{part.name}.db")
    try:
        _copy(folder, copy)
        with Store(copy, patience=folder.patience) as store, store.read() as db:
            held, named = contents(db), dict(kept_files(db)) if files else {}
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, strict_timestamps=False) as packed:
                pack = _Packing(packed, at)
                for name, source in _members(folder, copy, named):
                    pack.file(name, source, where=folder)
                pack.manifest(folder, held, files=files)
            out.flush()
            os.fsync(out.fileno())
        with archive.opened(part) as written:
            written.verify()
            manifest = written.manifest
        part.replace(path)
        _settle(path.parent)
    except OSError as error:
        raise no_room(error, path.parent) from error
    finally:
        for left in (part, copy, copy.with_name(f"{copy.name}-journal")):
            left.unlink(missing_ok=True)
    return Made(path, manifest)


def _target(folder: Folder, target: Path | None, at: datetime) -> Path:
    """Where the archive goes: a name that is free."""
    place = target or folder.path / BACKUPS
    if target is None:
        private(place)
    elif not place.is_dir():
        if os.path.lexists(place):
            raise UsageError(
                "There is a file {path} already; name another, or a folder.", path=str(place)
            )
        return place
    stem = f"{folder.path.resolve().name or 'contest'}-{at:%Y%m%d-%H%M}"
    path, number = place / f"{stem}.zip", 2
    while os.path.lexists(path):
        path, number = place / f"{stem}-{number}.zip", number + 1
    return path


def _copy(folder: Folder, path: Path) -> None:
    """A consistent copy of the ledger; an empty one where nothing was recorded yet."""
    if not (folder.path / LEDGER_FILE).exists():
        return
    with folder.ledger() as store:
        store.copy_to(path)


def _members(folder: Folder, copy: Path, named: dict[str, int]) -> Iterator[tuple[str, Path]]:
    yield RULES_FILE, folder.path / RULES_FILE
    for name in sorted(_rules(folder)):
        known = archive.rules_name(name)
        if known and (folder.path / name).is_file():
            yield known, folder.path / name
    yield LEDGER_FILE, copy
    for sha256 in named:
        yield kept_name(sha256), folder.vault.path(sha256)


def _rules(folder: Folder) -> set[str]:
    """The files that contest.toml names: rosters, other rulebooks and the rosters of those."""
    from contest.rulebook.load import load

    found = {roster.file for roster in folder.rules.rosters.values() if roster.file}
    for name in folder.rules.profiles.values():
        found.add(name)
        try:
            other = load(folder.path / name)
        except ContestError:
            continue  # it is kept as it is
        found |= {roster.file for roster in other.rosters.values() if roster.file}
    return found


class _Packing:
    """Puts members into a zip and remembers what it put there."""

    def __init__(self, packed: zipfile.ZipFile, at: datetime) -> None:
        self._zip = packed
        self._at = at
        self._members: list[Member] = []
        self._faults: list[str] = []

    def file(self, name: str, source: Path, *, where: Folder) -> None:
        """A file's bytes as they are; kept bytes that aren't there are noted."""
        kept = archive.sha_of(name)
        try:
            stream = source.open("rb")
        except OSError as error:
            if kept:
                self._faults.append(kept)
                return
            raise SourceError(
                "{path} can't be read: {reason}.",
                path=str(source if source.is_relative_to(where.path) else where.path),
                reason=error.strerror or str(error),
            ) from error
        digest, size = hashlib.sha256(), 0
        with stream, self._zip.open(self._info(name), "w", force_zip64=True) as out:
            while piece := stream.read(archive.PIECE):
                digest.update(piece)
                size += len(piece)
                out.write(piece)
        self._members.append(Member(name, size, digest.hexdigest()))
        if kept and kept != digest.hexdigest():
            self._faults.append(kept)

    def manifest(self, folder: Folder, held: Contents, *, files: bool) -> None:
        """The manifest of all that was put in."""
        seal = Stamped(held.seal.number, held.seal.value) if held.seal else None
        manifest = Manifest(
            format=archive.FORMAT, program=__version__, contest=folder.rules.contest.name,
            made_at=self._at, seal=seal, entries=held.entries, submissions=held.submissions,
            awards=held.awards, acts=held.acts, files=files, faults=tuple(self._faults),
            members=tuple(self._members),
        )  # fmt: skip
        text = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        with self._zip.open(self._info(archive.MANIFEST), "w") as out:
            out.write(text)

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, self._at.timetuple()[:6])
        info.external_attr = 0o600 << 16
        return info


def _settle(folder: Path) -> None:
    """Make the new name last, as its bytes do."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
