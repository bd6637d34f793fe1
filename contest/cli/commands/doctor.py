"""contest doctor: what was found on this machine, and whether the contest folder is whole."""

from __future__ import annotations

from typing import Annotated

import typer

from contest.cli import FIX, OK
from contest.cli.app import Command, commands
from contest.cli.emit import emit
from contest.cli.options import Format, FormatOption
from contest.cli.safe import near, pad, shown
from contest.cli.state import State

app = commands("")


@app.command(cls=Command, help="What was found on this machine, and whether all is whole.")
def doctor(
    ctx: typer.Context,
    mend: Annotated[
        bool,
        typer.Option("--mend", help="Make works/ anew; remove half files and pictures of nothing."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --mend: say what it would do, and do nothing.")
    ] = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Look the machine and the contest folder over."""
    from contest.desk.doctor import examine

    state: State = ctx.obj
    say = state.wording.say
    if mend:
        _mend(state, dry_run=dry_run)
    found = examine(state.dir, state.here, state.now)
    if format_ is Format.AUTO:
        from contest.cli.people import Talker

        talker = Talker(state)
        for item in found:
            mark, style = ("✓", "green") if item.ok else ("✗", "bold red")
            advice = say(item.advice, **item.arguments) if item.advice else ""
            talker.line(f"{mark} {pad(say(item.name), 16)} {shown(item.what)}", style)
            if advice:
                talker.line(f"    {advice}")
    else:
        rows = (
            {
                "name": item.name,
                "ok": item.ok,
                "found": item.what,
                "advice": say(item.advice, **item.arguments) if item.advice else None,
            }
            for item in found
        )
        emit(
            format_, "doctor", rows, lambda: {"ok": all(i.ok for i in found)},
            ("name", "ok", "found", "advice"),
        )  # fmt: skip
    raise typer.Exit(OK if all(item.ok for item in found) else FIX)


def _mend(state: State, *, dry_run: bool) -> None:
    """Put right what is safe to put right, and say what that was."""
    from contest.desk.mend import mend

    message = "{path} would be put right." if dry_run else "{path} put right."
    for path in mend(state.folder(), state.now, dry_run=dry_run):
        state.talk(state.wording.say(message, path=shown(near(path, state.here))))
