"""Two videos side by side: each pair in one column."""

from __future__ import annotations

from pathlib import Path

import pytest

from contest.media.drawing import Shot, side_by_side
from contest.media.drawing.page import AMBER, BLUE, HEADING, MARGIN

from .conftest import CAPTION, GREEN, HOSTILE, ink, load, plain

RED = (160, 20, 20)
TOP = MARGIN + HEADING + 18


def row(count: int, colour: tuple[int, int, int], size: tuple[int, int] = (320, 180)) -> list[Shot]:
    return [plain(*size, seconds=9.0 * number, colour=colour) for number in range(count)]


def test_pairs_stand_above_each_other(tmp_path: Path) -> None:
    side_by_side(row(4, GREEN), row(4, RED), (CAPTION, HOSTILE), tmp_path / "a.png")
    image = load(tmp_path / "a.png")
    assert image.size == (2 * MARGIN + 4 * 320 + 3 * 12, TOP + 2 * 180 + 4 + 18 + HEADING + MARGIN)
    for column in range(4):
        x = MARGIN + column * 332 + 319
        assert image.getpixel((x, TOP)) == image.getpixel((x, TOP + 179)) == GREEN
        assert image.getpixel((x, TOP + 184)) == image.getpixel((x, TOP + 363)) == RED
    assert image.getpixel((MARGIN - 10, TOP + 50)) == AMBER
    assert image.getpixel((MARGIN - 10, TOP + 250)) == BLUE
    assert ink(image, (0, 0, image.width, TOP)) > 100
    assert ink(image, (0, TOP + 366, image.width, image.height)) > 100


@pytest.mark.parametrize("count", [1, 2, 8, 9, 12, 48])
@pytest.mark.parametrize("size", [(320, 180), (180, 320), (8, 600), (600, 8)])
def test_every_pair_is_on_the_page(tmp_path: Path, count: int, size: tuple[int, int]) -> None:
    side_by_side(row(count, GREEN), row(count, RED, size), (CAPTION, CAPTION), tmp_path / "a.jpg")
    image = load(tmp_path / "a.jpg")
    assert 960 <= image.width <= 1600
    assert image.height < 6000


def test_more_than_eight_go_on_below(tmp_path: Path) -> None:
    side_by_side(row(10, GREEN), row(10, RED), (CAPTION, CAPTION), tmp_path / "a.png")
    image = load(tmp_path / "a.png")
    width, height = 294, 165
    assert image.width == 2 * MARGIN + 5 * width + 4 * 12
    second = TOP + 2 * height + 4 + 28
    assert image.getpixel((MARGIN, second)) == GREEN
    assert image.getpixel((MARGIN, second + height + 4)) == RED


@pytest.mark.parametrize(("one", "other"), [(0, 0), (1, 0), (0, 1), (2, 3), (49, 49)])
def test_numbers_that_make_no_pairs(tmp_path: Path, one: int, other: int) -> None:
    with pytest.raises(ValueError, match=r"pair|picture"):
        side_by_side(row(one, GREEN), row(other, RED), (CAPTION, CAPTION), tmp_path / "a.png")
    with pytest.raises(ValueError, match="bytes"):
        side_by_side(row(1, RED), [Shot(b"", 1, 1, 0)], (CAPTION, CAPTION), tmp_path / "a.png")
    with pytest.raises(ValueError, match="webp"):
        side_by_side(row(1, RED), row(1, RED), (CAPTION, CAPTION), tmp_path / "a.webp")
    assert list(tmp_path.iterdir()) == []
