"""History: who did what when, from the record: acts with their events, changes and seals."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from contest.ledger.lean import Database
from contest.ledger.seals import Seal, broken
from contest.ledger.undo import taken_back

PAGE = 1000
"""Acts that are read at once."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An act as it stands in the record. ``undone_by`` is the act that has taken it back,
    ``entries`` is how many it tells of, ``what`` what it tells and how often, ``changes`` how many
    rows it changed, ``seal`` its last one."""

    number: int
    at: datetime
    actor: str
    command: str
    undoes: int | None
    undone_by: int | None
    entries: int
    what: Mapping[str, int]
    changes: int
    seal: Seal | None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to an entry or a submission; ``work`` is what the entry is called now."""

    id: int
    entry: int | None
    work: str | None
    submission: int | None
    what: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    reason: str | None


class Change(NamedTuple):
    """A row before and after; None where it was not there."""

    table: str
    row: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class Wanted(NamedTuple):
    """Which acts: those that tell of one of ``entries`` (all, where none are named), of these
    numbers, by this person, at or after this instant, after the act of this number."""

    entries: tuple[int, ...] = ()
    act: int | None = None
    actor: str | None = None
    since: datetime | None = None
    after: int = 0


_ACTS = """
SELECT id, at, actor, command, undoes FROM acts a
WHERE id < :below AND id > :after AND (:act IS NULL OR id = :act)
  AND (:actor IS NULL OR actor = :actor)
  AND (:since IS NULL OR julianday(at) >= julianday(:since))
  AND (NOT :some OR id IN (
    SELECT act FROM events WHERE entry IN (SELECT value FROM json_each(:entries))))
ORDER BY id DESC LIMIT :page
"""


def deeds(db: Database, wanted: Wanted, most: int | None = None) -> Iterator[Deed]:
    """The newest acts, at ``most`` so many; the newest first."""
    below, left = 1 << 62, most
    while left is None or left > 0:
        page = PAGE if left is None else min(PAGE, left)
        rows = db.execute(_ACTS, _values(wanted, below, page)).fetchall()
        if not rows:
            return
        yield from _whole(db, rows, wanted.entries)
        below, left = rows[-1][0], None if left is None else left - len(rows)


def _values(wanted: Wanted, below: int, page: int) -> dict[str, Any]:
    return {
        "below": below,
        "after": wanted.after,
        "act": wanted.act,
        "actor": wanted.actor,
        "since": wanted.since.isoformat() if wanted.since else None,
        "some": bool(wanted.entries),
        "entries": json.dumps(wanted.entries),
        "page": page,
    }


def _whole(db: Database, rows: list[tuple[Any, ...]], entries: tuple[int, ...]) -> Iterator[Deed]:
    low, high = rows[-1][0], rows[0][0]
    # One walk over the seals for all of them: there is no index by act, and none is needed.
    seals: dict[int, Seal] = {}
    for row in db.execute(
        "SELECT max(id), act, event, change, value FROM seals WHERE act BETWEEN ? AND ? "
        "GROUP BY act",
        [low, high],
    ):
        seals[row[1]] = Seal(*row)
    undone = {row[0] for row in db.execute("SELECT undoes FROM acts WHERE undoes IS NOT NULL")}
    for number, at, actor, command, undoes in rows:
        what: dict[str, int] = {}
        for name, count in db.execute(
            "SELECT what, count(*) FROM events WHERE act = :act AND (NOT :some OR entry IN "
            "(SELECT value FROM json_each(:entries))) GROUP BY what ORDER BY min(id)",
            {"act": number, "some": bool(entries), "entries": json.dumps(entries)},
        ):
            what[name] = count
        told, changed = db.execute(
            "SELECT (SELECT count(DISTINCT entry) FROM events WHERE act = :act), "
            "(SELECT count(*) FROM changes WHERE act = :act)",
            {"act": number},
        ).fetchone()
        yield Deed(
            number=number, at=datetime.fromisoformat(at), actor=actor, command=command,
            undoes=undoes, undone_by=taken_back(db, number) if number in undone else None,
            entries=told, what=what, changes=changed, seal=seals.get(number),
        )  # fmt: skip


def events(db: Database, act: int, entries: Iterable[int] = ()) -> Iterator[Event]:
    """What an act tells, of all entries or of these alone, in the order in which it happened."""
    only = tuple(entries)
    for number, entry, work, submission, what, before, after, reason in db.execute(
        "SELECT v.id, v.entry, e.work, v.submission, v.what, v.before, v.after, v.reason "
        "FROM events v LEFT JOIN entries e ON e.id = v.entry WHERE v.act = :act "
        "AND (NOT :some OR v.entry IN (SELECT value FROM json_each(:entries))) ORDER BY v.id",
        {"act": act, "some": bool(only), "entries": json.dumps(only)},
    ):
        yield Event(number, entry, work, submission, what, _read(before), _read(after), reason)


def changes(db: Database, act: int, entries: Iterable[int] = ()) -> Iterator[Change]:
    """The rows that an act has changed, all or those of these entries, in that order."""
    only = tuple(entries)
    for table, row, before, after in db.execute(
        'SELECT "table", "row", before, after FROM changes WHERE act = ? ORDER BY id', [act]
    ):
        change = Change(table, row, _read(before), _read(after))
        if not only or _belongs(db, change, only):
            yield change


def _belongs(db: Database, change: Change, entries: tuple[int, ...]) -> bool:
    """Whether a row is one of these entries, or of one of their submissions."""
    state = change.after or change.before or {}
    if change.table == "entries":
        return state.get("id") in entries
    if change.table == "same_works":
        return state.get("one") in entries or state.get("other") in entries
    if "entry" in state:
        return state["entry"] in entries
    row = db.execute(
        "SELECT entry FROM submissions WHERE id = ?", [state.get("submission")]
    ).fetchone()
    return row is not None and row[0] in entries


def known(db: Database, entry: int) -> bool:
    """Whether anything is told of an entry, be it there or not."""
    row = db.execute("SELECT 1 FROM events WHERE entry = ? LIMIT 1", [entry]).fetchone()
    return row is not None


def older(db: Database, wanted: Wanted, than: int) -> int:
    """How many acts there are before the one of this number."""
    statement = f"SELECT count(*) FROM ({_ACTS})"  # noqa: S608  # our own
    return int(db.execute(statement, _values(wanted, than, -1)).fetchone()[0])


class Witness(NamedTuple):
    """What the record knows of a seal: the seal, whether all up to it is as it was sealed, when it
    was made, by whom, by what."""

    seal: Seal
    sound: bool
    at: datetime
    actor: str
    command: str


def witness(db: Database, value: str) -> Witness | None:
    """The only seal whose hexadecimal digits begin so; None where there is none, or more than
    one."""
    rows = db.execute(
        "SELECT s.id, s.act, s.event, s.change, s.value, a.at, a.actor, a.command FROM seals s "
        "JOIN acts a ON a.id = s.act WHERE substr(s.value, 1, ?) = ? LIMIT 2",
        [len(value), value],
    ).fetchall()
    if len(rows) != 1:
        return None
    *own, at, actor, command = rows[0]
    return Witness(Seal(*own), not broken(db), datetime.fromisoformat(at), actor, command)


def _read(text: str | None) -> Any:
    return None if text is None else json.loads(text)
