"""Decide and tick: what a person says of an entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contest.desk.changes.base import Done, Ground
from contest.ledger import decide as ledger
from contest.ledger import standing
from contest.ledger.merged import ensure_there
from contest.model import Status

DECISIONS = {
    Status.ACCEPTED: "accept",
    Status.RETURNED: "return",
    Status.WITHDRAWN: "withdraw",
    Status.DISQUALIFIED: "disqualify",
}
"""What a person may decide, and how the command is called."""


@dataclass(frozen=True, slots=True)
class Decide:
    """Set the status."""

    status: Status

    @property
    def command(self) -> str:
        """The command's name."""
        return f"entries {DECISIONS[self.status]}"

    def __call__(self, ground: Ground, entry: int) -> Done:
        """Decide on one entry."""
        return Done(
            ledger.decide(
                ground.db, entry, self.status, reason=ground.reason, act=ground.act
            )
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tick:
    """Tick ``names`` of the checklist, all that is open without any; with ``undo`` take them
    back."""

    names: Sequence[str] = ()
    undo: bool = False
    command: str = "entries tick"

    def __call__(self, ground: Ground, entry: int) -> Done:
        """Tick the checklist of one entry."""
        db, rules = ground.db, ground.rules
        ensure_there(db, entry)
        listed = standing.checklist(db, entry, rules)
        wanted = self.names or [name for name, _, _, who, _ in listed if bool(who) == self.undo]
        change = standing.untick if self.undo else standing.tick
        done = change(db, entry, wanted, rules, reason=ground.reason, act=ground.act)
        return Done(bool(done), tuple(done))
