"""Board: where everything stands, how long is left, what comes next, and whether it will fit."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from contest.desk.folder import Folder
from contest.ledger.board import OPEN_STATES, Board
from contest.ledger.board import board as counted
from contest.model import Status
from contest.quantities import instant
from contest.rulebook.load import digest

LITTLE = 1_000_000_000
"""Bytes of disk below which there is little left, whatever comes."""


class Standing(NamedTuple):
    """The board as it is ``now``, in the contest's own time; ``closes`` is the closing instant,
    None where the rules name none, ``free`` the bytes of disk left, None where nobody knows."""

    board: Board
    now: datetime
    closes: datetime | None
    free: int | None
    shortfalls: tuple[tuple[str, int, int], ...] = ()

    @property
    def left(self) -> int | None:
        """Seconds until the closing, below zero after it."""
        return None if self.closes is None else int((self.closes - self.now).total_seconds())

    @property
    def cramped(self) -> bool:
        """Whether what is still to be downloaded may not fit on the disk, or hardly anything."""
        return self.free is not None and self.free < max(LITTLE, self.board.links.size)


def standing(folder: Folder, now: datetime, *, whole: bool = False) -> Standing:
    """Where everything stands. With ``whole`` the aspects are those of every entry, which takes
    longer; else of those of whom something is still asked."""
    contest = folder.rules.contest
    zone = ZoneInfo(contest.timezone)
    states = tuple(Status) if whole else OPEN_STATES
    with folder.reading() as db:
        board = counted(db, now=now, zone=zone, rules=digest(folder.rules), states=states)
    return Standing(
        board,
        now.astimezone(zone),
        instant(contest.closes, zone, end=True),
        _free(folder),
        tuple(_shortfalls(folder)),
    )


def _free(folder: Folder) -> int | None:
    try:
        return shutil.disk_usage(folder.path).free
    except OSError:
        return None


def _shortfalls(folder: Folder) -> list[tuple[str, int, int]]:
    """What has fewer entries than the rules ask for: value, number, least. Only where they do:
    then every entry must be looked at."""
    if not any(quota.least for quota in folder.rules.quotas):
        return []
    from contest.ledger.standing import missing

    with folder.ledger() as store, store.read() as db:
        return [(s.value, s.number, s.least) for s in missing(db, folder.rules)]
