"""Which font is taken, and what a broken one does: nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import ImageFont

from contest.errors import ToolError
from contest.media.drawing import Font, find_font, fonts
from contest.media.drawing.fonts import CHINESE, covers
from contest.media.run import Ran

pytestmark = pytest.mark.usefixtures("forgetful")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where fonts are, on a machine without fontconfig."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(fonts, "_FOLDERS", (str(tmp_path), str(tmp_path / "absent")))
    return tmp_path


def listing(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let fontconfig say ``text``."""
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/fc-list")
    monkeypatch.setattr(fonts, "run", lambda *_, **__: Ran(0, text, "", timed_out=False))
    monkeypatch.setattr(fonts, "_FOLDERS", ())


def test_the_font_found_can_write_chinese(font: Font) -> None:
    assert covers(font, CHINESE)
    assert not covers(font, "中\U0010fffe")


def test_the_same_font_is_found_without_fontconfig(
    font: Font, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_font.cache_clear()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    if not fonts._FILE_NAME.match(Path(font.path).name):
        pytest.skip("this machine's font has a name of its own")
    assert find_font() == font


def test_it_is_looked_for_once(font: Font, folder: Path) -> None:
    find_font.cache_clear()
    assert find_font() is None
    (folder / "NotoSansCJK-Regular.ttc").symlink_to(font.path)
    assert find_font() is None


def test_a_linked_file_in_a_known_place_is_a_font(font: Font, folder: Path) -> None:
    find_font.cache_clear()
    place = folder / "deep" / "NotoSansCJK-Regular.ttc"
    place.parent.mkdir()
    place.symlink_to(font.path)
    found = find_font()
    assert found is not None
    assert found.path == str(place)


def test_broken_files_are_passed_over(font: Font, folder: Path) -> None:
    find_font.cache_clear()
    beginning = Path(font.path).read_bytes()[:50_000]
    (folder / "NotoSansCJK-Regular.ttc").write_bytes(b"no font at all")
    (folder / "NotoSansSC-Regular.otf").write_bytes(b"")
    (folder / "SourceHanSans.ttc").write_bytes(beginning)
    (folder / "wqy-zenhei.ttc").mkdir()
    assert find_font() is None


def test_a_font_without_han_is_none(folder: Path) -> None:
    built_in = ImageFont.load_default(24)
    assert isinstance(built_in, ImageFont.FreeTypeFont)
    (folder / "DroidSansFallback.ttf").write_bytes(built_in.font_bytes)
    assert not covers(Font(str(folder / "DroidSansFallback.ttf")), "中")
    assert covers(Font(str(folder / "DroidSansFallback.ttf")), "0123456789:")
    assert find_font() is None


def test_sans_before_serif_and_simplified_before_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "covers", lambda *_: True)
    lines = [
        "/f/NotoSerif.ttc\t2\tNoto Serif CJK SC\tRegular",
        "/f/NotoSans.ttc\t7\tNoto Sans Mono CJK SC\tRegular",
        "/f/NotoSansBold.ttc\t2\tNoto Sans CJK SC\tBold",
        "/f/NotoSans.ttc\t0\tNoto Sans CJK JP\tRegular",
        "/f/wqy.ttc\t0\tWenQuanYi Micro Hei,文泉驛微米黑\tRegular",
        f"/f/NotoSans.ttc\t{3 << 16 | 2}\tNoto Sans CJK SC\tRegular",
        "/f/odd\tline",
    ]
    order = []
    while lines:
        listing(monkeypatch, "\n".join(lines))
        find_font.cache_clear()
        found = find_font()
        if found is None:
            break
        order.append(f"{Path(found.path).stem} {found.number}")
        lines = [
            line
            for line in lines
            if not (found.path in line and int(line.split("\t")[1]) & 0xFFFF == found.number)
        ]
    assert order == [
        "NotoSans 2", "NotoSansBold 2", "NotoSans 7", "wqy 0", "NotoSans 0", "NotoSerif 2",
    ]  # fmt: skip


def test_a_fontconfig_that_fails_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Ran:
        raise ToolError("no")

    monkeypatch.setattr(shutil, "which", lambda _: str(folder / "fc-list"))
    monkeypatch.setattr(fonts, "run", refuse)
    assert find_font() is None
