"""A title with carets under what is wrong, each with its code, however long the title is.

A title wider than the terminal is cut into rows, because a terminal that wraps it would tear the
carets off. Of the rows only the first is shown and those in which something wrong begins.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from contest.cli.safe import shown, width
from contest.cli.styles import STYLES, Line
from contest.model import Aspect, Finding, Severity

MOST_ROWS = 4
"""Rows of a title that are shown at most."""

FEW_ROWS = 2
"""A title of no more is shown whole."""

LEAST_CELLS = 20
"""Cells of a row on the narrowest terminal."""

INDENT = "    "


class Mark(NamedTuple):
    """Something wrong between two characters of the title; what is missing is an empty place."""

    start: int
    end: int
    label: str
    style: str


class Row(NamedTuple):
    """Characters ``start`` to ``end`` of the title, as many as fit between the edges."""

    start: int
    end: int


def drawn(title: str, findings: Sequence[Finding], columns: int) -> Iterator[Line]:
    """The title as it can be seen, ``columns`` wide, and the carets under it."""
    cells = max(LEAST_CELLS, columns - len(INDENT) - 1)
    rows = _rows(title, cells)
    marks = _marks(title, findings)
    begins = {i for i, row in enumerate(rows) for mark in marks if _begins(mark, row, title)}
    told = sorted({0, *sorted(begins - {0})[: MOST_ROWS - 1]})
    if len(rows) <= FEW_ROWS:
        told = list(range(len(rows)))
    last = -1
    for index in told:
        if index > last + 1:
            yield [(INDENT + "…", "dim")]
        row = rows[index]
        inside = [mark for mark in marks if _begins(mark, row, title)]
        yield [(INDENT, ""), *_styled(title, row, inside)]
        yield from _carets(title, row, inside, cells)
        last = index
    if last < len(rows) - 1:
        yield [(INDENT + "…", "dim")]


def under(text: str, start: int, end: int) -> Iterator[str]:
    """Plain lines: a text that somebody typed, and carets under one mistake in it."""
    wrong = Finding("", Severity.ERROR, Aspect.FORM, start=start, end=end)
    for line in drawn(text, [wrong], shutil.get_terminal_size().columns):
        yield "".join(part for part, _ in line).rstrip()


def _rows(title: str, cells: int) -> list[Row]:
    rows, start, used = [], 0, 0
    for at, char in enumerate(title):
        wide = width(shown(char))
        if used + wide > cells:
            rows.append(Row(start, at))
            start, used = at, 0
        used += wide
    return [*rows, Row(start, len(title))]


def _marks(title: str, findings: Iterable[Finding]) -> list[Mark]:
    """The places that findings name, in reading order; several of one place share a mark."""
    places: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        if finding.start is not None:
            start = min(finding.start, len(title))
            end = min(max(finding.end or 0, start), len(title))
            places.setdefault((start, end), []).append(finding)
    return [
        Mark(start, end, " ".join(dict.fromkeys(f.code for f in found)), STYLES[found[0].severity])
        for (start, end), found in sorted(places.items())
    ]


def _begins(mark: Mark, row: Row, title: str) -> bool:
    return row.start <= mark.start < row.end or mark.start == row.end == len(title)


def _styled(title: str, row: Row, marks: Iterable[Mark]) -> Line:
    """The row, with what is wrong underlined: where a terminal counts cells in another way, the
    carets may stand beside it."""
    line, at = [], row.start
    for mark in marks:
        start, end = max(mark.start, at), min(mark.end, row.end)
        if start < end:
            line += [(shown(title[at:start]), ""), (shown(title[start:end]), _under(mark.style))]
            at = end
    return [*line, (shown(title[at : row.end]), "")]


def _under(style: str) -> str:
    return f"{style} underline"


def _carets(title: str, row: Row, marks: Iterable[Mark], cells: int) -> Iterator[Line]:
    """The carets in as few lines as keep them apart, each with its code behind it, or in front
    where the edge is near."""
    lines: list[Line] = []
    ends: list[int] = []
    for mark in marks:
        at = width(shown(title[row.start : mark.start]))
        signs = "^" * max(1, width(shown(title[mark.start : min(mark.end, row.end)])))
        text = f"{signs} {mark.label}"
        if at + len(text) > cells and at > len(mark.label):
            text = f"{mark.label} {signs}"
            at -= len(mark.label) + 1
        number = next((n for n, end in enumerate(ends) if end < at or not end), len(ends))
        if number == len(ends):
            lines.append([(INDENT, "")])
            ends.append(0)
        lines[number] += [(" " * (at - ends[number]), ""), (text, mark.style)]
        ends[number] = at + len(text)
    yield from lines
