"""Track: receive, validate, probe and record; doing it again changes nothing.

Bytes go into the vault first and the ledger follows in one transaction, so that whatever stops
the program leaves whole files and whole records, and the next run goes on where it stopped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from contest.checks import Case
from contest.checks.formalities import brought
from contest.desk.again import placed
from contest.desk.folder import LEDGER_FILE, Folder
from contest.desk.look import Looker
from contest.desk.validate import Desk
from contest.desk.works import refresh_works
from contest.intake import PassedOver, Received, receive
from contest.intake.base import Item, Unreadable, is_whole
from contest.intake.mail import read_mails
from contest.intake.stretch import whole
from contest.intake.terms import dated, terms_of
from contest.ledger import links, query
from contest.ledger.media import measured, stored_path
from contest.ledger.record import Act, keep_file, keep_media, record
from contest.ledger.standing import Neighbours, refresh, refresh_all
from contest.ledger.store import Store
from contest.media import Pool, measured_with
from contest.model import Channel, Fault, Media, Report, Status, Submission
from contest.rulebook.load import digest
from contest.temporary import TemporaryFolder
from contest.vault import ABANDONED

if TYPE_CHECKING:
    from contest.model import ReceivedFile

AHEAD = 8
"""Submissions whose videos are measured while earlier ones are recorded."""

BATCH = 500
"""Posts and lines of text recorded in one transaction at most."""


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
class _Prepared:
    """A submission whose bytes are kept; its videos may still be being measured."""

    case: Case
    raw: tuple[str, int] | None
    kept: tuple[tuple[str, int], ...]
    videos: tuple[tuple[str, Media | Future[Media]], ...]


def track(
    folder: Folder,
    sources: Iterable[str],
    stdin: BinaryIO | None,
    act: Act,
    *,
    jobs: int | None,
    depth: str | None = None,
) -> Iterator[Tracked | Restated | Unreadable | PassedOver]:
    """Take in everything at ``sources``, new videos decoded too where a ``depth`` is given ("deep",
    "full"). Yields in the order of arrival in the sources."""
    with ExitStack() as stack:
        store = stack.enter_context(folder.ledger())
        pool = stack.enter_context(Pool(jobs=jobs))
        line = Line(folder, store, pool, act, depth=depth)
        yield from line.run(receive(list(sources), stdin=stdin, given=None, rules=folder.rules))


def rehearse(
    folder: Folder,
    sources: Iterable[str],
    stdin: BinaryIO | None,
    act: Act,
    *,
    jobs: int | None,
    depth: str | None = None,
) -> Iterator[Tracked | Restated | Unreadable | PassedOver]:
    """What ``track`` would do, done on a copy of the ledger that is thrown away."""
    with TemporaryFolder("contest-dry-") as scratch:
        copy = folder._replace(path=scratch)
        if (folder.path / LEDGER_FILE).exists():
            with folder.ledger() as store:
                store.copy_to(copy.path / LEDGER_FILE)
        yield from track(copy, sources, stdin, act, jobs=jobs, depth=depth)


class Line:
    """One run of the line: what stays the same for every submission of it."""

    def __init__(
        self, folder: Folder, store: Store, pool: Pool, act: Act, *, depth: str | None = None
    ) -> None:
        self.desk = Desk.of(folder.rules)
        self.neighbours = Neighbours(store.db, folder.rules)
        self.rules = digest(folder.rules)
        self.tools = measured_with()
        self.vault = folder.vault
        self.store, self.pool, self.act = store, pool, act
        self.looker = Looker(store, depth) if depth is not None else None

    def run(self, items: Iterable[Item]) -> Iterator[Tracked | Restated | Unreadable | PassedOver]:
        """Take in what was received. Yields in the order of arrival in the sources."""
        waiting: deque[_Prepared | Tracked | Unreadable | PassedOver] = deque()
        self.vault.sweep(self.act.at.timestamp() - ABANDONED)
        try:
            for item in items:
                waiting += self._taken(item) if isinstance(item, Received) else [item]
                while len(waiting) > self._patience(waiting):
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

    def _taken(self, received: Received) -> list[_Prepared | Tracked | Unreadable]:
        """The works of a mail, their bytes kept; what can't be read any more stops no other."""
        try:
            return [self._prepare(work) for work in self.desk.works(received)]
        except OSError as error:
            source = received.submission.source
            return [Unreadable(source, error.strerror or str(error))]

    def _patience(self, waiting: deque[_Prepared | Tracked | Unreadable | PassedOver]) -> int:
        """How many may wait: lists go in large batches, mails one by one."""
        return BATCH - 1 if waiting and _listed(waiting[0]) else AHEAD

    def _finish(
        self, waiting: deque[_Prepared | Tracked | Unreadable | PassedOver]
    ) -> Iterator[Tracked | Unreadable | PassedOver]:
        first = waiting.popleft()
        if not isinstance(first, _Prepared):
            yield first
            return
        batch = [first]
        while _listed(first) and waiting and _listed(waiting[0]) and len(batch) < BATCH:
            batch.append(waiting.popleft())  # type: ignore[arg-type] # _listed has seen to it
        measured = [self._measured(prepared) for prepared in batch]
        with self.store.write(self.act):
            done = [self._record(p, media) for p, media in zip(batch, measured, strict=True)]
        yield from done

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
                        self._anew(work._replace(submission=seen))
        finally:
            terms.scratch.close()

    def _anew(self, work: Received) -> None:
        prepared = self._prepare(work, anew=True)
        if isinstance(prepared, _Prepared):
            media = self._measured(prepared)
            with self.store.write(self.act):
                self._record(prepared, media, anew=True)

    def _prepare(self, received: Received, *, anew: bool = False) -> _Prepared | Tracked:
        known = query.find(self.store.db, received.submission.key)
        if known and self._stands(known, received.submission) and not anew:
            return self._unchanged(known, received.submission)
        if known and known.internaldate:  # this copy of the mail may have come another way
            received = received._replace(submission=dated(received.submission, known.internaldate))
        raw = self.vault.put(received.raw(), received.digest) if received.raw else None
        files: list[ReceivedFile] = []
        kept: list[tuple[str, int]] = []
        faults = list(received.submission.faults)
        for file, content in zip(received.submission.files, received.contents, strict=True):
            if content is None:
                here = links.downloaded(self.store.db, file.url) if file.url else None
                files.append(file._replace(sha256=here[0], size=here[1]) if here else file)
                continue
            same = raw if content is received.raw else None  # a video without a mail
            sha256, size = same or self.vault.put(content())
            kept.append((sha256, size))
            files.append(file._replace(sha256=sha256, size=size))
            broken = Fault("S105", args={"name": file.name})
            if not is_whole(content) and broken not in faults:
                faults.append(broken)
        submission = received.submission._replace(files=tuple(files), faults=tuple(faults))
        videos = dict.fromkeys(f.sha256 for f in files if f.video and f.sha256)
        return _Prepared(
            case=self.desk.case(submission),
            raw=raw,
            kept=tuple(kept),
            videos=tuple((sha256, self._measure(sha256)) for sha256 in videos),
        )

    def _stands(self, known: query.Known, submission: Submission) -> bool:
        """Whether what the ledger holds of a submission is all that there is to know of it."""
        if submission.times.internaldate and not known.internaldate:
            return False
        return known.rules == self.rules and not known.unprobed

    def _unchanged(self, known: query.Known, submission: Submission) -> Tracked:
        """What was recorded before, under the path by which it came this time."""
        report = query.report(self.store.db, known.id)
        seen = report.submission._replace(source=submission.source, part=submission.part)
        return Tracked(report._replace(submission=seen), recorded=False)

    def _measure(self, sha256: str) -> Media | Future[Media]:
        known = measured(self.store.db, sha256, self.tools)
        return known or self.pool.submit(self.vault.path(sha256), known=sha256)

    def _measured(self, prepared: _Prepared) -> tuple[Media, ...]:
        found = []
        for sha256, media in prepared.videos:
            done = media if isinstance(media, Media) else media.result()
            if self.looker is not None:
                done = self.looker.look(done, self.vault.path(sha256))
            found.append(done._replace(path=stored_path(sha256), sha256=sha256))
        return tuple(found)

    def _record(
        self, prepared: _Prepared, media: tuple[Media, ...], *, anew: bool = False
    ) -> Tracked:
        db = self.store.db
        submission = prepared.case.submission
        known = query.find(db, submission.key)
        if known and self._stands(known, submission) and not anew:
            # The same submission came a moment before: twice in this run, or by another program.
            return self._unchanged(known, submission)
        for sha256, size in (*prepared.kept, *filter(None, (prepared.raw,))):
            keep_file(db, sha256, size)
        keep_media(db, media, self.tools)
        related, case = placed(db, self.desk, prepared.case, media)
        report = self.desk.examiner.judge(case)._replace(title=prepared.case.title)
        raw = prepared.raw[0] if prepared.raw else None
        number = record(
            db, report, raw=raw, entry=related.entry, rules=self.rules, act=self.act,
            earliest=self.desk.rules.contest.versions == "earliest", documents=brought(case),
        )  # fmt: skip
        entry = query.entry_of(db, number)
        if entry is not None:
            refresh(db, entry, self.neighbours)
        return Tracked(query.report(db, number), recorded=True)

    def show(self) -> None:
        """Make works/ show the current videos under readable names."""
        refresh_works(self.store, self.vault)


def _listed(item: object) -> bool:
    return isinstance(item, _Prepared) and item.case.submission.channel in {
        Channel.POST,
        Channel.TEXT,
    }
