"""Merge and split: two entries are one work, or one entry is two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contest.desk.again import judge_again
from contest.desk.changes.base import Done, Ground
from contest.ledger.merging import merge, split


@dataclass(frozen=True, slots=True)
class Merge:
    """Take the entry into another one; its number stays and tells where it went."""

    into: int
    command: str = "entries merge"

    def __call__(self, ground: Ground, entry: int) -> Done:
        """Merge one entry."""
        merge(ground.db, entry, self.into, reason=ground.reason, act=ground.act)
        judge_again(ground.db, ground.desk, self.into, ground.act)
        return Done(changed=True, other=self.into)


@dataclass(frozen=True, slots=True)
class Split:
    """Make an entry of its own of some versions."""

    versions: Sequence[int]
    command: str = "entries split"

    def __call__(self, ground: Ground, entry: int) -> Done:
        """Split one entry."""
        new = split(ground.db, entry, self.versions, reason=ground.reason, act=ground.act)
        for number in (entry, new):
            judge_again(ground.db, ground.desk, number, ground.act)
        return Done(changed=True, names=tuple(map(str, self.versions)), other=new)
