"""Copies of the ledger: whole under their name or not there at all, and never one over another."""

from __future__ import annotations

import filecmp
import os
import sqlite3
from contextlib import closing
from pathlib import Path


def copy(source: sqlite3.Connection, path: Path) -> None:
    """A consistent copy at ``path``, by SQLite's backup interface: written beside and renamed, for
    its owner alone. Raises OSError, sqlite3.Error."""
    part = _written(source, path)
    part.replace(path)


def keep(ledger: Path, name: str) -> Path:
    """Keep the ledger as it is under the name ``contest.db.NAME`` beside it, with a number behind
    it where that is another state. Returns the path. Raises OSError, sqlite3.Error."""
    path = ledger.with_name(f"{ledger.name}.{name}")
    # A connection of its own: the caller's holds the transaction that keeps all others out.
    with closing(sqlite3.connect(ledger)) as source:
        part = _written(source, path)
    target, number = path, 2
    while os.path.lexists(target):
        if target.is_file() and filecmp.cmp(part, target, shallow=False):
            part.unlink()
            return target
        target, number = path.with_name(f"{path.name}-{number}"), number + 1
    part.rename(target)
    return target


def _written(source: sqlite3.Connection, path: Path) -> Path:
    """The copy under a name for what is half made; a killed run may have left one there."""
    part = path.with_name(f"{path.name}.part")
    _remove(part)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(part)) as target:
            source.backup(target)
    except BaseException:
        _remove(part)
        raise
    return part


def _remove(part: Path) -> None:
    for path in (part, part.with_name(f"{part.name}-journal")):
        path.unlink(missing_ok=True)
