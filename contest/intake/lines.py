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
from contest.model import Candidate, Channel, Fault, Signals, Submission


def read_titles(path: str, terms: Terms) -> Iterator[Item]:
    """Every line of the file that is not blank, its number as part. Raises OSError."""
    with Path(path).open("rb") as stream:
        yield from read_stream(stream, shown(path), terms)


def read_stream(stream: BinaryIO, source: str, terms: Terms) -> Iterator[Item]:
    """The same of an open stream; without any title, one submission with the fault S101."""
    empty = True
    for number, line, complete in lines_of(stream):
        if text := line.strip():
            empty = False
            yield Received(submission_of(text, source, str(number), terms, complete=complete))
    if empty:
        yield senseless(source, Channel.TEXT, "S101")


def submission_of(
    text: str, source: str, part: str | None, terms: Terms, *, complete: bool = True
) -> Submission:
    """A title on its own. It has no time but the given one."""
    given = terms.given.isoformat() if terms.given else ""
    digest = hashlib.sha256(f"{text}\0{given}".encode()).hexdigest()
    return Submission(
        source=source,
        part=part,
        channel=Channel.TEXT,
        key=f"{Channel.TEXT}:{digest}",
        candidates=(Candidate("text", text),),
        times=terms.times(),
        faults=() if complete else (Fault(code="S104", args={"what": "line"}),),
        signals=Signals(subject=text),
    )
