"""Strangers' words: on one line, inside their area, whatever they hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from contest.media.drawing import Caption, Font
from contest.media.drawing.lettering import BOX, Lettering, lettering, writable

from .conftest import CAPTION, HOSTILE, ink


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("微光", "微光"),
        ("  a\r\n\tb\u3000\u2028c ", "a b c"),
        ("\u202e微\u202c光\u2066\u200b\u200d\ufeff\xad", "微光"),
        ("\x00\x1b[31m", "[31m"),
        ("e\u0301Z\u0335\u0301\u0489Ǻ", "éZA"),
        ("\u3164\u2800\u115f", ""),
        ("😀️", BOX),
        ("\ud800|\U0010ffff|\ue000", f"{BOX}|{BOX}|{BOX}"),
    ],
)
def test_only_signs_remain(font: Font, text: str, clean: str) -> None:
    assert Lettering(font, 20).clean(text) == clean


def test_a_long_text_is_cut(font: Font) -> None:
    letters = Lettering(font, 20)
    cut = letters.fit("微光" * 5000, 200)
    assert cut.startswith("微光")
    assert cut.endswith("…")
    assert 160 < letters.width(cut) <= 200
    assert letters.fit("微光", 200) == "微光"
    assert letters.fit("微光", 15) == ""
    assert letters.fit("微光", -1) == ""


@pytest.mark.parametrize("text", ["微光" * 99, HOSTILE.title, "g\u0316\u0317" * 50, "ÅǺ" * 80, "|"])
def test_nothing_is_drawn_outside_the_area(font: Font, text: str) -> None:
    letters = Lettering(font, 20)
    image = Image.new("RGB", (300, 90))
    used = letters.write(image, (50, 30), text, 180, (255, 255, 255))
    assert 0 < used <= 180
    left, top, right, bottom = image.getbbox() or (0, 0, 0, 0)
    assert left >= 50
    assert top >= 30
    assert right <= 50 + used + 1
    assert bottom <= 30 + letters.height


def test_a_damaged_font_writes_what_it_can(font: Font, tmp_path: Path) -> None:
    content = bytearray(Path(font.path).read_bytes())
    begin, end = len(content) // 5, len(content) * 2 // 5
    content[begin:end] = b"\xff" * (end - begin)
    (tmp_path / "damaged.ttc").write_bytes(content)
    try:
        letters = Lettering(font._replace(path=str(tmp_path / "damaged.ttc")), 20)
    except OSError:  # other fonts than Noto keep what can't be spared there
        pytest.skip("nothing is left of this font")
    image = Image.new("RGB", (400, 40))
    assert letters.write(image, (0, 0), "短视频竞赛的一张报纸", 400, (255, 255, 255)) > 0


@pytest.mark.usefixtures("no_font")
def test_without_a_font_what_is_ascii_remains() -> None:
    assert writable(CAPTION) == Caption("017", "", "2:58 - 1920x1080")
    assert writable(Caption("C-1", "My day", "Li · 李")) == Caption("C-1", "My day", "Li")
    assert lettering(20).clean("é a×b — c") == "e axb - c"
    image = Image.new("RGB", (200, 40))
    assert lettering(20).write(image, (0, 0), "0:12", 200, (255, 255, 255)) > 20
    assert ink(image, (0, 0, 200, 40)) > 50


@pytest.mark.usefixtures("font")
def test_with_a_font_all_words_remain() -> None:
    assert writable(CAPTION) == CAPTION
