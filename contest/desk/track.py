"""Track: receive, validate, probe and record; doing it again changes nothing.

Bytes go into the vault first and the ledger follows in one transaction, so that whatever stops
the program leaves whole files and whole records, and the next run goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import BinaryIO

from contest.desk.folder import LEDGER_FILE, Folder
from contest.desk.line import Line, Restated, Tracked
from contest.intake import PassedOver, receive
from contest.intake.base import Unreadable
from contest.ledger.record import Act
from contest.media import Pool
from contest.temporary import TemporaryFolder


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
        found = receive(
            list(sources), stdin=stdin, given=None, rules=folder.rules, familiar=line.familiar
        )
        yield from line.run(found)


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
