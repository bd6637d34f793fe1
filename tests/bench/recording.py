"""A hundred thousand posts recorded, against their rows written by SQLite with nothing around it;
mails that are known, against the same mails when they were new; one entry of many, shown.
"""

from __future__ import annotations

import csv
import email
import hashlib
import io
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import av
from small_mails import write

from bench.cost import REPOSITORY, cost, medians, show
from bench.stream import write_titles
from contest.desk.folder import LEDGER_FILE, Folder
from contest.desk.line import BATCH, Line
from contest.intake import Received, receive
from contest.ledger.record import Act
from contest.ledger.store import Store
from contest.media import Pool
from contest.rules import Rulebook
from contest.vault import Vault

POSTS = 100_000
MAILS = 5_000
INBOX = REPOSITORY / "submissions"
PEER = "executemany, triggers and seals included"
ACT = Act(datetime(2025, 8, 26, tzinfo=UTC), "organiser", "track")
COMMAND = (sys.executable, "-m", "contest", "--dir")

_OF = "WHERE submission BETWEEN :first AND :last ORDER BY rowid"
_BEGUN = "(SELECT entry FROM submissions WHERE version = 1 AND id BETWEEN :first AND :last)"
TABLES = {
    "files": "WHERE sha256 IN (SELECT raw FROM submissions WHERE id BETWEEN :first AND :last)",
    "entries": f"WHERE id IN {_BEGUN} ORDER BY id",
    "submissions": "WHERE id BETWEEN :first AND :last ORDER BY id",
    "submission_files": _OF,
    "submission_documents": _OF,
    "findings": _OF,
    "entry_findings": f"WHERE entry IN {_BEGUN} ORDER BY rowid",
    "events": _OF,
}
"""What recording writes, what is named by others first; which rows belong to a batch."""


def recording(posts: int = POSTS, mails: int = MAILS) -> None:
    """All tables."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        cost((*COMMAND, scratch, "init", scratch))
        write_posts(folder / "posts.csv", posts)
        theirs, ours = _recorded(folder)
        show(f"{posts:,} posts recorded", {PEER: theirs, "contest (at most 1.6×)": ours}, PEER)
        _shown(folder)
    _again(mails)


def write_posts(path: Path, posts: int) -> None:
    """A list of posts as an app exports it; four titles of five are good."""
    titles = path.with_suffix(".titles")
    write_titles(titles, posts)
    begin = datetime(2025, 8, 1)  # noqa: DTZ001  # as such a list writes it
    with (
        path.open("w", encoding="utf-8", newline="") as file,
        titles.open(encoding="utf-8") as all_,
    ):
        writer = csv.writer(file)
        writer.writerow(["text", "author", "url", "time"])
        for number, title in enumerate(all_):
            at = begin + timedelta(seconds=number * 20)
            url = f"https://app.example/post/{number}"
            writer.writerow([title.strip(), f"用户{number % 5000}", url, at.isoformat(" ")])


class _Hashed(Vault):
    """Tells where bytes would lie and keeps none: the disk is the same for both."""

    def put(
        self, chunks: Iterable[bytes], _known: Callable[[], str | None] | None = None
    ) -> tuple[str, int]:
        data = b"".join(chunks)
        return hashlib.sha256(data).hexdigest(), len(data)


def _recorded(path: Path) -> tuple[float, float]:
    """Seconds of CPU that the rows and that the records take, batch by batch in turns, so that a
    noisy moment meets both. A first run makes the rows."""
    with Store(path / "first.db", patience=1) as first:
        for _ in _ours(path, first):
            pass
        with (
            Store(path / "rows.db", patience=1) as rows,
            Store(path / LEDGER_FILE, patience=1) as ledger,
        ):
            names = {table: _names(first, table) for table in TABLES}
            theirs = ours = 0.0
            for number, spent in enumerate(_ours(path, ledger)):
                ours += spent
                theirs += _theirs(first, rows, names, number)
    return theirs, ours


def _ours(path: Path, store: Store) -> Iterator[float]:
    """What each batch takes that is recorded; then what the end of the run does."""
    rules = Rulebook()
    with Pool(jobs=1) as pool:
        line = Line(Folder(path, rules), store, pool, ACT)
        line.preparer.vault = _Hashed(path)
        found = receive([str(path / "posts.csv")], stdin=None, given=None, rules=rules)
        works = (work for item in found if isinstance(item, Received) for work in line._taken(item))
        while batch := deque(islice(works, BATCH)):
            yield _cpu(lambda batch=batch: deque(line._finish(batch), 0))  # type: ignore[misc]
        yield _cpu(lambda: deque(line.settle(), 0))


def _theirs(first: Store, rows: Store, names: dict[str, str], number: int) -> float:
    """What it takes to write the rows of a batch down again."""
    span = {"first": number * BATCH + 1, "last": (number + 1) * BATCH}
    waiting = []
    for table, which in TABLES.items():
        # Names are the ledger's own, numbers are bound.
        found = first.db.execute(f"SELECT {names[table]} FROM {table} {which}", span).fetchall()  # noqa: S608
        places = ", ".join("?" * (names[table].count(",") + 1))
        statement = f"INSERT INTO {table} ({names[table]}) VALUES ({places})"  # noqa: S608
        waiting.append((statement, found))

    def write() -> None:
        with rows.write(ACT) as db:
            for statement, found in waiting:
                if found:
                    db.conn.executemany(statement, found)

    return _cpu(write)


def _names(store: Store, table: str) -> str:
    found = store.db.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", [table])
    return ", ".join(f'"{row[0]}"' for row in found)


def _cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU that ``work`` takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def _shown(folder: Path) -> None:
    """One entry of many, against a bare start of Python."""
    bare, shown = "python -c pass", "contest entries show (at most 0.3 s more)"
    commands = {
        bare: (sys.executable, "-c", "pass"),
        shown: (*COMMAND, str(folder), "entries", "show", "500"),
    }
    costs = medians(commands, rounds=5)
    show("One entry of the ledger with all those posts", costs, bare)
    sys.stdout.write(f"  {costs[shown] - costs[bare]:.2f} s more\n")


def _again(mails: int) -> None:
    """Mails with a small video each, tracked for the first and for the second time."""
    film, place = _film()
    with tempfile.TemporaryDirectory() as scratch:
        folder, inbox = Path(scratch) / "contest", Path(scratch) / "inbox"
        inbox.mkdir()
        for number in range(mails):
            title = f"【45载圳青春】-[个人]-[短视频]-[微光{number}]-[张三{number}+编辑部]"
            video = film[: place - 4] + number.to_bytes(4) + film[place:]
            write(inbox, f"{number:05}", title, video=video, sender=f"{number}@press.example")
        cost((*COMMAND, str(folder), "init", str(folder)))
        track = (*COMMAND, str(folder), "track", str(inbox))
        again = "again (at most 1/20)"
        costs = {"the first time": cost(track), again: cost(track)}
    show(f"{mails:,} mails with videos, contest track", costs, "the first time")
    sys.stdout.write(f"  {costs['the first time'] / costs[again]:.1f}× faster\n")


def _film() -> tuple[bytes, int]:
    """The video of a sample mail, and where its last picture ends: with other bytes there it is
    another video, and no two of thousands look alike."""
    message = email.message_from_bytes(next(INBOX.glob("001-*.eml")).read_bytes())
    videos = (part for part in message.walk() if part.get_content_disposition() == "attachment")
    content = next(videos).get_payload(decode=True)
    assert isinstance(content, bytes)
    with av.open(io.BytesIO(content), mode="r") as container:
        ends = [(p.pos or 0) + p.size for p in container.demux(video=0) if p.size]
    return content, max(ends)


if __name__ == "__main__":
    recording()
