"""Options and arguments that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from contest.errors import UsageError

MOST_NUMBERS = 10_000
"""Entries named by one range; more is a slip of the keyboard."""


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


def numbers_of(text: str) -> range:
    """The numbers of one word: "5" or "12-24". Raises UsageError."""
    first, _, last = text.partition("-")
    plain = [word for word in (first, last or first) if word.isascii() and word.isdigit()]
    found = range(int(plain[0]), int(plain[1]) + 1) if len(plain) == 2 else range(0)
    if not found or len(found) > MOST_NUMBERS or found[-1] >= 2**63:
        raise UsageError("“{value}” is no number of an entry; write 5, or 12-24.", value=text)
    return found
