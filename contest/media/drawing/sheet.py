"""A contact sheet: the pictures of one video in a grid, under its number and title."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from contest.media.drawing.page import (
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

MOST: Final = 120
"""Pictures on a sheet at most; more would be too small on a screen to be looked at together."""

_TALLEST: Final = 720  # a cell's height
_FLATTEST, _STEEPEST = 3.0, 0.4  # a cell's aspect; beyond, pictures get dark bars
_LANDSCAPE, _PORTRAIT = 1.2, 0.8  # aspects from which on a picture counts as such
_BELOW_HEADING: Final = 20


class Grid(NamedTuple):
    """How many cells, and how large in pixels each is."""

    columns: int
    rows: int
    width: int
    height: int


def cell_width(source: tuple[int, int]) -> int:
    """How wide a video of that size (width, height, as displayed) is shown on a full sheet: what
    to ask ``grab`` for. On a sheet of few pictures, wider ones are shown wider."""
    return _even_share(_columns(source[0] / source[1]))


def contact_sheet(pictures: Sequence[Shot], caption: Caption, out: Path) -> None:
    """Draw 1 to MOST pictures in a grid and write it as ``out`` (.jpg or .png), at most 1600 wide.

    The first picture decides about the grid; others of another shape are shown whole in it.

    Raises: ValueError for no or too many pictures, one whose pixels don't fit its size, or another
    ending; OSError where ``out`` can't be written.
    """
    check_ending(out)
    check(pictures)
    if len(pictures) > MOST:
        raise ValueError(f"a sheet holds {MOST} pictures, not {len(pictures)}")
    grid = arrange(len(pictures), pictures[0].aspect, max(shot.width for shot in pictures))
    width = max(NARROWEST, 2 * MARGIN + _length(grid.columns, grid.width))
    top = MARGIN + HEADING + _BELOW_HEADING
    image = page(width, top + _length(grid.rows, grid.height) + MARGIN)
    heading(image, (MARGIN, MARGIN), width - 2 * MARGIN, caption)
    for index, shot in enumerate(pictures):
        row, column = divmod(index, grid.columns)
        x, y = MARGIN + column * (grid.width + GAP), top + row * (grid.height + GAP)
        place(image, shot, Box(x, y, grid.width, grid.height))
    save(image, out)


def arrange(count: int, aspect: float, widest: int) -> Grid:
    """The grid for ``count`` pictures of that aspect, of which the widest has so many pixels.

    Rows are filled alike: five pictures are three and two, not four and one. Where few pictures
    leave room, cells grow as far as the pictures' own size.
    """
    aspect = min(max(aspect, _STEEPEST), _FLATTEST)
    most = _columns(aspect)
    rows = -(-count // most)
    columns = -(-count // rows)
    room = min(_even_share(columns), int(_TALLEST * aspect))
    width = min(room, max(widest, _even_share(most)))
    return Grid(columns, rows, width, round(width / aspect))


def _columns(aspect: float) -> int:
    if aspect >= _LANDSCAPE:
        return 4
    return 5 if aspect > _PORTRAIT else 6


def _even_share(columns: int) -> int:
    """The width of each of so many columns across the widest page."""
    return (INNER - (columns - 1) * GAP) // columns


def _length(cells: int, each: int) -> int:
    """So many cells and the gaps between them."""
    return cells * each + (cells - 1) * GAP
