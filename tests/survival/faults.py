"""Ways in which a ledger can be damaged or out of reach, each with the words that it is told by."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

PAGE = 4096


def cut(left: float) -> Callable[[Path], None]:
    """Truncates it: a part of 1 is left of it, or so many bytes, or that many less than there
    are."""

    def less(ledger: Path) -> None:
        size = ledger.stat().st_size
        os.truncate(
            ledger, int(size * left if 0 < left < 1 else left if left >= 0 else size + left)
        )

    return less


def over(at: int, content: bytes) -> Callable[[Path], None]:
    """Writes something else over it, ``at`` bytes from its beginning."""

    def written(ledger: Path) -> None:
        with ledger.open("r+b") as file:
            file.seek(at)
            file.write(content)

    return written


def over_a_table(ledger: Path) -> None:
    """Writes something else over the entries, which every command reads."""
    with closing(sqlite3.connect(ledger)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries'").fetchone()
    over((page - 1) * PAGE, b"\xff" * PAGE)(ledger)


def of_another_program(ledger: Path) -> None:
    """A database that is none of ours."""
    ledger.unlink()
    with closing(sqlite3.connect(ledger)) as db, db:
        db.execute("CREATE TABLE bookmarks (url TEXT)")
        db.execute("INSERT INTO bookmarks VALUES ('https://example.org')")


def of_tomorrow(ledger: Path) -> None:
    """A newer version of the program has written it."""
    with closing(sqlite3.connect(ledger)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('contest', 'm999_of_tomorrow', '')"
        )


def in_its_place(ledger: Path) -> None:
    """A folder of its name."""
    ledger.unlink()
    ledger.mkdir()
    (ledger / "x").write_text("x")


DAMAGES: Mapping[str, tuple[Callable[[Path], None], str]] = {
    "emptied": (cut(0), "is empty"),
    "one byte": (cut(1), "damaged"),
    "header only": (cut(100), "damaged"),
    "one page": (cut(PAGE), "damaged"),
    "ten pages": (cut(10 * PAGE), "damaged"),
    "half": (cut(0.51), "damaged"),
    "last page": (cut(-PAGE), "damaged"),
    "last byte": (cut(-1), "damaged"),
    "garbage header": (over(0, b"garbage garbage!"), "damaged"),
    "all garbage": (over(0, os.urandom(3 * PAGE)), "damaged"),
    "garbage schema": (over(100, b"garbage" * 500), "damaged"),
    "garbage table": (over_a_table, "damaged"),
    "zeros": (over(0, bytes(40 * PAGE)), "damaged"),
    "another program's": (of_another_program, "another program"),
    "newer": (of_tomorrow, "newer version"),
    "a folder": (in_its_place, "no regular file"),
}
"""What happens to a ledger, and what is said of it."""

HOLDER = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute(f"BEGIN {sys.argv[2]}")
print("held", flush=True)
time.sleep(float(sys.argv[3]))
db.execute("COMMIT")
"""
CRASHED = """
import os, signal, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
db.execute("INSERT INTO acts (at, actor, command) VALUES ('', '', '')")
db.execute("INSERT INTO pen (act) SELECT max(id) FROM acts")
db.execute("UPDATE submissions SET title = 'half done', reason = hex(zeroblob(9000))")
db.execute("UPDATE entries SET status = 'disqualified'")
os.kill(os.getpid(), signal.SIGKILL)
"""
"""A program that holds a lock; one that is killed when it has begun to write into the ledger."""


@contextmanager
def held(ledger: Path, how: str, seconds: float) -> Iterator[None]:
    """Another program is writing (IMMEDIATE) or committing (EXCLUSIVE) meanwhile."""
    words = [sys.executable, "-c", HOLDER, str(ledger), how, str(seconds)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            if seconds > 60:
                program.kill()


def crash(ledger: Path) -> None:
    """Leave a journal that the next program must play back."""
    before = ledger.read_bytes()
    subprocess.run([sys.executable, "-c", CRASHED, str(ledger)], check=False)
    assert ledger.with_name("contest.db-journal").stat().st_size > PAGE
    assert ledger.read_bytes() != before
