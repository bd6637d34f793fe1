"""contest entries accept, return, withdraw, disqualify, tick: what a person says of entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from contest.cli.app import Asking
from contest.cli.changing import Order, change_entries, word
from contest.cli.options import (
    Actor,
    DryRun,
    Format,
    FormatOption,
    Meant,
    Reason,
    Sure,
)
from contest.cli.safe import shown
from contest.cli.state import State
from contest.errors import UsageError
from contest.model import Status

if TYPE_CHECKING:
    from contest.desk.correct import Outcome


def register(app: typer.Typer) -> None:
    """Add the commands to those of ``contest entries``."""
    add = app.command
    add("accept", cls=Asking, help="Accept entries, whatever the program found.")(accept)
    add("return", cls=Asking, help="Return entries to be mended.")(return_)
    add("withdraw", cls=Asking, help="Withdraw entries, as their entrants asked.")(withdraw)
    add("disqualify", cls=Asking, help="Put entries out of the contest; say why with --reason.")(
        disqualify
    )
    add("tick", cls=Asking, help="Note that a person has seen what the checklist asks for.")(tick)


def accept(
    ctx: typer.Context,
    entries: Meant,
    reason: Reason = "",
    actor: Actor = None,
    dry_run: DryRun = False,
    yes: Sure = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Accept entries."""
    _decide(ctx.obj, entries, Status.ACCEPTED, Order(reason, actor, dry_run, yes, format_))


def return_(
    ctx: typer.Context,
    entries: Meant,
    reason: Reason = "",
    actor: Actor = None,
    dry_run: DryRun = False,
    yes: Sure = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Return entries."""
    _decide(ctx.obj, entries, Status.RETURNED, Order(reason, actor, dry_run, yes, format_))


def withdraw(
    ctx: typer.Context,
    entries: Meant,
    reason: Reason = "",
    actor: Actor = None,
    dry_run: DryRun = False,
    yes: Sure = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Withdraw entries."""
    _decide(ctx.obj, entries, Status.WITHDRAWN, Order(reason, actor, dry_run, yes, format_))


def disqualify(
    ctx: typer.Context,
    entries: Meant,
    reason: Reason = "",
    actor: Actor = None,
    dry_run: DryRun = False,
    yes: Sure = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Disqualify entries."""
    if not reason.strip():
        raise UsageError("An entry is put out of the contest for a reason: give it with --reason.")
    _decide(ctx.obj, entries, Status.DISQUALIFIED, Order(reason, actor, dry_run, yes, format_))


def tick(
    ctx: typer.Context,
    entries: Meant,
    names: Annotated[
        list[str] | None,
        typer.Option("--check", metavar="NAME", help="What was seen; else all that is open."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take ticks back.")] = False,
    reason: Reason = "",
    actor: Actor = None,
    dry_run: DryRun = False,
    yes: Sure = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Tick the checklist of entries."""
    from contest.desk.changes import Tick

    state: State = ctx.obj
    say = state.wording.say

    def told(outcome: Outcome) -> str:
        names = outcome.done.names if outcome.done else ()
        message = "Entry {entry}: nothing to tick; it is {status}."
        if names and undo:
            message = "Entry {entry}: {names} taken back; it is {status}."
        elif names:
            message = "Entry {entry}: {names} ticked; it is {status}."
        named = say(", ").join(map(shown, names))
        return say(message, entry=outcome.entry, names=named, status=word(outcome.after))

    change = Tick(names or (), undo)
    change_entries(state, entries, change, Order(reason, actor, dry_run, yes, format_), told)


def _decide(state: State, texts: list[str], status: Status, order: Order) -> None:
    from contest.desk.changes import Decide

    def told(outcome: Outcome) -> str:
        changed = outcome.done is not None and outcome.done.changed
        message = "Entry {entry} is {status}." if changed else "Entry {entry} is {status} already."
        return state.wording.say(message, entry=outcome.entry, status=status.value)

    change_entries(state, texts, Decide(status), order, told)
