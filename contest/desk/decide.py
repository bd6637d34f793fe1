"""Decide: what a person says of an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contest.desk.folder import Folder
from contest.ledger import decide as ledger
from contest.ledger.standing import refresh_all
from contest.model import Status

if TYPE_CHECKING:
    from contest.ledger.record import Act


def decide(folder: Folder, entry: int, status: Status, *, reason: str, act: Act) -> bool:
    """Set an entry's status, and put works/ right. False if nothing changed."""
    from contest.desk.works import refresh_works

    with folder.ledger() as store:
        with store.write(act) as db:
            changed = ledger.decide(db, entry, status, reason=reason, act=act)
            if changed:
                refresh_all(db, folder.rules)  # it may give or take a place under a quota
        if changed:
            refresh_works(store, folder.vault)
    return changed
