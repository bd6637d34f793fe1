"""Text files of unknown encoding, line by line: UTF-8 with or without BOM, UTF-16, GB18030."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from contest.intake.charsets import decode, whole_text
from contest.intake.stretch import PIECE

LONGEST = 64 << 10
"""Bytes read of one line."""


def lines_of(stream: BinaryIO) -> Iterator[tuple[int, str, bool]]:
    """Number (from 1), text without line break, and whether the line was read to its end."""
    number = 0
    start = stream.readline(LONGEST)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = (start + stream.read(16 << 20)).decode("utf-16", "replace")
        for count, row in enumerate(whole_text(text).splitlines(), 1):
            yield count, row[:LONGEST], len(row) <= LONGEST
        return
    line = start.removeprefix(codecs.BOM_UTF8)
    raw = start
    while raw:
        number += 1
        complete = raw.endswith(b"\n") or len(raw) < LONGEST
        while not complete and raw and not raw.endswith(b"\n"):
            raw = stream.readline(PIECE)  # the rest of a line that no title has
        yield number, decode(line.rstrip(b"\r\n"))[0], complete
        line = raw = stream.readline(LONGEST)


def encoding_of(stream: BinaryIO) -> str:
    """The encoding of the whole stream, which is read to its end once."""
    start = stream.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    piece = start
    try:
        while piece:
            decoder.decode(piece)
            piece = stream.read(PIECE)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"
