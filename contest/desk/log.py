"""Log: what was done when by whom, and whether an old seal is still in the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from contest.desk.folder import Folder
from contest.errors import UsageError
from contest.ledger import history, seals
from contest.ledger.history import Change, Deed, Event, Wanted, Witness
from contest.ledger.seals import Seal
from contest.ledger.store import Store

SHORTEST = 8
"""Digits of a seal that are enough to tell it from others."""


class Log:
    """The record, open for reading."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def seal(self) -> Seal | None:
        """The last seal; None where nothing was recorded yet."""
        with self._store.read() as db:
            return seals.head(db)

    def deeds(self, wanted: Wanted, most: int | None = None) -> Iterator[Deed]:
        """The newest acts, the newest first. Raises UsageError where nothing is told of entries
        that were asked for."""
        with self._store.read() as db:
            for entry in wanted.entries:
                if not history.known(db, entry):
                    raise UsageError("Nothing is recorded of entry {entry}.", entry=entry)
            yield from history.deeds(db, wanted, most)

    def older(self, wanted: Wanted, than: int) -> int:
        """How many acts there are before the one of this number."""
        with self._store.read() as db:
            return history.older(db, wanted, than)

    def events(self, deed: Deed, wanted: Wanted) -> Iterator[Event]:
        """What an act tells."""
        with self._store.read() as db:
            yield from history.events(db, deed.number, wanted.entries)

    def changes(self, deed: Deed, wanted: Wanted) -> Iterator[Change]:
        """The rows that an act has changed."""
        with self._store.read() as db:
            yield from history.changes(db, deed.number, wanted.entries)

    def witness(self, text: str) -> Witness | None:
        """What the record knows of a seal, copied from a list. Raises UsageError for what can't be
        one."""
        value = "".join(text.lower().split())
        if not SHORTEST <= len(value) <= 64 or set(value) - set("0123456789abcdef"):
            raise UsageError(
                "“{value}” is no seal: give at least {least} of the digits 0-9 and a-f that stand "
                "on the list.",
                value=text,
                least=SHORTEST,
            )
        with self._store.still() as db:
            return history.witness(db, value)


@contextmanager
def opened(folder: Folder) -> Iterator[Log]:
    """The record of a contest folder."""
    with folder.ledger() as store:
        yield Log(store)
