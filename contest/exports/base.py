"""The type of an export, and what an award list holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from contest.model import Award

SHOWN = 16
"""Digits of a seal that stand on a list: enough to find it, few enough to type."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The ledger's seal at the instant at which a list was written, in the contest's time zone: so
    that an old list tells later whether the ledger still says what it said."""

    number: int
    value: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AwardList:
    """The awards of a contest. ``prizes`` holds (name, number offered or None) in order of
    height; ``lines`` are in the same order, then by rank. Without a ``stamp`` nothing was ever
    recorded."""

    contest: str
    prizes: tuple[tuple[str, int | None], ...]
    lines: tuple[Award, ...]
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of file: ``make`` turns the list into its bytes; with ``raw`` cells are left as
    they are, for programs, instead of being made safe for spreadsheets."""

    name: str
    make: Callable[[AwardList, bool], bytes]


COLUMNS = ("prize", "rank", "entry", "category", "work", "author", "department")
"""The columns of an award list, as ``awards list`` names them."""

HEADINGS = ("奖项", "名次", "作品编号", "类别", "作品名称", "作者", "单位/部门")
"""The same as an organiser reads them; the list is printed in the contest's own language."""


def cells(line: Award) -> tuple[str | int | None, ...]:
    """The values of one award, in the order of COLUMNS."""
    get = line.fields.get
    return (
        line.prize,
        line.rank,
        line.entry,
        get("category"),
        get("work"),
        get("author"),
        get("department"),
    )


def foot(stamp: Stamp) -> str:
    """The line at the foot of a list, in the contest's own language as the list is."""
    at = stamp.at.isoformat(sep=" ", timespec="seconds")
    return f"台账封印 第{stamp.number}号 {stamp.value[:SHOWN]}（{at}）"
