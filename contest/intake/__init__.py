"""Where submissions come from. The table says who reads which kind of file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from contest.intake.base import Chunks, Item, PassedOver, Received, Unreadable
from contest.intake.files import read_video
from contest.intake.kinds import classify, strip_marker
from contest.intake.lines import read_stream
from contest.intake.mbox import read_mbox
from contest.intake.posts import read_csv, read_jsonl
from contest.intake.several import split
from contest.intake.sheets import read_sheets
from contest.intake.terms import Familiar, Terms, terms_of
from contest.intake.videos import SUFFIXES
from contest.intake.walk import Reader, read_mail_file, read_named, read_text
from contest.intake.zips import read_zip
from contest.rules import Rulebook

__all__ = [
    "READERS",
    "Chunks",
    "Item",
    "PassedOver",
    "Received",
    "Unreadable",
    "classify",
    "receive",
    "split",
    "strip_marker",
]

READERS: dict[str, Reader] = {
    ".eml": read_mail_file,
    ".mbox": read_mbox,
    ".csv": read_csv,
    ".jsonl": read_jsonl,
    ".txt": read_text,
    ".xlsx": read_sheets,
    ".xls": read_sheets,
    ".zip": read_zip,
    **dict.fromkeys(sorted(SUFFIXES), read_video),
}
"""Suffix → reader. What has another suffix is read only when named, by its first bytes."""


def receive(
    sources: Sequence[str],
    *,
    stdin: BinaryIO | None,
    given: datetime | None,
    rules: Rulebook,
    keyed: bool = True,
    familiar: Familiar | None = None,
) -> Iterator[Item]:
    """Everything that arrived at ``sources``, lazily, folders in the order of their names.

    ``-`` is the standard input, titles one a line. ``given`` is the time the organiser states
    for all of it; it overrides every clock. Unless ``keyed``, submissions may lack their keys,
    which only those need who must know them again; mails that are ``familiar`` to them come as no
    more than their place and key. Raises nothing: what can't be opened is
    Unreadable.
    """
    terms = terms_of(rules, given, keyed=keyed, familiar=familiar)
    try:
        for item in _found(sources, stdin, terms):
            yield item
            terms.scratch.clear()
    finally:
        terms.scratch.close()


def _found(sources: Sequence[str], stdin: BinaryIO | None, terms: Terms) -> Iterator[Item]:
    for source in sources:
        if source != "-":
            yield from read_named(source, READERS, terms)
        elif stdin is None:
            yield Unreadable("-", "absent")
        else:
            yield from read_stream(stdin, "-", terms)
