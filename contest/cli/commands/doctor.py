"""contest doctor: what was found on this machine, and whether the contest folder is whole."""

from __future__ import annotations

from pathlib import Path

import typer

from contest.cli import FIX, OK
from contest.cli.app import Command, commands
from contest.cli.emit import emit
from contest.cli.options import Format, FormatOption
from contest.cli.safe import pad, shown
from contest.cli.state import State

app = commands("")


@app.command(cls=Command, help="What was found on this machine, and whether all is whole.")
def doctor(ctx: typer.Context, format_: FormatOption = Format.AUTO) -> None:
    """Look the machine and the contest folder over."""
    from contest.desk.doctor import examine

    state: State = ctx.obj
    found = examine(state.dir, Path.cwd())
    say = state.wording.say
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
