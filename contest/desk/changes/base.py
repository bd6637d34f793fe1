"""The type of a change that a person makes to entries, and what it stands on.

Each is called inside the writing transaction and says what it did. It raises RefusedError where
the ledger's state forbids it, and then nothing at all is changed.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from contest.desk.validate import Desk
    from contest.ledger.record import Act
    from contest.ledger.store import Database
    from contest.rules import Rulebook


class Ground:
    """What a change stands on: the open transaction, the rules, who does it and why."""

    def __init__(self, db: Database, rules: Rulebook, act: Act, reason: str) -> None:
        self.db, self.rules, self.act, self.reason = db, rules, act, reason

    @cached_property
    def desk(self) -> Desk:
        """The rules made ready to judge by, for changes that judge anew."""
        from contest.desk.validate import Desk

        return Desk.of(self.rules)


class Done(NamedTuple):
    """What a change did to an entry: whether anything, the names of what (checks, versions), and
    the other entry that it is about."""

    changed: bool
    names: tuple[str, ...] = ()
    other: int | None = None


class Change(Protocol):
    """One sort of change. ``command`` is how people call it."""

    @property
    def command(self) -> str:
        """The command's name, for the record."""

    def __call__(self, ground: Ground, entry: int) -> Done:
        """Change one entry."""
