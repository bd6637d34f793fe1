"""A contest in which something was done, commands that go on with it, what must come of them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from small_mails import VIDEO, write

from survival.digests import shown, wrong
from survival.runs import run

Words = Sequence[str | Path]

READING: Sequence[Words] = (["entries", "list"], ["awards", "list"], ["track"])
"""Commands that only read."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, rules: Path) -> Path:
    """A contest folder in which something was done; beside it lies another mail."""
    place = tmp_path_factory.mktemp("begun")
    (place / "c").mkdir()
    shutil.copy(rules, place / "c")
    for number in range(1, 5):
        title = f"[个人]-[短视频]-[第{number}号街]-[作者{number}+编辑部]"
        write(place, f"{number}", title, video=VIDEO + bytes([number]) * 999)
    for words in (
        ["track", place / "1.eml", place / "2.eml", place / "3.eml"],
        ["entries", "accept", "1", "--reason", "可以"],
        ["entries", "accept", "2", "--reason", "可以"],
        ["awards", "grant", "1", "一等奖", "--reason", "评委会"],
    ):
        assert run("--dir", place / "c", *words).code in {0, 1}
    return place


@pytest.fixture
def folder(begun: Path, tmp_path: Path) -> Path:
    shutil.copytree(begun / "c", tmp_path / "c", symlinks=True)
    return tmp_path / "c"


@pytest.fixture(scope="module")
def writing(begun: Path) -> list[Words]:
    """Commands that write."""
    return [
        ["track", begun / "4.eml"],
        ["entries", "withdraw", "3", "--reason", "本人要求"],
        ["awards", "grant", "2", "二等奖"],
        ["awards", "revoke", "1", "一等奖"],
    ]


def state(folder: Path) -> dict[str, bytes | None]:
    """Everything in a contest folder with its bytes; where links lead."""
    return {
        str(path.relative_to(folder)): str(path.readlink()).encode() if path.is_symlink()
        else path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }  # fmt: skip


def goes_on(folder: Path, writing: Sequence[Words]) -> None:
    """All commands do what they are for, and leave a ledger that is whole."""
    for words in writing:
        done = run("--dir", folder, *words)
        assert done.code in {0, 1}, done.err
    with closing(sqlite3.connect(folder / "contest.db")) as db:
        found = db.execute("SELECT id, status FROM entries ORDER BY id").fetchall()
        assert found[2:] == [(3, "withdrawn"), (4, "returned")]
        awards = db.execute("SELECT prize FROM awards WHERE revoked_at IS NULL").fetchall()
        assert awards == [("二等奖",)]
    assert wrong(folder / "contest.db") == []
    assert len(shown(folder)) == 3
    assert run("--dir", folder, "doctor").code == 0
