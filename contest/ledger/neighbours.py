"""The entries of a run under each quota, so that a new one finds its place among them at once."""

from __future__ import annotations

import json
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable

from contest.checks.compare import comparable
from contest.checks.quotas import Work, is_counted, values_of
from contest.ledger.lean import Database
from contest.ledger.rows import moment
from contest.model import Channel, Fault, Report, Scalar, Verdict
from contest.rules import Quota, Rulebook

# A range of numbers, so that one entry is looked up and not looked for among all.
_WORKS = """
SELECT e.id, e.fields, s.received_at, coalesce(nullif(s.sender_address, ''), s.sender_name),
  e.status NOT IN ('withdrawn', 'disqualified')
  AND (e.decided = 'accepted'
    OR (e.decided IS NULL AND coalesce(s.verdict, 'review') != 'returned'))
FROM entries e JOIN submissions s ON s.id = e.current
WHERE e.id BETWEEN coalesce(:only, 0) AND coalesce(:only, 9223372036854775807)
"""


def works(db: Database, only: int | None = None) -> list[Work]:
    """The entries as quotas see them."""
    return [
        Work(int(number), json.loads(fields), received, sender, bool(sound))
        for number, fields, received, sender, sound in db.execute(_WORKS, {"only": only})
    ]


class Neighbours:
    """The entries of a run in the order of their arrival under each quota, so that a new one finds
    its place at once: looking at all for each would take the square of their number.

    An entry that is one too many under one quota is counted under the others here; ``refresh_all``
    has the last word.
    """

    def __init__(self, db: Database, rules: Rulebook) -> None:
        self.rules = rules
        self.needed = bool(rules.quotas or rules.contest.first)
        self.idle = not (self.needed or rules.documents or rules.checklist)
        self._known: dict[int, Work] = {}
        self._order: dict[tuple[int, str], list[tuple[str, int]]] = defaultdict(list)
        if self.needed:
            for work in works(db):
                self.put(work)

    def put(self, work: Work) -> None:
        """Take in an entry, new or changed."""
        before = self._known.get(work.entry)
        if before is not None and before.sound:
            for _, key, _ in self._places(before):
                order = self._order[key]
                del order[bisect_left(order, _arrival(before))]
        self._known[work.entry] = work
        if work.sound:
            for _, key, _ in self._places(work):
                insort(self._order[key], _arrival(work))

    def faults(self, work: Work) -> list[Fault]:
        """What is one too many about this entry."""
        if not self.needed or not work.sound:
            return []
        found = []
        for quota, key, value in self._places(work):
            order = self._order[key]
            place = bisect_left(order, _arrival(work))
            if quota is None:
                if self.rules.contest.first and place >= self.rules.contest.first:
                    most = self.rules.contest.first
                    found.append(Fault("E102", args={"place": place + 1, "most": most}))
                continue
            place = place if quota.counts == "earliest" else len(order) - 1 - place
            if quota.most is not None and place >= quota.most and not found:
                args: dict[str, Scalar] = {"value": value, "number": place + 1, "most": quota.most}
                found.append(Fault("E101", args=args, weight=quota.severity))
        return found

    def alone(self, report: Report, entry: int) -> bool:
        """Take in a new entry that came as a post or a line, without files, and may not be written
        down yet. False where something is to be said of it among others: its findings are to be
        made."""
        if self.idle:
            return True
        if report.submission.channel is Channel.MAIL or self.rules.checklist:
            return False
        item = report.submission
        work = Work(
            entry, report.title.fields, moment(item.times.received_at),
            (item.sender.address or item.sender.name) if item.sender else None,
            report.verdict is not Verdict.RETURNED,
        )  # fmt: skip
        if self.needed:
            self.put(work)
        return not self.faults(work)

    def _places(self, work: Work) -> Iterable[tuple[Quota | None, tuple[int, str], str]]:
        """Each quota that the entry is counted under, with the value; None for all entries."""
        for number, quota in enumerate(self.rules.quotas):
            if is_counted(work, quota):
                for value in values_of(work, quota.per):
                    yield quota, (number, comparable(value) or ""), value
        yield None, (-1, ""), ""


def _arrival(work: Work) -> tuple[str, int]:
    return work.received_at or "~", work.entry
