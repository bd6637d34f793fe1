"""A contest folder worked in without a process of its own: quick enough for many sequences."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from contest.desk import browse
from contest.desk.changes import Change
from contest.desk.correct import Outcome, correct
from contest.desk.folder import Folder, open_folder
from contest.desk.line import Tracked
from contest.desk.track import track
from contest.ledger.query import EntryRow
from contest.ledger.record import Act

RULES = """\
[contest]
name = "测试赛"
closes = 2025-08-25
"""

Post = tuple[str, str, str]
"""Title, author, time."""


def made(path: Path, *more: str) -> Folder:
    """A contest folder with these rules."""
    path.mkdir(exist_ok=True)
    (path / "contest.toml").write_text(RULES + "".join(more), "utf-8")
    return open_folder(path, path)


def act(command: str = "test", actor: str = "陈编辑") -> Act:
    return Act(at=datetime(2025, 8, 25, 16, tzinfo=UTC), actor=actor, command=command)


def title(
    work: str, author: str = "张三", category: str = "短视频", department: str = "编辑部"
) -> str:
    return f"[个人]-[{category}]-[{work}]-[{author}+{department}]"


def posted(folder: Folder, *posts: Post, name: str = "posts") -> list[Tracked]:
    """Track a list of these posts."""
    path = folder.path.parent / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "author", "time"), *posts])
    return tracked(folder, path)


def tracked(folder: Folder, *sources: Path) -> list[Tracked]:
    """Track what is there, and forget what else was told."""
    found = track(folder, list(map(str, sources)), None, act("track"), jobs=1)
    return [item for item in found if isinstance(item, Tracked)]


def changed(
    folder: Folder, numbers: Iterable[int] | int, change: Change, **more: bool
) -> list[Outcome]:
    """Make a change."""
    wanted = [numbers] if isinstance(numbers, int) else list(numbers)
    return correct(folder, wanted, change, act=act(change.command), reason="来电", **more)


def entry(folder: Folder, number: int) -> EntryRow:
    """One entry as lists show it."""
    return next(row for row in browse.entries(folder) if row.number == number)


def states(folder: Folder) -> dict[int, str]:
    """Where each entry stands."""
    return {row.number: row.status.value for row in browse.entries(folder)}


def codes(row: EntryRow) -> list[str]:
    return [finding.code for finding in row.findings]
