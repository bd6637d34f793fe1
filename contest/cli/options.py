"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from contest.cli.safe import readable


class Format(StrEnum):
    """How to print results."""

    AUTO = "auto"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


FormatOption = Annotated[
    Format, typer.Option("--format", metavar="auto|json|jsonl|csv", help="How to print results.")
]

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SOURCE]...",
        help=".eml, .mbox, Maildir, .zip of mails, folder, posts .csv or .xlsx, video, .txt of "
        "titles, or - for titles on standard input.",
    ),
]
Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="Another rulebook, of [profiles]."),
]
OneEntry = Annotated[
    str,
    typer.Argument(
        metavar="ENTRY", help="The number of the entry, or a query that no other one fits."
    ),
]
Queries = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...",
        help="Words of title, author or work, numbers such as 5 12-24, fields such as "
        "status:review duration:3:00.. -award: (all in “contest entries fields”).",
    ),
]
Meant = Annotated[
    list[str],
    typer.Argument(
        metavar="ENTRY...", help="Numbers, such as 1 2 5 12-24, or a query, such as status:review."
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for the record.")]
Actor = Annotated[
    str | None, typer.Option("--as", metavar="NAME", help="Who does it, for the record.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Only show what would change; nothing is recorded.")
]
Sure = Annotated[bool, typer.Option("--yes", help="Don't ask whether to change so many.")]
Jobs = Annotated[
    int | None, typer.Option("--jobs", metavar="N", min=1, max=64, help="Worker processes.")
]

Deep = Annotated[
    bool, typer.Option("--deep", help="Decode key pictures and sound too: black, silent, loud.")
]
Full = Annotated[
    bool,
    typer.Option("--full", help="Decode every picture too: frozen, damaged, alike. It takes long."),
]


def depth_of(*, deep: bool, full: bool) -> str | None:
    """How deep videos are to be decoded, None for not at all."""
    return "full" if full else "deep" if deep else None


def texts_of(queries: Sequence[str] | None) -> list[str]:
    """The words of a query as the ledger can take them: odd bytes are replaced."""
    return [readable(text) for text in queries or ()]
