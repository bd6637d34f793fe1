"""contest track: the main job; without a source, the board."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from contest.cli import documents
from contest.cli.app import Command, commands
from contest.cli.board import show_board
from contest.cli.commands.validate import COLUMNS
from contest.cli.emit import console, emit
from contest.cli.options import Actor, Format, FormatOption, Jobs, Sources
from contest.cli.people import Talker
from contest.cli.sources import Tally, standard_input
from contest.cli.state import State
from contest.cli.summary import summary_line
from contest.model import Report

app = commands("")


@app.command(cls=Command, help="Receive, validate, probe and record; without a source: the board.")
def track(
    ctx: typer.Context,
    sources: Sources = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be recorded; record nothing.")
    ] = False,
    jobs: Jobs = None,
    actor: Actor = None,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Receive, validate, probe and record."""
    from contest.desk.track import Restated, Tracked, rehearse
    from contest.desk.track import track as record

    state: State = ctx.obj
    folder = state.folder()
    if not sources:
        show_board(state, folder, format_)
        return
    tally = Tally()
    run = rehearse if dry_run else record
    act = state.act("track", actor)

    def reports() -> Iterator[Report]:
        with _progress(state) as step:
            for item in run(folder, sources, standard_input(sources), act, jobs=jobs):
                if isinstance(item, Restated):
                    tally.restate(state, item.entry, item.status)
                    continue
                if not isinstance(item, Tracked):
                    tally.complain(state, item)
                    continue
                step(item.report.submission.source)
                tally.count(item.report)
                tally.recorded += item.recorded
                tally.unchanged += not item.recorded
                yield item.report

    if format_ is Format.AUTO:
        talker = Talker(state)
        for report in reports():
            talker.submission(report)
        summary_line(state, tally, talker)
        if dry_run:
            state.talk(state.wording.say("Nothing was recorded (--dry-run)."))
    else:
        rows = (documents.tracked(r, state.wording) for r in reports())
        columns = (*COLUMNS, "entry", "media", *documents.own_columns(folder.rules))
        emit(format_, "track", rows, lambda: _summary(tally), columns)
    tally.close(state)
    raise typer.Exit(tally.exit_code)


def _summary(tally: Tally) -> documents.Document:
    counts = {name: tally.verdicts[name] for name in ("accepted", "returned", "review", "other")}
    return {
        "submissions": tally.submissions,
        "recorded": tally.recorded,
        "unchanged": tally.unchanged,
    } | counts


@contextmanager
def _progress(state: State) -> Iterator[Any]:
    """A running count on stderr, where that is a terminal and stdout is not the same one."""
    if state.quiet or not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda _source: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from contest.cli.safe import shown

    # Without the two redirections every result printed meanwhile would go to stderr.
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.completed}  {task.description}"),
        console=console(state, stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as progress:
        task = progress.add_task("", total=None)
        yield lambda source: progress.update(task, advance=1, description=shown(source))
