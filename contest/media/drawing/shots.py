"""What is drawn: pictures with their moments, and the words that go with them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL import Image


class Shot(NamedTuple):
    """One picture of a video: ``rgb`` holds 3 bytes a pixel, row by row from the upper left;
    ``width`` and ``height`` in pixels, ``seconds`` from the beginning of the video."""

    rgb: bytes
    width: int
    height: int
    seconds: float

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.width / self.height


class Caption(NamedTuple):
    """The words over a sheet, as entrants wrote them: the entry's number ("短-017"), its title,
    and a line of facts ("张三 · 编辑部 · 2:58")."""

    number: str
    title: str
    line: str = ""


def check(shots: Sequence[Shot]) -> None:
    """Raises ValueError where there is no shot, or one whose pixels aren't as many as it says."""
    if not shots:
        raise ValueError("there is no picture to draw")
    for shot in shots:
        if shot.width < 1 or shot.height < 1:
            raise ValueError(f"a picture of {shot.width}×{shot.height} pixels")
        if len(shot.rgb) != shot.width * shot.height * 3:
            raise ValueError(f"{len(shot.rgb)} bytes are not {shot.width}×{shot.height} pixels")
        if not (math.isfinite(shot.seconds) and shot.seconds >= 0):
            raise ValueError(f"a picture taken at {shot.seconds} seconds")


def picture(shot: Shot) -> Image.Image:
    """The shot's pixels for Pillow."""
    from PIL import Image

    return Image.frombytes("RGB", (shot.width, shot.height), shot.rgb)


def time_code(seconds: float) -> str:
    """Minutes and seconds as m:ss, from an hour on as h:mm:ss; parts of a second are cut off."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
