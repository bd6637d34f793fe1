"""contest awards: grant, revoke, list, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from contest.cli.app import Command, commands
from contest.cli.emit import emit
from contest.cli.options import Actor, Format, FormatOption, OneEntry, Reason
from contest.cli.safe import shown
from contest.cli.state import State
from contest.cli.tables import show_table
from contest.desk.folder import Folder
from contest.model import Status

app = commands("Grant, revoke, list and export awards.")

PrizeName = Annotated[str, typer.Argument(metavar="PRIZE", help="A prize of contest.toml.")]


@app.command(cls=Command, help="Grant a prize to an accepted entry.")
def grant(
    ctx: typer.Context,
    entry_: OneEntry,
    prize: PrizeName,
    reason: Reason = "",
    rank: Annotated[
        int | None,
        typer.Option("--rank", metavar="N", min=1, help="Place among the prize's awards."),
    ] = None,
    actor: Actor = None,
) -> None:
    """Grant a prize."""
    from contest.desk import award

    state: State = ctx.obj
    folder = state.folder()
    entry = state.one(folder, entry_)
    act = state.act("awards grant", actor)
    done = award.grant(folder, entry, prize, rank=rank, reason=reason, act=act)
    message = "Entry {entry} has “{prize}”." if done else "Entry {entry} has “{prize}” already."
    state.talk(state.wording.say(message, entry=entry, prize=shown(prize)))


@app.command(cls=Command, help="Take an award back; the record keeps both.")
def revoke(
    ctx: typer.Context,
    entry_: OneEntry,
    prize: PrizeName,
    reason: Reason = "",
    actor: Actor = None,
) -> None:
    """Take an award back."""
    from contest.desk import award

    state: State = ctx.obj
    folder = state.folder()
    entry = state.one(folder, entry_)
    act = state.act("awards revoke", actor)
    award.revoke(folder, entry, prize, reason=reason, act=act)
    state.talk(
        state.wording.say("Entry {entry} no longer has “{prize}”.", entry=entry, prize=shown(prize))
    )


@app.command("list", cls=Command, help="List the awards that stand.")
def list_(ctx: typer.Context, format_: FormatOption = Format.AUTO) -> None:
    """List the awards."""
    from contest.desk import award
    from contest.exports.base import COLUMNS, cells

    state: State = ctx.obj
    folder = state.folder()
    awards = award.listed(folder, state.now)
    _warn(state, folder)
    if format_ is not Format.AUTO:
        rows = (dict(zip(COLUMNS, cells(line), strict=True)) for line in awards.lines)
        stamp = awards.stamp
        seal = {"number": stamp.number, "value": stamp.value} if stamp else None
        summary = {"awards": len(awards.lines), "seal": seal}
        emit(format_, "awards list", rows, lambda: summary, COLUMNS)
        return
    headings = [state.wording.say("No." if name == "entry" else name) for name in COLUMNS]
    show_table(
        state,
        awards.contest,
        headings,
        [_row(cells(line)) for line in awards.lines],
    )


@app.command(cls=Command, help="Write the award list as a file.")
def export(
    ctx: typer.Context,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The file; else standard output."),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="xlsx|csv|md|json", help="Else by the file's suffix."),
    ] = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="For programs: cells as they are, even like formulas.")
    ] = False,
) -> None:
    """Write the award list."""
    from contest.desk import award

    state: State = ctx.obj
    folder = state.folder()
    _warn(state, folder)
    if output is not None and str(output) == "-":
        output = None
    done = award.export(folder, format_, output, state.now, raw=raw)
    if isinstance(done, bytes):
        sys.stdout.buffer.write(done)
    else:
        state.talk(state.wording.say("{path} written.", path=str(done)))


def _row(values: tuple[str | int | None, ...]) -> list[str]:
    """An award's cells, its entry's number as the board writes it."""
    prize, rank, entry, *rest = ("" if value is None else str(value) for value in values)
    return [prize, rank, entry.zfill(3), *rest]


def _warn(state: State, folder: Folder) -> None:
    """Say on stderr which awards stand on entries that are no longer accepted."""
    from contest.desk.browse import entries

    for row in entries(folder):
        if row.awards and row.status is not Status.ACCEPTED:
            state.talk(
                state.wording.say(
                    "Entry {entry} has “{prize}” but is {status}.",
                    entry=row.number,
                    prize="、".join(row.awards),
                    status=row.status.value,
                )
            )
