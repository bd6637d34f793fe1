"""contest entries: list, show, accept, return, withdraw."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contest.cli.app import Command, commands
from contest.cli.board import COLUMNS, show_entries
from contest.cli.commands import alike
from contest.cli.documents import entry, own_columns, tracked
from contest.cli.emit import emit
from contest.cli.expiry import link_lines
from contest.cli.options import (
    Actor,
    EntryNumber,
    Format,
    FormatOption,
    Jobs,
    Reason,
    numbers_of,
)
from contest.cli.people import Talker
from contest.cli.safe import near, readable, shown
from contest.cli.state import State
from contest.errors import UsageError
from contest.model import Kind, Status

if TYPE_CHECKING:
    from contest.desk.browse import EntryFile
    from contest.desk.drawn import Drawn

app = commands("List, show and decide on the entries.")
alike.register(app)


@app.command("list", cls=Command, help="List the entries, all or those that hold every word.")
def list_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]...", help="Words of title, work or author."),
    ] = None,
    status: Annotated[
        Status | None, typer.Option("--status", metavar="STATUS", help="Only those of this status.")
    ] = None,
    format_: FormatOption = Format.AUTO,
) -> None:
    """List the entries."""
    from contest.desk.browse import entries

    state: State = ctx.obj
    folder = state.folder()
    rows = [
        r
        for r in entries(folder, [readable(word) for word in words or ()])
        if status in {None, r.status}
    ]
    if format_ is Format.AUTO:
        show_entries(state, folder, rows)
    else:
        emit(
            format_, "entries list", (entry(row, state.wording) for row in rows),
            lambda: {"entries": len(rows)}, (*COLUMNS, *own_columns(folder.rules)),
        )  # fmt: skip


@app.command(cls=Command, help="Add videos that came without a mail: from a chat, a stick.")
def add(
    ctx: typer.Context,
    sources: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Videos, or folders of them.")
    ],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who handed them in.")],
    received: Annotated[
        str | None,
        typer.Option("--received", metavar="TIME", help="When; else no deadline is looked at."),
    ] = None,
    jobs: Jobs = None,
    actor: Actor = None,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Add videos that came without a mail."""
    from contest.cli.recording import show_run
    from contest.cli.sources import given_time
    from contest.desk.add import add as take_in

    state: State = ctx.obj
    folder = state.folder()
    given = given_time(received, folder.rules)
    act = state.act("entries add", actor)
    found = take_in(folder, sources, act, by=by, given=given, jobs=jobs)
    show_run(state, folder.rules, found, format_, "entries add")


@app.command(cls=Command, help="Take in the file behind a link, which a person downloaded.")
def attach(
    ctx: typer.Context,
    number: EntryNumber,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file as downloaded.")],
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="Which link, where several are open.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Whatever size the mail says; replace what is here.")
    ] = False,
    actor: Actor = None,
) -> None:
    """Take in a downloaded file."""
    from contest.cli.commands.links import told
    from contest.desk.browse import show as look
    from contest.desk.links import attach as take

    state: State = ctx.obj
    folder = state.folder()
    told(
        state, take(folder, number, file, state.act("entries attach", actor), url=url, force=force)
    )
    show_entries(state, folder, [look(folder, number).entry])


@app.command(cls=Command, help="Show one entry with all that was submitted for it.")
def show(
    ctx: typer.Context,
    number: EntryNumber,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Show one entry."""
    from contest.desk.browse import show as look
    from contest.desk.drawn import drawn

    state: State = ctx.obj
    folder = state.folder()
    found = look(folder, number)
    there = drawn(folder, found.entry)
    if format_ is not Format.AUTO:
        whole = entry(found.entry, state.wording) | {
            "submissions": [
                tracked(report, state.wording) | {"entry_version": version}
                for version, report in found.submissions
            ],
            "checklist": [
                {"name": name, "text": text, "required": required, "ticked_by": who or None,
                 "ticked_at": when or None}
                for name, text, required, who, when in found.checklist
            ],
            "pictures": {
                "sheet": str(there.sheet) if there.sheet else None,
                "poster": str(there.poster) if there.poster else None,
            },
        }  # fmt: skip
        emit(format_, "entries show", [whole], lambda: {"entries": 1}, COLUMNS)
        return
    show_entries(state, folder, [found.entry])
    _whole(state, found, there)


def _whole(state: State, found: EntryFile, there: Drawn) -> None:
    """An entry's submissions, pictures, checklist and decisions, for people."""
    talker = Talker(state)
    say = state.wording.say
    for version, report in found.submissions:
        kind = say("version {number}", number=version) if version else say(report.kind.value)
        at, sender = report.submission.times.received_at, report.submission.sender
        stamp = at.isoformat(sep=" ", timespec="seconds") if at else "?"
        who = shown(f"{sender.name} <{sender.address}>") if sender else ""
        found_in = ""
        if report.title.where not in {"subject", "text"}:
            found_in = say("title from: {where}", where=say(report.title.where))
        if report.kind is not Kind.ENTRY:
            kind = f"{kind} ({shown(report.reason)})"
        line = "  ".join(part for part in (kind, stamp, who, found_in) if part)
        talker.line(line, "bold")
        talker.submission(report, videos=False)
        for line in link_lines(state, report.submission.files):
            talker.line(line)
        names = {f.sha256: f.name for f in report.submission.files}
        for video in report.media:
            talker.video(video, names.get(video.media.sha256))
    for word, path in ((say("poster"), there.poster), (say("contact sheet"), there.sheet)):
        if path is not None:
            talker.line(f"{word}{say(': ')}{shown(near(path, state.here))}")
    for name, text, required, who, when in found.checklist:
        talker.line(_ticked(state, name, text, (who, when), required=required))
    for instant, actor, decided, reason in found.decisions:
        who = shown(actor)
        line = say("{who} decided: {status}", who=who, status=decided)
        talker.line(f"{line}  {instant[:19].replace('T', ' ')}  {shown(reason)}".rstrip(), "bold")


def _ticked(state: State, name: str, text: str, done: tuple[str, str], *, required: bool) -> str:
    """One line of a checklist."""
    who, when = done
    mark = "☑" if who else "☐"
    said = f"{mark} {shown(name)}"
    if text and text != name:
        said += f"{state.wording.say(': ')}{shown(text)}"
    if who:
        return f"{said}  {shown(who)}  {when[:19].replace('T', ' ')}"
    return said if required else f"{said}  {state.wording.say('(not required)')}"


@app.command(cls=Command, help="Accept an entry, whatever the program found.")
def accept(
    ctx: typer.Context, number: EntryNumber, reason: Reason = "", actor: Actor = None
) -> None:
    """Accept an entry."""
    _decide(ctx.obj, number, Status.ACCEPTED, reason, actor)


@app.command("return", cls=Command, help="Return an entry to be mended.")
def return_(
    ctx: typer.Context, number: EntryNumber, reason: Reason = "", actor: Actor = None
) -> None:
    """Return an entry."""
    _decide(ctx.obj, number, Status.RETURNED, reason, actor)


@app.command(cls=Command, help="Withdraw an entry, as its entrant asked.")
def withdraw(
    ctx: typer.Context, number: EntryNumber, reason: Reason = "", actor: Actor = None
) -> None:
    """Withdraw an entry."""
    _decide(ctx.obj, number, Status.WITHDRAWN, reason, actor)


@app.command(cls=Command, help="Put an entry out of the contest; say why with --reason.")
def disqualify(
    ctx: typer.Context, number: EntryNumber, reason: Reason = "", actor: Actor = None
) -> None:
    """Disqualify an entry."""
    if not reason.strip():
        raise UsageError("An entry is put out of the contest for a reason: give it with --reason.")
    _decide(ctx.obj, number, Status.DISQUALIFIED, reason, actor)


@app.command(cls=Command, help="Note that a person has seen what the checklist asks for.")
def tick(
    ctx: typer.Context,
    numbers: Annotated[
        list[str], typer.Argument(metavar="ENTRY...", help="Numbers, such as 1 2 5 12-24.")
    ],
    names: Annotated[
        list[str] | None,
        typer.Option("--check", metavar="NAME", help="What was seen; else all that is open."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take ticks back.")] = False,
    reason: Reason = "",
    actor: Actor = None,
) -> None:
    """Tick the checklist of entries."""
    from contest.desk.tick import tick as note

    state: State = ctx.obj
    act = state.act("entries tick", actor)
    wanted = [number for text in numbers for number in numbers_of(text)]
    say = state.wording.say
    for done in note(state.folder(), wanted, names or [], undo=undo, reason=reason, act=act):
        message = "Entry {entry}: nothing to tick; it is {status}."
        if done.names and undo:
            message = "Entry {entry}: {names} taken back; it is {status}."
        elif done.names:
            message = "Entry {entry}: {names} ticked; it is {status}."
        named = say(", ").join(map(shown, done.names))
        state.talk(say(message, entry=done.entry, names=named, status=done.status.value))


def _decide(state: State, number: int, status: Status, reason: str, actor: str | None) -> None:
    from contest.desk.decide import decide

    act = state.act(f"entries {status.value}", actor)
    changed = decide(state.folder(), number, status, reason=reason, act=act)
    message = "Entry {entry} is {status}." if changed else "Entry {entry} is {status} already."
    state.talk(state.wording.say(message, entry=number, status=status.value))
