"""contest entries list, stats, fields: the entries that a query means, in rows or in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from contest.asking.fields import BUILT_IN, FIELDS
from contest.cli.app import Asking, Command
from contest.cli.board import COLUMNS, show_entries
from contest.cli.documents import BUILT_IN as PARTS
from contest.cli.documents import Document, entry, own_columns
from contest.cli.emit import emit
from contest.cli.options import Format, FormatOption, Queries, texts_of
from contest.cli.people import Talker
from contest.cli.safe import pad, shown
from contest.cli.state import State
from contest.cli.tables import show_table
from contest.model import Status
from contest.quantities import length_text

if TYPE_CHECKING:
    from contest.asking import Asked
    from contest.desk.folder import Folder
    from contest.desk.stats import Group

LENGTHS = frozenset({"duration", "late"})
WIDE = 12
"""Cells for the name of a field."""


def register(app: typer.Typer) -> None:
    """Add the commands to those of ``contest entries``."""
    app.command("list", cls=Asking, help="List the entries, all or those of a query.")(list_)
    app.command("stats", cls=Asking, help="Count the entries, all or those of a query.")(stats)
    app.command("fields", cls=Command, help="What a query can ask for.")(fields)


def list_(
    ctx: typer.Context,
    queries: Queries = None,
    status: Annotated[
        Status | None, typer.Option("--status", metavar="STATUS", help="Only those of this status.")
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option("--columns", metavar="NAMES", help="Only these fields: entry,work,duration."),
    ] = None,
    count: Annotated[bool, typer.Option("--count", help="Only how many there are.")] = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """List the entries."""
    from contest.desk import ask

    state: State = ctx.obj
    folder = state.folder()
    texts = texts_of(queries)
    asked = ask.ask(folder, texts, state.now)
    if status is not None:
        asked = ask.narrowed(asked, status)
    if count:
        number = ask.count(folder, asked)
        if format_ is Format.AUTO:
            typer.echo(number)
        else:
            found = {"entries": number}
            emit(format_, "entries list", [found], lambda: found, ("entries",))
    elif columns is not None:
        _columns(state, ask.columns_of(folder, columns), folder, asked, format_)
    elif format_ is Format.AUTO:
        show_entries(state, folder, ask.entries(folder, asked, media=False))
    else:
        rows = ask.entries(folder, asked)
        emit(
            format_, "entries list", (entry(row, state.wording) for row in rows),
            lambda: {"entries": len(rows)}, (*COLUMNS, *own_columns(folder.rules)),
        )  # fmt: skip


def _columns(
    state: State, names: tuple[str, ...], folder: Folder, asked: Asked, format_: Format
) -> None:
    """Only some columns, as the ledger has them; for people as they write them."""
    from contest.desk.ask import rows

    found = rows(folder, asked, names)
    if format_ is Format.AUTO:
        cells = [
            [told(state, name, value) for name, value in zip(names, row, strict=True)]
            for row in found
        ]
        show_table(
            state, folder.rules.contest.name, [heading(state, name) for name in names], cells
        )
        return
    number = 0

    def documents() -> Iterator[Document]:
        nonlocal number
        for row in found:
            number += 1
            yield dict(zip(names, row, strict=True))

    emit(format_, "entries list", documents(), lambda: {"entries": number}, names)


def heading(state: State, name: str) -> str:
    """What people call a column."""
    wording = state.wording
    if name == "entry":
        return wording.say("No.")
    return wording.say(name) if name in FIELDS and name not in PARTS else wording.field(name)


def told(state: State, name: str, value: object) -> str:
    """A cell as people read it."""
    say = state.wording.say
    match value:
        case None | "":
            return ""
        case list():
            words = [say(word) if FIELDS[name].words else word for word in value]
            return (" " if name == "code" else say(", ")).join(words)
        case int() | float() if name in LENGTHS:
            return length_text(value)
        case int() if name == "size":
            return f"{value / 2**20:.1f} MB"
        case int() if name == "entry":
            return f"{value:03}"
        case str() if name == "received":
            return value[:16].replace("T", " ")
        case str() if name in FIELDS and FIELDS[name].words:
            return say(value)
    return str(value)


def stats(
    ctx: typer.Context,
    queries: Queries = None,
    by: Annotated[
        str, typer.Option("--by", metavar="NAMES", help="By which fields: department,category.")
    ] = "category",
    format_: FormatOption = Format.AUTO,
) -> None:
    """Count the entries."""
    from contest.desk import ask
    from contest.desk.stats import stats as counted

    state: State = ctx.obj
    folder = state.folder()
    names = ask.columns_of(folder, by)
    asked = ask.ask(folder, texts_of(queries), state.now)
    groups = counted(folder, asked, names)
    total = ask.count(folder, asked)
    if format_ is not Format.AUTO:
        more = ("entries", "people", "heads", "share")
        documents = (_group(names, group) for group in groups)
        emit(format_, "entries stats", documents, lambda: {"entries": total}, (*names, *more))
        return
    say = state.wording.say
    headings = [*(heading(state, name) for name in names), say("entries")]
    known = any(group.heads is not None for group in groups)
    headings += [say("took part"), say("people in all"), say("share")] if known else []
    cells = [_counts(state, names, group, known=known) for group in groups]
    show_table(state, folder.rules.contest.name, headings, cells)
    state.talk(state.wording.count("{number} entry", "{number} entries", total))


def _group(names: Sequence[str], group: Group) -> Document:
    number = group.entries
    return {
        **dict(zip(names, group.values, strict=True)),
        "entries": int(number) if number.denominator == 1 else round(float(number), 4),
        "people": group.people,
        "heads": group.heads,
        "share": None if group.share is None else round(group.share, 4),
    }


def _counts(state: State, names: Sequence[str], group: Group, *, known: bool) -> list[str]:
    cells = [
        told(state, name, value) or "-" for name, value in zip(names, group.values, strict=True)
    ]
    number = group.entries
    cells.append(str(number) if number.denominator == 1 else f"{float(number):.2f}")
    if known:
        cells += [str(group.people or 0), "" if group.heads is None else str(group.heads)]
        cells.append("" if group.share is None else f"{group.share:.0%}")
    return cells


def fields(ctx: typer.Context) -> None:
    """What a query can ask for."""
    from contest.desk.ask import fields_of

    state: State = ctx.obj
    say = state.wording.say
    contest = state.contest()
    known = fields_of(contest.rules) if contest else BUILT_IN
    talker = Talker(state)
    for name, field in known.fields.items():
        others = say(", ").join(field.others)
        talker.lines([[(f"{pad(name, WIDE)}  ", "bold"), (field.example, "")],
                      [(f"{' ' * WIDE}  {shown(say(field.about))}", "")],
                      *([[(f"{' ' * WIDE}  {others}", "dim")]] if others else [])])  # fmt: skip
