"""Writes strangers' words into a picture, never outside their area.

What disturbs a layout (line breaks, bidi controls, zero-width characters) is dropped, what the
font lacks becomes a box, what is too long ends with an ellipsis.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from contest.media.drawing import fonts
from contest.media.drawing.shots import Caption

if TYPE_CHECKING:
    from PIL import Image, ImageFont

Colour = tuple[int, int, int]

BOX: Final = "□"
_LONGEST: Final = 400  # characters of a text that are looked at

_DROPPED: Final = frozenset({"Cc", "Cf", "Mn", "Me"})
"""Categories that are orders, not signs: controls, and formats such as bidi and zero-width. And
marks that don't melt into their letter: they would heap up over the neighbours."""
_SPACES: Final = frozenset({"Zs", "Zl", "Zp"})
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters that show nothing
_STAND_INS: Final = {"×": "x", "–": "-", "—": "-", "·": "-", "…": "...", "’": "'"}
"""For the font inside Pillow, which has little beyond ASCII."""


class Lettering:
    """Letters of one font in one size; ``height`` is that of the area that a line needs."""

    def __init__(self, font: fonts.Font | None, size: int) -> None:
        self.size = size
        self.height = round(size * 1.5)
        self._baseline = round(size * 1.12)
        self._face = _open(font, size)
        self._absent = fonts.shape(self._face, fonts.ABSENT)
        self._known: dict[str, bool] = {}

    def has(self, char: str) -> bool:
        """Whether the font has a shape for ``char``."""
        if char not in self._known:
            try:
                self._known[char] = fonts.shape(self._face, char) != self._absent
            except (OSError, ValueError):  # a damaged glyph, a lone surrogate
                self._known[char] = False
        return self._known[char]

    def clean(self, text: str) -> str:
        """``text`` as it can be written: on one line, of signs that the font has."""
        out: list[str] = []
        for char in unicodedata.normalize("NFC", text[:_LONGEST]):
            kind = unicodedata.category(char)
            if kind in _SPACES or char in "\t\n\r\v\f\x85":
                if out and out[-1] != " ":
                    out.append(" ")
            elif kind in _DROPPED or char in _BLANK:
                continue
            elif self.has(char):
                out.append(char)
            elif (base := unicodedata.normalize("NFD", char)[0]).isascii() and self.has(base):
                out.append(base)  # a letter with rare marks, without them
            else:
                # A box that the font lacks as well is what it shows for all that it lacks.
                out.append(_STAND_INS.get(char) or (BOX if self.has(BOX) else fonts.ABSENT))
        return "".join(out).strip()

    def fit(self, text: str, width: int) -> str:
        """``text``, cleaned, cut with an ellipsis where it is wider than ``width`` pixels; empty
        where not even a letter has room."""
        text = self.clean(text)
        if self.width(text) <= width:
            return text
        end = "…" if self.has("…") else "..."
        least, most = 0, len(text)  # so many letters fit, so many may
        while least < most:
            middle = (least + most + 1) // 2
            if self.width(text[:middle].rstrip() + end) <= width:
                least = middle
            else:
                most = middle - 1
        return text[:least].rstrip() + end if least else ""

    def width(self, text: str) -> int:
        """Pixels that ``text`` (cleaned) takes from left to right."""
        return int(-(-self._face.getlength(text) // 1))

    def write(
        self, image: Image.Image, at: tuple[int, int], text: str, width: int, colour: Colour
    ) -> int:
        """Write ``text`` into the area ``width`` × ``height`` whose upper left corner is ``at``.

        Returns the pixels that it takes. Nothing is drawn outside the area, whatever the font does.
        """
        from PIL import Image, ImageDraw

        text = self.fit(text, width)
        if not text:
            return 0
        mask = Image.new("L", (width, self.height))
        ImageDraw.Draw(mask).text((0, self._baseline), text, 255, self._face, anchor="ls")
        image.paste(colour, at, mask)
        return min(self.width(text), width)


def lettering(size: int) -> Lettering:
    """Letters of ``size`` pixels in the font that was found, or in Pillow's own."""
    return _lettering(fonts.find_font(), size)


def writable(caption: Caption) -> Caption:
    """What of ``caption`` makes sense with the letters of this machine.

    Without a Chinese font a row of boxes would say nothing: there the number keeps its ASCII, the
    title stays away unless it is ASCII, and so does each part of the line between its dots.
    """
    if fonts.find_font() is not None:
        return caption
    number = "".join(char for char in caption.number if char.isascii()).strip(" -_")
    title = caption.title if caption.title.isascii() else ""
    parts = [part.strip().replace("×", "x") for part in caption.line.split("·")]
    return Caption(number, title, " - ".join(part for part in parts if part and part.isascii()))


@cache
def _lettering(font: fonts.Font | None, size: int) -> Lettering:
    return Lettering(font, size)


def _open(font: fonts.Font | None, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    if font is not None:
        return font.at(size)
    built_in = ImageFont.load_default(size)
    if not isinstance(built_in, ImageFont.FreeTypeFont):  # a Pillow built without FreeType
        raise RuntimeError("this Pillow can't draw letters of a size; install its wheel")
    # load_default leaves the choice of layout to Pillow, which may choose raqm.
    return built_in.font_variant(layout_engine=ImageFont.Layout.BASIC)
