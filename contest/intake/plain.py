"""Text files of unknown encoding, line by line: UTF-8 with or without BOM, UTF-16, GB18030."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from contest.intake.charsets import decode, whole_text
from contest.intake.stretch import PIECE

LONGEST = 64 << 10
"""Bytes read of one line."""
_BREAK = re.compile(r"\r\n?|\n")
_BYTE_BREAK = re.compile(rb"\r\n?|\n")


def lines_of(stream: BinaryIO) -> Iterator[tuple[int, str, bool]]:
    """Number (from 1), text without line break, and whether the line was read to its end.

    A lone CR ends a line as LF and CRLF do.
    """
    start = stream.readline(LONGEST)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = (start + stream.read(16 << 20)).decode("utf-16", "replace")
        rows = _BREAK.split(whole_text(text))
        for number, row in enumerate(rows if rows[-1] else rows[:-1], 1):
            yield number, row[:LONGEST], len(row) <= LONGEST
        return
    for number, line in enumerate(_byte_lines(start.removeprefix(codecs.BOM_UTF8), stream), 1):
        yield number, decode(line[:LONGEST])[0], len(line) <= LONGEST


def _byte_lines(raw: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """The lines of ``raw`` and what follows it; of a longer one ``LONGEST`` + 1 bytes."""
    line = b""
    after_cr = False
    while raw:
        if not (line or after_cr or b"\r" in raw) and raw.endswith(b"\n"):
            yield raw[:-1]  # the usual line: whole, and nothing else in what was read
            raw = stream.readline(LONGEST)
            continue
        piece = raw[1:] if after_cr and raw.startswith(b"\n") else raw  # a CRLF between two reads
        after_cr = raw.endswith(b"\r")
        *ended, rest = _BYTE_BREAK.split(piece)
        for part in ended:
            yield (line + part)[: LONGEST + 1]
            line = b""
        line = (line + rest)[: LONGEST + 1]
        raw = stream.readline(LONGEST)
    if line:
        yield line


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
