"""contest review: walk through what waits for a person, or list it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from contest.cli.app import Asking, commands
from contest.cli.documents import Document
from contest.cli.emit import emit
from contest.cli.options import Actor, Format, FormatOption, Queries, texts_of
from contest.cli.state import State

if TYPE_CHECKING:
    from contest.desk.folder import Folder
    from contest.ledger.claims import Claim
    from contest.ledger.waiting import Waiting

app = commands("")

COLUMNS = (
    "waits", "entry", "other", "submission", "title", "codes", "links_expire_at", "claimed_by",
    "claimed_at",
)  # fmt: skip

Listed = tuple["Waiting", "Claim | None"]


@app.command(cls=Asking, help="Walk through what waits for a person, one screen each.")
def review(
    ctx: typer.Context,
    query: Queries = None,
    list_: Annotated[bool, typer.Option("--list", help="Print what waits; ask nothing.")] = False,
    mine: Annotated[bool, typer.Option("--mine", help="Only what is claimed by you.")] = False,
    claimed_by: Annotated[
        str | None, typer.Option("--claimed-by", metavar="NAME", help="Only what NAME looks at.")
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Don't go past what others are looking at.")
    ] = False,
    actor: Actor = None,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Walk through what waits for a person."""
    from contest.desk.review import listed

    state: State = ctx.obj
    folder = state.folder()
    by = state.act("review", actor).actor
    wanted = by if mine else claimed_by
    found = [
        (item, claim)
        for item, claim in listed(folder, state.now, _meant(state, folder, query))
        if wanted is None or (claim is not None and claim.by == wanted)
    ]
    if format_ is not Format.AUTO:
        summary = {"waiting": len(found), "claimed": sum(c is not None for _, c in found)}
        emit(format_, "review", map(_document, found), lambda: summary, COLUMNS)
    elif list_:
        _table(state, folder, found)
    elif found:
        from contest.cli.reviewing import Walk

        Walk(
            state, folder, [item for item, _ in found], by, everything=all_ or wanted is not None
        ).run()
    if not found and format_ is Format.AUTO:
        state.talk(state.wording.say("Nothing waits for a person."))


def _meant(state: State, folder: Folder, query: Sequence[str] | None) -> set[int] | None:
    """The entries that a query means, None for all."""
    from contest.desk.browse import meant

    return set(meant(folder, texts_of(query), state.now)) if query else None


def _document(listed: Listed) -> Document:
    item, claim = listed
    loose = not item.entries
    return {
        "waits": item.sort,
        "entry": None if loose else item.number,
        "other": item.other,
        "submission": item.number if loose else None,
        "title": item.title,
        "codes": list(item.codes),
        "links_expire_at": item.expires_at.isoformat() if item.expires_at else None,
        "claimed_by": claim.by if claim else None,
        "claimed_at": claim.at.isoformat() if claim else None,
    }


def _table(state: State, folder: Folder, found: Sequence[Listed]) -> None:
    from contest.cli.screens import clock, name_of
    from contest.cli.tables import show_table

    say = state.wording.say
    rows = [
        [
            name_of(item) or say("submission"),
            item.title,
            " ".join(item.codes),
            f"{claim.by} {clock(claim.at, folder.rules, '%H:%M')}" if claim else "",
        ]
        for item, claim in found
    ]
    headings = [say("No."), say("title"), say("findings"), say("looked at by")]
    show_table(state, folder.rules.contest.name, headings, rows)
