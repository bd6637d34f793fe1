"""Correct: what a person changes of entries, of all that are named or of none, with a rehearsal.

A rehearsal does everything inside the transaction and takes it back, so that what it shows is what
would happen.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from contest.desk.changes import Change, Done, Ground
from contest.desk.folder import Folder
from contest.desk.snapshots import snapshot
from contest.desk.works import refresh_works
from contest.errors import RefusedError
from contest.ledger import query
from contest.ledger.standing import refresh_all
from contest.model import Status

if TYPE_CHECKING:
    from contest.ledger.record import Act
    from contest.ledger.store import Database

Changed = Mapping[str, tuple[str | None, str | None]]

NO_FIELDS: Changed = MappingProxyType({})


class Outcome(NamedTuple):
    """What became of an entry: its status before (None for one that is new) and after (None for
    one that went into another), and each changed part of its title as (before, after). ``done`` is
    what the change itself did; None for an entry that nobody named, which stands otherwise because
    of the others."""

    entry: int
    before: Status | None
    after: Status | None
    fields: Changed = NO_FIELDS
    done: Done | None = None

    @property
    def changed(self) -> bool:
        """Whether anything is otherwise now."""
        return self.before is not self.after or bool(self.fields) or bool(
            self.done and self.done.changed
        )  # fmt: skip


class _Rehearsed(Exception):  # noqa: N818  # no error: it ends a rehearsal
    """Takes the transaction back."""


class _State(NamedTuple):
    status: Status
    fields: str
    awarded: bool


def correct(
    folder: Folder,
    numbers: Iterable[int],
    change: Change,
    *,
    act: Act,
    reason: str = "",
    dry_run: bool = False,
) -> list[Outcome]:
    """Change every entry named, or none: raises RefusedError where one may not be changed so. The
    outcomes of those named come first, then of others that stand otherwise now; with ``dry_run``
    they are what would be, and nothing is kept."""
    wanted = list(dict.fromkeys(numbers))

    def made(ground: Ground) -> dict[int, Done]:
        return {entry: change(ground, entry) for entry in wanted}

    return carry_out(
        folder, made, act=act, reason=reason, dry_run=dry_run, many=len(wanted) > 1
    )  # fmt: skip


def carry_out(
    folder: Folder,
    make: Callable[[Ground], Mapping[int, Done]],
    *,
    act: Act,
    reason: str,
    dry_run: bool,
    many: bool,
) -> list[Outcome]:
    """Do what ``make`` does, which says what it did to which entry, in one transaction, and tell
    how every entry stands after it. ``many`` says that more than one is named."""
    outcomes: list[Outcome] = []
    with folder.ledger() as store:
        if many and not dry_run:
            snapshot(store, act)
        with suppress(_Rehearsed), store.write(act) as db:
            outcomes += _made(Ground(db, folder.rules, act, reason), make)
            if dry_run:
                raise _Rehearsed
        if not dry_run:  # even where nothing changed: an earlier run may have been killed here
            refresh_works(store, folder.vault)
    return outcomes


def _made(ground: Ground, make: Callable[[Ground], Mapping[int, Done]]) -> list[Outcome]:
    db = ground.db
    before = _states(db)
    done = make(ground)
    refresh_all(db, ground.rules)  # one may give or take another's place under a quota
    after = _states(db)
    outcomes = [_outcome(entry, before, after, its) for entry, its in done.items()]
    touched = dict.fromkeys([*done, *filter(None, (d.other for d in done.values()))])
    others = [_outcome(n, before, after) for n in after if n not in done]
    outcomes += [
        o for o in others if o.before is not o.after or o.fields or o.entry in touched
    ]  # fmt: skip
    for entry in touched:
        _keeps_its_award(entry, before.get(entry), after.get(entry))
    return outcomes


def _states(db: Database) -> dict[int, _State]:
    """How every entry stands that takes part."""
    return {
        number: _State(status, fields, awarded)
        for number, status, fields, awarded in query.states(db)
    }


def _outcome(
    entry: int,
    before: Mapping[int, _State],
    after: Mapping[int, _State],
    done: Done | None = None,
) -> Outcome:
    was, is_ = before.get(entry), after.get(entry)
    fields: Changed = NO_FIELDS
    if was is not None and is_ is not None and was.fields != is_.fields:
        old, new = json.loads(was.fields), json.loads(is_.fields)
        names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
        fields = {name: (old.get(name), new.get(name)) for name in names}
    return Outcome(entry, was and was.status, is_ and is_.status, fields, done)


def _keeps_its_award(entry: int, before: _State | None, after: _State | None) -> None:
    """Raise RefusedError for a change that would leave an award without an accepted entry."""
    if before is None or not before.awarded or before.status is not Status.ACCEPTED:
        return
    if after is None or after.status is not Status.ACCEPTED:
        raise RefusedError(
            "Entry {entry} has an award and would be {status}; revoke it first.",
            entry=entry,
            status=after.status.value if after else "merged",
        )
