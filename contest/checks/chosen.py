"""Which checks are called for a submission: chosen once for all that have the same setting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from contest.checks import needs
from contest.checks.base import Case, Find
from contest.checks.deadline import counted
from contest.checks.needs import Setting
from contest.checks.table import ROWS
from contest.model import Aspect, Channel, Fault, Kind, Outcome
from contest.rules import Rulebook

UNREADABLE = frozenset({"S101", "S102"})
SILENT = frozenset({Kind.QUESTION, Kind.UNRELATED})
"""Kinds of mail that ask nothing of anybody: they get no verdict and no findings."""

Placed = tuple[int, Find]
"""A check with its place in the table, in whose order faults are told."""


class Chosen(NamedTuple):
    """The checks of one setting: those that are always called, and by its code each that only
    passes on what was noticed; ``known`` are those for codes that were noticed together before.
    ``aspects`` are the four questions with nothing found yet; ``timed`` says that the clock was
    read that counts."""

    always: tuple[Placed, ...]
    passing: Mapping[str, Placed]
    aspects: Mapping[Aspect, Outcome]
    timed: bool
    known: dict[frozenset[str], tuple[Placed, ...]]

    def faults(self, case: Case) -> list[Fault]:
        """The faults that matter for this kind of submission, in the order of the table."""
        called = self.always
        if seen := (*case.submission.faults, *case.title.faults, *case.known):
            told = frozenset([fault.code for fault in seen])
            known = self.known.get(told)
            if known is None:
                passing = [self.passing[code] for code in told if code in self.passing]
                known = tuple(sorted((*called, *passing), key=_place))
                self.known[told] = known
            called = known
        return [fault for _, find in called for fault in find(case)]


class Chooser:
    """Chooses the checks under one rulebook, and keeps what it chose."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._known: dict[tuple[Channel | Kind | bool, ...], Chosen] = {}

    def chosen(self, case: Case) -> Chosen:
        """The checks for this case."""
        submission = case.submission
        timed = any(submission.times)
        alike = (
            submission.channel,
            case.kind,
            case.unsure,
            bool(submission.faults) and any(f.code in UNREADABLE for f in submission.faults),
            timed,
            timed and counted(case) is not None,
            case.window.closes is not None,
            bool(submission.files),
            submission.duration is not None,
            bool(case.media),
        )
        known = self._known.get(alike)
        if known is None:
            known = self._known[alike] = choose(Setting(self._rules, *alike))
        return known


def choose(setting: Setting) -> Chosen:
    """The checks that can find anything in this setting, and are asked there."""
    asked = [
        (place, check.find, check)
        for place, check in enumerate(ROWS)
        if check.find and _asked(check.code, setting) and check.needs(setting)
    ]
    return Chosen(
        always=tuple((p, find) for p, find, check in asked if check.needs is not needs.noticed),
        passing={c.code: (p, find) for p, find, c in asked if c.needs is needs.noticed},
        aspects={a: Outcome.PASS if _looked_at(a, setting) else Outcome.NA for a in Aspect},
        timed=setting.counted,
        known={},
    )


def _place(placed: Placed) -> int:
    return placed[0]


def _asked(code: str, setting: Setting) -> bool:
    if setting.kind in SILENT:
        return False
    if setting.unreadable:
        return code in UNREADABLE
    if setting.kind is Kind.ENTRY:
        # A mail that may be no submission at all is no bad one: a person looks at it first.
        return code[0] == "S" if setting.unsure else True
    if setting.kind is Kind.ORIGINAL:
        return code[0] not in "DEF"
    return code[0] == "S"


def _looked_at(aspect: Aspect, setting: Setting) -> bool:
    """What was not looked at is "n/a", never "pass"."""
    entry = setting.kind in {Kind.ENTRY, Kind.ORIGINAL} and not setting.unsure
    match aspect:
        case Aspect.FORM:
            return entry
        case Aspect.ELIGIBILITY:
            return setting.counted and setting.limited and entry and setting.kind is Kind.ENTRY
        case Aspect.MATERIAL:
            return setting.probed
        case Aspect.FORMALITIES:
            asked = setting.rules.documents or setting.rules.checklist
            return bool(asked) and entry and setting.channel is Channel.MAIL
