"""Look: decode videos, several at a time, and keep what was seen, so that it is done once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from contest.checks import judge_media
from contest.checks.asked import asked_of
from contest.desk.alike import Shelf
from contest.desk.folder import Folder
from contest.ledger import looks, query
from contest.ledger.standing import refresh_all
from contest.media import looked_with
from contest.media.look import Glance, Seen, look_at
from contest.media.run import Stop
from contest.model import Fault, Media, MediaReport, Status

if TYPE_CHECKING:
    from contest.ledger.record import Act
    from contest.ledger.store import Store

MOST_JOBS = 4
"""Videos that are decoded at a time at most: each takes memory, and the disk is the limit."""

Told = Callable[[str, float, float | None], object]
"""Is told the name of a video, how many seconds of it are done, and of how many; called by several
threads."""


class Film(NamedTuple):
    """A measured video, where its bytes lie, and what people call it."""

    media: Media
    path: Path
    name: str


class LookedAt(NamedTuple):
    """An entry's video that was looked at; ``name`` is the one that it came by."""

    entry: int
    name: str
    report: MediaReport


class Restated(NamedTuple):
    """An entry that stands otherwise, now that its video and all others were looked at."""

    entry: int
    status: Status


@dataclass(frozen=True, slots=True)
class Cache:
    """The looks that a contest's ledger keeps; ``fresh`` says that none is to be believed."""

    store: Store
    shelf: Shelf
    fresh: bool = False

    def find(self, media: Media, depth: str) -> Seen | None:
        """What was seen before, at least so deep and with these tools."""
        if self.fresh or media.sha256 is None:
            return None
        with self.store.read() as db:
            look = looks.known_look(db, media.sha256, depth, looked_with())
        return None if look is None else Seen(look)

    def keep(self, media: Media, seen: Seen) -> None:
        """Keep what was seen, and which others it looks like. A look that broke off is none: what
        ended it may have been this machine's bad moment."""
        if media.sha256 is None or seen.failure is not None:
            return
        with self.store.write() as db:
            prints = (seen.pictures, seen.sound)
            if looks.keep_look(db, media.sha256, seen.look, looked_with(), prints):
                self.shelf.put(self.store, media.sha256)


class Looker:
    """Looks at one video after the other, each with all processors, and keeps what it sees."""

    def __init__(self, store: Store, depth: str) -> None:
        self._cache, self._depth = Cache(store, Shelf()), depth

    def look(self, media: Media, path: Path) -> Media:
        """The video with what decoding it showed. Raises ToolError without an ffmpeg to run."""
        films = [Film(media, path, media.path)]
        return next(looked_at(films, self._depth, jobs=1, cache=self._cache))


def looked_at(
    films: Iterable[Film],
    depth: str,
    *,
    jobs: int | None = None,
    cache: Cache | None = None,
    told: Told | None = None,
) -> Generator[Media]:
    """Each video with what decoding it showed, in the order given, each as soon as it is due; kept
    in the ``cache``. Closing the iterator early, or Ctrl-C, ends every ffmpeg at once.

    Raises: ToolError without an ffmpeg to run.
    """
    processors = os.cpu_count() or 1
    jobs = min(processors, MOST_JOBS) if jobs is None else jobs
    stop = Stop()
    waiting: deque[tuple[Media, Seen | Future[Seen | None]]] = deque()
    executor = ThreadPoolExecutor(jobs)
    try:
        for film in films:
            known = cache.find(film.media, depth) if cache is not None else None
            glance = Glance(
                depth,
                threads=max(1, processors // jobs),
                progress=_telling(told, film) if told is not None else None,
                stop=stop,
            )
            waiting.append(
                (film.media, known or executor.submit(look_at, film.media, film.path, glance))
            )
            if len(waiting) > 2 * jobs:
                yield _finished(waiting, cache)
        while waiting:
            yield _finished(waiting, cache)
    finally:
        stop()
        executor.shutdown(cancel_futures=True)


def _telling(told: Told, film: Film) -> Callable[[float], object]:
    return lambda seconds: told(film.name, seconds, film.media.duration)


def _finished(
    waiting: deque[tuple[Media, Seen | Future[Seen | None]]], cache: Cache | None
) -> Media:
    media, found = waiting.popleft()
    seen = found if isinstance(found, Seen) else found.result()
    if seen is None:
        return media
    if cache is not None and not isinstance(found, Seen):
        cache.keep(media, seen)
    if seen.failure is not None:
        failed = Fault(code="M118", args={"reason": seen.failure})
        media = media._replace(faults=(*media.faults, failed))
    return media._replace(look=seen.look)


def look_at_entries(
    folder: Folder,
    depth: str,
    act: Act,
    *,
    jobs: int | None = None,
    fresh: bool = False,
    told: Told | None = None,
) -> Iterator[LookedAt | Restated]:
    """Look at the videos of all entries that nobody has looked at so deeply (``fresh``: all),
    judge them again and tell which entries stand otherwise now. What was seen stays, wherever it
    is broken off.

    Raises: ToolError without an ffmpeg to run.
    """
    rules = folder.rules
    with folder.ledger() as store:
        with store.read() as db:
            wanted = looks.unseen(db, depth, looked_with(), again=fresh)
        cache = Cache(store, Shelf(), fresh=True)  # what is kept is not wanted
        vault = folder.vault
        films = (Film(w.media, vault.path(w.media.sha256 or ""), w.name) for w in wanted)
        found = looked_at(films, depth, jobs=jobs, cache=cache, told=told)
        try:
            for unseen, media in zip(wanted, found, strict=True):
                with store.write(act) as db:
                    looks.judge_anew(db, media.sha256 or "", rules, act)
                report = judge_media(media, rules, unseen.category)
                report = report._replace(asked=asked_of(report, rules, unseen.category))
                yield LookedAt(unseen.entry, unseen.name, report)
        finally:
            found.close()
            with store.write(act) as db:
                changed = refresh_all(db, rules)
        with store.read() as db:
            again = [row for entry in changed for row in query.entries(db, only=entry)]
        yield from (Restated(row.number, row.status) for row in again)
