"""The board as an organiser asks for it: how long is left, and whether it will fit."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from large_ledger import CLOSES, HERE, write_ledger

from contest.desk.board import LITTLE, standing
from contest.desk.folder import Folder
from contest.model import Aspect
from contest.rulebook.load import digest
from contest.rules import Contest, Quota, Rulebook


class Usage(NamedTuple):
    free: int


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    rules = Rulebook()
    write_ledger(tmp_path / "contest.db", 60, digest(rules))
    return Folder(tmp_path, rules, patience=0.1)


def closing(folder: Folder, closes: str) -> Folder:
    return folder._replace(
        rules=msgspec.structs.replace(folder.rules, contest=Contest(closes=closes))
    )


@pytest.mark.parametrize("left", [timedelta(days=3), timedelta(seconds=1), timedelta(hours=-5)])
def test_the_closing_is_the_end_of_its_day_in_the_contests_own_time(
    folder: Folder, left: timedelta
) -> None:
    found = standing(folder, (CLOSES - left).astimezone(UTC))
    assert found.closes == CLOSES
    assert found.left == left.total_seconds()
    assert found.now.utcoffset() == HERE.utcoffset(None)


def test_a_contest_without_a_closing_has_no_time_left(folder: Folder) -> None:
    found = standing(closing(folder, ""), CLOSES)
    assert (found.closes, found.left) == (None, None)


def test_other_rules_are_told_of_every_submission(folder: Folder) -> None:
    assert standing(folder, CLOSES).board.stale == 0
    assert standing(closing(folder, "2025-08-01"), CLOSES).board.stale == 60


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_disk_is_too_small_for_less_than_the_links_say(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, more: int
) -> None:
    now = datetime(2025, 8, 1, tzinfo=HERE)
    needed = max(LITTLE, standing(folder, now).board.links.size)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(needed + more))
    found = standing(folder, now)
    assert found.free == needed + more
    assert found.cramped is (more < 0)


def test_a_disk_that_nobody_knows_is_not_cramped(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_path: Path) -> Usage:
        raise OSError

    monkeypatch.setattr(shutil, "disk_usage", fails)
    found = standing(folder, CLOSES)
    assert (found.free, found.cramped) == (None, False)


def test_the_whole_board_tells_the_aspects_of_all_entries(folder: Folder) -> None:
    some, whole = standing(folder, CLOSES), standing(folder, CLOSES, whole=True)
    asked = sum(some.board.entries.get(state, 0) for state in ("returned", "review"))
    assert sum(some.board.aspects[Aspect.FORM].values()) == asked < 60
    assert sum(whole.board.aspects[Aspect.FORM].values()) == 60


def test_entries_are_gone_through_only_where_the_rules_ask_for_so_many(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    quota = Quota(per=("department",), least=1_000)
    asking = folder._replace(rules=msgspec.structs.replace(folder.rules, quotas=(quota,)))
    short = standing(asking, CLOSES).shortfalls
    assert short
    assert all(number < least == 1_000 for _, number, least in short)
    monkeypatch.delattr(Folder, "ledger")
    assert standing(folder, CLOSES).shortfalls == ()
