"""Doctor: which tools there are, and whether rules, ledger and kept bytes are whole."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from contest import __version__
from contest.desk.folder import LEDGER_FILE, Folder, open_folder
from contest.errors import ContestError, RulebookError
from contest.model import Scalar


@dataclass(frozen=True, slots=True)
class Item:
    """One thing looked at: what was found, and a message id for what to do about it."""

    name: str
    ok: bool
    what: str
    advice: str | None = None
    arguments: Mapping[str, Scalar] = field(default_factory=dict)


def examine(option: Path | None, here: Path) -> list[Item]:
    """Everything worth knowing. The folder is looked at only if there is one."""
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
        items += _folder(folder)
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


def _folder(folder: Folder) -> Iterator[Item]:
    if not (folder.path / LEDGER_FILE).exists():
        yield Item("ledger", True, "-", "Nothing was recorded yet: run “contest track SOURCE”.")
        return
    from contest.ledger.query import kept

    try:
        with folder.ledger() as store, store.read() as db:
            hashes = kept(db)
            faults = store.examine()
    except ContestError as error:
        yield Item("ledger", False, LEDGER_FILE, error.message, error.arguments)
        return
    yield Item(
        "ledger", not faults, LEDGER_FILE,
        "The ledger is damaged: {reason}. Keep the file and restore a backup." if faults else None,
        {"reason": "; ".join(faults)},
    )  # fmt: skip
    unknown = folder.vault.unknown(set(hashes))
    if unknown:
        yield Item(
            "strays", False, str(len(unknown)),
            "There are kept files that the ledger doesn't know (number: {number}): a run broke "
            "off, or the ledger was emptied or replaced. Track the sources again, or restore "
            "the ledger.",
            {"number": len(unknown)},
        )  # fmt: skip
    broken = [sha256 for sha256 in hashes if not folder.vault.verify(sha256)]
    yield Item(
        "files", not broken, f"{len(hashes) - len(broken)}/{len(hashes)}",
        "Kept bytes are missing or changed (number: {number}, first: {first}). "
        "Track their sources again." if broken else None,
        {"number": len(broken), "first": broken[0] if broken else ""},
    )  # fmt: skip
