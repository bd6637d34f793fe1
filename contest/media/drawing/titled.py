"""One large picture with its number and title on a strip below, for a jury's slides or a wall."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from contest.media.drawing.page import HEADING, MARGIN, NARROWEST, Box, heading, page, place
from contest.media.drawing.saving import check_ending, save
from contest.media.drawing.shots import Caption, Shot, check

_WIDEST: Final = 1280
_TALLEST: Final = 960  # of the picture; with the strip it still fits a screen
_FLATTEST: Final = 5.0  # aspect; flatter pictures get dark bars
_ABOVE, _BELOW = 18, 22  # of the strip


def titled_poster(shot: Shot, caption: Caption, out: Path) -> None:
    """Draw ``shot`` over a strip with ``caption`` and write it as ``out`` (.jpg or .png).

    The picture is at most 1280 × 960, and no larger than it is; a narrow one stands in the middle
    of 960 pixels, so that its title has room.

    Raises: ValueError, OSError as contact_sheet.
    """
    check_ending(out)
    check([shot])
    scale = min(1.0, _WIDEST / shot.width, _TALLEST / shot.height)
    width = max(NARROWEST, round(shot.width * scale))
    height = max(round(shot.height * scale), round(width / _FLATTEST))
    image = page(width, height + _ABOVE + HEADING + _BELOW)
    place(image, shot, Box(0, 0, width, height), timed=False)
    heading(image, (MARGIN, height + _ABOVE), width - 2 * MARGIN, caption)
    save(image, out)
