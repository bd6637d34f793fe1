"""Browse: the list of entries, one entry whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from contest.desk.folder import Folder
from contest.errors import UsageError
from contest.ledger import query, standing
from contest.ledger.merged import merged_into, taken_in
from contest.ledger.query import EntryRow
from contest.model import Report


@dataclass(frozen=True, slots=True)
class EntryFile:
    """An entry with every submission that belongs to it, the oldest first, each with its version
    (None for a correction, withdrawal or original), what persons decided on it: instant, who,
    new status, reason; and its checklist: name, text, whether required, who ticked it and when,
    both empty while it is open. ``corrections`` are what persons changed besides, ``merged`` the
    numbers of entries that it took in."""

    entry: EntryRow
    submissions: tuple[tuple[int | None, Report], ...]
    decisions: tuple[tuple[str, str, str, str], ...]
    checklist: tuple[tuple[str, str, bool, str, str], ...]
    corrections: tuple[query.Correction, ...] = ()
    merged: tuple[int, ...] = ()


def entries(folder: Folder, words: Sequence[str] = ()) -> list[EntryRow]:
    """The entries whose title or parts hold every one of ``words``."""
    with folder.ledger() as store, store.read() as db:
        return list(query.entries(db, tuple(words)))


def show(folder: Folder, entry: int) -> EntryFile:
    """One entry whole; for one that went into another, that one. Raises UsageError if there is none
    of this number."""
    with folder.ledger() as store, store.read() as db:
        entry = merged_into(db, entry) or entry
        found = list(query.entries(db, only=entry))
        if not found:
            raise UsageError("There is no entry {entry}.", entry=entry)
        versions = query.versions(db, entry)
        return EntryFile(
            found[0],
            tuple((version, query.report(db, number)) for number, version in versions),
            tuple(query.decisions(db, entry)),
            tuple(standing.checklist(db, entry, folder.rules)),
            tuple(query.corrections(db, entry)),
            taken_in(db, entry),
        )


def meant(folder: Folder, texts: Sequence[str], now: datetime | None = None) -> list[int]:
    """The numbers of the entries that a command is to take: 1 2 5 12-24, or a query, or both; in
    order. Raises UsageError where nothing is named or nothing fits."""
    from contest.desk.ask import meant as asked_for

    return asked_for(folder, texts, now)
