"""Finds a font on this machine that can write Chinese."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from contest.errors import ToolError
from contest.media.run import run

if TYPE_CHECKING:
    from PIL import ImageFont

CHINESE: Final = "的是在不了有人这中大为国影视竞赛编辑部短张摄0123456789:-Aa"
"""What a font must be able to write. Digits too: some fallback fonts hold nothing but Han."""

ABSENT: Final = "\uffff"
"""A code point that is no character: what a font shows for it, it shows for all it lacks."""

_SECONDS: Final = 15.0  # fontconfig's first look at a machine full of fonts
_TRIAL: Final = 24  # pixels
_FACES: Final = 16  # fonts that are looked for in one .ttc file
_FILES: Final = 60  # files that are tried

_FOLDERS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "/mnt/c/Windows/Fonts",  # Linux inside Windows
)
_FILE_NAME: Final = re.compile(
    r"(noto(sans|serif)(mono)?(cjk|sc|hans)|sourcehan|wqy|wenquanyi|droidsansfallback|pingfang"
    r"|hiragino sans gb|stheiti|heiti|songti|msyh|simhei|simsun|uming|ukai|sarasa|lxgw"
    r"|arial unicode).*\.(ttf|ttc|otf|otc)$",
    re.IGNORECASE,
)

_SERIF: Final = re.compile(r"serif|simsun|song|ming|kai|fang|宋|明|楷|仿", re.IGNORECASE)
_SANS: Final = re.compile(r"sans|pingfang|hei|黑", re.IGNORECASE)
_SIMPLIFIED: Final = re.compile(r"\b(SC|CN|GB|Hans)\b|SC$|简")
_FOREIGN: Final = re.compile(r"\b(JP|KR|TC|HK|TW|MO|J|K|Hant)\b|TC$|繁")
_EVEN: Final = re.compile(r"regular|normal|book|medium|w3|w4|\bR\b", re.IGNORECASE)


class Font(NamedTuple):
    """A font: its file, and which of those in the file, from 0."""

    path: str
    number: int = 0

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """It, opened, with letters of ``size`` pixels.

        Raises: whatever Pillow raises for a broken file, OSError as a rule.
        """
        from PIL import ImageFont

        # BASIC puts one glyph after the other; raqm would obey what hides in a stranger's title.
        # ImageFont.truetype would take another file of that name, were this one broken.
        face = ImageFont.FreeTypeFont(
            self.path, size, self.number, layout_engine=ImageFont.Layout.BASIC
        )
        # A variable font opens with its thinnest letters; any other refuses.
        with contextlib.suppress(OSError, ValueError, NotImplementedError):
            face.set_variation_by_name("Regular")
        return face


class _Candidate(NamedTuple):
    font: Font
    family: str
    style: str

    @property
    def rank(self) -> tuple[int | str, ...]:
        """The smaller, the better; the file's name last, so that the choice is always the same."""
        region = 0 if _SIMPLIFIED.search(self.family) else 1
        if _FOREIGN.search(self.family):
            region = 2
        serif = bool(_SERIF.search(self.family)) and not _SANS.search(self.family)
        mono = "mono" in self.family.lower()
        uneven = not _EVEN.search(self.style)
        return (serif, region, mono, uneven, *self.font)


@cache
def find_font(text_samples: tuple[str, ...] = (CHINESE,)) -> Font | None:
    """The best font here that can write every character of the samples; None without one.

    It is looked for once in a process. Sans serif comes before serif, Simplified Chinese before
    the other ways of writing. Broken font files are passed over.
    """
    wanted = "".join(dict.fromkeys("".join(text_samples)))
    for source in (_listed, _lying_about):
        for candidate in sorted(source(), key=lambda candidate: candidate.rank):
            if covers(candidate.font, wanted):
                return candidate.font
    return None


def covers(font: Font, text: str) -> bool:
    """Whether ``font`` has a shape of its own for each character of ``text`` (no character twice).

    A font of last resort draws the same box for all Han; so shapes must differ.
    """
    try:
        face = font.at(_TRIAL)
        shapes = [shape(face, char) for char in (ABSENT, *text)]
    except Exception:  # whatever a broken file comes to, it is no font for us
        return False
    return len(set(shapes)) == len(shapes)


def shape(face: ImageFont.FreeTypeFont, char: str) -> tuple[tuple[int, int], bytes]:
    """How ``char`` looks: width and height in pixels, and the pixels. Raises like Font.at."""
    mask = face.getmask(char, mode="L")
    return mask.size, bytes(mask) if all(mask.size) else b""


def _listed() -> Iterator[_Candidate]:
    """What fontconfig knows; nothing where it isn't there."""
    program = shutil.which("fc-list")
    if program is None:
        return
    form = "%{file}\t%{index}\t%{family}\t%{style}\n"
    try:
        ran = run([program, "--format", form, ":lang=zh"], seconds=_SECONDS)
    except ToolError:
        return
    for line in ran.stdout.splitlines():
        match line.split("\t"):
            case [path, index, family, style] if index.isdecimal():
                # Above 16 bits it is the number of a variable font's weight.
                yield _Candidate(Font(path, int(index) & 0xFFFF), family, style)


def _lying_about() -> Iterator[_Candidate]:
    """The fonts in the well-known files at the well-known places."""
    for count, path in enumerate(_files(_FOLDERS)):
        if count == _FILES:
            return
        for index in range(_FACES):
            try:
                family, style = Font(path, index).at(_TRIAL).getname()
            except Exception:  # no such index, or a broken file
                break
            yield _Candidate(Font(path, index), family or "", style or "")


def _files(folders: Iterable[str]) -> Iterator[str]:
    for folder in folders:
        for place, _, names in os.walk(Path(folder).expanduser()):  # no links, no errors
            yield from (
                os.path.join(place, name)  # noqa: PTH118  # a str goes into Font
                for name in sorted(names)
                if _FILE_NAME.match(name)
            )
