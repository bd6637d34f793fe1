"""contest links: files that still lie elsewhere, and what was downloaded of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from contest.cli.app import Command, commands
from contest.cli.documents import Document
from contest.cli.emit import emit
from contest.cli.expiry import days_left
from contest.cli.options import Actor, Format, FormatOption
from contest.cli.people import Talker
from contest.cli.safe import readable, shown
from contest.cli.state import State
from contest.cli.tables import show_table
from contest.desk.links import Attached, gather, listed, sizes
from contest.errors import UsageError
from contest.ledger.links import OpenLink

app = commands("")

COLUMNS = (
    "entry", "work", "author", "sender", "name", "size", "days_left", "expires_at", "code", "url",
)  # fmt: skip
PAUSE = 2.0
"""Seconds between two looks into a folder of downloads."""


@app.command(cls=Command, help="List videos that are only links; take in what was downloaded.")
def links(
    ctx: typer.Context,
    downloads: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER", help="Take in downloads by name and size."),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on doing so until Ctrl-C or nothing is open.")
    ] = False,
    actor: Actor = None,
    format_: FormatOption = Format.AUTO,
) -> None:
    """List the links whose bytes are not here, soonest expiry first."""
    state: State = ctx.obj
    folder = state.folder()
    if watch and downloads is None:
        raise UsageError("--watch needs --from FOLDER.")
    act = state.act("links", actor)
    if downloads is not None and not watch:
        _tell(state, list(gather(folder, downloads, act)))
    while downloads is not None and watch and listed(folder):
        before = sizes(downloads)
        time.sleep(PAUSE)
        _tell(state, list(gather(folder, downloads, act, before)))
    found = listed(folder)
    now = act.at
    if format_ is not Format.AUTO:
        rows = (_document(link, now) for link in found)
        emit(format_, "links", rows, lambda: {"links": len(found)}, COLUMNS)
        return
    _table(state, found, now)


def _tell(state: State, taken: Sequence[Attached]) -> None:
    for attached in taken:
        told(state, attached)


def told(state: State, attached: Attached) -> None:
    """Say that a file was taken in."""
    say = state.wording.say
    message = "Entry {entry}: {name} is here now."
    name = shown(attached.link.name or attached.path.name)
    state.talk(say(message, entry=attached.link.entry, name=name))


def _table(state: State, found: Sequence[OpenLink], now: datetime) -> None:
    say = state.wording.say
    headings = [say(text) for text in ("No.", "work", "author", "file", "MB", "days", "code")]
    rows = []
    for link in found:
        left = days_left(link.expires_at, now)
        size = f"{link.size / 1_000_000:.1f}" if link.size is not None else ""
        rows.append([
            f"{link.entry:03}", link.fields.get("work") or "", link.fields.get("author") or "",
            link.name, size, _days(state, left), link.code or "",
        ])  # fmt: skip
    if rows:
        show_table(state, "", headings, rows)
        talker = Talker(state)
        for link in found:
            talker.line(f"{link.entry:03}  {shown(link.url)}")
    state.talk(
        state.wording.count(
            "{number} video is only a link.", "{number} videos are only links.", len(found)
        )
    )


def _days(state: State, left: int | None) -> str:
    if left is None:
        return ""
    return str(left) if left >= 0 else state.wording.say("expired")


def _document(link: OpenLink, now: datetime) -> Document:
    return {
        "entry": link.entry,
        "work": link.fields.get("work"),
        "author": link.fields.get("author"),
        "sender": link.sender or None,
        "name": link.name,
        "size": link.size,
        "days_left": days_left(link.expires_at, now),
        "expires_at": link.expires_at.isoformat() if link.expires_at else None,
        "code": link.code,
        "url": readable(link.url),
    }
