"""One run of the line: from what arrived to what is recorded."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contest.checks.formalities import brought
from contest.desk.again import placed
from contest.desk.folder import Folder
from contest.desk.prepare import Prepared, Preparer
from contest.desk.validate import Desk
from contest.desk.works import refresh_works
from contest.intake import PassedOver, Received
from contest.intake.base import Item, Unreadable
from contest.intake.mail import read_mails
from contest.intake.stretch import whole
from contest.intake.terms import terms_of
from contest.ledger import links, query
from contest.ledger.batch import Batch
from contest.ledger.known import Known, Memory, find
from contest.ledger.neighbours import Neighbours
from contest.ledger.record import Act, enter, keep_media
from contest.ledger.reports import report as read_report
from contest.ledger.reports import reports
from contest.ledger.standing import refresh, refresh_all
from contest.ledger.store import Store
from contest.media import Pool
from contest.model import Channel, Media, Report, Status, Submission
from contest.rulebook.load import digest
from contest.vault import ABANDONED

if TYPE_CHECKING:
    from datetime import datetime

AHEAD = 8
"""Submissions whose videos are measured while earlier ones are recorded."""

BATCH = 500
"""Posts and lines of text recorded in one transaction at most, and known ones read at once."""

LISTED = (Channel.POST, Channel.TEXT)


@dataclass(frozen=True, slots=True)
class Tracked:
    """A report and whether this run recorded it."""

    report: Report
    recorded: bool


@dataclass(frozen=True, slots=True)
class Restated:
    """An entry that stands otherwise now that all have come: a quota counts those that came first,
    in whatever order they were read."""

    entry: int
    status: Status


@dataclass(frozen=True, slots=True)
class _Unchanged:
    """A submission that is as it was recorded, under the path by which it came this time."""

    known: Known
    submission: Submission


_Waiting = deque[Prepared | _Unchanged | Unreadable | PassedOver]


class Line:
    """One run of the line: what stays the same for every submission of it."""

    def __init__(
        self, folder: Folder, store: Store, pool: Pool, act: Act, *, depth: str | None = None
    ) -> None:
        self.desk = Desk.of(folder.rules)
        self.neighbours = Neighbours(store.db, folder.rules)
        self.rules = digest(folder.rules)
        self.vault = folder.vault
        self.store, self.act = store, act
        self.memory = Memory(store.db)
        looker = None
        if depth is not None:
            from contest.desk.look import Looker

            looker = Looker(store, depth)
        self.preparer = Preparer(self.desk, store, self.vault, pool, looker)

    def familiar(self, key: str, internaldate: datetime | None) -> bool:
        """Whether nothing is to be learnt of the mail with this key."""
        known = self.memory.find(key)
        return known is not None and self._stands(known, internaldate)

    def run(self, items: Iterable[Item]) -> Iterator[Tracked | Restated | Unreadable | PassedOver]:
        """Take in what was received. Yields in the order of arrival in the sources."""
        waiting: _Waiting = deque()
        self.vault.sweep(self.act.at.timestamp() - ABANDONED)
        try:
            for item in items:
                waiting += self._taken(item) if isinstance(item, Received) else [item]
                while len(waiting) > _patience(waiting):
                    yield from self._finish(waiting)
            while waiting:
                yield from self._finish(waiting)
            yield from self.settle()
        finally:
            self.show()

    def settle(self) -> Iterator[Restated]:
        """Make right what new ones change in others; yields the entries that stand otherwise."""
        with self.store.write(self.act) as db:
            changed = refresh_all(db, self.desk.rules)
        for entry in changed:
            for row in query.entries(self.store.db, only=entry):
                yield Restated(row.number, row.status)

    def _taken(self, received: Received) -> list[Prepared | _Unchanged | Unreadable]:
        """The works of a mail, their bytes kept; what can't be read any more stops no other."""
        works = (received,) if received.familiar else self.desk.works(received)
        try:
            return [self._prepare(work) for work in works]
        except OSError as error:
            source = received.submission.source
            return [Unreadable(source, error.strerror or str(error))]

    def _finish(self, waiting: _Waiting) -> Iterator[Tracked | Unreadable | PassedOver]:
        first = waiting.popleft()
        if isinstance(first, _Unchanged):
            same = [first]
            while waiting and isinstance(waiting[0], _Unchanged) and len(same) < BATCH:
                same.append(waiting.popleft())  # type: ignore[arg-type] # just seen to
            yield from self._unchanged(same)
        elif isinstance(first, Prepared):
            batch = [first]
            while _listed(first) and waiting and _listed(waiting[0]) and len(batch) < BATCH:
                batch.append(waiting.popleft())  # type: ignore[arg-type] # _listed has seen to it
            yield from self._written(batch)
        else:
            yield first

    def _written(self, prepared: list[Prepared], *, anew: bool = False) -> list[Tracked]:
        measured = [self.preparer.measured(item) for item in prepared]
        with self.store.write(self.act) as db:
            batch = Batch(db, self.act)
            both = zip(prepared, measured, strict=True)
            done = [self._record(batch, item, media, anew=anew) for item, media in both]
            batch.flush()
        return done

    def again(self, submission: int) -> None:
        """Judge a mail anew, from its bytes as they arrived: something about it has changed."""
        found = links.origin(self.store.db, submission)
        if found is None:
            return
        key, raw, source, part, internaldate = found
        terms = terms_of(self.desk.rules, None).arrived(internaldate)
        try:
            for received in read_mails(whole(str(self.vault.path(raw))), None, terms):
                for work in self.desk.works(received):
                    if work.submission.key == key:
                        seen = work.submission._replace(source=source, part=part)
                        known = find(self.store.db, key)
                        prepared = self.preparer.prepare(work._replace(submission=seen), known)
                        self._written([prepared], anew=True)
        finally:
            terms.scratch.close()

    def _prepare(self, received: Received) -> Prepared | _Unchanged:
        submission = received.submission
        known = self.memory.find(submission.key)
        if known and (received.familiar or self._stands(known, submission.times.internaldate)):
            return _Unchanged(known, submission)
        return self.preparer.prepare(received, known)

    def _stands(self, known: Known, internaldate: datetime | None) -> bool:
        """Whether what the ledger holds of a submission is all that there is to know of it."""
        if internaldate and not known.internaldate:
            return False
        return known.rules == self.rules and not known.unprobed

    def _unchanged(self, items: list[_Unchanged]) -> Iterator[Tracked]:
        found = reports(self.store.db, [item.known.id for item in items])
        for known, submission in ((item.known, item.submission) for item in items):
            report = found[known.id]
            seen = report.submission._replace(source=submission.source, part=submission.part)
            yield Tracked(report._replace(submission=seen), recorded=False)

    def _record(
        self, batch: Batch, prepared: Prepared, media: tuple[Media, ...], *, anew: bool = False
    ) -> Tracked:
        db, case = batch.db, prepared.case
        submission = case.submission
        if batch.concerns(submission, case.title):
            batch.flush()
        known = find(db, submission.key)
        if known and self._stands(known, submission.times.internaldate) and not anew:
            # The same submission came a moment before: twice in this run, or by another program.
            return next(self._unchanged([_Unchanged(known, submission)]))
        for sha256, size in (*prepared.kept, *filter(None, (prepared.raw,))):
            batch.keep(sha256, size)
        if media:
            batch.flush()
            keep_media(db, media, self.preparer.tools)
        fresh = known is None
        related, case = placed(db, self.desk, case, media, fresh=fresh)
        report = self.desk.examiner.judge(case)._replace(title=prepared.case.title)
        raw = prepared.raw[0] if prepared.raw else None
        recorded = enter(
            batch, report, raw=raw, entry=related.entry, rules=self.rules,
            earliest=self.desk.rules.contest.versions == "earliest", documents=brought(case),
            fresh=fresh,
        )  # fmt: skip
        entry = recorded.entry
        if (
            fresh and related.entry is None and not submission.files
            and (entry is None or self.neighbours.alone(report, entry))
        ):  # fmt: skip
            # Nothing else is to say of a new work: what was written need not be read.
            return Tracked(report._replace(entry=entry, early_by=None), recorded=True)
        batch.flush()
        if entry is not None:
            refresh(db, entry, self.neighbours)
        return Tracked(read_report(db, recorded.number), recorded=True)

    def show(self) -> None:
        """Make works/ show the current videos under readable names."""
        refresh_works(self.store, self.vault)


def _patience(waiting: _Waiting) -> int:
    """How many may wait: lists and what is known go in large batches, mails one by one."""
    first, last = (waiting[0], waiting[-1]) if waiting else (None, None)
    known = isinstance(first, _Unchanged) and isinstance(last, _Unchanged)
    return BATCH - 1 if known or _listed(first) else AHEAD


def _listed(item: object) -> bool:
    return isinstance(item, Prepared) and item.case.submission.channel in LISTED
