"""contest fetch: new mail by IMAP."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contest.cli.app import Command, commands
from contest.cli.documents import Document
from contest.cli.emit import emit
from contest.cli.options import Actor, Format, FormatOption, Jobs
from contest.cli.password import password_of
from contest.cli.recording import show_run
from contest.cli.safe import readable, shown
from contest.cli.speaker import console
from contest.cli.state import State

if TYPE_CHECKING:
    from contest.desk.fetch import Coming, Fetched, Overlooked, Read

app = commands("")

COLUMNS = ("folder", "uidvalidity", "uid", "internaldate", "size", "sha256", "path")


@app.command(cls=Command, help="Bring new mail from the contest's mailbox into the folder.")
def fetch(
    ctx: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DAY",
            help="Leave older mail there; else what came a week before the opening or later.",
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Bring all mail, however old.")] = False,
    track: Annotated[
        bool, typer.Option("--track", help="Then take in what came, and show what is new.")
    ] = False,
    password_command: Annotated[
        str | None,
        typer.Option(
            "--password-command", metavar="COMMAND", help="A command that prints the password."
        ),
    ] = None,
    jobs: Jobs = None,
    actor: Actor = None,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Bring new mail; with --track, take it in."""
    from contest.desk.fetch import INBOX, mailbox_of, since_of
    from contest.desk.fetch import fetch as bring

    state: State = ctx.obj
    folder = state.folder()
    user = mailbox_of(folder).user
    day = since_of(folder, "" if everything else since)
    found = bring(folder, password_of(state, user, password_command), since=day)
    telling = _Telling(state)
    if format_ is Format.AUTO or track:
        for _ in telling.fetched(found):
            pass
    else:
        rows = (_document(mail) for mail in telling.fetched(found))
        emit(format_, "fetch", rows, telling.summary, COLUMNS)
    if not track:
        return
    from contest.desk.track import track as record

    inbox = os.path.relpath(folder.path / INBOX)
    taken = record(folder, [inbox], None, state.act("fetch", actor), jobs=jobs)
    show_run(state, folder.rules, taken, format_, "track", fresh=True)


class _Telling:
    """What is said while mail comes, and what has come."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.mails = self.size = self.older = self.gone = 0

    def fetched(self, found: Iterator[Fetched | Coming | Read | Overlooked]) -> Iterator[Fetched]:
        """The messages that come, with everything else told on stderr."""
        from contest.desk.fetch import Coming, Fetched, Read

        with _progress(self.state) as show:
            for item in found:
                if isinstance(item, Fetched):
                    yield item
                elif isinstance(item, Coming):
                    show(item)
                elif isinstance(item, Read):
                    self._read(item)
                else:
                    self._overlooked(item)

    def summary(self) -> Document:
        """The counts for programs."""
        return {"fetched": self.mails, "size": self.size, "older": self.older, "gone": self.gone}

    def _read(self, read: Read) -> None:
        self.mails += read.fetched
        self.size += read.size
        self.older += read.older
        self.gone += read.gone
        wording = self.state.wording
        told = wording.count(
            "{folder}: {number} new mail ({size} MB), in {path}.",
            "{folder}: {number} new mails ({size} MB), in {path}.",
            read.fetched,
            folder=read.folder,
            size=f"{read.size / 1_000_000:.1f}",
            path=os.path.relpath(read.path),
        )
        self.state.talk(told)
        if read.older and read.since:
            self.state.talk(
                wording.count(
                    "{number} that came before {date} was left there; --all or --since DAY brings "
                    "it.",
                    "{number} that came before {date} were left there; --all or --since DAY brings "
                    "them.",
                    read.older,
                    date=read.since.isoformat(),
                )
            )

    def _overlooked(self, overlooked: Overlooked) -> None:
        if overlooked.messages is None:
            self.state.talk(
                self.state.wording.say(
                    "“{folder}” isn't fetched, and the server doesn't say whether it holds mail: a "
                    "submission may lie there. Add it to folders under [mailbox].",
                    folder=overlooked.folder,
                )
            )
            return
        self.state.talk(
            self.state.wording.count(
                "“{folder}” holds {number} mail and isn't fetched: a submission may lie there. "
                "Add it to folders under [mailbox].",
                "“{folder}” holds {number} mails and isn't fetched: a submission may lie there. "
                "Add it to folders under [mailbox].",
                overlooked.messages,
                folder=overlooked.folder,
            )
        )


def _document(fetched: Fetched) -> Document:
    mail = fetched.mail
    return {
        "folder": readable(fetched.folder),
        "uidvalidity": fetched.uidvalidity,
        "uid": mail.uid,
        "internaldate": mail.internaldate.isoformat() if mail.internaldate else None,
        "size": mail.size,
        "sha256": mail.sha256,
        "path": readable(os.path.relpath(mail.path)),
    }


@contextmanager
def _progress(state: State) -> Iterator[Any]:
    """How far a folder is, on stderr, where that is a terminal."""
    if state.quiet or not sys.stderr.isatty():
        yield lambda _coming: None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=console(state, stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=True,
    ) as progress:
        tasks: dict[str, Any] = {}
        totals: dict[str, int] = {}

        def show(coming: Coming) -> None:
            name = coming.folder
            if name not in tasks:
                totals[name] = coming.size
                tasks[name] = progress.add_task("", total=coming.size)
            progress.update(
                tasks[name],
                completed=totals[name] - coming.size,
                description=f"{shown(name)}  {coming.messages}",
            )

        yield show
