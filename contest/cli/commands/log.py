"""contest log, contest entries history: what was done when by whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from contest.cli import FINDINGS, OK, told
from contest.cli.acts import COLUMNS, Printed
from contest.cli.app import Command, commands
from contest.cli.emit import emit
from contest.cli.options import Format, FormatOption
from contest.cli.people import Talker
from contest.cli.safe import shown
from contest.cli.sources import given_time
from contest.cli.state import State
from contest.desk.numbers import numbers_of

if TYPE_CHECKING:
    from contest.desk.log import Log
    from contest.ledger.history import Deed, Event, Wanted
    from contest.ledger.seals import Seal

app = commands("")

USUAL = 30
"""Acts that people get to see where they don't ask for more."""

FEW = 6
"""Events of an act that are told one by one; more are counted, unless one act is asked for."""

Newest = Annotated[
    int | None,
    typer.Option("-n", metavar="N", min=0, help="Only the N newest acts; 0 for all of them."),
]
Reverse = Annotated[bool, typer.Option("--reverse", help="The oldest first.")]
Changes = Annotated[
    bool, typer.Option("--changes", help="Show which rows were changed, before and after.")
]


@app.command(cls=Command, help="What was done when by whom, the newest first.")
def log(
    ctx: typer.Context,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ENTRY]...", help="Only what is told of these: 5, or 12-24."),
    ] = None,
    act: Annotated[
        int | None,
        typer.Option("--act", metavar="N", min=1, max=2**63 - 1, help="Only this act, but whole."),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Only what this person did.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="TIME", help="Only what was done since.")
    ] = None,
    newest: Newest = None,
    reverse: Reverse = False,
    changes: Changes = False,
    seal: Annotated[
        str | None,
        typer.Option(
            "--seal", metavar="DIGITS", help="Is this seal, from a list, in the record; what since?"
        ),
    ] = None,
    format_: FormatOption = Format.AUTO,
) -> None:
    """What was done when by whom."""
    from contest.ledger.history import Wanted

    state: State = ctx.obj
    rules = state.folder().rules
    wanted = Wanted(
        entries=tuple(n for text in numbers or () for n in numbers_of(text)),
        act=act,
        actor=by,
        since=given_time(since, rules),
    )
    show(state, wanted, newest, format_, changes=changes, reverse=reverse, seal=seal)


def register(entries: typer.Typer) -> None:
    """Add the command to those of ``contest entries``."""
    entries.command("history", cls=Command, help="What was done with an entry, and by whom.")(
        history
    )


def history(
    ctx: typer.Context,
    numbers: Annotated[
        list[str], typer.Argument(metavar="ENTRY...", help="Numbers, such as 1 2 5 12-24.")
    ],
    newest: Newest = None,
    reverse: Reverse = False,
    changes: Changes = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """What was done with an entry."""
    from contest.ledger.history import Wanted

    wanted = Wanted(entries=tuple(n for text in numbers for n in numbers_of(text)))
    show(
        ctx.obj, wanted, newest, format_, changes=changes, reverse=reverse,
        command="entries history",
    )  # fmt: skip


def show(
    state: State,
    wanted: Wanted,
    newest: int | None,
    format_: Format,
    *,
    changes: bool,
    reverse: bool,
    seal: str | None = None,
    command: str = "log",
) -> None:
    """Print the acts that are wanted, then the last seal; exits with 1 for a ``seal`` that isn't in
    the record."""
    from contest.desk.log import opened

    folder = state.folder()
    zone = ZoneInfo(folder.rules.contest.timezone)
    people = format_ is Format.AUTO
    all_ = wanted.entries or wanted.act or seal or not people
    most = (None if all_ else USUAL) if newest is None else newest or None
    with opened(folder) as record:
        sound = True
        if seal is not None:
            wanted, sound = _witness(state, record, seal, wanted, zone)
        found: Iterable[Deed] = record.deeds(wanted, most) if sound else ()
        if reverse:
            found = reversed(list(found))
        if not people:
            cells = format_ is Format.CSV
            printed = Printed(record, wanted, zone, changes=changes, cells=cells)
            emit(format_, command, printed.rows(found), printed.summary, COLUMNS)
        else:
            talker, last = Talker(state), 0
            for item in found:
                last = min(last or item.number, item.number)
                _tell(state, talker, record, item, wanted, zone, changes=changes)
            if last and most is not None and (more := record.older(wanted, last)):
                message = "Older acts: {number}; -n 0 shows them all."
                state.talk(state.wording.say(message, number=more))
            if record.seal and sound:
                talker.line(_seal(state, record.seal), "dim")
    raise typer.Exit(OK if sound else FINDINGS)


def _seal(state: State, seal: Seal) -> str:
    return state.wording.say("seal {number} {value}", number=seal.number, value=seal.value[:16])


def _witness(
    state: State, record: Log, seal: str, wanted: Wanted, zone: ZoneInfo
) -> tuple[Wanted, bool]:
    """Say what the record knows of a seal; then only what came after it is wanted."""
    say = state.wording.say
    found = record.witness(seal)
    if found is None:
        state.talk(
            say(
                "No seal of this record begins with {value}: the list comes from another ledger, "
                "or the record was changed since.",
                value=shown(seal),
            )
        )
        return wanted, False
    if not found.sound:
        state.talk(
            say(
                "Seal {number} is in the record, but the record isn't whole, so that it proves "
                "nothing: see “contest doctor”.",
                number=found.seal.number,
            )
        )
        return wanted, False
    state.talk(
        say(
            "Seal {number} is in the record: {at}, {who}, act {act} ({command}).",
            number=found.seal.number,
            at=found.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"),
            who=shown(found.actor),
            act=found.seal.act,
            command=told.deed(found.command, state.wording),
        )
    )
    wanted = wanted._replace(after=found.seal.act)
    later = say("What came after it:") if any(record.deeds(wanted, 1)) else say("Nothing since.")
    state.talk(later)
    return wanted, True


def _tell(
    state: State,
    talker: Talker,
    record: Log,
    item: Deed,
    wanted: Wanted,
    zone: ZoneInfo,
    *,
    changes: bool,
) -> None:
    """An act in a line, and what it tells under it."""
    wording = state.wording
    say = wording.say
    at = item.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    parts = [f"{item.number:>4}", at, shown(item.actor), told.deed(item.command, wording)]
    if item.entries > 1:
        parts.append(wording.count("{number} entry", "{number} entries", item.entries))
    if item.undoes is not None:
        parts.append(say("takes back act {act}", act=item.undoes))
    if item.undone_by is not None:
        parts.append(say("taken back by act {act}", act=item.undone_by))
    talker.line("  ".join(parts), "strike" if item.undone_by else "bold")
    if sum(item.what.values()) > FEW and wanted.act is None:
        counts = (f"{told.verb(what, wording)} {n}" for what, n in item.what.items())
        talker.line(f"      {say(', ').join(counts)}")
    else:
        for event in record.events(item, wanted):
            talker.line(f"      {_of(event)}{told.event(event, wording)}")
    if not item.what:
        talker.line("      " + say("rows changed: {number}", number=item.changes))
    if changes:
        for change in record.changes(item, wanted):
            for line in told.change(change):
                talker.line(f"        {line}", "dim")


def _of(event: Event) -> str:
    """Whose event it is."""
    if event.entry is None:
        return f"({event.submission})  " if event.submission is not None else ""
    work = (event.work or "").removeprefix("《").removesuffix("》")
    return f"{event.entry:03}{f'《{shown(work)}》' if work else ''}  "
