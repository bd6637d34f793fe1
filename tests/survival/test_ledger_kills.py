"""Two hundred SIGKILLs while the program records: nothing that it acknowledged is lost, nothing is
half there, and in the end the ledger holds what it would have held without them."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from survival.digests import contents, digest
from survival.programmes import Programme, by_hand, made, real
from survival.runs import family
from survival.seasons import Season, assert_same, calm, check

pytestmark = pytest.mark.slow

KILLS: Mapping[Callable[[Path], Programme], int] = {made: 80, by_hand: 80, real: 40}
"""How many for each programme: two hundred together."""


def killed(season: Season, luck: random.Random | None) -> bool:
    """Go on, and kill the process at some moment; False where it was done before, or out of
    ``luck``."""
    way = luck.choice(("time", "statement", "journal")) if luck else "-"
    program = season.run(str(luck.randrange(400)) if luck and way == "statement" else "-")
    if luck and way != "statement":
        while program.poll() is None and not season.done.exists():
            time.sleep(0.001)
        if way == "time":
            time.sleep(luck.random() * 0.6)
        else:  # while a transaction is being written or committed
            for _ in range(luck.randrange(1, 12)):
                _until(program, season.folder, there=False)
                _until(program, season.folder, there=True)
            time.sleep(luck.random() * 0.004)
        program.kill()
    code = program.wait(timeout=300)
    assert code in {0, -signal.SIGKILL}, season.err.read_text()
    return code != 0


def _until(program: subprocess.Popen[bytes], folder: Path, *, there: bool) -> None:
    journal = folder / "contest.db-journal"
    while program.poll() is None and journal.exists() != there:
        pass


@pytest.mark.parametrize("programme", KILLS, ids=lambda each: each.__name__)
def test_kills_at_random_moments(programme: Callable[[Path], Programme], tmp_path: Path) -> None:
    """The seed may be changed to look elsewhere."""
    found = programme(tmp_path / "programme")
    undisturbed = calm(found, tmp_path / "calm")
    luck = random.Random(2025)  # noqa: S311  # to be had again
    kills = 0
    while kills < KILLS[programme]:
        season, known = Season(found, tmp_path), 0
        while season.next < len(season.commands):
            kills += killed(season, luck if kills < KILLS[programme] else None)
            known = check(season, undisturbed, known)
        assert_same(season.folder, undisturbed.folder)
    assert family(season.tmp) == {}
    assert digest(contents(season.folder / "contest.db")) == undisturbed.states[-1]
