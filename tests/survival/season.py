"""Runs many commands of the program one after another in one process, and says which are done.

``python season.py COMMANDS FROM DONE HOW``: the commands as JSON, the number of the first
to run, the file to which the number and exit code of each finished one is appended, and whether to
go on to the end (``-``), to be killed at the start of the so many-th SQL statement (a number), or
to write down before every transaction what the ledger holds (a file).
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from contest.cli import run

connect = sqlite3.connect


class States:
    """Everything that the ledger held between two transactions, each state once."""

    def __init__(self, ledger: Path, out: Path) -> None:
        self._ledger, self._out, self._last = ledger, out, ""

    def statement(self, sql: str) -> None:
        """A statement is about to be run."""
        if sql.startswith("BEGIN"):
            self.look()

    def look(self, end: str = "") -> None:
        """Write down what it holds now; ``end`` says of which command this is the end."""
        from survival.digests import contents_of, digest  # it takes long to import

        db = connect(self._ledger)
        state = digest(contents_of(db))
        db.close()
        if state != self._last or end:
            with self._out.open("a") as out:
                out.write(f"{state} {end}\n")
        self._last = state


def killed_at(number: int) -> Callable[[str], None]:
    """Ends the process where it stands, at the so many-th statement."""
    left = number

    def statement(_: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return statement


def watch(statement: Callable[[str], None]) -> None:
    """Every connection that is opened from now on tells its statements."""

    def watched(*given: Any, **named: Any) -> sqlite3.Connection:
        opened: sqlite3.Connection = connect(*given, **named)
        opened.set_trace_callback(statement)
        return opened

    sqlite3.connect = watched  # type: ignore[assignment]


def main(file: str, first: str, done: str, how: str) -> None:
    """Run the commands."""
    commands = json.loads(Path(file).read_text("utf-8"))
    states = None
    if how.isdigit():
        watch(killed_at(int(how)))
    elif how != "-":
        folder = Path(commands[0][commands[0].index("--dir") + 1])
        states = States(folder / "contest.db", Path(how))
        watch(states.statement)
    acknowledged = os.open(done, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(acknowledged, b"ready\n")
    for number in range(int(first), len(commands)):
        code = run(commands[number])
        sys.stdout.flush()
        if states is not None:
            states.look(str(number))
        os.write(acknowledged, f"{number} {code}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
