"""Edit and extend: a person puts parts of a title right, or lets a late work in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from contest.checks.deadline import closing, counted, late_by
from contest.desk.again import corrected, judge_again
from contest.desk.changes.base import Done, Ground
from contest.errors import RefusedError, UsageError
from contest.ledger import edits as ledger
from contest.ledger import query
from contest.ledger.edits import Edit as Kept
from contest.ledger.extended import extend
from contest.ledger.merged import ensure_there
from contest.ledger.record import event
from contest.rules import Rulebook
from contest.titles import compile_pattern, retold
from contest.titles.choices import meaning
from contest.titles.fold import tidy
from contest.titles.pattern import Pattern, Slot

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Edit:
    """Change parts of the title; None empties one."""

    values: Mapping[str, str | None]
    command: str = "entries edit"

    @classmethod
    def of(cls, rules: Rulebook, texts: Iterable[str]) -> Edit:
        """The change that texts such as "work=微光" ask for. Raises UsageError for an unknown part
        or a value that the contest doesn't know, naming what there is."""
        pattern = compile_pattern(rules)
        return cls(dict(_asked(text, pattern, rules) for text in texts))

    def __call__(self, ground: Ground, entry: int) -> Done:
        """Edit one entry."""
        db = ground.db
        ensure_there(db, entry)
        current, own, shown = query.parts(db, entry)
        edits = ledger.edits_of(db, entry)
        wanted = {**own, **ledger.holding(edits, current, own), **self.values}
        report = query.recorded(db, current)
        pattern = ground.desk.pattern_of(report.submission)
        wanted = dict(retold(report.title, wanted, pattern).fields)  # with those that follow
        changed = [name for name, value in wanted.items() if value != shown.get(name)]
        if not changed:
            return Done(changed=False)
        _keeps_its_prize(ground, entry, wanted.get("category"))
        for name in changed:
            edits.pop(name, None)
            if wanted[name] != own.get(name):
                edits[name] = Kept(own.get(name), wanted[name], current)
        ledger.keep_edits(db, entry, edits)
        event(
            db, ground.act, "edited", entry=entry, submission=current, reason=ground.reason,
            before={name: shown.get(name) for name in changed},
            after={name: wanted[name] for name in changed},
        )  # fmt: skip
        judge_again(db, ground.desk, entry, ground.act)
        return Done(changed=True)


def _asked(text: str, pattern: Pattern, rules: Rulebook) -> tuple[str, str | None]:
    name, sign, value = text.partition("=")
    labels = {
        label.strip(): field
        for field, said in rules.title.labels.items()
        for label in said.split("/")
    }
    derived = {field for field, _ in pattern.derived}
    allowed = [field for field in pattern.fields if field not in derived]
    name = name.strip() if name.strip() in allowed else labels.get(name.strip(), name.strip())
    if not sign or name not in allowed:
        raise UsageError(
            "“{value}” sets no part of the title; write PART=TEXT, the parts are {allowed}.",
            value=text, allowed="、".join(allowed),
        )  # fmt: skip
    value = tidy(value.strip())
    slot = next(slot for slot in pattern.slots if name in slot.fields)
    if not value:
        return name, None
    return name, _fixed(name, value, slot) if slot.choice else value


def _fixed(name: str, value: str, slot: Slot) -> str:
    """One of a part's fixed values, however it is written."""
    known = meaning(slot, value)
    if known is None:
        raise UsageError(
            "“{value}” is no known {name}; allowed are {allowed}.",
            value=value, name=name, allowed="、".join(slot.choice.values if slot.choice else ()),
        )  # fmt: skip
    return known


def _keeps_its_prize(ground: Ground, entry: int, category: str | None) -> None:
    """Raise RefusedError where a standing award is for another category."""
    (row,) = query.entries(ground.db, only=entry)
    for prize in ground.rules.prizes:
        bound = prize.category and prize.category != category
        if prize.name in row.awards and bound:
            raise RefusedError(
                "Entry {entry} has “{prize}”, which is for {wanted}; revoke it first.",
                entry=entry, prize=prize.name, wanted=prize.category or "",
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extend:
    """Let a late work in ``until`` an instant (excluded), without one whatever has come."""

    until: datetime | None = None
    command: str = "entries extend"

    def __call__(self, ground: Ground, entry: int) -> Done:
        """Let one entry in."""
        db, desk = ground.db, ground.desk
        ensure_there(db, entry)
        cases = [
            corrected(db, desk, desk.reread(query.recorded(db, number)), entry)
            for number, version in query.versions(db, entry)
            if version is not None
        ]
        until, closes = self.until, closing(cases[0])
        if until is None:
            late = [at for case in cases if late_by(case) is not None and (at := counted(case))]
            if not late:
                raise RefusedError(
                    "No version of entry {entry} is late; say with --until how long it may come.",
                    entry=entry,
                )
            until = max(late).replace(second=0, microsecond=0) + MINUTE
        elif closes is not None and until <= closes:
            raise RefusedError(
                "Entry {entry} may come until {closes} anyhow; let it in until later.",
                entry=entry, closes=closes.isoformat(sep=" ", timespec="seconds"),
            )  # fmt: skip
        changed = extend(db, entry, until, reason=ground.reason, act=ground.act)
        judge_again(db, desk, entry, ground.act)
        return Done(changed, (until.isoformat(sep=" ", timespec="minutes"),))
