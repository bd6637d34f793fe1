"""contest find: 收到了吗? One line to paste for each work that fits."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from contest.cli import FINDINGS, OK
from contest.cli.app import Command, commands
from contest.cli.documents import entry as entry_document
from contest.cli.emit import emit
from contest.cli.options import Format, FormatOption
from contest.cli.people import Talker, message
from contest.cli.safe import readable, shown
from contest.cli.state import State
from contest.ledger.query import EntryRow
from contest.ledger.unplaced import Unplaced
from contest.model import Severity

app = commands("")

COLUMNS = ("entry", "status", "title", "received_at", "missing", "kind")


@app.command(cls=Command, help="Has it arrived? One line to paste for each work that fits.")
def find(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="Words of title, work, author, sender.")
    ],
    format_: FormatOption = Format.AUTO,
) -> None:
    """Answer whether something has arrived."""
    from contest.desk.find import find as look

    state: State = ctx.obj
    folder = state.folder()
    found = look(folder, [readable(word) for word in words])
    if format_ is not Format.AUTO:
        rows = [_of_entry(state, row) for row in found.entries]
        rows += [_of_other(other) for other in found.others]
        emit(format_, "find", rows, lambda: {"found": len(rows)}, COLUMNS)
    else:
        zone = ZoneInfo(folder.rules.contest.timezone)
        talker = Talker(state)
        for row in found.entries:
            talker.line(_entry_line(state, row, zone))
        for other in found.others:
            talker.line(_other_line(state, other, zone))
        if not found:
            said = shown(" ".join(words))
            talker.line(state.wording.say("Nothing with “{words}” has arrived.", words=said))
    raise typer.Exit(OK if found else FINDINGS)


def _of_entry(state: State, row: EntryRow) -> dict[str, object]:
    return entry_document(row, state.wording) | {
        "title": row.title,
        "missing": _missing(state, row),
        "kind": "entry",
    }


def _of_other(other: Unplaced) -> dict[str, object]:
    return {
        "entry": other.entry,
        "status": None,
        "title": other.title,
        "received_at": other.received_at.isoformat() if other.received_at else None,
        "missing": [],
        "kind": other.kind,
    }


def _missing(state: State, row: EntryRow) -> list[str]:
    """What keeps the entry from being accepted, in sentences, each once."""
    asking = (f for f in row.findings if f.severity in (Severity.ERROR, Severity.REVIEW))
    return list(dict.fromkeys(message(finding, state.wording) for finding in asking))


def _entry_line(state: State, row: EntryRow, zone: ZoneInfo) -> str:
    say = state.wording.say
    get = row.fields.get
    work = shown(get("work") or row.title)
    people = say(", ").join(shown(p) for p in (get("author"), get("department")) if p)
    arrived = datetime.fromisoformat(row.received_at) if row.received_at else None
    at, stands = _at(state, arrived, zone), say(row.status.value)
    if people:
        text = say(
            "No. {entry} “{work}” ({people}): received {at}; {state}.",
            entry=row.number, work=work, people=people, at=at, state=stands,
        )  # fmt: skip
    else:
        text = say(
            "No. {entry} “{work}”: received {at}; {state}.",
            entry=row.number, work=work, at=at, state=stands,
        )  # fmt: skip
    between = "" if text.endswith("。") else " "
    return between.join([text, *(shown(said) for said in _missing(state, row))])


def _other_line(state: State, other: Unplaced, zone: ZoneInfo) -> str:
    at, title = _at(state, other.received_at, zone), shown(other.title)
    if other.entry is not None:
        return state.wording.say(
            "“{title}”: received {at}, about entry {entry} ({kind}).",
            title=title, at=at, entry=other.entry, kind=state.wording.say(other.kind.value),
        )  # fmt: skip
    return state.wording.say(
        "“{title}”: received {at}, no entry yet ({kind}).",
        title=title, at=at, kind=state.wording.say(other.kind.value),
    )  # fmt: skip


def _at(state: State, at: datetime | None, zone: ZoneInfo) -> str:
    if at is None:
        return state.wording.say("at an unknown time")
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
