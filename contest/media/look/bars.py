"""Where the picture is inside black bars that stay for the whole video."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy

_DARK: Final = 28
"""Gray (of 255) that a bar doesn't reach: compression leaves noise in it."""
_STRAY: Final = 0.03
"""Share of a row that may be lighter: a logo on the bar doesn't end it."""
_LEAST: Final = 8
"""Pictures that must have been seen: of a short dark scene nothing can be told."""
_SHOWN: Final = 0.2
"""Share of the square that the picture fills at least; less is a dark scene with a lamp in it."""


class Bars:
    """Keeps the lightest gray of every place over all pictures (SIDE × SIDE, 8 bits)."""

    def __init__(self, side: int) -> None:
        import numpy

        self._lightest: numpy.ndarray = numpy.zeros((side, side), dtype=numpy.uint8)
        self._count = 0

    def add(self, picture: bytes) -> None:
        """Take one picture in."""
        import numpy

        seen = numpy.frombuffer(picture, dtype=numpy.uint8).reshape(self._lightest.shape)
        numpy.maximum(self._lightest, seen, out=self._lightest)
        self._count += 1

    def frame(self) -> tuple[float, ...]:
        """(left, top, width, height) of the picture as shares; empty where it can't be told."""
        if self._count < _LEAST:
            return ()
        light = self._lightest >= _DARK
        rows = (light.mean(axis=1) > _STRAY).nonzero()[0]
        columns = (light.mean(axis=0) > _STRAY).nonzero()[0]
        if not len(rows) or not len(columns):
            return ()
        side = len(self._lightest)
        width = (columns[-1] + 1 - columns[0]) / side
        height = (rows[-1] + 1 - rows[0]) / side
        if width * height < _SHOWN:
            return ()
        shares = (columns[0] / side, rows[0] / side, width, height)
        return tuple(round(float(share), 3) for share in shares)
