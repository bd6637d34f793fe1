"""Doctor: which tools there are, and whether rules, ledger and kept bytes are whole."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from contest import __version__
from contest.desk.folder import open_folder
from contest.desk.whole import Item, look_over
from contest.errors import ContestError, RulebookError


def examine(option: Path | None, here: Path, at: datetime) -> list[Item]:
    """Everything worth knowing. The folder is looked at only if there is one. ``at``: now."""
    items = [
        Item("contest", True, __version__),
        Item("Python", True, platform.python_version()),
        Item("SQLite", True, sqlite3.sqlite_version),
        *_tools(),
    ]
    try:
        folder = open_folder(option, here)
    except RulebookError as error:
        items.append(Item("rules", False, "contest.toml", error.message, error.arguments))
    except ContestError as error:
        items.append(Item("folder", option is None, "-", error.message, error.arguments))
    else:
        items.append(Item("folder", True, str(folder.path)))
        items.append(_disk(folder.path))
        items += look_over(folder, at)
    return items


def _tools() -> Iterator[Item]:
    from contest.media import find_tools

    tools = find_tools()
    probing = f"PyAV {tools.av}, FFmpeg {tools.libraries}" if tools.av else "-"
    yield Item(
        "probing", tools.av is not None, probing,
        None if tools.av else "Install PyAV: pip install av.",
    )  # fmt: skip
    ffmpeg = f"{tools.ffmpeg} {tools.version or ''} ({tools.origin})" if tools.ffmpeg else "-"
    advice = None
    if tools.ffmpeg is None:
        advice = (
            "Posters need an ffmpeg: install it with your system's packages, "
            "or pip install imageio-ffmpeg."
        )
    elif tools.origin != "system":
        advice = (
            "The ffmpeg of the wheel is enough; a system's ffmpeg, if you install one, "
            "is used before it."
        )
    yield Item("ffmpeg", tools.ffmpeg is not None, ffmpeg, advice)
    from contest.media.drawing import find_font

    font = find_font()
    yield Item(
        "font", True, font.path if font else "-",
        None if font else
        "No font here has Chinese letters, so posters and contact sheets carry the number only: "
        "install fonts-noto-cjk (Debian, Ubuntu), google-noto-sans-cjk-fonts (Fedora) or "
        "noto-fonts-cjk (Arch).",
    )  # fmt: skip


def _disk(path: Path) -> Item:
    from contest.desk.disk import ADVICE, place_of

    place = place_of(path)
    advice = ADVICE.get(place.sort)
    return Item("disk", not place.risky, place.name, advice, {"name": place.name})
