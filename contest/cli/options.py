"""Options and arguments that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


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
        help=".eml, .mbox, Maildir, folder, posts .csv, video, .txt of titles, or - for titles "
        "on standard input.",
    ),
]
EntryNumber = Annotated[
    int, typer.Argument(metavar="ENTRY", min=1, max=2**63 - 1, help="The number of the entry.")
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for the record.")]
Actor = Annotated[
    str | None, typer.Option("--as", metavar="NAME", help="Who does it, for the record.")
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", metavar="N", min=1, max=64, help="Worker processes.")
]
