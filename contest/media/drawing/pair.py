"""Two videos picture by picture, so that a person sees whether they are the same work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from contest.media.drawing.page import (
    AMBER,
    BLUE,
    GAP,
    HEADING,
    INNER,
    MARGIN,
    NARROWEST,
    Box,
    heading,
    page,
    place,
)
from contest.media.drawing.saving import check_ending, save
from contest.media.drawing.shots import Caption, Shot, check

MOST: Final = 48
"""Pairs on a page at most."""

_ACROSS: Final = 8  # pairs side by side; more go into bands below one another
_SMALLEST: Final = (INNER - (_ACROSS - 1) * GAP) // _ACROSS
_TALLEST: Final = 440  # a picture's height
_FLATTEST, _STEEPEST = 3.0, 0.4  # a cell's aspect, as on a contact sheet
_SEAM: Final = 4  # between the two of a pair, narrow, so that the eye compares across it
_BETWEEN: Final = 28  # bands
_BELOW_HEADING: Final = 18
_EDGE: Final = 4  # the coloured line that says whose row it is


class _Layout(NamedTuple):
    bands: int
    columns: int
    width: int
    heights: tuple[int, int]

    @property
    def height(self) -> int:
        return sum(self.heights) + _SEAM


def side_by_side(
    one: Sequence[Shot], other: Sequence[Shot], captions: tuple[Caption, Caption], out: Path
) -> None:
    """Draw ``one[i]`` above ``other[i]``, 1 to MOST pairs, and write it as ``out``.

    The first video's caption stands above, the second's below; each has a colour that marks its
    rows. More than eight pairs go on in a second band of two rows.

    Raises: ValueError for sequences of different length, else as contact_sheet.
    """
    check_ending(out)
    check(one)
    check(other)
    if len(one) != len(other):
        raise ValueError(f"{len(one)} pictures can't be paired with {len(other)}")
    if len(one) > MOST:
        raise ValueError(f"a page holds {MOST} pairs, not {len(one)}")
    layout = _arrange(one, other)
    width = max(NARROWEST, 2 * MARGIN + layout.columns * (layout.width + GAP) - GAP)
    top = MARGIN + HEADING + _BELOW_HEADING
    below = top + layout.bands * (layout.height + _BETWEEN) - _BETWEEN + _BELOW_HEADING
    image = page(width, below + HEADING + MARGIN)
    heading(image, (MARGIN, MARGIN), width - 2 * MARGIN, captions[0], AMBER)
    heading(image, (MARGIN, below), width - 2 * MARGIN, captions[1], BLUE)
    for band in range(layout.bands):
        y = top + band * (layout.height + _BETWEEN)
        rows = ((one, y, AMBER), (other, y + layout.heights[0] + _SEAM, BLUE))
        for (shots, y_row, accent), height in zip(rows, layout.heights, strict=True):
            x = MARGIN - 3 * _EDGE
            image.paste(accent, (x, y_row, x + _EDGE, y_row + height))
            first = band * layout.columns
            for column, shot in enumerate(shots[first : first + layout.columns]):
                x = MARGIN + column * (layout.width + GAP)
                place(image, shot, Box(x, y_row, layout.width, height))
    save(image, out)


def _arrange(one: Sequence[Shot], other: Sequence[Shot]) -> _Layout:
    """Both rows get the same width of cell, and each the height that its video needs."""
    aspects = tuple(min(max(shots[0].aspect, _STEEPEST), _FLATTEST) for shots in (one, other))
    count = -(-len(one) // _ACROSS)
    columns = -(-len(one) // count)
    room = min((INNER - (columns - 1) * GAP) // columns, int(_TALLEST * min(aspects)))
    widest = max(shot.width for shot in (*one, *other))
    width = min(room, max(widest, _SMALLEST))
    return _Layout(count, columns, width, (round(width / aspects[0]), round(width / aspects[1])))
