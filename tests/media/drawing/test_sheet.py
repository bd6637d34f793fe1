"""Contact sheets and titled posters: what is where."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

import pytest
from PIL import Image

from contest.media.drawing import Caption, Shot, contact_sheet, titled_poster
from contest.media.drawing.page import GAP, HEADING, MARGIN
from contest.media.drawing.sheet import MOST, Grid, arrange, cell_width
from contest.media.drawing.shots import time_code

from .conftest import CAPTION, GREEN, HOSTILE, differing, ink, load, plain

TOP = MARGIN + HEADING + 20


@pytest.mark.parametrize(
    ("count", "aspect", "widest", "grid"),
    [
        (12, 16 / 9, 371, Grid(4, 3, 371, 209)),
        (16, 16 / 9, 371, Grid(4, 4, 371, 209)),
        (5, 16 / 9, 371, Grid(3, 2, 371, 209)),
        (12, 9 / 16, 243, Grid(6, 2, 243, 432)),
        (10, 1.0, 294, Grid(5, 2, 294, 294)),
        (1, 16 / 9, 1280, Grid(1, 1, 1280, 720)),
        (1, 9 / 16, 720, Grid(1, 1, 405, 720)),
        (2, 16 / 9, 1280, Grid(2, 1, 754, 424)),
        (1, 1000.0, 320, Grid(1, 1, 371, 124)),
        (1, 0.001, 2, Grid(1, 1, 243, 608)),
    ],
)
def test_the_grid_suits_the_pictures(count: int, aspect: float, widest: int, grid: Grid) -> None:
    assert arrange(count, aspect, widest) == grid


def test_what_to_grab_fills_a_cell() -> None:
    assert (cell_width((1920, 1080)), cell_width((1080, 1920)), cell_width((9, 9))) == (
        371, 243, 294,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(0, "0:00"), (59.99, "0:59"), (61, "1:01"), (3599.9, "59:59"), (3600, "1:00:00")],
)
def test_a_time_code(seconds: float, code: str) -> None:
    assert time_code(seconds) == code


@pytest.mark.parametrize("colour", [(255, 255, 255), (0, 0, 0), GREEN])
def test_every_picture_has_its_place_and_its_time(
    tmp_path: Path, colour: tuple[int, int, int]
) -> None:
    shots = [plain(seconds=10.0 * number, colour=colour) for number in range(7)]
    contact_sheet(shots, CAPTION, tmp_path / "a.png")
    image = load(tmp_path / "a.png")
    assert image.size == (1600, TOP + 2 * 209 + GAP + MARGIN)
    stamps = []
    for number in range(7):
        row, column = divmod(number, 4)
        x, y = MARGIN + column * (371 + GAP), TOP + row * (209 + GAP)
        assert image.getpixel((x, y)) == colour
        assert image.getpixel((x + 370, y + 208)) == colour
        stamp = image.crop((x, y + 170, x + 90, y + 209))
        light = sum(stamp.convert("L").histogram()[200:])
        assert light > 30, "the letters are light on every ground"
        assert any(max(pixel) < 90 for _, pixel in stamp.getcolors(1 << 16) or ())  # type: ignore[arg-type]
        stamps.append(stamp)
    assert differing(stamps[0], stamps[1]) > 10, "another moment, other figures"


def test_the_heading_has_ink_and_hostile_words_change_no_sizes(tmp_path: Path) -> None:
    captions = [
        CAPTION, HOSTILE, Caption("", ""), Caption("短9" * 300, "很长" * 3000, "长" * 9999),
    ]  # fmt: skip
    images = []
    for number, caption in enumerate(captions):
        contact_sheet([plain()] * 4, caption, tmp_path / f"{number}.png")
        images.append(load(tmp_path / f"{number}.png"))
    assert {image.size for image in images} == {images[0].size}
    inks = [ink(image, (0, 0, 1600, TOP)) for image in images]
    assert inks[2] == 0
    assert min(inks[0], inks[1], inks[3]) > 100
    for image in images:  # all that is not heading is the same
        assert ink(image, (0, 0, MARGIN - 1, TOP)) == 0
        assert ink(image, (1600 - MARGIN + 1, 0, 1600, TOP)) == 0
        below = (0, TOP, 1600, image.height)
        assert differing(image.crop(below), images[0].crop(below)) == 0


@pytest.mark.usefixtures("no_font")
def test_without_a_font_number_and_time_remain(tmp_path: Path) -> None:
    contact_sheet([plain()] * 2, CAPTION, tmp_path / "a.png")
    image = load(tmp_path / "a.png")
    assert ink(image, (MARGIN - 2, MARGIN, 200, MARGIN + 50)) > 100
    assert ink(image, (200, MARGIN, image.width, MARGIN + 50)) == 0
    assert ink(image, (MARGIN, TOP + 170, MARGIN + 90, TOP + 209)) > 100


def test_a_picture_of_another_shape_is_shown_whole(tmp_path: Path) -> None:
    contact_sheet([plain(), plain(90, 160)], CAPTION, tmp_path / "a.png")
    image = load(tmp_path / "a.png")
    left = MARGIN + 371 + GAP
    assert image.getpixel((left + 185, TOP)) == GREEN
    assert image.getpixel((left + 185, TOP + 208)) == GREEN
    assert image.getpixel((left + 40, TOP + 20)) != GREEN


@pytest.mark.parametrize("shot", [plain(1, 1), plain(3000, 1), plain(1, 3000), plain(9, 9, 1e300)])
def test_odd_pictures_are_drawn(tmp_path: Path, shot: Shot) -> None:
    contact_sheet([shot, shot], CAPTION, tmp_path / "a.png")
    titled_poster(shot, CAPTION, tmp_path / "b.png")
    assert load(tmp_path / "a.png").width <= 1600
    assert load(tmp_path / "b.png").width <= 1280


BROKEN = [
    Shot(b"", 0, 0, 1.0),
    Shot(b"", -1, -1, 1.0),
    Shot(b"\0" * 11, 2, 2, 1.0),
    Shot(b"\0" * 13, 2, 2, 1.0),
    Shot(b"\0" * 12, 2, 2, -1.0),
    Shot(b"\0" * 12, 2, 2, float("nan")),
]


@pytest.mark.parametrize("shots", [[], *([plain(), shot] for shot in BROKEN), [plain()] * 121])
def test_pictures_that_are_none(tmp_path: Path, shots: list[Shot]) -> None:
    assert MOST == 120
    with pytest.raises(ValueError, match=r"picture|bytes"):
        contact_sheet(shots, CAPTION, tmp_path / "a.png")
    if len(shots) == 2:
        with pytest.raises(ValueError, match=r"picture|bytes"):
            titled_poster(shots[1], CAPTION, tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_a_poster_has_a_strip_below(tmp_path: Path) -> None:
    titled_poster(plain(1600, 900), CAPTION, tmp_path / "a.png")
    image = load(tmp_path / "a.png")
    assert image.size == (1280, 720 + 18 + HEADING + 22)
    assert ink(image, (0, 0, 1280, 720)) == 0, "no time code in it"
    assert image.getpixel((0, 0)) == GREEN
    assert ink(image, (0, 720, 1280, image.height)) > 100
    titled_poster(plain(1600, 900), HOSTILE, tmp_path / "b.png")
    assert load(tmp_path / "b.png").size == image.size
    titled_poster(plain(90, 160), CAPTION, tmp_path / "c.png")
    assert load(tmp_path / "c.png").width == 960


def test_a_jpeg_without_metadata_for_its_owner_alone(tmp_path: Path) -> None:
    contact_sheet([plain()], CAPTION, tmp_path / "100%d.jpg")
    assert [path.name for path in tmp_path.iterdir()] == ["100%d.jpg"]
    assert stat.S_IMODE((tmp_path / "100%d.jpg").stat().st_mode) == 0o600
    with Image.open(tmp_path / "100%d.jpg") as image:
        assert image.format == "JPEG"
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_drawing_is_a_jpeg_or_a_png(tmp_path: Path) -> None:
    for name in ("a.webp", "a", "a.png.exe"):
        with pytest.raises(ValueError, match=r"jpg or \.png"):
            contact_sheet([plain()], CAPTION, tmp_path / name)
    with pytest.raises(FileNotFoundError):
        contact_sheet([plain()], CAPTION, tmp_path / "absent" / "a.png")


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.png").write_bytes(b"old")

    def fill(_: Image.Image, file: object, **__: object) -> None:
        file.write(b"half")  # type: ignore[attr-defined]
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Image.Image, "save", fill)
    with pytest.raises(OSError, match="No space"):
        contact_sheet([plain()], CAPTION, tmp_path / "a.png")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]
