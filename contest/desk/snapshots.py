"""Snapshots: the ledger as it was before a change of many rows, kept beside the backups."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Final

from contest.desk.backup import BACKUPS
from contest.ledger.acts import Act
from contest.ledger.store import Store
from contest.vault import PART, no_room, private

MOST: Final = 20
"""Snapshots that are kept; older ones go."""

_OURS: Final = re.compile(r"contest-\d{8}-\d{6}-[a-z-]+(-\d+)?\.db")


def snapshot(store: Store, act: Act) -> Path:
    """Copy the ledger to backups/ before an act that changes many rows; the oldest goes where there
    are more than enough. Returns where it lies. Raises ContestError where it can't be written: then
    the change shouldn't be made either."""
    place = store.path.parent / BACKUPS
    private(place)
    why = re.sub(r"[^a-z]+", "-", act.command.lower()).strip("-")[:40] or "change"
    stem = f"contest-{act.at:%Y%m%d-%H%M%S}-{why}"
    path, number = place / f"{stem}.db", 2
    while path.exists():
        path, number = place / f"{stem}-{number}.db", number + 1
    part = place / f"{PART}{secrets.token_hex(8)}"
    try:
        try:
            store.copy_to(part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        for old in snapshots(place)[:-MOST]:
            old.unlink(missing_ok=True)
    except OSError as error:
        raise no_room(error, place) from error
    return path


def snapshots(place: Path) -> list[Path]:
    """The snapshots in backups/, the oldest first; what else lies there is somebody's own."""
    found = [path for path in place.iterdir() if _OURS.fullmatch(path.name) and path.is_file()]
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))
