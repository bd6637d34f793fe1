"""Restore: bring a contest back from its archive, after all of it was verified."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from contest.desk import archive
from contest.desk.archive import Archive, Manifest
from contest.desk.backup import BACKUPS, backup
from contest.desk.folder import LEDGER_FILE, PATIENCE, open_folder
from contest.desk.works import refresh_works
from contest.errors import ContestError, LedgerError, RefusedError, UsageError
from contest.ledger import seals
from contest.ledger.contents import Contents, contents, kept_files, since
from contest.ledger.store import Store
from contest.rulebook.folder import FILE as RULES_FILE
from contest.temporary import TemporaryFolder, no_place
from contest.vault import PART, Vault, no_room, private


class Restored(NamedTuple):
    """What an archive brings and what it takes the place of. ``broken``: its record isn't as it was
    sealed. ``before`` is what the folder holds now, None where there is no ledger that can be read;
    ``lost`` how many acts of it came after the archive's seal, None where the two records have
    parted. ``absent``: kept bytes that neither has. ``kept`` is where what was there went."""

    manifest: Manifest
    broken: bool
    before: Contents | None
    lost: int | None
    absent: int
    kept: Path | None


def restore(
    path: Path,
    target: Path,
    at: datetime,
    *,
    dry_run: bool,
    force: bool,
    patience: float = PATIENCE,
) -> Restored:
    """Bring the archive's contest into ``target``: a new or empty folder, or with ``force`` a
    contest folder, of which a backup is made first. With ``dry_run`` nothing is written there.

    Raises: SourceError for what is no whole archive, UsageError and RefusedError for a folder that
    is in use, LedgerError, ContestError where nothing can be written.
    """
    there = _there(target)
    if there is None and not dry_run:
        raise UsageError(
            "{path} is no contest folder and not empty: name a new folder with --dir.",
            path=str(target),
        )
    with archive.opened(path) as found, TemporaryFolder("contest-restore-") as scratch:
        found.verify()
        copy = scratch / LEDGER_FILE
        try:
            _write(copy, found.pieces(LEDGER_FILE))
        except OSError as error:
            raise no_place() from error
        with Store(copy, patience=patience) as store, store.read() as db:
            held, broken = contents(db), bool(seals.broken(db))
            named = [sha256 for sha256, _ in kept_files(db)]
        seal = found.manifest.seal
        # The ledger may have been brought up to date just now; what it told before is unchanged.
        broken = broken or (seal is not None and not _holds(copy, seal, patience))
        before, lost = _compared(target, held, patience) if there else (None, 0)
        brought = {sha for name in found.members if (sha := archive.sha_of(name))}
        vault = Vault(target)
        absent = sum(s not in brought and not vault.path(s).exists() for s in named)
        done = Restored(found.manifest, broken, before, lost, absent, None)
        if dry_run:
            return done
        if broken and not force:
            raise RefusedError(
                "The record in {path} isn't as it was sealed: “--dry-run” says what it holds, "
                "--force takes it all the same.",
                path=str(path),
            )
        if there and not force:
            raise RefusedError(
                "There is a contest in {path} already: “--dry-run” says what would be lost, "
                "--force puts the archive in its place and keeps a backup.",
                path=str(target),
            )
        try:
            return done._replace(kept=_put(found, target, at, patience, there=bool(there)))
        except OSError as error:
            raise no_room(error, target) from error


def _there(target: Path) -> bool | None:
    """Whether there is a contest; None for a folder that is neither a contest's nor empty."""
    if os.path.lexists(target / RULES_FILE) or os.path.lexists(target / LEDGER_FILE):
        return True
    if not os.path.lexists(target):
        return False
    try:
        return None if not target.is_dir() or any(target.iterdir()) else False
    except OSError as error:
        raise no_room(error, target) from error


def _holds(copy: Path, seal: archive.Stamped, patience: float) -> bool:
    with Store(copy, patience=patience) as store, store.read() as db:
        return since(db, seals.Seal(seal.number, 0, 0, 0, seal.value)) is not None


def _compared(target: Path, held: Contents, patience: float) -> tuple[Contents | None, int | None]:
    """What is in the folder, and how many acts of it the archive doesn't know."""
    if not (target / LEDGER_FILE).exists():
        return None, 0
    try:
        with Store(target / LEDGER_FILE, patience=patience) as store, store.read() as db:
            return contents(db), since(db, held.seal)
    except LedgerError:
        return None, None  # it may be why somebody restores


def _put(
    found: Archive, target: Path, at: datetime, patience: float, *, there: bool
) -> Path | None:
    """Write the archive's members where they belong. First comes what needs room and harms nothing,
    then what is there is kept, then ledger and rules take its place, each in one step."""
    private(target)
    vault, ledger = Vault(target), target / LEDGER_FILE
    for name in found.members:
        sha256 = archive.sha_of(name)
        if sha256 and sha256 not in found.manifest.faults and not vault.verify(sha256):
            vault.put(found.pieces(name))
    parts: list[tuple[Path, Path]] = []
    try:
        for name in found.members:
            if not archive.sha_of(name):
                place = _place(target, name)
                parts.append((place.with_name(f"{PART}{secrets.token_hex(8)}"), place))
                _write(parts[-1][0], found.pieces(name))
        with _locked(ledger, patience):
            kept = _keep(target, at, patience) if there else None
            for part, place in parts:
                part.replace(place)
    finally:
        for part, _ in parts:
            part.unlink(missing_ok=True)
    with Store(ledger, patience=patience) as store:
        refresh_works(store, vault)
    return kept


def _keep(target: Path, at: datetime, patience: float) -> Path:
    """Keep ledger and rules that are there; kept bytes stay where they are in any case. What can't
    be read is set aside as it is."""
    try:
        folder = open_folder(target, target, patience)
        with folder.ledger():
            pass
    except ContestError:
        pass
    else:
        return backup(folder, None, at, files=False).path
    place = target / BACKUPS / f"aside-{at:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    private(place)
    # A journal belongs to its ledger: left behind, it would be taken for the new one's.
    for name in (LEDGER_FILE, f"{LEDGER_FILE}-journal", RULES_FILE):
        if os.path.lexists(target / name):
            (target / name).replace(place / name)
    return place


@contextmanager
def _locked(ledger: Path, patience: float) -> Iterator[None]:
    """Nobody writes to the ledger that is there, if it can be opened, while it is kept and another
    takes its place."""
    with ExitStack() as stack:
        try:
            if ledger.exists():
                store = stack.enter_context(Store(ledger, patience=patience))
                stack.enter_context(store.write())
        except LedgerError as error:
            if "Another program" in error.message:
                raise
        yield


def _place(target: Path, name: str) -> Path:
    """Where a member goes that isn't kept bytes."""
    real = target.resolve()
    path = real / name.removeprefix(archive.RULES)
    private(path.parent)
    if not path.parent.resolve().is_relative_to(real):
        raise RefusedError("{path} leads out of the folder; nothing is written there.", path=name)
    return path


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for piece in pieces:
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
