"""Programmes run by another process, which may be killed; and what must be left of them."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from running import REPOSITORY

from contest.vault import HALF_MADE
from survival.digests import aside, contents, digest, half, kept, shown, wrong
from survival.programmes import Programme
from survival.runs import variables


class Calm(NamedTuple):
    """What a run left that nobody disturbed: everything its ledger held from one transaction to the
    next, the place among these where each command ended, and its folder."""

    states: list[str]
    ends: dict[int, int]
    folder: Path


class Season:
    """The commands of a programme in a folder of its own, run by another process that may be killed
    and started again. ``folder``: one that is there already."""

    def __init__(self, programme: Programme, place: Path, folder: Path | None = None) -> None:
        self.folder = folder or programme.folder(place / "c")
        self.tmp = place / "tmp"
        self.tmp.mkdir(exist_ok=True)
        self.commands = programme.commands(self.folder)
        self.done, self.out, self.err = place / "done", place / "out", place / "err"
        (place / "commands").write_text(json.dumps(self.commands), "utf-8")
        self.file = place / "commands"
        self.next = 0

    def run(self, how: str = "-") -> subprocess.Popen[bytes]:
        """Start the process at the first command that is not acknowledged."""
        self.done.unlink(missing_ok=True)
        script = Path(__file__).with_name("season.py")
        words = [script, self.file, str(self.next), self.done, how]
        path = f"{REPOSITORY}:{REPOSITORY / 'tests'}"
        with self.out.open("wb") as out, self.err.open("wb") as err:
            return subprocess.Popen(
                [sys.executable, "-u", *map(str, words)],
                env=variables(TMPDIR=str(self.tmp), PYTHONPATH=path),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )

    def undoes(self) -> bool:
        """Whether the next command takes back the last act, whichever that is."""
        return self.next < len(self.commands) and self.commands[self.next][-1] == "undo"

    def acknowledged(self) -> dict[int, int]:
        """The commands that this process said it was done with, and their exit codes."""
        lines = self.done.read_text().splitlines() if self.done.exists() else []
        return {int(n): int(code) for n, code in (line.split() for line in lines if " " in line)}

    def told(self) -> Iterator[tuple[str, str | None, str, int | None]]:
        """Source, part, title and entry of each submission that it said was recorded."""
        for line in self.out.read_bytes().splitlines(keepends=True):
            if line.endswith(b"\n") and line.startswith(b"{"):
                found = json.loads(line)
                yield found["source"], found["part"], found["title"], found["entry"]


def calm(programme: Programme, place: Path) -> Calm:
    """Run it undisturbed."""
    place.mkdir()
    season = Season(programme, place)
    program = season.run(str(place / "states"))
    assert program.wait(timeout=300) == 0, season.err.read_text()
    codes = season.acknowledged()
    assert len(codes) == len(season.commands)
    assert set(codes.values()) <= {0, 1}, (codes, season.err.read_text())
    states: list[str] = []
    ends = {}
    for line in (place / "states").read_text().splitlines():
        state, _, end = line.partition(" ")
        if not states or states[-1] != state:
            states.append(state)
        if end:
            ends[int(end)] = len(states) - 1
    for number, words in enumerate(season.commands[1:], 1):
        # One transaction for one command; one that receives takes one for each mail.
        assert "track" in words or ends[number] - ends[number - 1] <= 1, words
    return Calm(states, ends, season.folder)


def check(season: Season, calm: Calm, known: int) -> int:
    """Look at what is left; which of the states of the undisturbed run it is, at least the one that
    was ``known`` or acknowledged."""
    if acknowledged := season.acknowledged():
        season.next = max(acknowledged) + 1
        known = max(known, calm.ends[max(acknowledged)])
    assert half(season.folder) == []
    with aside(season.folder) as ledger:
        assert wrong(ledger) == []
        state = digest(contents(ledger)) if ledger.exists() else calm.states[0]
        assert state in calm.states[known:], f"lost or half there since {known}"
        with closing(sqlite3.connect(ledger)) as db:
            for source, part, title, entry in season.told():
                # Or in the entry that took its own one in since then.
                rows = db.execute(
                    "SELECT s.entry, e.id FROM submissions s LEFT JOIN entries e "
                    "ON e.merged = s.entry WHERE (source = ? AND part IS ?) OR title = ?",
                    [source, part, title],
                ).fetchall()
                assert any(entry in row for row in rows), source
    known = calm.states.index(state, known)
    while season.undoes() and known >= calm.ends[season.next]:
        # It was done, though nobody was told. Once more it would take back the act before that.
        season.next += 1
    return known


def assert_same(ours: Path, theirs: Path) -> None:
    """Two contest folders hold the same: the ledger, the files, the links. What was kept before a
    change is whole, though a run that was killed and done again may have kept it twice."""
    assert contents(ours / "contest.db") == contents(theirs / "contest.db")
    assert kept(ours) == kept(theirs)
    assert shown(ours) == shown(theirs)
    whole = [p for p in (ours / "works").iterdir() if not p.name.startswith(HALF_MADE)]
    assert len(whole) == len(shown(ours))
    assert {p.name: wrong(p) for p in ours.glob("backups/*.db") if wrong(p)} == {}
