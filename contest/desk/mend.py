"""Mend: put right what is safe to put right, because it can be made anew or was never whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from contest.desk.folder import LEDGER_FILE, Folder
from contest.desk.whole import orphans
from contest.desk.works import works_of
from contest.ledger import audit
from contest.vault import ABANDONED, no_room


def mend(folder: Folder, at: datetime, *, dry_run: bool) -> list[Path]:
    """Make works/ anew, and remove half-written files and pictures of entries that are gone; the
    paths that are put right, or would be with ``dry_run``. Raises ContestError."""
    vault = folder.vault
    found = vault.halves(at.timestamp() - ABANDONED)
    wanted: dict[str, str] = {}
    if (folder.path / LEDGER_FILE).exists():
        with folder.ledger() as store:
            wanted = {work.name: work.sha256 for work in works_of(store)}
            with store.read() as db:
                found += orphans(folder.path, audit.numbers(db))
    stale = [vault.works / name for name in vault.stale(wanted)]
    if not dry_run:
        try:
            for path in found:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise no_room(error, folder.path) from error
        if stale:
            vault.link(wanted)
    return found + stale
