"""contest track: the main job; without a source, the board."""

from __future__ import annotations

from typing import Annotated

import typer

from contest.cli.app import Command, commands
from contest.cli.options import Actor, Deep, Format, FormatOption, Full, Jobs, Sources, depth_of
from contest.cli.state import State

app = commands("")


@app.command(cls=Command, help="Receive, validate, probe and record; without a source: the board.")
def track(
    ctx: typer.Context,
    sources: Sources = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be recorded; record nothing.")
    ] = False,
    deep: Deep = False,
    full: Full = False,
    jobs: Jobs = None,
    actor: Actor = None,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Receive, validate, probe and record."""
    state: State = ctx.obj
    folder = state.folder()
    if not sources:
        from contest.cli.board import show_board

        show_board(state, folder, format_)
        return
    # What only the main job needs would cost the board more than all that it counts.
    from contest.cli.recording import show_run
    from contest.cli.sources import standard_input
    from contest.desk.track import rehearse
    from contest.desk.track import track as record

    run = rehearse if dry_run else record
    act = state.act("track", actor)
    found = run(
        folder,
        sources,
        standard_input(sources),
        act,
        jobs=jobs,
        depth=depth_of(deep=deep, full=full),
    )
    told = state.wording.say("Nothing was recorded (--dry-run).") if dry_run else ""
    show_run(state, folder.rules, found, format_, "track", told)
