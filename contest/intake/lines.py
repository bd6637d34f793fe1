"""Titles, one a line: a ``.txt`` or the standard input."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from contest.intake.base import Item, Received
from contest.intake.charsets import shown
from contest.intake.plain import lines_of
from contest.intake.terms import Terms, senseless
from contest.model import Candidate, Channel, Fault, Submission

TEXT = Channel.TEXT
CUT = (Fault("S104", args={"what": "line"}),)


def read_titles(path: str, terms: Terms) -> Iterator[Item]:
    """Every line of the file that is not blank, its number as part. Raises OSError."""
    with Path(path).open("rb") as stream:
        yield from read_stream(stream, shown(path), terms)


def read_stream(stream: BinaryIO, source: str, terms: Terms) -> Iterator[Item]:
    """The same of an open stream; without any title, one submission with the fault S101. Titles
    have no time but the given one."""
    times = terms.times()
    given = terms.given.isoformat() if terms.given else ""
    empty = True
    key = ""
    for number, line, complete in lines_of(stream):
        if text := line.strip():
            empty = False
            if terms.keyed:
                digest = hashlib.sha256(f"{text}\0{given}".encode()).hexdigest()
                key = f"{TEXT}:{digest}"
            found = (Candidate("text", text),)
            faults = () if complete else CUT
            yield Received(
                Submission(source, str(number), TEXT, key, found, None, times, (), faults)
            )
    if empty:
        yield senseless(source, TEXT, "S101")
