"""Tables for people: with rules on a terminal, plain columns in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from contest.cli.safe import fitted, pad, shown, width
from contest.cli.state import State


def show_table(
    state: State, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    """Print a table; every cell is text, never markup. On a terminal, columns in which nothing
    stands are left out."""
    clean = [[_cut(shown(cell)) for cell in row] for row in rows]
    title, headings = shown(title), [_cut(shown(heading)) for heading in headings]
    if state.fancy:
        _rich(state, title, headings, clean)
        return
    if title:
        sys.stdout.write(title + "\n")
    widths = [
        max((width(row[i]) for row in [list(headings), *clean]), default=0)
        for i in range(len(headings))
    ]
    for row in [list(headings), *clean]:
        cells = (pad(cell, cells) for cell, cells in zip(row, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


def _cut(text: str) -> str:
    """A cell that one long title does not make the whole column wide with."""
    return fitted(text, WIDEST)


def _rich(state: State, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    from contest.cli.speaker import console

    used = [i for i in range(len(headings)) if any(row[i] for row in rows) or not rows]
    table = Table(
        title=title or None,
        box=None,
        title_justify="left",
        padding=(0, 1 if state.columns < 110 else 2, 0, 0),
    )
    for i in used:
        narrow = max(width(cell) for cell in (headings[i], *(row[i] for row in rows))) <= NARROW
        table.add_column(headings[i], overflow="fold", no_wrap=narrow)
    for row in rows:
        table.add_row(*(Text(row[i], style=STYLES.get(row[i], "")) for i in used))
    out = console(state)
    out.soft_wrap = False
    out.print(table)


CLOSE = 110
"""Columns of a terminal under which columns stand closer."""

WIDEST = 40
"""Cells of a column at most."""

NARROW = 10
"""Columns of at most so many cells are never folded: 短视/频 reads badly."""

STYLES = {"✓": "green", "✗": "bold red", "?": "bold yellow", "-": "dim"}
"""Marks by which the eye finds its way down a column."""
