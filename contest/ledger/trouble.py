"""Says in one sentence why the ledger can't be opened, read or written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contest.errors import LedgerError
from contest.vault import no_room


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """A block in which errors of SQLite and of the system become sentences about the ledger."""
    try:
        yield
    except sqlite3.Error as error:
        raise _sentence(path, error) from error
    except OSError as error:
        raise no_room(error, Path(error.filename or path)) from error


def damaged(path: Path, reason: str) -> LedgerError:
    """What there is to say of a ledger that is not whole."""
    return LedgerError(
        "The ledger {path} is damaged ({reason}). Keep the file, restore a backup, "
        "and run the command again.",
        path=str(path),
        reason=reason,
    )


def _sentence(path: Path, error: sqlite3.Error) -> LedgerError:
    text, name = str(error), str(path)
    if "locked" in text:
        return LedgerError(
            "Another program is writing to {path}. Wait until it is done and run the command "
            "again; what was recorded so far is safe.",
            path=name,
        )
    if "full" in text or ("unable to open" in text and _is_full(path.parent)):
        return LedgerError(
            "The disk is full ({path}). Make room and run the command again; "
            "what was recorded so far is safe.",
            path=name,
        )
    if "not a database" in text or "image is malformed" in text:
        return damaged(path, text)
    if "unable to open" in text:
        if path.exists() and not os.access(path.parent, os.W_OK):
            return _unwritable(path.parent)  # a journal is written beside it
        return LedgerError("{path} can't be opened: {reason}.", path=name, reason=text)
    if "readonly" in text:
        return _unwritable(path)
    if isinstance(error, sqlite3.OperationalError) and "no such" not in text:
        return LedgerError("{path} can't be written: {reason}.", path=name, reason=text)
    raise error


def _unwritable(path: Path) -> LedgerError:
    """What to say where SQLite only says that it may not write."""
    mounted = os.statvfs(path).f_flag & os.ST_RDONLY
    reason = "Read-only file system" if mounted else "Permission denied"
    return LedgerError("{path} can't be written: {reason}.", path=str(path), reason=reason)


def _is_full(folder: Path) -> bool:
    """Whether a disk has no room for another file: SQLite only says that it can't open its own."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    return not found.f_bavail or (bool(found.f_files) and not found.f_favail)
