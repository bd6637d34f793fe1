"""contest init: write contest.toml with every setting explained."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contest.cli.app import Command, commands
from contest.cli.state import State

app = commands("")


@app.command(cls=Command, help="Write contest.toml with every setting explained.")
def init(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The folder; else --dir, else this one.")
    ] = None,
) -> None:
    """Write the default rules into a folder; an existing contest.toml stays untouched."""
    from contest.desk.init import init as write

    state: State = ctx.obj
    path = write(folder or state.dir or Path(), state.wording.say)
    state.talk(
        state.wording.say(
            "{path} written. Open it and set dates, limits and prizes.", path=str(path)
        )
    )
