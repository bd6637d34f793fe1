"""contest entries edit, extend, merge, split: what a person puts right."""

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
    OneEntry,
    Reason,
    Sure,
)
from contest.cli.state import State
from contest.errors import UsageError

if TYPE_CHECKING:
    from contest.desk.correct import Outcome


def register(app: typer.Typer) -> None:
    """Add the commands to those of ``contest entries``."""
    add = app.command
    add("edit", cls=Asking, help="Put parts of titles right; what was written is kept.")(edit)
    add("extend", cls=Asking, help="Let late entries in.")(extend)
    add("merge", cls=Asking, help="Take entries into another one: they are one work.")(merge)
    add("split", cls=Asking, help="Make an entry of its own of some versions.")(split)


def edit(
    ctx: typer.Context,
    entries: Meant,
    values: Annotated[
        list[str],
        typer.Option("--set", metavar="PART=TEXT", help="A part of the title, such as work=微光."),
    ],
    reason: Reason = "",
    actor: Actor = None,
    dry_run: DryRun = False,
    yes: Sure = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Edit parts of titles."""
    from contest.desk.changes import Edit

    state: State = ctx.obj
    change = Edit.of(state.folder().rules, values)

    def told(outcome: Outcome) -> str:
        message = "Entry {entry} reads so already; it is {status}."
        if outcome.done is not None and outcome.done.changed:
            message = "Entry {entry} was edited; it is {status}."
        return state.wording.say(message, entry=outcome.entry, status=word(outcome.after))

    change_entries(state, entries, change, Order(reason, actor, dry_run, yes, format_), told)


def extend(
    ctx: typer.Context,
    entries: Meant,
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="TIME", help="How long they may come; else what came is let in."
        ),
    ] = None,
    reason: Reason = "",
    actor: Actor = None,
    dry_run: DryRun = False,
    yes: Sure = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Let late entries in."""
    from contest.cli.sources import given_time
    from contest.desk.changes import Extend

    state: State = ctx.obj
    change = Extend(given_time(until, state.folder().rules, end=True))

    def told(outcome: Outcome) -> str:
        (until,) = outcome.done.names if outcome.done else ("?",)
        return state.wording.say(
            "Entry {entry} may come until {until}; it is {status}.",
            entry=outcome.entry, until=until, status=word(outcome.after),
        )  # fmt: skip

    change_entries(state, entries, change, Order(reason, actor, dry_run, yes, format_), told)


def merge(
    ctx: typer.Context,
    entries: Meant,
    into: Annotated[
        str,
        typer.Argument(
            metavar="INTO", help="The entry that takes them in: its number, or a query."
        ),
    ],
    reason: Reason = "",
    actor: Actor = None,
    dry_run: DryRun = False,
    yes: Sure = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Take entries into another one."""
    from contest.desk.changes import Merge

    state: State = ctx.obj
    number = state.one(state.folder(), into)

    def told(outcome: Outcome) -> str:
        return state.wording.say(
            "Entry {entry} went into entry {other}.", entry=outcome.entry, other=number
        )

    order = Order(reason, actor, dry_run, yes, format_)
    change_entries(state, entries, Merge(number), order, told)


def split(
    ctx: typer.Context,
    entry: OneEntry,
    versions: Annotated[
        list[int],
        typer.Argument(metavar="VERSION...", help="Numbers of versions, as “entries show” says."),
    ],
    reason: Reason = "",
    actor: Actor = None,
    dry_run: DryRun = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Make an entry of its own of some versions."""
    from contest.desk.changes import Split

    state: State = ctx.obj

    def told(outcome: Outcome) -> str:
        other = outcome.done.other if outcome.done else None
        return state.wording.say(
            "Versions of entry {entry} are entry {other} now (versions: {known}); it is {status}.",
            entry=outcome.entry, other=other or 0, known=", ".join(map(str, versions)),
            status=word(outcome.after),
        )  # fmt: skip

    if len(set(versions)) < len(versions):
        raise UsageError("A version is named twice.")
    order = Order(reason, actor, dry_run, format_=format_)
    number = state.one(state.folder(), entry)
    change_entries(state, [str(number)], Split(versions), order, told)
