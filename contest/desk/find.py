"""Find: has it arrived? What somebody who asks is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from contest.desk.folder import Folder
from contest.ledger import query
from contest.ledger.query import EntryRow
from contest.ledger.unplaced import Unplaced, unplaced


class Found(NamedTuple):
    """What fits the words: entries, and what arrived but is no version of any."""

    entries: tuple[EntryRow, ...]
    others: tuple[Unplaced, ...]

    def __bool__(self) -> bool:
        return bool(self.entries or self.others)


def find(folder: Folder, words: Sequence[str]) -> Found:
    """Everything whose title, parts or sender holds every one of ``words``."""
    with folder.ledger() as store, store.read() as db:
        return Found(tuple(query.entries(db, tuple(words))), tuple(unplaced(db, words)))
