"""Whatever befalls the ledger: one clear sentence, nothing lost; once it is mended all goes on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from survival.begun import READING, Words, goes_on, state
from survival.digests import aside, contents
from survival.faults import DAMAGES, crash
from survival.runs import assert_stopped, run

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_ledger_is_left_alone(
    folder: Path, writing: Sequence[Words], damage: str
) -> None:
    ledger, (harm, said) = folder / "contest.db", DAMAGES[damage]
    whole = ledger.read_bytes()
    harm(ledger)
    before = state(folder)
    for words in [*writing[:2], *READING[:2]]:
        done = run("--dir", folder, *words)
        assert_stopped(done)
        assert said in done.err
        assert str(ledger) in done.err
        assert state(folder) == before, words
    assert run("--dir", folder, "doctor").code in {1, 2}
    assert state(folder) == before
    shutil.rmtree(ledger) if ledger.is_dir() else ledger.unlink()
    ledger.write_bytes(whole)
    goes_on(folder, writing)


def test_a_journal_of_a_killed_program_is_played_back(
    folder: Path, writing: Sequence[Words]
) -> None:
    before = contents(folder / "contest.db")
    crash(folder / "contest.db")
    with aside(folder) as seen:
        assert contents(seen) == before
    assert run("--dir", folder, "entries", "list").code == 0
    assert not (folder / "contest.db-journal").exists()
    assert contents(folder / "contest.db") == before
    goes_on(folder, writing)


def test_the_ledger_of_a_killed_program_that_was_emptied(folder: Path) -> None:
    """SQLite would throw the journal away, which holds what is left."""
    crash(folder / "contest.db")
    os.truncate(folder / "contest.db", 0)
    before = state(folder)
    assert_stopped(run("--dir", folder, "entries", "list"))
    assert state(folder) == before
