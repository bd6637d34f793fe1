"""What all drawings have in common: their colours and margins, the heading, a picture in its cell.

Lengths are pixels, counted from the upper left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from contest.media.drawing.lettering import Colour, lettering, writable
from contest.media.drawing.shots import Caption, Shot, picture, time_code

if TYPE_CHECKING:
    from PIL import Image

WIDEST: Final = 1600
"""A drawing's width at most."""
NARROWEST: Final = 960
"""A drawing's width at least, so that a heading has room over a single upright picture."""
MARGIN: Final = 40
GAP: Final = 12
INNER: Final = WIDEST - 2 * MARGIN

GROUND: Final[Colour] = (22, 24, 29)
CELL: Final[Colour] = (12, 13, 16)
AMBER: Final[Colour] = (242, 180, 84)
BLUE: Final[Colour] = (110, 182, 246)
_WHITE: Final[Colour] = (242, 243, 245)
_GREY: Final[Colour] = (158, 164, 174)

_TITLE: Final = 34
_LINE: Final = 20
_BETWEEN: Final = 2  # title and line, on top of what their letters keep free
_TIME: Final = 17
_DARKNESS: Final = 200  # of 255: white letters on it can be read over a white picture
_FINER: Final = 4  # Pillow draws corners in steps; drawn larger and reduced, they are round

HEADING: Final = round(_TITLE * 1.5) + _BETWEEN + round(_LINE * 1.5)
"""The height of a heading."""


class Box(NamedTuple):
    """An area of a page."""

    x: int
    y: int
    width: int
    height: int


def page(width: int, height: int) -> Image.Image:
    """An empty page."""
    from PIL import Image

    return Image.new("RGB", (width, height), GROUND)


def heading(
    image: Image.Image, at: tuple[int, int], width: int, caption: Caption, accent: Colour = AMBER
) -> None:
    """Number and title on one line, the line of facts below; ``width`` × HEADING pixels in all."""
    x, y = at
    caption = writable(caption)
    large, small = lettering(_TITLE), lettering(_LINE)
    # The title may be long; what is left of the number must still be worth reading.
    taken = large.write(image, at, caption.number, width * 2 // 5, accent)
    indent = taken + _TITLE * 2 // 3 if taken else 0
    large.write(image, (x + indent, y), caption.title, width - indent, _WHITE)
    small.write(image, (x, y + large.height + _BETWEEN), caption.line, width, _GREY)


def place(image: Image.Image, shot: Shot, box: Box, *, timed: bool = True) -> None:
    """Draw ``shot`` in the middle of ``box``, as large as it can be whole, with its time code."""
    from PIL import Image

    scale = min(box.width / shot.width, box.height / shot.height)
    size = (
        min(box.width, max(1, round(shot.width * scale))),
        min(box.height, max(1, round(shot.height * scale))),
    )
    small = picture(shot)
    if small.size != size:
        small = small.resize(size, Image.Resampling.LANCZOS)
    image.paste(CELL, (box.x, box.y, box.x + box.width, box.y + box.height))
    image.paste(small, (box.x + (box.width - size[0]) // 2, box.y + (box.height - size[1]) // 2))
    if timed:
        _stamp(image, time_code(shot.seconds), box)


def _stamp(image: Image.Image, text: str, box: Box) -> None:
    """The time code on a dark, half transparent plate in the box's lower left corner."""
    from PIL import Image, ImageDraw

    letters = lettering(_TIME)
    inset, padding = 7, 8
    width = min(letters.width(text) + 2 * padding, box.width - 2 * inset)
    height = min(letters.height, box.height - 2 * inset)
    if width <= 2 * padding or height < _TIME:
        return
    x, y = box.x + inset, box.y + box.height - inset - height
    plate = Image.new("L", (width * _FINER, height * _FINER))
    corner = (width * _FINER - 1, height * _FINER - 1)
    ImageDraw.Draw(plate).rounded_rectangle((0, 0, *corner), radius=5 * _FINER, fill=_DARKNESS)
    plate = plate.reduce(_FINER)
    image.paste((0, 0, 0), (x, y), plate)
    letters.write(image, (x + padding, y), text, width - 2 * padding, _WHITE)
