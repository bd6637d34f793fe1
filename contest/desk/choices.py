"""What can be answered to each thing that waits for a person: one table, one line an answer.

An answer fits some things and is carried out by the same functions as the command that does it
alone, in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from contest.desk.changes import Change, Decide, Done, Extend, Ground, Merge, Tick
from contest.desk.correct import carry_out, correct
from contest.desk.folder import Folder
from contest.desk.review import Seen
from contest.ledger import alike
from contest.ledger.waiting import Sort
from contest.model import Kind, Scalar, Status

if TYPE_CHECKING:
    from contest.ledger.record import Act

Carry = Callable[[Folder, Seen, str, "Act"], object]
"""Carries an answer out, with a reason (empty for none)."""


class Choice(NamedTuple):
    """One answer: the key that gives it, what it does (a message id, filled from ``words``), what
    it fits, and how it is carried out. ``needs_reason``: not without one."""

    key: str
    label: str
    fits: Callable[[Seen], bool]
    carry: Carry
    needs_reason: bool = False


def choices(seen: Seen) -> dict[str, Choice]:
    """The answers that fit, by their keys; of two with one key the first of the table."""
    found: dict[str, Choice] = {}
    for choice in CHOICES:
        if choice.key not in found and choice.fits(seen):
            found[choice.key] = choice
    return found


def words(seen: Seen) -> Mapping[str, Scalar]:
    """What the labels of the answers may name."""
    return {
        "entry": f"{seen.item.number:03}",
        "other": f"{seen.item.other or 0:03}",
        "names": "、".join(seen.open_ticks),
    }


def _pair(seen: Seen) -> bool:
    return seen.item.sort is Sort.PAIR


def _entry(seen: Seen) -> bool:
    return seen.item.sort is Sort.ENTRY


def _settled(seen: Seen) -> bool:
    """Nothing of the checklist is open: an entry can't be accepted before."""
    return _entry(seen) and not seen.open_ticks


def _unticked(seen: Seen) -> bool:
    return _entry(seen) and bool(seen.open_ticks)


def _asks_out(seen: Seen) -> bool:
    """A mail withdraws it."""
    return _entry(seen) and any(a.report.kind is Kind.WITHDRAWAL for a in seen.arrived)


def _out(seen: Seen) -> bool:
    """It was withdrawn or put out before, and something came for it since."""
    out = (Status.WITHDRAWN, Status.DISQUALIFIED)
    return _entry(seen) and seen.entry is not None and seen.entry.entry.status in out


def _stands(seen: Seen) -> bool:
    """It is accepted, and something came that has to be read."""
    return _entry(seen) and seen.entry is not None and seen.entry.entry.status is Status.ACCEPTED


def _late(seen: Seen) -> bool:
    """Something of it came too late."""
    known = seen.entry.submissions if seen.entry else ()
    return _entry(seen) and any(report.late_by is not None for _, report in known)


def _both(*conditions: Callable[[Seen], bool]) -> Callable[[Seen], bool]:
    return lambda seen: all(condition(seen) for condition in conditions)


def _decide(status: Status) -> Carry:
    return _change(lambda _: Decide(status))


def _change(change: Callable[[Seen], Change]) -> Carry:
    def carry(folder: Folder, seen: Seen, reason: str, act: Act) -> object:
        return correct(folder, [seen.item.number], change(seen), reason=reason, act=act)

    return carry


def _leave_out(folder: Folder, seen: Seen, reason: str, act: Act) -> object:
    """The decision that stands is made once more: what came since was read."""
    status = seen.entry.entry.status if seen.entry else Status.WITHDRAWN
    return correct(folder, [seen.item.number], Decide(status), reason=reason, act=act)


def _different(folder: Folder, seen: Seen, reason: str, act: Act) -> object:
    from contest.desk.alike import decide

    one, other = seen.item.entries
    return decide(folder, one, other, same=False, reason=reason, act=act)


def _keep_first(folder: Folder, seen: Seen, reason: str, act: Act) -> object:
    one, other = seen.item.entries
    return _same(folder, one, other, reason, act)


def _keep_second(folder: Folder, seen: Seen, reason: str, act: Act) -> object:
    one, other = seen.item.entries
    return _same(folder, other, one, reason, act)


def _same(folder: Folder, kept: int, gone: int, reason: str, act: Act) -> object:
    """Two entries are one work, and one of them goes: both or nothing."""

    def made(ground: Ground) -> dict[int, Done]:
        alike.decide(ground.db, kept, gone, same=True, reason=reason, act=act)
        why = Ground(ground.db, ground.rules, act, reason or f"#{kept:03}")
        return {gone: Decide(Status.WITHDRAWN)(why, gone)}

    return carry_out(folder, made, act=act, reason=reason, dry_run=False, many=False)


def _merge(folder: Folder, seen: Seen, reason: str, act: Act) -> object:
    """The later one's versions become versions of the earlier one."""
    one, other = sorted(seen.item.entries)
    return correct(folder, [other], Merge(one), reason=reason, act=act)


CHOICES = (
    Choice("d", "two different works", _pair, _different),
    Choice("1", "one work: keep #{entry}, withdraw #{other}", _pair, _keep_first),
    Choice("2", "one work: keep #{other}, withdraw #{entry}", _pair, _keep_second),
    Choice("m", "one work: take the versions of both together", _pair, _merge),
    Choice("w", "leave it out", _out, _leave_out),
    Choice("w", "confirm the withdrawal", _asks_out, _decide(Status.WITHDRAWN)),
    Choice("t", "tick {names}", _unticked, _change(lambda seen: Tick(seen.open_ticks, False))),
    Choice("a", "keep it in", _both(_asks_out, _settled), _decide(Status.ACCEPTED)),
    Choice("a", "read, it stays accepted", _both(_stands, _settled), _decide(Status.ACCEPTED)),
    Choice("a", "accept", _settled, _decide(Status.ACCEPTED)),
    Choice("e", "let in what came late", _late, _change(lambda _: Extend())),
    Choice("r", "return to be mended", _entry, _decide(Status.RETURNED)),
    Choice("w", "withdraw", _entry, _decide(Status.WITHDRAWN)),
    Choice("x", "disqualify", _entry, _decide(Status.DISQUALIFIED), needs_reason=True),
)
"""Every answer there is, in the order in which the screen shows them. Taken keys: ? s b o u q."""
