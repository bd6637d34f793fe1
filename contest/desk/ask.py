"""Ask: which entries a query means, by the fields and the time zone of this contest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from contest.asking import Asked, numbers_only, read
from contest.asking.fields import FIELDS, Table, table
from contest.asking.read import Context
from contest.asking.tree import All, Chosen
from contest.desk.folder import Folder
from contest.errors import UsageError
from contest.ledger import listed, query
from contest.ledger.query import EntryRow
from contest.model import Status
from contest.rules import Rulebook
from contest.titles import compile_pattern


def fields_of(rules: Rulebook) -> Table:
    """The fields that can be asked for in this contest."""
    labels = rules.title.labels
    return table({name: labels.get(name, "") for name in compile_pattern(rules).fields})


def ask(folder: Folder, texts: Sequence[str], now: datetime | None = None) -> Asked:
    """What the words of a command line ask for, all of them together; ``now`` is what yesterday
    is reckoned from. Raises QueryError."""
    zone = ZoneInfo(folder.rules.contest.timezone)
    return read(" ".join(texts), Context(zone, fields_of(folder.rules), now))


def narrowed(asked: Asked, status: Status) -> Asked:
    """The same, but only entries of this status."""
    return Asked(All((asked.tree, Chosen("status", status.value))), asked.sorts)


def entries(folder: Folder, asked: Asked, *, media: bool = True) -> list[EntryRow]:
    """The entries that were asked for, in the order that was; without ``media`` nothing is told
    of what was measured."""
    with folder.ledger(checked=False) as store, store.read() as db:
        return list(query.entries_of(db, listed.numbers(db, asked), media=media))


def entries_of(folder: Folder, numbers: Sequence[int]) -> list[EntryRow]:
    """The entries with these numbers, in that order."""
    with folder.ledger() as store, store.read() as db:
        return list(query.entries_of(db, numbers))


def count(folder: Folder, asked: Asked) -> int:
    """How many entries were asked for."""
    with folder.ledger(checked=False) as store, store.read() as db:
        return listed.count(db, asked)


def rows(folder: Folder, asked: Asked, columns: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Only these columns of the entries that were asked for."""
    with folder.ledger(checked=False) as store, store.read() as db:
        yield from listed.rows(db, asked, columns)


def columns_of(folder: Folder, text: str) -> tuple[str, ...]:
    """The columns that a list of names means, such as entry,作品,dept. Raises UsageError."""
    known = fields_of(folder.rules)
    found = []
    for name in filter(None, (part.strip() for part in text.replace("，", ",").split(","))):
        column = known.find(name)
        if column is None:
            raise UsageError(
                "There is no column “{value}”; there are {allowed}.",
                value=name,
                allowed=", ".join(known.fields),
            )
        found.append(column)
    if not found:
        raise UsageError("--columns needs names, such as {allowed}.", allowed=", ".join(FIELDS))
    return tuple(dict.fromkeys(found))


def meant(folder: Folder, texts: Sequence[str], now: datetime | None = None) -> list[int]:
    """The numbers of the entries that a command is to take: 1 2 5 12-24, or a query, or both.
    Raises UsageError where nothing is named, where nothing fits, or for a number that no entry
    has where nothing but numbers is named."""
    asked = ask(folder, texts, now)
    if asked == Asked():
        raise UsageError("Which entries? Name numbers, such as 1 2 5 12-24, or a query.")
    named = numbers_only(asked)
    with folder.ledger() as store, store.read() as db:
        missing = next(listed.absent(db, named), None) if named else None
        if missing is not None:
            raise UsageError("There is no entry {entry}.", entry=missing)
        found = listed.numbers(db, asked)
    if not found:
        raise UsageError("No entry fits “{value}”.", value=" ".join(texts))
    return found
