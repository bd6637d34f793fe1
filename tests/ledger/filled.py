"""A ledger with real rows in every table, as the program itself writes them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from running import INBOX, contest
from small_mails import VIDEO, write

from contest.media.run import run
from contest.media.tools import find_ffmpeg

ASKED = """
[[checklist]]
name = "原创"
[[documents]]
name = "报名表"
words = ["报名表"]
required = false
"""
"""Rules besides the usual ones, so that ticks, documents and open findings come up."""

DOCUMENT = (
    "--b\r\nContent-Type: application/pdf; name=form.pdf\r\nContent-Transfer-Encoding: base64\r\n"
    "Content-Disposition: attachment; filename*=utf-8''%E6%8A%A5%E5%90%8D%E8%A1%A8.pdf\r\n\r\n"
    "JVBERi0xLjQK\r\n"
)


class Command(NamedTuple):
    """A command of the program, the exit code that it must have, and the migration without which
    there couldn't be what it writes."""

    words: Sequence[str | Path]
    code: int = 0
    since: str = "m001_first"


def commands(inbox: Path, films: Path) -> list[Command]:
    """What an organiser would do, so that every table gets its rows. A table that a migration adds
    needs a command here that fills it: tests fail for every table without rows. In the order of
    ``since``."""
    m008 = "m008_corrections"
    return [
        Command(["track", inbox], 1),
        Command(["track", INBOX / "posts.csv"], 1),
        Command(["track", films, "--full"], 1),
        Command(["entries", "tick", "1", "2", "3", "--reason", "看过"]),
        Command(["entries", "different", "1", "2", "--reason", "两件"]),
        Command(["awards", "grant", "2", "一等奖", "--reason", "评委会"]),
        Command(["awards", "grant", "1", "二等奖", "--reason", "评委会"]),
        Command(["awards", "revoke", "1", "二等奖", "--reason", "弄错了"]),
        Command(["entries", "return", "1", "--reason", "没有字幕"]),
        Command(
            ["entries", "edit", "3", "--set", "department=晚报", "--reason", "来电"], since=m008
        ),
        Command(["entries", "extend", "6", "--reason", "来电"], since=m008),
        Command(["entries", "merge", "13", "12", "--reason", "同一作品"], since=m008),
        Command(["entries", "split", "12", "2", "--reason", "弄错了"], since=m008),
        Command(["undo", "--yes", "--reason", "还是同一作品"], since=m008),
    ]


def fill(folder: Path) -> Path:
    """Make a contest in ``folder`` and do all of that; its ledger. Beside it lies the folder as it
    was before the first command that a migration made possible, by the name of that one."""
    inbox, films = folder.parent / "inbox", folder.parent / "films"
    inbox.mkdir()
    films.mkdir()
    late = "【45载圳青春】-[个人]-[短视频]-[末班车]-[钱晚+编辑部]"
    write(inbox, "late", late, received="Tue, 26 Aug 2025 10:00:00 +0800", video=VIDEO)
    for name in ("001-perfect", "010-no-audio", "014-truncated", "025-cloud-163", "029-two-videos"):
        (inbox / f"{name}.eml").write_bytes((INBOX / f"{name}.eml").read_bytes())
    path = write(
        inbox, "with-form", "【45载圳青春】-[个人]-[短视频]-[潮汐]-[孙八+编辑部]", video=b""
    )
    path.write_bytes(path.read_bytes().replace(b"--b--\r\n", DOCUMENT.encode() + b"--b--\r\n"))
    source = ["-f", "lavfi", "-i", "mandelbrot=s=160x90:r=6:maxiter=50:end_scale=0.0002", "-t", "9"]
    for work, more in (("甲", []), ("乙", ["-vf", "scale=120:68"])):
        film = films / f"【45载圳青春】-[个人]-[短视频]-[{work}]-[周{work}+编辑部].mp4"
        made = run([find_ffmpeg().path, "-v", "error", *source, *more, str(film)], seconds=60)
        assert made.ok, made.stderr
    assert contest("init", folder).code == 0
    with (folder / "contest.toml").open("a", encoding="utf-8") as rules:
        rules.write(ASKED)
    last = Command([]).since
    for words, code, since in commands(inbox, films):
        if since != last:
            shutil.copytree(folder, folder.with_name(f"before-{since}"), symlinks=True)
            last = since
        done = contest("--dir", folder, *words)
        assert done.code == code, (words, done.err)
    return folder / "contest.db"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with rows in every table; not to be written to."""
    return fill(tmp_path_factory.mktemp("filled") / "c")
