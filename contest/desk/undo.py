"""Undo: take back what a command did, as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from contest.desk.changes import Done, Ground
from contest.desk.correct import Outcome, carry_out
from contest.desk.folder import Folder
from contest.errors import RefusedError
from contest.ledger import undo as ledger

if TYPE_CHECKING:
    from contest.ledger.acts import Act

MANY = 2
"""Entries from which on a change is one of many."""


class Undone(NamedTuple):
    """The act that was taken back, and what became of the entries that it touched."""

    act: Act
    number: int
    outcomes: list[Outcome]


def undo(
    folder: Folder, number: int | None, *, act: Act, reason: str = "", dry_run: bool = False
) -> Undone:
    """Take back the act of this number, or the last one of the person who acts now. With
    ``dry_run`` nothing is kept. Raises RefusedError where there is none, or where others have
    built on it."""
    with folder.ledger() as store, store.read() as db:
        if number is None:
            number = ledger.latest(db, act.actor)
        if number is None:
            raise RefusedError(
                "There is nothing of {who} to take back. “contest log” lists what all have done; "
                "“contest undo ACT” takes it back.",
                who=act.actor,
            )
        taken, many = ledger.act_of(db, number), len(ledger.touched(db, number)) >= MANY
    earliest = folder.rules.contest.versions == "earliest"
    act = replace(act, undoes=number)

    def back(ground: Ground) -> dict[int, Done]:
        found = ledger.undo(
            ground.db, number, reason=ground.reason, act=ground.act, earliest=earliest
        )
        return {entry: Done(True) for entry in found}

    outcomes = carry_out(folder, back, act=act, reason=reason, dry_run=dry_run, many=many)
    return Undone(taken, number, outcomes)
