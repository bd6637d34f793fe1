"""How many cells a sheet of an ``.xlsx`` spans, before a reader makes room for all of them.

ECMA-376 part 1, 18.3.1.4 (c) and 18.3.1.73 (row): the attribute ``r`` that says where a cell or a
row stands may be left out; it then stands behind the one before it. Programs that write every
``r`` are the rule, and a glance is enough for their sheets; others are read tag by tag.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate

PIECE = 1 << 20
"""Bytes read at once."""
REACH = 256 << 10
"""Bytes from the start of a tag to the next tag, for a glance: a cell holds 32,767 letters."""

_GLANCE = re.compile(
    rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]*)"""
    rb"""|<(?:[^\s<>:]*:)?(?:(c)(?=[\s/>])(?!\s+r\s*=\s*["'][A-Za-z])"""
    rb"""|(row)(?=[\s/>])(?!\s+r\s*=\s*["'][0-9]))"""
)
"""Every place that is named, and every cell and row whose first attribute is no place."""
_PLACE = re.compile(r"([A-Za-z]{0,6})([0-9]{0,9})")


class MalformedError(Exception):
    """A sheet that is no XML, or holds what no sheet can."""


class _Beyond(Exception):  # noqa: N818  # an early end, no error
    """More cells than anybody asked about."""


def spans_more(sheet: IO[bytes], most: int) -> bool:
    """Whether there are more cells than this between A1 and the last row and column in which
    anything stands. Raises MalformedError."""
    if _at_most(sheet) <= most:
        return False
    sheet.seek(0)
    tally = _Tally(most)
    parser = ParserCreate()
    parser.StartElementHandler = tally.begin
    parser.EndElementHandler = tally.end
    parser.StartDoctypeDeclHandler = _declared
    try:
        while piece := sheet.read(PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except _Beyond:
        return True
    except ExpatError as error:
        raise MalformedError(str(error)) from error
    return False


def _at_most(sheet: IO[bytes]) -> float:
    """A number of cells that is never too small, whatever stands in comments and between quotes:
    each row and each cell may stand one further than all that are named."""
    bottom = right = rows = cells = 1
    text = b""
    while piece := sheet.read(PIECE):
        text += piece
        for letters, digits, cell, row in _GLANCE.findall(text):
            if cell:
                cells += 1
            elif row:
                rows += 1
            elif len(letters) > 6 or len(digits) > 9:
                return float("inf")
            else:
                right = max(right, _column(letters.decode()))
                bottom = max(bottom, int(digits or 0))
        text = text[max(text.rfind(b"<"), 0) :]
        if len(text) > REACH:
            return float("inf")
    return (bottom + rows) * (right + cells)


class _Tally:
    """How far the cells reach that were met so far."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.row, self.column = 1, 0
        self.bottom = self.right = 1

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Meet the start of a row or a cell. Raises _Beyond, MalformedError."""
        kind = _kind(name)
        if kind == "c":
            column, row = _place(attributes.get("r", ""))
            # Never back, though that is legal: it can only make the sheet look larger.
            self.column = column = max(self.column + 1, column)
            self.right, self.bottom = max(self.right, column), max(self.bottom, self.row, row)
            if self.right * self.bottom > self.most:
                raise _Beyond
        elif kind == "row":
            self.row = max(self.row, _place(attributes.get("r", ""))[1])

    def end(self, name: str) -> None:
        """Meet the end of a row: the next cell stands below it, in the first column."""
        if _kind(name) == "row":
            self.row, self.column = self.row + 1, 0


def _declared(*_: object) -> None:
    raise MalformedError("a document type")


@lru_cache(maxsize=64)
def _kind(name: str) -> str:
    return name.rpartition(":")[2]


def _place(text: str) -> tuple[int, int]:
    """The column and the row of a place as B3, from 1; 0 where it names none."""
    if not text:
        return 0, 0
    found = _PLACE.fullmatch(text)
    if found is None:
        raise MalformedError(text)
    return _column(found[1]), int(found[2] or 0)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
