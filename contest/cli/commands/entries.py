"""contest entries: list, add, attach, show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contest.cli.amended import corrected
from contest.cli.app import Command, commands
from contest.cli.board import COLUMNS, show_entries
from contest.cli.commands import alike, correcting, deciding, listing, log
from contest.cli.documents import entry, tracked
from contest.cli.emit import emit
from contest.cli.expiry import link_lines
from contest.cli.options import (
    Actor,
    DryRun,
    Format,
    FormatOption,
    Jobs,
    OneEntry,
    Reason,
)
from contest.cli.people import Talker
from contest.cli.safe import near, shown
from contest.cli.state import State
from contest.model import Kind

if TYPE_CHECKING:
    from contest.desk.browse import EntryFile
    from contest.desk.drawn import Drawn

app = commands("List, show and decide on the entries.")
listing.register(app)
alike.register(app)
deciding.register(app)
correcting.register(app)
log.register(app)


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
    entry_: OneEntry,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file as downloaded.")],
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="Which link, where several are open.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Whatever size the mail says; replace what is here.")
    ] = False,
    reason: Reason = "",
    actor: Actor = None,
    dry_run: DryRun = False,
) -> None:
    """Take in a downloaded file."""
    from contest.cli.commands.links import told
    from contest.desk.browse import show as look
    from contest.desk.links import Wanted
    from contest.desk.links import attach as take

    state: State = ctx.obj
    folder = state.folder()
    number = state.one(folder, entry_)
    act = state.act("entries attach", actor)
    wanted = Wanted(url, force=force, reason=reason, dry_run=dry_run)
    taken = take(folder, number, file, act, wanted)
    if dry_run:
        Talker(state).line(shown(f"#{number:03}  {taken.path} → {taken.link.url}"))
        return
    told(state, taken)
    show_entries(state, folder, [look(folder, number).entry])


@app.command(cls=Command, help="Show one entry with all that was submitted for it.")
def show(
    ctx: typer.Context,
    entry_: OneEntry,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Show one entry."""
    from contest.desk.browse import show as look
    from contest.desk.drawn import drawn

    state: State = ctx.obj
    folder = state.folder()
    number = state.one(folder, entry_)
    found = look(folder, number)
    there = drawn(folder, found.entry)
    if found.entry.number != number:
        message = "Entry {entry} went into entry {other}."
        state.talk(state.wording.say(message, entry=number, other=found.entry.number))
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
            "corrections": [
                {"at": c.at, "by": c.who, "what": c.what, "before": dict(c.before),
                 "after": dict(c.after), "reason": c.reason}
                for c in found.corrections
            ],
            "merged": list(found.merged),
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
    _said(state, found, talker)


def _said(state: State, found: EntryFile, talker: Talker) -> None:
    """What persons said of an entry."""
    say = state.wording.say
    for name, text, required, who, when in found.checklist:
        talker.line(_ticked(state, name, text, (who, when), required=required))
    for instant, actor, decided, reason in found.decisions:
        who = shown(actor)
        line = say("{who} decided: {status}", who=who, status=decided)
        talker.line(f"{line}  {instant[:19].replace('T', ' ')}  {shown(reason)}".rstrip(), "bold")
    for correction in found.corrections:
        for line in corrected(state.wording, correction):
            talker.line(line, "bold")


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
