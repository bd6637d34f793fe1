"""Several programs with one ledger: both finish, or one says in time that it can't."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from small_mails import VIDEO, write

from survival.begun import READING, Words, goes_on
from survival.digests import contents, shown, wrong
from survival.faults import held
from survival.runs import assert_stopped, run, variables

pytestmark = pytest.mark.slow


def test_a_locked_ledger_is_waited_for(folder: Path, writing: Sequence[Words]) -> None:
    with held(folder / "contest.db", "EXCLUSIVE", 2):
        done = run("--dir", folder, *writing[1])
        assert (done.code, done.err) == (0, "Entry 3 is withdrawn.\n")
    goes_on(folder, writing)


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_ledger_that_stays_locked(folder: Path, writing: Sequence[Words], how: str) -> None:
    before = contents(folder / "contest.db")
    impatient = {"CONTEST_PATIENCE": "0.2"}
    with held(folder / "contest.db", how, 300):
        for words in writing if how == "IMMEDIATE" else [*writing, *READING]:
            done = run("--dir", folder, *words, env=impatient)
            assert_stopped(done)
            assert "Another program is writing to" in done.err
            assert str(folder / "contest.db") in done.err
        if how == "IMMEDIATE":
            for words in READING:
                assert run("--dir", folder, *words, env=impatient).code in {0, 1}
    assert contents(folder / "contest.db") == before
    goes_on(folder, writing)


def together(commands: Sequence[Words]) -> list[int]:
    """Start all at once; their exit codes."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "contest", *map(str, words)],
            env=variables(), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for words in commands
    ]  # fmt: skip
    return [program.wait(timeout=300) for program in running]


def tracks(folder: Path, inboxes: Sequence[Path]) -> list[Words]:
    return [["--dir", folder, "track", inbox] for inbox in inboxes]


@pytest.fixture(scope="module")
def inboxes(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two inboxes of thirty mails each, ten of them the same."""
    made = []
    for name, first in (("a", 0), ("b", 20)):
        inbox = tmp_path_factory.mktemp(name)
        for number in range(first, first + 30):
            title = f"[个人]-[短视频]-[第{number}条河]-[人{number}+编辑部]"
            write(inbox, f"{number}", title, video=VIDEO + bytes([number]) * 99)
        made.append(inbox)
    return made


def test_two_writers_at_once_both_finish(folder: Path, inboxes: list[Path]) -> None:
    returns: list[Words] = [
        ["--dir", folder, "entries", "return", str(n), "--reason", "x"] for n in (2, 3)
    ]
    codes = together([*tracks(folder, inboxes), *returns])
    assert set(codes) <= {0, 1}
    with closing(sqlite3.connect(folder / "contest.db")) as db:
        numbers = [n for (n,) in db.execute("SELECT id FROM entries ORDER BY id")]
        assert numbers == list(range(1, 54))  # fifty different works
        decided = db.execute("SELECT count(*) FROM events WHERE what = 'decided'").fetchone()
        assert decided == (4,)
    assert wrong(folder / "contest.db") == []
    assert len(shown(folder)) == 53
    before = contents(folder / "contest.db")
    assert set(together(tracks(folder, inboxes))) <= {0, 1}
    assert contents(folder / "contest.db") == before


def test_two_that_begin_a_contest_at_once(tmp_path: Path, rules: Path, inboxes: list[Path]) -> None:
    for attempt in range(3):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        shutil.copy(rules, folder)
        codes = together(tracks(folder, inboxes))
        assert set(codes) <= {0, 1}
        with closing(sqlite3.connect(folder / "contest.db")) as db:
            assert db.execute("SELECT count(*) FROM entries").fetchone() == (50,)
        assert wrong(folder / "contest.db") == []
