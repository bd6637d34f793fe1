"""Tick: note what a person has seen of entries that no program can see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from contest.desk.folder import Folder
from contest.ledger import standing
from contest.ledger.query import entries
from contest.model import Status

if TYPE_CHECKING:
    from contest.ledger.record import Act


class Ticked(NamedTuple):
    """What was noted of an entry, and where it stands now."""

    entry: int
    names: tuple[str, ...]
    status: Status


def tick(
    folder: Folder,
    numbers: Sequence[int],
    names: Sequence[str],
    *,
    undo: bool,
    reason: str,
    act: Act,
) -> list[Ticked]:
    """Tick ``names`` on each entry's checklist, or all that is open without any; with ``undo``
    take them back. All entries or none: raises RefusedError before anything is written."""
    done = []
    with folder.ledger() as store, store.write(act) as db:
        for number in dict.fromkeys(numbers):
            listed = standing.checklist(db, number, folder.rules)
            wanted = names or [name for name, _, _, who, _ in listed if bool(who) == undo]
            change = standing.untick if undo else standing.tick
            changed = change(db, number, wanted, folder.rules, reason=reason, act=act)
            done.append((number, changed))
        standing.refresh_all(db, folder.rules)
        return [
            Ticked(number, tuple(changed), entry.status)
            for number, changed in done
            for entry in entries(db, only=number)
        ]
