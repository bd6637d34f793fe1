"""Review: what needs a person, one thing after the other, with all that there is to see of it.

What can be answered stands in ``contest.desk.choices``.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from contest.desk.browse import EntryFile, show
from contest.desk.folder import Folder
from contest.desk.reading import words_of
from contest.ledger import alike, claims, query
from contest.ledger.claims import Claim, Key
from contest.ledger.waiting import Sort, Waiting, waiting
from contest.model import Report

if TYPE_CHECKING:
    from contest.ledger.alike import Pair
    from contest.ledger.record import Act


class Arrived(NamedTuple):
    """A submission that a person has to read: its version (None for what is none), its report,
    and the words of the mail."""

    id: int
    version: int | None
    report: Report
    words: str


class Seen(NamedTuple):
    """One thing that waits and all that there is to see of it: the entry, of a pair also the other
    one and how the two are alike, and what arrived and has to be read."""

    item: Waiting
    entry: EntryFile | None
    other: EntryFile | None
    pair: Pair | None
    arrived: tuple[Arrived, ...]

    @property
    def open_ticks(self) -> tuple[str, ...]:
        """What of the checklist has to be ticked and is not."""
        listed = self.entry.checklist if self.entry else ()
        return tuple(name for name, _, required, who, _ in listed if required and not who)


def session() -> str:
    """This run of the program: machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def listed(
    folder: Folder, now: datetime, only: Collection[int] | None = None
) -> list[tuple[Waiting, Claim | None]]:
    """Everything that waits, in order, each with who is looking at it; or ``only`` what is about
    one of these entries."""
    with folder.ledger() as store, store.read() as db:
        found = waiting(db, now)
        there = claims.held(db, now)
    if only is not None:
        found = [item for item in found if any(number in only for number in item.entries)]
    return [(item, _claim_on(item, there)) for item in found]


def claim(
    folder: Folder, item: Waiting, own: Claim, *, done: bool = False, force: bool = False
) -> Claim | Waiting | None:
    """Claim a thing for a person, and give back what the session held before, in one step with
    looking whether it still waits: the thing as it
    is now; or the claim of somebody else, unless ``force``; or None where it waits no longer,
    unless it is ``done`` and looked at again."""
    with folder.ledger() as store, store.write() as db:
        now = waiting(db, own.at, item)
        if not now and not done:
            return None
        claims.release(db, own.session, own.at)
        other = claims.take(db, _keys(item), own, gone=_gone)
        if other is not None and not force:
            return other
        return now[0] if now else item


def renew(folder: Folder, item: Waiting, own: Claim) -> None:
    """Hold a claim for longer."""
    with folder.ledger() as store, store.write() as db:
        claims.take(db, _keys(item), own, gone=_gone)


def release(folder: Folder, own: Claim) -> None:
    """Give back all that a session holds."""
    with folder.ledger() as store, store.write() as db:
        claims.release(db, own.session, own.at)


def look(folder: Folder, item: Waiting) -> Seen:
    """Everything there is to see of a thing that waits."""
    if item.sort is Sort.SUBMISSION:
        return Seen(item, None, None, None, (_arrived(folder, item.number, None),))
    entry = show(folder, item.number)
    other = show(folder, item.other) if item.other is not None else None
    pair = None
    with folder.ledger() as store, store.read() as db:
        versions = dict(query.versions(db, item.number))
        if other is not None:
            found = alike.pairs(db, item.number)
            pair = next((p for p in found if p.twin.entry == item.other), None)
    came = tuple(_arrived(folder, number, versions.get(number)) for number in item.arrived)
    return Seen(item, entry, other, pair, came)


def take_back(folder: Folder, act: Act) -> object:
    """Take back what this person did last."""
    from contest.desk.undo import undo

    return undo(folder, None, act=replace(act, command="undo"))


def _arrived(folder: Folder, submission: int, version: int | None) -> Arrived:
    with folder.ledger() as store, store.read() as db:
        report = query.report(db, submission)
    return Arrived(submission, version, report, words_of(folder, submission))


def _keys(item: Waiting) -> list[Key]:
    if item.sort is Sort.SUBMISSION:
        return [("submission", item.number)]
    return [("entry", number) for number in item.entries]


def _claim_on(item: Waiting, there: Mapping[Key, Claim]) -> Claim | None:
    found = (there.get(key) for key in _keys(item))
    return next((each for each in found if each is not None and not _gone(each.session)), None)


def _gone(session: str) -> bool:
    """Whether a run of the program is over for sure: on this machine, and its process is gone."""
    machine, _, process = session.rpartition(":")
    if machine != socket.gethostname() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:  # another user's
        return False
    return False
