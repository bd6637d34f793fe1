"""contest undo: take back what a command did."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from contest.cli.app import Command, commands
from contest.cli.changing import COLUMNS, document, preview
from contest.cli.emit import emit
from contest.cli.options import Actor, DryRun, Format, FormatOption, Reason, Sure
from contest.cli.state import State
from contest.cli.told import deed
from contest.errors import UsageError

if TYPE_CHECKING:
    from contest.desk.folder import Folder
    from contest.desk.undo import Undone

app = commands("")

ABSENT = ("taken back", "taken back")
"""The word for an entry that is there before or after only."""


@app.command(cls=Command, help="Take back what you did last, or what the act of this number did.")
def undo(
    ctx: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(metavar="[ACT]", min=1, max=2**63 - 1, help="As “contest log” tells it."),
    ] = None,
    reason: Reason = "",
    actor: Actor = None,
    dry_run: DryRun = False,
    yes: Sure = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Take back what a command did."""
    from contest.desk.undo import undo as take_back

    state: State = ctx.obj
    folder, act = state.folder(), state.act("undo", actor)
    if not (dry_run or yes or number):
        rehearsed = take_back(folder, None, act=act, dry_run=True)
        number = rehearsed.number
        _ask(state, folder, rehearsed)
    done = take_back(folder, number, act=act, reason=reason, dry_run=dry_run)
    if format_ is not Format.AUTO:
        rows = [document(outcome) for outcome in done.outcomes]
        emit(format_, "undo", rows, lambda: {"act": done.number, "dry_run": dry_run}, COLUMNS)
        return
    if dry_run:
        preview(state, done.outcomes, ABSENT)
    say = state.wording.say
    state.talk(
        say(
            "Act {act} would be taken back: {command}, {who}, {at}." if dry_run else
            "Act {act} is taken back: {command}, {who}, {at}. “contest undo” of this act does it "
            "again.",
            **_told(state, folder, done),
        )
    )  # fmt: skip


def _ask(state: State, folder: Folder, done: Undone) -> None:
    """Ask where more than one entry would change. Raises UsageError where nobody can answer."""
    named = [outcome for outcome in done.outcomes if outcome.done]
    if len(named) < 2:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "Act {act} touched {number} entries. Look with --dry-run, then say --yes.",
            act=done.number,
            number=len(named),
        )
    preview(state, done.outcomes, ABSENT)
    question = state.wording.say(
        "Take back act {act}: {command}, {who}, {at}?", **_told(state, folder, done)
    )
    typer.confirm(question, abort=True, err=True)


def _told(state: State, folder: Folder, done: Undone) -> dict[str, str | int]:
    at = done.act.at.astimezone(ZoneInfo(folder.rules.contest.timezone))
    return {
        "act": done.number,
        "command": deed(done.act.command, state.wording),
        "who": done.act.actor,
        "at": at.strftime("%Y-%m-%d %H:%M:%S"),
    }
