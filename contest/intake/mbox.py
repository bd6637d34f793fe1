"""An mbox → its mails, as ranges of one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from contest.intake.base import Item, Received
from contest.intake.headers import KNOWN
from contest.intake.mail import read_mail, read_mails
from contest.intake.stretch import Stretch, whole
from contest.intake.terms import Terms, senseless
from contest.model import Channel

_LONGEST = 1_000
"""Bytes of the longest ``From `` line recognised."""
_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?[ ]+"
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_TIME = rb"[ ]+\d{1,2}:\d\d(?::\d\d)?"
_ZONE = rb"(?:[ ]+(?:[+-]\d{4}|[A-Z]{1,5}))?"
_DATED = (
    rb"[ ]*(?:\"[^\"\n]{0,300}\")?\S{1,320}[ ]+"  # RFC 4155, with what mailers add to it
    + _DAY
    + rb"(?:"
    + (_MONTH + rb"[ ]+\d{1,2}" + _TIME + _ZONE + rb"[ ]+\d{4}" + _ZONE)
    + rb"|"
    + (rb"\d{1,2}[ ]+" + _MONTH + rb"[ ]+\d{4}" + _TIME + _ZONE)
    + rb")(?:[ ]+remote from[ ]+\S{1,99})?"
)
_UNDATED = rb"(?:-|[^\s:]{1,99}@[^\s:]{1,220}|MAILER-DAEMON)?"
"""What Netscape, Gmail's export and others write, without a date."""
_KNOWN = b"|".join(sorted(name.encode() for name in KNOWN | {"x-mozilla-status", "status"}))
_MARK = re.compile(
    rb"\n(?P<blank>\r?\n)From (?:" + _DATED + rb"[ ]*\r?\n"
    # Thunderbird's since version 100 or so: nothing, but then the first header.
    rb"|\r?\n(?=[!-9;-~]{1,80}:))"
    # Without a date, or right behind a line of text: a header that every mail has must follow.
    rb"|\n(?P<bare>(?:\r?\n)?)From (?:"
    + _DATED
    + rb"|"
    + _UNDATED
    + rb")[ \t]*\r?\n(?=(?:"
    + _KNOWN
    + rb")[ \t]{0,9}:)",
    re.IGNORECASE,
)
_FIRST = re.compile(rb"(?:\xef\xbb\xbf|[\r\n]{0,9})From [^\n]{0,990}\n")


def read_mbox(path: str, terms: Terms) -> Iterator[Item]:
    """Every mail of the mbox, its number (from 1) as part. Raises OSError."""
    file = replace(whole(path), escaped=True)
    if not len(file):
        yield senseless(path, Channel.MAIL, "S101")
        return
    number = 0
    for stretch in split_mbox(file):
        number += 1
        yield from read_mails(stretch, str(number), terms)
    if not number:
        # Some programs export a single mail under this name.
        single = read_mail(file, None, terms)
        yield single if single.raw or single.familiar else _senseless(path)


def split_mbox(file: Stretch) -> Iterator[Stretch]:
    """The stretches between ``From `` lines; none if the file doesn't begin with one.

    Such a line stands at the beginning or after a blank line, and has a sender and a whole
    date, which no sentence has that begins with "From"; or a header follows that no sentence is
    followed by. The blank line before it belongs to the mbox.
    """
    first = _FIRST.match(file.head(_LONGEST))
    if first is None:
        return
    start = file.start + first.end()
    buffer = b""
    base = file.start
    for piece in file.pieces():
        buffer += piece
        keep = 0
        for mark in _MARK.finditer(buffer):
            if base + mark.start() + 1 < start - 1:
                continue
            blank = "blank" if mark["blank"] is not None else "bare"
            yield file.inside(start, base + mark.start(blank))
            start = base + mark.end()
            keep = mark.end() - 1
        keep = max(keep, len(buffer) - _LONGEST - 10)
        buffer, base = buffer[keep:], base + keep
    end = file.end
    yield file.inside(start, end)


def _senseless(path: str) -> Received:
    return senseless(path, Channel.MAIL, "S102")
