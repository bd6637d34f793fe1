"""A ``.csv`` as spreadsheets and apps write it → its rows; a stray quote costs no row.

A row whose quotes don't add up is read in one of three ways, whichever first makes a row under
the header: its line with quotes as letters, the lenient way of ``csv``, its line after all. The
lines after it are then read as rows of their own, with quoting.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from contest.intake.columns import Fields, are_row, fields_of, tell_kinds

MOST_LINES = 200
"""Lines of one row: no caption has more, and an open quote is looked for no further."""
LONGEST = 128 << 10
"""Characters of one line, as many as ``csv`` takes for a cell."""
_MARKS = ",;\t"
_SEPARATOR = re.compile(r'"?sep=([^"\r\n])"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` as in a spreadsheet; ``cells`` is None for a line too long to be read;
    ``sure`` says that the quotes add up."""

    number: int
    cells: Sequence[str] | None
    sure: bool = True


def read_table(stream: TextIO) -> tuple[Fields, Iterator[Row]] | None:
    """The fields of the columns and the rows below the header; None where there is no header.

    ``stream`` is open with ``newline=""``. Blank lines before the header are passed over, and
    Excel's ``sep=;``, which settles the delimiter.
    """
    lines = _Lines(stream)
    number, marks = 1, _MARKS
    while line := lines.take():
        if separator := _SEPARATOR.fullmatch(line.strip("\ufeff\r\n ")):
            marks = separator[1]
        elif line.strip('\ufeff\r\n\t ,;"'):
            break
        else:
            number += 1
    lines.give_back([line.lstrip("\ufeff")])
    found = []
    for mark in marks:
        cells, taken = _record(lines, mark)
        lines.give_back(taken)
        if cells is None:
            cells, taken = _split(taken[0], mark), taken[:1]
        if fields := fields_of(cells):
            found.append((fields, mark, len(taken)))
    if not found:
        return None
    fields, mark, count = max(found, key=lambda item: len(set(item[0])))
    for _ in range(count):
        lines.take()
    return fields, _rows(lines, fields, mark, number)


class _Lines:
    """The lines of a stream, which can be given back."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._back: deque[str] = deque()

    def take(self) -> str:
        """The next line with its break, at most ``LONGEST`` of it; empty at the end."""
        if self._back:
            return self._back.popleft()
        line = rest = self._stream.readline(LONGEST)
        while len(rest) == LONGEST and not rest.endswith(("\n", "\r")):
            rest = self._stream.readline(LONGEST)
        return line

    def give_back(self, lines: Sequence[str]) -> None:
        """Make these lines the next ones."""
        self._back.extendleft(line for line in reversed(lines) if line)


def _rows(lines: _Lines, fields: Fields, mark: str, number: int) -> Iterator[Row]:
    while True:
        number += 1
        cells, taken = _record(lines, mark)
        if not taken:
            return
        if len(taken[0]) >= LONGEST:
            lines.give_back(taken[1:])
            yield Row(number, None)
        elif cells is None:
            lines.give_back(taken)
            yield Row(number, _rescue(lines, fields, mark, alone=len(taken) == 1), sure=False)
        elif not _swallowed(taken, fields, mark):
            yield Row(number, cells)
        elif tell_kinds(fields):
            lines.give_back(taken[1:])
            yield Row(number, _split(taken[0], mark), sure=False)
        else:  # a count of commas alone tears no caption apart, but somebody should look
            yield Row(number, cells, sure=False)


def _record(lines: _Lines, mark: str, *, strict: bool = True) -> tuple[list[str] | None, list[str]]:
    """The next row, None where its quotes don't add up, and the lines it was read from."""
    taken: list[str] = []

    def feed() -> Iterator[str]:
        while line := lines.take() if len(taken) < MOST_LINES else "":
            taken.append(line)
            if len(line) >= LONGEST:
                break
            yield line
        if taken:  # csv asks for more only inside quotes
            raise csv.Error

    try:
        return next(csv.reader(feed(), delimiter=mark, strict=strict), None), taken
    except csv.Error:
        return None, taken


def _swallowed(taken: Sequence[str], fields: Fields, mark: str) -> bool:
    """Whether quotes hold together what are several rows: a true row over several lines has at
    most one line that could be a row by itself."""
    return len(taken) > 1 and sum(are_row(_split(line, mark), fields) for line in taken) > 1


def _rescue(lines: _Lines, fields: Fields, mark: str, *, alone: bool) -> Sequence[str]:
    """The next row, whose quotes don't add up; ``alone`` if those of its first line don't."""
    first = lines.take()
    by_itself = _split(first, mark)
    if alone and are_row(by_itself, fields):
        return by_itself
    lines.give_back([first])
    cells, taken = _record(lines, mark, strict=False)
    if cells is not None and are_row(cells, fields) and not _swallowed(taken, fields, mark):
        return cells
    lines.give_back(taken[1:])
    return by_itself


def _split(line: str, mark: str) -> list[str]:
    """The cells of a line whose quotes are letters, but for those around a whole cell."""
    cells = [cell.strip() for cell in line.rstrip("\r\n").split(mark)]
    return [
        cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell
        for cell in cells
    ]
