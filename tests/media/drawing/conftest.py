"""Plain pictures to draw, and looks at what was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from contest.media.drawing import Caption, Font, Shot, find_font, fonts

GREEN = (20, 140, 60)
CAPTION = Caption("短-017", "微光", "张三 · 编辑部 · 2:58 · 1920×1080")
HOSTILE = Caption(
    "短\u202e-017\n",
    "\u202e微\x00光\u2066\u200b\r\n\t😀👨\u200d👩 \ud800\uffff\U000e0041\u3164"
    "Z\u0335\u0301\x1b[31m العربية",
    "\ufeff张三\u2028编辑部\u202c",
)


def plain(
    width: int = 160, height: int = 90, seconds: float = 5.0, colour: tuple[int, int, int] = GREEN
) -> Shot:
    """A picture of one colour."""
    return Shot(bytes(colour) * (width * height), width, height, seconds)


def load(path: Path) -> Image.Image:
    """The pixels of a written drawing."""
    with Image.open(path) as image:
        image.load()
        return image.convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many pixels of ``box`` (left, top, right, bottom) differ from its upper left one."""
    part = image.crop(box)
    pixel = part.getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return differing(part, Image.new("RGB", part.size, pixel))


def differing(one: Image.Image, other: Image.Image) -> int:
    """How many pixels of two pictures of one size aren't the same."""
    red, green, blue = ImageChops.difference(one, other).split()
    apart = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(apart.histogram()[1:])


@pytest.fixture
def font() -> Font:
    """A font for Chinese; without one the test is skipped."""
    found = find_font()
    if found is None:
        pytest.skip("there is no Chinese font here")
    return found


@pytest.fixture
def no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without any Chinese font."""
    monkeypatch.setattr(fonts, "find_font", lambda: None)


@pytest.fixture
def forgetful() -> Iterator[None]:
    """The search for a font begins anew, and what it finds is forgotten after the test."""
    find_font.cache_clear()
    yield
    find_font.cache_clear()
