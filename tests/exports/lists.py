"""Makes the award lists that the tests write."""

from __future__ import annotations

from contest.exports import AwardList
from contest.model import Award


def line(
    prize: str = "一等奖",
    work: str | None = "微光成炬",
    author: str | None = "周启明",
    department: str | None = "印务中心",
    *,
    rank: int = 1,
    entry: int = 7,
) -> Award:
    fields = {"category": "短视频", "work": work, "author": author, "department": department}
    return Award(prize, rank, entry, fields)


def listed(*lines: Award, contest: str = "大赛") -> AwardList:
    return AwardList(contest, (("一等奖", 1), ("二等奖", 2), ("优秀奖", None)), lines)
